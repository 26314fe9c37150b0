"""The server's own records in and out of the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from office.actor import PersonId
from office.audit.model import NOTHING_BEFORE
from office.database import upsert
from office.ids import new_id
from office.sync.kinds import Scope
from office.sync.wire import Result
from server.tables import about, attempts, credentials, devices, feed, partitions, results, sessions


@dataclass(frozen=True, slots=True)
class Heads:
    """Where a partition's numbering stands."""

    head: int
    deeds: int
    deeds_head: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The newest change to one record, as one scope is told of it."""

    seq: int
    kind: str
    record: str
    present: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A command that was settled before."""

    digest: str
    result: Result


@dataclass(frozen=True, slots=True)
class Attempts:
    failures: int
    last: datetime


def found(connection: Connection, partition: str) -> None:
    """Give a new server its epoch and its first partition; harmless when it has them."""
    if epoch(connection) == "":
        connection.execute(insert(about).values(name="epoch", value=new_id()))
    if head(connection, partition) is None:
        row = {"name": partition, "head": 0, "floor": 0, "deeds": 0, "deeds_head": NOTHING_BEFORE}
        connection.execute(insert(partitions).values(row))


def begin_epoch(connection: Connection) -> None:
    """Another history begins: the records were put back from a backup."""
    connection.execute(update(about).where(about.c.name == "epoch").values(value=new_id()))


def epoch(connection: Connection) -> str:
    """The name of this server's history; empty before ``found``."""
    return connection.execute(select(about.c.value).where(about.c.name == "epoch")).scalar_one_or_none() or ""


def lock(connection: Connection, partition: str) -> Heads | None:
    """Hold the partition until the end of the transaction, so that numbers appear in their order.

    None for a partition that does not exist.
    """
    query = select(partitions).where(partitions.c.name == partition).with_for_update()
    row = connection.execute(query).one_or_none()
    return None if row is None else Heads(row.head, row.deeds, row.deeds_head)


def move(connection: Connection, partition: str, heads: Heads) -> None:
    values = {"head": heads.head, "deeds": heads.deeds, "deeds_head": heads.deeds_head}
    connection.execute(update(partitions).where(partitions.c.name == partition).values(values))


def head(connection: Connection, partition: str) -> int | None:
    return connection.execute(select(partitions.c.head).where(partitions.c.name == partition)).scalar_one_or_none()


def audit_head(connection: Connection, partition: str) -> str:
    query = select(partitions.c.deeds_head).where(partitions.c.name == partition)
    return connection.execute(query).scalar_one_or_none() or NOTHING_BEFORE


def tell(connection: Connection, partition: str, told: Mapping[tuple[Scope, str, str], Entry]) -> None:
    """Write the entries, by (scope, kind, record), over those that they replace."""
    rows = [
        {
            "partition": partition,
            "scope": scope,
            "kind": entry.kind,
            "record": entry.record,
            "seq": entry.seq,
            "present": entry.present,
        }
        for (scope, _, _), entry in told.items()
    ]
    upsert(connection, feed, ("partition", "scope", "kind", "record"), rows)


def entries(connection: Connection, partition: str, scope: str, after: int, until: int, limit: int) -> list[Entry]:
    """What changed in the scope after one number and up to another, at most ``limit`` entries, in order."""
    query = (
        select(feed.c.seq, feed.c.kind, feed.c.record, feed.c.present)
        .where(feed.c.partition == partition, feed.c.scope == scope, feed.c.seq > after, feed.c.seq <= until)
        .order_by(feed.c.seq)
        .limit(limit)
    )
    if after == 0:
        query = query.where(feed.c.present)
    return [Entry(row.seq, row.kind, row.record, row.present) for row in connection.execute(query)]


def known(connection: Connection, commands: Iterable[str]) -> dict[str, Known]:
    """Those of the commands (by id) that were settled before."""
    query = select(results.c.command, results.c.digest, results.c.result).where(results.c.command.in_(list(commands)))
    return {
        row.command: Known(row.digest, msgspec.json.decode(row.result, type=Result))
        for row in connection.execute(query)
    }


def keep(connection: Connection, partition: str, settled: Sequence[tuple[str, Result]], at: datetime) -> None:
    """Keep the results, each with the digest of its command."""
    rows = [
        {
            "command": result.id,
            "partition": partition,
            "digest": digest,
            "result": msgspec.json.encode(result),
            "at": at,
        }
        for digest, result in settled
    ]
    if rows:
        connection.execute(insert(results), rows)


def last_n(connection: Connection, person: str, device: str, partition: str) -> int:
    """The number of the device's newest command in the partition, 0 for a new device."""
    query = select(devices.c.n).where(
        devices.c.person == person, devices.c.device == device, devices.c.partition == partition
    )
    return connection.execute(query).scalar_one_or_none() or 0


def note_n(connection: Connection, person: str, device: str, partition: str, n: int) -> None:
    row = {"person": person, "device": device, "partition": partition, "n": n}
    upsert(connection, devices, ("person", "device", "partition"), [row])


def credential(connection: Connection, login: str) -> tuple[PersonId, str] | None:
    """Whose login name it is, and the hash of the password."""
    row = connection.execute(select(credentials).where(credentials.c.login == login)).one_or_none()
    return None if row is None else (PersonId(row.person), row.hash)


def add_credential(connection: Connection, login: str, person: PersonId, hash_: str) -> None:
    connection.execute(insert(credentials).values(login=login, person=person, hash=hash_))


def failed_attempts(connection: Connection, login: str) -> Attempts | None:
    row = connection.execute(select(attempts).where(attempts.c.login == login).with_for_update()).one_or_none()
    return None if row is None else Attempts(row.failures, row.last)


def note_attempts(connection: Connection, login: str, failures: int, at: datetime) -> None:
    upsert(connection, attempts, ("login",), [{"login": login, "failures": failures, "last": at}])


def forget_attempts(connection: Connection, login: str, older_than: datetime) -> None:
    """Forget those of this login name, and everybody's old ones."""
    connection.execute(delete(attempts).where((attempts.c.login == login) | (attempts.c.last < older_than)))


def add_session(connection: Connection, token: str, person: PersonId, expires_at: datetime) -> None:
    connection.execute(insert(sessions).values(token=token, person=person, expires_at=expires_at))


def session_person(connection: Connection, token: str, now: datetime) -> PersonId | None:
    """Whom the token (its hash) stands for, None if it is unknown or has expired."""
    query = select(sessions.c.person).where(sessions.c.token == token, sessions.c.expires_at > now)
    found_ = connection.execute(query).scalar_one_or_none()
    return None if found_ is None else PersonId(found_)


def end_sessions(connection: Connection, before: datetime) -> None:
    connection.execute(delete(sessions).where(sessions.c.expires_at <= before))
