"""Settling commands on both databases."""

import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import update

from office.actor import Actor
from office.audit import rules as audit_rules
from office.audit import store as audit
from office.audit.tables import deeds
from office.database import Database
from office.ids import new_id
from office.sync.codec import to_plain
from office.sync.commands import DISTRICT, Command
from office.sync.errors import Forked, NewEpoch
from office.sync.wire import Pull, Push, Result, Sent
from server import store
from server.ledger import Ledger
from server.pages import Pages
from tests import notes
from tests.conftest import NOON
from tests.notes import AddNote, AppendNote, BrokenNote, HalfNote, HandOver, RemoveNote, ScribbleNote
from tests.server.conftest import WANG, ZHAO


@pytest.fixture
def ledger(server_database: Database) -> Ledger:
    return Ledger(server_database, [notes.MODULE], lambda: NOON)


@pytest.fixture
def pages(server_database: Database) -> Pages:
    return Pages(server_database, [notes.MODULE], lambda: NOON)


def sent(command: Command, n: int) -> Sent:
    return Sent(new_id(), n, command.name, DISTRICT, to_plain(command))


def push(ledger: Ledger, commands: Sequence[Sent], actor: Actor = WANG, device: str = "desk") -> list[Result]:
    return ledger.push(actor, Push(device, "", list(commands))).results


def texts(pages: Pages, actor: Actor = WANG) -> dict[str, object]:
    """What a new desk of the actor is told of notes: their texts by id."""
    page = pages.pull(actor, Pull("new", "", {}))
    rows = [row for part in page.scopes.values() for row in part.rows]
    return {record: values[2] for _, record, values in rows if values is not None}


def test_a_command_pushed_twice_is_done_once_and_answered_alike(ledger: Ledger, pages: Pages) -> None:
    first = [sent(AddNote("a", "x"), 1), sent(AppendNote("a", "y"), 2)]

    assert push(ledger, first) == push(ledger, first)
    assert texts(pages) == {"a": "xy"}


def test_a_command_twice_in_one_push_is_done_once(ledger: Ledger, pages: Pages) -> None:
    once = sent(AppendNote("a", "y"), 2)
    push(ledger, [sent(AddNote("a", "x"), 1), once, once])

    assert texts(pages) == {"a": "xy"}


def test_a_refusal_is_answered_alike_even_when_it_would_now_succeed(ledger: Ledger) -> None:
    early = sent(AppendNote("a", "y"), 1)
    refused = push(ledger, [early])
    push(ledger, [sent(AddNote("a", "x"), 2)])

    assert refused[0].code == "office.not_found"
    assert push(ledger, [early]) == refused


def test_an_id_is_not_used_for_something_else(ledger: Ledger, pages: Pages) -> None:
    first = sent(AddNote("a", "x"), 1)
    push(ledger, [first])
    other = Sent(first.id, 2, first.name, first.partition, to_plain(AddNote("b", "x")))

    assert push(ledger, [other])[0].code == "sync.id_reused"
    assert push(ledger, [first], ZHAO)[0].code == "sync.id_reused"
    assert texts(pages) == {"a": "x"}


def test_a_refused_command_leaves_nothing_and_the_others_stand(ledger: Ledger, pages: Pages) -> None:
    results = push(ledger, [sent(AddNote("a", "x"), 1), sent(HalfNote("h"), 2), sent(AddNote("b", "y"), 3)])

    assert [result.status for result in results] == ["applied", "refused", "applied"]
    assert texts(pages) == {"a": "x", "b": "y"}


def test_a_handler_with_a_bug_stops_nobody(ledger: Ledger, pages: Pages, caplog: pytest.LogCaptureFixture) -> None:
    results = push(ledger, [sent(BrokenNote("secret words"), 1), sent(AddNote("b", "y"), 2)])

    assert [result.code for result in results] == ["sync.server_fault", ""]
    assert texts(pages) == {"b": "y"}
    assert "ZeroDivisionError" in caplog.text
    assert "secret words" not in caplog.text


@pytest.mark.parametrize(
    ("name", "fields", "code"),
    [
        ("notes.no_such", {}, "sync.unknown_command"),
        ("notes.add_note", {"id": "a"}, "sync.bad_command"),
        ("notes.add_note", {"id": "a", "text": 5}, "sync.bad_command"),
        ("notes.add_note", {"id": "a", "text": "x", "unit": "archive"}, "sync.bad_command"),
        ("notes.add_note", {"id": "a", "text": "zero \x00"}, "sync.bad_command"),
        ("notes.add_note", {"id": "a" * 300, "text": "x"}, "sync.bad_command"),
        ("notes.add_note", {"id": "a", "text": "x" * 600_000}, "sync.bad_command"),
        ("notes.scribble_note", to_plain(ScribbleNote("a")), "sync.stays_at_desk"),
    ],
)
def test_what_is_not_declared_is_refused(
    ledger: Ledger, pages: Pages, name: str, fields: dict[str, object], code: str
) -> None:
    assert push(ledger, [Sent(new_id(), 1, name, DISTRICT, fields)])[0].code == code
    assert texts(pages) == {}


def test_a_partition_that_does_not_exist_is_refused(ledger: Ledger) -> None:
    elsewhere = Sent(new_id(), 1, "notes.add_note", "elsewhere", to_plain(AddNote("a", "x")))

    assert push(ledger, [elsewhere])[0].code == "sync.bad_command"


def test_what_one_may_not_do_is_refused(ledger: Ledger, pages: Pages) -> None:
    guest = replace(WANG, permissions=frozenset())

    assert push(ledger, [sent(AddNote("a", "x"), 1)], guest)[0].code == "office.denied"
    assert texts(pages) == {}


def test_a_copied_replica_is_noticed(ledger: Ledger) -> None:
    push(ledger, [sent(AddNote("a", "x"), 1), sent(AddNote("b", "x"), 2)])

    with pytest.raises(Forked):
        push(ledger, [sent(AddNote("c", "x"), 2)])


def test_another_history_is_noticed(ledger: Ledger, pages: Pages) -> None:
    with pytest.raises(NewEpoch):
        ledger.push(WANG, Push("desk", "another", [sent(AddNote("a", "x"), 1)]))
    with pytest.raises(NewEpoch):
        pages.pull(WANG, Pull("desk", "another", {}))
    with pytest.raises(NewEpoch):
        pages.pull(WANG, Pull("desk", "", {"district": 9}))


def test_records_are_told_only_to_those_who_are_granted_them(ledger: Ledger, pages: Pages) -> None:
    push(ledger, [sent(AddNote("a", "x"), 1)])

    assert texts(pages, WANG) == {"a": "x"}
    assert texts(pages, ZHAO) == {}


def test_a_record_that_moves_leaves_the_one_and_reaches_the_other(ledger: Ledger, pages: Pages) -> None:
    push(ledger, [sent(AddNote("a", "x"), 1)])
    cursors = {scope: part.to for scope, part in pages.pull(WANG, Pull("d", "", {})).scopes.items()}
    push(ledger, [sent(HandOver("a", ZHAO.unit), 2)])

    after = pages.pull(WANG, Pull("d", "", cursors))
    assert after.scopes["unit/finance"].rows == [("notes.note", "a", None)]
    assert texts(pages, ZHAO) == {"a": "x"}


def test_a_removed_record_is_told_to_those_who_had_it_and_not_to_newcomers(ledger: Ledger, pages: Pages) -> None:
    push(ledger, [sent(AddNote("a", "x"), 1)])
    cursors = {scope: part.to for scope, part in pages.pull(WANG, Pull("d", "", {})).scopes.items()}
    push(ledger, [sent(RemoveNote("a"), 2)])

    assert pages.pull(WANG, Pull("d", "", cursors)).scopes["unit/finance"].rows == [("notes.note", "a", None)]
    assert pages.pull(WANG, Pull("e", "", {})).scopes["unit/finance"].rows == []


def test_a_scope_that_is_not_granted_any_more_is_dropped(pages: Pages) -> None:
    page = pages.pull(WANG, Pull("d", "", {"unit/finance": 0, "unit/archive": 0}))

    assert page.drop == ["unit/archive"]
    assert set(page.scopes) == {"district", "unit/finance"}


def test_pages_hold_everything_once_and_in_order(ledger: Ledger, pages: Pages) -> None:
    push(ledger, [sent(AddNote(f"{n:02}", "x"), n) for n in range(1, 24)])
    seen: list[str] = []
    cursors: dict[str, int] = {}
    more = True
    while more:
        page = pages.pull(WANG, Pull("d", "", cursors, limit=5))
        seen += [row[1] for row in page.scopes["unit/finance"].rows]
        cursors = {scope: part.to for scope, part in page.scopes.items()}
        more = page.more

    assert seen == [f"{n:02}" for n in range(1, 24)]


def test_no_change_is_ever_passed_over_while_others_write(
    server_database: Database, ledger: Ledger, pages: Pages
) -> None:
    """The classic fault of cursors: a number taken early, committed late, never seen."""
    each, failures = 12, list[BaseException]()

    def write(writer: int) -> None:
        try:
            for n in range(1, each + 1):
                push(ledger, [sent(AddNote(f"{writer}-{n}", "x"), n)], device=f"desk-{writer}")
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for writer in writers:
        writer.start()
    seen: list[str] = []
    cursors: dict[str, int] = {}
    alive = True
    while alive:
        alive = any(writer.is_alive() for writer in writers)
        page = pages.pull(WANG, Pull("reader", "", cursors, limit=7))
        alive = alive or page.more
        seen += [row[1] for row in page.scopes["unit/finance"].rows]
        cursors = {scope: part.to for scope, part in page.scopes.items()}

    assert failures == []
    assert sorted(seen) == sorted(f"{writer}-{n}" for writer in range(4) for n in range(1, each + 1))


def test_everything_settled_is_written_down_in_a_chain(server_database: Database, ledger: Ledger) -> None:
    push(ledger, [sent(AddNote("a", "x"), 1), sent(HalfNote("h"), 2)])
    push(ledger, [sent(AddNote("b", "x"), 1)], ZHAO)

    with server_database.reading() as connection:
        links = list(audit.links(connection, DISTRICT))
        head = store.audit_head(connection, DISTRICT)
    assert [(link.deed.person, link.deed.name, link.deed.outcome) for link in links] == [
        ("wang", "notes.add_note", "applied"),
        ("wang", "notes.half_note", "office.refused"),
        ("zhao", "notes.add_note", "applied"),
    ]
    assert audit_rules.first_broken(links, head) is None
    assert audit_rules.first_broken(links[:-1], head) == 0


def test_a_changed_audit_entry_shows(server_database: Database, ledger: Ledger) -> None:
    push(ledger, [sent(AddNote(str(n), "x"), n) for n in range(1, 4)])
    with server_database.transaction() as connection:
        connection.execute(update(deeds).where(deeds.c.n == 2).values(person="nobody"))

    with server_database.reading() as connection:
        broken = audit_rules.first_broken(audit.links(connection, DISTRICT), store.audit_head(connection, DISTRICT))
    assert broken == 2
