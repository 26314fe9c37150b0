"""When a draft may be saved, typeset and discarded."""

from dataclasses import replace
from datetime import datetime

from documents.errors import DraftChangedMeanwhile, DraftGone
from documents.model.official import OfficialDocument
from documents.model.record import Draft, Standing, Typesetting


def changed(draft: Draft, document: OfficialDocument, base: int, now: datetime) -> Draft:
    """The draft with its next version, made from version ``base``. Raises DraftGone, DraftChangedMeanwhile."""
    check_newest(draft, base)
    return replace(
        draft,
        title=document.title,
        document=document,
        standing=Standing.DRAFTED,
        version=draft.version + 1,
        changed_at=now,
    )


def typeset(draft: Draft, typesetting: Typesetting) -> Draft:
    """The draft with files made from its newest version. Raises DraftGone, DraftChangedMeanwhile."""
    check_newest(draft, typesetting.version)
    return replace(draft, standing=Standing.TYPESET, typesetting=typesetting)


def discarded(draft: Draft, now: datetime) -> Draft:
    """The draft out of use; nothing of it is deleted. Raises DraftGone when it already is."""
    if not draft.takes_changes:
        raise DraftGone(title=draft.title)
    return replace(draft, standing=Standing.DISCARDED, changed_at=now)


def check_newest(draft: Draft, base: int) -> None:
    """Refuse work that was based on another version than the newest."""
    if not draft.takes_changes:
        raise DraftGone(title=draft.title)
    if draft.version != base:
        raise DraftChangedMeanwhile(title=draft.title, version=str(draft.version))
