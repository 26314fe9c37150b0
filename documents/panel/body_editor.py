"""The editor of a body: plain lines, with headings shown as what they will become."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from documents.model.official import Block
from documents.panel.body_text import body_of, is_kept_thing, level_of, lines_of
from office.ui import theme
from office.words import _


class BodyEditor(QPlainTextEdit):
    """Edits blocks as lines. ``changed`` comes with every change that the person makes."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before: tuple[Block, ...] = ()
        self._showing = False
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            _("每行一段；以“一、”“（一）”“1.”“（1）”开头的行是标题；〔 〕内的行代表表格或图片。")
        )
        self.setPlaceholderText(_("每行一段。以“一、”“（一）”“1.”“（1）”开头的行按标题排版。"))
        self.setTabChangesFocus(True)
        self._colours = _Headings(self.document())
        self.textChanged.connect(self._on_text)
        theme.news().changed.connect(self._colours.rehighlight)

    def show_body(self, body: Sequence[Block]) -> None:
        """Show ``body``; the cursor stays where it is when nothing differs."""
        self._before = tuple(body)
        text = "\n".join(lines_of(body))
        if text != self.toPlainText():
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def body(self) -> tuple[Block, ...]:
        """The blocks as the lines now say them; tables and pictures are those that were shown."""
        return body_of(self.toPlainText(), self._before)

    def _on_text(self) -> None:
        if not self._showing:
            self.changed.emit()


class _Headings(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        worn = theme.theme()
        if is_kept_thing(text):
            self.setFormat(0, len(text), _look(worn.quiet))
            return
        level, count = level_of(text)
        if level is not None:
            self.setFormat(0, count, _look(worn.accent_strong if level <= 2 else worn.text, heavy=True))


def _look(colour: str, heavy: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setForeground(QColor(colour))
    if heavy:
        look.setFontWeight(QFont.Weight.Bold)
    return look
