"""Consignments, receipts and letters in and out of the database."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, select

from exchange import rules
from exchange.model import (
    Consignment,
    ConsignmentId,
    Letter,
    Progress,
    Receipt,
    ReceiptCheck,
    ReceiptKind,
    ReceivedItem,
    SentItem,
    Step,
)
from exchange.tables import checks, consignments, letters, receipts
from office.actor import UnitId
from office.database import upsert
from office.errors import NotFound
from office.people import store as people
from office.sync import store as queue
from office.sync.kinds import Scope, from_row, kind_of, of_unit, to_row
from office.sync.model import Queued, Standing

SEND = "exchange.send_consignment"


def _consignment_scopes(consignment: Consignment) -> frozenset[Scope]:
    return frozenset(of_unit(unit) for unit in consignment.parties)


def _receipt_scopes(receipt: Receipt) -> frozenset[Scope]:
    return frozenset((of_unit(receipt.sender), of_unit(receipt.unit)))


CONSIGNMENTS = kind_of("exchange.consignment", Consignment, consignments, _consignment_scopes)
RECEIPTS = kind_of("exchange.receipt", Receipt, receipts, _receipt_scopes)


def consignment(connection: Connection, consignment_id: ConsignmentId) -> Consignment:
    """The consignment, or NotFound (facts: id)."""
    found = CONSIGNMENTS.one(connection, consignment_id)
    if found is None:
        raise NotFound(id=consignment_id)
    return found


def consignments_with(connection: Connection, digest: str) -> list[Consignment]:
    """Those that carry the file with this digest."""
    return _consignments(connection, select(consignments).where(consignments.c.digest == digest))


def receipts_of(connection: Connection, ids: Iterable[ConsignmentId]) -> list[Receipt]:
    """The receipts of these consignments, in the order in which they were recorded."""
    query = select(receipts).where(receipts.c.consignment.in_(list(ids))).order_by(receipts.c.recorded_at)
    return [from_row(row, Receipt) for row in connection.execute(query).mappings()]


def keep_letter(connection: Connection, letter: Letter) -> None:
    """Write down what this desk knows of the contents; replaces what it knew before."""
    upsert(connection, letters, ("id",), [to_row(letter)])


def letter(connection: Connection, consignment_id: ConsignmentId) -> Letter | None:
    """What this desk knows of the contents; None for a parcel that was neither packed nor opened here."""
    query = select(letters).where(letters.c.id == consignment_id)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else from_row(row, Letter)


def keep_check(connection: Connection, check: ReceiptCheck, receipt: Receipt) -> None:
    row = {"receipt": check.receipt, "good": check.good, "reason": check.reason, "statement": _mark(receipt)}
    upsert(connection, checks, ("receipt",), [row])


def checks_of(connection: Connection, found: Iterable[Receipt]) -> dict[str, ReceiptCheck]:
    """What this desk thinks of those receipts that it has checked as they now are, by id."""
    marks = {receipt.id: _mark(receipt) for receipt in found}
    query = select(checks).where(checks.c.receipt.in_(list(marks)))
    return {
        row.receipt: ReceiptCheck(row.receipt, row.good, row.reason)
        for row in connection.execute(query)
        if row.statement == marks[row.receipt]
    }


def unchecked_receipts(connection: Connection, unit: UnitId) -> list[Receipt]:
    """Receipts for what the unit sent that this desk has not checked yet."""
    query = select(receipts).where(receipts.c.sender == unit)
    found = [from_row(row, Receipt) for row in connection.execute(query).mappings()]
    known = checks_of(connection, found)
    return [receipt for receipt in found if receipt.id not in known]


def sent(connection: Connection, unit: UnitId) -> list[SentItem]:
    """What the unit sent, from this desk or another, newest first, with every recipient's state."""
    by_id = {
        found.id: found
        for found in _consignments(connection, select(consignments).where(consignments.c.sender == unit))
    }
    query = select(letters).where(letters.c.outgoing, letters.c.sender == unit)
    own = {ConsignmentId(row["id"]): from_row(row, Letter) for row in connection.execute(query).mappings()}
    ids = sorted({*by_id, *own}, reverse=True)  # UUIDv7: by time
    queued = queue.queued_about(connection, SEND)
    found_receipts = receipts_of(connection, ids)
    known = checks_of(connection, found_receipts)
    names = _names(connection)
    return [_sent_item(id_, own.get(id_), by_id.get(id_), queued.get(id_), found_receipts, known, names) for id_ in ids]


def in_tray(connection: Connection, unit: UnitId) -> list[ReceivedItem]:
    """What came for the unit, newest first."""
    query = select(consignments).where(consignments.c.sender != unit)
    found = [each for each in _consignments(connection, query) if unit in each.recipients]
    own = {row["id"]: from_row(row, Letter) for row in connection.execute(select(letters)).mappings()}
    given = {
        (receipt.consignment, receipt.kind): receipt
        for receipt in receipts_of(connection, [each.id for each in found])
        if receipt.unit == unit
    }
    names = _names(connection)
    found.sort(key=lambda each: each.stored_at, reverse=True)
    return [_received_item(each, own.get(each.id), given, names) for each in found]


def _sent_item(
    id_: ConsignmentId,
    own: Letter | None,
    known: Consignment | None,
    queued: Queued | None,
    found: Iterable[Receipt],
    checked: Mapping[str, ReceiptCheck],
    names: Mapping[UnitId, str],
) -> SentItem:
    if known is not None and (queued is None or queued.standing is Standing.APPLIED):
        mine = [receipt for receipt in found if receipt.consignment == id_]
        return SentItem(id_, own, known, rules.progress(known, mine, checked, names))
    waits = queued is not None and queued.standing is Standing.WAITING
    step = Step.QUEUED if waits else Step.REFUSED
    recipients = own.recipients if own else (known.recipients if known else ())
    at = own.at if own else (known.sent_at if known else None)
    states = tuple(Progress(unit, names.get(unit, unit), step, at) for unit in recipients if at is not None)
    return SentItem(id_, own, known, states, queued.code if queued else "", queued.facts if queued else {})


def _received_item(
    known: Consignment,
    own: Letter | None,
    given: Mapping[tuple[ConsignmentId, ReceiptKind], Receipt],
    names: Mapping[UnitId, str],
) -> ReceivedItem:
    delivered = given.get((known.id, ReceiptKind.DELIVERED))
    signed = given.get((known.id, ReceiptKind.SIGNED_FOR))
    return ReceivedItem(
        known,
        names.get(known.sender, known.sender),
        own,
        delivered.recorded_at if delivered else None,
        signed.recorded_at if signed else None,
        signed.person if signed else "",
    )


def _consignments(connection: Connection, query: Select[Any]) -> list[Consignment]:
    return [from_row(row, Consignment) for row in connection.execute(query).mappings()]


def _names(connection: Connection) -> Mapping[UnitId, str]:
    return {unit.id: unit.name for unit in people.all_units(connection)}


def _mark(receipt: Receipt) -> str:
    told = (receipt.id, receipt.person, receipt.given_at.isoformat())
    return sha256("\n".join(told).encode() + receipt.statement).hexdigest()
