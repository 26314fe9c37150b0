"""Commands to plain values and back."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.commands import GiveReceipt, SendConsignment
from exchange.model import ConsignmentId, ReceiptKind
from office.actor import UnitId
from office.errors import OfficeError
from office.spans import Span
from office.sync.codec import MOST_BYTES, digest, from_plain, kinds_by_name, to_plain
from office.sync.commands import Command
from office.sync.errors import BadCommand, UnknownCommand
from office.sync.wire import Push, understand
from tests.conftest import NOON
from tests.notes import AddNote

KINDS = kinds_by_name([AddNote, SendConsignment, GiveReceipt])
SEND = SendConsignment(ConsignmentId("c"), (UnitId("a"), UnitId("b")), "0" * 64, 5, NOON, NOON)

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
moments = st.datetimes(timezones=st.just(UTC))
sendings = st.builds(SendConsignment, texts, st.lists(texts).map(tuple), texts, st.integers(0, 2**40), moments, moments)
receipts = st.builds(GiveReceipt, texts, st.sampled_from(ReceiptKind), moments, st.binary())
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


def outcome_of(work: Callable[[], object]) -> object:
    """What comes of it: a value, or what the office refuses."""
    try:
        return work()
    except OfficeError as refused:
        return refused


def through_json(command: Command) -> Command:
    return from_plain(command.name, msgspec.json.decode(msgspec.json.encode(to_plain(command))), KINDS)


@given(sendings | receipts)
def test_what_is_written_is_read_again(command: Command) -> None:
    assert through_json(command) == command


def test_spans_and_defaults_travel() -> None:
    noted = AddNote("a", "x", Span(NOON, datetime(2026, 3, 2, 13, tzinfo=UTC)))

    assert through_json(noted) == noted
    assert from_plain("notes.add_note", {"id": "a", "text": "x"}, KINDS) == AddNote("a", "x")


@given(
    st.sampled_from(sorted(KINDS)) | st.text(),
    st.dictionaries(st.text() | st.sampled_from(["id", "text"]), anything, max_size=4),
)
def test_foreign_fields_end_in_a_command_or_a_refusal(name: str, data: dict[str, Any]) -> None:
    outcome = outcome_of(lambda: from_plain(name, data, KINDS))

    assert isinstance(outcome, Command | UnknownCommand | BadCommand)


@given(st.binary())
def test_foreign_bytes_end_in_a_body_or_a_refusal(body: bytes) -> None:
    assert isinstance(outcome_of(lambda: understand(body, Push)), Push | BadCommand)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"more": 1}, "unknown field more"),
        ({"size": "5"}, "Expected `int`"),
        ({"size": 2**70}, "number"),
        ({"sent_at": "2026-03-02T12:00:00"}, "offset"),
        ({"recipients": ["a\x00"]}, "zero character"),
        ({"digest": "x" * MOST_BYTES}, "bytes"),
    ],
)
def test_what_does_not_fit_the_declaration_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(BadCommand) as refused:
        from_plain(SEND.name, {**to_plain(SEND), **changes}, KINDS)

    assert reason in refused.value.facts["reason"]


def test_unknown_fields_are_refused_deep_inside_too() -> None:
    span = {"start": NOON.isoformat(), "end": datetime(2027, 1, 1, tzinfo=UTC).isoformat(), "until": "x"}

    with pytest.raises(BadCommand, match=r"sync\.bad_command"):
        from_plain("notes.add_note", {"id": "a", "text": "x", "span": span}, KINDS)


def test_a_value_that_refuses_itself_is_a_refusal() -> None:
    backwards = {"start": NOON.isoformat(), "end": NOON.isoformat()}

    with pytest.raises(BadCommand):
        from_plain("notes.add_note", {"id": "a", "text": "x", "span": backwards}, KINDS)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UnknownCommand):
        from_plain("notes.no_such", {}, KINDS)


def test_the_digest_is_of_contents_and_not_of_their_order() -> None:
    assert digest("a", {"x": 1, "y": 2}) == digest("a", {"y": 2, "x": 1})
    assert digest("a", {"x": 1}) != digest("a", {"x": 2})
    assert digest("ab", "c") != digest("a", "bc")
