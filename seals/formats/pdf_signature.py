"""One signature of a PDF: what it covers, whether its value is right, where and how it shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from documents.model.pages import Box
from office.crypto.authority import Usage
from office.crypto.certificates import Certificate, read_certificate
from office.errors import OfficeError
from seals.formats.cms_value import SignatureValue, read_value
from seals.formats.pdf_bytes import Covered, Irregular, covered
from seals.formats.pdf_page import page_space
from seals.formats.pdf_picture import picture_of
from seals.formats.pdf_proof import proof_findings, read_proof
from seals.formats.trust import certificate_findings, pdf_anchors
from seals.model import Finding, SealSeen, Trust, Weight

_SUBFILTERS = {"/ETSI.CAdES.detached", "/adbe.pkcs7.detached"}
_DIGESTS = {"sha256", "sha384", "sha512"}
_FORMAT = "PDF"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a seal shows: the page from 0, the box in mm."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class PdfSignature:
    """What was found about one signature. ``end`` is the first byte that it does not cover."""

    end: int
    name: str
    holder: str
    signed_at: datetime | None
    place: Place | None
    picture: bytes | None
    findings: tuple[Finding, ...]

    def seen(self, broken: bool) -> SealSeen:
        """As the verdict shows it; ``broken`` when something came after it that must not be."""
        intact = not broken and all(finding.weight is not Weight.BREAK for finding in self.findings)
        page, box = (self.place.page, self.place.box) if self.place else (None, None)
        return SealSeen(self.name, self.holder, self.signed_at, page, box, self.picture, intact, _FORMAT)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a signature shows and says of itself, before anything is proved; ``times`` are its claim and the present."""

    name: str
    times: tuple[datetime | None, datetime]
    place: Place | None
    picture: bytes | None

    def found(self, end: int, holder: str, findings: Sequence[Finding]) -> PdfSignature:
        return PdfSignature(end, self.name, holder, self.times[0], self.place, self.picture, tuple(findings))

    def malformed(self, end: int, detail: str) -> PdfSignature:
        facts = {"name": self.name, "detail": detail[:100]}
        return self.found(end, "", [Finding(Weight.BREAK, "seals.signature_malformed", facts)])


def read_signature(embedded: Any, data: bytes, pages: list[Any], trust: Trust, at: datetime) -> PdfSignature:
    """Check one signature as pyHanko found it. pyHanko's own errors pass through; the caller makes findings of them.

    It is called by its seal's name, else by its certificate's holder; what it calls itself proves nothing.
    """
    shown = _Shown(
        name=str(embedded.sig_object.get("/Name", "")) or embedded.field_name,
        times=(_signed_at(embedded), at),
        place=_place(embedded.sig_field, pages),
        picture=picture_of(_widget(embedded.sig_field)),
    )
    try:
        hole = covered(data, [int(number) for number in embedded.byte_range])
    except Irregular as error:
        return shown.malformed(len(data), str(error))
    if str(embedded.sig_object.get("/SubFilter")) not in _SUBFILTERS:
        return shown.found(hole.end, "", [Finding(Weight.DOUBT, "seals.kind_unknown", {"name": shown.name})])
    try:
        return _read(embedded, hole, shown, trust)
    except (OfficeError, ValueError, TypeError, KeyError) as error:
        return shown.malformed(hole.end, str(error))


def _read(embedded: Any, hole: Covered, shown: _Shown, trust: Trust) -> PdfSignature:
    value, certificate = _value(hole.value)
    proof = read_proof(_widget(embedded.sig_field))
    named = replace(shown, name=proof.seal.name if proof else certificate.holder)
    facts = {"name": named.name}
    chain = certificate_findings(certificate.der, value.others, pdf_anchors(trust), Usage.SIGN, shown.times, facts)
    findings = [*_value_findings(embedded, hole.value, value, facts), *chain]
    if proof and not value.settled:  # a seal of ours: somebody wrote the same value otherwise
        findings.append(Finding(Weight.BREAK, "seals.signature_malformed", facts | {"detail": "Contents"}))
    if proof:
        findings += proof_findings(proof, certificate, shown.picture, shown.times, trust)
    elif shown.place:
        findings.append(Finding(Weight.DOUBT, "seals.picture_unproven", facts))
    return named.found(hole.end, certificate.holder, findings)


def _value(data: bytes) -> tuple[SignatureValue, Certificate]:
    value = read_value(data)
    return value, read_certificate(value.certificate)


def _value_findings(embedded: Any, hole: bytes, value: SignatureValue, facts: dict[str, str]) -> Iterator[Finding]:
    if bytes(embedded.pkcs7_content).rstrip(b"\0") != hole.rstrip(b"\0"):
        yield Finding(Weight.BREAK, "seals.signature_malformed", facts | {"detail": "Contents"})
    if embedded.md_algorithm not in _DIGESTS:
        yield Finding(Weight.DOUBT, "seals.digest_weak", facts | {"digest": embedded.md_algorithm})
    digest = embedded.compute_digest()
    intact, valid = validate_sig_integrity(embedded.signer_info, embedded.signer_cert, "data", digest)
    if not intact:
        yield Finding(Weight.BREAK, "seals.content_differs", facts)
    if not valid:
        yield Finding(Weight.BREAK, "seals.signature_wrong", facts)
    if not value.regular:
        yield Finding(Weight.DOUBT, "seals.signature_unprotected_part", facts)


def _signed_at(embedded: Any) -> datetime | None:
    try:
        told: datetime | None = embedded.self_reported_timestamp
    except Exception:  # noqa: BLE001  # pyHanko raises many kinds on a malformed date; then none is told
        return None
    return told.replace(tzinfo=told.tzinfo or UTC).astimezone(UTC) if told else None


def _widget(field: Any) -> Any:
    if "/Rect" in field or "/Kids" not in field:
        return field
    (kid,) = field["/Kids"]
    return kid.get_object()


def _place(field: Any, pages: list[Any]) -> Place | None:
    """Where the field shows; None when it is invisible, or says that it belongs to no page."""
    try:
        widget = _widget(field)
        x0, y0, x1, y1 = (float(number) for number in widget["/Rect"])
        reference = widget.raw_get("/P").reference
    except (KeyError, ValueError, TypeError, AttributeError):
        return None
    if x0 == x1 or y0 == y1:
        return None
    for index, page in enumerate(pages):
        if page.container_ref == reference:
            return Place(index, page_space(page).box((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))))
    return None
