"""Tables: merged cells become spans, so that every cell is listed once, in the row where it begins."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from documents.errors import DraftTooLong
from documents.formats.docx.node import Node, down, is_on, name, number, val
from documents.model.draft import Alignment, DraftParagraph
from documents.model.official import Cell, TableBlock

CELL_LIMIT = 20_000
COLUMN_LIMIT = 63  # Word's own
_THROUGH = {name("w:sdt"), name("w:sdtContent"), name("w:customXml"), name("w:ins")}

ReadCell = Callable[[Node], list[DraftParagraph]]


@dataclass(frozen=True, slots=True)
class _Place:
    """A w:tc where it stands: its first column, and whether it goes on from the cell above."""

    column: int
    span: int
    goes_on: bool
    paragraphs: tuple[DraftParagraph, ...]


def read_table(table: Node, read_cell: ReadCell) -> TableBlock | None:
    """A w:tbl as a full grid; None when it has no cell. Raises DraftTooLong."""
    nodes = [row for row in children(table, "w:tr") if down(row, "w:trPr", "w:del") is None]
    rows, seen = [], 0
    for node in nodes:
        row = _row(node, read_cell)
        seen += len(row)
        if seen > CELL_LIMIT:
            raise DraftTooLong(limit=str(CELL_LIMIT))
        rows.append(row)
    columns = max((place.column + place.span for row in rows for place in row), default=0)
    if not columns:
        return None
    header = _header_rows(nodes, rows)
    grid = _merged([_filled(row, columns) for row in rows])
    marked = tuple(tuple(replace(cell, heading=index < header) for cell in cells) for index, cells in enumerate(grid))
    return TableBlock(marked, _widths(table, columns), header)


def children(node: Node, short: str) -> list[Node]:
    """The children of that name, also those within content controls and insertions."""
    found: list[Node] = []
    for child in node:
        if child.tag == name(short):
            found.append(child)
        elif child.tag in _THROUGH:
            found += children(child, short)
    return found


def _row(node: Node, read_cell: ReadCell) -> list[_Place]:
    places: list[_Place] = []
    column = number(val(node, "w:trPr", "w:gridBefore"), 0, COLUMN_LIMIT) or 0
    if column:
        places.append(_Place(0, column, goes_on=False, paragraphs=()))
    for cell in children(node, "w:tc"):
        span = number(val(cell, "w:tcPr", "w:gridSpan"), 1, COLUMN_LIMIT) or 1
        if val(cell, "w:tcPr", "w:hMerge") == "continue" and places:
            places[-1] = replace(places[-1], span=places[-1].span + span)
        elif column + span <= COLUMN_LIMIT:
            places.append(_Place(column, span, _goes_on(cell), tuple(read_cell(cell))))
        column = min(column + span, COLUMN_LIMIT)
    return places


def _goes_on(cell: Node) -> bool:
    merge = down(cell, "w:tcPr", "w:vMerge")
    return merge is not None and merge.get(name("w:val")) in (None, "continue")


def _filled(row: list[_Place], columns: int) -> list[_Place]:
    end = max((place.column + place.span for place in row), default=0)
    return [*row, _Place(end, columns - end, goes_on=False, paragraphs=())] if end < columns else row


def _merged(rows: list[list[_Place]]) -> list[list[Cell]]:
    """Cells with their spans; a cell that goes on lengthens the one above it when that is as wide."""
    grid: list[list[Cell]] = []
    open_cells: dict[tuple[int, int], tuple[int, int]] = {}
    for index, row in enumerate(rows):
        grid.append([])
        still_open: dict[tuple[int, int], tuple[int, int]] = {}
        for place in row:
            key = (place.column, place.span)
            if place.goes_on and key in open_cells:
                above, at = still_open[key] = open_cells[key]
                grid[above][at] = _longer(grid[above][at], place)
            else:
                still_open[key] = (index, len(grid[index]))
                grid[index].append(Cell(_text(place.paragraphs), place.span))
        open_cells = still_open
    return grid


def _longer(cell: Cell, place: _Place) -> Cell:
    more = _text(place.paragraphs)
    return replace(cell, rows=cell.rows + 1, text=f"{cell.text}\n{more}" if more else cell.text)


def _text(paragraphs: tuple[DraftParagraph, ...]) -> str:
    return "\n".join(text for paragraph in paragraphs if (text := paragraph.text.strip()))


def _header_rows(nodes: list[Node], rows: list[list[_Place]]) -> int:
    """Rows marked as repeated headings; else the first, if all its words are bold or all centred."""
    marked = 0
    while marked < len(nodes) and is_on(down(nodes[marked], "w:trPr"), "w:tblHeader"):
        marked += 1
    if marked or len(rows) < 2:
        return min(marked, len(rows) - 1)
    first = [paragraph for place in rows[0] for paragraph in place.paragraphs if paragraph.text.strip()]
    rest = [paragraph for row in rows[1:] for place in row for paragraph in place.paragraphs if paragraph.text.strip()]
    return int(any(_stands_out(first, rest, sign) for sign in (_is_bold, _is_centred)))


def _stands_out(
    first: list[DraftParagraph], rest: list[DraftParagraph], sign: Callable[[DraftParagraph], bool]
) -> bool:
    return bool(first) and all(map(sign, first)) and not all(map(sign, rest))


def _is_bold(paragraph: DraftParagraph) -> bool:
    return paragraph.bold


def _is_centred(paragraph: DraftParagraph) -> bool:
    return paragraph.alignment is Alignment.CENTRE


def _widths(table: Node, columns: int) -> tuple[float, ...]:
    """Of w:tblGrid; equal widths where the grid does not fit the cells."""
    grid = down(table, "w:tblGrid")
    found = [] if grid is None else [number(c.get(name("w:w")), 1, 100_000) for c in grid.iter(name("w:gridCol"))]
    given = [float(width) for width in found if width]
    return tuple(given) if len(given) == columns else (1.0,) * columns
