"""Kinds of records that desks and server share: how their values are read, written and granted.

A record is a frozen dataclass with an ``id``. Its table has a column of the same name for every
field, so that one pair of functions serves every module; see ``kind_of``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar, Generic, NewType, Protocol, TypeVar

import msgspec
from sqlalchemy import Connection, Table, delete, select

from office.actor import UnitId
from office.database import upsert

Scope = NewType("Scope", str)
EVERYONE = Scope("district")

AT_ONCE = 500
_KEPT = (bytes, datetime, date)


class Record(Protocol):
    """What every record has: a dataclass with an ``id``."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=Record)


def of_unit(unit: UnitId) -> Scope:
    """The scope of everybody in the unit."""
    return Scope(f"unit/{unit}")


@dataclass(frozen=True)
class Kind(Generic[T]):
    """One kind of record.

    ``read`` gives those of the records that exist, by id; ``put`` creates or replaces;
    ``drop`` removes; ``scopes`` says who is granted the record.
    """

    name: str  # "module.noun": stable, it travels over the wire
    type: type[T]
    read: Callable[[Connection, Iterable[str]], Mapping[str, T]]
    put: Callable[[Connection, Sequence[T]], None]
    drop: Callable[[Connection, Sequence[str]], None]
    scopes: Callable[[T], frozenset[Scope]]

    @property
    def module(self) -> str:
        return self.name.partition(".")[0]

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in fields(self.type))

    def one(self, connection: Connection, record_id: str) -> T | None:
        return self.read(connection, (record_id,)).get(record_id)


Kinds = Mapping[str, Kind[Any]]


def kind_of(name: str, type_: type[T], table: Table, scopes: Callable[[T], frozenset[Scope]]) -> Kind[T]:
    """The kind whose values of ``type_`` lie in ``table``, one column per field, by the primary key ``id``."""

    def read(connection: Connection, ids: Iterable[str]) -> Mapping[str, T]:
        wanted = list(dict.fromkeys(ids))
        found: dict[str, T] = {}
        for start in range(0, len(wanted), AT_ONCE):
            query = select(table).where(table.c.id.in_(wanted[start : start + AT_ONCE]))
            found |= {row["id"]: from_row(row, type_) for row in connection.execute(query).mappings()}
        return found

    def put(connection: Connection, values: Sequence[T]) -> None:
        upsert(connection, table, ("id",), [to_row(value) for value in values])

    def drop(connection: Connection, ids: Sequence[str]) -> None:
        for start in range(0, len(ids), AT_ONCE):
            connection.execute(delete(table).where(table.c.id.in_(ids[start : start + AT_ONCE])))

    return Kind(name, type_, read, put, drop, scopes)


def from_row(row: Mapping[Any, Any], type_: type[T]) -> T:
    """A value of ``type_`` from a row whose columns are called like its fields."""
    return msgspec.convert({field.name: row[field.name] for field in fields(type_)}, type_, builtin_types=_KEPT)


def to_row(value: Record) -> dict[str, Any]:
    """The columns of ``value``: enums as their text, tuples as lists (for JSON columns)."""
    row = msgspec.to_builtins(value, builtin_types=_KEPT)
    return {field.name: row[field.name] for field in fields(value)}
