"""Words shown to people. Only here, in panels and in ``words.py`` files is there any text.

Chinese is the source language; another language is a gettext catalogue under ``office/locale``.
"""

from collections.abc import Mapping
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from office.errors import OfficeError

Sentences = Mapping[str, str]

SOURCE_LANGUAGE = "zh_CN"


def N_(text: str) -> str:  # noqa: N802
    """Mark ``text`` for translation, to be translated when shown."""
    return text


SENTENCES: Sentences = {
    "office.error": N_("没有办成。请再试一次；仍不行时，请把代码告诉系统管理员。"),
    "office.refused": N_("按规定不能这样办理。"),
    "office.denied": N_("您没有办理此事的权限。需要办理时，请与系统管理员联系。"),
    "office.not_found": N_("要找的内容已不在这里，可能已被删除或撤回。请刷新后再看。"),
    "office.already_there": N_("同样的内容已经存在，不必重复提交。"),
    "office.trouble": N_("磁盘、网络或密钥设备暂时不可用。请检查后再试一次。"),
    "office.not_written": N_(
        "文件没有写入磁盘（{reason}）：{path}。请腾出空间或换一个文件夹后再试；原有文件没有改动。"
    ),
    "office.cancelled": N_("已取消。"),
}

_NOWHERE = N_("没有办成（代码：{code}）。请再试一次；仍不行时，请把代码告诉系统管理员。")


class _Tongue:
    """The language spoken now."""

    code = SOURCE_LANGUAGE
    catalogue: NullTranslations = NullTranslations()


class _Facts(dict[str, str]):
    """Facts of an error; one that is not told is shown as a dash rather than failing the sentence."""

    def __missing__(self, name: str) -> str:
        return "—"


def use_language(code: str) -> None:
    """Speak the language ``code`` ("zh_CN", "en") from now on; one without a catalogue is Chinese."""
    _Tongue.code, _Tongue.catalogue = SOURCE_LANGUAGE, NullTranslations()
    if code == SOURCE_LANGUAGE:
        return
    book = files("office").joinpath("locale", code, "LC_MESSAGES", "govdesk.mo")
    if book.is_file():
        with book.open("rb") as file:
            _Tongue.code, _Tongue.catalogue = code, GNUTranslations(file)


def language() -> str:
    """The language spoken now."""
    return _Tongue.code


def _(text: str) -> str:
    """``text`` in the language spoken now; Chinese where the catalogue has nothing."""
    return _Tongue.catalogue.gettext(text) if text else ""


def explain(error: OfficeError, sentences: Sentences) -> str:
    """What ``error`` means, in one or two plain sentences; facts that are words of ours are translated too."""
    sentence = sentences.get(error.code) or SENTENCES.get(error.code) or _NOWHERE
    facts = {name: _(fact) for name, fact in error.facts.items()}
    return _(sentence).format_map(_Facts(facts | {"code": error.code}))
