"""The text on a page as lines: glyphs joined by their baselines, whichever file and maker they come from."""

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from documents.model.pages import Box, Layout, Page, Run

SAME_LINE = 0.3  # em: how far baselines of one line may lie apart
APART = 2.0  # em: a wider gap begins another line (another column, another cell)
ASCENT, DESCENT = 0.86, 0.14  # em: the cell of a Chinese character around its baseline


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character where it stands: its origin on the page, the direction of its line (a unit vector), em and width."""

    text: str
    x: float
    y: float
    along: tuple[float, float]
    size: float
    width: float

    @property
    def reach(self) -> float:
        """How far along its line it begins."""
        return self.x * self.along[0] + self.y * self.along[1]

    @property
    def depth(self) -> float:
        """How far down, seen from its own direction, its line lies."""
        return self.y * self.along[0] - self.x * self.along[1]

    @property
    def box(self) -> Box:
        """The upright box around its cell."""
        cos, sin = self.along
        corners = [(u, v) for u in (0.0, self.width) for v in (-ASCENT * self.size, DESCENT * self.size)]
        xs = [self.x + u * cos - v * sin for u, v in corners]
        ys = [self.y + u * sin + v * cos for u, v in corners]
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line: its characters, a box (mm) for each of them, and the box around all. ``page`` counts from 0."""

    text: str
    box: Box
    page: int
    chars: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found: the boxes to mark, one for each line they run over."""

    page: int
    boxes: tuple[Box, ...]


def lines(page: Page, index: int) -> tuple[TextLine, ...]:
    """The lines of a page, top down; turned lines after upright ones."""
    return joined((glyph for mark in page.marks if isinstance(mark, Run) for glyph in _glyphs(mark)), index)


def page_text(layout: Layout) -> tuple[tuple[TextLine, ...], ...]:
    """The lines of every page."""
    return tuple(lines(page, index) for index, page in enumerate(layout.pages))


def find(layout: Layout, words: str) -> tuple[Hit, ...]:
    """Every place where the words stand in the layout; see ``search``."""
    return tuple(hit for page in page_text(layout) for hit in search(page, words))


def search(page: Sequence[TextLine], words: str) -> tuple[Hit, ...]:
    """Every place where the words stand on one page, also over the end of a line.

    Spaces, case and full-width forms make no difference.
    """
    places = [(line, at) for line in page for at, char in enumerate(line.text) if not char.isspace()]
    text = "".join(folded(line.text[at]) for line, at in places)
    wanted = "".join(folded(char) for char in words if not char.isspace())
    return tuple(
        Hit(page[0].page, tuple(_marked(places[start : start + len(wanted)]))) for start in _starts(text, wanted)
    )


def joined(glyphs: Iterable[Glyph], page: int) -> tuple[TextLine, ...]:
    """Lines out of glyphs in any order."""
    turned = sorted(glyphs, key=lambda glyph: (_turn(glyph), glyph.depth))
    found = [line for _, same in groupby(turned, key=_turn) for row in _rows(list(same)) for line in _parts(row)]
    return tuple(_line(line, page) for line in found)


def enclosing(boxes: Sequence[Box]) -> Box:
    """The smallest box around some."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    bottom = max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def folded(char: str) -> str:
    """One character as searched for."""
    plain = unicodedata.normalize("NFKC", char).casefold()
    return plain if len(plain) == 1 else char


def _glyphs(run: Run) -> Iterator[Glyph]:
    t = run.transform
    scale = math.hypot(t.a, t.b)
    if not scale:
        return
    along = (t.a / scale, t.b / scale)
    em = run.size * (math.hypot(t.c, t.d) or 1.0)
    last = len(run.xs) - 1
    for index, (text, x, y) in enumerate(zip(run.text, run.xs, run.ys, strict=True)):
        step = run.xs[index + 1] - x if index < last and run.ys[index + 1] == y else 0.0
        width = (step if 0 < step < run.size else _usual(text) * run.size) * scale
        yield Glyph(text, *t.at(x, y), along, em, width)


def _usual(text: str) -> float:
    """The usual advance of a character, in em."""
    return 1.0 if any(unicodedata.east_asian_width(char) in "WFA" for char in text) else 0.5


def _turn(glyph: Glyph) -> int:
    """The direction of its line in whole degrees."""
    return round(math.degrees(math.atan2(glyph.along[1], glyph.along[0]))) % 360


def _rows(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs on nearly the same baseline, top down."""
    row: list[Glyph] = []
    for glyph in glyphs:
        if row and glyph.depth - row[-1].depth > SAME_LINE * min(glyph.size, row[-1].size):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _parts(row: list[Glyph]) -> Iterator[list[Glyph]]:
    """A row from left to right, cut at wide gaps."""
    part: list[Glyph] = []
    for glyph in sorted(row, key=lambda glyph: glyph.reach):
        if part and glyph.reach - part[-1].reach - part[-1].width > APART * glyph.size:
            yield part
            part = []
        part.append(glyph)
    if part:
        yield part


def _line(glyphs: list[Glyph], page: int) -> TextLine:
    boxes = tuple(glyph.box for glyph in glyphs for _ in glyph.text)
    return TextLine("".join(glyph.text for glyph in glyphs), enclosing([glyph.box for glyph in glyphs]), page, boxes)


def _starts(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _marked(places: Sequence[tuple[TextLine, int]]) -> Iterator[Box]:
    for _, same in groupby(places, key=lambda place: id(place[0])):
        yield enclosing([line.chars[at] for line, at in same])
