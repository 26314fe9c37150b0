"""Where a seal belongs on a finished file: over signature and date, found by their form (GB/T 9704-2012 7.3.5).

The date of a document (成文日期) stands on a line of its own; the name of the office stands above it.
"""

from collections.abc import Iterable, Iterator, Sequence
from re import compile as pattern
from typing import Protocol

from documents.formats.ofd.read import OfdFile
from documents.formats.pdf_view import PdfFile
from documents.formats.text import lines
from documents.model.pages import Box, SealPlace
from office.fonts.library import Library
from seals.errors import FormatUnknown, PlaceNotFound
from seals.formats.kind import FileKind, kind_of

_DATE = pattern(
    r"(?:\d{4}|[一二三四五六七八九〇○零０-９]{4})年(?:[\d一二三四五六七八九十０-９]{1,3})月(?:[\d一二三四五六七八九十０-９]{1,3})日"
)
_ENDS_A_SENTENCE = tuple("。；：，、！？.;:,")
_LONGEST_NAME = 60  # characters
_LINES_APART = 3.2  # em from the top of the name to the top of the date
_CLOSE = 0.6  # em: how far the middle of a name may lie beside the date


class Line(Protocol):
    """A line of text: its words and the box of its character cells (mm, from the top left of the page)."""

    @property
    def text(self) -> str: ...

    @property
    def box(self) -> Box: ...


def find_place(data: bytes) -> SealPlace:
    """Where the seal belongs on a PDF or OFD. Raises PlaceNotFound, FormatUnknown, and what reading the file raises."""
    match kind_of(data):
        case FileKind.PDF:
            return place_in(_pdf_pages(data))
        case FileKind.OFD:
            return place_in(_ofd_pages(data))
        case _:
            raise FormatUnknown


def place_in(pages: Iterable[Sequence[Line]]) -> SealPlace:
    """The place on the first page that has the date of the document. Raises PlaceNotFound."""
    for number, page in enumerate(pages):
        dates = [line for line in page if _is_date(line, page)]
        if dates:
            return _place(number, page, dates[-1])
    raise PlaceNotFound


def _is_date(line: Line, page: Sequence[Line]) -> bool:
    """A line that is only a date, with nothing beside it: in the imprint, the printing office stands there."""
    text = "".join(line.text.split())
    return _DATE.fullmatch(text) is not None and not any(_beside(other, line) for other in page if other is not line)


def _beside(other: Line, line: Line) -> bool:
    apart = abs((other.box.y + other.box.height / 2) - (line.box.y + line.box.height / 2))
    return bool(other.text.strip()) and apart < line.box.height / 2


def _place(number: int, page: Sequence[Line], date: Line) -> SealPlace:
    above = sorted((line for line in page if line.text.strip() and _ends_above(line, date)), key=_bottom)
    names = [line for line in above if _is_name(line, date)]
    name = names[-1] if names and names[-1] is above[-1] else None
    block = _around(name.box, date.box) if name else date.box
    others = [line for line in above if line is not name and line.box.y < block.y]
    return SealPlace(number, name.text.strip() if name else "", block, _bottom(others[-1]) if others else 0.0)


def _bottom(line: Line) -> float:
    return line.box.y + line.box.height


def _ends_above(line: Line, date: Line) -> bool:
    return _bottom(line) <= date.box.y + date.box.height / 2


def _is_name(line: Line, date: Line) -> bool:
    """Close above the date, short, no sentence, and over the date rather than over the page."""
    em = date.box.height
    text = line.text.strip()
    within = line.box.x - _CLOSE * em <= _middle(date) <= line.box.x + line.box.width + _CLOSE * em
    near = date.box.y - line.box.y <= _LINES_APART * em
    return near and within and len(text) <= _LONGEST_NAME and not text.endswith(_ENDS_A_SENTENCE)


def _middle(line: Line) -> float:
    return line.box.x + line.box.width / 2


def _around(a: Box, b: Box) -> Box:
    left, top = min(a.x, b.x), min(a.y, b.y)
    right, bottom = max(a.x + a.width, b.x + b.width), max(a.y + a.height, b.y + b.height)
    return Box(left, top, right - left, bottom - top)


def _pdf_pages(data: bytes) -> Iterator[Sequence[Line]]:
    file = PdfFile(data)
    try:
        for index in range(file.page_count):
            yield file.lines(index)
    finally:
        file.close()


def _ofd_pages(data: bytes) -> Iterator[Sequence[Line]]:
    file = OfdFile(data, Library.built_in())
    for index in range(file.page_count):
        yield lines(file.page(index), index)
