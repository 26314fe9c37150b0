"""附件说明 and 附件 (GB/T 9704-2012, 7.3.4 and 7.3.7)."""

import re
from collections.abc import Iterator, Sequence

from documents.model.official import Annex
from documents.model.pages import Element
from documents.rules.body import block_strips
from documents.rules.breaking import break_lines
from documents.rules.pieces import Piece, whole
from documents.rules.setting import Setting
from documents.rules.strips import Blank, Flowing, PageBreak, TextLine
from documents.rules.title import title_lines
from office.fonts.roles import Role

LABEL = "附件："
INDENT = 2.0  # cells
_NUMBERED = re.compile(r"\d+[．.、]")


def annex_note(setting: Setting, names: Sequence[str]) -> list[Flowing]:
    """One blank line under the text; turned lines begin under the first character of the name."""
    if not names:
        return []
    label = setting.text(LABEL)
    x = INDENT * setting.grid.cell + label.width
    lines = [line for number, name in _numbered(names) for line in _entry(setting, number, name, x)]
    piece = Piece(label, whole(label), INDENT * setting.grid.cell, Element.ANNEX_NOTE)
    return [Blank(1), TextLine((piece, *lines[0].pieces), lines[0].height), *lines[1:]]


def _numbered(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Several annexes are numbered; a number that the author gave stays."""
    for index, name in enumerate(names, 1):
        given = _NUMBERED.match(name)
        if given:
            yield given.group(), name[given.end() :].strip()
        else:
            yield (f"{index}．" if len(names) > 1 else ""), name


def _entry(setting: Setting, number: str, name: str, x: float) -> list[TextLine]:
    head = setting.text(number)
    galley = setting.text(name or " ")
    begin = x + head.width
    measure = (setting.grid.width - begin) / galley.cell
    broken = break_lines(galley, measure, measure) or [whole(galley)]
    pieces = [Piece(galley, line, begin, Element.ANNEX_NOTE, measure) for line in broken]
    lines = [TextLine((piece,), galley.size) for piece in pieces]
    if not number:
        return lines
    first = TextLine((Piece(head, whole(head), x, Element.ANNEX_NOTE), *lines[0].pieces), head.size)
    return [first, *lines[1:]]


def annex_strips(setting: Setting, annex: Annex) -> list[Flowing]:
    """A new page: 附件 in 黑体 on line 1, the title centred on line 3, then as the text itself."""
    label = setting.within(annex.label, setting.grid.width, Role.HEI)
    first = TextLine((Piece(label, whole(label), 0.0, Element.ANNEX),), label.size)
    title = title_lines(setting, annex.title, Element.ANNEX)
    above: list[Flowing] = [first, Blank(1), *_on_the_grid(title)] if title else [first]
    return [PageBreak(), *above, Blank(1), *block_strips(setting, annex.body, Element.ANNEX)]


def _on_the_grid(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """The first line of the title stands on a line of the grid."""
    for index, line in enumerate(lines):
        yield line if index else TextLine(line.pieces, line.height, follow=line.follow)
