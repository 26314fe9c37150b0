"""Putting a seal on a PDF: a PAdES B-B signature with the picture of the seal, added as an incremental update.

What stood in the file before stays byte for byte. Nothing leaves here that our own checker does not accept.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from documents.model.pages import Box
from office.crypto.certificates import read_certificate
from office.crypto.token import Purpose, Token
from office.errors import OfficeError
from seals.errors import (
    DocumentDamaged,
    DocumentLocked,
    PlaceOutsidePage,
    PlaceTaken,
    SealBroken,
    SealCertificateExpired,
    SealingFailed,
    SealKeyUnfit,
)
from seals.formats.cms_value import reserve, sign_digest
from seals.formats.crossing import cross
from seals.formats.pdf_check import check_pdf
from seals.formats.pdf_gate import check_sealable
from seals.formats.pdf_page import page_space
from seals.formats.pdf_proof import add_proof
from seals.formats.pdf_stamp import appearance
from seals.model import Checked, SealingAbout, Trust, Weight

SEAL_ID = "/GovDesk_SealId"  # in the signature dictionary: the id of the seal in the register


class _Writer(IncrementalPdfFileWriter):
    """An incremental writer that leaves title, dates and XMP alone: PDF/A wants them to agree, and they do already."""

    def _update_meta(self) -> None:
        pass


@dataclass(frozen=True, slots=True)
class _Target:
    """Where the seal goes."""

    field: str
    page: int
    rectangle: Any  # llx, lly, urx, ury in points; pyHanko declares whole numbers and takes any
    turn: int


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What is put there, and by whom; ``seal`` is empty when only a picture is at hand."""

    picture: bytes
    seal: bytes
    token: Token
    about: SealingAbout


def seal_pdf(
    data: bytes,
    token: Token,
    picture_png: bytes,
    box: Box,
    page: int,
    about: SealingAbout,
    *,
    seal: bytes = b"",
    lock: bool = False,
) -> bytes:
    """Seal a PDF: the picture goes to ``box`` (mm, from the top left of what is seen) on ``page`` (from 0).

    ``seal`` (SESeal, DER), when given, goes along as the proof whose seal the picture is. With ``lock`` no further seal
    may follow. Signs with the token's SIGN key (ECDSA P-256 or RSA, SHA-256); PAdES B-B,
    ETSI EN 319 142-1. Raises SealCertificateExpired, SealKeyUnfit, DocumentLocked, DocumentDamaged, DocumentEncrypted,
    DocumentTooLarge, HiddenContent, PlaceOutsidePage, PictureUnreadable, SealingFailed.
    """
    _check_certificate(token, about)
    check_sealable(data)
    with _reading():
        writer = _Writer(BytesIO(data))
        earlier = [entry["/V"] for entry in _fields(writer) if "/V" in entry]
        _check_open(writer, earlier)
        if earlier:
            _check_earlier(data, about, box, page)
        target = _target(writer, box, page)
        stamp = _Stamp(picture_png, seal, token, about)
        sealed = _sealed(writer, target, stamp, _locking(lock, first=not earlier))
    _check_result(sealed, about)
    return sealed


def _check_certificate(token: Token, about: SealingAbout) -> None:
    certificate = read_certificate(token.certificate(Purpose.SIGN))
    if not certificate.valid_at(about.at):
        raise SealCertificateExpired(
            holder=certificate.holder,
            valid_from=certificate.not_before.date().isoformat(),
            valid_to=certificate.not_after.date().isoformat(),
        )
    if not certificate.may("non_repudiation"):
        raise SealKeyUnfit(holder=certificate.holder)


@contextmanager
def _reading() -> Iterator[None]:
    """pyHanko ends in errors of many kinds on a damaged file; to us they are one."""
    try:
        yield
    except OfficeError:
        raise
    except Exception as error:
        raise DocumentDamaged(reason=f"{type(error).__name__}: {error}"[:200]) from error


def _fields(writer: Any) -> list[Any]:
    try:
        fields = writer.root["/AcroForm"]["/Fields"]
    except KeyError:
        return []
    return [field.get_object() for field in fields]


def _check_open(writer: Any, earlier: list[Any]) -> None:
    """Refuse when an earlier seal certified that nothing may follow, or locked every field."""
    for value in earlier:
        for reference in value.get("/Reference", ()):
            parameters = reference.get_object().get("/TransformParams", {})
            if parameters.get("/P") == MDPPerm.NO_CHANGES.value:
                raise DocumentLocked
    if "/Perms" in writer.root and "/DocMDP" not in writer.root["/Perms"]:
        raise DocumentLocked


def _target(writer: Any, box: Box, page: int) -> _Target:
    pages = int(writer.root["/Pages"]["/Count"])
    if not 0 <= page < pages:
        raise PlaceOutsidePage(page=str(page + 1), pages=str(pages))
    space = page_space(writer.find_page_for_modification(page)[0].get_object())
    if not space.holds(box):
        raise PlaceOutsidePage(page=str(page + 1), pages=str(pages))
    return _Target(_free_name(writer), page, space.rectangle(box), space.turn)


def _free_name(writer: Any) -> str:
    taken = {str(field.get("/T")) for field in _fields(writer)}
    number = 1
    while f"Seal{number}" in taken:
        number += 1
    return f"Seal{number}"


def _locking(lock: bool, *, first: bool) -> SigMDPSetup:
    """The first seal locks by certifying the document (DocMDP), a later one by locking all fields (FieldMDP)."""
    if not lock:
        return SigMDPSetup(md_algorithm="sha256")
    if first:
        return SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    everything = FieldMDPSpec(FieldMDPAction.ALL)
    return SigMDPSetup(md_algorithm="sha256", field_lock=everything, docmdp_perms=MDPPerm.NO_CHANGES)


def _sealed(writer: Any, target: _Target, stamp: _Stamp, locking: SigMDPSetup) -> bytes:
    steps = PdfCMSEmbedder(SigFieldSpec(target.field, target.page, target.rectangle)).write_cms(target.field, writer)
    field = next(steps).get_object()
    field[pdf_name("/TU")] = generic.pdf_string(stamp.about.name)
    field[pdf_name("/AP")] = _appearance(writer, target, stamp)
    steps.send(SigObjSetup(_placeholder(stamp.token, stamp.about), mdp_setup=locking))
    prepared, output = steps.send(SigIOSetup(md_algorithm="sha256", output=BytesIO()))
    steps.send(sign_digest(prepared.document_digest, stamp.token))
    return bytes(output.getvalue())


def _appearance(writer: Any, target: _Target, stamp: _Stamp) -> Any:
    left, bottom, right, top = target.rectangle
    width, height = right - left, top - bottom
    if target.turn in {90, 270}:
        width, height = height, width
    form = appearance(writer, stamp.picture, width, height, target.turn)
    if stamp.seal:
        add_proof(writer, form, stamp.seal, stamp.token, stamp.about.at)
    return generic.DictionaryObject({pdf_name("/N"): writer.add_object(form)})


def _placeholder(token: Token, about: SealingAbout) -> Any:
    placeholder = SignatureObject(
        timestamp=about.at,
        subfilter=SigSeedSubFilter.PADES,
        name=about.name,
        reason=about.reason,
        bytes_reserved=2 * reserve(token),
    )
    if about.seal_id:
        placeholder[pdf_name(SEAL_ID)] = generic.pdf_string(about.seal_id)
    return placeholder


def _check_earlier(data: bytes, about: SealingAbout, box: Box, page: int) -> None:
    """Refuse when an earlier seal does not hold, or lies where the new one shall."""
    checked = check_pdf(data, Trust(), about.at)
    broken = _broken(checked)
    if broken:
        raise SealBroken(reason=", ".join(broken))
    for seen in checked.seals:
        if seen.page == page and seen.box and cross(seen.box, box):
            raise PlaceTaken(name=seen.name)


def _broken(checked: Checked) -> list[str]:
    return [finding.code for finding in checked.findings if finding.weight is Weight.BREAK]


def _check_result(sealed: bytes, about: SealingAbout) -> None:
    """Look at the result with the eyes of a receiver who trusts nobody: only doubts about trust may remain."""
    checked = check_pdf(sealed, Trust(), about.at)
    broken = _broken(checked)
    if broken or not checked.seals:
        raise SealingFailed(reason=", ".join(broken) or "no seal")
