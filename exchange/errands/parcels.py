"""Packing and opening parcels: signed by the sender inside, encrypted to the recipients outside.

The terms (consignment, sender, recipients, expiry) are in the signed manifest and bound to the ciphertext, and both
must equal what the server tells of the consignment: nobody can pass a parcel on under other terms.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from exchange import rules
from exchange.errors import (
    NotForYou,
    ParcelDamaged,
    ParcelForged,
    ParcelTooLarge,
    RecipientNotTrusted,
    SenderNotTrusted,
)
from exchange.formats import binding_of, read_parcel, write_parcel
from exchange.model import Consignment, Contents, Parcel, Terms
from office.actor import UnitId
from office.crypto import errors as crypto
from office.crypto.authority import Usage
from office.crypto.certificates import read_certificate
from office.crypto.chains import Anchors, check_chain
from office.crypto.envelope import encrypt, open_envelope
from office.crypto.statement import Statement, check_statement, sign_statement
from office.crypto.token import Token
from office.people.model import Unit

MOST_CONTENTS = 400 * 1024 * 1024


def recipient_certificates(units: Iterable[Unit], anchors: Anchors, at: datetime) -> list[bytes]:
    """The certificates to encrypt to, each checked against this desk's own anchors and the unit's name.

    Raises RecipientNotTrusted (facts: unit, found): the directory comes over the server and is not believed blindly.
    """
    return [_recipient_certificate(unit, anchors, at) for unit in units]


def pack(terms: Terms, contents: Contents, token: Token, certificates: Sequence[bytes], at: datetime) -> bytes:
    """The encrypted parcel (DER). Raises what the contents, the terms, the token or a certificate refuse."""
    rules.check_recipients(terms.sender, terms.recipients)
    rules.check_expiry(terms.expires_at, at)
    rules.check_contents(contents)
    if sum(len(enclosure.data) for enclosure in contents.files) > MOST_CONTENTS:
        raise ParcelTooLarge(limit=f"{MOST_CONTENTS // 1024 // 1024} MB")
    statement = sign_statement(write_parcel(terms, contents), token, at)
    return encrypt(statement, certificates, binding_of(terms), at)


def unpack(
    data: bytes, token: Token, anchors: Anchors, at: datetime, consignment: Consignment, sender: Unit, unit: UnitId
) -> Parcel:
    """Open a parcel that came for ``unit`` and check all of it.

    Raises ParcelExpired, NotForYou, ParcelDamaged, ParcelForged (facts: reason) or SenderNotTrusted (facts: sender,
    signer, found), and what the token refuses.
    """
    rules.check_in_time(consignment.expires_at, at)
    if unit not in consignment.recipients:
        raise NotForYou(unit=unit)
    statement = _opened(data, token, anchors, at, consignment, unit)
    _check_sender(statement, sender)
    terms, contents = read_parcel(statement.content)
    if binding_of(terms) != binding_of(consignment.terms):
        raise ParcelForged(reason="terms")
    rules.check_contents(contents)
    return Parcel(terms, contents, statement.signer.holder, statement.signed_at)


def _opened(
    data: bytes, token: Token, anchors: Anchors, at: datetime, consignment: Consignment, unit: UnitId
) -> Statement:
    try:
        opened = open_envelope(data, token)
        if opened.binding != binding_of(consignment.terms):
            raise ParcelForged(reason="binding")
        return check_statement(opened.content, anchors, at)
    except crypto.NotForYou as error:
        raise NotForYou(unit=unit) from error
    except (crypto.EnvelopeDamaged, crypto.StatementDamaged) as error:
        raise ParcelDamaged from error


def _check_sender(statement: Statement, sender: Unit) -> None:
    signer = statement.signer.common_name
    if not statement.intact:
        raise ParcelForged(reason="signature")
    if not statement.chain.trusted:
        raise SenderNotTrusted(sender=sender.name, signer=signer, found=statement.chain.found.value)
    if signer != sender.name:
        raise SenderNotTrusted(sender=sender.name, signer=signer, found="name")


def _recipient_certificate(unit: Unit, anchors: Anchors, at: datetime) -> bytes:
    state = check_chain(unit.open, unit.chain, anchors, at, Usage.OPEN)
    if not state.trusted:
        raise RecipientNotTrusted(unit=unit.name, found=state.found.value)
    if read_certificate(unit.open).common_name != unit.name:
        raise RecipientNotTrusted(unit=unit.name, found="name")
    return unit.open
