"""What a desk does with seals: put one on a file, and tell what a sealed file is worth. Values in, values out."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from documents.model.pages import Box, SealPlace
from documents.rules.seal_place import SealMode, seal_box
from office.crypto.token import Token
from office.words import _
from seals.errors import FormatUnknown
from seals.formats.kind import FileKind, kind_of
from seals.formats.ofd_check import check_ofd
from seals.formats.ofd_seal import check_holder, seal_ofd
from seals.formats.pdf_check import check_pdf
from seals.formats.pdf_seal import seal_pdf
from seals.formats.place import find_place
from seals.formats.ses import SealFile, read_seal
from seals.model import Checked, Finding, Reason, Sealed, SealingAbout, SealSeen, Trust, Verdict, Weight
from seals.rules.verdict import join
from seals.words import REASONS, VERDICTS


def verify(data: bytes, trust: Trust, at: datetime) -> Verdict:
    """The verdict on a PDF or OFD at the time ``at`` (UTC). Never raises: a file nobody can read is UNCHECKABLE."""
    match kind_of(data):
        case FileKind.PDF:
            return join(check_pdf(data, trust, at))
        case FileKind.OFD:
            return join(check_ofd(data, trust, at))
        case _:
            return join(Checked(False, (Finding(Weight.DOUBT, "seals.file_unknown"),)))


def seal(
    data: bytes,
    token: Token,
    seal_der: bytes,
    place: SealPlace | None,
    at: datetime,
    *,
    mode: SealMode = SealMode.LOWER,
    reason: str = "",
    lock: bool = True,
) -> Sealed:
    """Put the seal (SESeal, DER) on a PDF or OFD where it belongs, found by the date when ``place`` is None.

    ``lock``: no further seal may follow; a document that several units seal is locked by the last of them. Raises
    FormatUnknown, PlaceNotFound, SealOutOfDate, SealNotYours and what ``seal_pdf`` and ``seal_ofd`` raise.
    """
    kind = kind_of(data)
    if kind is None:
        raise FormatUnknown
    stamp = read_seal(seal_der)
    where = place or find_place(data)
    box = seal_box(where, stamp.width, mode)
    if kind is FileKind.OFD:
        sealed = seal_ofd(data, token, seal_der, box, where.page, at, lock=lock)
    else:
        sealed = _seal_pdf(data, token, stamp, box, where.page, SealingAbout(stamp.name, at, reason, stamp.esid), lock)
    return Sealed(sealed, box, where.page, verify(sealed, Trust(), at).seals)


def _seal_pdf(
    data: bytes, token: Token, stamp: SealFile, box: Box, page: int, about: SealingAbout, lock: bool
) -> bytes:
    """The PDF bears the picture of the same seal; it must be in date, and the token's own, there too."""
    check_holder(stamp, token, about.at)
    return seal_pdf(data, token, stamp.picture, box, page, about, seal=stamp.raw, lock=lock)


def sentence(reason: Reason) -> str:
    """A reason in words, in the language spoken now."""
    return _(REASONS[reason.code]).format_map(defaultdict(lambda: "—", reason.facts))


def verdict_as_data(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain data for ``govdesk verify --json``; pictures are left out, lengths are mm, pages from 1."""
    return {
        "outcome": verdict.outcome.value,
        "exit_code": verdict.outcome.exit_code,
        "sentence": _(VERDICTS[verdict.outcome.value]),
        "reasons": [
            {"code": reason.code, "facts": dict(reason.facts), "sentence": sentence(reason)}
            for reason in verdict.reasons
        ],
        "seals": [_seen_as_data(seal) for seal in verdict.seals],
    }


def _seen_as_data(seen: SealSeen) -> dict[str, Any]:
    box = seen.box
    return {
        "name": seen.name,
        "holder": seen.holder,
        "signed_at": seen.signed_at.isoformat() if seen.signed_at else None,
        "page": None if seen.page is None else seen.page + 1,
        "box": [round(number, 3) for number in (box.x, box.y, box.width, box.height)] if box else None,
        "intact": seen.intact,
        "format": seen.format,
    }
