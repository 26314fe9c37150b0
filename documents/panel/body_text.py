"""A body as plain lines to edit, and plain lines as a body: one paragraph or heading per line.

Tables and pictures stand as a line in 〔 〕 that keeps them; without that line they are taken out.
"""

import re
from collections import defaultdict, deque
from collections.abc import Sequence

from documents.model.draft import DraftParagraph
from documents.model.official import Block, Heading, Level, Paragraph, PictureBlock, TableBlock
from documents.rules.recognise.body import recognise_body
from documents.rules.recognise.lines import Line, Notes
from office.words import _

_BREAK = "⏎"  # a line break inside a paragraph
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # they come with text pasted from elsewhere


def lines_of(body: Sequence[Block]) -> list[str]:
    """One line for each block."""
    things = 0
    lines: list[str] = []
    for block in body:
        things += isinstance(block, TableBlock | PictureBlock)
        lines.append(_line(block, things))
    return lines


def body_of(text: str, before: Sequence[Block]) -> tuple[Block, ...]:
    """The body of ``text``. A line that stood in ``before`` stays what it was; a new one is what its number says."""
    known: defaultdict[str, deque[Block]] = defaultdict(deque)
    for line, block in zip(lines_of(before), before, strict=True):
        known[line].append(block)
    body: list[Block] = []
    for line in text.split("\n"):
        tidy = _CONTROLS.sub("", line).strip()
        if known[line] or known[tidy]:
            body.append((known[line] or known[tidy]).popleft())
        elif tidy:
            body.append(block_of(tidy.replace(_BREAK, "\n")))
    return tuple(body)


def block_of(line: str) -> Block:
    """What a line is by the form of its number: 一、 （一） 1. （1） (GB/T 9704-2012 7.3.3)."""
    found = recognise_body([Line(line, 0, DraftParagraph(line))], Notes())
    return found[0] if found else Paragraph(line)


def level_of(line: str) -> tuple[Level | None, int]:
    """The heading level of a line and how many of its characters are the heading; None for plain text."""
    block = block_of(line.strip(" \t\u3000")) if line.strip() else Paragraph("")
    if isinstance(block, Heading):
        return block.level, len(line)
    if isinstance(block, Paragraph) and block.level is not None:
        return block.level, block.lead
    return None, 0


def is_kept_thing(line: str) -> bool:
    """Whether the line stands for a table or a picture."""
    return line.startswith("〔") and line.rstrip().endswith("〕")


def _line(block: Block, number: int) -> str:
    if isinstance(block, TableBlock):
        rows, columns = len(block.rows), len(block.widths)
        return _("〔表格 {number}：{rows} 行 {columns} 列〕").format(number=number, rows=rows, columns=columns)
    if isinstance(block, PictureBlock):
        size = f"{block.width:.0f}×{block.height:.0f}"
        return _("〔图片 {number}：{size} 毫米〕").format(number=number, size=size)
    return block.text.replace("\n", _BREAK)
