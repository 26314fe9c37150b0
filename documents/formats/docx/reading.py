"""A .docx as draft blocks, in the order of its text."""

from collections.abc import Iterator
from dataclasses import replace

from documents.errors import DraftEmpty, DraftTooLong
from documents.formats.docx.grid import read_table
from documents.formats.docx.node import Node, all_text, down, name, val
from documents.formats.docx.package import open_package
from documents.formats.docx.text import Reader
from documents.model.draft import DraftBlock, DraftDoubt, DraftParagraph, DraftTable

PARAGRAPH_LIMIT = 20_000  # lines broken by hand count too
_THROUGH = {name(short) for short in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")}
_DROPPED = {name("w:del"), name("w:moveFrom")}
_NEW_PAGE = (None, "nextPage", "oddPage", "evenPage")


def read_docx(data: bytes) -> tuple[DraftBlock, ...]:
    """The blocks of a .docx (ECMA-376 transitional, as Word, WPS and LibreOffice write it).

    Automatic numbers become text, tracked deletions and hidden text are dropped, insertions kept;
    whatever is left out (notes, formulae, drawings, text boxes) stands as a DraftDoubt. Nothing is
    fetched from outside the file. Raises what ``open_package`` raises, DraftEmpty and DraftTooLong.
    """
    package = open_package(data)
    reading = _Reading(Reader(package))
    blocks = [*reading.blocks(package.body), *reading.reader.doubts()]
    if not any(_says_something(block) for block in blocks):
        raise DraftEmpty
    return tuple(blocks)


def _says_something(block: DraftBlock) -> bool:
    if isinstance(block, DraftTable):
        return any(cell.text.strip() for row in block.table.rows for cell in row)
    return isinstance(block, DraftParagraph) and bool(block.text.strip())


class _Reading:
    """Walks the body, remembering page breaks until the paragraph that they bring to a new page."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._seen = 0
        self._new_page = False

    def blocks(self, node: Node) -> Iterator[DraftBlock]:
        for child in node:
            if child.tag == name("w:p"):
                yield from self._paragraph(child)
            elif child.tag == name("w:tbl"):
                yield from self._table(child)
            elif child.tag in _THROUGH:
                yield from self.blocks(child)
            elif child.tag in _DROPPED:
                self.reader.left_out["tracked_deletions_dropped"] += 1
            elif child.tag == name("w:altChunk"):
                yield DraftDoubt("documents.foreign_part_left_out")

    def _paragraph(self, node: Node) -> Iterator[DraftBlock]:
        paragraph, gathered = self.reader.paragraph(node)
        self._count(paragraph)
        has_text = bool(paragraph.text.strip())
        starts_page = self._new_page or (gathered.page_break and has_text)
        yield replace(paragraph, new_page=paragraph.new_page or starts_page)
        yield from gathered.pictures
        section = down(node, "w:pPr", "w:sectPr")
        ends_page = section is not None and val(section, "w:type") in _NEW_PAGE
        self._new_page = ends_page or (not has_text and (self._new_page or gathered.page_break))

    def _table(self, node: Node) -> Iterator[DraftBlock]:
        doubts: list[DraftDoubt] = []
        table = read_table(node, lambda cell: self._cell(cell, doubts))
        if table is not None:
            yield DraftTable(table)
            self._new_page = False
        yield from doubts

    def _cell(self, cell: Node, doubts: list[DraftDoubt]) -> list[DraftParagraph]:
        paragraphs: list[DraftParagraph] = []
        for child in cell:
            if child.tag == name("w:p"):
                paragraph, gathered = self.reader.paragraph(child)
                self._count(paragraph)
                paragraphs.append(paragraph)
                doubts += [_doubt_in_cell(pictured) for pictured in gathered.pictures]
            elif child.tag in _THROUGH:
                paragraphs += self._cell(child, doubts)
            elif child.tag == name("w:tbl"):
                paragraphs.append(DraftParagraph(all_text(child)))
                doubts.append(DraftDoubt("documents.table_in_table"))
        return paragraphs

    def _count(self, paragraph: DraftParagraph) -> None:
        self._seen += 1 + paragraph.text.count("\n")
        if self._seen > PARAGRAPH_LIMIT:
            raise DraftTooLong(limit=str(PARAGRAPH_LIMIT))


def _doubt_in_cell(pictured: object) -> DraftDoubt:
    return pictured if isinstance(pictured, DraftDoubt) else DraftDoubt("documents.picture_in_table")
