"""The directory in and out of the database."""

from sqlalchemy import Connection, select

from office.actor import PersonId, UnitId
from office.errors import NotFound
from office.people.model import Person, Unit
from office.people.tables import persons, units
from office.sync.kinds import EVERYONE, from_row, kind_of

UNITS = kind_of("people.unit", Unit, units, lambda _: frozenset({EVERYONE}))
PERSONS = kind_of("people.person", Person, persons, lambda _: frozenset({EVERYONE}))


def unit(connection: Connection, unit_id: UnitId) -> Unit:
    """The unit, or NotFound (facts: id)."""
    found = UNITS.one(connection, unit_id)
    if found is None:
        raise NotFound(id=unit_id)
    return found


def person(connection: Connection, person_id: PersonId) -> Person:
    """The person, or NotFound (facts: id)."""
    found = PERSONS.one(connection, person_id)
    if found is None:
        raise NotFound(id=person_id)
    return found


def all_units(connection: Connection) -> list[Unit]:
    """Every unit, by name."""
    return [from_row(row, Unit) for row in connection.execute(select(units).order_by(units.c.name)).mappings()]


def persons_of(connection: Connection, unit_id: UnitId) -> list[Person]:
    """Everybody who works for the unit, by name."""
    query = select(persons).where(persons.c.unit == unit_id).order_by(persons.c.name)
    return [from_row(row, Person) for row in connection.execute(query).mappings()]
