"""What holds keys: one interface, several devices behind it (key file, PKCS#11, SKF)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol


class Purpose(StrEnum):
    """What a key is for; every purpose has a key and certificate of its own."""

    SIGN = "sign"  # signatures on PDF, parcels and receipts: EC P-256 or RSA
    SEAL = "seal"  # SES signatures on OFD: SM2
    OPEN = "open"  # opening what was encrypted to the unit: EC P-256 or RSA


class Token(Protocol):
    """An opened token. It never gives a private key away."""

    @property
    def purposes(self) -> frozenset[Purpose]: ...

    def certificate(self, purpose: Purpose) -> bytes:
        """The certificate of the key, DER."""

    def chain(self, purpose: Purpose) -> Sequence[bytes]:
        """The certificates above it, issuer first, DER, without the root."""

    def sign(self, purpose: Purpose, message: bytes) -> bytes:
        """Sign ``message``: ECDSA with SHA-256 (DER), RSA PKCS#1 v1.5 with SHA-256, or SM2 with SM3 (DER)."""

    def agree(self, purpose: Purpose, peer: bytes) -> bytes:
        """ECDH with the peer's public point (SubjectPublicKeyInfo DER); the shared secret."""

    def unwrap(self, purpose: Purpose, wrapped: bytes) -> bytes:
        """RSAES-OAEP (SHA-256) decryption of a wrapped key."""
