"""Private keys: EC and RSA through ``cryptography``, SM2 through ``office.crypto.sm2``, behind one protocol.

A key never shows its secret in a repr, an error or a log; ``pkcs8`` gives it out for key files alone.
"""

from typing import Protocol

from asn1crypto import keys as asn1_keys  # type: ignore[import-untyped]  # no stubs exist
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from office.crypto import sm2
from office.crypto.errors import KeyFileDamaged, KeyUnusable
from office.crypto.public_keys import MIN_RSA_BITS, Family, load, sm2_info, sm2_point
from office.crypto.sm2_names import SM2_CURVE

RSA_BITS = 3072
OAEP = padding.OAEP(padding.MGF1(SHA256()), SHA256(), None)


class PrivateKey(Protocol):
    """A key that can be used but not read."""

    @property
    def family(self) -> Family: ...

    @property
    def public(self) -> bytes:
        """SubjectPublicKeyInfo, DER."""

    def sign(self, message: bytes) -> bytes:
        """ECDSA or RSA PKCS#1 v1.5 with SHA-256, or SM2 with SM3."""

    def agree(self, peer: bytes, /) -> bytes:
        """ECDH with the peer's SubjectPublicKeyInfo. Raises KeyUnusable."""

    def unwrap(self, wrapped: bytes, /) -> bytes:
        """RSAES-OAEP with SHA-256. Raises KeyUnusable when it does not fit."""

    def pkcs8(self) -> bytes:
        """PrivateKeyInfo, DER, in the clear."""


class EcKey:
    """An EC key on P-256, P-384 or P-521."""

    __slots__ = ("_key", "public")
    family = Family.EC

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self._key = key
        self.public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message, ec.ECDSA(SHA256()))

    def agree(self, peer: bytes, /) -> bytes:
        point = load(peer)
        if not isinstance(point, ec.EllipticCurvePublicKey) or point.curve.name != self._key.curve.name:
            raise KeyUnusable(purpose="agree")
        return self._key.exchange(ec.ECDH(), point)

    def unwrap(self, _wrapped: bytes, /) -> bytes:
        raise KeyUnusable(purpose="unwrap")

    def pkcs8(self) -> bytes:
        return self._key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


class RsaKey:
    """An RSA key of 2048 bits or more."""

    __slots__ = ("_key", "public")
    family = Family.RSA

    def __init__(self, key: rsa.RSAPrivateKey) -> None:
        self._key = key
        self.public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message, padding.PKCS1v15(), SHA256())

    def agree(self, _peer: bytes, /) -> bytes:
        raise KeyUnusable(purpose="agree")

    def unwrap(self, wrapped: bytes, /) -> bytes:
        try:
            return self._key.decrypt(wrapped, OAEP)
        except ValueError:
            raise KeyUnusable(purpose="unwrap") from None

    def pkcs8(self) -> bytes:
        return self._key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


class SmKey:
    """An SM2 key; it signs and does nothing else."""

    __slots__ = ("_key", "public")
    family = Family.SM2

    def __init__(self, key: sm2.Sm2Key) -> None:
        self._key = key
        self.public = sm2_info(key.point)

    def sign(self, message: bytes) -> bytes:
        return sm2.sign(self._key, message)

    def agree(self, _peer: bytes, /) -> bytes:
        raise KeyUnusable(purpose="agree")

    def unwrap(self, _wrapped: bytes, /) -> bytes:
        raise KeyUnusable(purpose="unwrap")

    def pkcs8(self) -> bytes:
        inner = asn1_keys.ECPrivateKey(
            {
                "version": 1,
                "private_key": int.from_bytes(self._key.secret, "big"),
                "parameters": asn1_keys.ECDomainParameters(name="named", value=SM2_CURVE),
                "public_key": self._key.point,
            }
        )
        inner.set_key_size(32)
        algorithm = {
            "algorithm": "ec",
            "parameters": asn1_keys.ECDomainParameters(name="named", value=SM2_CURVE),
        }
        info = asn1_keys.PrivateKeyInfo({"version": 0, "private_key_algorithm": algorithm, "private_key": inner})
        return bytes(info.dump())


def make_key(family: Family, bits: int = RSA_BITS) -> PrivateKey:
    """A new random key; ``bits`` counts for RSA alone, EC is P-256."""
    match family:
        case Family.EC:
            return EcKey(ec.generate_private_key(ec.SECP256R1()))
        case Family.RSA:
            return RsaKey(rsa.generate_private_key(65537, max(bits, MIN_RSA_BITS)))
        case Family.SM2:
            return SmKey(sm2.make_key())


def read_key(pkcs8: bytes, public: bytes) -> PrivateKey:
    """The key in a PrivateKeyInfo; ``public`` is the SubjectPublicKeyInfo it must belong to. Raises KeyFileDamaged."""
    point = sm2_point(public)
    key = _read_sm2(pkcs8, point) if point is not None else _read_open(pkcs8)
    if key.public != public or not _works(key):
        raise KeyFileDamaged(reason="key and certificate differ")
    return key


def _works(key: PrivateKey) -> bool:
    # The other families derive the public half; deriving SM2's in Python would leak the secret through time.
    return key.family is not Family.SM2 or _signs(key)


def _signs(key: PrivateKey) -> bool:
    try:
        return bool(key.sign(b"govdesk"))
    except Exception:  # noqa: BLE001  gmssl_pyx raises kinds of its own for a bad number
        return False


def _read_open(pkcs8: bytes) -> PrivateKey:
    try:
        key = load_der_private_key(pkcs8, None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise KeyFileDamaged(reason="private key") from None
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return EcKey(key)
    if isinstance(key, rsa.RSAPrivateKey):
        return RsaKey(key)
    raise KeyFileDamaged(reason="kind of key")


def _read_sm2(pkcs8: bytes, point: bytes) -> PrivateKey:
    try:
        inner = asn1_keys.PrivateKeyInfo.load(pkcs8)["private_key"].parsed
        secret = int(inner["private_key"].native)
    except (ValueError, TypeError, KeyError):
        raise KeyFileDamaged(reason="private key") from None
    if not 0 < secret < 1 << 256:
        raise KeyFileDamaged(reason="private key")
    return SmKey(sm2.Sm2Key(point, secret.to_bytes(32, "big")))
