"""Seeing parcels through: sending, collecting, signing for. Stopped anywhere, the next try goes on.

What is sent lies in the desk's file store before the command is queued, and the command is queued in the same
transaction as the desk's own record of it; uploading and pushing are ``office.sync.link``'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from exchange import store
from exchange.commands import GiveReceipt, SendConsignment
from exchange.errands.parcels import pack, recipient_certificates, unpack
from exchange.errands.receipts import check_receipt, make_receipt
from exchange.errors import NotOpenedYet
from exchange.model import (
    Consignment,
    ConsignmentId,
    Contents,
    KeptFile,
    Letter,
    Parcel,
    ReceiptCheck,
    ReceiptClaim,
    ReceiptKind,
    Terms,
)
from office.actor import Actor, UnitId
from office.crypto.chains import Anchors
from office.crypto.token import Token
from office.database import Database
from office.errors import NotFound, OfficeError, Refused
from office.files.folder import FileStore
from office.files.store import note_held
from office.ids import new_id
from office.people import store as people
from office.people.model import Unit
from office.sync.client import Client
from office.sync.replica import Replica


@dataclass(frozen=True)
class Counter:
    """What a person at a desk works with when they send and receive."""

    database: Database
    files: FileStore
    replica: Replica
    client: Client
    actor: Actor
    anchors: Anchors


def send(
    counter: Counter,
    contents: Contents,
    recipients: Sequence[UnitId],
    expires_at: datetime,
    token: Token,
    now: datetime,
) -> ConsignmentId:
    """Pack the contents for the recipients and queue the parcel; it goes with the next ``Link.sync``.

    Works without the server. Raises what packing refuses, or NotWritten; then nothing is queued.
    """
    terms = Terms(ConsignmentId(new_id()), counter.actor.unit, tuple(recipients), expires_at)
    with counter.database.reading() as connection:
        units = [people.unit(connection, unit) for unit in terms.recipients]
    certificates = recipient_certificates(units, counter.anchors, now)
    data = pack(terms, contents, token, certificates, now)
    digest = counter.files.add(data)
    letter = _letter(terms, contents, _keep(counter.files, contents), outgoing=True, signed_by="", at=now)
    command = SendConsignment(terms.consignment, terms.recipients, digest, len(data), now, expires_at)
    with counter.database.transaction() as connection:
        note_held(connection, digest, counter.actor.unit, len(data), now)
        store.keep_letter(connection, letter)
        counter.replica.do(connection, command, counter.actor, now)
    return terms.consignment


def collect(counter: Counter, consignment_id: ConsignmentId, token: Token, now: datetime) -> Letter:
    """Fetch, open and check a parcel, keep what is in it, and queue the receipt that it was delivered.

    A second time it answers with what is kept. A parcel that is not to be believed is kept as a problem, without
    files, and its refusal raised.
    """
    consignment, sender, known = _look_up(counter, consignment_id)
    if known is not None and not known.problem:
        return known
    counter.client.fetch_file(consignment.digest, consignment.size, counter.files)
    data = counter.files.get(consignment.digest)
    try:
        parcel = unpack(data, token, counter.anchors, now, consignment, sender, counter.actor.unit)
    except Refused as error:
        _keep_problem(counter, consignment, error, now)
        raise
    return _take(counter, consignment, parcel, token, now)


def sign_for(counter: Counter, consignment_id: ConsignmentId, token: Token, now: datetime) -> None:
    """签收: the person signs, with the unit's key, that the unit has the document. NotOpenedYet before ``collect``."""
    consignment, _, known = _look_up(counter, consignment_id)
    if known is None or known.problem:
        raise NotOpenedYet
    command = _receipt(counter, consignment, ReceiptKind.SIGNED_FOR, token, now)
    with counter.database.transaction() as connection:
        counter.replica.do(connection, command, counter.actor, now)


def check_receipts(counter: Counter, now: datetime) -> tuple[ReceiptCheck, ...]:
    """Check the receipts that came since the last time; only those that are believed count as delivered."""
    with counter.database.reading() as connection:
        found = [
            (receipt, store.consignment(connection, receipt.consignment), _unit_or_unknown(connection, receipt.unit))
            for receipt in store.unchecked_receipts(connection, counter.actor.unit)
        ]
    checked = [(check_receipt(each, of, unit, counter.anchors, now), each) for each, of, unit in found]
    if checked:
        with counter.database.transaction() as connection:
            for check, receipt in checked:
                store.keep_check(connection, check, receipt)
    return tuple(check for check, _ in checked)


def _look_up(counter: Counter, consignment_id: ConsignmentId) -> tuple[Consignment, Unit, Letter | None]:
    with counter.database.reading() as connection:
        consignment = store.consignment(connection, consignment_id)
        sender = people.unit(connection, consignment.sender)
        return consignment, sender, store.letter(connection, consignment_id)


def _take(counter: Counter, consignment: Consignment, parcel: Parcel, token: Token, now: datetime) -> Letter:
    files = _keep(counter.files, parcel.contents)
    letter = _letter(parcel.terms, parcel.contents, files, outgoing=False, signed_by=parcel.signed_by, at=now)
    command = _receipt(counter, consignment, ReceiptKind.DELIVERED, token, now)
    with counter.database.transaction() as connection:
        store.keep_letter(connection, letter)
        counter.replica.do(connection, command, counter.actor, now)
    return letter


def _keep_problem(counter: Counter, consignment: Consignment, error: OfficeError, now: datetime) -> None:
    letter = Letter(
        id=consignment.id,
        outgoing=False,
        sender=consignment.sender,
        recipients=consignment.recipients,
        title="",
        number="",
        secrecy="",
        files=(),
        signed_by="",
        at=now,
        expires_at=consignment.expires_at,
        problem=error.code,
        facts=dict(error.facts),
    )
    with counter.database.transaction() as connection:
        store.keep_letter(connection, letter)


def _receipt(counter: Counter, consignment: Consignment, kind: ReceiptKind, token: Token, now: datetime) -> GiveReceipt:
    with counter.database.reading() as connection:
        name = people.person(connection, counter.actor.person).name
    claim = ReceiptClaim(
        consignment=consignment.id,
        sender=consignment.sender,
        unit=counter.actor.unit,
        kind=kind,
        person=counter.actor.person,
        person_name=name,
        given_at=now,
        digest=consignment.digest,
    )
    return GiveReceipt(consignment.id, kind, now, make_receipt(claim, token))


def _keep(files: FileStore, contents: Contents) -> tuple[KeptFile, ...]:
    return tuple(KeptFile(each.name, files.add(each.data), len(each.data)) for each in contents.files)


def _letter(
    terms: Terms, contents: Contents, files: tuple[KeptFile, ...], *, outgoing: bool, signed_by: str, at: datetime
) -> Letter:
    return Letter(
        id=terms.consignment,
        outgoing=outgoing,
        sender=terms.sender,
        recipients=terms.recipients,
        title=contents.title,
        number=contents.number,
        secrecy=contents.secrecy,
        files=files,
        signed_by=signed_by,
        at=at,
        expires_at=terms.expires_at,
    )


def _unit_or_unknown(connection: Connection, unit_id: UnitId) -> Unit:
    try:
        return people.unit(connection, unit_id)
    except NotFound:
        return Unit(unit_id, "")
