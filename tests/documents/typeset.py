"""Reading a layout back: its lines, and where the ink of its glyphs lies."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from documents.model.pages import Box, Element, Layout, Page, Run, Shape
from documents.rules.grid import STANDARD, Grid
from office.fonts.library import Library

LEVEL = 0.5  # mm: baselines of one line, its faces standing level
LIBRARY = Library.built_in()


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character, its origin and the box around its ink, mm on the page."""

    char: str
    x: float
    y: float
    ink: Box | None
    element: Element | None


@cache
def _ink(face: str, gid: int) -> tuple[float, float, float, float] | None:
    """Left, bottom, right, top of a glyph in em (of its control points, thus never too small)."""
    points = [numbers for _, numbers in LIBRARY.face(face).outline(gid) if numbers]  # type: ignore[arg-type]  # its id
    xs = [x for numbers in points for x in numbers[::2]]
    ys = [y for numbers in points for y in numbers[1::2]]
    return (min(xs), min(ys), max(xs), max(ys)) if xs else None


def glyphs_of(run: Run) -> Iterator[Glyph]:
    for char, gid, x, y in zip(run.text, run.gids, run.xs, run.ys, strict=True):
        ink, box = _ink(run.face, gid), None
        if ink is not None:
            left, top = run.transform.at(x + ink[0] * run.size, y - ink[3] * run.size)
            right, bottom = run.transform.at(x + ink[2] * run.size, y - ink[1] * run.size)
            box = Box(left, top, right - left, bottom - top)
        yield Glyph(char, *run.transform.at(x, y), box, run.element)


def runs(page: Page, *elements: Element) -> list[Run]:
    return [mark for mark in page.marks if isinstance(mark, Run) and (not elements or mark.element in elements)]


def shapes(page: Page) -> list[Shape]:
    return [mark for mark in page.marks if isinstance(mark, Shape)]


def lines(page: Page, *elements: Element) -> list[str]:
    """The text of a page line by line, top down, each from left to right."""
    rows: list[list[Glyph]] = []
    glyphs = (glyph for run in runs(page, *elements) for glyph in glyphs_of(run))
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if not rows or glyph.y - rows[-1][0].y > LEVEL:
            rows.append([])
        rows[-1].append(glyph)
    return ["".join(glyph.char for glyph in sorted(row, key=lambda glyph: glyph.x)) for row in rows]


def inked_rows(page: Page, *elements: Element) -> list[list[Box]]:
    """The ink of every line, its glyphs in the order of the text."""
    rows: dict[float, list[Box]] = defaultdict(list)
    for run in runs(page, *elements):
        for glyph in glyphs_of(run):
            if glyph.ink is not None:
                rows[round(glyph.y, 2)].append(glyph.ink)
    return [rows[y] for y in sorted(rows)]


def text(layout: Layout, *elements: Element) -> str:
    """All characters in the order of the runs, blanks left out."""
    chars = (char for page in layout.pages for run in runs(page, *elements) for char in run.text)
    return "".join("".join(chars).split())


def without_blanks(text: str) -> str:
    return "".join(text.split())


def type_area(page: int, grid: Grid = STANDARD) -> Box:
    return Box(grid.left(page), grid.head_margin, grid.width, grid.height)


def y_of(page: Page, element: Element) -> float:
    """The baseline of the first run of an element."""
    return runs(page, element)[0].ys[0]
