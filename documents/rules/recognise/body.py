"""Body text: headings of four levels, paragraphs led by a heading, tables and pictures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from documents.model.draft import Sureness
from documents.model.official import Block, Heading, Level, Paragraph, PictureBlock
from documents.model.pages import Element
from documents.rules.recognise.forms import Numbered, numbered
from documents.rules.recognise.lines import Item, Line, Notes, Thing

_LONGEST_HEADING = 60
_LONGEST_LEAD = {Level.FIRST: 24, Level.SECOND: 40, Level.THIRD: 30, Level.FOURTH: 30}
_SENTENCE_END = re.compile("[。！？]")
_CAPTION = re.compile(r"^图\s*[0-9０-９一二三四五六七八九十]{0,3}(?:[-－—.．][0-9]{1,2})?(?:[\s　:：]|$)")


def recognise_body(items: Sequence[Item], notes: Notes, element: Element = Element.BODY) -> tuple[Block, ...]:
    """The blocks of a body or of an annex, each heading with a finding."""
    blocks: list[Block] = []
    counts = _Counts(notes, element)
    for item in items:
        if isinstance(item, Thing):
            blocks.append(item.content)
        elif not _is_caption(blocks, item):
            blocks.append(_block(item, counts, notes, element))
        elif isinstance(blocks[-1], PictureBlock):
            blocks[-1] = replace(blocks[-1], caption=item.text)
    return tuple(blocks)


def _is_caption(blocks: list[Block], line: Line) -> bool:
    after_picture = bool(blocks) and isinstance(blocks[-1], PictureBlock) and not blocks[-1].caption
    return after_picture and len(line.text) <= _LONGEST_HEADING and bool(_CAPTION.match(line.text))


def _block(line: Line, counts: "_Counts", notes: Notes, element: Element) -> Block:
    found = numbered(line.text)
    if found is None:
        if _is_unnumbered_heading(line):
            notes.note(Sureness.DOUBTFUL, "heading_unnumbered", line.text, element, line.block)
        return Paragraph(line.text)
    text = found.prefix + found.rest
    if found.repaired:
        facts = {"before": line.text[:40], "after": text[:40]}
        notes.note(Sureness.LIKELY, "heading_number_repaired", text, element, line.block, facts)
    return _numbered_block(line, found, text, counts)


def _numbered_block(line: Line, found: Numbered, text: str, counts: "_Counts") -> Block:
    end = _SENTENCE_END.search(found.rest)
    if end is None and len(text) <= _LONGEST_HEADING and not found.rest.endswith(("；", ";", "，", "、")):
        counts.heading(found, text, line, "heading_by_number")
        return Heading(found.level, text)
    if end is not None and end.end() == len(found.rest) and len(text) <= _LONGEST_HEADING and _wears(line, found.level):
        counts.heading(found, text, line, "heading_by_face")
        return Heading(found.level, text)
    lead = 0 if end is None else len(found.prefix) + end.end()
    if 0 < lead < len(text) and _leads(line, found, lead):
        counts.heading(found, text[:lead], line, "heading_leads", set_apart=bool(line.look.lead))
        return Paragraph(text, lead, found.level)
    return Paragraph(text)


def _leads(line: Line, found: Numbered, lead: int) -> bool:
    """A first sentence is a heading when the draft sets it apart, or when it is short and nothing speaks against it."""
    if line.look.lead:
        return abs(line.look.lead - lead) <= 2 or found.level >= Level.THIRD
    return lead <= _LONGEST_LEAD[found.level]


def _wears(line: Line, level: Level) -> bool:
    """The whole line stands in the face of its level: 黑体 for the first, 楷体 for the second, or bold."""
    return (
        line.look.bold
        or (level is Level.FIRST and is_hei(line.look.face))
        or (level is Level.SECOND and is_kai(line.look.face))
    )


def _is_unnumbered_heading(line: Line) -> bool:
    apart = is_hei(line.look.face) or (line.look.bold and not line.look.lead)
    return apart and len(line.text) <= 30 and not _SENTENCE_END.search(line.text)


def is_hei(face: str) -> bool:
    return "黑" in face or face.lower().replace(" ", "").startswith(("simhei", "heiti", "stheiti", "fzhei"))


def is_kai(face: str) -> bool:
    return "楷" in face or face.lower().replace(" ", "").startswith(("kaiti", "simkai", "stkaiti", "fzkai"))


@dataclass(slots=True)
class _Counts:
    """Where the numbering of each level stands, to notice a number that jumps."""

    notes: Notes
    element: Element
    at: tuple[int, ...] = (0, 0, 0, 0)

    def heading(self, found: Numbered, text: str, line: Line, code: str, set_apart: bool = False) -> None:
        sure = set_apart or _wears(line, found.level) or found.level >= Level.THIRD
        sureness = Sureness.SURE if sure else Sureness.LIKELY
        facts = {"level": str(int(found.level))}
        self.notes.note(sureness, code, text, self.element, line.block, facts)
        before = self.at[found.level - 1]
        if found.number not in (before + 1, 1):
            facts = {"number": found.prefix, "expected": str(before + 1)}
            self.notes.note(Sureness.DOUBTFUL, "heading_out_of_order", text, self.element, line.block, facts)
        self.at = (*self.at[: found.level - 1], found.number, *(0,) * (4 - found.level))
