"""What may be sent, and how far it has come."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange import rules
from exchange.errors import (
    BadConsignment,
    BadReceipt,
    ExpiryTooFar,
    NoRecipients,
    NotARecipient,
    ParcelExpired,
    TooManyRecipients,
    ToYourself,
)
from exchange.model import (
    Consignment,
    ConsignmentId,
    Contents,
    Enclosure,
    Receipt,
    ReceiptCheck,
    ReceiptKind,
    Step,
    receipt_id,
)
from office.actor import PersonId, UnitId
from office.errors import OfficeError
from tests.conftest import NOON

A, B, ME = UnitId("a"), UnitId("b"), UnitId("me")
ID = ConsignmentId("01900000-0000-7000-8000-000000000001")
GOOD = Consignment(ID, ME, PersonId("li"), (A, B), "0" * 64, 5, NOON, NOON, NOON + timedelta(days=30))
NAMES = {A: "甲局", B: "乙局"}


def receipt(unit: UnitId, kind: ReceiptKind, minutes: int = 5) -> Receipt:
    at = NOON + timedelta(minutes=minutes)
    return Receipt(receipt_id(ID, unit, kind), ID, ME, unit, PersonId(f"p-{unit}"), kind, at, at, b"0 signed")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"recipients": ()}, NoRecipients),
        ({"recipients": tuple(UnitId(str(n)) for n in range(501))}, TooManyRecipients),
        ({"recipients": (A, ME)}, ToYourself),
        ({"recipients": (A, A)}, ToYourself),
        ({"expires_at": NOON}, ParcelExpired),
        ({"expires_at": NOON + timedelta(days=367)}, ExpiryTooFar),
        ({"id": "x"}, BadConsignment),
        ({"id": ID + "\n"}, BadConsignment),
        ({"digest": "0" * 63}, BadConsignment),
        ({"size": 0}, BadConsignment),
        ({"size": 2**40}, BadConsignment),
    ],
)
def test_what_makes_no_sense_is_not_sent(change: dict[str, object], refusal: type[OfficeError]) -> None:
    rules.check_consignment(GOOD, NOON)

    with pytest.raises(refusal):
        rules.check_consignment(replace(GOOD, **change), NOON)  # type: ignore[arg-type]  # the fields are of its own


def test_saying_the_same_again_differs_only_by_the_servers_time() -> None:
    assert rules.is_the_same(replace(GOOD, stored_at=NOON + timedelta(hours=1)), GOOD)
    assert not rules.is_the_same(replace(GOOD, size=6), GOOD)
    assert not rules.is_the_same(replace(GOOD, sent_by=PersonId("wang")), GOOD)


def test_only_recipients_give_receipts() -> None:
    rules.check_receipt(receipt(A, ReceiptKind.DELIVERED), GOOD)

    with pytest.raises(NotARecipient):
        rules.check_receipt(receipt(ME, ReceiptKind.DELIVERED), GOOD)
    for statement in (b"", b"x", b"0" * 70_000):
        with pytest.raises(BadReceipt):
            rules.check_receipt(replace(receipt(A, ReceiptKind.DELIVERED), statement=statement), GOOD)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from([A, B]), st.sampled_from(ReceiptKind)), st.sampled_from(["good", "bad", "unchecked"])
    )
)
def test_only_believed_receipts_ever_move_a_consignment_on(told: dict[tuple[UnitId, ReceiptKind], str]) -> None:
    receipts = [receipt(unit, kind) for unit, kind in told]
    checks = {
        receipt_id(ID, unit, kind): ReceiptCheck(receipt_id(ID, unit, kind), check == "good")
        for (unit, kind), check in told.items()
        if check != "unchecked"
    }

    for progress in rules.progress(GOOD, receipts, checks, NAMES):
        own = {kind: check for (unit, kind), check in told.items() if unit == progress.unit}
        expected = Step.STORED
        for kind, step in ((ReceiptKind.DELIVERED, Step.DELIVERED), (ReceiptKind.SIGNED_FOR, Step.SIGNED_FOR)):
            expected = step if own.get(kind) == "good" else expected
        assert progress.step is expected
        assert progress.doubtful is ("bad" in own.values())
        assert bool(progress.person) is (expected is Step.SIGNED_FOR)


@pytest.mark.parametrize("name", ["通知.pdf", "a", "附件1：名单（最终）.xlsx", "x" * 240, "console.txt"])
def test_ordinary_names_are_file_names(name: str) -> None:
    assert rules.is_a_file_name(name)


@given(st.text(), st.sampled_from(list('/\\:*?"<>|\x00\x1f\u202e')), st.text())
def test_a_name_with_a_sign_that_leads_elsewhere_is_never_a_file_name(before: str, sign: str, after: str) -> None:
    assert not rules.is_a_file_name(before + sign + after)


@pytest.mark.parametrize(
    "name", ["", " ", ".", "..", ".hidden", "a.", " a", "a ", "NUL", "com1.txt", "汉" * 81, "\ud800"]
)
def test_names_that_some_desk_cannot_write_are_refused(name: str) -> None:
    assert not rules.is_a_file_name(name)


def test_half_a_character_is_not_packed() -> None:
    contents = Contents("通知\ud800", "", "", (Enclosure("a.pdf", b"x"),))

    with pytest.raises(BadConsignment):
        rules.check_contents(contents)
