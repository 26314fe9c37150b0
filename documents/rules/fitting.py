"""Flowing strips over pages, and fitting the end: a signature never stands alone on a page.

GB/T 9704-2012, 7.3.5.5: "当公文排版后所剩空白处不能容下印章或签发人签名章、成文日期时，
可以采取调整行距、字距的措施解决"; a page that says 此页无正文 is no longer allowed.
"""

from collections.abc import Iterator, Mapping, Sequence

from documents.rules.grid import Grid
from documents.rules.signature import Signature
from documents.rules.strips import Blank, Flowing, PageBreak, Pager, TextLine

NO_CHANGES: Mapping[int, int] = {}


def fitted(strips: Sequence[Flowing], grid: Grid) -> Pager:
    """The strips on pages; a few pages get a line more or less where the signature would stand without text."""
    plain = flow(strips, grid)
    if _signature_stands_well(plain, grid):
        return plain
    for changes in _changes(plain.signature_page or 0, grid.line_count):
        pager = flow(strips, grid, changes)
        if _signature_stands_well(pager, grid):
            return pager
    return _with_text_carried_over(strips, grid, plain)


def flow(strips: Sequence[Flowing], grid: Grid, lines_of: Mapping[int, int] = NO_CHANGES) -> Pager:
    pager = Pager(grid, lines_of)
    for index, strip in enumerate(strips):
        match strip:
            case TextLine():
                if strip.follow and not _stand_together(pager, strips, index):
                    pager.turn()
                pager.line(strip)
            case Blank():
                pager.blank(strip.lines)
            case PageBreak():
                pager.turn()
            case _:
                strip.plan(pager)
    return pager


def _stand_together(pager: Pager, strips: Sequence[Flowing], index: int) -> bool:
    """Is there room on this page for a strip and all that must begin on the same page?"""
    y, last = pager.y, index
    if y is None:
        return True
    while index <= last and index < len(strips):
        strip = strips[index]
        if isinstance(strip, Blank):
            y += strip.lines * pager.grid.pitch
            last += 1
        elif isinstance(strip, TextLine):
            if not pager.fits(strip, y):
                return False
            y = pager.top(y, strip.lead) + strip.height
            last = max(last, index + strip.follow)
        else:
            return isinstance(strip, PageBreak) or y + strip.least <= pager.grid.foot
        index += 1
    return True


def _signature_stands_well(pager: Pager, grid: Grid) -> bool:
    page = pager.signature_page
    if page is None:
        return True
    texts = [placed.page for placed in pager.placed if placed.text and placed.page <= page]
    return texts.count(page) >= min(grid.text_with_signature, len(texts)) or _has_block(pager, page)


def _has_block(pager: Pager, page: int) -> bool:
    """A table or picture above the signature is company enough."""
    return any(placed.page == page and placed.text and not isinstance(placed.ink, TextLine) for placed in pager.placed)


def _changes(page: int, lines: int) -> Iterator[Mapping[int, int]]:
    """Numbers of lines for the pages before the signature's: one more to draw it back, or fewer to push text over."""
    for change in (1, -1):
        for count in range(1, 4):
            yield dict.fromkeys(range(max(0, page - count), page), lines + change)
    yield dict.fromkeys(range(max(0, page - 2), page), lines - 2)


def _with_text_carried_over(strips: Sequence[Flowing], grid: Grid, plain: Pager) -> Pager:
    """Where no spacing helps, the last lines of text go over to the signature's page."""
    texts = [index for index, strip in enumerate(strips) if isinstance(strip, TextLine) and strip.is_text]
    before = [index for index in texts if index < _signature_at(strips)]
    if not before:
        return plain
    cut = before[max(0, len(before) - grid.text_with_signature)]
    return flow([*strips[:cut], PageBreak(), *strips[cut:]], grid)


def _signature_at(strips: Sequence[Flowing]) -> int:
    return next((index for index, strip in enumerate(strips) if isinstance(strip, Signature)), len(strips))
