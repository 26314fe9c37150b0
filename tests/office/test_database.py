"""One way to open a transaction, on both databases."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError, StatementError

from office.actor import UnitId
from office.database import Database, DatabaseTrouble
from tests.conftest import NOON
from tests.notes import NOTES, Note, table


@pytest.fixture
def records(server_url: str) -> Iterator[Database]:
    records = Database(server_url)
    records.create()
    yield records
    records.close()


def note(id_: str, text: str = "x", at: datetime = NOON) -> Note:
    return Note(id_, UnitId("finance"), text, at)


def ids(records: Database) -> list[str]:
    with records.reading() as connection:
        return list(connection.execute(select(table.c.id).order_by(table.c.id)).scalars())


def test_a_moment_comes_back_as_the_same_moment_in_utc(records: Database) -> None:
    there = datetime(2026, 3, 2, 20, 0, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    with records.transaction() as connection:
        NOTES.put(connection, [note("a", at=there)])
    with records.reading() as connection:
        found = NOTES.one(connection, "a")

    assert found is not None
    assert found.at == there
    assert found.at.tzinfo is UTC


def test_a_time_without_a_zone_is_not_kept(records: Database) -> None:
    with pytest.raises(StatementError), records.transaction() as connection:
        NOTES.put(connection, [note("a", at=NOON.replace(tzinfo=None))])


def test_an_exception_undoes_everything(records: Database) -> None:
    def half() -> None:
        with records.transaction() as connection:
            NOTES.put(connection, [note("a")])
            raise KeyError

    with pytest.raises(KeyError):
        half()
    assert ids(records) == []


def test_putting_replaces_and_dropping_removes(records: Database) -> None:
    with records.transaction() as connection:
        NOTES.put(connection, [note("a"), note("b")])
        NOTES.put(connection, [note("b", "y"), note("c")])
        NOTES.drop(connection, ["a"])
        found = NOTES.read(connection, ["a", "b", "c", "d"])

    assert {id_: each.text for id_, each in found.items()} == {"b": "y", "c": "x"}


def test_many_records_go_at_once(records: Database) -> None:
    wanted = [f"{n:05}" for n in range(2500)]
    with records.transaction() as connection:
        NOTES.put(connection, [note(id_) for id_ in wanted])
        assert list(NOTES.read(connection, wanted)) == wanted
        NOTES.drop(connection, wanted[1:])

    assert ids(records) == wanted[:1]


def test_a_reader_sees_one_moment_and_waits_for_nobody(records: Database) -> None:
    with records.reading() as reader:
        assert NOTES.one(reader, "a") is None
        with records.transaction() as writer:
            NOTES.put(writer, [note("a")])
        assert NOTES.one(reader, "a") is None

    assert ids(records) == ["a"]


def test_writers_queue_up_and_all_get_through(records: Database) -> None:
    def write(writer: int) -> None:
        for n in range(10):
            with records.transaction() as connection:
                NOTES.put(connection, [note(f"{writer}-{n}")])

    writers = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert len(ids(records)) == 40


def test_a_clash_is_no_trouble_of_the_world(records: Database) -> None:
    row = {"id": "a", "unit": "u", "text": "x", "at": NOON}

    with pytest.raises(IntegrityError), records.transaction() as connection:
        connection.execute(table.insert(), [row, row])


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    records = Database(f"sqlite:///{tmp_path}/small.db")
    records.create()
    with records.transaction() as connection:
        NOTES.put(connection, [note("a")])
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    event.listen(
        records._engine, "begin", lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    )

    with pytest.raises(DatabaseTrouble) as told, records.transaction() as connection:
        NOTES.put(connection, [note("b", "y" * 100_000)])
    assert "full" in told.value.facts["reason"]
    assert ids(records) == ["a"]
    records.close()


@pytest.mark.parametrize("content", [b"not a database, but long enough to look like one" * 50, None])
def test_what_is_no_database_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / ("no-such-folder/x.db" if content is None else "x.db")
    if content is not None:
        path.write_bytes(content)
    records = Database(f"sqlite:///{path}")

    with pytest.raises(DatabaseTrouble):
        records.create()
    records.close()


def test_a_server_that_is_not_there_is_told() -> None:
    records = Database("postgresql://nobody@127.0.0.1:1/none")

    with pytest.raises(DatabaseTrouble), records.transaction():
        pass
    records.close()
