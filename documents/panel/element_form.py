"""The elements of a document as fields, each with what was found about it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from documents.model.official import Kind, OfficialDocument, Secrecy, Urgency
from documents.model.pages import Element
from documents.panel.number_field import NumberField
from office.ui.forms import Choice, DateField, Form, Hint, line, lines
from office.words import _

_NAMES = re.compile(r"[、，,;；\s\u3000]+")


@dataclass(frozen=True, slots=True)
class _Bond:
    """How one attribute of the document is shown in its editor and taken from it."""

    attribute: str
    show: Callable[[Any], None]
    value: Callable[[], Any]


class ElementForm(Form):
    """Everything but the body. ``changed`` comes with every change that the person makes."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._bonds: list[_Bond] = []
        self._editors: dict[Element, QWidget] = {}
        self._showing = False
        self._today = today
        self._head()
        self._main()
        self._imprint()
        self.end()

    def show_document(self, document: OfficialDocument) -> None:
        self._showing = True
        for bond in self._bonds:
            bond.show(getattr(document, bond.attribute))
        self._showing = False

    def value(self, document: OfficialDocument) -> OfficialDocument:
        """``document`` with every element as the fields say."""
        return replace(document, **{bond.attribute: bond.value() for bond in self._bonds})

    def show_hints(self, hints: Mapping[Element, Hint]) -> None:
        """Mark every field that ``hints`` speaks of; clear the others."""
        for element, editor in self._editors.items():
            self.hint(editor, hints.get(element))

    def editor(self, element: Element) -> QWidget | None:
        """The field of ``element``; None for those that are not here, such as the body."""
        return self._editors.get(element)

    # The fields, in the order of GB/T 9704-2012 clause 7

    def _head(self) -> None:
        self.section(_("版头"))
        self.kind = Choice(list(Kind), name=_("文种"))
        self._bind(_("文种"), self.kind, None, "kind", self.kind.show_value, self._kind)
        self._line(_("份号"), Element.COPY_NUMBER, "copy_number", _("六位数字，涉密公文才有"))
        self.secrecy = Choice(list(Secrecy), _("（不涉密）"), _("密级"))
        self._bind(_("密级"), self.secrecy, Element.SECRECY, "secrecy", self.secrecy.show_value, self.secrecy.value)
        self._line(_("保密期限"), None, "secrecy_term", _("例如 1年"))
        self.urgency = Choice(list(Urgency), _("（平件）"), _("紧急程度"))
        self._bind(_("紧急程度"), self.urgency, Element.URGENCY, "urgency", self.urgency.show_value, self.urgency.value)
        self._lines(_("发文机关"), None, "issuers", _("每行一个机关，第一个是主办机关"), several=True)
        self._line(_("机关标志"), Element.MARK, "mark", _("不填时用“发文机关＋文件”"))
        self.number = NumberField(_("发文字号"))
        self._bind(_("发文字号"), self.number, Element.NUMBER, "number", self.number.show_value, self.number.value)
        self._names(_("签发人"), Element.APPROVER, "approvers", _("上行文必填；多人用顿号隔开"))

    def _main(self) -> None:
        self.section(_("主体"))
        self._lines(_("标题"), Element.TITLE, "title", _("发文机关＋事由＋文种"))
        self._lines(_("主送机关"), Element.RECIPIENTS, "recipients", _("末尾的冒号不用填"))
        self._lines(_("附件说明"), Element.ANNEX_NOTE, "annex_names", _("每行一个附件的名称，不写序号"), several=True)
        self._lines(_("署名"), Element.SIGNATURE, "signatories", _("每行一个机关"), several=True)
        self._date(_("成文日期"), Element.DATE, "dated")
        self._line(_("附注"), Element.NOTE, "note", _("例如 此件主动公开；括号不用填"))

    def _imprint(self) -> None:
        self.section(_("版记"))
        self._lines(_("抄送机关"), Element.COPIES_TO, "copies_to", _("“抄送：”和句号不用填"))
        self._line(_("印发机关"), Element.PRINTED_BY, "printed_by", "")
        self._date(_("印发日期"), Element.PRINTED_ON, "printed_on")

    # Kinds of fields

    def _kind(self) -> Kind:
        return self.kind.value() or Kind.NOTICE

    def _line(self, label: str, element: Element | None, attribute: str, placeholder: str) -> None:
        editor = line(placeholder, name=label)
        self._bind(label, editor, element, attribute, lambda text: _show_line(editor, text), lambda: _text(editor))

    def _names(self, label: str, element: Element, attribute: str, placeholder: str) -> None:
        editor = line(placeholder, name=label)
        self._bind(
            label,
            editor,
            element,
            attribute,
            lambda names: _show_line(editor, "、".join(names)) if names != _divided(editor) else None,
            lambda: _divided(editor),
        )

    def _lines(
        self, label: str, element: Element | None, attribute: str, placeholder: str, several: bool = False
    ) -> None:
        editor = lines(placeholder, 2, label)
        if several:
            self._bind(
                label, editor, element, attribute, lambda texts: _show_lines(editor, texts), lambda: _each(editor)
            )
        else:
            self._bind(
                label, editor, element, attribute, lambda text: _show_lines(editor, (text,)), lambda: _whole(editor)
            )

    def _date(self, label: str, element: Element, attribute: str) -> None:
        editor = DateField(label, self._today)
        self._bind(label, editor, element, attribute, editor.show_value, editor.value)

    def _bind(
        self,
        label: str,
        editor: QWidget,
        element: Element | None,
        attribute: str,
        show: Callable[[Any], None],
        value: Callable[[], Any],
    ) -> None:
        self.add(label, editor)
        self._bonds.append(_Bond(attribute, show, value))
        if element is not None:
            self._editors[element] = editor
        _change_of(editor).connect(self._on_change)

    def _on_change(self) -> None:
        if not self._showing:
            self.changed.emit()


def _change_of(editor: QWidget) -> Any:
    if isinstance(editor, QLineEdit | QPlainTextEdit):
        return editor.textChanged
    if isinstance(editor, Choice):
        return editor.currentIndexChanged
    assert isinstance(editor, NumberField | DateField)
    return editor.changed


def _text(editor: QLineEdit) -> str:
    return editor.text().strip()


def _show_line(editor: QLineEdit, text: str) -> None:
    if text != editor.text().strip():
        editor.setText(text)


def _divided(editor: QLineEdit) -> tuple[str, ...]:
    return tuple(name for name in _NAMES.split(editor.text()) if name)


def _each(editor: QPlainTextEdit) -> tuple[str, ...]:
    return tuple(text for text in (line.strip() for line in editor.toPlainText().split("\n")) if text)


def _whole(editor: QPlainTextEdit) -> str:
    return "".join(_each(editor))


def _show_lines(editor: QPlainTextEdit, texts: tuple[str, ...]) -> None:
    if texts != _each(editor):
        editor.setPlainText("\n".join(texts))
