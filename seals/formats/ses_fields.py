"""Single fields of seals as real files have them: strict forms first, then the known deviations, each noted.

The notes are stable words (``Note``); a field that can be read in no way raises ValueError.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from re import ASCII, compile

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from office.crypto import der
from office.crypto.der import Piece

CHINA = timezone(timedelta(hours=8))
_TIME = compile(r"(\d{4}|\d{2})(\d{10})(?:[.,]\d{1,9})?(Z|[+-]\d{4})?", ASCII)


class Note(StrEnum):
    """Where a seal departs from GB/T 38540-2020 though it can be read."""

    LENGTH = "length_form"  # a length longer than DER has it
    SIGNATURE_RAW = "signature_raw"  # r ‖ s without ASN.1
    SIGNATURE_NUMBERS = "signature_numbers"  # INTEGERs without their leading zero
    UNUSED_BITS = "unused_bits"
    TIME_ZONE = "time_zone"  # no Z: read as China's time
    TIME_SHORT = "time_short"  # two-digit year
    LIST_TYPE = "cert_list_type"
    TEXT = "text"  # not the character set it claims
    ALGORITHM = "algorithm"
    TAG = "tag"


Notes = set[Note]


def expect(piece: Piece, tag: int, notes: Notes) -> Piece:
    """The piece, if it bears the tag. Raises ValueError."""
    if piece.tag != tag:
        raise ValueError("tag")
    if not piece.minimal:
        notes.add(Note.LENGTH)
    return piece


def parts(piece: Piece, least: int, most: int, notes: Notes) -> tuple[Piece, ...]:
    """The members of a SEQUENCE that has ``least`` to ``most`` of them."""
    members = expect(piece, der.SEQUENCE, notes).children()
    if not least <= len(members) <= most:
        raise ValueError("members")
    return members


def number(piece: Piece, notes: Notes) -> int:
    body = expect(piece, der.INTEGER, notes).body
    if not 0 < len(body) <= 32:
        raise ValueError("integer")
    return int.from_bytes(body, "big", signed=True)


def octets(piece: Piece, notes: Notes) -> bytes:
    return expect(piece, der.OCTETS, notes).body


def bit_string(piece: Piece, notes: Notes) -> bytes:
    body = expect(piece, der.BITS, notes).body
    if not body:
        raise ValueError("bit string")
    if body[0]:
        notes.add(Note.UNUSED_BITS)
    return body[1:]


def text(piece: Piece, tag: int, notes: Notes) -> str:
    """Text in the character set of the tag, else as GB 18030 (noted)."""
    if piece.tag != tag:
        if piece.tag not in (der.UTF8, der.PRINTABLE, der.IA5):
            raise ValueError("text")
        notes.add(Note.TAG)
    charset = "ascii" if tag in (der.IA5, der.PRINTABLE) else "utf-8"
    for each in (charset, "utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            found = piece.body.decode(each)
            if each != charset:
                notes.add(Note.TEXT)
            return found
    raise ValueError("text")


def moment(piece: Piece, notes: Notes) -> datetime:
    """GeneralizedTime or UTCTime, in UTC."""
    if piece.tag not in (der.TIME, der.UTC_TIME):
        raise ValueError("time")
    return time_text(piece.body, notes, short=piece.tag == der.UTC_TIME)


def time_text(data: bytes, notes: Notes, *, short: bool = False) -> datetime:
    """Written time in UTC. ``short`` says that a two-digit year is right here. Raises ValueError."""
    found = _TIME.fullmatch(data.decode("ascii"))
    if not found:
        raise ValueError("time")
    year, rest, zone = found.groups()
    if len(year) == 2:
        year = ("20" if int(year) < 50 else "19") + year
        if not short:
            notes.add(Note.TIME_SHORT)
    at = datetime.strptime(year + rest, "%Y%m%d%H%M%S").replace(tzinfo=_zone(zone, notes))
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("time") from None


def _zone(zone: str | None, notes: Notes) -> timezone:
    if zone == "Z":
        return UTC
    notes.add(Note.TIME_ZONE)
    if zone is None:
        return CHINA
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:]))
    return timezone(-offset if zone[0] == "-" else offset)


def signature_numbers(data: bytes, notes: Notes) -> tuple[int, int]:
    """r and s of an SM2 signature: strict DER, 64 raw bytes, or INTEGERs without their leading zero."""
    with suppress(ValueError):
        r, s = decode_dss_signature(data)
        if encode_dss_signature(r, s) == data:
            return r, s
    if len(data) == 64:
        notes.add(Note.SIGNATURE_RAW)
        return int.from_bytes(data[:32], "big"), int.from_bytes(data[32:], "big")
    first, second = parts(der.read(data), 2, 2, notes)
    notes.add(Note.SIGNATURE_NUMBERS)
    return _unsigned(first, notes), _unsigned(second, notes)


def _unsigned(piece: Piece, notes: Notes) -> int:
    body = expect(piece, der.INTEGER, notes).body
    if not 0 < len(body) <= 33:
        raise ValueError("integer")
    return int.from_bytes(body, "big")
