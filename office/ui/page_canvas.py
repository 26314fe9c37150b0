"""Pages under one another, to scroll through and to enlarge. It draws what is ready and never waits."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from office.ui import theme
from office.ui.background import Background
from office.ui.page_source import Hit, PageSource, Spot
from office.ui.page_tiles import SIDE, Tile, Tiles
from office.words import _

SMALLEST, LARGEST = 0.25, 4.0
_STEP = 1.1
_PAPER = "#FFFFFF"


class Fit(StrEnum):
    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


class PageCanvas(QAbstractScrollArea):
    page_changed = Signal(int)  # the page at the middle of the window, from 0
    zoomed = Signal(float)  # 1.0 is true size

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.setAccessibleName(_("页面"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tiles = Tiles(background, parent=self)
        self.tiles.arrived.connect(self._on_arrived)
        self.source: PageSource | None = None
        self.fit = Fit.WIDTH
        self._zoom = 1.0
        self._tops: list[float] = []  # of each page, in mm of paper and gaps in pixels resolved by _top
        self._page = 0
        self._hits: Sequence[Hit] = ()
        self._hit_now = -1
        self._frames: Sequence[Spot] = ()
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.news().changed.connect(self.viewport().update)

    # What is shown

    def show_pages(self, source: PageSource | None, same_document: bool = False) -> None:
        """Show ``source``; of the same document, keep the place and the old pictures until the new ones come."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        self.source = source
        self.tiles.show(source, same_document)
        self._hits, self._hit_now, self._frames = (), -1, ()
        self._arrange()
        self.horizontalScrollBar().setValue(across if same_document else 0)
        self.verticalScrollBar().setValue(down if same_document else 0)
        self._on_scrolled()

    def show_hits(self, hits: Sequence[Hit], now: int) -> None:
        """Light up ``hits`` and bring number ``now`` into view."""
        self._hits, self._hit_now = hits, now
        if 0 <= now < len(hits):
            self.bring_into_view(hits[now][0])
        self.viewport().update()

    def show_frames(self, frames: Sequence[Spot]) -> None:
        """Draw dashed frames around ``frames``."""
        self._frames = frames
        self.viewport().update()

    @property
    def page(self) -> int:
        return self._page

    def go_to(self, page: int) -> None:
        if 0 <= page < len(self._tops):
            self.verticalScrollBar().setValue(round(self._tops[page]) - theme.gap(1))

    def bring_into_view(self, spot: Spot) -> None:
        box, bar = self._spot_box(spot), self.verticalScrollBar()
        if not self.viewport().rect().adjusted(0, theme.gap(2), 0, -theme.gap(2)).contains(box.toAlignedRect()):
            bar.setValue(round(bar.value() + box.center().y() - self.viewport().height() / 2))
            side = self.horizontalScrollBar()
            side.setValue(round(side.value() + box.center().x() - self.viewport().width() / 2))

    # Size

    @property
    def zoom(self) -> float:
        return self._zoom

    def set_zoom(self, zoom: float, fit: Fit = Fit.FREE, around: QPointF | None = None) -> None:
        """Enlarge to ``zoom`` (1.0 is true size), keeping the point ``around`` of the window where it is."""
        self.fit = fit
        zoom = min(LARGEST, max(SMALLEST, zoom))
        if abs(zoom - self._zoom) < 1e-4 and self._tops:
            self.zoomed.emit(self._zoom)
            return
        anchor = around or QPointF(
            self.viewport().width() / 2, 0 if fit is not Fit.FREE else self.viewport().height() / 2
        )
        place = self._place_at(anchor)
        self._zoom = zoom
        self._arrange()
        self._hold(place, anchor)
        self.zoomed.emit(zoom)

    def fit_width(self) -> None:
        self.set_zoom(self._fitting(Fit.WIDTH), Fit.WIDTH)

    def fit_page(self) -> None:
        self.set_zoom(self._fitting(Fit.PAGE), Fit.PAGE)

    def fit_again(self) -> None:
        """Keep fitting after the window or the pages changed."""
        if self.fit is not Fit.FREE:
            self.set_zoom(self._fitting(self.fit), self.fit)

    def zoom_in(self) -> None:
        self.set_zoom(self._zoom * _STEP**2)

    def zoom_out(self) -> None:
        self.set_zoom(self._zoom / _STEP**2)

    def _fitting(self, fit: Fit) -> float:
        if self.source is None or self.source.page_count == 0:
            return self._zoom
        sizes = [self.source.page_size_mm(page) for page in range(self.source.page_count)]
        width, height = max(size[0] for size in sizes), sizes[self._page][1]
        edge, bar = 2 * theme.gap(2), self.verticalScrollBar().sizeHint().width()
        across = (self.maximumViewportSize().width() - edge - bar) / (width * self._unit)
        return across if fit is Fit.WIDTH else min(across, (self.viewport().height() - edge) / (height * self._unit))

    @property
    def _unit(self) -> float:
        """Logical pixels per mm at true size."""
        return self.logicalDpiX() / 25.4

    @property
    def _scale(self) -> float:
        return self._unit * self._zoom

    # Where things are

    def _arrange(self) -> None:
        top, self._tops, widest = float(theme.gap(2)), [], 0.0
        for page in range(self.source.page_count if self.source else 0):
            width, height = self._page_pixels(page)
            self._tops.append(top)
            top, widest = top + height + theme.gap(2), max(widest, width)
        view = self.maximumViewportSize()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, round(top) - view.height()))
        down.setPageStep(view.height())
        down.setSingleStep(theme.em() * 3)
        across.setRange(0, max(0, round(widest) + 2 * theme.gap(2) - view.width()))
        across.setPageStep(view.width())
        across.setSingleStep(theme.em() * 3)
        self.viewport().update()

    def _page_pixels(self, page: int) -> tuple[float, float]:
        assert self.source is not None
        width, height = self.source.page_size_mm(page)
        return width * self._scale, height * self._scale

    def _page_box(self, page: int) -> QRectF:
        """The page in the window's logical pixels, its corner on a whole pixel."""
        width, height = self._page_pixels(page)
        bar = self.horizontalScrollBar()
        left = (self.viewport().width() - width) / 2 if bar.maximum() == 0 else theme.gap(2) - bar.value()
        return QRectF(round(left), round(self._tops[page]) - self.verticalScrollBar().value(), width, height)

    def _spot_box(self, spot: Spot) -> QRectF:
        page, scale = self._page_box(spot.page), self._scale
        return QRectF(page.x() + spot.x * scale, page.y() + spot.y * scale, spot.width * scale, spot.height * scale)

    def _visible(self) -> range:
        top, height = self.verticalScrollBar().value(), self.viewport().height()
        first = max(0, bisect_right(self._tops, top) - 1)
        return range(first, bisect_right(self._tops, top + height))

    def _place_at(self, point: QPointF) -> tuple[int, float, float]:
        """Page and mm on it under a point of the window."""
        if not self._tops:
            return 0, 0.0, 0.0
        page = max(0, bisect_right(self._tops, self.verticalScrollBar().value() + point.y()) - 1)
        box = self._page_box(page)
        return page, (point.x() - box.x()) / self._scale, (point.y() - box.y()) / self._scale

    def _hold(self, place: tuple[int, float, float], point: QPointF) -> None:
        page, x, y = place
        if page < len(self._tops):
            self.verticalScrollBar().setValue(round(self._tops[page] + y * self._scale - point.y()))
            self.horizontalScrollBar().setValue(round(theme.gap(2) + x * self._scale - point.x()))

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour(theme.theme().desk))
        wanted: list[Tile] = []
        for page in self._visible():
            wanted += self._paint_page(painter, page)
        self._paint_frames(painter)
        painter.end()
        self.tiles.want(wanted)

    def _paint_page(self, painter: QPainter, page: int) -> list[Tile]:
        box = self._page_box(page)
        painter.fillRect(box, theme.colour(_PAPER))
        tiles = list(self._tiles_of(page, box))
        if any(self.tiles.picture(tile) is None for tile in tiles):
            self._paint_stand_in(painter, page, box)
        for tile in tiles:
            self._paint_tile(painter, tile, box)
        self._paint_hits(painter, page)
        painter.setPen(QPen(theme.colour(theme.theme().line), 1))
        painter.drawRect(box)
        return tiles

    def _tiles_of(self, page: int, box: QRectF) -> Iterator[Tile]:
        ratio, view = self.devicePixelRatioF(), QRectF(self.viewport().rect())
        seen, side = view.intersected(box).translated(-box.topLeft()), SIDE / ratio
        if seen.isEmpty():
            return
        scale = round(self._scale * ratio * 1000)
        for row in range(int(seen.top() // side), int(seen.bottom() // side) + 1):
            for column in range(int(seen.left() // side), int(seen.right() // side) + 1):
                if column * side < box.width() and row * side < box.height():
                    yield Tile(page, scale, column, row)

    def _paint_stand_in(self, painter: QPainter, page: int, box: QRectF) -> None:
        small = self.tiles.picture(Tile(page, 0))
        if small is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, small)

    def _paint_tile(self, painter: QPainter, tile: Tile, box: QRectF) -> None:
        picture = self.tiles.picture(tile)
        if picture is not None:
            ratio = self.devicePixelRatioF()
            picture.setDevicePixelRatio(ratio)
            corner = QPointF(box.x() + tile.column * SIDE / ratio, box.y() + tile.row * SIDE / ratio)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(corner, picture)

    def _paint_hits(self, painter: QPainter, page: int) -> None:
        painter.save()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for number, hit in enumerate(self._hits):
            worn = theme.theme()
            tint = theme.colour(worn.hit_now if number == self._hit_now else worn.hit)
            for spot in hit:
                if spot.page == page:
                    painter.fillRect(self._spot_box(spot), tint)
        painter.restore()

    def _paint_frames(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour(theme.theme().accent), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for spot in self._frames:
            if spot.page in self._visible():
                painter.drawRect(self._spot_box(spot))

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_again()
        self._arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * _STEP ** (event.angleDelta().y() / 120), around=event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, step = self.verticalScrollBar(), self.viewport().height() - theme.em() * 2
        moves = {
            Qt.Key.Key_PageDown: bar.value() + step,
            Qt.Key.Key_Space: bar.value() + step,
            Qt.Key.Key_PageUp: bar.value() - step,
            Qt.Key.Key_Home: bar.minimum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        key = Qt.Key(event.key())
        if key in moves:
            bar.setValue(moves[key])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.em() * 40, theme.em() * 50)

    def _on_arrived(self, page: int) -> None:
        if page in self._visible():
            self.viewport().update()

    def _on_scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        page = max(0, bisect_right(self._tops, middle) - 1)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()
