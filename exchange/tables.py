"""Consignments and receipts, which travel; letters and checks, which never leave the desk."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, LargeBinary, String, Table, Text

from office.database import Moment, metadata

NAME = String(200)

consignments = Table(
    "exchange_consignments",
    metadata,
    Column("id", NAME, primary_key=True),
    Column("sender", NAME, nullable=False, index=True),
    Column("sent_by", NAME, nullable=False),
    Column("recipients", JSON, nullable=False),
    Column("digest", String(64), nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("sent_at", Moment, nullable=False),
    Column("stored_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

receipts = Table(
    "exchange_receipts",
    metadata,
    Column("id", NAME, primary_key=True),
    Column("consignment", NAME, nullable=False, index=True),
    Column("sender", NAME, nullable=False),
    Column("unit", NAME, nullable=False),
    Column("person", NAME, nullable=False),
    Column("kind", NAME, nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("statement", LargeBinary, nullable=False),
)

letters = Table(
    "exchange_letters",
    metadata,
    Column("id", NAME, primary_key=True),
    Column("outgoing", Boolean, nullable=False),
    Column("sender", NAME, nullable=False),
    Column("recipients", JSON, nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("secrecy", Text, nullable=False),
    Column("files", JSON, nullable=False),
    Column("signed_by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("problem", NAME, nullable=False),
    Column("facts", JSON, nullable=False),
)

checks = Table(
    "exchange_checks",
    metadata,
    Column("receipt", NAME, primary_key=True),
    Column("good", Boolean, nullable=False),
    Column("reason", NAME, nullable=False),
    Column("statement", String(64), nullable=False),  # SHA-256 of what was checked
)
