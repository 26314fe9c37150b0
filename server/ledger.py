"""Settling commands: the same handlers as at the desk, one transaction per partition, results kept.

The partition's row is locked first and its changes are numbered inside, so that a reader never
passes a number that has yet to appear (reference: a counter row per partition, not a sequence).
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from office.actor import Actor
from office.audit import store as audit
from office.audit.model import Deed
from office.database import Database
from office.errors import OfficeError
from office.modules import Module, all_handlers
from office.sync.codec import digest, from_plain, kinds_by_name
from office.sync.commands import Change, Command, Context, perform
from office.sync.errors import BadCommand, Conflict, Forked, IdReused, NewEpoch, ServerFault, StaysAtDesk
from office.sync.kinds import Scope
from office.sync.wire import Push, Pushed, Result, Sent
from server import store
from server.store import Entry, Heads

LONGEST_ID = 200

log = logging.getLogger(__name__)


@dataclass
class _Sitting:
    """One transaction's work in one partition."""

    connection: Connection
    actor: Actor
    device: str
    partition: str
    heads: Heads
    now: datetime
    last_n: int
    known: Mapping[str, store.Known]
    told: dict[tuple[Scope, str, str], Entry] = field(default_factory=dict)
    settled: dict[str, tuple[str, Result]] = field(default_factory=dict)
    deeds: list[Deed] = field(default_factory=list)


class Ledger:
    """What desks push is settled here, and the server's word on it is final."""

    def __init__(self, database: Database, modules: Sequence[Module], now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now
        self._handlers = all_handlers(modules)
        self._kinds = kinds_by_name(self._handlers)

    def push(self, actor: Actor, push: Push) -> Pushed:
        """Settle the commands in their order. Raises NewEpoch or Forked, and then settles nothing."""
        with self._database.reading() as connection:
            epoch = store.epoch(connection)
        if push.epoch not in ("", epoch):
            raise NewEpoch(epoch=epoch)
        results: dict[str, Result] = {}
        for partition in dict.fromkeys(sent.partition for sent in push.commands):
            own = [sent for sent in push.commands if sent.partition == partition]
            results |= self._settle(actor, push.device, partition, own)
        return Pushed(epoch, [results[sent.id] for sent in push.commands])

    def _settle(self, actor: Actor, device: str, partition: str, commands: Sequence[Sent]) -> dict[str, Result]:
        with self._database.transaction() as connection:
            heads = store.lock(connection, partition)
            if heads is None:
                error = BadCommand(reason="unknown partition")
                return {sent.id: _refusal(sent.id, error) for sent in commands}
            known = store.known(connection, [sent.id for sent in commands])
            last_n = store.last_n(connection, actor.person, device, partition)
            sitting = _Sitting(connection, actor, device, partition, heads, self._now(), last_n, known)
            results = {sent.id: self._settle_one(sitting, sent) for sent in commands}
            _close(sitting)
            return results

    def _settle_one(self, sitting: _Sitting, sent: Sent) -> Result:
        mark = digest(sitting.actor.person, sent.name, sent.partition, sent.fields, sent.base)
        before = _settled_before(sitting, sent, mark)
        if before is not None:
            sitting.last_n = max(sitting.last_n, sent.n)
            return before
        if sent.n <= sitting.last_n:
            raise Forked
        result = self._decide(sitting, sent)
        sitting.last_n = sent.n
        sitting.settled[sent.id] = (mark, result)
        outcome = result.code or result.status
        actor = sitting.actor
        sitting.deeds.append(Deed(sitting.now, actor.person, actor.unit, sent.id, sent.name, mark, outcome))
        return result

    def _decide(self, sitting: _Sitting, sent: Sent) -> Result:
        try:
            command = self._command(sent)
            with sitting.connection.begin_nested():
                context = Context(sitting.actor, sitting.now, sitting.connection)
                answer = perform(command, context, self._handlers)
                _check_ids(context.changes.values())
            _tell(sitting, context.changes.values())
        except OfficeError as error:
            return _refusal(sent.id, error)
        except IntegrityError:
            return _refusal(sent.id, Conflict())
        except DataError:
            return _refusal(sent.id, BadCommand(reason="does not fit the database"))
        except DBAPIError:
            raise
        except Exception as fault:  # noqa: BLE001 - one command's bug must not stop everybody's work
            log.error("a handler failed: %s in %s", type(fault).__name__, sent.name)  # noqa: TRY400 - no contents in logs
            return _refusal(sent.id, ServerFault())
        return Result(sent.id, "applied", value=dict(answer))

    def _command(self, sent: Sent) -> Command:
        command = from_plain(sent.name, sent.fields, self._kinds)
        if command.stays_at_desk:
            raise StaysAtDesk(name=sent.name)
        if command.partition != sent.partition:
            raise BadCommand(reason="another partition")
        return command


def _settled_before(sitting: _Sitting, sent: Sent, mark: str) -> Result | None:
    known = sitting.known.get(sent.id)
    kept = (known.digest, known.result) if known else sitting.settled.get(sent.id)
    if kept is None:
        return None
    return kept[1] if kept[0] == mark else _refusal(sent.id, IdReused())


def _refusal(command: str, error: OfficeError) -> Result:
    return Result(command, "refused", code=error.code, facts=dict(error.facts))


def _check_ids(changes: Iterable[Change]) -> None:
    if any(len(change.id) > LONGEST_ID for change in changes):
        raise BadCommand(reason="an id that is too long")


def _tell(sitting: _Sitting, changes: Iterable[Change]) -> None:
    """Number the changes and note for every scope what it gets to see, and what no longer."""
    for change in changes:
        before = change.kind.scopes(change.before) if change.before is not None else frozenset()
        after = change.kind.scopes(change.after) if change.after is not None else frozenset()
        for scope in sorted(before | after):
            heads = sitting.heads
            sitting.heads = Heads(heads.head + 1, heads.deeds, heads.deeds_head)
            entry = Entry(sitting.heads.head, change.kind.name, change.id, scope in after)
            sitting.told[scope, change.kind.name, change.id] = entry


def _close(sitting: _Sitting) -> None:
    connection, partition, heads = sitting.connection, sitting.partition, sitting.heads
    deeds, deeds_head = audit.append(connection, partition, sitting.deeds, heads.deeds, heads.deeds_head)
    store.tell(connection, partition, sitting.told)
    store.keep(connection, partition, list(sitting.settled.values()), sitting.now)
    store.note_n(connection, sitting.actor.person, sitting.device, partition, sitting.last_n)
    store.move(connection, partition, Heads(heads.head, deeds, deeds_head))
