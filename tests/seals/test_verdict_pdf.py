"""Attacks on sealed PDFs. None of them is ever called intact; most must be called changed."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.model.pages import Box
from office.crypto.authority import Usage
from office.crypto.certificates import read_certificate
from office.crypto.public_keys import Family
from office.crypto.token import Purpose
from seals.errands import verify
from seals.errors import PlaceTaken
from seals.formats import pdf_seal
from seals.formats.pdf_bytes import explained
from seals.formats.pdf_seal import seal_pdf
from seals.model import Outcome, Trust, Verdict
from tests.office import pki
from tests.office.pki import NOW, flipped
from tests.seals import forgery
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
    seal_for,
    seal_of,
    sealed_pdf,
    token_until,
    unit,
)

SIGNED = {Outcome.INTACT, Outcome.ADDED}
LATER = NOW + DAY


def verdict(data: bytes, trust: Trust = TRUST, at: datetime = LATER) -> Verdict:
    return verify(data, trust, at)


def outcome(data: bytes) -> Outcome:
    return verdict(data).outcome


def codes(data: bytes, trust: Trust = TRUST, at: datetime = LATER) -> set[str]:
    return {reason.code for reason in verdict(data, trust, at).reasons}


def test_the_file_as_it_was_sealed_is_intact() -> None:
    assert outcome(sealed_pdf()) is Outcome.INTACT


def test_a_file_without_a_seal_is_unsealed() -> None:
    assert outcome(notice_pdf()) is Outcome.UNSEALED


@settings(max_examples=150, deadline=None)
@given(place=st.integers(min_value=0), bits=st.integers(1, 255))
def test_one_changed_byte_anywhere_is_never_called_intact(place: int, bits: int) -> None:
    assert outcome(flipped(sealed_pdf(), place, bits)) not in SIGNED


@settings(max_examples=100, deadline=None)
@given(place=st.integers(min_value=0), bits=st.integers(1, 255))
def test_one_changed_byte_in_the_signature_value_is_never_called_intact(place: int, bits: int) -> None:
    begin, end = _hole(sealed_pdf())

    assert outcome(flipped(sealed_pdf(), begin + place % (end - begin), bits)) not in SIGNED


@settings(max_examples=60, deadline=None)
@given(place=st.integers(min_value=0), bits=st.integers(1, 255))
def test_one_changed_byte_between_two_seals_is_never_called_intact(place: int, bits: int) -> None:
    begin, length = len(sealed_pdf()), len(countersigned_pdf()) - len(sealed_pdf())

    assert outcome(flipped(countersigned_pdf(), begin + place % length, bits)) not in SIGNED


def _hole(data: bytes) -> tuple[int, int]:
    begin = data.index(b"/Contents <") + len(b"/Contents ")
    return begin, data.index(b">", begin) + 1


@pytest.mark.parametrize(
    "region", [b"%PDF-", b"/ByteRange", b"/Contents <", b"startxref", b"%%EOF", b"/Prev", b"trailer"]
)
@pytest.mark.parametrize("offset", [0, 2, -1])
def test_no_structure_of_the_file_can_be_bent(region: bytes, offset: int) -> None:
    data = sealed_pdf()
    found = data.rfind(region)
    if found < 0:
        pytest.skip("the file has a cross-reference stream instead")

    assert outcome(flipped(data, found + offset, 4)) not in SIGNED


@pytest.mark.parametrize("change", [str.lower, str.swapcase])
def test_the_digits_of_the_value_in_another_case_are_noticed(change: object) -> None:
    data = sealed_pdf()
    begin, end = _hole(data)
    digits = data[begin : begin + 40].decode()
    other = data[:begin] + (digits.lower()).encode() + data[begin + 40 : end] + data[end:]

    assert other != data
    assert outcome(other) is Outcome.CHANGED


@pytest.mark.parametrize(
    "tail",
    [
        b"\n",
        b"\0",
        b" " * 407,
        b"\n%%EOF\n",
        b"\n9 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\n",
        b"\nxref\n0 0\ntrailer\n<</Size 1>>\nstartxref\n0\n%%EOF\n",
    ],
)
def test_bytes_behind_the_end_are_never_called_intact(tail: bytes) -> None:
    assert outcome(sealed_pdf() + tail) is Outcome.CHANGED
    assert outcome(countersigned_pdf() + tail) is Outcome.CHANGED


@pytest.mark.parametrize("head", [b"\n", b"x" * 20, b"%PDF-1.4\n", b"PK\3\4"])
def test_bytes_before_the_beginning_are_never_called_intact(head: bytes) -> None:
    assert outcome(head + sealed_pdf()) not in SIGNED


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(1, 6000))
def test_a_file_cut_short_is_never_called_intact(cut: int) -> None:
    assert outcome(sealed_pdf()[:-cut]) not in SIGNED


@pytest.mark.parametrize("change", forgery.UPDATES, ids=lambda change: change.__name__)
def test_an_update_after_the_seal_is_called_changed(change: forgery.Change) -> None:
    assert outcome(forgery.updated(sealed_pdf(), change)) is Outcome.CHANGED


@pytest.mark.parametrize("change", forgery.UPDATES, ids=lambda change: change.__name__)
def test_an_update_after_a_locking_seal_is_called_changed(change: forgery.Change) -> None:
    assert outcome(forgery.updated(sealed_pdf(lock=True), change)) is Outcome.CHANGED


@pytest.mark.parametrize(
    "change",
    [change for change in forgery.UPDATES if change is not forgery.remove_form],
    ids=lambda change: change.__name__,
)
def test_an_update_hidden_under_a_further_seal_is_called_changed(change: forgery.Change) -> None:
    between = forgery.updated(sealed_pdf(), change)
    data = forgery.signed_by_pyhanko(between, FINANCE, (100, 100, 219, 219), (230, 0, 0, 255))

    assert outcome(data) is Outcome.CHANGED


@pytest.mark.parametrize("lock", [False, True])
def test_proof_for_later_times_is_an_addition(lock: bool) -> None:
    data = forgery.add_proof(sealed_pdf(lock=lock))

    assert outcome(data) is Outcome.ADDED
    assert codes(data) == {"seals.proof_added"}


@pytest.mark.parametrize("change", forgery.UPDATES, ids=lambda change: change.__name__)
def test_an_update_hidden_behind_added_proof_is_called_changed(change: forgery.Change) -> None:
    assert outcome(forgery.updated(forgery.add_proof(sealed_pdf()), change)) is Outcome.CHANGED


@pytest.mark.parametrize("tail", [b"\n", b"\r\n", b"%", b"\n9 0 obj\n<<>>\nendobj\n", b"\n%%EOF\n"])
def test_bytes_behind_added_proof_are_called_changed(tail: bytes) -> None:
    assert outcome(forgery.add_proof(sealed_pdf()) + tail) is Outcome.CHANGED


def test_bytes_between_the_objects_of_a_revision_are_not_explained() -> None:
    body = b"1 0 obj\n<<>>\nendobj\n"
    end = b"xref\n0 1\ntrailer\n<<>>\nstartxref\n42\n%%EOF\n"

    assert explained(body + body + end, 0, [0, len(body), 2 * len(body)])
    assert not explained(body + b"hidden\n" + body + end, 0, [0, len(body) + 7, 2 * len(body) + 7])
    assert not explained(body + body + end, 0, [0, 2 * len(body)])
    assert not explained(b"hidden\n" + body + end, 0, [7, 7 + len(body)])


def test_a_seal_over_a_script_cannot_be_relied_on() -> None:
    """Other makers seal files that can show something else another day."""
    scripted = forgery.updated(notice_pdf(), forgery.script)
    data = forgery.signed_by_pyhanko(scripted, OFFICE, (100, 100, 219, 219), (230, 0, 0, 255))

    assert outcome(data) is Outcome.UNCHECKABLE
    assert "seals.active_content" in codes(data)


def test_removing_the_last_of_two_seals_leaves_the_file_as_it_was_before_it() -> None:
    """Nothing in a file can show that something was cut off its end; the register of sealings can."""
    assert outcome(countersigned_pdf()[: len(sealed_pdf())]) is Outcome.INTACT


def test_whose_seal_a_picture_shows_cannot_be_told_from_a_signature_alone() -> None:
    data = forgery.signed_by_pyhanko(notice_pdf(), OFFICE, (100, 100, 219, 219), (230, 0, 0, 255))

    assert outcome(data) is Outcome.UNCHECKABLE
    assert codes(data) == {"seals.picture_unproven"}


@pytest.mark.parametrize("colour", [(255, 255, 255, 255), (0, 0, 0, 255)])
def test_a_further_seal_that_hides_text_is_called_changed(colour: tuple[int, int, int, int]) -> None:
    data = forgery.signed_by_pyhanko(sealed_pdf(), FINANCE, (80, 380, 300, 480), colour)

    assert outcome(data) is Outcome.CHANGED
    assert "seals.covers_text" in codes(data)


def test_a_further_seal_over_an_earlier_one_is_called_changed() -> None:
    data = forgery.signed_by_pyhanko(sealed_pdf(), FINANCE, (330, 510, 430, 610), (230, 0, 0, 255), LAST)

    assert outcome(data) is Outcome.CHANGED
    assert "seals.covers_earlier_seal" in codes(data)
    with pytest.raises(PlaceTaken):
        seal_pdf(sealed_pdf(), unit(FINANCE), picture(), Box(120, 90, 42, 42), LAST, about(FINANCE))


def test_a_signature_value_taken_from_another_file_is_called_changed() -> None:
    other = seal_pdf(notice_pdf(), unit(OFFICE), picture(), LEFT, LAST, about())
    (begin, end), (first, last) = _hole(sealed_pdf()), _hole(other)
    assert end - begin == last - first

    data = sealed_pdf()[:begin] + other[first:last] + sealed_pdf()[end:]

    assert outcome(data) is Outcome.CHANGED
    assert "seals.content_differs" in codes(data)


def test_a_hole_wider_than_the_value_is_called_changed() -> None:
    """Signature wrapping: the ByteRange leaves more out than the value."""
    data = sealed_pdf()
    at = data.rindex(b"/ByteRange [") + len(b"/ByteRange [")
    numbers = data[at : data.index(b"]", at)].split()
    begin, length = int(numbers[2]), int(numbers[3])
    wider = b"%d %d %d %d" % (0, int(numbers[1]), begin + 10, length - 10)
    forged = data[:at] + wider.ljust(len(data[at : data.index(b"]", at)])) + data[data.index(b"]", at) :]

    assert outcome(forged) is Outcome.CHANGED


def test_a_certificate_of_an_unknown_authority_cannot_be_checked() -> None:
    trust = replace(TRUST, pdf_roots=(pki.root(Family.RSA).certificate,))

    assert verdict(sealed_pdf(), trust).outcome is Outcome.UNCHECKABLE
    assert codes(sealed_pdf(), trust) == {"seals.issuer_unknown"}


def test_the_seal_of_an_unknown_maker_cannot_be_checked() -> None:
    trust = Trust(TRUST.pdf_roots)

    assert verdict(sealed_pdf(), trust).outcome is Outcome.UNCHECKABLE
    assert codes(sealed_pdf(), trust) == {"seals.maker_unknown"}


def test_a_destroyed_seal_cannot_be_believed() -> None:
    maker = sha256(pki.certificate(Family.SM2, Usage.SEAL_MAKER, "制章中心")).hexdigest()
    trust = replace(TRUST, destroyed=frozenset({(maker, "S-1")}))

    assert codes(sealed_pdf(), trust) == {"seals.seal_destroyed"}
    assert verdict(sealed_pdf(), trust).outcome is Outcome.UNCHECKABLE


def test_a_seal_out_of_date_cannot_be_believed() -> None:
    assert codes(sealed_pdf(), at=NOW + 400 * DAY) == {"seals.seal_out_of_date_then"}


def test_the_picture_of_another_seal_is_called_changed() -> None:
    """The holder of a real seal shows another picture beside it."""
    data = seal_without_check(picture(121), seal_of(OFFICE))

    assert codes(data) == {"seals.seal_swapped"}
    assert outcome(data) is Outcome.CHANGED


def test_the_seal_of_another_unit_is_called_changed() -> None:
    """A unit signs with its own key and shows another unit's seal, taken from a real document."""
    data = seal_without_check(picture(), seal_of(FINANCE))

    assert codes(data) == {"seals.signer_not_in_seal"}
    assert outcome(data) is Outcome.CHANGED


def test_an_altered_seal_is_called_changed() -> None:
    data = seal_without_check(picture(), seal_of(OFFICE).replace(OFFICE.encode(), "青山县人民政府财政局".encode(), 1))

    assert codes(data) == {"seals.maker_signature_wrong"}
    assert outcome(data) is Outcome.CHANGED


def test_a_picture_that_no_maker_signed_is_told_of_and_named_by_its_certificate() -> None:
    data = seal_pdf(notice_pdf(), unit(OFFICE), picture(), RIGHT, LAST, about(FINANCE))

    assert codes(data) == {"seals.picture_unproven"}
    assert [seen.name for seen in verdict(data).seals] == [OFFICE]


def seal_without_check(shown: bytes, seal: bytes) -> bytes:
    """What a forger's program writes: the steps of ``seal_pdf`` without its checks."""
    writer = pdf_seal._Writer(BytesIO(notice_pdf()))
    target = pdf_seal._target(writer, RIGHT, LAST)
    stamp = pdf_seal._Stamp(shown, seal, unit(OFFICE), about())
    return pdf_seal._sealed(writer, target, stamp, pdf_seal._locking(False, first=True))


def test_a_revoked_certificate_cannot_be_believed() -> None:
    name = read_certificate(unit(OFFICE).certificate(Purpose.SIGN)).name_in_revocations
    trust = replace(TRUST, revoked=frozenset({name}))

    assert codes(sealed_pdf(), trust) == {"seals.certificate_revoked"}
    assert verdict(sealed_pdf(), trust).outcome is Outcome.UNCHECKABLE


def test_a_certificate_that_expired_since_cannot_be_believed() -> None:
    token = token_until(NOW + 2 * DAY)
    data = seal_pdf(notice_pdf(), token, picture(), RIGHT, LAST, about(), seal=seal_for(token))

    assert outcome(data) is Outcome.INTACT
    assert codes(data, at=NOW + 3 * DAY) == {"seals.certificate_expired"}
    assert verdict(data, at=NOW + 3 * DAY).outcome is Outcome.UNCHECKABLE


def test_a_seal_put_at_a_time_before_its_certificate_cannot_be_believed() -> None:
    early = NOW - 3 * DAY
    data = forgery.signed_by_pyhanko(notice_pdf(), OFFICE, (100, 100, 219, 219), (230, 0, 0, 255), at=early)

    assert codes(data) == {"seals.certificate_not_yet_valid", "seals.picture_unproven"}
    assert verdict(data).outcome is Outcome.UNCHECKABLE


def test_a_seal_from_the_future_cannot_be_believed() -> None:
    assert codes(sealed_pdf(), at=NOW - DAY / 2) == {"seals.time_in_future"}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.7\n", b"PK\3\4"]))
def test_any_bytes_at_all_end_in_a_verdict(data: bytes, head: bytes) -> None:
    assert outcome(head + data) not in SIGNED


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_sealed_file_with_pieces_moved_about_ends_in_a_verdict(data: st.DataObject) -> None:
    whole = sealed_pdf()
    begin = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(begin, min(len(whole), begin + 3000)))
    place = data.draw(st.integers(0, len(whole)))
    moved = whole[:place] + whole[begin:end] + whole[place:]

    assert moved == whole or outcome(moved) not in SIGNED


def test_the_verdict_is_about_these_very_bytes() -> None:
    assert sha256(sealed_pdf()).digest() != sha256(countersigned_pdf()).digest()
    assert [seen.name for seen in verdict(countersigned_pdf()).seals] == [OFFICE, FINANCE]
