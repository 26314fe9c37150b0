"""Sealing and checking as the desk and the command line do it."""

import json

import pytest

from documents.rules.seal_place import seal_box
from office.errors import OfficeError
from office.words import use_language
from seals.errands import seal, sentence, verdict_as_data, verify
from seals.errors import FormatUnknown, SealNotYours, SealOutOfDate
from seals.formats.place import find_place
from seals.model import Outcome, Reason, Trust
from seals.words import REASONS
from tests.office.pki import NOW
from tests.seals.world import (
    DAY,
    FINANCE,
    OFFICE,
    TRUST,
    countersigned_pdf,
    notice_ofd,
    notice_pdf,
    picture,
    seal_of,
    unit,
)

FILES = pytest.mark.parametrize("data", [notice_pdf(), notice_ofd()], ids=["pdf", "ofd"])


@FILES
def test_a_seal_finds_its_own_place_over_signature_and_date(data: bytes) -> None:
    sealed = seal(data, unit(OFFICE), seal_of(OFFICE), None, NOW)

    assert sealed.box == seal_box(find_place(data), 42)
    assert verify(sealed.data, TRUST, NOW).outcome is Outcome.INTACT
    (seen,) = verify(sealed.data, TRUST, NOW).seals
    assert seen.page == sealed.page
    assert seen.box is not None
    assert (seen.box.x, seen.box.y) == pytest.approx((sealed.box.x, sealed.box.y), abs=0.01)
    assert seen.picture is not None


def test_the_ofd_shows_the_very_picture_of_the_seal() -> None:
    (seen,) = seal(notice_ofd(), unit(OFFICE), seal_of(OFFICE), None, NOW).seals

    assert seen.picture == picture()


@FILES
def test_units_seal_one_after_the_other_and_the_last_one_locks(data: bytes) -> None:
    place = find_place(data)
    first = seal(data, unit(OFFICE), seal_of(OFFICE), place, NOW, lock=False)
    moved = type(place)(place.page, FINANCE, type(place.block)(30, 90, 56, 16), 0.0)
    second = seal(first.data, unit(FINANCE), seal_of(FINANCE, "S-2"), moved, NOW)

    assert verify(second.data, TRUST, NOW).outcome is Outcome.ADDED
    assert [seen.name for seen in second.seals] == [OFFICE, FINANCE]
    with pytest.raises(OfficeError):
        seal(second.data, unit(OFFICE), seal_of(OFFICE), None, NOW)


@FILES
def test_only_the_holder_uses_a_seal_and_only_while_it_is_valid(data: bytes) -> None:
    with pytest.raises(SealNotYours):
        seal(data, unit(FINANCE), seal_of(OFFICE), None, NOW)
    with pytest.raises(SealOutOfDate):
        seal(data, unit(OFFICE), seal_of(OFFICE), None, NOW + 301 * DAY)


def test_other_files_are_refused() -> None:
    with pytest.raises(FormatUnknown):
        seal(b"GIF89a", unit(OFFICE), seal_of(OFFICE), None, NOW)


def test_a_verdict_is_plain_data_with_sentences_for_the_command_line() -> None:
    data = verdict_as_data(verify(countersigned_pdf(), TRUST, NOW + DAY))

    assert json.loads(json.dumps(data)) == data
    assert (data["outcome"], data["exit_code"]) == ("added", 1)
    assert [reason["code"] for reason in data["reasons"]] == ["seals.seal_added"]
    assert FINANCE in data["reasons"][0]["sentence"]
    assert [(each["name"], each["page"], each["intact"]) for each in data["seals"]] == [
        (OFFICE, 2, True),
        (FINANCE, 2, True),
    ]


def test_a_file_of_another_kind_cannot_be_checked() -> None:
    verdict = verify(b"hello", Trust(), NOW)

    assert verdict.outcome is Outcome.UNCHECKABLE
    assert "PDF" in sentence(verdict.reasons[0])


@pytest.mark.parametrize("code", sorted(REASONS))
def test_every_reason_can_be_told_with_the_facts_that_are_found_with_it(code: str) -> None:
    use_language("zh_CN")
    known = "name limit what later earlier page file files detail digest count holder issuer time width height"
    facts = {name: name for name in (*known.split(), "not_before", "not_after", "valid_from", "valid_to")}

    told = sentence(Reason(code, facts))
    assert "{" not in told
    assert "—" not in told
