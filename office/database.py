"""One schema, two databases (SQLite, PostgreSQL), one way to open a transaction."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, DateTime, Dialect, LargeBinary, MetaData, Table, TypeDecorator, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeEngine

from office.errors import Trouble

WAIT_SECONDS = 15

metadata = MetaData()


class DatabaseTrouble(Trouble):
    """The database did not take part (facts: reason, in the words of the database)."""

    code = "office.database_trouble"


class DatabaseFull(DatabaseTrouble):
    """There is no room for what was to be written."""

    code = "office.database_full"


class DatabaseBusy(DatabaseTrouble):
    """Others kept it busy for longer than one waits."""

    code = "office.database_busy"


class DatabaseDamaged(DatabaseTrouble):
    """What lies there is no database, or no longer a whole one."""

    code = "office.database_damaged"


# By SQLite's result codes (https://www.sqlite.org/rescode.html) and PostgreSQL's SQLSTATE.
_TROUBLES: Mapping[str, type[DatabaseTrouble]] = {
    "SQLITE_FULL": DatabaseFull,
    "53100": DatabaseFull,
    "SQLITE_BUSY": DatabaseBusy,
    "SQLITE_LOCKED": DatabaseBusy,
    "55P03": DatabaseBusy,
    "57014": DatabaseBusy,
    "SQLITE_NOTADB": DatabaseDamaged,
    "SQLITE_CORRUPT": DatabaseDamaged,
}


class Moment(TypeDecorator[datetime]):
    """A point in time: aware, kept in UTC."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment knows its offset from UTC")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if dialect.name == "postgresql" else value.replace(tzinfo=UTC)


class Packed(TypeDecorator[Any]):
    """Lists of plain values, bytes among them, in one column (MessagePack); read whole, never searched."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> bytes:
        return msgspec.msgpack.encode(value)

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> Any:
        return None if value is None else msgspec.msgpack.decode(value)


class Database:
    """The records of a desk or a server, by their SQLAlchemy URL."""

    def __init__(self, url: str) -> None:
        address = _with_driver(make_url(url))
        self._is_sqlite = address.get_backend_name() == "sqlite"
        self._engine = create_engine(address, hide_parameters=True, **_settings(self._is_sqlite))
        if self._is_sqlite:
            event.listen(self._engine, "connect", _prepare_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)

    def create(self) -> None:
        """Make the tables of every module that has been imported."""
        with self._minding_trouble():
            metadata.create_all(self._engine)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Read and write; committed at the end, undone by any exception. Writers on SQLite queue up."""
        with self._minding_trouble(), self._engine.connect() as connection:
            connection.execution_options(govdesk_writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read one snapshot of the records, never waiting for a writer."""
        with self._minding_trouble(), self._engine.connect() as connection:
            if not self._is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _minding_trouble(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            if isinstance(error, OperationalError) or type(error) is DatabaseError:
                raise _trouble(error) from error
            raise


def _trouble(error: DatabaseError) -> DatabaseTrouble:
    told = str(getattr(error.orig, "sqlite_errorname", "") or getattr(error.orig, "sqlstate", ""))
    kind = _TROUBLES.get(told) or _TROUBLES.get("_".join(told.split("_")[:2]), DatabaseTrouble)
    return kind(reason=str(error.orig).partition("\n")[0])


def upsert(connection: Connection, table: Table, keys: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Create the rows, or replace those that have the same keys; every row has the same columns."""
    if not rows:
        return
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    others = {name: statement.excluded[name] for name in rows[0] if name not in keys}
    if others:
        statement = statement.on_conflict_do_update(index_elements=list(keys), set_=others)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=list(keys))
    connection.execute(statement, list(rows))


def _with_driver(address: URL) -> URL:
    return address.set(drivername="postgresql+psycopg") if address.drivername == "postgresql" else address


def _settings(is_sqlite: bool) -> dict[str, Any]:
    if is_sqlite:
        return {"connect_args": {"timeout": WAIT_SECONDS}}
    limits = f"-c statement_timeout={2 * WAIT_SECONDS}s -c lock_timeout={WAIT_SECONDS}s -c timezone=UTC"
    return {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5, "options": limits}}


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver must not begin transactions on its own
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("govdesk_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
