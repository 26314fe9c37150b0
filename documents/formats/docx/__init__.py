"""Reading drafts: Word documents (.docx) as a clerk hands them in."""

from documents.formats.docx.reading import read_docx

__all__ = ["read_docx"]
