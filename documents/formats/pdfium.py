"""The door to pdfium, which is not safe in threads: whoever calls into it holds LOCK."""

from threading import RLock

import pypdfium2  # type: ignore[import-untyped]  # ships no type information
import pypdfium2.raw  # type: ignore[import-untyped]  # ships no type information

LOCK = RLock()

Document = pypdfium2.PdfDocument
Failed = pypdfium2.PdfiumError
raw = pypdfium2.raw

__all__ = ["LOCK", "Document", "Failed", "raw"]
