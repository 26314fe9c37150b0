"""Statements: CMS SignedData with the content inside (RFC 5652), one signer, signing-certificate-v2 (RFC 5035).

The signed attributes name every certificate that comes along, and whoever checks writes the statement again from its
parts and compares every byte: nothing in it can be changed unseen.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from office.crypto import der
from office.crypto.authority import Usage
from office.crypto.certificates import Certificate, read_certificate
from office.crypto.chains import Anchors, ChainState, check_chain
from office.crypto.der import Piece
from office.crypto.errors import CertificateDamaged, KeyUnusable, SignatureFailed, StatementDamaged
from office.crypto.public_keys import SIGNATURE_OF, Family, settled
from office.crypto.token import Purpose, Token

MAX_STATEMENT = 256 * 1024 * 1024
MAX_CERTIFICATES = 16
_SIGNED = der.identifier("1.2.840.113549.1.7.2")
_DATA = der.identifier("1.2.840.113549.1.7.1")
_SHA256 = der.sequence(der.identifier("2.16.840.1.101.3.4.2.1"))
_CONTENT_TYPE = der.identifier("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = der.identifier("1.2.840.113549.1.9.4")
_SIGNING_TIME = der.identifier("1.2.840.113549.1.9.5")
_SIGNING_CERTIFICATE = der.identifier("1.2.840.113549.1.9.16.2.47")


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement says, and whether to believe it.

    ``intact``: not one byte differs from what ``signer`` signed. ``chain``: whether the signer's certificate may be
    believed at the time asked for. ``signed_at`` is the signer's own claim.
    """

    content: bytes = field(repr=False)
    signer: Certificate
    signed_at: datetime
    chain: ChainState
    intact: bool

    @property
    def believable(self) -> bool:
        return self.intact and self.chain.trusted


@dataclass(frozen=True, slots=True)
class _Parts:
    """Everything a statement is made of; ``others`` are the certificates beside the signer's, in DER's order."""

    content: bytes
    signer: Certificate
    others: tuple[bytes, ...]
    signed_at: datetime
    signature: bytes

    def attributes(self) -> bytes:
        """The signed attributes as a SET OF: the bytes that are signed (RFC 5652 5.4)."""
        named = (self.signer.der, *self.others)
        hashes = (der.sequence(der.octets(sha256(each).digest())) for each in named)
        return der.set_of(
            _attribute(_CONTENT_TYPE, _DATA),
            _attribute(_SIGNING_TIME, der.short_time(self.signed_at)),
            _attribute(_MESSAGE_DIGEST, der.octets(sha256(self.content).digest())),
            _attribute(_SIGNING_CERTIFICATE, der.sequence(der.sequence(*hashes))),
        )

    def written(self) -> bytes:
        signed = der.sequence(
            der.integer(1),
            der.set_of(_SHA256),
            der.sequence(_DATA, der.wrap(der.CONTEXT_0, der.octets(self.content))),
            b"\xa0" + der.set_of(self.signer.der, *self.others)[1:],
            der.set_of(self._signer_info()),
        )
        return der.sequence(_SIGNED, der.wrap(der.CONTEXT_0, signed))

    def _signer_info(self) -> bytes:
        family = self.signer.family
        algorithm = der.identifier(SIGNATURE_OF[family]) if family else b""
        return der.sequence(
            der.integer(1),
            _name(self.signer),
            _SHA256,
            b"\xa0" + self.attributes()[1:],
            der.sequence(algorithm, der.NULL if family is Family.RSA else b""),
            der.octets(self.signature),
        )


def sign_statement(content: bytes, token: Token, at: datetime) -> bytes:
    """A statement (DER) about ``content``, signed with the token's SIGN key.

    Raises KeyUnusable for an SM2 key, SignatureFailed when key and certificate do not belong together.
    """
    signer = read_certificate(token.certificate(Purpose.SIGN))
    if signer.family not in (Family.EC, Family.RSA):
        raise KeyUnusable(purpose=Purpose.SIGN.value)
    others = tuple(sorted(set(token.chain(Purpose.SIGN)) - {signer.der}))
    message = _Parts(content, signer, others, at, b"").attributes()
    signature = settled(signer.public_key, token.sign(Purpose.SIGN, message))
    if not signer.verify(message, signature):
        raise SignatureFailed
    return _Parts(content, signer, others, at, signature).written()


def check_statement(data: bytes, anchors: Anchors, at: datetime, usage: Usage = Usage.SIGN) -> Statement:
    """Read a statement and judge its signer at the time ``at``.

    Raises StatementDamaged when it cannot be read at all, and nothing else.
    """
    if len(data) > MAX_STATEMENT:
        raise StatementDamaged
    try:
        parts = _parts(data)
        written = parts.written()
    except (ValueError, IndexError, CertificateDamaged):
        raise StatementDamaged from None
    signed = parts.signer.family is not Family.SM2 and parts.signer.verify(parts.attributes(), parts.signature)
    signed = signed and settled(parts.signer.public_key, parts.signature) == parts.signature
    chain = check_chain(parts.signer.der, parts.others, anchors, at, usage)
    return Statement(parts.content, parts.signer, parts.signed_at, chain, signed and written == data)


def _attribute(name: bytes, value: bytes) -> bytes:
    return der.sequence(name, der.set_of(value))


def _name(certificate: Certificate) -> bytes:
    return der.sequence(certificate.issuer_der, der.integer(certificate.serial))


def _parts(data: bytes) -> _Parts:
    """Take a statement apart, trusting nothing yet. Raises ValueError, IndexError or CertificateDamaged."""
    _, outer = der.read(data).children()
    _, _, content, certificates, signers = outer.children()[0].children()
    (info,) = signers.children()
    _, name, _, attributes, _, signature = info.children()
    carried = [each.raw for each in certificates.children()[:MAX_CERTIFICATES]]
    signer = _signer(name.raw, carried)
    return _Parts(
        content=content.children()[1].children()[0].body,
        signer=signer,
        others=tuple(sorted(set(carried) - {signer.der})),
        signed_at=_signing_time(attributes.children()),
        signature=signature.body,
    )


def _signer(name: bytes, carried: Iterable[bytes]) -> Certificate:
    for each in map(read_certificate, carried):
        if _name(each) == name:
            return each
    raise ValueError("no certificate of the signer")


def _signing_time(attributes: Iterable[Piece]) -> datetime:
    for attribute in attributes:
        kind, values = attribute.children()
        if kind.raw == _SIGNING_TIME:
            return der.read_short_time(values.children()[0])
    raise ValueError("no signing time")
