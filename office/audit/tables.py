"""The audit log in the database: only ever added to."""

from sqlalchemy import BigInteger, Column, String, Table, Text

from office.database import Moment, metadata

deeds = Table(
    "audit_deeds",
    metadata,
    Column("partition", String(200), primary_key=True),
    Column("n", BigInteger, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person", String(200), nullable=False),
    Column("unit", String(200), nullable=False),
    Column("command", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("outcome", Text, nullable=False),
    Column("hash", String(64), nullable=False),
)
