"""Envelopes: CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM (RFC 5084), for several recipients.

Four authenticated attributes are the associated data: the content type, the binding (what the sender ties the content
to), the digest of all recipient infos, and a digest of the content key: AES-GCM alone would let a sender make one
ciphertext that opens to different contents under different keys (Dodis and others 2018). Whoever opens
an envelope writes it again from its parts and compares every byte, so nothing in it can be changed, neither the content
nor the list of those who may read it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from office.crypto import der, recipients
from office.crypto.certificates import Certificate, read_certificate
from office.crypto.der import Piece
from office.crypto.errors import EnvelopeDamaged, NoRecipients, NotForYou, RecipientExpired, RecipientUnfit
from office.crypto.own_names import BINDING, COMMITMENT, RECIPIENTS
from office.crypto.token import Purpose, Token

MAX_RECIPIENTS = 1000
MAX_BINDING = 64 * 1024
MAX_ENVELOPE = 256 * 1024 * 1024
_TAG = 16
_NONCE = 12
_AUTH_ENVELOPED = der.identifier("1.2.840.113549.1.9.16.1.23")
_DATA = der.identifier("1.2.840.113549.1.7.1")
_AES256_GCM = der.identifier("2.16.840.1.101.3.4.1.46")
_KEY_LABEL = b"GovDesk content key\0"
_CONTENT_TYPE = der.sequence(der.identifier("1.2.840.113549.1.9.3"), der.set_of(_DATA))


@dataclass(frozen=True, slots=True)
class Opened:
    """What was in an envelope."""

    content: bytes = field(repr=False)
    binding: bytes


@dataclass(frozen=True, slots=True)
class _Sealed:
    """The parts of an envelope: recipient infos (DER), and what AES-GCM made and needs."""

    infos: tuple[bytes, ...]
    binding: bytes | None
    commitment: bytes
    nonce: bytes
    ciphertext: bytes
    tag: bytes

    def associated(self) -> bytes | None:
        """RFC 5083 2.2: the authenticated attributes as a SET OF, not under their tag in the message."""
        return None if self.binding is None else _attributes(self.infos, self.binding, self.commitment)


def encrypt(content: bytes, certificates: Sequence[bytes], binding: bytes, at: datetime) -> bytes:
    """An envelope (DER) that the holders of the encryption certificates (DER) can open, and nobody else.

    ``binding`` (64 KiB at most) stays readable but cannot be changed. Raises NoRecipients, RecipientExpired or
    RecipientUnfit.
    """
    infos, key = _wrapped(certificates, at)
    nonce = secrets.token_bytes(_NONCE)
    if len(binding) > MAX_BINDING:
        raise ValueError("binding")
    commitment = _committed(key)
    sealed = AESGCM(key).encrypt(nonce, content, _attributes(infos, binding, commitment))
    return _written(_Sealed(infos, binding, commitment, nonce, sealed[:-_TAG], sealed[-_TAG:]))


def open_envelope(data: bytes, token: Token) -> Opened:
    """Open an envelope with the token's OPEN key. Raises NotForYou or EnvelopeDamaged, and nothing else of its own."""
    sealed = _parts(data)
    certificate = read_certificate(token.certificate(Purpose.OPEN))
    mine = [info for info in sealed.infos if recipients.is_for(info, certificate)]
    if not mine:
        raise NotForYou(holder=certificate.holder)
    key = recipients.unwrap(mine[0], certificate, token)
    if _committed(key) != sealed.commitment:
        raise EnvelopeDamaged
    try:
        content = AESGCM(key).decrypt(sealed.nonce, sealed.ciphertext + sealed.tag, sealed.associated())
    except InvalidTag:
        raise EnvelopeDamaged from None
    return Opened(content, sealed.binding or b"")


def read_binding(data: bytes) -> bytes:
    """The binding of an envelope, read without a key: a claim until the envelope is opened. Raises EnvelopeDamaged."""
    return _parts(data).binding or b""


def _wrapped(certificates: Sequence[bytes], at: datetime) -> tuple[tuple[bytes, ...], bytes]:
    """A fresh content key, and recipient infos that carry it."""
    distinct = [read_certificate(each) for each in dict.fromkeys(certificates)]
    if not 0 < len(distinct) <= MAX_RECIPIENTS:
        raise NoRecipients
    for each in distinct:
        _check_recipient(each, at)
    key = secrets.token_bytes(32)
    return tuple(sorted(recipients.wrap_for(each, key) for each in distinct)), key


def _check_recipient(certificate: Certificate, at: datetime) -> None:
    if not recipients.can_receive(certificate):
        raise RecipientUnfit(holder=certificate.holder)
    if not certificate.valid_at(at):
        raise RecipientExpired(holder=certificate.holder)


def _committed(key: bytes) -> bytes:
    return sha256(_KEY_LABEL + key).digest()


def _attributes(infos: Sequence[bytes], binding: bytes, commitment: bytes) -> bytes:
    digest = sha256(der.set_of(*infos)).digest()
    return der.set_of(
        _CONTENT_TYPE,
        der.sequence(der.identifier(BINDING), der.set_of(der.octets(binding))),
        der.sequence(der.identifier(RECIPIENTS), der.set_of(der.octets(digest))),
        der.sequence(der.identifier(COMMITMENT), der.set_of(der.octets(commitment))),
    )


def _written(sealed: _Sealed) -> bytes:
    parameters = der.sequence(der.octets(sealed.nonce), der.integer(_TAG))
    attributes = sealed.associated()
    body = der.sequence(
        der.integer(0),
        der.set_of(*sealed.infos),
        der.sequence(_DATA, der.sequence(_AES256_GCM, parameters), der.wrap(0x80, sealed.ciphertext)),
        b"" if attributes is None else b"\xa1" + attributes[1:],
        der.octets(sealed.tag),
    )
    return der.sequence(_AUTH_ENVELOPED, der.wrap(der.CONTEXT_0, body))


def _parts(data: bytes) -> _Sealed:
    """The parts of an envelope that is ours byte for byte; tag and associated data are not checked yet."""
    if len(data) > MAX_ENVELOPE:
        raise EnvelopeDamaged
    try:
        _, outer = der.read(data).children()
        _, infos, content, attributes, tag = outer.children()[0].children()
        sealed = _Sealed(
            infos=tuple(info.raw for info in infos.children()),
            binding=_value(attributes, BINDING),
            commitment=_value(attributes, COMMITMENT),
            nonce=content.children()[1].children()[1].children()[0].body,
            ciphertext=content.children()[2].body,
            tag=tag.body,
        )
    except (ValueError, IndexError):
        raise EnvelopeDamaged from None
    if not _sound(sealed) or _written(sealed) != data:
        raise EnvelopeDamaged
    return sealed


def _sound(sealed: _Sealed) -> bool:
    return len(sealed.nonce) == _NONCE and len(sealed.tag) == _TAG and 0 < len(sealed.infos) <= MAX_RECIPIENTS


def _value(attributes: Piece, wanted: str) -> bytes:
    """The value of the attribute of that name. Raises ValueError."""
    for attribute in attributes.children():
        name, values = attribute.children()
        if name.raw == der.identifier(wanted):
            return values.children()[0].body
    raise ValueError("no such attribute")
