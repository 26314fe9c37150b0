"""The unit's documents that are typeset, and which of them are sealed."""

from dataclasses import dataclass

from sqlalchemy import Connection

from documents import store as documents
from documents.model.record import Draft, Standing
from office.actor import UnitId
from seals import store
from seals.model import Sealing


@dataclass(frozen=True, slots=True)
class ReadyDocument:
    """A typeset document; the sealed files are digests, empty until its newest version is sealed."""

    draft: Draft
    sealed_pdf: str = ""
    sealed_ofd: str = ""
    sealing: Sealing | None = None

    @property
    def is_sealed(self) -> bool:
        return bool(self.sealed_pdf and self.sealed_ofd)


def ready_documents(connection: Connection, unit: UnitId) -> list[ReadyDocument]:
    """Documents of the unit that have files of their newest version, newest first."""
    entries = [entry for entry in documents.drafts_of(connection, unit) if entry.standing is Standing.TYPESET]
    return [_ready(connection, documents.draft(connection, entry.id)) for entry in entries]


def _ready(connection: Connection, draft: Draft) -> ReadyDocument:
    made = draft.typesetting
    if made is None:
        return ReadyDocument(draft)
    uses = store.sealings_of(connection, draft.id)
    after = {use.before: use.after for use in uses}
    sealing = next((use for use in reversed(uses) if use.before in (made.pdf, made.ofd)), None)
    return ReadyDocument(draft, after.get(made.pdf, ""), after.get(made.ofd, ""), sealing)
