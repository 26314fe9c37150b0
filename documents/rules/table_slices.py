"""Cutting a table into slices, one for each page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from documents.rules.table_text import CellText, Lines, TableText

LEAST_PART = 2  # lines of a parted row that stand together
WHOLE = 6  # lines: a row as low as this is not parted but moved to the next page


@dataclass(frozen=True, slots=True)
class Part:
    """Lines ``first`` to ``first + units`` of a row (a row is ``units`` high when whole)."""

    row: int
    first: int
    units: int


@dataclass(frozen=True, slots=True)
class Slice:
    """What stands on one page: the repeated header rows, then parts of rows."""

    header: tuple[Part, ...]
    parts: tuple[Part, ...]

    @property
    def rows(self) -> tuple[Part, ...]:
        return (*self.header, *self.parts)


@dataclass(slots=True)
class Cutter:
    """Cuts slice after slice as room is offered."""

    text: TableText
    row: int = 0
    first: int = 0
    _started: bool = field(default=False)

    @property
    def done(self) -> bool:
        return self.row >= len(self.text.units)

    def header(self, page: float) -> tuple[Part, ...]:
        """The header rows again, unless they take more than a third of a page."""
        if not self._started or self.row < self.text.headers:
            return ()
        parts = tuple(Part(row, 0, self.text.units[row]) for row in range(self.text.headers))
        return parts if self._height(parts) <= page / 3 else ()

    def cut(self, room: float, page: float) -> Slice | None:
        """As much as ``room`` mm hold (``page``: a whole page); None when the next page should be begun."""
        header, fresh = self.header(page), room >= page - 1.0
        parts = self._fill(room - self._height(header), fresh)
        if not parts or (self._only_header(parts) and not fresh):
            self._rewind(parts)
            return None
        self._started = True
        return Slice(header, tuple(parts))

    def _fill(self, room: float, fresh: bool) -> list[Part]:
        parts: list[Part] = []
        while not self.done and (part := self._next(room, fresh and not parts)) is not None:
            parts.append(part)
            room -= self.text.row_height(part.units)
            self._advance(part)
        return parts

    def _next(self, room: float, fresh: bool) -> Part | None:
        left = self.text.units[self.row] - self.first
        if self.text.row_height(left) <= room + 1e-6:
            return Part(self.row, self.first, left)
        if left <= WHOLE and not fresh:
            return None
        holds = int((room - self.text.row_height(0)) / self.text.leading + 1e-6)
        if left - holds < LEAST_PART:
            holds = left - LEAST_PART
        if holds >= LEAST_PART or fresh:
            return Part(self.row, self.first, max(1, holds))
        return None

    def _only_header(self, parts: Sequence[Part]) -> bool:
        return not self._started and not self.done and all(part.row < self.text.headers for part in parts)

    def _advance(self, part: Part) -> None:
        self.first += part.units
        if self.first >= self.text.units[self.row]:
            self.row, self.first = self.row + 1, 0

    def _rewind(self, parts: Sequence[Part]) -> None:
        if parts:
            self.row, self.first = parts[0].row, parts[0].first

    def _height(self, parts: Sequence[Part]) -> float:
        return sum(self.text.row_height(part.units) for part in parts)


def rows_of(cell: CellText, parts: Sequence[Part]) -> Iterator[int]:
    """Which of the parts the cell stands in."""
    return (index for index, part in enumerate(parts) if cell.placed.top <= part.row < cell.placed.bottom)


def lines_here(cell: CellText, text: TableText, parts: Sequence[Part]) -> Lines:
    """The lines of a cell that stand in these parts: as many as the parts are high."""
    here = [parts[index] for index in rows_of(cell, parts)]
    passed = sum(text.units[cell.placed.top : here[0].row]) + here[0].first
    return cell.lines[passed : passed + sum(part.units for part in here)]
