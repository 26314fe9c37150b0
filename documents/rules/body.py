"""正文: paragraphs, headings of four levels, tables and pictures (GB/T 9704-2012, 7.3.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from documents.model.official import Block, Heading, Level, Paragraph, PictureBlock, TableBlock
from documents.model.pages import Element
from documents.rules.galley import Span, compose
from documents.rules.paragraphs import Indent, text_lines
from documents.rules.picture import picture_strips
from documents.rules.setting import Setting
from documents.rules.strips import Flowing, TextLine
from documents.rules.table import table_strips
from office.fonts.roles import Role

ROLE_OF_LEVEL = {Level.FIRST: Role.HEI, Level.SECOND: Role.KAI, Level.THIRD: Role.BODY, Level.FOURTH: Role.BODY}
PARAGRAPH = Indent(first=2.0)  # 每自然段左空二字，回行顶格


def block_strips(setting: Setting, blocks: Iterable[Block], element: Element) -> list[Flowing]:
    strips: list[Flowing] = []
    for block in blocks:
        strips.extend(_strips(setting, block, element))
    return strips


def _strips(setting: Setting, block: Block, element: Element) -> Sequence[Flowing]:
    match block:
        case Heading():
            return _heading(setting, block, element)
        case Paragraph():
            return _paragraph(setting, block, element)
        case TableBlock():
            return table_strips(setting, block, element)
        case PictureBlock():
            return picture_strips(setting, block, element)


def _heading(setting: Setting, heading: Heading, element: Element) -> list[TextLine]:
    lines = _lines(setting, [Span(heading.text, ROLE_OF_LEVEL[heading.level])], element)
    if not setting.grid.keep_headings:
        return lines
    count = len(lines)
    return [replace(line, follow=count - index) for index, line in enumerate(lines)]


def _paragraph(setting: Setting, paragraph: Paragraph, element: Element) -> list[TextLine]:
    lines: list[TextLine] = []
    lead = paragraph.lead if paragraph.level is not None else 0
    for text in paragraph.text.split("\n"):
        spans = _spans(text, min(lead, len(text)), paragraph.level)
        lines.extend(_against_widows(setting, _lines(setting, spans, element)))
        lead = max(0, lead - len(text) - 1)
    return lines


def _spans(text: str, lead: int, level: Level | None) -> list[Span]:
    spans = [Span(text[lead:], Role.BODY)]
    return [Span(text[:lead], ROLE_OF_LEVEL[level]), *spans] if level is not None and lead else spans


def _lines(setting: Setting, spans: list[Span], element: Element) -> list[TextLine]:
    grid = setting.grid
    return text_lines(compose(setting.case, stripped(spans), grid.size, grid.cell), element, grid, PARAGRAPH)


def stripped(spans: list[Span]) -> list[Span]:
    """Without the blanks that a typist puts before and after a paragraph."""
    first = [replace(span, text=span.text.lstrip()) for span in spans[:1]]
    whole = [*first, *spans[1:]]
    return [*whole[:-1], replace(whole[-1], text=whole[-1].text.rstrip())]


def _against_widows(setting: Setting, lines: list[TextLine]) -> list[TextLine]:
    """Neither the first nor the last line of a paragraph alone on a page (only when the office wants it)."""
    if not setting.grid.widow_control or len(lines) < 2:
        return lines
    kept = {0, len(lines) - 2}
    return [replace(line, follow=1) if index in kept else line for index, line in enumerate(lines)]
