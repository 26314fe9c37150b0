"""What people can do to drafts. All of it stays at the desk: a draft never travels but sealed and encrypted."""

from dataclasses import dataclass, replace

from documents import store
from documents.model.official import DraftId, OfficialDocument
from documents.model.record import Draft, Standing, Typesetting
from documents.rules import keeping
from office.actor import Permission
from office.errors import NotFound
from office.sync.commands import Command, Context, Handlers

DRAFT = Permission("documents.draft")


@dataclass(frozen=True, slots=True)
class SaveDraft(Command):
    """Keep a document as the next version of a draft. ``base`` is the version it was made from, 0 for a new draft.

    ``source`` is the digest of the .docx as handed in; empty: unchanged, or written at the desk.
    """

    name = "documents.save_draft"
    stays_at_desk = True

    id: DraftId
    document: OfficialDocument
    base: int = 0
    source: str = ""

    @property
    def subject(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class DiscardDraft(Command):
    name = "documents.discard_draft"
    stays_at_desk = True

    id: DraftId

    @property
    def subject(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class RecordTypesetting(Command):
    """The files made from ``version``: their digests (SHA-256, hexadecimal) and the number of pages."""

    name = "documents.record_typesetting"
    stays_at_desk = True

    id: DraftId
    version: int
    pdf: str
    ofd: str
    pages: int

    @property
    def subject(self) -> str:
        return self.id


def save_draft(command: SaveDraft, context: Context) -> None:
    context.actor.must(DRAFT)
    if command.base:
        draft = keeping.changed(_own(command.id, context), command.document, command.base, context.now)
        draft = replace(draft, source=command.source or draft.source)
        store.save_version(context.connection, draft, context.actor.person)
    else:
        store.add(context.connection, _new(command, context))


def discard_draft(command: DiscardDraft, context: Context) -> None:
    context.actor.must(DRAFT)
    store.save(context.connection, keeping.discarded(_own(command.id, context), context.now))


def record_typesetting(command: RecordTypesetting, context: Context) -> None:
    context.actor.must(DRAFT)
    made = Typesetting(command.version, command.pdf, command.ofd, command.pages, context.now)
    store.save(context.connection, keeping.typeset(_own(command.id, context), made))


def _new(command: SaveDraft, context: Context) -> Draft:
    return Draft(
        id=command.id,
        title=command.document.title,
        document=command.document,
        standing=Standing.DRAFTED,
        version=1,
        changed_at=context.now,
        author=context.actor.person,
        unit=context.actor.unit,
        source=command.source,
    )


def _own(draft_id: DraftId, context: Context) -> Draft:
    """A draft of the actor's own unit; another unit's is as if it were not there."""
    draft = store.draft(context.connection, draft_id)
    if draft.unit != context.actor.unit:
        raise NotFound(id=draft_id)
    return draft


HANDLERS: Handlers = {SaveDraft: save_draft, DiscardDraft: discard_draft, RecordTypesetting: record_typesetting}
