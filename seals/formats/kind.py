"""Which kind of file the first bytes speak of."""

from enum import StrEnum


class FileKind(StrEnum):
    """The kinds that can be sealed."""

    PDF = "PDF"
    OFD = "OFD"


def kind_of(data: bytes) -> FileKind | None:
    """PDF by its header (ISO 32000-2 7.5.2), OFD by its zip; None for anything else.

    A PDF or OFD whose head is damaged is still told by its end, so that it can be called damaged.
    """
    if b"%PDF-" in data[:1024] or b"startxref" in data[-1024:]:
        return FileKind.PDF
    return FileKind.OFD if data[:2] == b"PK" or data[-22:-18] == b"PK\5\6" else None
