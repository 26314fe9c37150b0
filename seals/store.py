"""Seals in and out of the database: the register travels, the seals themselves only to their unit, uses stay here."""

from sqlalchemy import Connection, select

from office.actor import UnitId
from office.errors import NotFound
from office.sync.kinds import EVERYONE, from_row, kind_of, of_unit
from seals.model import Seal, SealEntry, Sealing, Standing
from seals.tables import entries, sealings, seals

SEALS = kind_of("seals.seal", Seal, seals, lambda seal: frozenset({of_unit(seal.unit)}))
ENTRIES = kind_of("seals.entry", SealEntry, entries, lambda _: frozenset({EVERYONE}))
SEALINGS = kind_of("seals.sealing", Sealing, sealings, lambda _: frozenset())  # never leaves the desk


def seal(connection: Connection, seal_id: str) -> Seal:
    """The seal, or NotFound (facts: id)."""
    found = SEALS.one(connection, seal_id)
    if found is None:
        raise NotFound(id=seal_id)
    return found


def entry(connection: Connection, seal_id: str) -> SealEntry:
    """What the register says of a seal, or NotFound (facts: id)."""
    found = ENTRIES.one(connection, seal_id)
    if found is None:
        raise NotFound(id=seal_id)
    return found


def seals_of(connection: Connection, unit: UnitId) -> list[Seal]:
    """The seals of a unit that may be used, by name."""
    query = select(seals).where(seals.c.unit == unit, seals.c.standing == Standing.ACTIVE.value)
    rows = connection.execute(query.order_by(seals.c.name, seals.c.id)).mappings()
    return [from_row(row, Seal) for row in rows]


def register(connection: Connection) -> list[SealEntry]:
    """Every seal of the district, by name."""
    rows = connection.execute(select(entries).order_by(entries.c.name, entries.c.id)).mappings()
    return [from_row(row, SealEntry) for row in rows]


def destroyed(connection: Connection) -> frozenset[tuple[str, str]]:
    """The seals that may be believed no more, as ``Trust.destroyed`` names them: maker's certificate and esID."""
    query = select(entries.c.maker, entries.c.id).where(entries.c.standing != Standing.ACTIVE.value)
    return frozenset((row.maker, row.id) for row in connection.execute(query))


def sealings_of(connection: Connection, document: str) -> list[Sealing]:
    """Every use of a seal on a document, oldest first."""
    query = select(sealings).where(sealings.c.document == document).order_by(sealings.c.sealed_at, sealings.c.id)
    return [from_row(row, Sealing) for row in connection.execute(query).mappings()]


def uses_of(connection: Connection, seal_id: str, limit: int = 500) -> list[Sealing]:
    """The uses of a seal, newest first."""
    query = select(sealings).where(sealings.c.seal == seal_id).order_by(sealings.c.sealed_at.desc(), sealings.c.id)
    return [from_row(row, Sealing) for row in connection.execute(query.limit(limit)).mappings()]
