"""Desks and servers for stories: real records, real files, real HTTP over the loopback."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from office.actor import Actor, Permission, PersonId, UnitId
from office.clock import now
from office.database import Database
from office.files.folder import FileStore
from office.modules import Module, all_handlers, all_kinds
from office.people.model import Person, Unit
from office.sync.client import Client
from office.sync.commands import Answer, Command
from office.sync.link import Link
from office.sync.replica import Replica
from server.founding import Newcomer, found
from server.modules import MODULES
from tests import notes

ALL = (*MODULES, notes.MODULE)
PERMISSIONS = tuple(sorted({permission for module in ALL for permission in module.permissions}))


def newcomer(name: str, unit: str, permissions: Sequence[Permission] = PERMISSIONS) -> Newcomer:
    person = Person(PersonId(name), UnitId(unit), name.title(), tuple(permissions))
    return Newcomer(person, name, f"password of {name}")


def found_small(url: str) -> None:
    """Two units; Li and Wang of finance, Zhao of the archive. (Made once and copied: passwords are slow to hash.)"""
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).write_bytes(_small())
        return
    _found_small(url)


@cache
def _small() -> bytes:
    with TemporaryDirectory() as folder:
        _found_small(f"sqlite:///{folder}/server.db")
        return Path(folder, "server.db").read_bytes()


def _found_small(url: str) -> None:
    database = Database(url)
    units = [Unit(UnitId("finance"), "Finance"), Unit(UnitId("archive"), "Archive")]
    people = [newcomer("li", "finance"), newcomer("wang", "finance"), newcomer("zhao", "archive")]
    found(database, units, people, now())
    database.close()


class Desk:
    """One person's workstation."""

    def __init__(
        self,
        folder: Path,
        address: str,
        login: str,
        modules: Sequence[Module] = ALL,
        signed_in: "Desk | None" = None,
    ) -> None:
        """``signed_in``: a desk of the same person whose sign-in this one takes over, to save time."""
        self.folder, self.login = folder, login
        folder.mkdir(parents=True, exist_ok=True)
        self.database = Database(f"sqlite:///{folder}/desk.db")
        self.database.create()
        self.files = FileStore(folder / "files")
        self.replica = Replica(all_handlers(modules), all_kinds(modules))
        self.client: Client = signed_in.client if signed_in else Client(address)
        self.actor: Actor = signed_in.actor if signed_in else self._sign_in()
        self.link = Link(self.database, self.replica, self.client, self.files, self.actor)

    def do(self, command: Command) -> Answer:
        with self.database.transaction() as connection:
            return self.replica.do(connection, command, self.actor, now())

    def notes(self) -> dict[str, str]:
        with self.database.reading() as connection:
            found_ = notes.NOTES.read(connection, [row.id for row in connection.execute(notes.table.select())])
        return {note.id: note.text for note in found_.values()}

    def close(self) -> None:
        self.client.close()
        self.database.close()

    def _sign_in(self) -> Actor:
        signed_in = self.client.sign_in(self.login, f"password of {self.login}")
        permissions = frozenset(Permission(text) for text in signed_in.permissions)
        return Actor(PersonId(signed_in.person), UnitId(signed_in.unit), permissions)
