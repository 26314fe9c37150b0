"""Receipts: whose word they are, and on what."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.errands import check_receipt, make_receipt
from exchange.errors import BadReceipt
from exchange.formats import read_claim, write_claim
from exchange.model import Consignment, ConsignmentId, Receipt, ReceiptCheck, ReceiptClaim, ReceiptKind, receipt_id
from office.actor import PersonId
from office.clock import now
from tests.exchange.district import ANCHORS, ARCHIVE, FINANCE, WATER, Holder, holder
from tests.office.pki import flipped

NOW = now()
CONSIGNMENT = Consignment(
    ConsignmentId("01900000-0000-7000-8000-000000000001"),
    FINANCE,
    PersonId("li"),
    (ARCHIVE,),
    "a" * 64,
    1,
    NOW,
    NOW,
    NOW + timedelta(days=9),
)
CLAIM = ReceiptClaim(
    CONSIGNMENT.id, FINANCE, ARCHIVE, ReceiptKind.SIGNED_FOR, PersonId("zhao"), "赵收发", NOW, CONSIGNMENT.digest
)


def receipt(claim: ReceiptClaim = CLAIM, signer: Holder | None = None) -> Receipt:
    statement = make_receipt(claim, (signer or holder(ARCHIVE)).token)
    id_ = receipt_id(CONSIGNMENT.id, ARCHIVE, ReceiptKind.SIGNED_FOR)
    return Receipt(id_, CONSIGNMENT.id, FINANCE, ARCHIVE, PersonId("zhao"), ReceiptKind.SIGNED_FOR, NOW, NOW, statement)


@cache
def receipt_once() -> Receipt:
    return receipt()


def checked(told: Receipt) -> ReceiptCheck:
    return check_receipt(told, CONSIGNMENT, holder(ARCHIVE).unit, ANCHORS, NOW)


def test_a_true_receipt_is_believed() -> None:
    told = receipt()

    assert checked(told) == ReceiptCheck(told.id, good=True)


@pytest.mark.parametrize(
    "change",
    [
        {"consignment": ConsignmentId("another")},
        {"sender": WATER},
        {"unit": WATER},
        {"kind": ReceiptKind.DELIVERED},
        {"person": PersonId("qian")},
        {"given_at": NOW + timedelta(seconds=1)},
        {"digest": "b" * 64},
    ],
)
def test_words_about_something_else_are_not_believed(change: dict[str, object]) -> None:
    claim = replace(CLAIM, **change)  # type: ignore[arg-type]  # the fields are of its own

    assert checked(receipt(claim)).reason == "claim"


def test_what_the_server_tells_otherwise_is_not_believed() -> None:
    assert checked(replace(receipt(), person=PersonId("qian"))).reason == "claim"
    assert checked(replace(receipt(), unit=WATER)).reason == "not_a_recipient"


def test_another_units_word_is_not_believed() -> None:
    assert checked(receipt(signer=holder(WATER))).reason == "name"
    assert checked(receipt(signer=holder(ARCHIVE, authority="别处的根"))).reason == "unknown_issuer"


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_receipt_is_never_believed(place: int, bits: int) -> None:
    told = receipt_once()

    assert not checked(replace(told, statement=flipped(told.statement, place, bits))).good


@given(st.binary())
def test_foreign_bytes_are_never_believed(statement: bytes) -> None:
    assert not checked(replace(receipt_once(), statement=statement)).good


@given(st.binary())
def test_foreign_claims_are_refused(data: bytes) -> None:
    with pytest.raises(BadReceipt):
        read_claim(data)


def test_a_claim_is_read_as_written() -> None:
    assert read_claim(write_claim(CLAIM)) == CLAIM
