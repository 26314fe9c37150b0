"""A desk's replica and its link, over real HTTP."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from exchange.commands import SendConsignment
from exchange.model import ConsignmentId
from exchange.store import CONSIGNMENTS
from office.actor import UnitId
from office.clock import now
from office.database import Database
from office.errors import AlreadyThere, NotFound
from office.files.store import note_held
from office.ids import new_id
from office.people import store as people
from office.sync import store
from office.sync.client import Client, check_address
from office.sync.errors import BadCommand, InsecureAddress, NotUnderstood, ServerAway
from office.sync.model import Standing
from server.founding import put_back
from server.run import Serving, start
from tests.desks import ALL, Desk, found_small
from tests.notes import AddNote, AppendNote, HandOver, NumberNote, ScribbleNote

Open = Callable[[str, str], Desk]


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/server.db"
    found_small(url)
    return url


@pytest.fixture
def serving(url: str, tmp_path: Path) -> Iterator[Serving]:
    with start(url, tmp_path / "server-files", modules=ALL) as serving:
        yield serving


@pytest.fixture
def open_desk(serving: Serving, tmp_path: Path) -> Iterator[Open]:
    desks: list[Desk] = []

    def open_(name: str, login: str) -> Desk:
        desks.append(Desk(tmp_path / name, serving.url, login))
        return desks[-1]

    yield open_
    for desk in desks:
        desk.close()


def test_what_one_desk_does_the_other_gets(open_desk: Open) -> None:
    one, two = open_desk("one", "li"), open_desk("two", "wang")
    one.do(AddNote("a", "x"))
    one.do(AppendNote("a", "y"))

    assert one.notes() == {"a": "xy"}
    assert one.link.sync().refused == ()
    assert two.link.sync().changed == {"notes", "people"}
    assert two.notes() == {"a": "xy"}


def test_the_directory_comes_to_every_desk(open_desk: Open) -> None:
    desk = open_desk("one", "li")
    desk.link.sync()

    with desk.database.reading() as connection:
        assert [unit.name for unit in people.all_units(connection)] == ["Archive", "Finance"]
        assert people.person(connection, desk.actor.person).actor == desk.actor


def test_what_the_server_refuses_is_undone_and_kept_to_be_shown(open_desk: Open) -> None:
    one, two = open_desk("one", "li"), open_desk("two", "wang")
    one.do(AddNote("a", "from one"))
    two.do(AddNote("a", "from two"))
    two.do(AppendNote("a", ", more"))
    one.link.sync()

    synced = two.link.sync()

    assert [(queued.subject, queued.code) for queued in synced.refused] == [("a", "office.already_there")]
    assert two.notes() == one.notes() | {"a": "from one, more"}
    with two.database.transaction() as connection:
        refused = store.refused(connection, two.actor.person)
        assert [queued.code for queued in refused] == ["office.already_there"]
        store.dismiss(connection, refused[0].id)
        assert store.refused(connection, two.actor.person) == []


def test_waiting_commands_stand_on_top_of_what_was_pulled(open_desk: Open) -> None:
    one, two = open_desk("one", "li"), open_desk("two", "wang")
    one.do(AddNote("a", "1"))
    one.link.sync()
    two.link.sync()
    two.do(AppendNote("a", "two"))
    one.do(AppendNote("a", "one"))
    one.link.sync()

    two.link._pull()
    assert two.notes() == {"a": "1onetwo"}
    two.link.sync()
    one.link.sync()
    assert one.notes() == two.notes() == {"a": "1onetwo"}


def test_a_waiting_command_that_fits_no_more_waits_with_its_doubt(open_desk: Open) -> None:
    one, two = open_desk("one", "li"), open_desk("two", "wang")
    one.do(AddNote("a", "x" * 50))
    one.link.sync()
    two.link.sync()
    two.do(AppendNote("a", "y" * 40))
    one.do(AppendNote("a", "z" * 40))
    one.link.sync()

    two.link._pull()

    assert two.notes() == one.notes()
    with two.database.reading() as connection:
        [waiting] = store.waiting(connection, two.actor.person, 9)
    assert (waiting.standing, waiting.code) == (Standing.WAITING, "office.refused")


def test_a_record_that_goes_to_another_unit_leaves_this_desk(open_desk: Open) -> None:
    one, other = open_desk("one", "li"), open_desk("other", "zhao")
    one.do(AddNote("a", "x"))
    one.link.sync()
    one.do(HandOver("a", UnitId("archive")))
    one.link.sync()
    other.link.sync()

    assert one.notes() == {}
    assert other.notes() == {"a": "x"}


def test_what_stays_at_the_desk_is_never_sent(open_desk: Open) -> None:
    one, two = open_desk("one", "li"), open_desk("two", "wang")
    one.do(ScribbleNote("mine"))
    one.link.sync()
    two.link.sync()

    assert one.notes() == {"mine": ""}
    assert two.notes() == {}


def test_only_the_server_decides_and_the_desk_waits_for_its_answer(open_desk: Open) -> None:
    desk = open_desk("one", "li")
    desk.do(AddNote("a", "x"))

    assert desk.link.ask(NumberNote("a"), now()) == {"number": "1"}
    assert desk.notes() == {"a": "1: x"}
    with pytest.raises(ValueError, match="only the server"):
        desk.do(NumberNote("a"))


def test_what_the_server_refuses_when_asked_is_raised(open_desk: Open) -> None:
    desk = open_desk("one", "li")

    with pytest.raises(NotFound) as refused:
        desk.link.ask(NumberNote("nowhere"), now())
    assert refused.value.facts == {"id": "nowhere"}


def test_a_refused_act_leaves_nothing_in_the_queue(open_desk: Open) -> None:
    desk = open_desk("one", "li")
    desk.do(AddNote("a", "x"))
    with pytest.raises(AlreadyThere):
        desk.do(AddNote("a", "y"))

    with desk.database.reading() as connection:
        assert len(store.waiting(connection, desk.actor.person, 9)) == 1


def test_work_without_the_server_waits_and_goes_later(url: str, tmp_path: Path) -> None:
    serving = start(url, tmp_path / "files", modules=ALL)
    desk = Desk(tmp_path / "one", serving.url, "li")
    serving.stop()

    desk.do(AddNote("a", "x"))
    with pytest.raises(ServerAway) as away:
        desk.link.sync()
    assert away.value.facts["address"] == serving.url
    assert desk.notes() == {"a": "x"}

    with start(url, tmp_path / "files", port=serving.port, modules=ALL):
        desk.link.sync()
        with desk.database.reading() as connection:
            assert store.waiting(connection, desk.actor.person, 9) == []
    desk.close()


def test_many_commands_and_many_pages_arrive_in_order(open_desk: Open) -> None:
    one, two = open_desk("one", "li"), open_desk("two", "wang")
    one.do(AddNote("a", ""))
    for _ in range(60):
        one.do(AppendNote("a", "x"))
        one.do(AddNote(new_id(), "y"))
    one.link.sync()
    two.link.sync()

    assert two.notes() == one.notes()
    assert two.notes()["a"] == "x" * 60


def test_a_copied_replica_takes_a_name_of_its_own(open_desk: Open, tmp_path: Path) -> None:
    one = open_desk("one", "li")
    one.do(AddNote("a", "x"))
    one.link.sync()
    copy = tmp_path / "copy"
    copy.mkdir()
    with one.database.transaction() as connection:
        connection.exec_driver_sql("SELECT 1")
    one.database.close()
    (copy / "desk.db").write_bytes((tmp_path / "one" / "desk.db").read_bytes())

    two = open_desk("copy", "li")
    one.do(AddNote("b", "one"))
    two.do(AddNote("c", "two"))
    one.link.sync()
    two.link.sync()
    one.link.sync()

    assert one.notes() == two.notes() == {"a": "x", "b": "one", "c": "two"}


@pytest.mark.parametrize("announced", [True, False])
def test_after_a_server_was_put_back_nothing_acknowledged_vanishes(url: str, tmp_path: Path, announced: bool) -> None:
    database = Path(url.removeprefix("sqlite:///"))
    with start(url, tmp_path / "files", modules=ALL) as serving:
        one, two = (Desk(tmp_path / name, serving.url, login) for name, login in (("one", "li"), ("two", "wang")))
        one.do(AddNote("a", "old"))
        one.link.sync()
        two.link.sync()
        port = serving.port
    backup = database.read_bytes()
    with start(url, tmp_path / "files", port=port, modules=ALL):
        one.do(AddNote("b", "lost"))
        one.do(AppendNote("a", " and new"))
        one.link.sync()
        two.link.sync()
    database.write_bytes(backup)
    if announced:
        records = Database(url)
        put_back(records)
        records.close()
    restored = start(url, tmp_path / "files", port=port, modules=ALL)
    with restored:
        two.link.sync()
        assert two.notes() == {"a": "old"}
        one.link.sync()
        two.link.sync()
    assert one.notes() == two.notes() == {"a": "old and new", "b": "lost"}
    one.close()
    two.close()


@pytest.mark.parametrize("address", ["http://10.0.0.5:8000", "http://office.example", "http://127.0.0.1.example"])
def test_plain_http_goes_to_this_machine_only(address: str) -> None:
    with pytest.raises(InsecureAddress):
        Client(address)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:80", "http://localhost", "http://[::1]:8000", "https://a.example"]
)
def test_these_addresses_may_be_used(address: str) -> None:
    check_address(address)


@pytest.mark.parametrize("address", ["", "ftp://localhost", "localhost:80", "http://", "http://a\x00b"])
def test_what_is_no_address_is_told_plainly(address: str) -> None:
    with pytest.raises(NotUnderstood):
        Client(address)


def test_an_unreadable_file_stops_its_own_command_and_no_other(open_desk: Open) -> None:
    """A parcel that the disk spoilt is refused here, in plain words; what stands behind it still goes."""
    desk = open_desk("one", "li")
    digest = desk.files.add(b"parcel")
    at = now()
    spoilt = SendConsignment(ConsignmentId(new_id()), (UnitId("archive"),), digest, 6, at, at + timedelta(days=1))
    with desk.database.transaction() as connection:
        note_held(connection, digest, desk.actor.unit, 6, at)
    desk.link.sync()
    desk.do(spoilt)
    desk.do(AddNote("a", "x"))
    desk.files.path(digest).write_bytes(b"rubble")

    synced = desk.link.sync()
    assert [(queued.subject, queued.code) for queued in synced.refused] == [(spoilt.id, "files.altered")]
    with desk.database.reading() as connection:
        assert store.waiting(connection, desk.actor.person, 9) == []
        assert CONSIGNMENTS.one(connection, spoilt.id) is None


def test_a_command_that_no_server_would_take_is_refused_at_once(open_desk: Open) -> None:
    desk = open_desk("one", "li")

    with pytest.raises(BadCommand):
        desk.do(AddNote("a", "x" * 600_000))
    assert desk.notes() == {}


def test_large_commands_go_in_several_requests(open_desk: Open) -> None:
    desk = open_desk("one", "li")
    for n in range(12):
        desk.do(AddNote(str(n), "x" * 500_000))

    desk.link.sync()
    with desk.database.reading() as connection:
        assert store.unsettled(connection) == []
