"""ASN.1 pieces as raw slices (ITU-T X.690): what was signed is cut out of the file, never encoded anew.

The reader takes definite lengths, also longer forms than needed (real seals have them), and nothing that could be read
in two ways: no indefinite length, no trailing bytes.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from asn1crypto import core  # type: ignore[import-untyped]  # no stubs exist

BOOLEAN, INTEGER, BITS, OCTETS, OID = 0x01, 0x02, 0x03, 0x04, 0x06
SET, CONTEXT_1 = 0x31, 0xA1
UTF8, PRINTABLE, IA5, UTC_TIME, TIME, SEQUENCE, CONTEXT_0 = 0x0C, 0x13, 0x16, 0x17, 0x18, 0x30, 0xA0
NULL = b"\x05\x00"
MAX_CHILDREN = 4096


@dataclass(frozen=True, slots=True)
class Piece:
    """One tagged value: its first byte, all of its bytes, and the bytes inside. ``minimal``: the length is DER's."""

    tag: int
    raw: bytes = field(repr=False)
    body: bytes = field(repr=False)
    minimal: bool = True

    def children(self) -> tuple["Piece", ...]:
        """What a constructed value holds. Raises ValueError."""
        if not self.tag & 0x20:
            raise ValueError("not constructed")
        found, at = [], 0
        while at < len(self.body):
            piece = _piece(self.body, at)
            found.append(piece)
            at += len(piece.raw)
            if len(found) > MAX_CHILDREN:
                raise ValueError("too many pieces")
        return tuple(found)


def read(data: bytes) -> Piece:
    """The one value that ``data`` is. Raises ValueError when bytes are missing or left over."""
    piece = _piece(data, 0)
    if len(piece.raw) != len(data):
        raise ValueError("trailing bytes")
    return piece


def _piece(data: bytes, at: int) -> Piece:
    if at + 2 > len(data) or data[at] & 0x1F == 0x1F:
        raise ValueError("tag")
    first, start = data[at + 1], at + 2
    count = first & 0x7F if first & 0x80 else 0
    if first & 0x80 and not 1 <= count <= 4:
        raise ValueError("length")
    length = int.from_bytes(data[start : start + count], "big") if count else first
    start += count
    if start + length > len(data):
        raise ValueError("length")
    minimal = not count or (length > 0x7F and length >> 8 * (count - 1) > 0)
    return Piece(data[at], data[at : start + length], data[start : start + length], minimal)


def dotted(piece: Piece) -> str:
    """An object identifier as numbers with dots. Raises ValueError."""
    if piece.tag != OID:
        raise ValueError("object identifier")
    return str(core.ObjectIdentifier.load(b"\x06" + _length(len(piece.body)) + piece.body).dotted)


def wrap(tag: int, body: bytes) -> bytes:
    return bytes([tag]) + _length(len(body)) + body


def sequence(*parts: bytes) -> bytes:
    return wrap(SEQUENCE, b"".join(parts))


def set_of(*parts: bytes) -> bytes:
    """SET OF in DER's order (X.690 11.6)."""
    return wrap(SET, b"".join(sorted(parts)))


def integer(number: int) -> bytes:
    return wrap(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big", signed=True))


def octets(data: bytes) -> bytes:
    return wrap(OCTETS, data)


def bits(data: bytes) -> bytes:
    return wrap(BITS, b"\0" + data)


def ascii_text(text: str) -> bytes:
    """IA5String. Raises UnicodeEncodeError (a ValueError) for anything but ASCII."""
    return wrap(IA5, text.encode("ascii"))


def utf8(text: str) -> bytes:
    return wrap(UTF8, text.encode())


def identifier(numbers: str) -> bytes:
    return bytes(core.ObjectIdentifier(numbers).dump())


def time(at: datetime) -> bytes:
    """GeneralizedTime in UTC, whole seconds."""
    return wrap(TIME, at.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode())


def short_time(at: datetime) -> bytes:
    """The time as certificates and signed attributes have it: UTCTime before 2050 (RFC 5280 4.1.2.5, RFC 5652 11.3)."""
    at = at.astimezone(UTC)
    return time(at) if at.year >= 2050 else wrap(UTC_TIME, at.strftime("%y%m%d%H%M%SZ").encode())


def read_short_time(piece: Piece) -> datetime:
    """What ``short_time`` wrote. Raises ValueError."""
    form = "%y%m%d%H%M%SZ" if piece.tag == UTC_TIME else "%Y%m%d%H%M%SZ"
    return datetime.strptime(piece.body.decode("ascii"), form).replace(tzinfo=UTC)


def _length(length: int) -> bytes:
    if length < 0x80:
        return bytes([length])
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(size)]) + size
