"""Electronic seals by GB/T 38540-2020 and its relatives: the one place where others find reading and making."""

from seals.formats.ses_fields import Note
from seals.formats.ses_maker import make_seal, make_signature, to_be_signed
from seals.formats.ses_reader import SealFile, SealSignature, read_seal, read_signature, verifies

__all__ = [
    "Note",
    "SealFile",
    "SealSignature",
    "make_seal",
    "make_signature",
    "read_seal",
    "read_signature",
    "to_be_signed",
    "verifies",
]
