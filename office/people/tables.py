"""The directory in the database. Login names and password hashes are the server's alone."""

from sqlalchemy import JSON, Boolean, Column, LargeBinary, String, Table, Text

from office.database import Packed, metadata

units = Table(
    "people_units",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("name", Text, nullable=False),
    Column("sign", LargeBinary, nullable=False),
    Column("seal", LargeBinary, nullable=False),
    Column("open", LargeBinary, nullable=False),
    Column("chain", Packed, nullable=False),
)

persons = Table(
    "people_persons",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("unit", String(200), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("permissions", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
)
