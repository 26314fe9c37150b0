"""The parcel and the receipt as bytes.

A parcel is eight bytes of mark, four bytes (big-endian) with the manifest's length, the manifest (JSON), then the
files' bytes one after the other in the manifest's order. It is signed by the sender, then encrypted.
The binding is JSON with sorted keys and nothing to spare, so that equal terms are equal bytes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import msgspec

from exchange.errors import BadReceipt, ParcelDamaged, ParcelForged
from exchange.model import Contents, Enclosure, ReceiptClaim, Terms
from office.spans import in_calendar

MARK = b"GovDesk1"
MOST_MANIFEST = 4 * 1024 * 1024
_HEAD = len(MARK) + 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as the manifest lists it."""

    name: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a parcel says of itself."""

    terms: Terms
    title: str
    number: str
    secrecy: str
    files: tuple[Entry, ...]


def binding_of(terms: Terms) -> bytes:
    """The terms as canonical bytes: they lie beside the ciphertext, bound to it."""
    return msgspec.json.encode(
        {
            "consignment": terms.consignment,
            "expires": _moment(terms.expires_at),
            "recipients": sorted(terms.recipients),
            "sender": terms.sender,
        },
        order="sorted",
    )


def write_parcel(terms: Terms, contents: Contents) -> bytes:
    entries = tuple(Entry(file.name, sha256(file.data).hexdigest(), len(file.data)) for file in contents.files)
    manifest = msgspec.json.encode(Manifest(terms, contents.title, contents.number, contents.secrecy, entries))
    return b"".join(
        (MARK, len(manifest).to_bytes(4, "big"), manifest, *(enclosure.data for enclosure in contents.files))
    )


def read_parcel(data: bytes) -> tuple[Terms, Contents]:
    """What is inside. Raises ParcelDamaged for other bytes, ParcelForged for files that are not as listed."""
    manifest = _manifest(data)
    at = _HEAD + int.from_bytes(data[len(MARK) : _HEAD], "big")
    if at + sum(entry.size for entry in manifest.files) != len(data):
        raise ParcelDamaged
    files = []
    for entry in manifest.files:
        files.append(Enclosure(entry.name, data[at : at + entry.size]))
        at += entry.size
        if sha256(files[-1].data).hexdigest() != entry.digest:
            raise ParcelForged(reason="file")
    contents = Contents(manifest.title, manifest.number, manifest.secrecy, tuple(files))
    return manifest.terms, contents


def _manifest(data: bytes) -> Manifest:
    length = int.from_bytes(data[len(MARK) : _HEAD], "big")
    if len(data) < _HEAD or data[: len(MARK)] != MARK or length > MOST_MANIFEST:
        raise ParcelDamaged
    try:
        manifest = msgspec.json.decode(data[_HEAD : _HEAD + length], type=Manifest)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise ParcelDamaged from error
    if not _is_moment(manifest.terms.expires_at) or any(entry.size < 0 for entry in manifest.files):
        raise ParcelDamaged
    return manifest


def write_claim(claim: ReceiptClaim) -> bytes:
    return msgspec.json.encode(claim, order="sorted")


def read_claim(data: bytes) -> ReceiptClaim:
    """What a receipt's statement says, or BadReceipt."""
    try:
        claim = msgspec.json.decode(data, type=ReceiptClaim)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BadReceipt from error
    if not _is_moment(claim.given_at):
        raise BadReceipt
    return claim


def _is_moment(at: datetime) -> bool:
    return at.tzinfo is not None and in_calendar(at)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
