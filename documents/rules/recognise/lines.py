"""Draft blocks as lines to recognise, tidied, with what the tidying changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from documents.model.draft import (
    Alignment,
    DraftBlock,
    DraftDoubt,
    DraftParagraph,
    DraftPicture,
    DraftTable,
    Finding,
    Sureness,
)
from documents.model.official import Cell, PictureBlock, TableBlock
from documents.model.pages import Element
from documents.rules.recognise.forms import copies_line, is_decoration, printed_line
from documents.rules.recognise.tidy import trimmed, widened

_FAR_RIGHT = 12  # half-width characters of blanks by which clerks push a line to the right


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text that is not empty. ``blanks`` counts the half-width blanks typed in front."""

    text: str
    block: int
    look: DraftParagraph
    blanks: int = 0

    @property
    def is_centred(self) -> bool:
        return self.look.alignment is Alignment.CENTRE

    @property
    def is_right(self) -> bool:
        """Aligned right, or pushed there by blanks or an indent."""
        pushed = self.blanks >= _FAR_RIGHT or self.look.indent >= 8 * _FAR_RIGHT
        return self.look.alignment is Alignment.RIGHT or pushed

    def looks_like(self, other: "Line") -> bool:
        mine, its = self.look, other.look
        return (mine.alignment, mine.size, mine.face) == (its.alignment, its.size, its.face)


@dataclass(frozen=True, slots=True)
class Thing:
    """A table or picture between the lines."""

    block: int
    content: TableBlock | PictureBlock


Item = Line | Thing


@dataclass(slots=True)
class Notes:
    """The findings so far."""

    findings: list[Finding] = field(default_factory=list)

    def note(
        self,
        sureness: Sureness,
        code: str,
        text: str = "",
        element: Element | None = None,
        block: int = -1,
        facts: Mapping[str, str] | None = None,
    ) -> None:
        self.findings.append(Finding(element, text, sureness, f"documents.{code}", facts or {}, block))


def items_of(blocks: Sequence[DraftBlock], notes: Notes) -> list[Item]:
    """Every line, table and picture in order; empty lines and drawn rules are dropped."""
    items: list[Item] = []
    for index, block in enumerate(blocks):
        if isinstance(block, DraftParagraph):
            items += _lines(block, index, notes)
        elif isinstance(block, DraftTable):
            items += _table(block.table, index, notes)
        elif isinstance(block, DraftPicture):
            items.append(Thing(index, block.picture))
        else:
            _doubt(block, index, notes)
    return items


def _doubt(doubt: DraftDoubt, index: int, notes: Notes) -> None:
    facts = doubt.facts
    notes.findings.append(Finding(None, facts.get("text", ""), Sureness.DOUBTFUL, doubt.code, facts, index))


def _lines(paragraph: DraftParagraph, index: int, notes: Notes) -> Iterator[Line]:
    for number, raw in enumerate(paragraph.text.split("\n")):
        blanks, text = trimmed(raw)
        if text and not is_decoration(text):
            look = _without_blanks(paragraph, raw, text) if number == 0 else replace(paragraph, lead=0)
            yield Line(tidied(text, index, notes), index, look, blanks)


def _without_blanks(paragraph: DraftParagraph, raw: str, text: str) -> DraftParagraph:
    front = raw.find(text[0])
    return replace(paragraph, lead=max(paragraph.lead - max(front, 0), 0))


def tidied(text: str, index: int, notes: Notes) -> str:
    """Safe half-width marks made full-width; what is not safe is only offered."""
    better = widened(text)
    if better.changed:
        facts = {"before": text[:80], "after": better.text[:80], "count": str(better.changed)}
        notes.note(Sureness.LIKELY, "marks_widened", text, block=index, facts=facts)
    if better.offer != better.text:
        facts = {"before": better.text, "after": better.offer}
        notes.note(Sureness.DOUBTFUL, "marks_offered", text, block=index, facts=facts)
    return better.text


def _table(table: TableBlock, index: int, notes: Notes) -> list[Item]:
    """A table; one that only holds the imprint (版记) becomes its lines."""
    rows = [[trimmed(cell.text)[1] for cell in row] for row in table.rows]
    lines = [line for row in rows for line in "　　".join(filter(None, row)).split("\n") if line.strip()]
    if len(lines) <= 8 and lines and all(map(_is_imprint, (lines[0], lines[-1]))):
        return [Line(tidied(line, index, notes), index, DraftParagraph(line)) for line in lines]
    tidy = tuple(tuple(_cell(cell, index, notes) for cell in row) for row in table.rows)
    return [Thing(index, replace(table, rows=tidy))]


def _is_imprint(line: str) -> bool:
    return copies_line(line) is not None or printed_line(line) is not None


def _cell(cell: Cell, index: int, notes: Notes) -> Cell:
    lines = (trimmed(line)[1] for line in cell.text.split("\n"))
    return replace(cell, text="\n".join(tidied(line, index, notes) for line in lines if line))


def lines_only(items: Iterable[Item]) -> list[Line]:
    return [item for item in items if isinstance(item, Line)]
