"""Changing the directory. Only the server decides on it."""

from dataclasses import dataclass

from office.actor import Permission
from office.people import rules
from office.people.model import Person, Unit
from office.people.store import PERSONS, UNITS
from office.sync.commands import Command, Context, Handlers

MANAGE = Permission("people.manage")


@dataclass(frozen=True, slots=True)
class AddUnit(Command):
    name = "people.add_unit"
    server_decides = True

    unit: Unit


@dataclass(frozen=True, slots=True)
class ChangeUnit(Command):
    name = "people.change_unit"
    server_decides = True

    unit: Unit


@dataclass(frozen=True, slots=True)
class AddPerson(Command):
    name = "people.add_person"
    server_decides = True

    person: Person


@dataclass(frozen=True, slots=True)
class ChangePerson(Command):
    name = "people.change_person"
    server_decides = True

    person: Person


def add_unit(command: AddUnit, context: Context) -> None:
    context.actor.must(MANAGE)
    rules.check_unit(command.unit)
    context.add(UNITS, command.unit)


def change_unit(command: ChangeUnit, context: Context) -> None:
    context.actor.must(MANAGE)
    rules.check_unit(command.unit)
    context.save(UNITS, command.unit)


def add_person(command: AddPerson, context: Context) -> None:
    context.actor.must(MANAGE)
    rules.check_person(command.person)
    context.get(UNITS, command.person.unit)
    context.add(PERSONS, command.person)


def change_person(command: ChangePerson, context: Context) -> None:
    context.actor.must(MANAGE)
    rules.check_person(command.person)
    context.get(UNITS, command.person.unit)
    context.save(PERSONS, command.person)


HANDLERS: Handlers = {
    AddUnit: add_unit,
    ChangeUnit: change_unit,
    AddPerson: add_person,
    ChangePerson: change_person,
}
