"""Lists of revoked certificates (CRL v2, RFC 5280 clause 5), read from foreign bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import crl  # type: ignore[import-untyped]  # no stubs exist

from office.crypto.authority import Revocation, Why
from office.crypto.certificates import Certificate
from office.crypto.errors import RevocationsDamaged
from office.crypto.public_keys import verify
from office.crypto.reading import reading, utc

MAX_LIST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RevocationList:
    """Which serials of one issuer are revoked."""

    issuer_der: bytes = field(repr=False)
    made_at: datetime
    good_until: datetime | None
    entries: Mapping[int, Revocation] = field(repr=False)
    signed_part: bytes = field(repr=False)
    algorithm: str
    signature: bytes = field(repr=False)

    def is_by(self, issuer: Certificate) -> bool:
        """Whether the issuer signed this list and may do so."""
        return (
            issuer.subject_der == self.issuer_der
            and issuer.may("crl_sign")
            and verify(issuer.public_key, self.algorithm, self.signed_part, self.signature)
        )


def read_revocations(data: bytes) -> RevocationList:
    """Read a complete list of one issuer. Raises RevocationsDamaged, also for partial and indirect lists."""
    if len(data) > MAX_LIST:
        raise RevocationsDamaged
    with reading(RevocationsDamaged()):
        return _taken_apart(crl.CertificateList.load(data, strict=True))


def _taken_apart(parsed: Any) -> RevocationList:
    body = parsed["tbs_cert_list"]
    if any(each["critical"].native for each in body["crl_extensions"] or ()):
        raise RevocationsDamaged
    until = body["next_update"].native
    return RevocationList(
        issuer_der=body["issuer"].dump(),
        made_at=utc(body["this_update"].native),
        good_until=None if until is None else utc(until),
        entries={each["user_certificate"].native: _entry(each) for each in body["revoked_certificates"] or ()},
        signed_part=body.dump(),
        algorithm=parsed["signature_algorithm"]["algorithm"].dotted,
        signature=bytes(parsed["signature"].native),
    )


def _entry(each: Any) -> Revocation:
    why = Why.UNKNOWN
    for extension in each["crl_entry_extensions"] or ():
        if extension["extn_id"].native == "crl_reason":
            name = extension["extn_value"].native
            why = Why(name) if name in list(Why) else Why.UNKNOWN
        elif extension["critical"].native:
            raise RevocationsDamaged
    return Revocation(utc(each["revocation_date"].native), why)
