"""Forms: a label, an editor, a quiet mark that says how sure its content is, and a sentence where it is doubtful."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from office.ui import icons, theme
from office.ui.banner import TINTS, Tone
from office.ui.pieces import restyle, row, words
from office.words import _

E = TypeVar("E", bound=StrEnum)

_MOST_ROWS = 6


@dataclass(frozen=True, slots=True)
class Hint:
    """What is to be said beside a field: in which tone, and how."""

    tone: Tone
    sentence: str


class Form(QWidget):
    """Fields under one another: label, editor, mark; hints stand under their field."""

    def __init__(self, parent: QWidget | None = None, marks: bool = True) -> None:
        """``marks``: leave room at the right for what is to be said about a field."""
        super().__init__(parent)
        self._with_marks = marks
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(theme.gap(1))
        self._grid.setVerticalSpacing(theme.gap(0.8))
        self._grid.setContentsMargins(theme.gap(2), theme.gap(1), theme.gap(1), theme.gap(2))
        self._grid.setColumnStretch(1, 1)
        self._marks: dict[QWidget, tuple[QLabel, QLabel]] = {}

    def section(self, text: str) -> None:
        """A heading over the fields that follow."""
        self._grid.addWidget(words(text, "section"), self._grid.rowCount(), 0, 1, 3)

    def add(self, label: str, editor: QWidget) -> None:
        line = self._grid.rowCount()
        name = words(label, "label")
        name.setBuddy(editor)
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        name.setContentsMargins(0, theme.gap(0.8), 0, 0)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        mark, hint = QLabel(), words("", wrap=True)
        mark.setFixedSize(round(theme.em() * 1.3) if self._with_marks else 0, round(theme.em() * 1.3))
        hint.hide()
        self._grid.addWidget(name, line, 0)
        self._grid.addWidget(editor, line, 1)
        self._grid.addWidget(mark, line, 2, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(hint, line + 1, 1)
        self._marks[editor] = (mark, hint)

    def add_wide(self, widget: QWidget, stretch: int = 0) -> None:
        line = self._grid.rowCount()
        self._grid.addWidget(widget, line, 0, 1, 3)
        self._grid.setRowStretch(line, stretch)

    def end(self) -> None:
        """Push everything up."""
        self._grid.setRowStretch(self._grid.rowCount(), 1)

    def hint(self, editor: QWidget, hint: Hint | None) -> None:
        """Mark the field; good and quiet hints show in the tooltip only, the others under the field too."""
        mark, words_ = self._marks[editor]
        loud = hint is not None and hint.tone in (Tone.NOTICE, Tone.BAD)
        mark.setVisible(hint is not None)
        if hint is not None:
            icons.put_in(mark, _MARKS[hint.tone], TINTS[hint.tone], 1.1)
            mark.setToolTip(hint.sentence)
            mark.setAccessibleName(hint.sentence)
        editor.setAccessibleDescription(hint.sentence if hint else "")
        words_.setText(hint.sentence if hint and loud else "")
        words_.setVisible(loud)
        restyle(words_, tone=hint.tone.value if hint and loud else "")
        restyle(editor, doubt=loud)


_MARKS = {Tone.GOOD: "good", Tone.PLAIN: "plain", Tone.QUIET: "plain", Tone.NOTICE: "notice", Tone.BAD: "bad"}


def line(placeholder: str = "", characters: int = 0, name: str = "") -> QLineEdit:
    """A line of text; ``characters`` fixes its width in Han characters."""
    made = QLineEdit()
    made.setPlaceholderText(placeholder)
    if name:
        made.setAccessibleName(name)
    if characters:
        made.setMaximumWidth(theme.em() * (characters + 1))
    return made


def lines(placeholder: str = "", rows: int = 2, name: str = "") -> QPlainTextEdit:
    """Some lines of text; Tab leaves it."""
    made = _Growing(rows)
    made.setPlaceholderText(placeholder)
    made.setTabChangesFocus(True)
    if name:
        made.setAccessibleName(name)
    return made


class _Growing(QPlainTextEdit):
    """Grows with its text, up to a limit."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def _fit(self) -> None:
        shown = min(_MOST_ROWS, max(self._rows, round(self.document().size().height())))
        policy = Qt.ScrollBarPolicy
        more = self.document().size().height() > _MOST_ROWS
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if more else policy.ScrollBarAlwaysOff)
        edges = 2 * round(self.document().documentMargin()) + theme.gap(1.8)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * shown + edges)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def password(name: str) -> QLineEdit:
    """A line that shows dots and remembers nothing."""
    made = line(name=name)
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText)
    return made


class Choice(QComboBox, Generic[E]):
    """One of an enum's members, or none of them."""

    def __init__(self, members: Sequence[E], none: str = "", name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Kept here, because Qt would hand a member back as plain text.
        self._members: list[E | None] = [*([None] if none else []), *members]
        self.addItems([_(member.value) if member is not None else none for member in self._members])

    def value(self) -> E | None:
        return self._members[self.currentIndex()]

    def show_value(self, value: E | None) -> None:
        self.setCurrentIndex(self._members.index(value) if value in self._members else 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form, never the choice: a wheel turned in passing must not change a document."""
        event.ignore()


class DateField(QWidget):
    """A date that may be missing."""

    changed = Signal()

    def __init__(self, name: str, today: date) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.given = QCheckBox()
        self.given.setAccessibleName(_("有{name}").format(name=name))
        self.given.setToolTip(self.given.accessibleName())
        self.date = QDateEdit(QDate(today.year, today.month, today.day))
        self.date.setDisplayFormat(_("yyyy年M月d日"))
        self.date.setCalendarPopup(True)
        self.date.setAccessibleName(name)
        self.date.installEventFilter(self)
        self.date.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setLayout(row(self.given, self.date, gap=0.5))
        self.setFocusProxy(self.given)
        self.date.setEnabled(False)
        self.given.toggled.connect(self.date.setEnabled)
        self.given.toggled.connect(self.changed)
        self.date.dateChanged.connect(self.changed)

    def value(self) -> date | None:
        shown = self.date.date()
        return date(shown.year(), shown.month(), shown.day()) if self.given.isChecked() else None

    def show_value(self, value: date | None) -> None:
        if value is not None:
            self.date.setDate(QDate(value.year, value.month, value.day))
        self.given.setChecked(value is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
