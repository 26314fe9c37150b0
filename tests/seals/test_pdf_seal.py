"""Sealing PDFs: what comes out is right for us, for pyHanko, for poppler and for the archive."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, pdfa
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from documents.formats.pdfium import LOCK, Document
from documents.model.pages import Box
from office.crypto.authority import Usage
from office.crypto.key_file import Identity
from office.crypto.public_keys import Family
from office.crypto.token import Purpose
from office.errors import OfficeError
from seals.devices.key_file import KeyFolder
from seals.errors import (
    DocumentDamaged,
    DocumentEncrypted,
    DocumentLocked,
    DocumentTooLarge,
    HiddenContent,
    PictureUnreadable,
    PlaceOutsidePage,
    SealBroken,
    SealCertificateExpired,
    SealKeyUnfit,
)
from seals.formats.pdf_check import check_pdf
from seals.formats.pdf_gate import LIMIT
from seals.formats.pdf_seal import seal_pdf
from seals.model import Outcome
from seals.rules.verdict import join
from tests.office import pki
from tests.office.pki import NOW
from tests.seals.world import (
    DAY,
    FINANCE,
    LAST,
    LEFT,
    OFFICE,
    RIGHT,
    TRUST,
    about,
    countersigned_pdf,
    notice_pdf,
    picture,
    seal_of,
    sealed_pdf,
    token_until,
    unit,
)


def seal(data: bytes, box: Box = RIGHT, page: int = 0) -> bytes:
    return seal_pdf(data, unit(OFFICE), picture(), box, page, about())


def changed(change: Callable[[pikepdf.Pdf], None], **saving: object) -> bytes:
    """The notice with something put in by pikepdf."""
    output = BytesIO()
    with pikepdf.open(BytesIO(notice_pdf())) as pdf:
        change(pdf)
        pdf.save(output, **saving)  # type: ignore[arg-type]  # a test passes what it likes
    return output.getvalue()


def rendered(data: bytes, page: int) -> list[list[tuple[int, int, int]]]:
    """The page in pixels, two for a mm, by pdfium."""
    with LOCK:
        document = Document(data)
        document.init_forms()
        image = document[page].render(scale=2 * 25.4 / 72).to_pil().convert("RGB")
        document.close()
    return [[image.getpixel((x, y)) for x in range(image.width)] for y in range(image.height)]


def test_what_stood_in_the_file_before_stays_byte_for_byte() -> None:
    assert sealed_pdf().startswith(notice_pdf())
    assert countersigned_pdf().startswith(sealed_pdf())


def test_the_seal_is_intact_and_lies_in_true_size_where_it_was_put() -> None:
    verdict = join(check_pdf(sealed_pdf(), TRUST, NOW))

    assert verdict.outcome is Outcome.INTACT
    assert verdict.reasons == ()
    (seen,) = verdict.seals
    assert (seen.name, seen.holder, seen.signed_at, seen.page) == (OFFICE, OFFICE, NOW, LAST)
    assert seen.box is not None
    assert (seen.box.x, seen.box.y, seen.box.width, seen.box.height) == pytest.approx((112, 80, 42, 42), abs=0.01)


def test_the_picture_of_the_seal_can_be_taken_out_again() -> None:
    from PIL import Image

    (seen,) = join(check_pdf(sealed_pdf(), TRUST, NOW)).seals

    assert seen.picture is not None
    assert Image.open(BytesIO(seen.picture)).tobytes() == Image.open(BytesIO(picture())).tobytes()


@pytest.mark.parametrize("make", [sealed_pdf, countersigned_pdf])
def test_pyhanko_itself_accepts_the_sealed_file(make: Callable[[], bytes]) -> None:
    roots = list(load_certs_from_pemder_data(TRUST.pdf_roots[0]))
    for embedded in PdfFileReader(BytesIO(make())).embedded_signatures:
        context = ValidationContext(trust_roots=roots, moment=NOW + DAY / 12)
        status = validate_pdf_signature(embedded, context)

        assert status.bottom_line, status.pretty_print_details()


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not installed")
def test_poppler_accepts_the_sealed_file(tmp_path: Path) -> None:
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed_pdf())
    said = subprocess.run(["pdfsig", str(path)], capture_output=True, check=False).stdout.decode()

    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said


@pytest.mark.parametrize("lock", [False, True])
def test_nothing_in_the_sealed_file_breaks_pdf_a_2b(lock: bool) -> None:
    report = pdfa.validate_written(BytesIO(sealed_pdf(lock=lock)), "2b")

    unjudged = {finding.where.rpartition(" ")[2] for finding in report.findings}
    assert {finding.kind for finding in report.findings} == {"unsupported"}  # pikepdf does not judge forms at all
    assert unjudged <= {"/AcroForm", "/Perms", "/PieceInfo"}


def test_the_appearance_of_the_seal_is_pdf_a_2b() -> None:
    output = BytesIO()
    with pikepdf.open(BytesIO(sealed_pdf())) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        del pdf.Root.AcroForm
        for name in ("/FT", "/V", "/T", "/TU"):
            del field[name]
        field.Subtype = Name.Stamp  # a kind of annotation that pikepdf judges
        del field.AP.N.PieceInfo  # private data, which it does not judge
        pdf.save(output)

    report = pdfa.validate_written(BytesIO(output.getvalue()), "2b")
    assert report.passed, report


def test_the_text_under_the_seal_stays_legible() -> None:
    before, after = rendered(notice_pdf(), LAST), rendered(sealed_pdf(), LAST)
    inside = [(x, y) for y in range(165, 240) for x in range(230, 300)]
    dark = [place for place in inside if max(before[place[1]][place[0]]) < 80]
    reddened = [place for place in inside if after[place[1]][place[0]][1] < before[place[1]][place[0]][1] - 60]

    assert dark
    assert reddened
    assert all(max(after[y][x]) < 100 for x, y in dark)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_on_a_turned_page_the_seal_lies_where_it_is_seen(turn: int) -> None:
    def turned(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = turn

    data = seal(changed(turned), Box(20, 30, 42, 42))
    before, after = rendered(changed(turned), 0), rendered(data, 0)
    different = [(x, y) for y, row in enumerate(after) for x, pixel in enumerate(row) if pixel != before[y][x]]

    assert min(x for x, _ in different) == pytest.approx(40, abs=4)
    assert min(y for _, y in different) == pytest.approx(60, abs=4)
    assert max(x for x, _ in different) == pytest.approx(124, abs=4)
    assert max(y for _, y in different) == pytest.approx(144, abs=4)


def test_an_rsa_key_seals_as_well() -> None:
    token = unit(OFFICE, Family.RSA)
    data = seal_pdf(notice_pdf(), token, picture(), RIGHT, LAST, about(), seal=seal_of(OFFICE))
    trust = replace(TRUST, pdf_roots=(pki.root(Family.RSA).certificate,))

    assert join(check_pdf(data, trust, NOW)).outcome is Outcome.INTACT


def test_a_further_seal_of_another_unit_is_an_addition_and_breaks_nothing() -> None:
    verdict = join(check_pdf(countersigned_pdf(), TRUST, NOW + DAY))

    assert verdict.outcome is Outcome.ADDED
    assert [reason.code for reason in verdict.reasons] == ["seals.seal_added"]
    assert verdict.reasons[0].facts == {"name": FINANCE, "earlier": OFFICE}
    assert [seen.intact for seen in verdict.seals] == [True, True]


def test_a_locked_document_is_intact_and_takes_no_further_seal() -> None:
    data = sealed_pdf(lock=True)

    assert join(check_pdf(data, TRUST, NOW)).outcome is Outcome.INTACT
    with pytest.raises(DocumentLocked):
        seal_pdf(data, unit(FINANCE), picture(), LEFT, LAST, about(FINANCE))


def test_the_last_of_several_seals_can_lock_the_document() -> None:
    further = seal_of(FINANCE, "S-2")
    data = seal_pdf(sealed_pdf(), unit(FINANCE), picture(), LEFT, LAST, about(FINANCE), seal=further, lock=True)

    assert join(check_pdf(data, TRUST, NOW)).outcome is Outcome.ADDED
    with pytest.raises(DocumentLocked):
        seal_pdf(data, unit(OFFICE), picture(), Box(20, 200, 42, 42), LAST, about())


def test_an_expired_certificate_seals_nothing() -> None:
    with pytest.raises(SealCertificateExpired) as caught:
        seal_pdf(notice_pdf(), token_until(NOW - DAY), picture(), RIGHT, LAST, about())

    assert caught.value.facts["valid_to"] == "2026-03-01"


def test_a_certificate_for_opening_seals_nothing() -> None:
    opening = pki.certificate(Family.EC, Usage.OPEN, OFFICE)
    identity = Identity(pki.key(Family.EC, OFFICE), opening, pki.authority(Family.EC).chain)

    with pytest.raises(SealKeyUnfit):
        seal_pdf(notice_pdf(), KeyFolder({Purpose.SIGN: identity}), picture(), RIGHT, LAST, about())


@pytest.mark.parametrize(("box", "page"), [(Box(190, 80, 42, 42), 0), (Box(-1, 0, 42, 42), 0), (RIGHT, 2), (RIGHT, -1)])
def test_a_seal_never_lies_outside_the_pages(box: Box, page: int) -> None:
    with pytest.raises(PlaceOutsidePage):
        seal(notice_pdf(), box, page)


def test_a_picture_that_is_none_is_refused() -> None:
    with pytest.raises(PictureUnreadable):
        seal_pdf(notice_pdf(), unit(OFFICE), b"not a picture", RIGHT, LAST, about())


def test_a_file_with_a_password_is_refused() -> None:
    locked = changed(lambda _: None, encryption=pikepdf.Encryption(owner="o", user="u"))
    readable = changed(lambda _: None, encryption=pikepdf.Encryption(owner="o", user=""))

    for data in (locked, readable):
        with pytest.raises(DocumentEncrypted):
            seal(data)


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(DocumentTooLarge):
        seal(bytes(LIMIT + 1))


@pytest.mark.parametrize("cut", [0, 1, 10, 200, 5000])
def test_a_damaged_file_is_refused(cut: int) -> None:
    with pytest.raises(OfficeError):
        seal(notice_pdf()[:cut] if cut else b"")


def test_a_file_that_other_readers_would_repair_is_refused() -> None:
    data = notice_pdf()
    at = data.rindex(b"startxref")

    with pytest.raises(DocumentDamaged):
        seal(data[:at] + data[at:].replace(b"startxref\n", b"startxref\n9"))


def _script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def _launch(pdf: pikepdf.Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.Launch, F="x"))
    pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(link)]))


def _attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.txt"] = b"hidden"


def _layer(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="layer"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def _sound(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


@pytest.mark.parametrize("hide", [_script, _launch, _attachment, _layer, _sound])
def test_a_file_that_could_show_something_else_later_is_refused(hide: Callable[[pikepdf.Pdf], None]) -> None:
    with pytest.raises(HiddenContent):
        seal(changed(hide))


def test_a_broken_seal_is_not_sealed_over() -> None:
    data = sealed_pdf().replace(b"/GovDesk_SealId", b"/GovDesk_SealIe")

    with pytest.raises(SealBroken):
        seal(data, LEFT)
