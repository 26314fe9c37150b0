"""The signature value of an OFD seal that we write: SES V4 (GB/T 38540-2020) with two extensions of our own.

The digests in Signature.xml protect what the files of a package say, not how they are packed. ``PACKAGE`` holds the SM3
digest of the whole package as it was before the value was put in, so that no bit of the zip is free either. ``CHAIN``
holds the certificates above the signer's, which GB/T 38540 has no place for. Both are signed and not critical: readers
of other makers skip them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from office.crypto import der, sm2
from office.crypto.errors import SignatureFailed
from office.crypto.sm2_names import SM2_WITH_SM3
from office.crypto.token import Purpose, Token
from seals.formats.ses import SealSignature, read_signature

PACKAGE = "2.25.74458354731529570003369520083606158832"
CHAIN = "2.25.23420519921947938694542945227829915261"
_VERSION = 4
_FALSE = der.wrap(der.BOOLEAN, b"\0")  # written though it is the default: other readers ask for it
_MOST_ABOVE = 8


@dataclass(frozen=True, slots=True)
class Extras:
    """What our extensions say: the digest of the package (None: not said), and the certificates above the signer's."""

    package: bytes | None = None
    chain: tuple[bytes, ...] = ()


def sign_package(seal: bytes, token: Token, at: datetime, signature_xml: bytes, path: str, package: bytes) -> bytes:
    """The value (SES_Signature, DER) over Signature.xml at ``path`` in the ``package`` (zip bytes without the value).

    Raises SignatureFailed.
    """
    extras = Extras(sm2.sm3(package), tuple(token.chain(Purpose.SEAL)))
    to_sign = _to_sign(seal, at, sm2.sm3(signature_xml), path, extras)
    signed = token.sign(Purpose.SEAL, to_sign)
    value = _assembled(to_sign, token.certificate(Purpose.SEAL), signed)
    if not read_signature(value).signer_signed():
        raise SignatureFailed
    return value


def extras(value: SealSignature) -> Extras:
    """What our extensions in the value say; nothing when there are none. Raises ValueError."""
    found = dict(_extensions(value.to_sign))
    chain = der.read(found[CHAIN]).children() if CHAIN in found else ()
    return Extras(found.get(PACKAGE), tuple(each.body for each in chain[:_MOST_ABOVE]))


def is_regular(value: SealSignature) -> bool:
    """Whether the value is written exactly as we would write it around what its signature protects."""
    return _assembled(value.to_sign, value.signer, value.signature) == value.raw and not value.notes


def _to_sign(seal: bytes, at: datetime, digest: bytes, path: str, extras: Extras) -> bytes:
    chain = der.sequence(*map(der.octets, extras.chain))
    listed = der.sequence(_extension(PACKAGE, extras.package or b""), _extension(CHAIN, chain))
    fields = (der.integer(_VERSION), seal, der.time(at), der.bits(digest), der.ascii_text(path))
    return der.sequence(*fields, der.wrap(der.CONTEXT_0, listed))


def _extension(name: str, value: bytes) -> bytes:
    return der.sequence(der.identifier(name), _FALSE, der.octets(value))


def _assembled(to_sign: bytes, signer: bytes, signature: bytes) -> bytes:
    return der.sequence(to_sign, der.octets(signer), der.identifier(SM2_WITH_SM3), der.bits(signature))


def _extensions(to_sign: bytes) -> Iterator[tuple[str, bytes]]:
    members: Sequence[der.Piece] = der.read(to_sign).children()
    if len(members) != 6 or members[5].tag != der.CONTEXT_0:
        return
    (listed,) = members[5].children()
    for each in listed.children():
        name, *_, value = each.children()
        yield der.dotted(name), value.body
