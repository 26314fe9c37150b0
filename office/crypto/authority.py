"""A small certificate authority for the embedded default (RFC 5280; SM2 certificates as in GM/T 0015-2023).

Two families that do not mix: EC or RSA for PDF, parcels and envelopes, SM2 for seals. Subjects are written in UTF-8.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha1
from typing import Any

from asn1crypto import algos, core, crl, x509  # type: ignore[import-untyped]  # no stubs exist

from office.crypto import keys
from office.crypto.certificates import Certificate, read_certificate
from office.crypto.errors import CertificateNotMade
from office.crypto.keys import PrivateKey
from office.crypto.own_names import SEAL_MAKING
from office.crypto.public_keys import SIGNATURE_OF, Family, family

ROOT_YEARS = 20
ISSUING_YEARS = 12
_YEAR = timedelta(days=365)
_LONG_TIMES_FROM = 2050  # RFC 5280 4.1.2.5: UTCTime before this year, GeneralizedTime from it on


class Usage(StrEnum):
    """What a certificate is for."""

    SIGN = "sign"
    SEAL = "seal"
    OPEN = "open"
    SEAL_MAKER = "seal_maker"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a certificate names."""

    organisation: str
    common_name: str
    unit: str = ""
    country: str = "CN"


class Why(StrEnum):
    """Why a certificate was revoked (RFC 5280 5.3.1)."""

    UNKNOWN = "unspecified"
    KEY_LOST = "key_compromise"
    CHANGED = "affiliation_changed"
    REPLACED = "superseded"
    CLOSED = "cessation_of_operation"


@dataclass(frozen=True, slots=True)
class Revocation:
    """One revoked certificate."""

    at: datetime
    why: Why = Why.UNKNOWN


@dataclass(frozen=True, slots=True)
class Authority:
    """A root or an issuing authority; ``chain`` is what to hand out with its certificates: issuer first, no root."""

    key: PrivateKey = field(repr=False)
    certificate: bytes = field(repr=False)
    chain: tuple[bytes, ...] = field(default=(), repr=False)

    def issue(
        self, subject: Subject, public_key: bytes, usage: Usage, not_before: datetime, not_after: datetime
    ) -> bytes:
        """A certificate for ``public_key`` (SubjectPublicKeyInfo), DER.

        Raises CertificateNotMade when key and usage do not fit, the families mix, or it would outlive the authority.
        """
        issuer = read_certificate(self.certificate)
        _check_key(self.key.family, family(public_key), usage)
        _check_span(issuer, not_before, not_after)
        extensions = [
            _extension("basic_constraints", {"ca": False}, critical=True),
            _extension("key_usage", _key_usage(usage, family(public_key)), critical=True),
            *([_extension("extended_key_usage", [SEAL_MAKING])] if usage is Usage.SEAL_MAKER else []),
        ]
        return _signed_certificate(self.key, issuer, _name(subject), public_key, (not_before, not_after), extensions)

    def revoke(self, revoked: Mapping[int, Revocation], at: datetime, until: datetime, number: int = 1) -> bytes:
        """The list of revoked certificates (serial → when and why), good from ``at`` ``until``: a CRL v2, DER."""
        issuer = read_certificate(self.certificate)
        body: dict[str, Any] = {
            "version": "v2",
            "signature": _algorithm(self.key),
            "issuer": x509.Name.load(issuer.subject_der),
            "this_update": _time(at),
            "next_update": _time(until),
            "crl_extensions": [
                _extension("authority_key_identifier", {"key_identifier": issuer.key_id}),
                _extension("crl_number", number),
            ],
        }
        if revoked:
            body["revoked_certificates"] = [_revoked(serial, entry) for serial, entry in sorted(revoked.items())]
        listed = crl.TbsCertList(body)
        signature = self.key.sign(listed.dump())
        return bytes(
            crl.CertificateList(
                {"tbs_cert_list": listed, "signature_algorithm": _algorithm(self.key), "signature": signature}
            ).dump()
        )


def make_authority(name: str, at: datetime, family: Family, root: Authority | None = None) -> Authority:
    """A new authority with a key of its own: a root, or below ``root`` an issuing authority.

    Raises CertificateNotMade when the family differs from the root's or the root would not outlive it.
    """
    key = keys.make_key(family)
    subject = _name(Subject(name, name))
    if root is None:
        span = (at, at + ROOT_YEARS * _YEAR)
        return Authority(key, _signed_certificate(key, None, subject, key.public, span, _authority_extensions(1)))
    issuer = read_certificate(root.certificate)
    span = (at, min(at + ISSUING_YEARS * _YEAR, issuer.not_after))
    _check_families(root.key.family, family)
    _check_span(issuer, *span)
    der = _signed_certificate(root.key, issuer, subject, key.public, span, _authority_extensions(0))
    return Authority(key, der, (der, *root.chain))


def authority_of(key: PrivateKey, certificate: bytes, above: Sequence[bytes] = ()) -> Authority:
    """An authority out of its key file; ``above`` are the certificates over it, without the root."""
    read = read_certificate(certificate)
    return Authority(key, certificate, () if read.subject_der == read.issuer_der else (certificate, *above))


def _check_families(authority: Family, key: Family | None) -> None:
    if key is None or (authority is Family.SM2) != (key is Family.SM2):
        raise CertificateNotMade(reason="family")


def _check_key(authority: Family, key: Family | None, usage: Usage) -> None:
    _check_families(authority, key)
    if usage in (Usage.SEAL, Usage.SEAL_MAKER) and key is not Family.SM2:
        raise CertificateNotMade(reason="seals need SM2")
    if usage is Usage.OPEN and key is Family.SM2:
        raise CertificateNotMade(reason="envelopes need EC or RSA")


def _check_span(issuer: Certificate, not_before: datetime, not_after: datetime) -> None:
    if not issuer.not_before <= not_before < not_after <= issuer.not_after:
        raise CertificateNotMade(reason="validity")


def _key_usage(usage: Usage, key: Family | None) -> set[str]:
    if usage is not Usage.OPEN:
        return {"digital_signature", "non_repudiation"}
    return {"key_encipherment"} if key is Family.RSA else {"key_agreement"}


def _authority_extensions(path_length: int) -> list[dict[str, Any]]:
    return [
        _extension("basic_constraints", {"ca": True, "path_len_constraint": path_length}, critical=True),
        _extension("key_usage", {"key_cert_sign", "crl_sign"}, critical=True),
    ]


def _signed_certificate(
    key: PrivateKey,
    issuer: Certificate | None,
    subject: Any,
    public_key: bytes,
    span: tuple[datetime, datetime],
    extensions: Sequence[dict[str, Any]],
) -> bytes:
    own_id = _key_id(public_key)
    body = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": secrets.randbits(158) | 1 << 158,
            "signature": _algorithm(key),
            "issuer": x509.Name.load(issuer.subject_der) if issuer else subject,
            "validity": {"not_before": _time(span[0]), "not_after": _time(span[1])},
            "subject": subject,
            "subject_public_key_info": x509.PublicKeyInfo.load(public_key),
            "extensions": [
                *extensions,
                _extension("key_identifier", own_id),
                _extension("authority_key_identifier", {"key_identifier": issuer.key_id if issuer else own_id}),
            ],
        }
    )
    parts = {"tbs_certificate": body, "signature_algorithm": _algorithm(key), "signature_value": key.sign(body.dump())}
    return bytes(x509.Certificate(parts).dump())


def _extension(name: str, value: object, *, critical: bool = False) -> dict[str, Any]:
    return {"extn_id": name, "critical": critical, "extn_value": value}


def _algorithm(key: PrivateKey) -> Any:
    algorithm: dict[str, Any] = {"algorithm": SIGNATURE_OF[key.family]}
    if key.family is Family.RSA:
        algorithm["parameters"] = core.Null()
    return algos.SignedDigestAlgorithm(algorithm)


def _key_id(public_key: bytes) -> bytes:
    """RFC 5280 4.2.1.2 method 1: a name for the key, not a protection of it."""
    bits = x509.PublicKeyInfo.load(public_key)["public_key"]
    return sha1(bits.contents[1:], usedforsecurity=False).digest()


def _name(subject: Subject) -> Any:
    parts = {
        "country_name": subject.country,
        "organization_name": subject.organisation,
        "organizational_unit_name": subject.unit,
        "common_name": subject.common_name,
    }
    return x509.Name.build({kind: value for kind, value in parts.items() if value})


def _time(at: datetime) -> Any:
    whole = at.replace(microsecond=0)
    if whole.year < _LONG_TIMES_FROM:
        return x509.Time({"utc_time": core.UTCTime(whole)})
    return x509.Time({"general_time": x509.GeneralizedTime(whole)})


def _revoked(serial: int, entry: Revocation) -> dict[str, Any]:
    revoked: dict[str, Any] = {"user_certificate": serial, "revocation_date": _time(entry.at)}
    if entry.why is not Why.UNKNOWN:
        revoked["crl_entry_extensions"] = [_extension("crl_reason", entry.why.value)]
    return revoked
