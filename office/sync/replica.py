"""A desk's replica: what people do is done here at once and queued; what the server says wins."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection

from office.actor import Actor, PersonId
from office.errors import OfficeError
from office.sync import store
from office.sync.codec import from_plain, kinds_by_name, record_of
from office.sync.commands import Answer, Command, Context, Handlers, perform
from office.sync.errors import NotUnderstood
from office.sync.kinds import Kind, Kinds
from office.sync.model import Queued
from office.sync.wire import Page


@dataclass(frozen=True, slots=True)
class Told:
    """Everything of one pull: rows by scope in order, scopes lost, cursors, own commands shown."""

    epoch: str
    rows: Mapping[str, Sequence[tuple[str, str, Any]]]  # scope: (kind, id, record or None)
    to: Mapping[str, int]
    drop: Sequence[str]
    done: Mapping[str, int]


class Replica:
    """Performs commands on a desk's records; every call is part of the caller's transaction."""

    def __init__(self, handlers: Handlers, kinds: Kinds) -> None:
        self._handlers, self._kinds = handlers, kinds
        self._commands = kinds_by_name(handlers)

    def do(self, connection: Connection, command: Command, actor: Actor, now: datetime) -> Answer:
        """Perform here and queue for the server, both or neither; what stays at the desk is only performed.

        Raises what the handler refuses. What only the server decides is not done here: see Link.ask.
        """
        if command.server_decides:
            raise ValueError(f"only the server decides on {command.name}")
        answer = self._perform(connection, command, actor, now)
        if not command.stays_at_desk:
            store.enqueue(connection, command, actor, now)
        return answer

    def command(self, queued: Queued) -> Command:
        """The queued command as a value. Raises UnknownCommand or BadCommand after a downgrade."""
        return from_plain(queued.name, queued.fields, self._commands)

    def rewind(self, connection: Connection) -> frozenset[str]:
        """Put back what the server refused: everything unsettled is undone, what still waits done again."""
        changed = self._undo(connection)
        return changed | self._redo(connection)

    def take_in(self, connection: Connection, told: Told, person: PersonId) -> frozenset[str]:
        """Apply what was pulled under the commands that still wait; the modules that changed."""
        own = [store.note_included(connection, person, partition, n) for partition, n in told.done.items()]
        rows = any(told.rows.values()) or told.drop
        changed = self._undo(connection) if rows or any(own) else frozenset()
        for scope in told.drop:
            changed |= self._drop(connection, scope)
        for scope, entries in told.rows.items():
            changed |= self._apply(connection, scope, entries)
        store.move_cursors(connection, told.to)
        store.follow(connection, told.epoch)
        return changed | self._redo(connection) if rows or any(own) else changed

    def start_over(self, connection: Connection, person: PersonId) -> None:
        """The server has another history: forget what was told, keep what was done, offer it again."""
        self._undo(connection)
        for scope in store.cursors_now(connection):
            self._drop(connection, scope)
        store.offer_again(connection)
        store.rename_device(connection, person)
        store.follow(connection, "")
        self._redo(connection)

    def told(self, pages: Sequence[Page]) -> Told:
        """The pages of one pull as records. Raises NotUnderstood if they are not of the kinds' shape."""
        rows: dict[str, list[tuple[str, str, Any]]] = {}
        to: dict[str, int] = {}
        for page in pages:
            for scope, part in page.scopes.items():
                to[scope] = part.to
                rows.setdefault(scope, []).extend(self._records(page, part.rows))
        last = pages[-1]
        return Told(last.epoch, rows, to, last.drop, last.done)

    def _records(self, page: Page, rows: Iterable[tuple[str, str, list[Any] | None]]) -> Iterable[tuple[str, str, Any]]:
        for name, record_id, values in rows:
            kind = self._kinds.get(name)
            if kind is None:
                continue  # a newer server's kind; this desk has no use for it
            try:
                record = None if values is None else record_of(page.columns[name], values, kind)
            except (msgspec.ValidationError, KeyError, ValueError) as error:
                raise NotUnderstood(reason=f"{name}: {error}"[:200]) from error
            if record is not None and record.id != record_id:
                raise NotUnderstood(reason=f"{name}: another id")
            yield name, record_id, record

    def _perform(self, connection: Connection, command: Command, actor: Actor, now: datetime) -> Answer:
        context = Context(actor, now, connection)
        answer = perform(command, context, self._handlers)
        if not command.stays_at_desk:
            for change in context.changes.values():
                store.keep_before(connection, change.kind, change.id, change.before)
        return answer

    def _undo(self, connection: Connection) -> frozenset[str]:
        changed = set()
        for kind, record_id, before in store.take_befores(connection, self._kinds):
            if before is None:
                kind.drop(connection, (record_id,))
            else:
                kind.put(connection, (before,))
            changed.add(kind.module)
        return frozenset(changed)

    def _redo(self, connection: Connection) -> frozenset[str]:
        changed = set()
        for queued in store.unsettled(connection):
            error = self._redo_one(connection, queued)
            store.note_doubt(connection, queued.id, error.code if error else "", error.facts if error else {})
            changed.add(queued.name.partition(".")[0])
        return frozenset(changed)

    def _redo_one(self, connection: Connection, queued: Queued) -> OfficeError | None:
        try:
            command = self.command(queued)
            if not command.server_decides:
                with connection.begin_nested():
                    self._perform(connection, command, queued.actor, queued.queued_at)
        except OfficeError as error:
            return error
        return None

    def _apply(self, connection: Connection, scope: str, entries: Sequence[tuple[str, str, Any]]) -> frozenset[str]:
        newest = {(name, record_id): record for name, record_id, record in entries}
        names = {name for name, _ in newest}
        for name in names:
            own = {record_id: record for (of, record_id), record in newest.items() if of == name}
            present = [record for record in own.values() if record is not None]
            self._kinds[name].put(connection, present)
            store.hold(connection, scope, name, [record.id for record in present])
            self._let_go(connection, scope, self._kinds[name], [i for i, record in own.items() if record is None])
        return frozenset(self._kinds[name].module for name in names)

    def _drop(self, connection: Connection, scope: str) -> frozenset[str]:
        found = store.held_in(connection, scope)
        for name, records in found.items():
            if name in self._kinds:
                self._let_go(connection, scope, self._kinds[name], records)
        store.forget_cursor(connection, scope)
        return frozenset(name.partition(".")[0] for name in found)

    def _let_go(self, connection: Connection, scope: str, kind: Kind[Any], records: Sequence[str]) -> None:
        """A record leaves when no scope that is granted holds it any more."""
        if records:
            store.release(connection, scope, kind.name, records)
            kept = store.still_held(connection, kind.name, records)
            kind.drop(connection, [record for record in records if record not in kept])
