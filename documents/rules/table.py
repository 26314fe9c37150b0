"""Tables in the text: set, cut at the foot of the page, ruled (GB/T 9704-2012, clause 8 for their place)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from documents.model.official import TableBlock
from documents.model.pages import BLACK, Element, Mark, Segment, Shape
from documents.rules.grid import ASCENT
from documents.rules.pieces import Piece
from documents.rules.setting import Setting
from documents.rules.strips import Flowing, Pager
from documents.rules.table_cells import cell_measure
from documents.rules.table_slices import Cutter, Slice, lines_here, rows_of
from documents.rules.table_text import CellText, Lines, TableText, set_table

OUTER, INNER = 0.35, 0.25  # mm
AROUND = 3.0  # mm of white above and below a table


@dataclass(frozen=True, slots=True)
class TableSlice:
    """The part of a table on one page, as ink."""

    text: TableText
    slice: Slice
    element: Element

    @property
    def height(self) -> float:
        return self._edges[-1]

    @property
    def _edges(self) -> list[float]:
        """y of every row's edge under the slice's top, mm."""
        return list(accumulate((self.text.row_height(part.units) for part in self.slice.rows), initial=0.0))

    def draw(self, left: float, top: float) -> list[Mark]:
        ys = [top + edge for edge in self._edges]
        marks: list[Mark] = [*self._rules(left, ys)]
        for low, high, cell, lines in self._cells():
            marks.extend(self._write(cell, lines, left, ys[low], ys[high]))
        return marks

    def _cells(self) -> Iterator[tuple[int, int, CellText, Lines]]:
        """Each cell on this page: the row edges above and below it, and its lines that stand here."""
        shift = len(self.slice.header)
        for cell in self.text.cells:
            if self.slice.header and cell.placed.bottom <= self.text.headers:
                rows = [*rows_of(cell, self.slice.header)]
                yield rows[0], rows[-1] + 1, cell, cell.lines
            elif rows := [*rows_of(cell, self.slice.parts)]:
                yield rows[0] + shift, rows[-1] + 1 + shift, cell, lines_here(cell, self.text, self.slice.parts)

    def _write(self, cell: CellText, lines: Lines, left: float, above: float, below: float) -> Iterator[Mark]:
        """The cell's lines for this page in the middle of its height."""
        text = self.text
        x, right = text.edges[cell.placed.left], text.edges[cell.placed.right]
        measure = cell_measure(right - x, text.size)
        top = (above + below - len(lines) * text.leading + text.leading - text.size) / 2
        for index, (galley, line) in enumerate(lines):
            width = galley.rights[line.end - 1] - galley.lefts[line.start] if len(galley) else 0.0
            free = (right - x) / text.size - (width if cell.centred and width < measure else measure)
            justified = None if cell.centred and width < measure else measure
            piece = Piece(galley, line, x + free / 2 * text.size, self.element, justified)
            yield from piece.runs(left, top + index * text.leading + ASCENT * text.size)

    def _rules(self, left: float, ys: Sequence[float]) -> Iterator[Mark]:
        xs = [left + edge for edge in self.text.edges]
        inner: list[Segment] = []
        for low, high, cell, _ in self._cells():
            x, right = xs[cell.placed.left], xs[cell.placed.right]
            if low:
                inner += (("M", (x, ys[low])), ("L", (right, ys[low])))
            if cell.placed.left:
                inner += (("M", (x, ys[low])), ("L", (x, ys[high])))
        if inner:
            yield Shape(tuple(inner), BLACK, INNER, element=self.element)
        yield Shape(_frame(xs[0], ys[0], xs[-1], ys[-1]), BLACK, OUTER, element=self.element)


def _frame(left: float, top: float, right: float, bottom: float) -> tuple[Segment, ...]:
    inset = OUTER / 2
    left, top, right, bottom = left + inset, top + inset, right - inset, bottom - inset
    corners = ((right, top), (right, bottom), (left, bottom))
    return (("M", (left, top)), *(("L", corner) for corner in corners), ("Z", ()))


@dataclass(frozen=True, slots=True)
class TableStrip:
    """A table on its way over the pages."""

    text: TableText
    element: Element

    @property
    def least(self) -> float:
        """Its header and the first row under it, or the beginning of that row."""
        units = self.text.units[: self.text.headers + 1]
        return AROUND + sum(self.text.row_height(min(unit, 6)) for unit in units)

    def plan(self, pager: Pager) -> None:
        cutter = Cutter(self.text)
        while not cutter.done:
            above = 0.0 if pager.y is None else AROUND
            found = cutter.cut(pager.room - above, pager.grid.height)
            if found is None:
                pager.turn()
                continue
            top = (pager.grid.head_margin if pager.y is None else pager.y) + above
            pager.put(TableSlice(self.text, found, self.element), top, text=True)
            if not cutter.done:
                pager.turn()
        pager.y = (pager.y or pager.grid.head_margin) + AROUND


def table_strips(setting: Setting, table: TableBlock, element: Element) -> list[Flowing]:
    text = set_table(setting, table)
    return [TableStrip(text, element)] if text.cells else []
