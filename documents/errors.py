"""What can be refused about documents and their files."""

from office.errors import Refused, Trouble


class OfdDamaged(Refused):
    """The bytes are no OFD, or break the rules of its zip or XML (facts: where, detail)."""

    code = "documents.ofd_damaged"


class OfdTooLarge(Refused):
    """A limit of the bounded reader is passed (facts: what, limit)."""

    code = "documents.ofd_too_large"


class OfdUnsafeName(Refused):
    """A file name in the package is ambiguous or leads out of it (fact: name)."""

    code = "documents.ofd_unsafe_name"


class OfdEncrypted(Refused):
    """The package or one of its files is encrypted (fact: where)."""

    code = "documents.ofd_encrypted"


class PdfDamaged(Refused):
    """pdfium cannot read the bytes as a PDF (fact: detail)."""

    code = "documents.pdf_damaged"


class PdfEncrypted(Refused):
    """The PDF asks for a password or an unknown security handler."""

    code = "documents.pdf_encrypted"


class PictureUnreadable(Refused):
    """A picture of the layout is no PNG or JPEG, or is larger than a page can use (facts: picture, detail)."""

    code = "documents.picture_unreadable"


class NotADraft(Refused):
    """The file is not a Word document (.docx) at all."""

    code = "documents.not_a_draft"


class OldWordDraft(NotADraft):
    """A .doc or .wps file: an OLE compound file without an encrypted package."""

    code = "documents.old_word_draft"


class StrictWordDraft(NotADraft):
    """ISO/IEC 29500 Strict, which other programs of the office cannot read either."""

    code = "documents.strict_word_draft"


class DraftEncrypted(Refused):
    code = "documents.draft_encrypted"


class DraftHasMacros(Refused):
    code = "documents.draft_has_macros"


class DraftDamaged(Refused):
    code = "documents.draft_damaged"


class DraftUnsafe(DraftDamaged):
    """The package is built to harm its reader: a document type definition, a zip bomb, a doubled name."""

    code = "documents.draft_unsafe"


class DraftEmpty(Refused):
    code = "documents.draft_empty"


class DraftTooLarge(Refused):
    """Facts: size and limit, in MB."""

    code = "documents.draft_too_large"


class DraftTooLong(DraftTooLarge):
    """More paragraphs or table cells than the reader takes. Fact: limit."""

    code = "documents.draft_too_long"


class DraftChangedMeanwhile(Refused):
    """A newer version was saved from another window or desk. Facts: title, version."""

    code = "documents.draft_changed_meanwhile"


class DraftGone(Refused):
    """The draft was discarded and takes no more changes. Fact: title."""

    code = "documents.draft_gone"


class DocumentUnreadable(Refused):
    """What was kept as a document cannot be read as one any more."""

    code = "documents.document_unreadable"


class CopyDamaged(Refused):
    """A recovery copy is not as it was written; it is set aside (facts: count, folder)."""

    code = "documents.copy_damaged"


class CopyNotKept(Trouble):
    """The disk did not take a recovery copy; what is being edited is untouched (fact: reason)."""

    code = "documents.copy_not_kept"
