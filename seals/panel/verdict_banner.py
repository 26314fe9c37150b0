"""A verdict in one plain sentence, with its reasons and seals behind it."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from office.ui.banner import Banner, Tone
from office.ui.pieces import copyable, words
from office.words import N_, _
from seals.errands import sentence
from seals.model import Outcome, SealSeen, Verdict
from seals.words import VERDICTS

_LOOKS = {
    Outcome.INTACT: (Tone.GOOD, N_("印章有效")),
    Outcome.ADDED: (Tone.GOOD, N_("印章有效，有追加内容")),
    Outcome.CHANGED: (Tone.BAD, N_("不能采信")),
    Outcome.UNCHECKABLE: (Tone.NOTICE, N_("无法确认")),
    Outcome.UNSEALED: (Tone.QUIET, N_("没有印章")),
}
_ICONS = {Outcome.UNCHECKABLE: "unknown", Outcome.UNSEALED: "plain"}


class VerdictBanner(Banner):
    def show_verdict(self, verdict: Verdict) -> None:
        tone, heading = _LOOKS[verdict.outcome]
        self.show_words(tone, _(heading), _(VERDICTS[verdict.outcome.value]), _ICONS.get(verdict.outcome, ""))
        self.show_details([*_reasons(verdict), *_seals(verdict)])
        self.show_open(verdict.outcome in (Outcome.CHANGED, Outcome.UNCHECKABLE) and bool(verdict.reasons))


def heading_of(outcome: Outcome) -> tuple[Tone, str]:
    """The tone and the few words that name an outcome."""
    tone, heading = _LOOKS[outcome]
    return tone, _(heading)


def _reasons(verdict: Verdict) -> list[QWidget]:
    return [copyable(f"· {sentence(reason)}") for reason in verdict.reasons]


def _seals(verdict: Verdict) -> list[QWidget]:
    if not verdict.seals:
        return []
    return [words(_("印章"), "section"), *(copyable(_line(seal)) for seal in verdict.seals)]


def _line(seal: SealSeen) -> str:
    state = _("有效") if seal.intact else _("验证不通过")
    page = _("第 {page} 页").format(page=seal.page + 1) if seal.page is not None else _("不显示")
    parts = (
        f"“{seal.name}”",
        state,
        _("持有人 {holder}").format(holder=seal.holder),
        _("盖章时间 {time}").format(time=when(seal.signed_at)) if seal.signed_at else _("没有写明盖章时间"),
        page,
        seal.format,
    )
    return " · ".join(part for part in parts if part)


def when(moment: datetime) -> str:
    """A moment as people here read it, in their own time."""
    at = moment.astimezone()
    return _("{year}年{month}月{day}日 {time}").format(year=at.year, month=at.month, day=at.day, time=f"{at:%H:%M}")
