"""PDF files for the eye: pages as pixels and as lines of text, by pdfium. Lengths in mm from the top left corner."""

import ctypes
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from documents.errors import PdfDamaged, PdfEncrypted
from documents.formats.pdfium import LOCK, Document, Failed, raw
from documents.formats.text import Glyph, Hit, TextLine, folded, joined, search
from documents.model.pages import Transform

MM_PER_POINT = 25.4 / 72
LARGEST = 512 * 2**20  # bytes of a file
MOST_PAGES = 100_000
MOST_PIXELS = 64_000_000  # of one rendered page
MOST_CHARS = 200_000  # of one page

_FINE = 1000  # device units per point, to read pdfium's whole-numbered mapping exactly
_PASSWORD = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of a page: rows of ``stride`` bytes, four bytes a pixel (blue, green, red, unused)."""

    width: int
    height: int
    stride: int
    bgrx: bytes


class PdfFile:
    """An open PDF. Opening reads no page. May be used from several threads; pdfium works for one at a time."""

    def __init__(self, data: bytes) -> None:
        """Raises PdfDamaged and PdfEncrypted."""
        if len(data) > LARGEST:
            raise PdfDamaged(detail=f"> {LARGEST} B")
        with LOCK:
            self._document = _opened(data)
            self.page_count: int = len(self._document)

    def close(self) -> None:
        with LOCK:
            self._document.close()

    def __del__(self) -> None:
        if hasattr(self, "_document"):
            self.close()

    def size_mm(self, index: int) -> tuple[float, float]:
        """Width and height of a page as it is shown. Raises PdfDamaged, and IndexError beyond the last page."""
        self._check(index)
        with LOCK:
            try:
                width, height = self._document.get_page_size(index)
            except Failed as error:
                raise PdfDamaged(detail=f"page {index + 1}") from error
        return width * MM_PER_POINT, height * MM_PER_POINT

    def render(self, index: int, pixels_per_mm: float, annotations: bool = True) -> Raster:
        """The page on white, with or without annotations (seals are such).

        A page that would take more than MOST_PIXELS comes smaller. Raises as ``size_mm``.
        """
        with self._page(index) as page:
            width, height = page.get_size()
            scale = pixels_per_mm * MM_PER_POINT
            scale = min(scale, math.sqrt(MOST_PIXELS / max(width * height, 1)))
            bitmap = page.render(scale=scale, draw_annots=annotations, may_draw_forms=False, prefer_bgrx=True)
            try:
                return Raster(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            finally:
                bitmap.close()

    def lines(self, index: int) -> tuple[TextLine, ...]:
        """The lines of text on a page. Raises as ``size_mm``."""
        with self._page(index) as page:
            text = page.get_textpage()
            try:
                glyphs = list(_glyphs(text, _mapping(page)))
            finally:
                text.close()
        return joined(glyphs, index)

    def search(self, words: str) -> Iterator[Hit]:
        """Every place where the words stand, page by page as it is asked for. Raises as ``size_mm``."""
        wanted = {folded(char) for char in words if char <= "\uffff" and not char.isspace()}
        for index in range(self.page_count) if words.strip() else ():
            if wanted <= self._characters(index):
                yield from search(self.lines(index), words)

    def _characters(self, index: int) -> set[str]:
        """The characters on a page below U+10000, as searched for: a quick look whether a search is worth it."""
        with self._page(index) as page:
            text = page.get_textpage()
            try:
                return set(map(folded, set(text.get_text_range(errors="ignore"))))
            finally:
                text.close()

    @contextmanager
    def _page(self, index: int) -> Iterator[Any]:
        self._check(index)
        with LOCK:
            try:
                page = self._document[index]
                try:
                    yield page
                finally:
                    page.close()
            except Failed as error:
                raise PdfDamaged(detail=f"page {index + 1}") from error

    def _check(self, index: int) -> None:
        if not 0 <= index < self.page_count:
            raise IndexError(index)


def _opened(data: bytes) -> Any:
    """The document; it must have a page."""
    try:
        document = Document(data)
    except Failed as error:
        if error.err_code in _PASSWORD:
            raise PdfEncrypted from error
        raise PdfDamaged(detail=str(error)[:80]) from error
    if not 0 < len(document) <= MOST_PAGES:
        count = len(document)
        document.close()
        raise PdfDamaged(detail=f"{count} pages")
    return document


def _mapping(page: Any) -> Transform:
    """From the page's own space in points to mm as shown: crop box, rotation and all."""
    width, height = (max(round(length * _FINE), 1) for length in page.get_size())

    def shown(x: float, y: float) -> tuple[float, float]:
        column, row = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, column, row)
        return column.value / _FINE * MM_PER_POINT, row.value / _FINE * MM_PER_POINT

    (e, f), (x1, y1), (x2, y2) = shown(0, 0), shown(_FINE, 0), shown(0, _FINE)
    return Transform((x1 - e) / _FINE, (y1 - f) / _FINE, (x2 - e) / _FINE, (y2 - f) / _FINE, e, f)


def _glyphs(text: Any, mapping: Transform) -> Iterator[Glyph]:
    """The characters that the file itself has; spaces and line ends that pdfium adds are left out."""
    high = 0
    for index in range(min(raw.FPDFText_CountChars(text), MOST_CHARS)):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
        high = 0
        if 32 <= code <= 0x10FFFF and raw.FPDFText_IsGenerated(text, index) != 1:
            glyph = _glyph(text, index, chr(code), mapping)
            if glyph:
                yield glyph


def _glyph(text: Any, index: int, char: str, mapping: Transform) -> Glyph | None:
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix, box = raw.FS_MATRIX(), raw.FS_RECTF()
    if not (
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        and raw.FPDFText_GetMatrix(text, index, matrix)
        and raw.FPDFText_GetLooseCharBox(text, index, box)
    ):
        return None
    right = _turned(mapping, matrix.a, matrix.b)
    up = _turned(mapping, matrix.c, matrix.d)
    length = math.hypot(*right)
    if not length:
        return None
    along = (right[0] / length, right[1] / length)
    span = _turned(mapping, box.right - box.left, box.top - box.bottom)
    width = abs(span[0] * along[0]) + abs(span[1] * along[1])
    size = raw.FPDFText_GetFontSize(text, index) * math.hypot(*up)
    return Glyph(char, *mapping.at(x.value, y.value), along, size, width)


def _turned(mapping: Transform, x: float, y: float) -> tuple[float, float]:
    """A direction, not a place."""
    return mapping.a * x + mapping.c * y, mapping.b * x + mapping.d * y
