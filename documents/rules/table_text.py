"""The text of a table set at one size: every cell's lines, every row's height in lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.model.official import TableBlock
from documents.rules.breaking import Line, break_lines
from documents.rules.galley import Galley
from documents.rules.grid import SIZE_6_5, SIZE_7_5, SIZE_9, SIZE_10_5, SIZE_12, SIZE_14, Grid
from documents.rules.setting import Setting
from documents.rules.table_cells import LONGEST_WORD, Placed, cell_measure, column_edges, placed_cells
from office.fonts.roles import Role

SIZES = (SIZE_14, SIZE_12, SIZE_10_5, SIZE_9, SIZE_7_5)
LEADING = 1.3  # em from line to line in a cell
ABOVE = 0.35  # em of white above and below the lines of a row
SHORT = 12  # characters: a label, which should not be chopped into many lines
LABEL_LINES = 4
LOOSEST = 1.0  # pages that a table may fill in 四号


Lines = tuple[tuple[Galley, Line], ...]


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell and its lines; ``centred`` or, in a column of running text, justified."""

    placed: Placed
    lines: Lines
    centred: bool = True


@dataclass(frozen=True, slots=True)
class TableText:
    """A table at one size; ``units``: the lines that each row is high; ``edges``: x of the columns, mm."""

    cells: tuple[CellText, ...]
    edges: tuple[float, ...]
    units: tuple[int, ...]
    size: float
    headers: int

    @property
    def leading(self) -> float:
        return LEADING * self.size

    def row_height(self, units: int) -> float:
        """A row, or a part of one, so many lines high, in mm."""
        return units * self.leading + 2 * ABOVE * self.size

    def too_narrow(self, cell: CellText) -> bool:
        """Has the cell no room for one character in a line?"""
        width = self.edges[cell.placed.right] - self.edges[cell.placed.left]
        return bool(cell.placed.cell.text.strip()) and width < self.size

    @property
    def height(self) -> float:
        return sum(map(self.row_height, self.units))


def set_table(setting: Setting, table: TableBlock) -> TableText:
    """At the largest size that reads well: in 四号 a short table, in 小四 most, smaller where columns are many."""
    placed = placed_cells(table)
    text = _set(setting, table, placed, SIZES[0])
    for size in SIZES[1:]:
        if _reads_well(text, setting.grid):
            return text
        text = _set(setting, table, placed, size)
    return _set(setting, table, placed, SIZE_6_5) if any(map(text.too_narrow, text.cells)) else text


def _reads_well(text: TableText, grid: Grid) -> bool:
    if text.size == SIZE_14 and text.height > LOOSEST * grid.height:
        return False
    return not any(text.too_narrow(cell) or _chopped(cell) for cell in text.cells)


def _chopped(cell: CellText) -> bool:
    """A label in too many lines, or a word parted."""
    short = len(cell.placed.cell.text) <= SHORT
    return (short and len(cell.lines) > LABEL_LINES) or any(_parts_a_word(*line) for line in cell.lines)


def _parts_a_word(galley: Galley, line: Line) -> bool:
    """Does the line end inside a word? A long address may be parted."""
    low = high = line.end
    while 0 < low < len(galley) and not galley.breaks[low]:
        low -= 1
    while high < len(galley) and not galley.breaks[high]:
        high += 1
    return low < line.end < len(galley) and galley.rights[high - 1] - galley.lefts[low] <= LONGEST_WORD


def _set(setting: Setting, table: TableBlock, placed: Sequence[Placed], size: float) -> TableText:
    edges = column_edges(table, placed, setting.grid.width, size)
    cells = _aligned([_cell(setting, spot, edges[spot.right] - edges[spot.left], size) for spot in placed])
    headers = min(max(table.header_rows, 0), len(table.rows))
    return TableText(cells, tuple(edges), tuple(_units(cells, len(table.rows))), size, headers)


def _cell(setting: Setting, placed: Placed, width: float, size: float) -> CellText:
    role = Role.HEI if placed.cell.heading else Role.BODY
    measure = cell_measure(width, size)
    lines: list[tuple[Galley, Line]] = []
    for part in placed.cell.text.split("\n"):
        galley = setting.free(part.strip(), role, size)
        lines.extend((galley, line) for line in break_lines(galley, measure, measure))
    return CellText(placed, tuple(lines))


def _aligned(cells: Sequence[CellText]) -> tuple[CellText, ...]:
    """Labels and figures stand in the middle; in a column of running text all but headings begin at the left."""
    running = {cell.placed.left for cell in cells if _is_running(cell)}
    return tuple(replace(cell, centred=cell.placed.cell.heading or cell.placed.left not in running) for cell in cells)


def _is_running(cell: CellText) -> bool:
    return not cell.placed.cell.heading and len(cell.placed.cell.text) > SHORT and len(cell.lines) > 1


def _units(cells: Sequence[CellText], rows: int) -> list[int]:
    """The height of each row in lines; a cell over several rows makes the last of them higher if it must."""
    units = [1] * rows
    for cell in cells:
        if cell.placed.bottom - cell.placed.top == 1:
            units[cell.placed.top] = max(units[cell.placed.top], len(cell.lines))
    for cell in cells:
        lacking = len(cell.lines) - sum(units[cell.placed.top : cell.placed.bottom])
        if lacking > 0:
            units[cell.placed.bottom - 1] += lacking
    return units
