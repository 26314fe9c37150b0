"""页码: — 1 — under the 版心, outside on odd and even pages (GB/T 9704-2012, 7.5)."""

from documents.model.pages import Element, Mark
from documents.rules.galley import Galley
from documents.rules.grid import SIZE_14, Grid
from documents.rules.pieces import Piece, whole
from documents.rules.setting import Setting
from office.fonts.roles import Role

DASH_BELOW = 7.0  # mm from the lower edge of the 版心 to the 一字线
ASIDE = SIZE_14  # 空一字
BETWEEN = 0.5  # em from a 一字线 to the number: the blank of half a character that typists strike


def page_number(setting: Setting, page: int) -> list[Mark]:
    """The number of a page (counted from 0), 四号半角宋体."""
    galley = setting.free(f"— {page + 1} —", Role.SONG, SIZE_14)
    measure = _measure(galley)
    width = measure * galley.cell
    x = ASIDE if _on_the_left(setting.grid, page) else setting.grid.width - ASIDE - width
    piece = Piece(galley, whole(galley).stretched, x, Element.PAGE_NUMBER, measure)
    low, high = setting.case.ink(Role.SONG, "—")
    baseline = setting.grid.foot + DASH_BELOW + (low + high) / 2 * galley.size
    return [*piece.runs(setting.grid.left(page), baseline)]


def _measure(galley: Galley) -> float:
    """Its width in cells with both blanks half an em wide, however wide the face cuts a blank."""
    natural = galley.width / galley.cell
    blanks = (galley.lefts[at + 1] - galley.lefts[at] for at, char in enumerate(galley.text) if char == " ")
    return natural + sum(max(0.0, BETWEEN - blank) for blank in blanks)


def _on_the_left(grid: Grid, page: int) -> bool:
    return grid.mirrored and page % 2 == 1
