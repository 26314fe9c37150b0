"""What a unit and a person must be like."""

from office.people.errors import NoName, TooManyCertificates
from office.people.model import Person, Unit

MOST_BYTES = 16 * 1024
LONGEST_CHAIN = 5


def check_unit(unit: Unit) -> None:
    _check_name(unit.name)
    certificates = (unit.sign, unit.seal, unit.open, *unit.chain)
    if len(unit.chain) > LONGEST_CHAIN or any(len(der) > MOST_BYTES for der in certificates):
        raise TooManyCertificates


def check_person(person: Person) -> None:
    _check_name(person.name)


def _check_name(name: str) -> None:
    if not 0 < len(name.strip()) <= 100:
        raise NoName
