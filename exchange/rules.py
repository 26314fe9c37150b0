"""What may be sent to whom, and how far a consignment has come. Values in, decisions out."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from exchange.errors import (
    BadConsignment,
    BadReceipt,
    ExpiryTooFar,
    NoRecipients,
    NotARecipient,
    NothingEnclosed,
    ParcelExpired,
    TooManyRecipients,
    ToYourself,
)
from exchange.model import Consignment, Contents, Progress, Receipt, ReceiptCheck, ReceiptClaim, ReceiptKind, Step
from office.actor import UnitId

MOST_RECIPIENTS = 500
LONGEST = timedelta(days=365)
CLOCKS_DIFFER = timedelta(days=1)
MOST_BYTES = 512 * 1024 * 1024
MOST_FILES = 200
MOST_RECEIPT_BYTES = 64 * 1024
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
LONGEST_WORDS = 1000  # characters of a title, a number or 密级
_BAD_IN_NAMES = re.compile(r'[/\\:*?"<>|]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$|clock\$) *(\..*)?", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # general categories that show nothing of their own
_MISLEADING = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
)


def check_consignment(consignment: Consignment, now: datetime) -> None:
    """Refuse what does not go to somebody else, in time, as one whole file."""
    if _ID.fullmatch(consignment.id) is None or _DIGEST.fullmatch(consignment.digest) is None:
        raise BadConsignment(reason="id")
    if not 0 < consignment.size <= MOST_BYTES:
        raise BadConsignment(reason="size")
    check_recipients(consignment.sender, consignment.recipients)
    check_expiry(consignment.expires_at, now)


def check_recipients(sender: UnitId, recipients: Sequence[UnitId]) -> None:
    if not recipients:
        raise NoRecipients
    if len(recipients) > MOST_RECIPIENTS:
        raise TooManyRecipients(most=str(MOST_RECIPIENTS))
    if sender in recipients or len(set(recipients)) != len(recipients):
        raise ToYourself


def check_in_time(expires_at: datetime, now: datetime) -> None:
    if expires_at <= now:
        raise ParcelExpired(expires=expires_at.astimezone().strftime("%Y-%m-%d %H:%M"))


def check_expiry(expires_at: datetime, now: datetime) -> None:
    """Refuse a time that is over or too far; desk and server may differ by a day in what is too far."""
    check_in_time(expires_at, now)
    if expires_at > now + LONGEST + CLOCKS_DIFFER:
        raise ExpiryTooFar(days=str(LONGEST.days))


def is_the_same(wanted: Consignment, known: Consignment) -> bool:
    """Whether sending ``wanted`` says again what ``known`` said; the server's time does not count."""
    return replace(wanted, stored_at=known.stored_at) == known


def check_receipt(receipt: Receipt, consignment: Consignment) -> None:
    """Refuse what no recipient could have said."""
    if receipt.unit not in consignment.recipients:
        raise NotARecipient(unit=receipt.unit)
    if not 0 < len(receipt.statement) <= MOST_RECEIPT_BYTES or receipt.statement[0] != 0x30:  # a DER SEQUENCE
        raise BadReceipt


def claim_fits(claim: ReceiptClaim, receipt: Receipt, consignment: Consignment) -> bool:
    """Whether the signed words are those of this receipt, about what this consignment carried."""
    told = (receipt.consignment, receipt.unit, receipt.kind, receipt.person, receipt.given_at)
    said = (claim.consignment, claim.unit, claim.kind, claim.person, claim.given_at)
    known = (consignment.id, consignment.sender, consignment.digest)
    return told == said and known == (claim.consignment, claim.sender, claim.digest)


def check_contents(contents: Contents) -> None:
    """Refuse a parcel without files, or whose file names cannot be written on every desk."""
    for words in (contents.title, contents.number, contents.secrecy):
        if len(words) > LONGEST_WORDS or _MISLEADING.search(words):
            raise BadConsignment(reason="text")
    if not 0 < len(contents.files) <= MOST_FILES:
        raise NothingEnclosed(name="")
    taken: set[str] = set()
    for name in (enclosure.name for enclosure in contents.files):
        if not is_a_file_name(name) or _folded(name) in taken:
            raise NothingEnclosed(name=name[:50])
        taken.add(_folded(name))


def is_a_file_name(name: str) -> bool:
    """A name without folders, that Windows, Linux and macOS all take."""
    if (
        not 0 < len(name.encode(errors="surrogatepass")) <= 240
        or name != name.strip()
        or name.endswith(".")
        or name.startswith(".")
    ):
        return False
    reserved = _RESERVED.fullmatch(unicodedata.normalize("NFKC", name))
    all_seen = not any(unicodedata.category(char) in _UNSEEN for char in name)
    return all_seen and _BAD_IN_NAMES.search(name) is None and reserved is None


def _folded(name: str) -> str:
    """The name as file systems see it that tell neither case nor Unicode forms apart."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def progress(
    consignment: Consignment,
    receipts: Iterable[Receipt],
    checks: Mapping[str, ReceiptCheck],
    names: Mapping[UnitId, str],
) -> tuple[Progress, ...]:
    """Every recipient's state, from the receipts that this desk has checked and believes."""
    own: dict[UnitId, list[Receipt]] = {}
    for receipt in receipts:
        own.setdefault(receipt.unit, []).append(receipt)
    return tuple(
        _progress_of(consignment, unit, own.get(unit, []), checks, names.get(unit, unit))
        for unit in consignment.recipients
    )


def _progress_of(
    consignment: Consignment, unit: UnitId, receipts: Sequence[Receipt], checks: Mapping[str, ReceiptCheck], name: str
) -> Progress:
    good = {receipt.kind: receipt for receipt in receipts if receipt.id in checks and checks[receipt.id].good}
    doubtful = any(receipt.id in checks and not checks[receipt.id].good for receipt in receipts)
    for kind, step in ((ReceiptKind.SIGNED_FOR, Step.SIGNED_FOR), (ReceiptKind.DELIVERED, Step.DELIVERED)):
        if kind in good:
            person = good[kind].person if kind is ReceiptKind.SIGNED_FOR else ""
            return Progress(unit, name, step, good[kind].recorded_at, person, doubtful)
    return Progress(unit, name, Step.STORED, consignment.stored_at, "", doubtful)
