"""PDF/A-2b (ISO 19005-2): writing our own."""

from documents.formats.pdf.write import write_pdf

__all__ = ["write_pdf"]
