"""A list of things: what each is, on two lines at most, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from office.ui import theme
from office.ui.banner import TINTS, Tone

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """``badge`` is a word in the colour of ``tone``; ``fresh`` entries are set heavier, as not yet read."""

    key: str
    title: str
    detail: str = ""
    badge: str = ""
    tone: Tone = Tone.QUIET
    fresh: bool = False

    @property
    def spoken(self) -> str:
        return "，".join(part for part in (self.title, self.badge, self.detail) if part)


class EntryList(QListView):
    chosen = Signal(str)  # the key of the entry that the person went to; empty: none
    opened = Signal(str)  # Enter or a double click

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = _Entries(self)
        self.setAccessibleName(name)
        self.setProperty("look", "plain")
        self.setModel(self._entries)
        self.setItemDelegate(_TwoLines(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme.em() * 14)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.activated.connect(lambda index: self.opened.emit(self._entries.key(index)))

    @property
    def key(self) -> str:
        """The key of the chosen entry; empty when none is."""
        return self._entries.key(self.currentIndex())

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show ``entries``; what was chosen stays chosen, without being told again."""
        chosen = self.key
        blocked = self.blockSignals(True)
        self._entries.show(entries)
        self.choose(chosen)
        self.blockSignals(blocked)
        if chosen and not self.key:
            self.chosen.emit("")

    def choose(self, key: str) -> None:
        """Go to the entry with ``key``, if it is there."""
        row = self._entries.row(key)
        if row >= 0:
            self.setCurrentIndex(self._entries.index(row, 0))

    def count(self) -> int:
        return self._entries.rowCount()

    def _on_current(self, current: QModelIndex) -> None:
        if not self.signalsBlocked():
            self.chosen.emit(self._entries.key(current))


class _Entries(QAbstractListModel):
    _all: Sequence[Entry] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self._all = tuple(entries)
        self.endResetModel()

    def entry(self, index: Index) -> Entry:
        return self._all[index.row()]

    def key(self, index: Index) -> str:
        return self._all[index.row()].key if index.isValid() else ""

    def row(self, key: str) -> int:
        return next((row for row, entry in enumerate(self._all) if entry.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._all)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self._all[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return entry.spoken
        return None


class _TwoLines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.em() * 12, round(theme.em() * 5.2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave the fields of options out
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        model = index.model()
        assert isinstance(model, _Entries)
        painter.save()
        _paint_ground(painter, box, state)
        _paint_words(painter, box, model.entry(index))
        painter.restore()


def _paint_ground(painter: QPainter, box: QRect, state: QStyle.StateFlag) -> None:
    worn = theme.theme()
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box, theme.colour(worn.accent_soft))
        painter.fillRect(QRect(box.x(), box.y(), theme.gap(0.4), box.height()), theme.colour(worn.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, theme.colour(worn.window))
    painter.setPen(theme.colour(worn.line))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.colour(worn.accent), 2))
        painter.drawRect(box.adjusted(1, 1, -1, -2))


def _paint_words(painter: QPainter, box: QRect, entry: Entry) -> None:
    worn, room = theme.theme(), box.adjusted(theme.gap(1.6), theme.gap(0.8), -theme.gap(1.2), -theme.gap(0.8))
    font = theme.interface_font()
    font.setWeight(QFont.Weight.Bold if entry.fresh else font.weight())
    upper, lower = QRect(room), QRect(room)
    upper.setHeight(round(room.height() * 0.66))
    lower.setTop(upper.bottom())
    painter.setFont(font)
    painter.setPen(theme.colour(worn.text))
    _title(painter, upper, entry.title)
    small = theme.interface_font()
    small.setPointSizeF(small.pointSizeF() * 0.9)
    painter.setFont(small)
    if entry.badge:
        painter.setPen(theme.colour(getattr(worn, TINTS[entry.tone])))
        painter.drawText(lower, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, entry.badge)
        lower.setRight(lower.right() - painter.fontMetrics().horizontalAdvance(entry.badge) - theme.gap(1))
    painter.setPen(theme.colour(worn.quiet))
    _elided(painter, lower, entry.detail)


def _title(painter: QPainter, box: QRect, text: str) -> None:
    """The text on two lines: a title's end tells more than its beginning."""
    metrics, count = painter.fontMetrics(), 0
    while count < len(text) and metrics.horizontalAdvance(text[: count + 1]) <= box.width():
        count += 1
    if count == len(text):
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        return
    half = QRect(box.x(), box.y(), box.width(), box.height() // 2)
    painter.drawText(half, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text[:count])
    _elided(painter, half.translated(0, half.height()), text[count:])


def _elided(painter: QPainter, box: QRect, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
