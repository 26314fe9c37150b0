"""From a document to its pages."""

from collections.abc import Iterator, Sequence

from documents.model.official import OfficialDocument
from documents.model.pages import Element, Faces, Layout, Mark, Page
from documents.rules.annex import annex_note, annex_strips
from documents.rules.body import block_strips
from documents.rules.fitting import fitted
from documents.rules.grid import STANDARD, Form, Grid
from documents.rules.heading import TIGHTER, Tightness
from documents.rules.imprint import imprint_of, letter_imprint
from documents.rules.minutes import parted, present_strips
from documents.rules.order import order_signature
from documents.rules.page_numbers import page_number
from documents.rules.paragraphs import Indent, text_lines
from documents.rules.setting import Setting
from documents.rules.signature import signature_strips
from documents.rules.special_heads import HEADS, form_of, is_the_mark
from documents.rules.strips import Blank, Flowing, Pager, TextLine
from documents.rules.title import title_lines
from documents.rules.typecase import TypeCase


def lay_out(document: OfficialDocument, faces: Faces, grid: Grid = STANDARD) -> Layout:
    """Typeset a document to GB/T 9704-2012: every glyph, line and picture at its place, in mm.

    Characters that no face has are drawn as 〓 and listed in ``Layout.missing``.
    """
    setting = Setting(grid, TypeCase(faces))
    pager = _planned(setting, document)
    marks = _inked(pager, grid)
    _number_pages(setting, pager, marks)
    pages = tuple(Page(grid.page_width, grid.page_height, tuple(marks[page])) for page in range(pager.page + 1))
    images = {image: data for data, image in setting.images.items()}
    return Layout(pages, document.title, images, tuple(pager.seals), setting.case.missing)


def _planned(setting: Setting, document: OfficialDocument) -> Pager:
    """With the head as the standard has it, or tighter until the first page shows text (7.2.8: 首页必须显示正文)."""
    body = _body(setting, document)
    for tight in TIGHTER:
        pager = fitted(_strips(setting, document, body, tight), setting.grid)
        if _first_page_shows_text(pager):
            break
    return pager


def _first_page_shows_text(pager: Pager) -> bool:
    return next((placed.page == 0 for placed in pager.placed if placed.text), True)


def _strips(setting: Setting, document: OfficialDocument, body: Sequence[Flowing], tight: Tightness) -> list[Flowing]:
    moved = tight.recipients_in_imprint and bool(document.recipients)
    form = form_of(setting.grid, document)
    strips: list[Flowing] = [HEADS[form](setting, document, tight), *_title(setting, document)]
    if document.recipients and not moved:
        strips += _recipients(setting, document.recipients)
    strips += body
    imprint = (letter_imprint if form is Form.LETTER else imprint_of)(setting, document, moved)
    return [*strips, imprint] if imprint is not None else strips


def _title(setting: Setting, document: OfficialDocument) -> Iterator[Flowing]:
    lines = [] if is_the_mark(setting.grid, document) else title_lines(setting, document.title, Element.TITLE)
    for index, line in enumerate(lines):
        yield line if index else TextLine(line.pieces, line.height, lead=0.0, follow=1)
    if lines:
        yield Blank(1)


def _recipients(setting: Setting, recipients: str) -> list[TextLine]:
    """主送机关: 顶格, 回行仍顶格, a full-width colon at the end (7.3.2)."""
    text = recipients.strip().rstrip("：:") + "："
    return text_lines(setting.text(text), Element.RECIPIENTS, setting.grid, Indent())


def _body(setting: Setting, document: OfficialDocument) -> list[Flowing]:
    """The text and all that follows it, up to the last annex."""
    form = form_of(setting.grid, document)
    text, present = parted(document.body) if form is Form.MINUTES else (document.body, ())
    strips = block_strips(setting, text, Element.BODY)
    strips += annex_note(setting, document.annex_names)
    strips += present_strips(setting, present)
    strips += order_signature(setting, document) if form is Form.ORDER else signature_strips(setting, document)
    for annex in document.annexes:
        strips += annex_strips(setting, annex)
    return strips


def _inked(pager: Pager, grid: Grid) -> list[list[Mark]]:
    marks: list[list[Mark]] = [[] for _ in range(pager.page + 1)]
    for placed in pager.placed:
        marks[placed.page].extend(placed.ink.draw(grid.left(placed.page), placed.top))
    return marks


def _number_pages(setting: Setting, pager: Pager, marks: list[list[Mark]]) -> None:
    for page, on_page in enumerate(marks):
        if page not in pager.unnumbered:
            on_page.extend(page_number(setting, page))
