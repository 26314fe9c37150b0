"""Seals and verdicts as values: what a seal is, and what was found on a sealed document."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NewType

from documents.model.pages import Box
from office.actor import PersonId, UnitId

# --- seals ------------------------------------------------------------------------------------------------------------


class SealKind(StrEnum):
    """Whose seal it is; ``code`` is the type number written into a SES seal (1 unit, 2 person)."""

    UNIT = "unit"
    SPECIAL = "special"  # 专用章 of a unit
    PERSON = "person"

    @property
    def code(self) -> int:
        return {SealKind.UNIT: 1, SealKind.SPECIAL: 1, SealKind.PERSON: 2}[self]


class Standing(StrEnum):
    """Where a seal stands in its life: only an active one may be used; a destroyed one never comes back."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    DESTROYED = "destroyed"


@dataclass(frozen=True, slots=True)
class SealSpec:
    """What a seal shall look like.

    ``name`` runs along the upper arc; ``figure`` is the picture in the centre (PNG or JPEG), ★ when None;
    ``diameter`` is the outer diameter in mm; ``caption`` is a line below the figure (专用章名), often empty.
    """

    name: str
    figure: bytes | None = None
    diameter: float = 42.0
    caption: str = ""
    kind: SealKind = SealKind.UNIT


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal in the register: its SES structure (``data``, DER) and picture are kept as they were made."""

    id: str  # the esID inside ``data``
    name: str
    unit: UnitId
    diameter: float  # mm
    data: bytes
    picture: bytes
    valid_from: datetime
    valid_to: datetime
    standing: Standing = Standing.ACTIVE
    kind: SealKind = SealKind.UNIT


# --- verdicts ---------------------------------------------------------------------------------------------------------


class Outcome(StrEnum):
    """The five verdicts, and no other."""

    INTACT = "intact"
    ADDED = "added"
    CHANGED = "changed"
    UNCHECKABLE = "uncheckable"
    UNSEALED = "unsealed"

    @property
    def exit_code(self) -> int:
        """What ``govdesk verify`` ends with: 0, 1, 2, 3, 4 in the order above."""
        return list(Outcome).index(self)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing found: a stable code and the facts its sentence names."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SealSeen:
    """A seal found on a document. ``page`` counts from 0; ``box`` is in mm; None when it shows nowhere."""

    name: str
    holder: str
    signed_at: datetime | None
    page: int | None
    box: Box | None
    picture: bytes | None
    intact: bool
    format: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one document."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    seals: tuple[SealSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class Trust:
    """What a checker trusts (certificates DER).

    ``revoked`` names certificates by (SHA-256 of the issuer's DER name, serial);
    ``destroyed`` names seals by (SHA-256 of the maker's certificate, esID).
    """

    pdf_roots: tuple[bytes, ...] = ()
    sm2_roots: tuple[bytes, ...] = ()
    seal_makers: tuple[bytes, ...] = ()
    revoked: frozenset[tuple[str, int]] = frozenset()
    destroyed: frozenset[tuple[str, str]] = frozenset()


class Weight(IntEnum):
    """What a finding does to the verdict; the heaviest one decides."""

    REMARK = 0  # told, changes nothing
    ADDITION = 1  # something permitted came after the seal
    DOUBT = 2  # it cannot be said whether the seal may be believed
    BREAK = 3  # what is shown is not what was sealed


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a checker found; ``code`` names the sentence, ``facts`` fill it."""

    weight: Weight
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """All that a checker found on one document. ``sealed`` is false when it bears no trace of any seal."""

    sealed: bool
    findings: tuple[Finding, ...] = ()
    seals: tuple[SealSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class SealingAbout:
    """What a seal says of itself: its name and id in the register, why and when (UTC) it was put."""

    name: str
    at: datetime
    reason: str = ""
    seal_id: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file, where on it the seal lies, and the verdict that was reached before it was handed over."""

    data: bytes
    box: Box
    page: int
    seals: tuple[SealSeen, ...] = ()


# --- the register -----------------------------------------------------------------------------------------------------

SealingId = NewType("SealingId", str)


@dataclass(frozen=True, slots=True)
class SealEntry:
    """What everybody may know of a seal: that it exists, whose it is, and where it stands in its life.

    ``id`` is the esID; ``maker`` is SHA-256 (hex) of the maker's certificate, ``digest`` of the whole SES structure.
    """

    id: str
    name: str
    unit: UnitId
    maker: str
    digest: str
    diameter: float  # mm
    valid_from: datetime
    valid_to: datetime
    standing: Standing = Standing.ACTIVE
    why: str = ""  # why it was suspended or destroyed


@dataclass(frozen=True, slots=True)
class Sealing:
    """One use of a seal (用印登记): which seal, on which document, by whom, with which token, when.

    ``before`` and ``after`` are SHA-256 (hex) of the file before and after; ``token`` is the serial of the certificate.
    """

    id: SealingId
    document: str
    seal: str
    before: str
    after: str
    token: str
    sealed_by: PersonId
    unit: UnitId
    sealed_at: datetime
