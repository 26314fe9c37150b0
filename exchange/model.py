"""Consignments, parcels and receipts: values only.

A consignment is what the server knows: who sends what digest to whom until when. A parcel is what
only the units know: the document's title, number, secrecy and files, inside the envelope.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from office.actor import PersonId, UnitId

ConsignmentId = NewType("ConsignmentId", str)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a parcel is bound to: it is worth nothing under any others."""

    consignment: ConsignmentId
    sender: UnitId
    recipients: tuple[UnitId, ...]
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Consignment:
    """A parcel on its way, as the server knows it. ``sent_at`` is the desk's time, ``stored_at`` the server's."""

    id: ConsignmentId
    sender: UnitId
    sent_by: PersonId
    recipients: tuple[UnitId, ...]
    digest: str  # of the encrypted parcel, SHA-256
    size: int  # bytes
    sent_at: datetime
    stored_at: datetime
    expires_at: datetime

    @property
    def terms(self) -> Terms:
        return Terms(self.id, self.sender, self.recipients, self.expires_at)

    @property
    def parties(self) -> frozenset[UnitId]:
        return frozenset((self.sender, *self.recipients))


class ReceiptKind(StrEnum):
    """What a unit says of a consignment. (That it is stored is the server's answer to sending.)"""

    DELIVERED = "delivered"  # it reached the unit's desk, and opens
    SIGNED_FOR = "signed_for"  # 签收, by a named person


@dataclass(frozen=True, slots=True)
class Receipt:
    """A unit's signed word on a consignment; ``statement`` is the proof, the rest is told by the server."""

    id: str
    consignment: ConsignmentId
    sender: UnitId
    unit: UnitId
    person: PersonId
    kind: ReceiptKind
    given_at: datetime
    recorded_at: datetime
    statement: bytes = field(repr=False)


def receipt_id(consignment: ConsignmentId, unit: UnitId, kind: ReceiptKind) -> str:
    """One unit gives one receipt of a kind."""
    return f"{consignment}/{unit}/{kind}"


@dataclass(frozen=True, slots=True)
class ReceiptClaim:
    """What a receipt's statement says; ``digest`` is that of the encrypted parcel received."""

    consignment: ConsignmentId
    sender: UnitId
    unit: UnitId
    kind: ReceiptKind
    person: PersonId
    person_name: str
    given_at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file in a parcel, with its bytes."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a parcel; ``secrecy`` is 密级, empty for none."""

    title: str
    number: str
    secrecy: str
    files: tuple[Enclosure, ...]


@dataclass(frozen=True, slots=True)
class Parcel:
    """An opened and checked parcel; ``signed_by`` is the holder that the sender's certificate names."""

    terms: Terms
    contents: Contents
    signed_by: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a letter, in the desk's file store."""

    name: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Letter:
    """What this desk knows of a consignment's contents. It never leaves the desk.

    ``problem`` and ``facts``: why the parcel could not be believed; then there are no files.
    """

    id: ConsignmentId
    outgoing: bool
    sender: UnitId
    recipients: tuple[UnitId, ...]
    title: str
    number: str
    secrecy: str
    files: tuple[KeptFile, ...]
    signed_by: str
    at: datetime
    expires_at: datetime
    problem: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReceiptCheck:
    """Whether this desk believes a receipt, and if not, why (a code)."""

    receipt: str
    good: bool
    reason: str = ""


class Step(StrEnum):
    """How far a consignment has come, for one recipient."""

    QUEUED = "queued"  # 待发送
    REFUSED = "refused"  # 未发出
    STORED = "stored"  # 已发送
    DELIVERED = "delivered"  # 已送达
    SIGNED_FOR = "signed_for"  # 已签收


@dataclass(frozen=True, slots=True)
class Progress:
    """One recipient's state; ``doubtful``: receipts came that this desk does not believe."""

    unit: UnitId
    name: str
    step: Step
    at: datetime
    person: str = ""
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class SentItem:
    """A line of what was sent. ``code`` and ``facts``: why it was refused, or why it still waits."""

    id: ConsignmentId
    letter: Letter | None
    consignment: Consignment | None
    progress: tuple[Progress, ...]
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReceivedItem:
    """A line of the in-tray; ``letter`` is there once the parcel was opened here."""

    consignment: Consignment
    sender_name: str
    letter: Letter | None
    delivered_at: datetime | None
    signed_for_at: datetime | None
    signed_for_by: str = ""
