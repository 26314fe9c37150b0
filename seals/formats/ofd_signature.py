"""One signature of an OFD: its value, its seal, its digests, and where it shows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from documents.formats.ofd.package import Package
from documents.model.pages import Box
from office.crypto.authority import Usage
from office.crypto.certificates import read_certificate
from office.crypto.sm2 import sm3
from office.errors import OfficeError
from seals.formats.ofd_pages import pages_of
from seals.formats.ofd_signatures import Signature, read_signature_xml
from seals.formats.ofd_value import Extras, extras, is_regular
from seals.formats.ses import SealFile, SealSignature, read_signature
from seals.formats.trust import certificate_findings, maker_findings, seal_anchors, standing_findings
from seals.model import Finding, SealSeen, Trust, Weight

_DIGESTS: dict[str, Callable[[bytes], bytes]] = {
    "1.2.156.10197.1.401": sm3,
    "SM3": sm3,
    "2.16.840.1.101.3.4.2.1": lambda data: sha256(data).digest(),
    "SHA256": lambda data: sha256(data).digest(),
    "SHA-256": lambda data: sha256(data).digest(),
}
_FORMAT = "OFD"
_SIZE_APART = 1.0  # mm: a stamp is its seal's size, give or take rounding


@dataclass(frozen=True, slots=True)
class OfdSignature:
    """What was found about one signature; ``covered`` the files whose digests hold, ``own`` its own files."""

    name: str
    holder: str = ""
    signed_at: datetime | None = None
    stamps: tuple[tuple[int, Box], ...] = ()
    picture: bytes | None = field(default=None, repr=False)
    covered: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    value_path: str = ""
    package_digest: bytes | None = None
    findings: tuple[Finding, ...] = ()

    def seen(self, broken: bool) -> SealSeen:
        """As the verdict shows it; ``broken`` when the package around it is not what it signed."""
        intact = not broken and all(finding.weight is not Weight.BREAK for finding in self.findings)
        page, box = self.stamps[0] if self.stamps else (None, None)
        return SealSeen(self.name, self.holder, self.signed_at, page, box, self.picture, intact, _FORMAT)


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a signature as they were found."""

    path: str
    content: bytes
    signature: Signature
    value_path: str
    seal_path: str | None

    @property
    def own(self) -> frozenset[str]:
        return frozenset(name for name in (self.path, self.value_path, self.seal_path) if name)


def read_one(package: Package, listing: str, kind: str, location: str, trust: Trust, at: datetime) -> OfdSignature:
    """Check the signature that the list ``listing`` names at ``location``. Never raises."""
    try:
        files = _files(package, listing, location)
        if kind != "Seal":
            unknown = Finding(Weight.DOUBT, "seals.kind_unknown", {"name": location})
            return OfdSignature(location, own=files.own, covered=_covered(package, files), findings=(unknown,))
        return _sealed(package, listing, files, trust, at)
    except (OfficeError, ValueError) as error:
        detail = getattr(error, "code", str(error))
        return OfdSignature(
            location, findings=(_break("seals.signature_malformed", location, detail=str(detail)[:100]),)
        )


def _break(code: str, name: str, **facts: str) -> Finding:
    return Finding(Weight.BREAK, code, {"name": name, **facts})


def _files(package: Package, listing: str, location: str) -> _Files:
    path = package.find(listing, location)
    if path is None:
        raise ValueError(f"{location}: missing")
    content = package.files[path]
    signature = read_signature_xml(content, path)
    value = package.find(path, signature.value) if signature.value else None
    if value is None:
        raise ValueError(f"{signature.value}: missing")
    seal = package.find(path, signature.seal) if signature.seal else None
    if signature.seal and seal is None:
        raise ValueError(f"{signature.seal}: missing")
    return _Files(path, content, signature, value, seal)


def _sealed(package: Package, listing: str, files: _Files, trust: Trust, at: datetime) -> OfdSignature:
    value = read_signature(package.files[files.value_path])
    told = extras(value)
    name = value.seal.name
    stamps, strays = _stamps(package, listing, files)
    covered = _covered(package, files)
    findings = [
        *_reference_findings(package, files, covered, name),
        *_value_findings(package, files, value, name),
        *_form_findings(value, told, name),
        *_seal_findings(value, told, trust, at, name),
        *_stamp_findings(stamps, strays, value.seal, name),
    ]
    return OfdSignature(
        name=name,
        holder=read_certificate(value.signer).holder,
        signed_at=value.signed_at,
        stamps=stamps,
        picture=value.seal.picture,
        covered=covered,
        own=files.own,
        value_path=files.value_path,
        package_digest=told.package,
        findings=tuple(findings),
    )


def _digest(files: _Files) -> Callable[[bytes], bytes] | None:
    return _DIGESTS.get(files.signature.method.upper())


def _covered(package: Package, files: _Files) -> frozenset[str]:
    """The files whose digests hold. Each is read once, however often it is listed; all its digests must hold."""
    digest = _digest(files)
    told: dict[str, set[bytes]] = {}
    for each in files.signature.references:
        if name := package.find(files.path, each.file):
            told.setdefault(name, set()).add(each.digest)
    return frozenset(name for name, values in told.items() if digest and {digest(package.files[name])} == values)


def _reference_findings(package: Package, files: _Files, covered: frozenset[str], name: str) -> Iterator[Finding]:
    if _digest(files) is None:
        yield Finding(Weight.DOUBT, "seals.digest_weak", {"name": name, "digest": files.signature.method[:40]})
        return
    for each in files.signature.references:
        found = package.find(files.path, each.file)
        if found is None:
            yield _break("seals.file_missing", name, file=each.file[:80])
        elif found not in covered:
            yield _break("seals.file_changed", name, file=found[:80])


def _value_findings(package: Package, files: _Files, value: SealSignature, name: str) -> Iterator[Finding]:
    """Is the value over this Signature.xml, by this signer, with this seal, made by its maker?"""
    if value.data_hash != sm3(files.content):
        yield _break("seals.file_changed", name, file=files.path)
    if not value.signer_signed():
        yield _break("seals.signature_wrong", name)
    if not value.seal.maker_signed():
        yield _break("seals.maker_signature_wrong", name)
    if not value.seal.made_for(value.signer):
        yield _break("seals.signer_not_in_seal", name)
    if files.seal_path and package.files[files.seal_path] != value.seal.raw:
        yield _break("seals.seal_swapped", name)
    if value.property_info.startswith("/") and package.find("/", value.property_info) != files.path:
        yield _break("seals.signature_moved", name)


def _form_findings(value: SealSignature, told: Extras, name: str) -> Iterator[Finding]:
    """Departures from the standard: told of foreign seals, never accepted where we wrote the seal ourselves."""
    if told.package is not None and not is_regular(value):
        yield _break("seals.signature_malformed", name, detail="SignedValue.dat")
    for note in sorted(value.notes | value.seal.notes):
        yield Finding(Weight.REMARK, "seals.departs_from_standard", {"name": name, "detail": note.value})


def _seal_findings(value: SealSignature, told: Extras, trust: Trust, at: datetime, name: str) -> Iterator[Finding]:
    """May seal, maker and holder be believed?"""
    seal, facts = value.seal, {"name": name}
    yield from certificate_findings(
        value.signer, told.chain, seal_anchors(trust), Usage.SEAL, (value.signed_at, at), facts
    )
    yield from maker_findings(seal.maker, told.chain, trust, value.signed_at or at, facts)
    yield from standing_findings(seal, (value.signed_at, at), trust)


def _stamps(package: Package, listing: str, files: _Files) -> tuple[tuple[tuple[int, Box], ...], int]:
    """Where the picture shows (page from 0, box in mm), and how many of its places are on no page."""
    root = next((body.root for body in package.documents if body.signatures == listing), package.documents[0].root)
    numbers = {page.id: index for index, page in enumerate(pages_of(package, root))}
    found = [(numbers.get(stamp.page), stamp.box) for stamp in files.signature.stamps]
    return tuple((page, box) for page, box in found if page is not None), sum(page is None for page, _ in found)


def _stamp_findings(stamps: tuple[tuple[int, Box], ...], strays: int, seal: SealFile, name: str) -> Iterator[Finding]:
    if strays:
        yield Finding(Weight.DOUBT, "seals.stamp_nowhere", {"name": name})
    for _, box in stamps:
        if abs(box.width - seal.width) > _SIZE_APART or abs(box.height - seal.height) > _SIZE_APART:
            size = {"width": f"{box.width:.1f}", "height": f"{box.height:.1f}"}
            yield Finding(Weight.REMARK, "seals.stamp_scaled", {"name": name, **size})
