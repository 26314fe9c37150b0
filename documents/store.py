"""Drafts in and out of the database."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from documents.formats.document_json import read_document, write_document
from documents.model.official import DraftId, OfficialDocument
from documents.model.record import Draft, DraftEntry, Standing, Typesetting
from documents.tables import drafts, versions
from office.actor import PersonId, UnitId
from office.errors import AlreadyThere, NotFound


@dataclass(frozen=True, slots=True)
class SavedVersion:
    """One version of a draft as it was saved."""

    version: int
    saved_at: datetime
    saved_by: PersonId


def add(connection: Connection, draft: Draft) -> None:
    """A new draft with its first version. Raises AlreadyThere."""
    try:
        connection.execute(insert(drafts).values(_columns(draft)))
    except IntegrityError as error:
        raise AlreadyThere(id=draft.id) from error
    _keep_version(connection, draft, draft.author)


def save(connection: Connection, draft: Draft) -> None:
    """The standing of a draft that is there; its document is not written again. Raises NotFound."""
    if not connection.execute(update(drafts).where(drafts.c.id == draft.id).values(_columns(draft))).rowcount:
        raise NotFound(id=draft.id)


def save_version(connection: Connection, draft: Draft, by: PersonId) -> None:
    """A further version of a draft that is there; the earlier ones stay."""
    save(connection, draft)
    _keep_version(connection, draft, by)


def draft(connection: Connection, draft_id: DraftId) -> Draft:
    """The draft with its newest document. Raises NotFound, DocumentUnreadable."""
    row = _row(connection, draft_id)
    return Draft(
        document=document_of(connection, draft_id, row.version),
        typesetting=_typesetting(row),
        **_shared(row),
    )


def has(connection: Connection, draft_id: DraftId) -> bool:
    return connection.execute(select(drafts.c.id).where(drafts.c.id == draft_id)).one_or_none() is not None


def document_of(connection: Connection, draft_id: DraftId, version: int) -> OfficialDocument:
    """The document of one version. Raises NotFound, DocumentUnreadable."""
    query = select(versions.c.document).where(versions.c.draft == draft_id, versions.c.version == version)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound(id=f"{draft_id}/{version}")
    return read_document(row.document)


def drafts_of(connection: Connection, unit: UnitId, with_discarded: bool = False, limit: int = 500) -> list[DraftEntry]:
    """The drafts of a unit, newest first, without their documents."""
    query = select(drafts).where(drafts.c.unit == unit)
    if not with_discarded:
        query = query.where(drafts.c.standing != Standing.DISCARDED.value)
    query = query.order_by(drafts.c.changed_at.desc(), drafts.c.id.desc()).limit(limit)
    return [DraftEntry(**_shared(row)) for row in connection.execute(query)]


def versions_of(connection: Connection, draft_id: DraftId) -> list[SavedVersion]:
    """Every saved version, newest first."""
    columns = (versions.c.version, versions.c.saved_at, versions.c.saved_by)
    query = select(*columns).where(versions.c.draft == draft_id).order_by(versions.c.version.desc())
    return [SavedVersion(row.version, row.saved_at, PersonId(row.saved_by)) for row in connection.execute(query)]


def _row(connection: Connection, draft_id: DraftId) -> Row[Any]:
    row = connection.execute(select(drafts).where(drafts.c.id == draft_id)).one_or_none()
    if row is None:
        raise NotFound(id=draft_id)
    return row


def _keep_version(connection: Connection, draft: Draft, by: PersonId) -> None:
    connection.execute(
        insert(versions).values(
            draft=draft.id,
            version=draft.version,
            document=write_document(draft.document),
            saved_at=draft.changed_at,
            saved_by=by,
        )
    )


def _columns(draft: Draft) -> dict[str, Any]:
    made = draft.typesetting
    return {
        "id": draft.id,
        "title": draft.title,
        "standing": draft.standing.value,
        "version": draft.version,
        "changed_at": draft.changed_at,
        "author": draft.author,
        "unit": draft.unit,
        "source": draft.source,
        "typeset_version": made and made.version,
        "typeset_pdf": made and made.pdf,
        "typeset_ofd": made and made.ofd,
        "typeset_pages": made and made.pages,
        "typeset_at": made and made.made_at,
    }


def _shared(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": DraftId(row.id),
        "title": row.title,
        "standing": Standing(row.standing),
        "version": row.version,
        "changed_at": row.changed_at,
        "author": PersonId(row.author),
        "unit": UnitId(row.unit),
        "source": row.source,
    }


def _typesetting(row: Row[Any]) -> Typesetting | None:
    if row.typeset_version is None:
        return None
    return Typesetting(row.typeset_version, row.typeset_pdf, row.typeset_ofd, row.typeset_pages, row.typeset_at)
