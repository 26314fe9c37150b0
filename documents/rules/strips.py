"""What flows over pages, and the pager that puts it there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Protocol

from documents.model.pages import Element, Mark, SealPlace
from documents.rules.grid import ASCENT, Grid
from documents.rules.pieces import Piece

TOLERANCE = 1e-6
YIELD = 0.12  # lines: what white above may give up so that a line need not wait for the next place on the grid


class Ink(Protocol):
    """Something with a height that can be drawn at a place on a page."""

    @property
    def height(self) -> float: ...

    def draw(self, left: float, top: float) -> Iterable[Mark]:
        """Its marks, the left edge of the 版心 and its own top given in mm."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Ink at its place; ``text``: the reader sees it as the text of the document."""

    page: int
    top: float
    ink: Ink
    text: bool


class Pager:
    """Puts ink on pages from the top down. ``y`` is the lower edge of what stands last; None at the head of a page.

    ``lines_of`` gives single pages another number of lines than the grid has.
    """

    def __init__(self, grid: Grid, lines_of: Mapping[int, int]) -> None:
        self._standard = grid
        self._lines_of = lines_of
        self.placed: list[Placed] = []
        self.seals: list[SealPlace] = []
        self.unnumbered: set[int] = set()
        self.signature_page: int | None = None
        self.page = -1
        self.turn()

    def turn(self) -> None:
        """Begin a new page."""
        self.page += 1
        self.y: float | None = None
        lines = self._lines_of.get(self.page)
        self.grid = self._standard if lines is None else self._standard.with_lines(lines)

    @property
    def left(self) -> float:
        return self.grid.left(self.page)

    @property
    def room(self) -> float:
        """What is free down to the foot of the 版心, mm."""
        return self.grid.foot - (self.grid.head_margin if self.y is None else self.y)

    def put(self, ink: Ink, top: float, text: bool = False) -> None:
        self.placed.append(Placed(self.page, top, ink, text))
        self.y = top + ink.height

    def blank(self, lines: float) -> None:
        if self.y is not None:
            self.y += lines * self.grid.pitch

    def line(self, line: "TextLine") -> None:
        """Put a line under the last one, on the next page when this one is full."""
        if not self.fits(line, self.y):
            self.turn()
        self.put(line, self.top(self.y, line.lead), line.is_text)

    def fits(self, line: "TextLine", y: float | None) -> bool:
        return y is None or self.top(y, line.lead) + line.height <= self.grid.foot + TOLERANCE

    def top(self, y: float | None, lead: float | None = None) -> float:
        """Where a line begins under ``y``: on the grid, or ``lead`` mm lower."""
        grid = self.grid
        if y is None:
            return grid.head_margin
        if lead is not None:
            return y + lead
        return grid.head_margin + ceil((y - grid.head_margin) / grid.pitch - YIELD) * grid.pitch


@dataclass(frozen=True, slots=True)
class TextLine:
    """Pieces on one baseline.

    It stands on the lines of the page's grid, or ``lead`` mm under what is above it. ``follow``: how many strips
    after it must begin on the same page.
    """

    pieces: tuple[Piece, ...]
    height: float
    lead: float | None = None
    follow: int = 0

    def draw(self, left: float, top: float) -> list[Mark]:
        baseline = top + ASCENT * self.height
        return [run for piece in self.pieces for run in piece.runs(left, baseline)]

    @property
    def is_text(self) -> bool:
        """Does it count as text that a signature may stand with (7.3.5.5)?"""
        return bool(self.pieces) and self.pieces[0].element in {Element.BODY, Element.ANNEX_NOTE}


@dataclass(frozen=True, slots=True)
class Blank:
    """Blank lines; they vanish at the head of a page."""

    lines: float = 1.0


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a new page."""


class Block(Protocol):
    """Something that finds its own places: a table, a picture, a signature."""

    @property
    def least(self) -> float:
        """The height in mm that its beginning needs."""

    def plan(self, pager: Pager) -> None:
        """Put its parts on the page, and on the pages after it."""


Flowing = TextLine | Blank | PageBreak | Block
