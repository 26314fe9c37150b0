"""Wrapping a content key for one certificate: RSAES-OAEP (RFC 3560) or ECDH with AES key wrap (RFC 5753).

Everything is built from the certificate and compared whole when read, so there is one encoding and no choice in it.
"""

from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from office.crypto import der
from office.crypto.certificates import Certificate
from office.crypto.errors import EnvelopeDamaged, KeyUnusable
from office.crypto.keys import OAEP
from office.crypto.public_keys import Family, load
from office.crypto.token import Purpose, Token

_SHA256 = der.sequence(der.identifier("2.16.840.1.101.3.4.2.1"))
_MGF1 = der.sequence(der.identifier("1.2.840.113549.1.1.8"), _SHA256)
_OAEP = der.sequence(
    der.identifier("1.2.840.113549.1.1.7"),
    der.sequence(der.wrap(der.CONTEXT_0, _SHA256), der.wrap(der.CONTEXT_1, _MGF1)),
)
_AES256_WRAP = der.sequence(der.identifier("2.16.840.1.101.3.4.1.45"))
_ECDH_SHA256 = der.sequence(der.identifier("1.3.132.1.11.1"), _AES256_WRAP)  # dhSinglePass-stdDH-sha256kdf
_KEY_BITS = der.octets((256).to_bytes(4, "big"))
_SHARED_INFO = der.sequence(_AES256_WRAP, der.wrap(0xA2, _KEY_BITS))


def can_receive(certificate: Certificate) -> bool:
    """Whether a content key can be wrapped for the certificate: its kind of key and its key usage allow it."""
    needed = {Family.EC: "key_agreement", Family.RSA: "key_encipherment"}
    family = certificate.family
    return family in needed and certificate.usages is not None and needed[family] in certificate.usages


def wrap_for(certificate: Certificate, content_key: bytes) -> bytes:
    """RecipientInfo (DER) with the content key for the holder of the certificate, which ``can_receive``."""
    key = load(certificate.public_key)
    if isinstance(key, rsa.RSAPublicKey):
        return _transported(certificate, key.encrypt(content_key, OAEP))
    if isinstance(key, ec.EllipticCurvePublicKey):
        return _agreed(certificate, key, content_key)
    raise KeyUnusable(purpose="open")


def unwrap(info: bytes, certificate: Certificate, token: Token) -> bytes:
    """The content key out of a RecipientInfo named for the certificate. Raises EnvelopeDamaged."""
    try:
        if certificate.family is Family.RSA:
            wrapped = der.read(info).children()[3].body
            key, again = token.unwrap(Purpose.OPEN, wrapped), _transported(certificate, wrapped)
        else:
            key, again = _by_agreement(info, certificate, token)
    except (ValueError, IndexError, InvalidUnwrap, KeyUnusable):
        raise EnvelopeDamaged from None
    if again != info or len(key) != 32:
        raise EnvelopeDamaged
    return key


def is_for(info: bytes, certificate: Certificate) -> bool:
    """Whether a RecipientInfo names the certificate. Raises EnvelopeDamaged when it is none."""
    try:
        members = der.read(info).children()
        if info[0] == der.CONTEXT_1:
            members = members[3].children()[0].children()
            return members[0].raw == _name(certificate)
        return members[1].raw == _name(certificate)
    except (ValueError, IndexError):
        raise EnvelopeDamaged from None


def _name(certificate: Certificate) -> bytes:
    """IssuerAndSerialNumber (RFC 5652 10.2.4)."""
    return der.sequence(certificate.issuer_der, der.integer(certificate.serial))


def _transported(certificate: Certificate, wrapped: bytes) -> bytes:
    """KeyTransRecipientInfo (RFC 5652 6.2.1)."""
    return der.sequence(der.integer(0), _name(certificate), _OAEP, der.octets(wrapped))


def _agreed(certificate: Certificate, key: ec.EllipticCurvePublicKey, content_key: bytes) -> bytes:
    """KeyAgreeRecipientInfo with a key made for this one envelope."""
    own = ec.generate_private_key(key.curve)
    info = own.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return _agreement(certificate, info, aes_key_wrap(_derived(own.exchange(ec.ECDH(), key)), content_key))


def _agreement(certificate: Certificate, originator: bytes, wrapped: bytes) -> bytes:
    """KeyAgreeRecipientInfo (RFC 5652 6.2.2), its [1] IMPLICIT tag in front as in the CHOICE."""
    key = der.wrap(der.CONTEXT_0, _retagged(originator, der.CONTEXT_1))
    keys = der.sequence(der.sequence(_name(certificate), der.octets(wrapped)))
    return der.wrap(der.CONTEXT_1, der.integer(3) + key + _ECDH_SHA256 + keys)


def _by_agreement(info: bytes, certificate: Certificate, token: Token) -> tuple[bytes, bytes]:
    """The content key, and the RecipientInfo as we would have written it."""
    _, originator, _, keys = der.read(info).children()
    (point,) = originator.children()
    wrapped = keys.children()[0].children()[1].body
    peer = _retagged(point.raw, der.SEQUENCE)
    key = aes_key_unwrap(_derived(token.agree(Purpose.OPEN, peer)), wrapped)
    return key, _agreement(certificate, peer, wrapped)


def _retagged(value: bytes, tag: int) -> bytes:
    return bytes([tag]) + value[1:]


def _derived(secret: bytes) -> bytes:
    """The key that wraps: ANSI X9.63 KDF with SHA-256, one block (SEC 1 3.6.1, RFC 5753 7.2)."""
    return sha256(secret + b"\0\0\0\1" + _SHARED_INFO).digest()
