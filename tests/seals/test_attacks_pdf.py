"""What insiders and strangers try on a sealed PDF: seals that draw something else, additions that are no proof."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from asn1crypto import cms  # type: ignore[import-untyped]  # ships no py.typed
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from documents.model.pages import Box
from seals.errands import verify
from seals.errors import HiddenContent
from seals.formats import pdf_seal, pdf_stamp
from seals.formats.crossing import cross
from seals.formats.pdf_gate import check_sealable
from seals.model import Outcome
from tests.office.pki import NOW
from tests.seals import forgery
from tests.seals.forgery import Change, dictionary, numbers
from tests.seals.world import (
    DAY,
    FINANCE,
    LAST,
    LEFT,
    OFFICE,
    RIGHT,
    TRUST,
    about,
    notice_pdf,
    picture,
    seal_of,
    sealed_pdf,
    unit,
)

POINTS = 72 / 25.4


def codes(data: bytes) -> set[str]:
    return {reason.code for reason in verify(data, TRUST, NOW + DAY).reasons}


def outcome(data: bytes) -> Outcome:
    return verify(data, TRUST, NOW + DAY).outcome


# a seal that is not what it shows


def sealed_by_hand(data: bytes, name: str, box: Box, esid: str, form: Callable[[Any], Any]) -> bytes:
    """The steps of ``seal_pdf`` by a program that puts another appearance under the same proof."""
    writer = pdf_seal._Writer(BytesIO(data))
    target = pdf_seal._target(writer, box, LAST)
    stamp = pdf_seal._Stamp(picture(), seal_of(name, esid), unit(name), about(name, NOW + DAY / 24))
    drawn = pdf_stamp.appearance

    def other(*given: Any) -> Any:
        return form(drawn(*given))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf_seal, "appearance", other)
        return pdf_seal._sealed(writer, target, stamp, pdf_seal._locking(False, first=True))


def same(form: Any) -> Any:
    return form


def another_drawing(form: Any) -> Any:
    return generic.StreamObject(form, stream_data=b"q 0 0 0 0 0 0 cm /Seal Do Q 1 0 0 rg 20 20 80 80 re f")


def a_second_drawing(form: Any) -> Any:
    return generic.StreamObject(form, stream_data=form.data + b" 1 0 0 rg 20 20 80 80 re f")


def another_window(form: Any) -> Any:
    form[pdf_name("/BBox")] = numbers(0, 0, 10, 10)
    return form


def turned_askew(form: Any) -> Any:
    form[pdf_name("/Matrix")] = numbers(0.5, 0.5, -0.5, 0.5, 0, 0)
    return form


def not_multiplied(form: Any) -> Any:
    form["/Resources"]["/ExtGState"]["/Multiply"][pdf_name("/BM")] = pdf_name("/Normal")
    return form


def inverted(form: Any) -> Any:
    form["/Resources"]["/XObject"]["/Seal"][pdf_name("/Decode")] = numbers(1, 0, 1, 0, 1, 0)
    return form


def test_a_seal_put_by_hand_as_the_program_does_is_intact() -> None:
    assert outcome(sealed_by_hand(notice_pdf(), OFFICE, RIGHT, "S-1", same)) is Outcome.INTACT


@pytest.mark.parametrize(
    "form", [another_drawing, a_second_drawing, another_window, turned_askew, not_multiplied, inverted]
)
def test_a_proven_seal_that_draws_something_else_is_called_swapped(form: Callable[[Any], Any]) -> None:
    """The maker signed a picture; what the page shows beside or instead of it, nobody signed for."""
    data = sealed_by_hand(notice_pdf(), OFFICE, RIGHT, "S-1", form)

    assert "seals.seal_swapped" in codes(data)
    assert outcome(data) is Outcome.CHANGED


def test_the_signature_of_our_seal_has_one_form_only() -> None:
    """Anyone can turn an ECDSA signature (r, s) into (r, n - s), which verifies as well."""
    data, order = sealed_pdf(), 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    begin = data.index(b"/Contents <") + len(b"/Contents <")
    end = data.index(b">", begin)
    value = cms.ContentInfo.load(bytes.fromhex(data[begin:end].decode()))
    info = value["content"]["signer_infos"][0]
    r, s = decode_dss_signature(info["signature"].native)
    info["signature"] = encode_dss_signature(r, order - s)
    digits = value.dump(force=True).hex().encode().ljust(end - begin, b"0")
    digits = digits if data[begin:end].islower() else digits.upper()

    assert outcome(data) is Outcome.INTACT
    assert outcome(data[:begin] + digits + data[end:]) is Outcome.CHANGED


# what comes later


def new_title(writer: Any) -> None:
    info = writer.trailer["/Info"]
    info[pdf_name("/Title")] = generic.pdf_string("关于废止的通知")
    writer.update_container(info)


def new_description(writer: Any) -> None:
    old = writer.root["/Metadata"]
    packet = generic.StreamObject(
        dictionary(Type=pdf_name("/Metadata"), Subtype=pdf_name("/XML")),
        stream_data=old.data.replace("通知".encode(), "废止".encode()),
    )
    assert packet.data != old.data
    writer.root[pdf_name("/Metadata")] = writer.add_object(packet)
    writer.update_root()


def new_marks(writer: Any) -> None:
    writer.root[pdf_name("/MarkInfo")] = dictionary(Marked=generic.BooleanObject(True))
    writer.update_root()


def fields_drawn_anew(writer: Any) -> None:
    form = writer.root["/AcroForm"]
    form[pdf_name("/NeedAppearances")] = generic.BooleanObject(True)
    writer.update_container(form)


def hidden_field(**more: Any) -> Change:
    """An invisible field for a signature, without one."""

    def change(writer: Any) -> None:
        page = writer.find_page_for_modification(0)[0]
        field = dictionary(
            Type=pdf_name("/Annot"), Subtype=pdf_name("/Widget"), FT=pdf_name("/Sig"), T=generic.pdf_string("x"),
            Rect=numbers(0, 0, 0, 0), P=page, F=generic.NumberObject(132), **more,
        )  # fmt: skip
        reference = writer.add_object(field)
        writer.register_annotation(page, reference)
        writer.root["/AcroForm"]["/Fields"].append(reference)
        writer.update_container(writer.root["/AcroForm"]["/Fields"])

    return change


def _changes() -> Iterator[Any]:
    for change in (new_title, new_description, new_marks, fields_drawn_anew):
        yield pytest.param(change, id=change.__name__)
    yield pytest.param(hidden_field(), id="hidden_field")
    action = dictionary(S=pdf_name("/URI"), URI=generic.pdf_string("http://example.org"))
    yield pytest.param(hidden_field(AA=dictionary(U=action)), id="hidden_field_that_acts")


@pytest.mark.parametrize("lock", [False, True])
@pytest.mark.parametrize("change", list(_changes()))
def test_what_is_no_proof_is_never_passed_off_as_proof(change: Change, lock: bool) -> None:
    """Whoever wants may add proof for later times; a title, a description or an empty field is none."""
    data = forgery.add_proof(forgery.updated(sealed_pdf(lock=lock), change))

    assert outcome(data) is Outcome.CHANGED
    assert "seals.changed_after" in codes(data)


@pytest.mark.parametrize("grey", [60, 120, 150, 190])
def test_a_further_seal_that_writes_in_grey_is_called_changed(grey: int) -> None:
    data = forgery.signed_by_pyhanko(sealed_pdf(), FINANCE, (300, 20, 420, 40), (grey, grey, grey, 255))

    assert "seals.covers_text" in codes(data)


def test_a_further_signature_in_red_breaks_nothing_but_its_picture_is_nobodys_seal() -> None:
    data = forgery.signed_by_pyhanko(sealed_pdf(), FINANCE, (300, 20, 420, 140), (200, 20, 20, 255))

    assert outcome(data) is Outcome.UNCHECKABLE
    assert codes(data) == {"seals.seal_added", "seals.picture_unproven"}


def test_a_stretched_seal_does_not_slip_over_an_earlier_one() -> None:
    """Seen as a circle of its short side, it would lie far from the earlier seal."""
    left, top, width, height = 1.0, RIGHT.y + 10, 180.0, 20.0
    rectangle = (left, 297 - top - height, left + width, 297 - top)
    box = tuple(int(each * POINTS) for each in rectangle)
    data = forgery.signed_by_pyhanko(sealed_pdf(), FINANCE, box, (255, 0, 0, 255), LAST)  # type: ignore[arg-type]

    assert "seals.covers_earlier_seal" in codes(data)


def test_round_seals_may_share_the_corners_of_their_boxes_but_stretched_ones_may_not() -> None:
    a, beside = Box(0, 0, 40, 40), Box(30, 30, 40, 40)

    assert not cross(a, beside)
    assert cross(a, Box(30, 30, 80, 40))
    assert not cross(a, Box(40, 0, 80, 20))


@pytest.mark.parametrize(("flags", "looks"), [(36, ("/N",)), (260, ("/N",)), (4, ("/N", "/R")), (4, ("/N", "/D"))])
def test_what_is_printed_but_not_shown_blocks_sealing_and_belief(flags: int, looks: tuple[str, ...]) -> None:
    data = with_annotation(flags, looks)
    with pytest.raises(HiddenContent):
        check_sealable(data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf_seal, "check_sealable", lambda _data: None)
        sealed = pdf_seal.seal_pdf(data, unit(OFFICE), picture(), RIGHT, LAST, about(), seal=seal_of(OFFICE))
    assert "seals.active_content" in codes(sealed)
    assert outcome(sealed) is Outcome.UNCHECKABLE


def with_annotation(flags: int, looks: tuple[str, ...]) -> bytes:
    """The notice with a white sheet over its first page."""
    with pikepdf.open(BytesIO(notice_pdf())) as pdf:
        sheet = pdf.make_stream(b"1 1 1 rg 0 0 595 842 re f")
        sheet.Type, sheet.Subtype, sheet.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 595, 842]
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=[0, 0, 595, 842],
            F=flags,
            AP=pikepdf.Dictionary(dict.fromkeys(looks, sheet)),
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
        output = BytesIO()
        pdf.save(output)
        return output.getvalue()


def test_a_sheet_that_is_shown_as_it_is_printed_may_be_sealed() -> None:
    check_sealable(with_annotation(4, ("/N",)))


def test_two_further_seals_beside_each_other_still_are_an_addition() -> None:
    data = sealed_by_hand(sealed_pdf(), FINANCE, LEFT, "S-2", same)

    assert outcome(data) is Outcome.ADDED
