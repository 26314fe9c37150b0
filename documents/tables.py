"""How drafts lie in the database of the desk: each with its newest standing, and every version that was saved."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from office.database import Moment, metadata

drafts = Table(
    "documents_drafts",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("standing", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("author", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("source", String, nullable=False, server_default=""),
    Column("typeset_version", Integer),
    Column("typeset_pdf", String),
    Column("typeset_ofd", String),
    Column("typeset_pages", Integer),
    Column("typeset_at", Moment),
    Index("documents_drafts_by_unit", "unit", "changed_at"),
)

versions = Table(
    "documents_draft_versions",
    metadata,
    Column("draft", String, ForeignKey("documents_drafts.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("document", LargeBinary, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("saved_by", String, nullable=False),
)
