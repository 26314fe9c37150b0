"""X.509 certificates as values (RFC 5280; SM2 ones by GM/T 0015-2023), read from foreign bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from asn1crypto import x509  # type: ignore[import-untyped]  # no stubs exist

from office.crypto import der as asn1
from office.crypto import public_keys
from office.crypto.errors import CertificateDamaged
from office.crypto.public_keys import Family
from office.crypto.reading import reading, utc
from office.crypto.sm2_names import SM2_WITH_SM3

MAX_CERTIFICATE = 64 * 1024
_UNDERSTOOD = frozenset({"key_usage", "basic_constraints", "extended_key_usage", "certificate_policies"})
_EMPTY: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate taken apart. ``usages`` and ``purposes`` are None when the extension is absent.

    ``usages`` are the names of RFC 5280 4.2.1.3 in snake case, ``purposes`` the dotted extended key usages,
    ``strange`` the critical extensions we do not understand, ``signature_algorithm`` a dotted OID.
    """

    der: bytes = field(repr=False)
    serial: int
    subject: Mapping[str, str]
    issuer: Mapping[str, str]
    subject_der: bytes = field(repr=False)
    issuer_der: bytes = field(repr=False)
    not_before: datetime
    not_after: datetime
    public_key: bytes = field(repr=False)
    usages: frozenset[str] | None
    purposes: frozenset[str] | None
    is_authority: bool
    path_length: int | None
    key_id: bytes | None
    issuer_key_id: bytes | None
    strange: frozenset[str]
    signed_part: bytes = field(repr=False)
    signature_algorithm: str
    signature: bytes = field(repr=False)

    @property
    def common_name(self) -> str:
        return self.subject.get("common_name", "")

    @property
    def organisation(self) -> str:
        return self.subject.get("organization_name", "")

    @property
    def holder(self) -> str:
        """Whose it is, for people: the common name, else the organisation."""
        return self.common_name or self.organisation

    @property
    def family(self) -> Family | None:
        """The kind of its key; None when we cannot use it."""
        return public_keys.family(self.public_key)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the DER bytes, hex."""
        return sha256(self.der).hexdigest()

    @property
    def name_in_revocations(self) -> tuple[str, int]:
        """What lists of revoked certificates call it: SHA-256 (hex) of the issuer's DER name, and the serial."""
        return sha256(self.issuer_der).hexdigest(), self.serial

    def may(self, *usages: str) -> bool:
        """Whether the key usage allows one of ``usages`` (always, when the extension is absent)."""
        return self.usages is None or not self.usages.isdisjoint(usages)

    def valid_at(self, at: datetime) -> bool:
        return self.not_before <= at <= self.not_after

    def verify(self, message: bytes, signature: bytes, algorithm: str | None = None) -> bool:
        """Whether the holder signed ``message``; ``algorithm`` is a dotted OID, the usual one of the key when None."""
        family = self.family
        if family is None:
            return False
        return public_keys.verify(self.public_key, algorithm or public_keys.SIGNATURE_OF[family], message, signature)

    def issued(self, other: "Certificate") -> bool:
        """Whether the key of this certificate signed ``other``."""
        return public_keys.verify(self.public_key, other.signature_algorithm, other.signed_part, other.signature)


def read_certificate(der: bytes) -> Certificate:
    """Read one certificate, at most 64 KiB. Raises CertificateDamaged, and nothing else."""
    if len(der) > MAX_CERTIFICATE:
        raise CertificateDamaged(reason="size")
    with reading(CertificateDamaged(reason="structure")):
        return _taken_apart(x509.Certificate.load(der, strict=True), der)


def _taken_apart(parsed: Any, der: bytes) -> Certificate:
    body = parsed["tbs_certificate"]
    algorithm = parsed["signature_algorithm"]["algorithm"].dotted
    if body["signature"].dump() != parsed["signature_algorithm"].dump() or body["serial_number"].native <= 0:
        raise CertificateDamaged(reason="structure")
    signature = bytes(parsed["signature_value"].native)
    if asn1.sequence(body.dump(), parsed["signature_algorithm"].dump(), asn1.bits(signature)) != der:
        raise CertificateDamaged(reason="unsigned bits")  # what no signature covers must leave no choice
    if _repeats(body["extensions"]):
        raise CertificateDamaged(reason="extensions")
    constraints = parsed.basic_constraints_value
    return Certificate(
        der=der,
        serial=body["serial_number"].native,
        subject=_names(body["subject"]),
        issuer=_names(body["issuer"]),
        subject_der=body["subject"].dump(),
        issuer_der=body["issuer"].dump(),
        not_before=utc(body["validity"]["not_before"].native),
        not_after=utc(body["validity"]["not_after"].native),
        public_key=body["subject_public_key_info"].dump(),
        usages=_usages(parsed.key_usage_value),
        purposes=_purposes(parsed.extended_key_usage_value),
        is_authority=bool(constraints and constraints["ca"].native),
        path_length=constraints["path_len_constraint"].native if constraints else None,
        key_id=_octets(parsed.key_identifier),
        issuer_key_id=_octets(parsed.authority_key_identifier),
        strange=frozenset(parsed.critical_extensions) - _UNDERSTOOD,
        signed_part=body.dump(),
        signature_algorithm=algorithm,
        signature=signature,
    )


def _repeats(extensions: Any) -> bool:
    """RFC 5280 4.2: no extension twice; readers that take the first and readers that take the last would differ."""
    found = [extension["extn_id"].dotted for extension in extensions or ()]
    return len(found) != len(set(found))


def _names(name: Any) -> Mapping[str, str]:
    native = name.native
    return {kind: value if isinstance(value, str) else str(value[-1]) for kind, value in native.items()} or _EMPTY


def _usages(value: Any) -> frozenset[str] | None:
    return None if value is None else frozenset(value.native)


def _purposes(value: Any) -> frozenset[str] | None:
    return None if value is None else frozenset(purpose.dotted for purpose in value)


def _octets(value: Any) -> bytes | None:
    return None if value is None else bytes(value)


def signs_with_sm2(certificate: Certificate) -> bool:
    """Whether its issuer signed it with SM2 (which the ``openssl`` program checks only when told the user id)."""
    return certificate.signature_algorithm == SM2_WITH_SM3
