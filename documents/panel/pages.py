"""Documents as pages to look at: our own layouts, any maker's OFD, and PDF."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from documents.formats.ofd.read import OfdFile
from documents.formats.pdf_view import PdfFile
from documents.formats.text import Hit as Found
from documents.formats.text import find, lines, search
from documents.model.pages import Layout
from documents.panel.painter import PagePainter
from office.fonts.library import Library
from office.ui.page_source import Hit, PageSource, Spot


class LayoutPages:
    """A layout that was just made."""

    def __init__(self, layout: Layout, library: Library) -> None:
        self._layout, self._library = layout, library
        self._painter = PagePainter(layout.images)

    @property
    def page_count(self) -> int:
        return len(self._layout.pages)

    def page_size_mm(self, page: int) -> tuple[float, float]:
        return self._layout.pages[page].width, self._layout.pages[page].height

    def image(self, page: int, pixels_per_mm: float, region: QRect) -> QImage:
        return self._painter.image(self._layout.pages[page], self._library, pixels_per_mm, region)

    def lines(self, page: int) -> Sequence[str]:
        return [line.text for line in lines(self._layout.pages[page], page)]

    def find(self, words: str) -> Sequence[Hit]:
        return [_hit(found) for found in find(self._layout, words)]


class OfdPages:
    """An OFD file; a page is read when it is first drawn."""

    def __init__(self, data: bytes, library: Library) -> None:
        """Raises what OfdFile raises. Off the Qt thread: it looks at every page's size."""
        self._file = OfdFile(data, library)
        self._sizes = [self._file.page_size(page) for page in range(self._file.page_count)]
        self._painter = PagePainter(self._file.images)

    @property
    def page_count(self) -> int:
        return len(self._sizes)

    def page_size_mm(self, page: int) -> tuple[float, float]:
        return self._sizes[page]

    def image(self, page: int, pixels_per_mm: float, region: QRect) -> QImage:
        read = self._file.page(page)
        return self._painter.image(read, self._file.library, pixels_per_mm, region)

    def lines(self, page: int) -> Sequence[str]:
        return [line.text for line in lines(self._file.page(page), page)]

    def find(self, words: str) -> Sequence[Hit]:
        found = (search(lines(self._file.page(page), page), words) for page in range(self.page_count))
        return [_hit(hit) for hits in found for hit in hits]


class PdfPages:
    """A PDF file, without its annotations: what a seal looks like is drawn from what was verified."""

    def __init__(self, data: bytes) -> None:
        """Raises what PdfFile raises."""
        self._file = PdfFile(data)
        self._sizes = [self._file.size_mm(page) for page in range(self._file.page_count)]
        self._last: tuple[int, float, QImage] | None = None

    @property
    def page_count(self) -> int:
        return len(self._sizes)

    def page_size_mm(self, page: int) -> tuple[float, float]:
        return self._sizes[page]

    def image(self, page: int, pixels_per_mm: float, region: QRect) -> QImage:
        part = self._whole(page, pixels_per_mm).copy(region)
        return part.convertToFormat(QImage.Format.Format_RGB32)

    def lines(self, page: int) -> Sequence[str]:
        return [line.text for line in self._file.lines(page)]

    def find(self, words: str) -> Sequence[Hit]:
        return [_hit(hit) for hit in self._file.search(words)]

    def _whole(self, page: int, scale: float) -> QImage:
        """The whole page; pdfium draws pages, not parts of them, so the newest one is kept for its other parts."""
        if self._last is None or self._last[:2] != (page, scale):
            raster = self._file.render(page, scale, annotations=False)
            image = QImage(raster.bgrx, raster.width, raster.height, raster.stride, QImage.Format.Format_RGB32).copy()
            width, height = (round(side * scale) for side in self._sizes[page])
            if abs(image.width() - width) > 2:  # drawn smaller than asked, because it would be too large
                image = image.scaled(width, height)
            self._last = (page, scale, image)
        return self._last[2]


def open_pages(data: bytes, library: Library) -> PageSource:
    """The pages of a PDF or OFD file. Raises what their readers raise."""
    return PdfPages(data) if data.lstrip()[:5] == b"%PDF-" else OfdPages(data, library)


def _hit(found: Found) -> Hit:
    return tuple(Spot(found.page, box.x, box.y, box.width, box.height) for box in found.boxes)
