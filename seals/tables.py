"""How seals, what is told of them, and their uses lie in the database."""

from sqlalchemy import Column, Float, Index, LargeBinary, String, Table, Text

from office.database import Moment, metadata

seals = Table(
    "seals_seals",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit", String(200), nullable=False, index=True),
    Column("diameter", Float, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("picture", LargeBinary, nullable=False),
    Column("valid_from", Moment, nullable=False),
    Column("valid_to", Moment, nullable=False),
    Column("standing", String(20), nullable=False),
    Column("kind", String(20), nullable=False),
)

entries = Table(
    "seals_entries",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit", String(200), nullable=False, index=True),
    Column("maker", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("diameter", Float, nullable=False),
    Column("valid_from", Moment, nullable=False),
    Column("valid_to", Moment, nullable=False),
    Column("standing", String(20), nullable=False),
    Column("why", Text, nullable=False),
)

sealings = Table(
    "seals_sealings",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("document", String(200), nullable=False),
    Column("seal", String(200), nullable=False),
    Column("before", String(64), nullable=False),
    Column("after", String(64), nullable=False, index=True),
    Column("token", String(80), nullable=False),
    Column("sealed_by", String(200), nullable=False),
    Column("unit", String(200), nullable=False),
    Column("sealed_at", Moment, nullable=False),
    Index("seals_sealings_by_seal", "seal", "sealed_at"),
    Index("seals_sealings_by_document", "document", "sealed_at"),
)
