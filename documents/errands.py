"""What only a desk can do with documents: read a draft's file, and typeset a document into files."""

from dataclasses import dataclass
from datetime import datetime

from documents.formats.docx import read_docx
from documents.formats.ofd import write_ofd
from documents.formats.pdf import write_pdf
from documents.model.about import About
from documents.model.draft import Recognised
from documents.model.official import DraftId, OfficialDocument
from documents.model.pages import Layout
from documents.rules.grid import STANDARD, Grid
from documents.rules.recognise import recognise
from documents.rules.typeset import lay_out
from office.fonts.library import Library


@dataclass(frozen=True, slots=True)
class Typeset:
    """A document laid out, and the two files made of that one layout."""

    layout: Layout
    pdf: bytes
    ofd: bytes


def read_draft(data: bytes) -> Recognised:
    """The document in a .docx, with what was recognised by which form. Raises what ``read_docx`` raises."""
    return recognise(read_docx(data))


def typeset(document: OfficialDocument, library: Library, about: About, grid: Grid = STANDARD) -> Typeset:
    """Lay the document out and write it as PDF/A-2b and OFD. ``layout.missing`` names what no face has.

    Raises PictureUnreadable.
    """
    layout = lay_out(document, library, grid)
    return Typeset(layout, write_pdf(layout, library, about), write_ofd(layout, library, about))


def about(document: OfficialDocument, draft: DraftId, version: int, at: datetime) -> About:
    """What the files of this version say about themselves; ``at`` is timezone-aware UTC."""
    number = "" if document.number is None else str(document.number)
    return About(
        title=document.title,
        author="、".join(document.issuers),
        subject=document.kind.value,
        keywords=tuple(filter(None, (document.kind.value, number))),
        created=at,
        identity=f"{draft}/{version}",
    )
