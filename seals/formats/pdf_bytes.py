"""The bytes of a sealed PDF, one by one: which a signature covers, and that the hole in it holds nothing else.

ISO 32000-2 12.8.1 says what a ByteRange should look like; the signature wrapping and incremental saving attacks
(Mladenov, Mainka, Meyer zu Selhausen, Grothe, Schwenk 2019) live from readers that accept others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TRACES = re.compile(rb"/ByteRange|/Adobe\.PPK|/ETSI\.(?:CAdES|RFC3161)|/adbe\.(?:pkcs7|x509)|/GM\.(?:sm2seal|PKILite)")
_RANGES = re.compile(rb"/ByteRange")
_HEX = re.compile(rb"(?:[0-9A-F]*|[0-9a-f]*)\Z")
_PIECE = re.compile(rb"\s*\d+\s+\d+\s+obj\b.*\bendobj\s*\Z", re.DOTALL)
_END = re.compile(rb"startxref\s+\d+\s+%%EOF(?:\r\n|\r|\n)?\Z")


class Irregular(ValueError):
    """The hole in the signed bytes is not what it must be."""


@dataclass(frozen=True, slots=True)
class Covered:
    """What one signature covers: everything up to ``end`` but the hexadecimal ``value`` itself."""

    value: bytes
    end: int


def covered(data: bytes, byte_range: Sequence[int]) -> Covered:
    """Read the hole that a ByteRange leaves. Raises Irregular (its text says what is wrong)."""
    if len(byte_range) != 4 or byte_range[0] != 0:
        raise Irregular("ByteRange")
    _, first, second, length = byte_range
    end = second + length
    if not 0 < first < second < end <= len(data):
        raise Irregular("ByteRange")
    if data[first : first + 1] != b"<" or data[second - 1 : second] != b">":
        raise Irregular("Contents")
    return Covered(_value(data[first + 1 : second - 1]), end)


def _value(digits: bytes) -> bytes:
    """The DER value in the hole; after it only zeros. One case of digits, so that no bit of the hole is free."""
    if not _HEX.match(digits) or len(digits) % 2:
        raise Irregular("Contents")
    raw = bytes.fromhex(digits.decode("ascii"))
    length = _der_length(raw)
    if any(raw[length:]):
        raise Irregular("Contents padding")
    return raw[:length]


def _der_length(raw: bytes) -> int:
    """How long the SEQUENCE at the beginning is, with its head (X.690 8.1.3)."""
    if len(raw) < 2 or raw[0] != 0x30:
        raise Irregular("Contents")
    if raw[1] < 0x80:
        return 2 + raw[1]
    octets = raw[1] & 0x7F
    length = 2 + octets + int.from_bytes(raw[2 : 2 + octets], "big")
    if not 1 <= octets <= 4 or length > len(raw):
        raise Irregular("Contents")
    return length


def traces(data: bytes) -> bool:
    """Whether the bytes bear any mark of a signature, readable or not."""
    return _TRACES.search(data) is not None


def byte_ranges(data: bytes) -> int:
    """How many signature values the bytes speak of."""
    return len(_RANGES.findall(data))


def revision_ends_cleanly(data: bytes) -> bool:
    """Whether the last bytes are those that end a revision, and no other."""
    return _END.search(data[-64:]) is not None


def explained(data: bytes, begin: int, offsets: Sequence[int]) -> bool:
    """Whether the bytes from ``begin`` to the end are exactly the objects at ``offsets`` and the closing of a revision.

    Nothing may stand between the objects: other readers would find it when they repair the file.
    """
    marks = sorted(offset for offset in offsets if offset >= begin)
    if not marks or data[begin : marks[0]].strip():
        return False
    pieces = [data[start:end] for start, end in zip(marks, [*marks[1:], len(data)], strict=True)]
    closing = pieces.pop()
    return all(_PIECE.match(piece) and piece.count(b"endobj") == 1 for piece in pieces) and _closes(closing)


def _closes(closing: bytes) -> bool:
    """The cross-reference table or stream, the trailer, the end mark."""
    return closing.count(b"%%EOF") == 1 and revision_ends_cleanly(closing)
