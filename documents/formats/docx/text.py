"""The text of a paragraph: runs joined, deletions dropped, fields as shown, and what could not be taken along."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.formats.docx.node import Node, down, name
from documents.formats.docx.numbering import Numbering
from documents.formats.docx.package import Package
from documents.formats.docx.pictures import Pictured, pictures_of
from documents.formats.docx.styles import Form, Look, Styles
from documents.model.draft import Alignment, DraftDoubt, DraftParagraph

_THROUGH = {
    name(short)
    for short in (
        "w:hyperlink",
        "w:ins",
        "w:moveTo",
        "w:sdt",
        "w:sdtContent",
        "w:smartTag",
        "w:customXml",
        "w:fldSimple",
        "w:dir",
        "w:bdo",
        "w:ruby",
        "w:rubyBase",
    )
}
_DROPPED = {name("w:del"), name("w:moveFrom")}
_SIGNS = {
    name("w:tab"): "\t",
    name("w:ptab"): "\t",
    name("w:cr"): "\n",
    name("w:noBreakHyphen"): "-",
}
_DRAWINGS = {name("w:drawing"), name("w:pict"), name("w:object")}
_NOTES = {name("w:footnoteReference"): "footnotes_left_out", name("w:endnoteReference"): "footnotes_left_out"}
_FORMULAE = {name("m:oMath"), name("m:oMathPara")}


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    look: Look


@dataclass(slots=True)
class Gathered:
    """What one paragraph holds beside its text."""

    pieces: list[Piece] = field(default_factory=list)
    pictures: list[Pictured] = field(default_factory=list)
    page_break: bool = False


class Reader:
    """Reads paragraphs in order, counting automatic numbers and what is left out of the document as it goes."""

    def __init__(self, package: Package) -> None:
        self._media = package.media
        self._styles = Styles(package.styles, package.theme)
        self._numbering = Numbering(package.numbering)
        self.left_out: Counter[str] = Counter()

    def paragraph(self, node: Node) -> tuple[DraftParagraph, Gathered]:
        """A w:p, with its pictures and the doubts about them."""
        properties = down(node, "w:pPr")
        form = self._styles.form(properties)
        gathered = Gathered()
        self._gather(node, self._styles.base(properties), gathered)
        number_text = self._number(form)
        text = number_text + "".join(piece.text for piece in gathered.pieces)
        main = _dominant(gathered.pieces)
        lead, lead_face = _lead(gathered.pieces, main)
        return (
            DraftParagraph(
                text=text,
                alignment=form.alignment or Alignment.LEFT,
                size=main.size,
                face=main.face or "",
                bold=bool(main.bold),
                lead=lead + len(number_text) if lead else 0,
                lead_face=lead_face,
                indent=form.indent or 0.0,
                new_page=bool(form.new_page),
            ),
            gathered,
        )

    def doubts(self) -> Iterator[DraftDoubt]:
        """What was left out of the whole document, each kind once."""
        for kind, count in sorted((+self.left_out).items()):
            yield DraftDoubt(f"documents.{kind}", {"count": str(count)})

    def _number(self, form: Form) -> str:
        if form.numbering in (None, "0"):
            return ""
        found = self._numbering.next(form.numbering or "", form.level or 0)
        if found is None:
            return ""
        if found.bullet:
            self.left_out["bullets_left_out"] += 1
            return ""
        if not found.known:
            self.left_out["number_format_guessed"] += 1
        return found.text.strip()

    def _gather(self, node: Node, base: Look, into: Gathered) -> None:
        for child in node:
            if child.tag == name("w:r"):
                self._gather_run(child, base, into)
            elif child.tag in _THROUGH:
                self.left_out["tracked_insertions_kept"] += child.tag in (name("w:ins"), name("w:moveTo"))
                self._gather(child, base, into)
            elif child.tag in _DROPPED:
                self.left_out["tracked_deletions_dropped"] += 1
            elif child.tag in _FORMULAE:
                self.left_out["formulae_left_out"] += 1

    def _gather_run(self, run: Node, base: Look, into: Gathered) -> None:
        look = self._styles.look(down(run, "w:rPr"), base)
        if look.hidden:
            self.left_out["hidden_text_dropped"] += 1
            return
        for child in run:
            self._gather_part(child, look, into)

    def _gather_part(self, child: Node, look: Look, into: Gathered) -> None:
        if child.tag == name("w:t"):
            into.pieces.append(Piece(child.text or "", look))
        elif child.tag in _SIGNS:
            into.pieces.append(Piece(_SIGNS[child.tag], look))
        elif child.tag == name("w:br"):
            self._gather_break(child, look, into)
        elif child.tag in _DRAWINGS:
            into.pictures += pictures_of(child, self._media)
        elif child.tag == name("mc:AlternateContent"):
            self._gather_alternate(child, look, into)
        elif child.tag == name("w:ruby"):
            self._gather(child, look, into)
        elif child.tag == name("w:sym"):
            into.pieces.append(Piece(self._symbol(child), look))
        elif child.tag in _NOTES:
            self.left_out[_NOTES[child.tag]] += 1
        elif child.tag == name("w:commentReference"):
            self.left_out["comments_left_out"] += 1

    def _gather_break(self, node: Node, look: Look, into: Gathered) -> None:
        if node.get(name("w:type")) in ("page", "column"):
            into.page_break = True
        else:
            into.pieces.append(Piece("\n", look))

    def _gather_alternate(self, node: Node, look: Look, into: Gathered) -> None:
        """The first branch: what Word itself shows; the others repeat it for older programs."""
        for branch in node:
            for child in branch:
                self._gather_part(child, look, into)
            return

    def _symbol(self, node: Node) -> str:
        """A character by its number in a symbol font; those of the private use area have no meaning elsewhere."""
        code = node.get(name("w:char")) or ""
        point = int(code, 16) if 0 < len(code) <= 6 and all(c in "0123456789abcdefABCDEF" for c in code) else 0
        if not 0x20 <= point < 0xD800:
            self.left_out["symbols_left_out"] += 1
            return ""
        return chr(point)


def _dominant(pieces: list[Piece]) -> Look:
    """The look that most characters have."""
    weights: Counter[Look] = Counter()
    for piece in pieces:
        weights[piece.look] += len(piece.text.strip())
    return weights.most_common(1)[0][0] if weights else Look()


def _lead(pieces: list[Piece], main: Look) -> tuple[int, str]:
    """How many leading characters stand in a face or weight other than most, and in which."""
    count, face = 0, ""
    for piece in pieces:
        if not piece.text.strip() and count:
            count += len(piece.text)
        elif (piece.look.face, bool(piece.look.bold)) == (main.face, bool(main.bold)):
            return count, face
        else:
            count, face = count + len(piece.text), face or piece.look.face or ""
    return 0, ""
