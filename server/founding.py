"""Setting a server up: its tables, its history, the first units and people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from office.actor import Actor, PersonId, UnitId
from office.database import Database
from office.ids import new_id
from office.people.commands import MANAGE, AddPerson, AddUnit, ChangePerson, ChangeUnit
from office.people.model import Person, Unit
from office.sync.codec import to_plain
from office.sync.commands import DISTRICT, Command
from office.sync.errors import as_error
from office.sync.wire import Push, Sent
from server import store
from server.ledger import Ledger
from server.modules import MODULES
from server.sign_in import hash_password

FOUNDER = Actor(PersonId("founder"), UnitId(""), frozenset({MANAGE}))


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person with their login name (one of its kind on the server) and first password."""

    person: Person
    login: str
    password: str


def prepare(database: Database) -> None:
    """The tables and the first partition; harmless when they are there."""
    database.create()
    with database.transaction() as connection:
        store.found(connection, DISTRICT)


def put_back(database: Database) -> None:
    """To be told after the records were put back from a backup: desks then offer again what was lost."""
    with database.transaction() as connection:
        store.begin_epoch(connection)


def found(database: Database, units: Sequence[Unit], newcomers: Sequence[Newcomer], now: datetime) -> None:
    """Set up the first units and people, through the same log as everything later.

    Raises what the directory refuses (AlreadyThere for an id that exists).
    """
    prepare(database)
    carry_out(database, [AddUnit(unit) for unit in units], now)
    carry_out(database, [AddPerson(newcomer.person) for newcomer in newcomers], now)
    hashes = [hash_password(newcomer.password) for newcomer in newcomers]
    with database.transaction() as connection:
        for newcomer, hash_ in zip(newcomers, hashes, strict=True):
            store.add_credential(connection, newcomer.login.strip().casefold(), newcomer.person.id, hash_)


def carry_out(database: Database, commands: Sequence[Command], now: datetime) -> None:
    """Settle the founder's commands, each in its turn; raises the first refusal."""
    ledger = Ledger(database, MODULES, lambda: now)
    for command in commands:
        sent = Sent(new_id(), 1, command.name, command.partition, to_plain(command))
        result = ledger.push(FOUNDER, Push(new_id(), "", [sent])).results[0]
        if result.status != "applied":
            raise as_error(result.code, result.facts)


def change_unit(database: Database, unit: Unit, now: datetime) -> None:
    """Change a unit's name or certificates."""
    carry_out(database, [ChangeUnit(unit)], now)


def change_person(database: Database, person: Person, now: datetime) -> None:
    """Change a person's name or permissions, or end their access."""
    carry_out(database, [ChangePerson(person)], now)
