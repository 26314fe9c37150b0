"""Key files: PKCS#12 (RFC 7292) for EC, RSA and SM2 keys alike, readable by the ``openssl`` program.

The key is wrapped with PBES2 (RFC 8018: PBKDF2-HMAC-SHA256, AES-256-CBC), the certificates lie in the clear, and an
HMAC-SHA256 over all of it tells a wrong PIN from a damaged file. The PIN is in no error, repr or log.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import pbkdf2_hmac
from typing import Any

from asn1crypto import algos, cms, core, keys, pkcs12, x509  # type: ignore[import-untyped]  # no stubs exist
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from office.crypto import pkcs12_mac
from office.crypto.certificates import Certificate, read_certificate
from office.crypto.errors import KeyFileDamaged, KeyFileUnsupported
from office.crypto.keys import PrivateKey, read_key
from office.crypto.reading import reading

ITERATIONS = 600_000  # OWASP floor for PBKDF2-HMAC-SHA256
MAX_ITERATIONS = 10_000_000
MAX_KEY_FILE = 1024 * 1024
_AES: Mapping[str, int] = {"aes128_cbc": 16, "aes192_cbc": 24, "aes256_cbc": 32}
_PRF = ("sha1", "sha256", "sha384", "sha512")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a key file holds: the key, its certificate, and those above it (issuer first, DER)."""

    key: PrivateKey = field(repr=False)
    certificate: bytes = field(repr=False)
    chain: tuple[bytes, ...] = field(default=(), repr=False)


def write_key_file(
    key: PrivateKey, certificate: bytes, chain: Sequence[bytes], pin: str, *, iterations: int = ITERATIONS
) -> bytes:
    """A key file, DER. ``iterations`` is for PBKDF2; the MAC, cheaper to guess at, takes twice as many."""
    key_id = {"type": "local_key_id", "values": [b"\x01"]}
    wrapped = {"bag_id": "pkcs8_shrouded_key_bag", "bag_value": _wrap(key, pin, iterations), "bag_attributes": [key_id]}
    bags = [_bag(certificate, [key_id]), *(_bag(above) for above in chain)]
    contents = pkcs12.AuthenticatedSafe([_data(pkcs12.SafeContents([wrapped])), _data(pkcs12.SafeContents(bags))])
    safe = contents.dump()
    pfx = {"version": "v3", "auth_safe": _data(contents), "mac_data": pkcs12_mac.make(safe, pin, 2 * iterations)}
    return bytes(pkcs12.Pfx(pfx).dump())


def open_key_file(data: bytes, pin: str) -> Identity:
    """The identity inside. Raises WrongPin, KeyFileDamaged or KeyFileUnsupported, and nothing else."""
    if len(data) > MAX_KEY_FILE:
        raise KeyFileDamaged(reason="size")
    with reading(KeyFileDamaged(reason="structure")):
        pfx = pkcs12.Pfx.load(data, strict=True)
        safe = bytes(pfx["auth_safe"]["content"].native)
        pkcs12_mac.check(pfx["mac_data"], safe, pin)
        wrapped, certificates = _contents(safe, pin)
        return _identity(_unwrap(wrapped, pin), [read_certificate(der) for der in certificates])


def _identity(pkcs8: bytes, certificates: Sequence[Certificate]) -> Identity:
    """The key fits one of the certificates; the others stand above it, as they come."""
    for own in certificates:
        try:
            key = read_key(pkcs8, own.public_key)
        except KeyFileDamaged:
            continue
        return Identity(key, own.der, tuple(other.der for other in certificates if other is not own))
    raise KeyFileDamaged(reason="no certificate fits the key")


def _bag(certificate: bytes, attributes: Sequence[object] = ()) -> dict[str, Any]:
    bag: dict[str, Any] = {
        "bag_id": "cert_bag",
        "bag_value": {"cert_id": "x509", "cert_value": x509.Certificate.load(certificate)},
    }
    if attributes:
        bag["bag_attributes"] = attributes
    return bag


def _data(value: Any) -> Any:
    return cms.ContentInfo({"content_type": "data", "content": value.dump()})


def _wrap(key: PrivateKey, pin: str, iterations: int) -> dict[str, Any]:
    salt, vector = secrets.token_bytes(16), secrets.token_bytes(16)
    secret = pbkdf2_hmac("sha256", pin.encode(), salt, iterations, 32)
    padder = PKCS7(128).padder()
    padded = padder.update(key.pkcs8()) + padder.finalize()
    cipher = Cipher(algorithms.AES256(secret), modes.CBC(vector)).encryptor()
    derivation = {
        "salt": algos.Pbkdf2Salt(name="specified", value=salt),
        "iteration_count": iterations,
        "prf": {"algorithm": "sha256", "parameters": core.Null()},
    }
    parameters = {
        "key_derivation_func": {"algorithm": "pbkdf2", "parameters": derivation},
        "encryption_scheme": {"algorithm": "aes256_cbc", "parameters": vector},
    }
    return {
        "encryption_algorithm": {"algorithm": "pbes2", "parameters": parameters},
        "encrypted_data": cipher.update(padded) + cipher.finalize(),
    }


def _contents(safe: bytes, pin: str) -> tuple[Any, list[bytes]]:
    """The one wrapped key and all certificates of the file, those with a name for the key first."""
    wrapped: list[Any] = []
    certificates: list[tuple[bool, bytes]] = []
    for part in pkcs12.AuthenticatedSafe.load(safe, strict=True):
        for bag in pkcs12.SafeContents.load(_plain(part, pin), strict=True):
            if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                wrapped.append(bag["bag_value"])
            elif bag["bag_id"].native == "cert_bag":
                certificates.append((not _names_key(bag), bag["bag_value"]["cert_value"].parsed.dump()))
    if len(wrapped) != 1:
        raise KeyFileDamaged(reason="keys")
    return wrapped[0], [der for _, der in sorted(certificates, key=lambda pair: pair[0])]


def _names_key(bag: Any) -> bool:
    return any(attribute["type"].native == "local_key_id" for attribute in bag["bag_attributes"] or ())


def _plain(part: Any, pin: str) -> bytes:
    if part["content_type"].native == "data":
        return bytes(part["content"].native)
    if part["content_type"].native != "encrypted_data":
        raise KeyFileUnsupported(method=str(part["content_type"].native))
    inner = part["content"]["encrypted_content_info"]
    return _decrypt(inner["content_encryption_algorithm"], inner["encrypted_content"].native, pin)


def _unwrap(wrapped: Any, pin: str) -> bytes:
    info = wrapped if isinstance(wrapped, keys.EncryptedPrivateKeyInfo) else None
    if info is None:
        raise KeyFileDamaged(reason="keys")
    return _decrypt(info["encryption_algorithm"], info["encrypted_data"].native, pin)


def _decrypt(algorithm: Any, data: bytes, pin: str) -> bytes:
    """Undo PBES2 (RFC 8018 6.2) with AES-CBC; the MAC has already vouched for PIN and bytes."""
    if algorithm["algorithm"].native != "pbes2":
        raise KeyFileUnsupported(method=str(algorithm["algorithm"].native))
    derivation, scheme = algorithm["parameters"]["key_derivation_func"], algorithm["parameters"]["encryption_scheme"]
    size = _AES.get(scheme["algorithm"].native, 0)
    function = derivation["parameters"]
    digest, iterations = function["prf"]["algorithm"].native, function["iteration_count"].native
    if not size or digest not in _PRF or not 0 < iterations <= MAX_ITERATIONS:
        raise KeyFileUnsupported(method=str(scheme["algorithm"].native))
    secret = pbkdf2_hmac(digest, pin.encode(), function["salt"].native, iterations, size)
    cipher = Cipher(algorithms.AES(secret), modes.CBC(scheme["parameters"].native)).decryptor()
    unpadder = PKCS7(128).unpadder()
    return unpadder.update(cipher.update(data) + cipher.finalize()) + unpadder.finalize()
