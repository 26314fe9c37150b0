"""The list of pages in small, beside the pages."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from office.ui import theme
from office.ui.page_tiles import Tile, Tiles
from office.words import _

Index = QModelIndex | QPersistentModelIndex


class PageList(QListView):
    chosen = Signal(int)  # a page, from 0

    def __init__(self, tiles: Tiles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_list")
        self.setAccessibleName(_("页面列表"))
        self._pages = _Pages(self)
        self.setModel(self._pages)
        self.setItemDelegate(_Small(tiles, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(theme.em() * 9)
        self.selectionModel().currentChanged.connect(self._on_current)
        tiles.arrived.connect(self._on_arrived)

    def show_count(self, count: int) -> None:
        self._pages.show(count)

    def show_page(self, page: int) -> None:
        """Mark ``page`` as the one being read, without going there again."""
        index = self._pages.index(page, 0)
        if index.isValid() and index != self.currentIndex():
            self.blockSignals(True)
            self.setCurrentIndex(index)
            self.blockSignals(False)
            self.scrollTo(index)

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid() and not self.signalsBlocked():
            self.chosen.emit(current.row())

    def _on_arrived(self, page: int) -> None:
        self.update(self._pages.index(page, 0))


class _Pages(QAbstractListModel):
    _count = 0

    def show(self, count: int) -> None:
        if count != self._count:
            self.beginResetModel()
            self._count = count
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _("第 {page} 页").format(page=index.row() + 1)
        return None


class _Small(QStyledItemDelegate):
    def __init__(self, tiles: Tiles, parent: QWidget) -> None:
        super().__init__(parent)
        self._tiles = tiles

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.em() * 7, theme.em() * 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave the fields of options out
        state = option.state  # type: ignore[attr-defined]
        picture, worn = self._tiles.picture(Tile(index.row(), 0)), theme.theme()
        room = box.adjusted(theme.gap(2), theme.gap(0.6), -theme.gap(2), -theme.gap(3))
        painter.save()
        if picture is None:
            self._tiles.want_thumb(index.row())
            paper = QRectF(room)
        else:
            size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            paper = QRectF(room.center().x() - size.width() / 2, room.y(), size.width(), size.height())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(paper, picture)
        here = bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(theme.colour(worn.accent if here else worn.strong_line), 3 if here else 1))
        painter.drawRect(paper)
        painter.setPen(theme.colour(worn.text if here else worn.quiet))
        foot = QRect(box.x(), box.bottom() - theme.gap(2.6), box.width(), theme.gap(2.4))
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        painter.restore()
