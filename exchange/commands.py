"""Sending and giving receipts. The same code runs at the desk and the server."""

from dataclasses import dataclass
from datetime import datetime

from exchange import rules, store
from exchange.errors import BadReceipt
from exchange.formats import read_claim
from exchange.model import Consignment, ConsignmentId, Receipt, ReceiptKind, receipt_id
from exchange.store import CONSIGNMENTS, RECEIPTS
from office.actor import Permission, UnitId
from office.crypto.chains import Anchors
from office.crypto.errors import StatementDamaged
from office.crypto.statement import check_statement
from office.errors import AlreadyThere
from office.files.store import check_held
from office.people.store import UNITS
from office.sync.commands import Answer, Command, Context, Handlers

SEND = Permission("exchange.send")
RECEIVE = Permission("exchange.receive")


@dataclass(frozen=True, slots=True)
class SendConsignment(Command):
    """The encrypted parcel with this digest goes from the actor's unit to the recipients."""

    name = store.SEND

    id: ConsignmentId
    recipients: tuple[UnitId, ...]
    digest: str
    size: int
    sent_at: datetime
    expires_at: datetime

    @property
    def subject(self) -> str:
        return self.id

    @property
    def attached(self) -> tuple[str, ...]:
        return (self.digest,)


@dataclass(frozen=True, slots=True)
class GiveReceipt(Command):
    """The actor's unit says that it has the consignment; ``statement`` is signed with the unit's key."""

    name = "exchange.give_receipt"

    consignment: ConsignmentId
    kind: ReceiptKind
    given_at: datetime
    statement: bytes

    @property
    def subject(self) -> str:
        return self.consignment


def send_consignment(command: SendConsignment, context: Context) -> Answer:
    """Sending the same again is answered as it was the first time."""
    context.actor.must(SEND)
    wanted = _consignment(command, context)
    known = context.find(CONSIGNMENTS, wanted.id)
    if known is not None:
        if not rules.is_the_same(wanted, known):
            raise AlreadyThere(id=wanted.id)
        return _stored(known)
    rules.check_consignment(wanted, context.now)
    for unit in wanted.recipients:
        context.get(UNITS, unit)
    check_held(context.connection, wanted.digest, wanted.sender, wanted.size)
    context.add(CONSIGNMENTS, wanted)
    return _stored(wanted)


def give_receipt(command: GiveReceipt, context: Context) -> Answer:
    """The first receipt of a kind stands; a further one is answered with it.

    Who may give receipts but does not hold the unit's key could send words that nobody will believe; they are written
    down, but give way to the unit's own.
    """
    context.actor.must(RECEIVE)
    consignment = context.get(CONSIGNMENTS, command.consignment)
    receipt = _receipt(command, context, consignment)
    rules.check_receipt(receipt, consignment)
    known = context.find(RECEIPTS, receipt.id)
    if known is None:
        context.add(RECEIPTS, receipt)
        return _recorded(receipt)
    if _is_own_word(receipt, consignment, context) and not _is_own_word(known, consignment, context):
        context.save(RECEIPTS, receipt)
        return _recorded(receipt)
    return _recorded(known)


def _is_own_word(receipt: Receipt, consignment: Consignment, context: Context) -> bool:
    """Whether the unit signed it with the key that the directory shows, and it speaks of this consignment."""
    shown = context.get(UNITS, receipt.unit).sign
    try:
        statement = check_statement(receipt.statement, Anchors((shown,)), context.now)
        claim = read_claim(statement.content)
    except (StatementDamaged, BadReceipt):
        return False
    return statement.believable and statement.signer.der == shown and rules.claim_fits(claim, receipt, consignment)


def _consignment(command: SendConsignment, context: Context) -> Consignment:
    return Consignment(
        id=command.id,
        sender=context.actor.unit,
        sent_by=context.actor.person,
        recipients=command.recipients,
        digest=command.digest,
        size=command.size,
        sent_at=command.sent_at,
        stored_at=context.now,
        expires_at=command.expires_at,
    )


def _receipt(command: GiveReceipt, context: Context, consignment: Consignment) -> Receipt:
    return Receipt(
        id=receipt_id(consignment.id, context.actor.unit, command.kind),
        consignment=consignment.id,
        sender=consignment.sender,
        unit=context.actor.unit,
        person=context.actor.person,
        kind=command.kind,
        given_at=command.given_at,
        recorded_at=context.now,
        statement=command.statement,
    )


def _stored(consignment: Consignment) -> Answer:
    return {"consignment": consignment.id, "stored_at": consignment.stored_at.isoformat()}


def _recorded(receipt: Receipt) -> Answer:
    return {"receipt": receipt.id, "person": receipt.person, "recorded_at": receipt.recorded_at.isoformat()}


HANDLERS: Handlers = {SendConsignment: send_consignment, GiveReceipt: give_receipt}
