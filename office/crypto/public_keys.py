"""Public keys as SubjectPublicKeyInfo DER, and verifying with them: EC, RSA and SM2 alike."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.serialization import load_der_public_key

from office.crypto import sm2
from office.crypto.sm2_names import SM2_WITH_SM3

SM2_HEADER = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
ECDSA_SHA256 = "1.2.840.10045.4.3.2"
RSA_SHA256 = "1.2.840.113549.1.1.11"
MIN_RSA_BITS = 2048
_CURVES = ("secp256r1", "secp384r1", "secp521r1")
_ECDSA: Mapping[str, Callable[[], HashAlgorithm]] = {
    ECDSA_SHA256: SHA256,
    "1.2.840.10045.4.3.3": SHA384,
    "1.2.840.10045.4.3.4": SHA512,
}
_RSA: Mapping[str, Callable[[], HashAlgorithm]] = {
    RSA_SHA256: SHA256,
    "1.2.840.113549.1.1.12": SHA384,
    "1.2.840.113549.1.1.13": SHA512,
}

Known = ec.EllipticCurvePublicKey | rsa.RSAPublicKey | None


class Family(StrEnum):
    """The kinds of key we use."""

    EC = "ec"
    RSA = "rsa"
    SM2 = "sm2"


SIGNATURE_OF: Mapping[Family, str] = {
    Family.EC: ECDSA_SHA256,
    Family.RSA: RSA_SHA256,
    Family.SM2: SM2_WITH_SM3,
}


def sm2_info(point: bytes) -> bytes:
    """SubjectPublicKeyInfo of an SM2 point (04 ‖ x ‖ y): id-ecPublicKey with the curve named (GM/T 0015-2023)."""
    return SM2_HEADER + point


def sm2_point(info: bytes) -> bytes | None:
    """The point inside, or None when it is no SM2 key."""
    point = info[len(SM2_HEADER) :]
    return point if info.startswith(SM2_HEADER) and sm2.is_point(point) else None


def load(info: bytes) -> Known:
    """The EC (P-256, P-384, P-521) or RSA (2048 bits and more) key inside; None for anything else."""
    try:
        key = load_der_public_key(info)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None
    if isinstance(key, ec.EllipticCurvePublicKey):
        return key if key.curve.name in _CURVES else None
    return key if isinstance(key, rsa.RSAPublicKey) and key.key_size >= MIN_RSA_BITS else None


def family(info: bytes) -> Family | None:
    """Which kind of key it is; None when we cannot or will not use it (unknown curve, short RSA key)."""
    if sm2_point(info) is not None:
        return Family.SM2
    match load(info):
        case ec.EllipticCurvePublicKey():
            return Family.EC
        case rsa.RSAPublicKey():
            return Family.RSA
        case _:
            return None


def settled(info: bytes, signature: bytes) -> bytes:
    """The one form in which we write a signature by the key ``info``.

    Anyone can turn an ECDSA signature (r, s) into (r, n - s), which verifies as well; ours have the smaller s, so that
    the signed file has one form too. What is no ECDSA signature comes back as it is.
    """
    key = load(info) if sm2_point(info) is None else None
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return signature
    try:
        r, s = decode_dss_signature(signature)
        return encode_dss_signature(r, min(s, key.curve.group_order - s))
    except ValueError:
        return signature


def verify(info: bytes, algorithm: str, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` over ``message`` is by the key ``info``; ``algorithm`` is the dotted signature OID.

    Algorithms with SHA-1 or MD5, and those that do not fit the key, never verify.
    """
    if algorithm == SM2_WITH_SM3:
        point = sm2_point(info)
        return point is not None and sm2.verify(point, message, signature)
    try:
        return _verify_open(load(info), algorithm, message, signature)
    except (InvalidSignature, ValueError):
        return False


def _verify_open(key: Known, algorithm: str, message: bytes, signature: bytes) -> bool:
    if isinstance(key, ec.EllipticCurvePublicKey) and algorithm in _ECDSA:
        key.verify(signature, message, ec.ECDSA(_ECDSA[algorithm]()))
        return True
    if isinstance(key, rsa.RSAPublicKey) and algorithm in _RSA:
        key.verify(signature, message, padding.PKCS1v15(), _RSA[algorithm]())
        return True
    return False
