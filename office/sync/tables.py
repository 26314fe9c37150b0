"""A desk's replica beside its records: the queue, what would undo it, cursors, who holds what."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table

from office.database import Moment, metadata

NAME = String(200)

about = Table("sync_about", metadata, Column("name", NAME, primary_key=True), Column("value", NAME, nullable=False))

devices = Table(
    "sync_devices",
    metadata,
    Column("person", NAME, primary_key=True),
    Column("device", NAME, nullable=False),
    Column("n", BigInteger, nullable=False),  # number of the newest command
)

outbox = Table(
    "sync_outbox",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=True),
    Column("n", BigInteger, nullable=False),
    Column("id", String(64), nullable=False, unique=True),
    Column("person", NAME, nullable=False),
    Column("unit", NAME, nullable=False),
    Column("permissions", JSON, nullable=False),
    Column("name", NAME, nullable=False),
    Column("partition", NAME, nullable=False),
    Column("subject", NAME, nullable=False),
    Column("fields", LargeBinary, nullable=False),
    Column("queued_at", Moment, nullable=False),
    Column("standing", NAME, nullable=False),
    Column("value", JSON, nullable=False),
    Column("code", NAME, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("included", Boolean, nullable=False),
    Index("sync_outbox_by_standing", "standing", "included"),
    Index("sync_outbox_by_subject", "name", "subject"),
)

undo = Table(
    "sync_undo",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=True),
    Column("kind", NAME, nullable=False),
    Column("record", NAME, nullable=False),
    Column("before", LargeBinary, nullable=True),  # None: it was not there
)

cursors = Table(
    "sync_cursors",
    metadata,
    Column("scope", NAME, primary_key=True),
    Column("seq", BigInteger, nullable=False),
)

held = Table(
    "sync_held",
    metadata,
    Column("scope", NAME, primary_key=True),
    Column("kind", NAME, primary_key=True),
    Column("record", NAME, primary_key=True),
    Index("sync_held_by_record", "kind", "record"),
)
