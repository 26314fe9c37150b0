"""Which files are held here, and by which units they were brought."""

from sqlalchemy import BigInteger, Column, String, Table

from office.database import Moment, metadata

holdings = Table(
    "files_holdings",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("unit", String(200), primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("at", Moment, nullable=False),
)
