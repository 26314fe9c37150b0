"""Electronic seals and seal signatures, read: V4 (GB/T 38540-2020), V1 (GM/T 0031-2014), V5 (GM/T 0031-2025).

The signed parts are kept as the raw bytes of the file. ``ses_maker`` writes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from office.crypto import der, public_keys, sm2
from office.crypto.certificates import read_certificate
from office.crypto.der import Piece
from office.crypto.errors import CertificateDamaged
from office.crypto.sm2_names import SM2_WITH_SM3
from seals.errors import SealUnreadable
from seals.formats.ses_fields import (
    Note,
    Notes,
    bit_string,
    expect,
    moment,
    number,
    octets,
    parts,
    signature_numbers,
    text,
    time_text,
)

MAX_SEAL = 16 * 1024 * 1024
_SM2_NAMES = (SM2_WITH_SM3, "1.2.156.10197.1.301.1")  # the second by makers that name the key, not the digest


@dataclass(frozen=True, slots=True)
class SealFile:
    """A seal (SESeal) taken apart.

    ``raw`` is all of it, ``info`` the SES_SealInfo in it, ``signed`` what the maker's signature covers. ``holders``
    are the certificates (DER) that may use the seal, ``digests`` their digests when the seal lists those instead.
    ``width`` and ``height`` are mm. ``strange`` holds critical extensions nobody here understands (dotted).
    """

    raw: bytes = field(repr=False)
    info: bytes = field(repr=False)
    signed: bytes = field(repr=False)
    version: int
    vendor: str
    esid: str
    kind: int
    name: str
    holders: tuple[bytes, ...] = field(repr=False)
    digests: tuple[bytes, ...] = field(repr=False)
    created: datetime
    valid_from: datetime
    valid_to: datetime
    picture: bytes = field(repr=False)
    picture_type: str
    width: int
    height: int
    maker: bytes = field(repr=False)
    algorithm: str
    signature: bytes = field(repr=False)
    timestamp: bytes | None = field(repr=False)
    strange: frozenset[str]
    notes: frozenset[Note]

    def maker_signed(self) -> bool:
        """Whether the certificate in the seal made the signature over ``signed``; whether to trust it is not asked."""
        return verifies(self.maker, self.algorithm, self.signed, self.signature)

    def made_for(self, certificate: bytes) -> bool:
        """Whether the holder of the certificate (DER) may use the seal."""
        own_digests = (sm2.sm3(certificate), sha256(certificate).digest())
        return certificate in self.holders or any(digest in own_digests for digest in self.digests)

    def valid_at(self, at: datetime) -> bool:
        return self.valid_from <= at <= self.valid_to


@dataclass(frozen=True, slots=True)
class SealSignature:
    """A seal signature (SES_Signature) taken apart; ``to_sign`` is the raw TBS_Sign that ``signature`` covers.

    ``signed_at`` is what the signer claims; None when it is a time stamp token (then in ``time_token``).
    """

    raw: bytes = field(repr=False)
    to_sign: bytes = field(repr=False)
    version: int
    seal: SealFile
    signed_at: datetime | None
    time_token: bytes | None = field(repr=False)
    data_hash: bytes
    property_info: str
    signer: bytes = field(repr=False)
    algorithm: str
    signature: bytes = field(repr=False)
    timestamp: bytes | None = field(repr=False)
    notes: frozenset[Note]

    def signer_signed(self) -> bool:
        """Whether the certificate in it made the signature over ``to_sign``."""
        return verifies(self.signer, self.algorithm, self.to_sign, self.signature)


def verifies(certificate: bytes, algorithm: str, message: bytes, signature: bytes) -> bool:
    """Whether the holder of the certificate (DER) signed the message; SM2 signatures in any of the known forms."""
    try:
        key = read_certificate(certificate).public_key
        point = public_keys.sm2_point(key)
        if point is None:
            return public_keys.verify(key, algorithm, message, signature)
        numbers = signature_numbers(signature, set())
        return algorithm in _SM2_NAMES and sm2.verify_numbers(point, message, *numbers)
    except (CertificateDamaged, ValueError):
        return False


@contextmanager
def _reading(data: bytes) -> Iterator[None]:
    if len(data) > MAX_SEAL:
        raise SealUnreadable(reason="size")
    try:
        yield
    except ValueError as error:
        raise SealUnreadable(reason=str(error)) from None


def read_seal(data: bytes) -> SealFile:
    """Read an SESeal (DER, at most 16 MiB). Raises SealUnreadable, and nothing else."""
    with _reading(data):
        return _seal(der.read(data), set())


def read_signature(data: bytes) -> SealSignature:
    """Read an SES_Signature (DER, at most 16 MiB). Raises SealUnreadable, and nothing else."""
    with _reading(data):
        notes: Notes = set()
        members = parts(der.read(data), 2, 5, notes)
        return _signature_v1(data, members, notes) if len(members) == 2 else _signature_v4(data, members, notes)


def _seal(piece: Piece, notes: Notes) -> SealFile:
    members = parts(piece, 2, 5, notes)
    if len(members) == 2:
        info, (maker, algorithm, signature) = members[0], parts(members[1], 3, 3, notes)
        signed, stamp = der.sequence(info.raw, maker.raw, algorithm.raw), None
    else:
        info, maker, algorithm, signature = members[:4]
        signed, stamp = info.raw, _tagged(members, 4, notes)
    header, esid, about, picture, *extensions = parts(info, 4, 5, notes)
    name, kind, holders, digests, times = _property(about, notes)
    version, vendor = _header(header, notes)
    shown = parts(picture, 4, 4, notes)
    value = bit_string(signature, notes)
    return SealFile(
        raw=piece.raw,
        info=info.raw,
        signed=signed,
        version=version,
        vendor=vendor,
        esid=text(esid, der.IA5, notes),
        kind=kind,
        name=name,
        holders=holders,
        digests=digests,
        created=times[0],
        valid_from=times[1],
        valid_to=times[2],
        picture=octets(shown[1], notes),
        picture_type=text(shown[0], der.IA5, notes).upper(),
        width=number(shown[2], notes),
        height=number(shown[3], notes),
        maker=octets(maker, notes),
        algorithm=_algorithm(algorithm, notes),
        signature=_checked(value, notes),
        timestamp=stamp,
        strange=_strange(extensions, notes),
        notes=frozenset(notes),
    )


def _header(piece: Piece, notes: Notes) -> tuple[int, str]:
    """SES_Header: the version of the structure and who wrote it."""
    name, version, vendor = parts(piece, 3, 3, notes)
    if text(name, der.IA5, notes) != "ES":
        raise ValueError("header")
    return number(version, notes), text(vendor, der.IA5, notes)


_Times = tuple[datetime, datetime, datetime]


def _property(piece: Piece, notes: Notes) -> tuple[str, int, tuple[bytes, ...], tuple[bytes, ...], _Times]:
    """SES_ESPropertyInfo: name, kind, holders (certificates or digests), and the three times."""
    members = parts(piece, 6, 7, notes)
    listed, *times = members[-4:]
    holders, digests = _holders(listed, notes)
    if len(members) == 7 and number(members[2], notes) != (2 if digests else 1):
        notes.add(Note.LIST_TYPE)
    created, start, end = (moment(time, notes) for time in times)
    return text(members[1], der.UTF8, notes), number(members[0], notes), holders, digests, (created, start, end)


def _holders(piece: Piece, notes: Notes) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """SES_CertList, told apart by what it holds: makers write the type wrongly."""
    listed = expect(piece, der.SEQUENCE, notes).children()
    if all(each.tag == der.OCTETS for each in listed):
        return tuple(octets(each, notes) for each in listed), ()
    return (), tuple(octets(parts(each, 2, 2, notes)[1], notes) for each in listed)


def _strange(extensions: list[Piece], notes: Notes) -> frozenset[str]:
    if not extensions:
        return frozenset()
    listed = extensions[0]
    if listed.tag == der.CONTEXT_0:
        (listed,) = listed.children()
    critical = set()
    for each in expect(listed, der.SEQUENCE, notes).children():
        name, *rest = parts(each, 2, 3, notes)
        if len(rest) == 2 and expect(rest[0], der.BOOLEAN, notes).body != b"\0":
            critical.add(der.dotted(name))
    return frozenset(critical)


def _algorithm(piece: Piece, notes: Notes) -> str:
    found = der.dotted(piece)
    if found != SM2_WITH_SM3:
        notes.add(Note.ALGORITHM)
    return found


def _checked(signature: bytes, notes: Notes) -> bytes:
    """Note the form of the signature; one that has none simply does not verify."""
    try:
        signature_numbers(signature, notes)
    except ValueError:
        notes.add(Note.SIGNATURE_NUMBERS)
    return signature


def _tagged(members: tuple[Piece, ...], place: int, notes: Notes) -> bytes | None:
    """The BIT STRING in [0] at that place, if there is one: a time stamp."""
    if len(members) <= place:
        return None
    (stamp,) = expect(members[place], der.CONTEXT_0, notes).children()
    return bit_string(stamp, notes)


def _signature_v4(data: bytes, members: tuple[Piece, ...], notes: Notes) -> SealSignature:
    if len(members) == 3:
        raise ValueError("members")
    version, seal, time, digest, info, *extensions = parts(members[0], 5, 6, notes)
    _strange(extensions, notes)
    at, token = _claimed(time, notes)
    return SealSignature(
        raw=data,
        to_sign=members[0].raw,
        version=number(version, notes),
        seal=_seal(seal, set()),
        signed_at=at,
        time_token=token,
        data_hash=bit_string(digest, notes),
        property_info=text(info, der.IA5, notes),
        signer=octets(members[1], notes),
        algorithm=_algorithm(members[2], notes),
        signature=_checked(bit_string(members[3], notes), notes),
        timestamp=_tagged(members, 4, notes),
        notes=frozenset(notes),
    )


def _signature_v1(data: bytes, members: tuple[Piece, ...], notes: Notes) -> SealSignature:
    version, seal, time, digest, info, signer, algorithm = parts(members[0], 7, 7, notes)
    at, token = _claimed(time, notes)
    return SealSignature(
        raw=data,
        to_sign=members[0].raw,
        version=number(version, notes),
        seal=_seal(seal, set()),
        signed_at=at,
        time_token=token,
        data_hash=bit_string(digest, notes),
        property_info=text(info, der.IA5, notes),
        signer=octets(signer, notes),
        algorithm=_algorithm(algorithm, notes),
        signature=_checked(bit_string(members[1], notes), notes),
        timestamp=None,
        notes=frozenset(notes),
    )


def _claimed(piece: Piece, notes: Notes) -> tuple[datetime | None, bytes | None]:
    """When it was signed: a time, or (V1) a BIT STRING with the time as text or a time stamp token."""
    if piece.tag != der.BITS:
        return moment(piece, notes), None
    value = bit_string(piece, notes)
    try:
        return time_text(value, notes), None
    except ValueError:
        return None, value
