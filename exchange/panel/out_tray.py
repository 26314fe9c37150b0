"""发文箱: what the unit sent, and how far it has come with every recipient."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTableView, QWidget
from sqlalchemy import Connection

from exchange import store
from exchange.errands import check_receipts
from exchange.model import Progress, ReceiptCheck, SentItem, Step
from exchange.panel.offices import counter_of, overall, short_time, step_words
from office.actor import UnitId
from office.people import store as people
from office.sync.errors import as_error
from office.ui import theme
from office.ui.banner import Banner, Tone
from office.ui.empty import Empty
from office.ui.entries import Entry, EntryList
from office.ui.panel import Bench, Panel
from office.ui.pieces import column, frame, side_by_side, words
from office.ui.rows import Column, Rows
from office.words import _
from seals.panel.verdict_banner import when


class OutTray(Panel):
    module = "exchange"
    listens = frozenset({"people"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._items: dict[str, SentItem] = {}
        self._checking = False
        self.list = EntryList(_("发出的公文"))
        self.title = words("", "heading", wrap=True)
        self.about = words("", "quiet", wrap=True)
        self.trouble = Banner()
        self.trouble.hide()
        self.progress = Rows(_columns())
        self.table = QTableView()
        self._lay_out()
        self.list.chosen.connect(self._show_item)
        self.reload()

    def reload(self) -> None:
        """Show what was sent, and check receipts that came since."""
        unit = self.bench.actor.unit
        self.read(lambda connection: _load(connection, unit), self._show_all)
        self._check_receipts()

    def choose(self, key: str) -> None:
        self.list.choose(key)

    def _check_receipts(self) -> None:
        counter, now = counter_of(self.bench), self.bench.now()
        if counter is None or self._checking:
            return
        self._checking = True
        self.bench.background.errand(
            self,
            lambda: check_receipts(counter, now),
            self._on_checked,
            failed=self.tell_failure,
            settled=self._on_settled,
        )

    def _on_settled(self) -> None:
        self._checking = False

    def _on_checked(self, checked: tuple[ReceiptCheck, ...]) -> None:
        if checked:
            unit = self.bench.actor.unit
            self.read(lambda connection: _load(connection, unit), self._show_all)

    def _show_all(self, items: list[SentItem]) -> None:
        self._items = {item.id: item for item in items}
        self.list.show_entries([_entry(item) for item in items])
        self.body.setCurrentIndex(1 if items else 0)
        if items and not self.list.key:
            self.list.choose(items[0].id)
        else:
            self._show_item(self.list.key)

    def _show_item(self, key: str) -> None:
        item = self._items.get(key)
        if item is None:
            return
        letter = item.letter
        self.title.setText(letter.title if letter else _("（在另一台桌面发出的公文）"))
        self.about.setText(_about(item))
        self.progress.show(item.progress)
        self.trouble.setVisible(bool(item.code))
        if item.code:
            refused = any(each.step is Step.REFUSED for each in item.progress)
            heading = _("没有发出") if refused else _("还在等待")
            self.trouble.show_words(
                Tone.BAD if refused else Tone.NOTICE, heading, self.bench.explain(as_error(item.code, item.facts))
            )

    def _lay_out(self) -> None:
        self.table.setModel(self.progress)
        self.table.setAccessibleName(_("各收文单位的进展"))
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().setDefaultSectionSize(round(theme.em() * 2.6))
        right = QWidget()
        right.setLayout(column(self.title, self.about, self.trouble, self.table, gap=1.4, margin=2.4))
        side = frame("side", column(self.list, gap=0))
        whole = side_by_side((side, 22), (right, 56), grows=1)
        self.body = QStackedWidget()
        self.body.addWidget(
            Empty("outbox", _("还没有发出公文"), _("在“待发”选一份已用印的公文发送；送达和签收的回执会记在这里。"))
        )
        self.body.addWidget(whole)
        inner = column(*self.told(), self.body, gap=0)
        inner.setStretch(2, 1)
        self.setLayout(inner)


def _load(connection: Connection, unit: UnitId) -> list[SentItem]:
    """What was sent, with the names of those who signed for it."""
    items = store.sent(connection, unit)
    signers = {each.person for item in items for each in item.progress if each.person}
    names = {id_: person.name for id_, person in people.PERSONS.read(connection, signers).items()}
    return [replace(item, progress=tuple(_named(each, names) for each in item.progress)) for item in items]


def _named(progress: Progress, names: Mapping[str, str]) -> Progress:
    return replace(progress, person=names.get(progress.person, progress.person))


def _columns() -> tuple[Column[Progress], ...]:
    return (
        Column[Progress](_("收文单位"), lambda each: each.name),
        Column[Progress](_("进展"), _step),
        Column[Progress](_("时间"), lambda each: when(each.at)),
        Column[Progress](_("签收人"), lambda each: each.person or "—"),
    )


def _step(progress: Progress) -> str:
    doubt = _("（另有核对不上的回执，不作数）") if progress.doubtful else ""
    return step_words(progress.step) + doubt


def _about(item: SentItem) -> str:
    letter, known = item.letter, item.consignment
    parts = [letter.number if letter else ""]
    if letter:
        parts.append(_("{time} 交发").format(time=when(letter.at)))
        parts.append(_("收文截止 {time}").format(time=when(letter.expires_at)))
    if known:
        parts.append(_("加密后 {size} KB").format(size=-(-known.size // 1024)))
    return " · ".join(part for part in parts if part)


def _entry(item: SentItem) -> Entry:
    badge, tone = overall(item.progress)
    letter = item.letter
    title = letter.title if letter else _("（在另一台桌面发出的公文）")
    names = "、".join(each.name for each in item.progress)
    at = short_time(letter.at) if letter else ""
    return Entry(item.id, title, " · ".join(part for part in (at, names) if part), badge, tone)
