"""纪要: who was present, absent or sat in (GB/T 9704-2012, 10.3)."""

from collections.abc import Sequence

from documents.model.official import Block, Paragraph
from documents.model.pages import Element
from documents.rules.breaking import break_lines
from documents.rules.pieces import Piece, whole
from documents.rules.setting import Setting
from documents.rules.strips import Blank, Flowing, TextLine
from office.fonts.roles import Role

LABELS = ("出席：", "请假：", "列席：")
INDENT = 2.0  # cells


def parted(body: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The text, and the paragraphs at its end that name persons."""
    count = len(body)
    while count and _names_persons(body[count - 1]):
        count -= 1
    return tuple(body[:count]), tuple(block.text for block in body[count:] if isinstance(block, Paragraph))


def _names_persons(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.text.startswith(LABELS)


def present_strips(setting: Setting, lists: Sequence[str]) -> list[Flowing]:
    """One blank line under the text; 出席 in 黑体, turned lines under the first name."""
    if not lists:
        return []
    return [Blank(1), *(line for text in lists for line in _list(setting, text))]


def _list(setting: Setting, text: str) -> list[TextLine]:
    label, names = setting.text(text[:2], Role.HEI), setting.text(text[3:].strip())
    colon = setting.text("：")
    begin = INDENT * setting.grid.cell
    x = begin + label.width + colon.width
    measure = (setting.grid.width - x) / names.cell
    broken = break_lines(names, measure, measure) or [whole(names)]
    lines = [TextLine((Piece(names, line, x, Element.BODY, measure),), names.size) for line in broken]
    head = Piece(label, whole(label), begin, Element.BODY)
    mark = Piece(colon, whole(colon), begin + label.width, Element.BODY)
    return [TextLine((head, mark, *lines[0].pieces), names.size), *lines[1:]]
