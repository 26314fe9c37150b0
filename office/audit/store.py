"""The audit log in and out of the database."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from office.audit.model import Deed, Link
from office.audit.rules import hash_of
from office.audit.tables import deeds


def append(connection: Connection, partition: str, entries: Sequence[Deed], n: int, head: str) -> tuple[int, str]:
    """Add the entries after number ``n`` with hash ``head``; the new number and head.

    The caller holds the partition's lock and keeps number and head with it.
    """
    rows: list[dict[str, Any]] = []
    for deed in entries:
        n += 1
        head = hash_of(n, deed, head)
        rows.append({"partition": partition, "n": n, "hash": head, **asdict(deed)})
    if rows:
        connection.execute(insert(deeds), rows)
    return n, head


def links(connection: Connection, partition: str) -> Iterator[Link]:
    """The whole chain of the partition, oldest first."""
    query = select(deeds).where(deeds.c.partition == partition).order_by(deeds.c.n)
    for row in connection.execute(query):
        yield _link(row)


def _link(row: Row[Any]) -> Link:
    deed = Deed(row.at, row.person, row.unit, row.command, row.name, row.digest, row.outcome)
    return Link(row.n, deed, row.hash)
