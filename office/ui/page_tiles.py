"""Pictures of page parts: drawn off the Qt thread on demand, kept while the memory for them lasts."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QImage

from office.errors import OfficeError
from office.ui.background import Background
from office.ui.page_source import PageSource

SIDE = 768  # device pixels
THUMB_HEIGHT = 320  # device pixels
MEMORY = 192 * 2**20  # bytes
_AT_ONCE = 2  # drawings on their way


@dataclass(frozen=True, slots=True)
class Tile:
    """One square of a page drawn at ``scale`` thousandths of a pixel per mm; scale 0 is the whole page, small."""

    page: int
    scale: int
    column: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class _Key:
    source: int
    tile: Tile


class Tiles(QObject):
    arrived = Signal(int)  # the page of which a picture came
    failed = Signal(OfficeError)  # a page cannot be drawn

    def __init__(self, background: Background, memory: int = MEMORY, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background, self._memory = background, memory
        self._source: PageSource | None = None
        self._number = 0
        self._shelf: OrderedDict[_Key, QImage] = OrderedDict()
        self._size = 0
        self._wishes: list[Tile] = []
        self._thumb_wishes: list[Tile] = []
        self._on_the_way: set[_Key] = set()
        self._broken: set[_Key] = set()  # asked for once and not again, told once for a document

    @property
    def kept_bytes(self) -> int:
        return self._size

    def show(self, source: PageSource | None, same_document: bool) -> None:
        """Draw from ``source`` from now on; old pictures of the same document stand in until new ones come."""
        self._number += 1
        self._source = source
        self._wishes.clear()
        self._thumb_wishes.clear()
        self._broken.clear()
        kept = {self._number - 1} if same_document else set()
        for key in [key for key in self._shelf if key.source not in kept]:
            self._size -= self._shelf.pop(key).sizeInBytes()

    def picture(self, tile: Tile) -> QImage | None:
        """The picture of ``tile``, perhaps of the source before; None when it is still to be drawn."""
        for number in (self._number, self._number - 1):
            key = _Key(number, tile)
            if key in self._shelf:
                self._shelf.move_to_end(key)
                return self._shelf[key]
        return None

    def want(self, tiles: Iterable[Tile]) -> None:
        """Draw these first, in this order; what was wanted before and is not listed is forgotten."""
        self._wishes = [tile for tile in tiles if self._missing(tile)]
        self._soon()

    def want_thumb(self, page: int) -> None:
        """Draw the small picture of ``page`` when nothing else is wanted."""
        tile = Tile(page, 0)
        if tile not in self._thumb_wishes and self._missing(tile):
            self._thumb_wishes.append(tile)
            self._soon()

    def _missing(self, tile: Tile) -> bool:
        key = _Key(self._number, tile)
        return key not in self._shelf and key not in self._on_the_way and key not in self._broken

    def _soon(self) -> None:
        QTimer.singleShot(0, self, self._pump)

    def _pump(self) -> None:
        while len(self._on_the_way) < _AT_ONCE and (tile := self._next()) is not None:
            self._draw(tile)

    def _next(self) -> Tile | None:
        for wishes in (self._wishes, self._thumb_wishes):
            while wishes:
                tile = wishes.pop(0)
                if self._missing(tile):
                    return tile
        return None

    def _draw(self, tile: Tile) -> None:
        source, key = self._source, _Key(self._number, tile)
        if source is None or tile.page >= source.page_count:
            return
        self._on_the_way.add(key)
        width, height = source.page_size_mm(tile.page)
        scale, region = _region(tile, width, height)
        self._background.draw(
            self,
            lambda: source.image(tile.page, scale, region),
            lambda image: self._keep(key, image),
            lambda error: self._give_up(key, error),
        )

    def _give_up(self, key: _Key, error: OfficeError) -> None:
        self._on_the_way.discard(key)
        self._broken.add(key)
        if key.source == self._number and len(self._broken) == 1:
            self.failed.emit(error)
        self._soon()

    def _keep(self, key: _Key, image: QImage) -> None:
        self._on_the_way.discard(key)
        if key.source == self._number:
            self._shelf[key] = image
            self._size += image.sizeInBytes()
            self._make_room()
            self.arrived.emit(key.tile.page)
        self._soon()

    def _make_room(self) -> None:
        while self._size > self._memory and len(self._shelf) > 1:
            _, image = self._shelf.popitem(last=False)
            self._size -= image.sizeInBytes()


def _region(tile: Tile, width: float, height: float) -> tuple[float, QRect]:
    if tile.scale == 0:
        scale = THUMB_HEIGHT / height
        return scale, QRect(0, 0, max(1, round(width * scale)), THUMB_HEIGHT)
    scale = tile.scale / 1000
    whole = QRect(0, 0, round(width * scale), round(height * scale))
    return scale, QRect(tile.column * SIDE, tile.row * SIDE, SIDE, SIDE).intersected(whole)
