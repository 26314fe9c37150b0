"""Commands: the only way anything is ever written.

The desk performs a command at once and queues it; the server performs the same
command again, with the same handler, and its word is final.

A handler reads what it likes and writes shared records only through its Context, which keeps
the writes until the handler has said yes: a refusal leaves nothing behind.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from sqlalchemy import Connection

from office.actor import Actor
from office.errors import AlreadyThere, NotFound
from office.sync.kinds import Kind, Record

T = TypeVar("T", bound=Record)

DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Command:
    """What a person wants done. Subclasses add the particulars; new fields have defaults."""

    name: ClassVar[str]  # "module.verb_noun": stable, it travels over the wire
    stays_at_desk: ClassVar[bool] = False  # performed here, never sent
    server_decides: ClassVar[bool] = False  # never guessed here: sent, and the answer waited for
    partition: ClassVar[str] = DISTRICT  # whose order of changes it takes part in

    @property
    def module(self) -> str:
        return self.name.partition(".")[0]

    @property
    def subject(self) -> str:
        """The id of the record that it is about, by which the queue can be asked."""
        return ""

    @property
    def attached(self) -> tuple[str, ...]:
        """The digests of the files that must be at the server before this command is."""
        return ()


@dataclass(frozen=True, slots=True)
class Change:
    """What a command did to one record."""

    kind: Kind[Any]
    id: str
    before: Record | None
    after: Record | None


Changes = dict[tuple[str, str], Change]


@dataclass(frozen=True, slots=True)
class Context:
    """What a handler may use: who, when, and the open transaction."""

    actor: Actor
    now: datetime
    connection: Connection
    changes: Changes = field(default_factory=dict)

    def find(self, kind: Kind[T], record_id: str) -> T | None:
        change = self.changes.get((kind.name, record_id))
        if change is None:
            return kind.one(self.connection, record_id)
        return change.after if isinstance(change.after, kind.type) else None

    def get(self, kind: Kind[T], record_id: str) -> T:
        """The record, or NotFound (facts: id)."""
        value = self.find(kind, record_id)
        if value is None:
            raise NotFound(id=record_id)
        return value

    def add(self, kind: Kind[T], value: T) -> None:
        """Create a record; AlreadyThere (facts: id) if its id is taken, for ids can be forged."""
        if self.find(kind, value.id) is not None:
            raise AlreadyThere(id=value.id)
        self._note(kind, value.id, value)

    def save(self, kind: Kind[T], value: T) -> None:
        """Change a record that is there; never creates one: NotFound (facts: id)."""
        self.get(kind, value.id)
        self._note(kind, value.id, value)

    def remove(self, kind: Kind[T], record_id: str) -> None:
        self.get(kind, record_id)
        self._note(kind, record_id, None)

    def _note(self, kind: Kind[T], record_id: str, after: T | None) -> None:
        key = (kind.name, record_id)
        known = self.changes.get(key)
        before = known.before if known else kind.one(self.connection, record_id)
        self.changes[key] = Change(kind, record_id, before, after)


Answer = Mapping[str, str]
Handler = Callable[[Any, Context], Answer | None]
Handlers = Mapping[type[Command], Handler]


def perform(command: Command, context: Context, handlers: Handlers) -> Answer:
    """Run the handler, then write what it changed; what it answers is told to the desk."""
    answer = handlers[type(command)](command, context)
    for change in context.changes.values():
        if change.after is None:
            change.kind.drop(context.connection, (change.id,))
        else:
            change.kind.put(context.connection, (change.after,))
    return answer or {}
