"""Which files are here, and which unit brought which (the records; the bytes are in ``folder``)."""

from datetime import datetime

from sqlalchemy import Connection, select

from office.actor import UnitId
from office.database import upsert
from office.files.errors import FileMissing
from office.files.tables import holdings


def note_held(connection: Connection, digest: str, unit: UnitId, size: int, at: datetime) -> None:
    """Record that ``unit`` brought the file here."""
    row = {"digest": digest, "unit": unit, "size": size, "at": at}
    upsert(connection, holdings, ("digest", "unit"), [row])


def is_held(connection: Connection, digest: str, unit: UnitId) -> bool:
    return _size_held(connection, digest, unit) is not None


def check_held(connection: Connection, digest: str, unit: UnitId, size: int) -> None:
    """FileMissing (facts: digest) unless ``unit`` brought that file, with that size, here."""
    if _size_held(connection, digest, unit) != size:
        raise FileMissing(digest=digest)


def _size_held(connection: Connection, digest: str, unit: UnitId) -> int | None:
    query = select(holdings.c.size).where(holdings.c.digest == digest, holdings.c.unit == unit)
    return connection.execute(query).scalar_one_or_none()
