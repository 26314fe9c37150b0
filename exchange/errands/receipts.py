"""Receipts: what a unit signs about a consignment, and whether to believe it."""

from datetime import datetime

from exchange import rules
from exchange.errors import BadReceipt, NotARecipient
from exchange.formats import read_claim, write_claim
from exchange.model import Consignment, Receipt, ReceiptCheck, ReceiptClaim
from office.crypto.chains import Anchors
from office.crypto.errors import CertificateDamaged, StatementDamaged
from office.crypto.statement import check_statement, sign_statement
from office.crypto.token import Token
from office.people.model import Unit


def make_receipt(claim: ReceiptClaim, token: Token) -> bytes:
    """The claim signed with the unit's key, DER."""
    return sign_statement(write_claim(claim), token, claim.given_at)


def check_receipt(
    receipt: Receipt, consignment: Consignment, unit: Unit, anchors: Anchors, at: datetime
) -> ReceiptCheck:
    """Whether ``unit`` really said this of this consignment; the answer is a value, never an exception.

    ``reason``: form, not_a_recipient, signature, a ChainState's found, name, claim.
    """
    reason = _fault(receipt, consignment, unit, anchors, at)
    return ReceiptCheck(receipt.id, not reason, reason)


def _fault(receipt: Receipt, consignment: Consignment, unit: Unit, anchors: Anchors, at: datetime) -> str:
    try:
        rules.check_receipt(receipt, consignment)
        statement = check_statement(receipt.statement, anchors, at)
        claim = read_claim(statement.content)
    except NotARecipient:
        return "not_a_recipient"
    except (BadReceipt, StatementDamaged, CertificateDamaged):
        return "form"
    if not statement.intact:
        return "signature"
    if not statement.chain.trusted:
        return statement.chain.found.value
    if statement.signer.common_name != unit.name or unit.id != receipt.unit:
        return "name"
    return "" if rules.claim_fits(claim, receipt, consignment) else "claim"
