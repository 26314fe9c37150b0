"""署名, 成文日期, 印章的位置, 附注 (GB/T 9704-2012, 7.3.5 and 7.3.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from documents.model.official import OfficialDocument
from documents.model.pages import Box, Element, SealPlace
from documents.rules.galley import Galley
from documents.rules.grid import Grid
from documents.rules.paragraphs import Indent, text_lines
from documents.rules.pieces import Piece, whole
from documents.rules.setting import Setting
from documents.rules.strips import Flowing, Pager, TextLine

RIGHT_OF_DATE = 4.0  # cells, with a seal: 成文日期右空四字
RIGHT_OF_NAME = 2.0  # cells, without
BLANK_FOR_SEAL = 2  # lines between the text and the signature
ROWS_FOR_SEAL = 5  # lines from one row of seals to the next: 52 mm hold a seal of 50
MOST_A_ROW = 3


def civil_date(day: date) -> str:
    """Arabic digits, the year in full, no leading zeros (7.3.5.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the seal of one issuer belongs: in which row of the signature, and the block's x and width in mm."""

    issuer: str
    row: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines of names and the date, each with its number of the line counted from the first."""

    lines: tuple[tuple[int, TextLine], ...]
    blanks: int
    spare: int  # lines wanted under the date for the seal
    places: tuple[Place, ...] = ()

    @property
    def rows(self) -> int:
        return self.lines[-1][0] + 1

    @property
    def least(self) -> float:
        return 0.0

    def plan(self, pager: Pager) -> None:
        """All of it on one page where a page can hold it; a name never parts from its date."""
        above = pager.y
        pager.blank(self.blanks)
        first = pager.top(pager.y)
        if not self._fits(self.rows - 1, first, pager.grid):
            pager.turn()
            above, first = None, self._first_on_a_page(pager.grid)
        for rows in self._together():
            if not self._fits(rows[-1], first, pager.grid):
                pager.turn()
                above, first = None, self._first_on_a_page(pager.grid) - rows[0] * pager.grid.pitch
            self._put(pager, rows, first, above)

    def _put(self, pager: Pager, rows: list[int], first: float, above: float | None) -> None:
        pager.signature_page = pager.page if pager.signature_page is None else pager.signature_page
        for row, line in self.lines:
            if row in rows:
                pager.put(line, first + row * pager.grid.pitch)
        places = (place for place in self.places if place.row in rows)
        pager.seals.extend(self._seal_place(pager, place, first, above) for place in places)

    def _together(self) -> list[list[int]]:
        """Rows that one page must hold: the last name and the date; with seals apart, each row of names."""
        rows = [row for row, _ in self.lines]
        return [*([row] for row in rows[:-2]), rows[-2:]]

    def _first_on_a_page(self, grid: Grid) -> float:
        return grid.head_margin + self.blanks * grid.pitch

    def _fits(self, row: int, first: float, grid: Grid) -> bool:
        return first + (row + self.spare) * grid.pitch + grid.size <= grid.foot + 0.01

    def _seal_place(self, pager: Pager, place: Place, first: float, above: float | None) -> SealPlace:
        """The block is a name's line and the one under it, so that the seals of a row stand on one height."""
        grid = pager.grid
        top = first + place.row * grid.pitch
        box = Box(pager.left + place.x, top, place.width, grid.pitch + grid.size)
        plain = top - grid.gap - self.blanks * grid.pitch
        text_end = above if place.row == 0 and above is not None else plain
        return SealPlace(pager.page, place.issuer, box, text_end)


def signature_strips(setting: Setting, document: OfficialDocument) -> list[Flowing]:
    strips: list[Flowing] = []
    day = setting.text(civil_date(document.dated)) if document.dated else None
    if document.signatories or day is not None:
        signing = _sealed if setting.grid.sealed and document.signatories else _plain
        strips.append(signing(setting, document.signatories, day))
    if document.note:
        strips.extend(_note(setting, document.note))
    return strips


def _note(setting: Setting, note: str) -> list[TextLine]:
    """附注: 左空二字, in parentheses, on the line under the date."""
    return text_lines(setting.text(f"（{note}）"), Element.NOTE, setting.grid, Indent(first=2.0))


def _line(galley: Galley, x: float, element: Element) -> TextLine:
    return TextLine((Piece(galley, whole(galley), x, element),), galley.size)


def _plain(setting: Setting, names: Sequence[str], day: Galley | None) -> Signature:
    """不加盖印章: the name 右空二字, the date two cells to the right of the name's beginning (7.3.5.2)."""
    grid = setting.grid
    galleys = [setting.within(name, grid.width - RIGHT_OF_NAME * grid.cell) for name in names]
    right = grid.width - RIGHT_OF_NAME * grid.cell
    x = right - max((galley.width for galley in galleys), default=0.0)
    day_x = x + 2 * grid.cell
    if day is not None and (not galleys or day_x + day.width > grid.width):
        day_x = right - day.width
        x = min(x, day_x - 2 * grid.cell)
    x = max(0.0, x)
    lines = [(row, _line(galley, x, Element.SIGNATURE)) for row, galley in enumerate(galleys)]
    if day is not None:
        lines.append((len(lines), _line(day, day_x, Element.DATE)))
    return Signature(tuple(lines), blanks=1, spare=0)


def _sealed(setting: Setting, names: Sequence[str], day: Galley | None) -> Signature:
    galleys = [setting.within(name, setting.grid.width) for name in names]
    if len(names) == 1:
        return _single(setting, names[0], galleys[0], day)
    return _joint(setting, names, galleys, day)


def _single(setting: Setting, name: str, galley: Galley, day: Galley | None) -> Signature:
    """加盖印章: the date 右空四字, the name centred over it (7.3.5.1)."""
    grid = setting.grid
    width = max(galley.width, day.width if day else 0.0)
    middle = grid.width - RIGHT_OF_DATE * grid.cell - (day.width if day else galley.width) / 2
    middle = min(middle, grid.width - width / 2)
    return _with_date(setting, [(0, middle, name, galley)], day)


def _joint(setting: Setting, names: Sequence[str], galleys: Sequence[Galley], day: Galley | None) -> Signature:
    """Names in rows of equal places, the last at the right over the date, a seal on each."""
    grid = setting.grid
    columns = _columns(max(galley.width for galley in galleys), len(names), grid)
    step = grid.width / columns
    first = -len(names) % columns if len(names) > columns else 0  # a short row stands at its left
    spots = []
    for index, (name, galley) in enumerate(zip(names, galleys, strict=True)):
        row, column = divmod(index, columns)
        last_row = row == (len(names) - 1) // columns
        column += first if last_row else 0
        spots.append((row * ROWS_FOR_SEAL, (column + 0.5) * step, name, galley))
    return _with_date(setting, spots, day)


def _columns(widest: float, count: int, grid: Grid) -> int:
    fitting = int(grid.width / max(widest + grid.cell, 1.0))
    return max(1, min(MOST_A_ROW, count, fitting))


def _with_date(setting: Setting, spots: list[tuple[int, float, str, Galley]], day: Galley | None) -> Signature:
    """Each name around its middle, the date under the last."""
    lines: dict[int, list[Piece]] = {}
    for row, middle, _, galley in spots:
        lines.setdefault(row, []).append(_around(galley, middle, Element.SIGNATURE))
    if day is not None:
        lines[spots[-1][0] + 1] = [_around(day, spots[-1][1], Element.DATE)]
    size = setting.grid.size
    rows = tuple((row, TextLine(tuple(pieces), size)) for row, pieces in sorted(lines.items()))
    return Signature(rows, BLANK_FOR_SEAL, spare=1, places=tuple(_place(*spot, day) for spot in spots))


def _around(galley: Galley, middle: float, element: Element) -> Piece:
    return Piece(galley, whole(galley), middle - galley.width / 2, element)


def _place(row: int, middle: float, name: str, galley: Galley, day: Galley | None) -> Place:
    width = max(galley.width, day.width if day else 0.0)
    return Place(name, row, middle - width / 2, width)
