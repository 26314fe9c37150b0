"""The MAC of a PKCS#12 file (RFC 7292 clause 5.1 and appendix B): it tells a wrong PIN from a right one."""

import hmac
import secrets
from hashlib import sha1, sha256, sha384, sha512
from typing import Any

from asn1crypto import algos, core, pkcs12  # type: ignore[import-untyped]  # no stubs exist

from office.crypto.errors import KeyFileDamaged, KeyFileUnsupported, WrongPin

MAX_ITERATIONS = 20_000_000
_MAC_KEY = b"\x03"  # appendix B.3: what the derived bytes are for
_HASHES = {"sha1": sha1, "sha256": sha256, "sha384": sha384, "sha512": sha512}  # sha1 for reading old files only


def make(safe: bytes, pin: str, iterations: int) -> Any:
    """MacData over the AuthenticatedSafe: HMAC-SHA256."""
    salt = secrets.token_bytes(16)
    algorithm = algos.DigestAlgorithm({"algorithm": "sha256", "parameters": core.Null()})
    mac = {"digest_algorithm": algorithm, "digest": _mac(safe, pin, salt, iterations, "sha256")}
    return pkcs12.MacData({"mac": mac, "mac_salt": salt, "iterations": iterations})


def check(found: Any, safe: bytes, pin: str) -> None:
    """Raises WrongPin when the MAC does not fit, KeyFileDamaged when there is none."""
    if not isinstance(found, pkcs12.MacData):
        raise KeyFileDamaged(reason="mac")
    digest, iterations = found["mac"]["digest_algorithm"]["algorithm"].native, found["iterations"].native
    if digest not in _HASHES or not 0 < iterations <= MAX_ITERATIONS:
        raise KeyFileUnsupported(method=str(digest))
    if not hmac.compare_digest(
        found["mac"]["digest"].native, _mac(safe, pin, found["mac_salt"].native, iterations, digest)
    ):
        raise WrongPin


def _mac(safe: bytes, pin: str, salt: bytes, iterations: int, digest: str) -> bytes:
    return hmac.digest(derive(pin, salt, iterations, digest), safe, digest)


def derive(pin: str, salt: bytes, iterations: int, digest: str) -> bytes:
    """The MAC key, one digest long: appendix B.2 needs a single round for it. The PIN is a BMPString with its end."""
    hashed = _HASHES[digest]
    block = hashed().block_size
    value = _MAC_KEY * block + _stretched(salt, block) + _stretched(pin.encode("utf-16-be") + b"\0\0", block)
    for _ in range(iterations):
        value = hashed(value).digest()
    return value


def _stretched(data: bytes, block: int) -> bytes:
    length = -(-len(data) // block) * block
    return (data * (length // len(data) + 1))[:length] if data else b""
