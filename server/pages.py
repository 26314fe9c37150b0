"""What a desk pulls: everything granted to its person that changed since its cursors."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from office.actor import Actor
from office.database import Database
from office.modules import Module, all_kinds
from office.sync.codec import values_of
from office.sync.commands import DISTRICT
from office.sync.errors import NewEpoch
from office.sync.kinds import EVERYONE, Kinds, Scope, of_unit
from office.sync.wire import Page, Pull, ScopePage
from server import store
from server.store import Entry

Row = tuple[str, str, list[Any] | None]


def scopes_of(actor: Actor) -> tuple[Scope, ...]:
    """What the person is granted."""
    return (EVERYONE, of_unit(actor.unit))


@dataclass
class _Gathering:
    """Pages of several scopes that share one limit."""

    left: int
    more: bool = False
    scopes: dict[Scope, tuple[int, list[Entry]]] = field(default_factory=dict)


class Pages:
    """Answers pulls from one snapshot each."""

    def __init__(self, database: Database, modules: Sequence[Module], now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now
        self._kinds = all_kinds(modules)

    def pull(self, actor: Actor, pull: Pull) -> Page:
        """One page. NewEpoch (facts: epoch) if the desk knows a history that this server does not have."""
        granted = scopes_of(actor)
        with self._database.reading() as connection:
            epoch, head = store.epoch(connection), store.head(connection, DISTRICT) or 0
            if pull.epoch not in ("", epoch) or any(cursor > head for cursor in pull.cursors.values()):
                raise NewEpoch(epoch=epoch)
            gathering = _gather(connection, granted, pull, head)
            scopes, columns = self._with_values(connection, gathering)
            done = store.last_n(connection, actor.person, pull.device, DISTRICT)
        drop = [scope for scope in pull.cursors if scope not in granted]
        return Page(epoch, gathering.more, columns, scopes, drop, {DISTRICT: done}, self._now())

    def _with_values(
        self, connection: Connection, gathering: _Gathering
    ) -> tuple[dict[str, ScopePage], dict[str, list[str]]]:
        entries = [entry for _, found in gathering.scopes.values() for entry in found]
        values = _values(connection, entries, self._kinds)
        scopes = {
            str(scope): ScopePage(to, [(e.kind, e.record, values.get((e.kind, e.record))) for e in found])
            for scope, (to, found) in gathering.scopes.items()
        }
        names = {entry.kind for entry in entries} & self._kinds.keys()
        return scopes, {name: list(self._kinds[name].columns) for name in names}


def _gather(connection: Connection, granted: Sequence[Scope], pull: Pull, head: int) -> _Gathering:
    gathering = _Gathering(pull.limit)
    for scope in granted:
        after = pull.cursors.get(scope, 0)
        found = store.entries(connection, DISTRICT, scope, after, head, gathering.left + 1)
        over = len(found) > gathering.left
        found = found[: gathering.left]
        gathering.more = gathering.more or over
        gathering.left -= len(found)
        reached = (found[-1].seq if found else after) if over else head
        gathering.scopes[scope] = (reached, found)
    return gathering


def _values(connection: Connection, entries: Sequence[Entry], kinds: Kinds) -> Mapping[tuple[str, str], list[Any]]:
    values: dict[tuple[str, str], list[Any]] = {}
    for name in {entry.kind for entry in entries} & kinds.keys():
        kind = kinds[name]
        wanted = [entry.record for entry in entries if entry.kind == name and entry.present]
        found = kind.read(connection, wanted)
        values |= {(name, record): values_of(value, kind) for record, value in found.items()}
    return values
