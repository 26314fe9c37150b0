"""A small module for trying out commands, desks and the server: notes of a unit."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NoReturn

from sqlalchemy import Column, String, Table, Text

from office.actor import Permission, UnitId
from office.database import Moment, metadata
from office.errors import Refused
from office.modules import Module
from office.spans import Span
from office.sync.commands import Answer, Command, Context
from office.sync.kinds import Scope, kind_of, of_unit

WRITE = Permission("notes.write")

table = Table(
    "tests_notes",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("unit", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Note:
    id: str
    unit: UnitId
    text: str
    at: datetime


def _scopes(note: Note) -> frozenset[Scope]:
    return frozenset({of_unit(note.unit)})


NOTES = kind_of("notes.note", Note, table, _scopes)


@dataclass(frozen=True, slots=True)
class AddNote(Command):
    name = "notes.add_note"

    id: str
    text: str
    span: Span | None = None

    @property
    def subject(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class AppendNote(Command):
    """Not the same when done twice, and not the same in another order."""

    name = "notes.append_note"

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class HandOver(Command):
    name = "notes.hand_over"

    id: str
    unit: UnitId


@dataclass(frozen=True, slots=True)
class RemoveNote(Command):
    name = "notes.remove_note"

    id: str


@dataclass(frozen=True, slots=True)
class NumberNote(Command):
    name = "notes.number_note"
    server_decides = True

    id: str


@dataclass(frozen=True, slots=True)
class ScribbleNote(Command):
    name = "notes.scribble_note"
    stays_at_desk = True

    id: str


@dataclass(frozen=True, slots=True)
class HalfNote(Command):
    """Writes, then refuses: nothing may remain."""

    name = "notes.half_note"

    id: str


@dataclass(frozen=True, slots=True)
class BrokenNote(Command):
    """Its handler has a bug."""

    name = "notes.broken_note"

    id: str


def add_note(command: AddNote, context: Context) -> None:
    context.actor.must(WRITE)
    context.add(NOTES, Note(command.id, context.actor.unit, command.text, context.now))


def append_note(command: AppendNote, context: Context) -> None:
    context.actor.must(WRITE)
    note = context.get(NOTES, command.id)
    if len(note.text) + len(command.text) > 100:
        raise Refused(text=note.text)
    context.save(NOTES, replace(note, text=note.text + command.text))


def hand_over(command: HandOver, context: Context) -> None:
    context.save(NOTES, replace(context.get(NOTES, command.id), unit=command.unit))


def remove_note(command: RemoveNote, context: Context) -> None:
    context.remove(NOTES, command.id)


def number_note(command: NumberNote, context: Context) -> Answer:
    note = context.get(NOTES, command.id)
    context.save(NOTES, replace(note, text=f"1: {note.text}"))
    return {"number": "1"}


def scribble_note(command: ScribbleNote, context: Context) -> None:
    context.add(NOTES, Note(command.id, context.actor.unit, "", context.now))


def half_note(command: HalfNote, context: Context) -> NoReturn:
    context.add(NOTES, Note(command.id, context.actor.unit, "half", context.now))
    raise Refused


def broken_note(command: BrokenNote, context: Context) -> NoReturn:
    context.add(NOTES, Note(command.id, context.actor.unit, "broken", context.now))
    raise ZeroDivisionError


MODULE = Module(
    name="notes",
    handlers={
        AddNote: add_note,
        AppendNote: append_note,
        HandOver: hand_over,
        RemoveNote: remove_note,
        NumberNote: number_note,
        ScribbleNote: scribble_note,
        HalfNote: half_note,
        BrokenNote: broken_note,
    },
    permissions=frozenset({WRITE}),
    sentences={},
    kinds=(NOTES,),
)
