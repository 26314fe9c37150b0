"""Whatever gets lost, doubled or cut short: after everything is delivered, all desks agree with the server."""

from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from office.actor import Actor, PersonId, UnitId
from office.database import Database
from office.errors import OfficeError
from office.files.folder import FileStore
from office.modules import all_handlers, all_kinds
from office.sync import store
from office.sync.commands import Command
from office.sync.errors import ServerAway
from office.sync.link import Link
from office.sync.replica import Replica
from office.sync.wire import Page, Pull, Push, Pushed
from server.founding import prepare, put_back
from server.ledger import Ledger
from server.pages import Pages
from tests import notes
from tests.conftest import NOON
from tests.notes import AddNote, AppendNote, HandOver, RemoveNote

MODULES = (notes.MODULE,)
PEOPLE = {
    "li": Actor(PersonId("li"), UnitId("finance"), frozenset({notes.WRITE})),
    "wang": Actor(PersonId("wang"), UnitId("finance"), frozenset({notes.WRITE})),
    "zhao": Actor(PersonId("zhao"), UnitId("archive"), frozenset({notes.WRITE})),
}
FATES = ("well", "lost on the way", "answer lost", "doubled")


class Line:
    """A way to the server on which things happen."""

    def __init__(self, ledger: Ledger, pages: Pages, actor: Actor) -> None:
        self._ledger, self._pages, self._actor = ledger, pages, actor
        self.fates: list[str] = []

    def push(self, push: Push) -> Pushed:
        fate = self._meet()
        if fate == "doubled":
            self._ledger.push(self._actor, push)
        pushed = self._ledger.push(self._actor, push)
        if fate == "answer lost":
            raise ServerAway(address="", reason=fate)
        return pushed

    def pull(self, pull: Pull) -> Page:
        fate = self._meet()
        page = self._pages.pull(self._actor, Pull(pull.device, pull.epoch, pull.cursors, limit=3))
        if fate == "answer lost":
            raise ServerAway(address="", reason=fate)
        return page

    def put_file(self, digest: str, files: FileStore) -> None:
        raise AssertionError

    def _meet(self) -> str:
        fate = self.fates.pop(0) if self.fates else "well"
        if fate == "lost on the way":
            raise ServerAway(address="", reason=fate)
        return fate


@cache
def _empty(*, at_server: bool) -> bytes:
    """The bytes of an empty database, made once."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/x.db")
        if at_server:
            prepare(database)
        else:
            database.create()
        database.close()
        return Path(folder, "x.db").read_bytes()


def _database(path: Path, *, at_server: bool) -> Database:
    path.write_bytes(_empty(at_server=at_server))
    return Database(f"sqlite:///{path}")


class Agreement(RuleBasedStateMachine):
    """Three desks of two units write the same notes over a bad line."""

    ids = Bundle("ids")

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        root = Path(self.folder.name)
        self.server = _database(root / "server.db", at_server=True)
        ledger, pages = Ledger(self.server, MODULES, lambda: NOON), Pages(self.server, MODULES, lambda: NOON)
        self.clock = NOON
        self.databases = {name: _database(root / f"{name}.db", at_server=False) for name in PEOPLE}
        self.replica = Replica(all_handlers(MODULES), all_kinds(MODULES))
        self.lines = {name: Line(ledger, pages, actor) for name, actor in PEOPLE.items()}
        files = FileStore(root)
        self.links = {
            name: Link(self.databases[name], self.replica, self.lines[name], files, actor)
            for name, actor in PEOPLE.items()
        }

    @rule(
        target=ids, name=st.sampled_from(sorted(PEOPLE)), id_=st.sampled_from("abc"), text=st.text("xyz", max_size=40)
    )
    def add(self, name: str, id_: str, text: str) -> str:
        self._do(name, AddNote(id_, text))
        return id_

    @rule(name=st.sampled_from(sorted(PEOPLE)), id_=ids, text=st.text("123", max_size=40))
    def append(self, name: str, id_: str, text: str) -> None:
        self._do(name, AppendNote(id_, text))

    @rule(name=st.sampled_from(sorted(PEOPLE)), id_=ids, unit=st.sampled_from(["finance", "archive"]))
    def hand_over(self, name: str, id_: str, unit: str) -> None:
        self._do(name, HandOver(id_, UnitId(unit)))

    @rule(name=st.sampled_from(sorted(PEOPLE)), id_=ids)
    def remove(self, name: str, id_: str) -> None:
        self._do(name, RemoveNote(id_))

    @rule(name=st.sampled_from(sorted(PEOPLE)), fates=st.lists(st.sampled_from(FATES), max_size=4))
    def sync(self, name: str, fates: list[str]) -> None:
        self.lines[name].fates = list(fates)
        with suppress(ServerAway):
            self.links[name].sync()
        self.lines[name].fates = []

    @rule()
    def server_is_put_back_as_it_was(self) -> None:
        """Another epoch on the same records: everything known must survive being offered again."""
        put_back(self.server)

    def teardown(self) -> None:
        if not hasattr(self, "links"):
            return
        try:
            self._everything_delivered()
            self._all_agree()
        finally:
            for database in (self.server, *self.databases.values()):
                database.close()
            self.folder.cleanup()

    def _do(self, name: str, command: Command) -> None:
        self.clock += timedelta(seconds=1)
        with suppress(OfficeError), self.databases[name].transaction() as connection:
            self.replica.do(connection, command, PEOPLE[name], self.clock)

    def _everything_delivered(self) -> None:
        for _ in range(2):
            for link in self.links.values():
                link.sync()

    def _all_agree(self) -> None:
        known = _notes(self.server)
        for name, database in self.databases.items():
            own = {id_: note for id_, note in known.items() if note.unit == PEOPLE[name].unit}
            assert _notes(database) == own, name
            with database.reading() as connection:
                assert store.unsettled(connection) == []


def _notes(database: Database) -> dict[str, notes.Note]:
    with database.reading() as connection:
        ids = [row.id for row in connection.execute(notes.table.select())]
        return dict(notes.NOTES.read(connection, ids))


@pytest.mark.timeout(120)
def test_after_everything_is_delivered_all_desks_agree() -> None:
    run_state_machine_as_test(
        Agreement,
        settings=settings(
            max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
