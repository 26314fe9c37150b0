"""What the page has no room for as the draft has it: pictures and tables that were made smaller."""

from collections.abc import Iterator

from documents.model.draft import Finding, Sureness
from documents.model.official import Block, OfficialDocument, PictureBlock
from documents.model.pages import Element, Layout, Run
from documents.rules.grid import MM_PER_POINT, SIZE_10_5, STANDARD, Grid

TOLD = 0.9  # a picture that keeps more of its size than this is not worth a word
LEAST = 0.99 * SIZE_10_5  # mm: smaller letters in a table are hard to read


def shrunk(document: OfficialDocument, layout: Layout, grid: Grid = STANDARD) -> tuple[Finding, ...]:
    """Pictures that the 版心 made smaller, and tables whose letters had to be small, each with the way on."""
    parts = [(Element.BODY, document.body), *((Element.ANNEX, annex.body) for annex in document.annexes)]
    pictures = [finding for element, blocks in parts for finding in _pictures(element, blocks, grid)]
    return (*pictures, *_tables(layout))


def _pictures(element: Element, blocks: tuple[Block, ...], grid: Grid) -> Iterator[Finding]:
    for block in blocks:
        if not isinstance(block, PictureBlock) or block.width <= 0 or block.height <= 0:
            continue
        scale = min(grid.width / block.width, grid.height / block.height)
        if scale < TOLD:
            facts = {"width": f"{block.width:.0f}", "height": f"{block.height:.0f}", "percent": f"{100 * scale:.0f}"}
            yield Finding(element, block.caption, Sureness.DOUBTFUL, "documents.picture_shrunk", facts)


def _tables(layout: Layout) -> Iterator[Finding]:
    """One finding for the body and one for the annexes: nothing but tables is set so small there."""
    for element in (Element.BODY, Element.ANNEX):
        sizes = [
            mark.size
            for page in layout.pages
            for mark in page.marks
            if isinstance(mark, Run) and mark.element is element and mark.size < LEAST
        ]
        if sizes:
            facts = {"points": f"{min(sizes) / MM_PER_POINT:g}"}
            yield Finding(element, "", Sureness.DOUBTFUL, "documents.table_crowded", facts)
