"""The cells of a table in their places, and how wide its columns stand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from documents.model.official import Cell, TableBlock
from documents.rules.punctuation import BREAKABLE, sort_of

MOST_COLUMNS = 63  # the most that the usual word processors know
LEAST_SHARE = 0.02  # of the table's width, for a column whatever the draft says
SIDE = 0.25  # em of white at the left and right of a cell, at least
EASE = 4.0  # em
LONGEST_WORD = 9.0  # em: an address longer than this may be parted
ROUNDING = 0.1  # mm
LONGEST_COUNTED = 40  # characters: a longer text wraps anyway


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with its first row and column, and the row and column after its last."""

    cell: Cell
    top: int
    left: int
    bottom: int
    right: int


def placed_cells(table: TableBlock) -> list[Placed]:
    """Every cell where it stands; spans that leave the table or run into another cell are cut."""
    taken: set[tuple[int, int]] = set()
    found: list[Placed] = []
    for top, row in enumerate(table.rows):
        left = 0
        for cell in row:
            while (top, left) in taken:
                left += 1
            if left >= MOST_COLUMNS:
                break
            placed = _placed(cell, top, left, len(table.rows), taken)
            taken.update((y, x) for y in range(top, placed.bottom) for x in range(left, placed.right))
            found.append(placed)
            left = placed.right
    return found


def _placed(cell: Cell, top: int, left: int, rows: int, taken: set[tuple[int, int]]) -> Placed:
    right = left + 1
    while right < min(left + cell.columns, MOST_COLUMNS) and (top, right) not in taken:
        right += 1
    return Placed(cell, top, left, max(top + 1, min(top + cell.rows, rows)), right)


def column_count(cells: Sequence[Placed]) -> int:
    return max((placed.right for placed in cells), default=0)


def column_edges(table: TableBlock, cells: Sequence[Placed], width: float, size: float) -> list[float]:
    """The x of every column edge, mm: the draft's proportions, but no column narrower than its longest word.

    Where not every word finds room, no column is narrower than one character.
    """
    count = column_count(cells)
    shares = list(table.widths[:count])
    if len(shares) < count or min(shares, default=0) <= 0:
        shares = _by_content(cells, count)
    widths = [max(share / sum(shares), LEAST_SHARE) for share in shares]
    widths = [share * width / sum(widths) for share in widths]
    for wanted in (_letter, _word, _label):
        widths = _widened(widths, _needs(cells, count, size, wanted))
    return [sum(widths[:index]) for index in range(count + 1)]


def _by_content(cells: Sequence[Placed], count: int) -> list[float]:
    """Proportions from the longest text of each column."""
    shares = [4.0] * count
    for placed in cells:
        if placed.right - placed.left == 1:
            shares[placed.left] = max(shares[placed.left], min(len(placed.cell.text), LONGEST_COUNTED))
    return shares


def _letter(text: str) -> float:
    """What a cell needs in em to hold its text at all: one character."""
    return 1.0 if text.strip() else 0.0


def _word(text: str) -> float:
    """... to hold its longest word between its white sides."""
    return min(max(map(_length, _words(text)), default=0.0), LONGEST_WORD) + 2 * SIDE


def _label(text: str) -> float:
    """... to hold its words, and four characters of a label on a line."""
    return max(_word(text), min(_length(text), EASE) + 2 * SIDE)


def _needs(cells: Sequence[Placed], count: int, size: float, wanted: Callable[[str], float]) -> list[float]:
    """The least width of each column, mm; what a cell over several columns lacks is shared among them."""
    needs = [0.0] * count
    for placed in sorted(cells, key=lambda placed: placed.right - placed.left):
        columns = range(placed.left, placed.right)
        lack = wanted(placed.cell.text) * size + ROUNDING - sum(needs[column] for column in columns)
        for column in columns:
            needs[column] += max(0.0, lack) / len(columns)
    return needs


def cell_measure(width: float, size: float) -> float:
    """How many em a line holds in a cell ``width`` mm wide: whole ones, so that Han text fills it evenly."""
    return max(1.0, float(int(width / size - 2 * SIDE + 1e-6)))


def _widened(widths: list[float], needs: list[float]) -> list[float]:
    """Columns that are too narrow take from those that have more than they need."""
    total = sum(widths)
    if sum(needs) > total:
        return widths
    wants = [max(0.0, need - width) for width, need in zip(widths, needs, strict=True)]
    spare = [max(0.0, width - need) for width, need in zip(widths, needs, strict=True)]
    if not any(wants):
        return widths
    rate = sum(wants) / sum(spare)
    return [w + want - extra * rate for w, want, extra in zip(widths, wants, spare, strict=True)]


def _words(text: str) -> Iterator[str]:
    """Stretches that no line break may part."""
    start = 0
    sorts = [sort_of(char, wide=False) for char in text]
    for index in range(1, len(text)):
        if text[index] == "\n" or BREAKABLE[sorts[index - 1]][sorts[index]]:
            yield text[start:index]
            start = index
    yield text[start:]


def _length(word: str) -> float:
    """About how long, in em."""
    return sum(0.55 if char < "\u0250" else 1.0 for char in word.strip())
