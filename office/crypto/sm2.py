"""SM2 signatures with SM3 (GB/T 32918.2-2016, GB/T 32905-2016), always with the default user id.

gmssl_pyx signs. Verification is ours, in plain integers: the C library writes to the user's terminal when a signature
is bad, and a checker of foreign files sees bad signatures every day.
"""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SM3, Hash
from gmssl_pyx import sm2_key_generate, sm2_sign_sm3_digest  # type: ignore[import-untyped]  # ships no py.typed

from office.crypto import sm2_curve as curve
from office.crypto.errors import SignatureFailed

USER_ID = b"1234567812345678"  # GB/T 35276-2017 clause 10: the default, carried nowhere
_PREFIX = (
    (len(USER_ID) * 8).to_bytes(2, "big")
    + USER_ID
    + b"".join(number.to_bytes(32, "big") for number in (curve.A, curve.B, curve.GX, curve.GY))
)


@dataclass(frozen=True, slots=True)
class Sm2Key:
    """A key pair: ``point`` is 04 ‖ x ‖ y (65 bytes), ``secret`` the private number (32 bytes, never shown)."""

    point: bytes
    secret: bytes = field(repr=False)


def sm3(data: bytes) -> bytes:
    """The SM3 digest of ``data``, 32 bytes (GB/T 32905-2016)."""
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize()


def make_key() -> Sm2Key:
    """A new random key pair."""
    point, secret = sm2_key_generate()
    return Sm2Key(b"\x04" + bytes(point), bytes(secret))


def digest(point: bytes, message: bytes) -> bytes:
    """e = SM3(ZA ‖ M), what the signature is computed over (GB/T 32918.2-2016 5.5, 6.1); for tokens that sign e."""
    return sm3(sm3(_PREFIX + point[1:]) + message)


def sign(key: Sm2Key, message: bytes) -> bytes:
    """DER SEQUENCE {r, s} over ``message``; verified before it is returned. Raises SignatureFailed."""
    raw = bytes(sm2_sign_sm3_digest(key.secret, digest(key.point, message)))
    signature = encode_dss_signature(*decode_dss_signature(raw))
    if not verify(key.point, message, signature):
        raise SignatureFailed
    return signature


def verify(point: bytes, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` (strict DER) over ``message`` was made by the holder of ``point`` (04 ‖ x ‖ y)."""
    try:
        r, s = decode_dss_signature(signature)
    except ValueError:
        return False
    return encode_dss_signature(r, s) == signature and verify_numbers(point, message, r, s)


def verify_numbers(point: bytes, message: bytes, r: int, s: int) -> bool:
    """The same for a signature given as its two numbers (GB/T 32918.2-2016 7.1)."""
    if not is_point(point) or not 0 < r < curve.N or not 0 < s < curve.N:
        return False
    t = (r + s) % curve.N
    if not t:
        return False
    x = curve.combined_x(s, t, int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big"))
    e = int.from_bytes(digest(point, message), "big")
    return x is not None and (e + x) % curve.N == r


def is_point(point: bytes) -> bool:
    """Whether the bytes are an uncompressed point of the curve."""
    return (
        len(point) == 65
        and point[0] == 4
        and curve.on_curve(int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big"))
    )
