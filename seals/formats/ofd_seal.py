"""Putting a seal on an OFD: an SES V4 signature (GB/T 33190-2016 clause 18, GB/T 38540-2020).

Files that stand in the package keep their bytes. Nothing leaves here that our own checker does not accept.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from re import compile as pattern

from documents.errors import OfdDamaged
from documents.formats.ofd.package import Body, Package, append_files, read_package
from documents.model.pages import Box
from office.crypto.certificates import read_certificate
from office.crypto.public_keys import Family
from office.crypto.sm2 import sm3
from office.crypto.token import Purpose, Token
from seals.errors import (
    DocumentDamaged,
    DocumentLocked,
    DocumentTooLarge,
    HiddenContent,
    PlaceOutsidePage,
    PlaceTaken,
    SealBroken,
    SealCertificateExpired,
    SealingFailed,
    SealKeyUnfit,
    SealNotYours,
    SealOutOfDate,
)
from seals.formats.crossing import cross
from seals.formats.ofd_check import check_ofd
from seals.formats.ofd_pages import page_box, pages_of
from seals.formats.ofd_signatures import (
    Entry,
    SignatureList,
    Stamp,
    read_list,
    read_signature_xml,
    write_list,
    write_signature,
)
from seals.formats.ofd_value import sign_package
from seals.formats.ofd_zip import append_stored
from seals.formats.ses import SealFile, read_seal
from seals.model import Checked, Trust, Weight

LIMIT = 200 * 1000 * 1000  # bytes
_VERSION = "0.1"
_BODY_END = pattern(rb"</(\s*(?:[A-Za-z_][\w.-]*:)?)DocBody\s*>")
_ENTRANCE = "/OFD.xml"


@dataclass(frozen=True, slots=True)
class _Paths:
    """Absolute names of the files of one signature, and of the list that it stands in."""

    listing: str
    folder: str

    @property
    def signature(self) -> str:
        return f"{self.folder}/Signature.xml"

    @property
    def seal(self) -> str:
        return f"{self.folder}/Seal.esl"

    @property
    def value(self) -> str:
        return f"{self.folder}/SignedValue.dat"


def seal_ofd(
    data: bytes, token: Token, seal_der: bytes, box: Box, page: int, at: datetime, *, lock: bool = True
) -> bytes:
    """Seal an OFD with the seal ``seal_der`` (SESeal); its picture goes to ``box`` (mm) on ``page`` (from 0).

    With ``lock`` the list of seals is protected too and no further seal may follow. Signs with the token's SEAL key
    (SM2). Raises SealOutOfDate, SealNotYours, SealCertificateExpired, SealKeyUnfit, DocumentLocked, DocumentTooLarge,
    DocumentDamaged, HiddenContent, SealBroken, PlaceOutsidePage, SealUnreadable, SealingFailed and those of
    ``documents.formats.ofd.package.read_package``.
    """
    if len(data) > LIMIT:
        raise DocumentTooLarge(size=str(len(data) // 1_000_000), limit=str(LIMIT // 1_000_000))
    seal = read_seal(seal_der)
    check_holder(seal, token, at)
    package = read_package(data)
    body = _sealable(package)
    _check_earlier(package, body, data, at, box, page)
    stamp = _stamp(package, body, box, page)
    sealed = _sealed(data, package, body, seal_der, token, stamp, at, lock)
    _check_result(sealed, at)
    return sealed


def check_holder(seal: SealFile, token: Token, at: datetime) -> None:
    """Refuse when seal or certificate are not valid at ``at``, or the token may not use this seal."""
    certificate = read_certificate(token.certificate(Purpose.SEAL))
    if not seal.valid_at(at):
        raise SealOutOfDate(name=seal.name, **_days(seal.valid_from, seal.valid_to))
    if not seal.made_for(certificate.der):
        raise SealNotYours(name=seal.name, holder=certificate.holder)
    if not certificate.valid_at(at):
        raise SealCertificateExpired(holder=certificate.holder, **_days(certificate.not_before, certificate.not_after))
    if certificate.family is not Family.SM2 or not certificate.may("digital_signature", "non_repudiation"):
        raise SealKeyUnfit(holder=certificate.holder)


def _days(start: datetime, end: datetime) -> dict[str, str]:
    return {"valid_from": start.date().isoformat(), "valid_to": end.date().isoformat()}


def _sealable(package: Package) -> Body:
    """The one document of the package, when everything in it is there and nothing else is."""
    if len(package.documents) != 1:
        raise HiddenContent(what="多个文档")
    reached = package.reach()
    if reached.dangling:
        raise HiddenContent(what=f"缺失的引用（{reached.dangling[0][1][:60]}）")
    body = package.documents[0]
    if body.signatures is None and _claims_signatures(package):
        raise DocumentDamaged(reason="Signatures.xml")
    if body.signatures is None and set(package.files) - reached.files:
        raise HiddenContent(what=f"文件中没有用到的内容（{min(set(package.files) - reached.files)[:60]}）")
    if any(node.child("Versions") for node in package.xml(_ENTRANCE).all("DocBody")):
        raise HiddenContent(what="多个版本")
    return body


def _claims_signatures(package: Package) -> bool:
    return any(node.words("Signatures") for node in package.xml(_ENTRANCE).all("DocBody"))


def _check_earlier(package: Package, body: Body, data: bytes, at: datetime, box: Box, page: int) -> None:
    """Refuse when an earlier seal locks the list of seals, does not hold, or lies where the new one shall."""
    if body.signatures is None:
        return
    for _, _, location in read_list(package.files[body.signatures], body.signatures)[1]:
        name = package.find(body.signatures, location)
        if name is None:
            raise SealBroken(reason=location)
        signature = read_signature_xml(package.files[name], name)
        if any(package.find("/", each.file) == body.signatures for each in signature.references):
            raise DocumentLocked
    checked = check_ofd(data, Trust(), at)
    broken = _broken(checked)
    if broken:
        raise SealBroken(reason=", ".join(broken))
    for seen in checked.seals:
        if seen.page == page and seen.box and cross(seen.box, box):
            raise PlaceTaken(name=seen.name)


def _stamp(package: Package, body: Body, box: Box, page: int) -> tuple[str, Box]:
    """The id of the page and the boundary on it, both as a StampAnnot wants them."""
    pages = pages_of(package, body.root)
    if not 0 <= page < len(pages):
        raise PlaceOutsidePage(page=str(page + 1), pages=str(len(pages)))
    paper = page_box(package, body.root, pages[page])
    inside = box.x >= 0 and box.y >= 0 and box.x + box.width <= paper.width and box.y + box.height <= paper.height
    if not inside:
        raise PlaceOutsidePage(page=str(page + 1), pages=str(len(pages)))
    return pages[page].id, Box(box.x + paper.x, box.y + paper.y, box.width, box.height)


def _sealed(
    data: bytes,
    package: Package,
    body: Body,
    seal: bytes,
    token: Token,
    stamp: tuple[str, Box],
    at: datetime,
    lock: bool,
) -> bytes:
    paths = _paths(package, body)
    highest, earlier = _earlier(package, body)
    listed = SignatureList(highest + 2, (*earlier, Entry(f"s{highest + 1:03d}", "Seal", paths.signature)))
    fresh = {paths.listing: write_list(listed), paths.seal: seal}
    if body.signatures is None:
        fresh[_ENTRANCE] = _with_list(package.files[_ENTRANCE], paths.listing)
    protected = {**package.files, **fresh}
    if not lock:
        del protected[paths.listing]
    shown = Stamp(*stamp, f"s{highest + 2:03d}")
    references = [(name, b64encode(sm3(content)).decode()) for name, content in protected.items()]
    moment = at.astimezone(UTC).strftime("%Y%m%d%H%M%SZ")
    signature = write_signature(references, [shown], paths.seal, paths.value, moment, _VERSION)
    before = append_files(data, {**fresh, paths.signature: signature})
    value = sign_package(seal, token, at, signature, paths.signature, before)
    return append_stored(before, paths.value.lstrip("/"), value)


def _paths(package: Package, body: Body) -> _Paths:
    """Beside Document.xml, in the next free folder; property info and zip names here are ASCII."""
    listing = body.signatures or f"{body.root.rpartition('/')[0]}/Signs/Signatures.xml"
    if not listing.isascii():
        listing = "/Signs/Signatures.xml"
    if body.signatures is None and listing in package.files:
        raise DocumentDamaged(reason=listing)
    base = listing.rpartition("/")[0] if listing.isascii() else "/Signs"
    number = 0
    while any(name.startswith(f"{base}/Sign_{number}/") for name in package.files):
        number += 1
    return _Paths(body.signatures or listing, f"{base}/Sign_{number}")


def _earlier(package: Package, body: Body) -> tuple[int, Iterator[Entry] | tuple[Entry, ...]]:
    """The highest id in use, and the entries of the list as it is, with absolute locations."""
    if body.signatures is None:
        return 0, ()
    highest, found = read_list(package.files[body.signatures], body.signatures)
    stamps = [
        int("".join(char for char in stamp.id if char.isdigit())[:9] or "0")
        for _, _, location in found
        if (name := package.find(body.signatures, location))
        for stamp in read_signature_xml(package.files[name], name).stamps
    ]
    entries = tuple(
        Entry(id_, kind, package.find(body.signatures, location) or location) for id_, kind, location in found
    )
    return max([highest, *stamps]), entries


def _with_list(entrance: bytes, listing: str) -> bytes:
    """OFD.xml with the location of the list put at the end of its DocBody; all other bytes stay."""
    ends = list(_BODY_END.finditer(entrance))
    if len(ends) != 1:
        raise DocumentDamaged(reason=_ENTRANCE)
    prefix = ends[0][1].strip()
    element = b"<%sSignatures>%s</%sSignatures>" % (prefix, listing.encode("ascii"), prefix)
    return entrance[: ends[0].start()] + element + entrance[ends[0].start() :]


def _check_result(sealed: bytes, at: datetime) -> None:
    """Look at the result with the eyes of a receiver who trusts nobody: only doubts about trust may remain."""
    try:
        read_package(sealed)
    except OfdDamaged as error:
        raise SealingFailed(reason=error.code) from error
    checked = check_ofd(sealed, Trust(), at)
    broken = _broken(checked)
    if broken or not checked.seals:
        raise SealingFailed(reason=", ".join(broken) or "no seal")


def _broken(checked: Checked) -> list[str]:
    return [finding.code for finding in checked.findings if finding.weight is Weight.BREAK]
