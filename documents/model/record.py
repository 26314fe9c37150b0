"""A draft as the desk keeps it: a document with its history."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from documents.model.official import DraftId, OfficialDocument
from office.actor import PersonId, UnitId


class Standing(StrEnum):
    DRAFTED = "drafted"
    TYPESET = "typeset"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Typesetting:
    """The files made from one version of a draft: SHA-256 digests (hexadecimal) and the page count."""

    version: int
    pdf: str
    ofd: str
    pages: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """A line in the list of drafts."""

    id: DraftId
    title: str
    standing: Standing
    version: int
    changed_at: datetime
    author: PersonId
    unit: UnitId
    source: str = ""  # digest of the .docx as handed in; empty: written at the desk


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with its newest document. ``typesetting`` may be of an older version."""

    id: DraftId
    title: str
    document: OfficialDocument
    standing: Standing
    version: int
    changed_at: datetime
    author: PersonId
    unit: UnitId
    source: str = ""
    typesetting: Typesetting | None = None

    @property
    def takes_changes(self) -> bool:
        return self.standing is not Standing.DISCARDED


@dataclass(frozen=True, slots=True)
class RecoveryCopy:
    """Changes that were not saved yet. ``base`` is the version they were made from, 0 for a draft never saved."""

    id: DraftId
    document: OfficialDocument
    base: int = 0
    source: str = ""  # digest of the .docx as handed in; empty: written at the desk
