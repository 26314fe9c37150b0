"""The desk's queue and cursors in and out of the database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from office.actor import Actor, Permission, PersonId, UnitId
from office.database import upsert
from office.ids import new_id
from office.sync.codec import MOST_BYTES, to_plain
from office.sync.commands import Command
from office.sync.errors import BadCommand
from office.sync.kinds import Kind, Kinds, Record
from office.sync.model import Queued, Standing
from office.sync.tables import about, cursors, devices, held, outbox, undo
from office.sync.wire import Result

_UNSETTLED = outbox.c.standing.in_((Standing.WAITING, Standing.APPLIED)) & outbox.c.included.is_(False)


# the queue


def enqueue(connection: Connection, command: Command, actor: Actor, now: datetime) -> str:
    """Put the command at the end of the queue; its new id. BadCommand if the server would not take its size."""
    fields = msgspec.json.encode(to_plain(command))
    if len(fields) > MOST_BYTES:
        raise BadCommand(reason=f"more than {MOST_BYTES} bytes")
    device_, n = device(connection, actor.person)
    upsert(connection, devices, ("person",), [{"person": actor.person, "device": device_, "n": n + 1}])
    command_id = new_id()
    row = {
        "n": n + 1,
        "id": command_id,
        "person": actor.person,
        "unit": actor.unit,
        "permissions": sorted(actor.permissions),
        "name": command.name,
        "partition": command.partition,
        "subject": command.subject,
        "fields": fields,
        "queued_at": now,
        "standing": Standing.WAITING,
        "value": {},
        "code": "",
        "facts": {},
        "included": False,
    }
    connection.execute(insert(outbox).values(row))
    return command_id


def waiting(connection: Connection, person: PersonId, limit: int) -> list[Queued]:
    """The oldest commands of the person that the server has not answered."""
    query = select(outbox).where(outbox.c.standing == Standing.WAITING, outbox.c.person == person)
    return _queued(connection, query.limit(limit))


def unsettled(connection: Connection) -> list[Queued]:
    """Everybody's commands whose effect what was pulled does not yet show, in order."""
    return _queued(connection, select(outbox).where(_UNSETTLED))


def refused(connection: Connection, person: PersonId) -> list[Queued]:
    """The person's commands that the server refused and that were not dismissed."""
    query = select(outbox).where(outbox.c.standing == Standing.REFUSED, outbox.c.person == person)
    return _queued(connection, query)


def queued(connection: Connection, command_id: str) -> Queued | None:
    found = _queued(connection, select(outbox).where(outbox.c.id == command_id))
    return found[0] if found else None


def queued_about(connection: Connection, name: str, subjects: Iterable[str] | None = None) -> dict[str, Queued]:
    """The newest queued command of that name about each subject, all or those asked for."""
    query = select(outbox).where(outbox.c.name == name)
    if subjects is not None:
        query = query.where(outbox.c.subject.in_(list(subjects)))
    return {item.subject: item for item in _queued(connection, query)}


def settle(connection: Connection, result: Result) -> None:
    """Write down what the server said."""
    standing = Standing.APPLIED if result.status == "applied" else Standing.REFUSED
    values = {"standing": standing, "value": result.value, "code": result.code, "facts": result.facts}
    connection.execute(update(outbox).where(outbox.c.id == result.id).values(values))


def note_doubt(connection: Connection, command_id: str, code: str, facts: Mapping[str, str]) -> None:
    """While it waits: why the command does not fit any more (empty code: it does)."""
    mark = update(outbox).where(outbox.c.id == command_id, outbox.c.standing == Standing.WAITING)
    connection.execute(mark.values(code=code, facts=dict(facts)))


def note_included(connection: Connection, person: PersonId, partition: str, n: int) -> int:
    """What was pulled shows the person's commands up to number ``n``; how many that newly concerns."""
    mark = update(outbox).where(
        outbox.c.person == person, outbox.c.partition == partition, outbox.c.n <= n, outbox.c.included.is_(False)
    )
    return connection.execute(mark.values(included=True)).rowcount


def dismiss(connection: Connection, command_id: str) -> None:
    """The person has seen the refusal; it need not be shown any more."""
    connection.execute(delete(outbox).where(outbox.c.id == command_id, outbox.c.standing == Standing.REFUSED))


def offer_again(connection: Connection) -> None:
    """After the server lost its newest history: everything it once took is offered again."""
    again = outbox.c.standing == Standing.APPLIED
    connection.execute(update(outbox).where(again).values(standing=Standing.WAITING, value={}))
    connection.execute(update(outbox).where(outbox.c.standing == Standing.WAITING).values(included=False))


# devices, epoch, cursors


def device(connection: Connection, person: PersonId) -> tuple[str, int]:
    """The name under which this replica pushes for the person, and the number of its newest command."""
    row = connection.execute(select(devices).where(devices.c.person == person)).one_or_none()
    return (new_id(), 0) if row is None else (row.device, row.n)


def name_device(connection: Connection, person: PersonId) -> str:
    """The same, written down, so that it stays."""
    device_, n = device(connection, person)
    upsert(connection, devices, ("person",), [{"person": person, "device": device_, "n": n}])
    return device_


def rename_device(connection: Connection, person: PersonId) -> None:
    """Take a new name, number what is unsettled anew and offer it again; the commands' ids stay."""
    query = select(outbox.c.place).where(outbox.c.person == person, _UNSETTLED)
    places = connection.execute(query.order_by(outbox.c.place)).scalars().all()
    for n, place in enumerate(places, 1):
        again = {"n": n, "standing": Standing.WAITING}
        connection.execute(update(outbox).where(outbox.c.place == place).values(again))
    upsert(connection, devices, ("person",), [{"person": person, "device": new_id(), "n": len(places)}])


def epoch(connection: Connection) -> str:
    """The server's history that this replica follows; empty when it has followed none."""
    return connection.execute(select(about.c.value).where(about.c.name == "epoch")).scalar_one_or_none() or ""


def follow(connection: Connection, epoch_: str) -> None:
    upsert(connection, about, ("name",), [{"name": "epoch", "value": epoch_}])


def cursors_now(connection: Connection) -> dict[str, int]:
    return {row.scope: row.seq for row in connection.execute(select(cursors))}


def move_cursors(connection: Connection, to: Mapping[str, int]) -> None:
    upsert(connection, cursors, ("scope",), [{"scope": scope, "seq": seq} for scope, seq in to.items()])


def forget_cursor(connection: Connection, scope: str) -> None:
    connection.execute(delete(cursors).where(cursors.c.scope == scope))


# who holds what


def hold(connection: Connection, scope: str, kind: str, records: Sequence[str]) -> None:
    rows = [{"scope": scope, "kind": kind, "record": record} for record in records]
    upsert(connection, held, ("scope", "kind", "record"), rows)


def release(connection: Connection, scope: str, kind: str, records: Sequence[str]) -> None:
    mark = delete(held).where(held.c.scope == scope, held.c.kind == kind, held.c.record.in_(records))
    connection.execute(mark)


def held_in(connection: Connection, scope: str) -> dict[str, list[str]]:
    """The records that the scope holds, by kind."""
    found: dict[str, list[str]] = {}
    for row in connection.execute(select(held).where(held.c.scope == scope)):
        found.setdefault(row.kind, []).append(row.record)
    return found


def still_held(connection: Connection, kind: str, records: Sequence[str]) -> set[str]:
    query = select(held.c.record).where(held.c.kind == kind, held.c.record.in_(records))
    return set(connection.execute(query).scalars())


# before-images


def keep_before(connection: Connection, kind: Kind[Any], record: str, before: Record | None) -> None:
    image = None if before is None else msgspec.json.encode(before)
    connection.execute(insert(undo).values(kind=kind.name, record=record, before=image))


def take_befores(connection: Connection, kinds: Kinds) -> list[tuple[Kind[Any], str, Record | None]]:
    """The before-images, newest first; they are no longer kept."""
    images = []
    for row in connection.execute(select(undo).order_by(undo.c.place.desc())).all():
        kind = kinds[row.kind]
        before = None if row.before is None else msgspec.json.decode(row.before, type=kind.type)
        images.append((kind, row.record, before))
    connection.execute(delete(undo))
    return images


def _queued(connection: Connection, query: Select[Any]) -> list[Queued]:
    return [_one(row) for row in connection.execute(query.order_by(outbox.c.place))]


def _one(row: Row[Any]) -> Queued:
    permissions = frozenset(Permission(text) for text in row.permissions)
    return Queued(
        n=row.n,
        id=row.id,
        actor=Actor(PersonId(row.person), UnitId(row.unit), permissions),
        name=row.name,
        partition=row.partition,
        subject=row.subject,
        fields=msgspec.json.decode(row.fields, type=dict[str, Any]),
        queued_at=row.queued_at,
        standing=Standing(row.standing),
        value=row.value,
        code=row.code,
        facts=row.facts,
        included=row.included,
    )
