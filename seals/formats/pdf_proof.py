"""The seal itself inside a sealed PDF: the SES structure of the seal whose picture is shown, signed by its maker.

A certificate proves who signed, not whose seal is shown. The structure lies in the private data of the appearance
(ISO 32000-1 14.5), under the signature, so that a checker can compare the picture, the holder and the seal's standing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from office.crypto.certificates import Certificate, read_certificate
from office.crypto.token import Purpose, Token
from office.errors import OfficeError
from seals.formats.pdf_stamp import shows_only_its_picture
from seals.formats.ses import SealFile, read_seal
from seals.formats.trust import maker_findings, standing_findings
from seals.model import Finding, Trust, Weight

_OWNER = "/GovDesk"
_MOST_ABOVE = 8


@dataclass(frozen=True, slots=True)
class Proof:
    """A seal found in an appearance, the certificates above its maker's, and whether nothing but it is drawn there."""

    seal: SealFile
    chain: tuple[bytes, ...]
    alone: bool


def add_proof(writer: Any, form: Any, seal: bytes, token: Token, at: datetime) -> None:
    """Put the seal (SESeal, DER) into the private data of the appearance ``form``."""
    above = tuple(token.chain(Purpose.SEAL)) if Purpose.SEAL in token.purposes else ()
    private = generic.DictionaryObject(
        {
            pdf_name("/Seal"): _stream(writer, seal),
            pdf_name("/Chain"): generic.ArrayObject(_stream(writer, each) for each in above),
        }
    )
    data = generic.DictionaryObject(
        {pdf_name("/LastModified"): generic.pdf_date(at.astimezone(UTC)), pdf_name("/Private"): private}
    )
    form[pdf_name("/PieceInfo")] = generic.DictionaryObject({pdf_name(_OWNER): data})
    form[pdf_name("/LastModified")] = generic.pdf_date(at.astimezone(UTC))


def read_proof(widget: Any) -> Proof | None:
    """The seal in the appearance of a widget; None when there is none. Raises SealUnreadable, KeyError, ValueError."""
    try:
        ours = widget["/AP"]["/N"]["/PieceInfo"][_OWNER]
    except (KeyError, TypeError):
        return None
    private = ours["/Private"]
    if len(private["/Chain"]) > _MOST_ABOVE:
        raise ValueError("certificates")
    chain = tuple(bytes(each.get_object().data) for each in private["/Chain"])
    return Proof(read_seal(bytes(private["/Seal"].data)), chain, shows_only_its_picture(widget))


def proof_findings(
    proof: Proof, signer: Certificate, picture: bytes | None, times: tuple[datetime | None, datetime], trust: Trust
) -> Iterator[Finding]:
    """What speaks against the seal; ``picture`` is what is shown, ``times`` the time of sealing and the present."""
    seal, facts = proof.seal, {"name": proof.seal.name}
    if not seal.maker_signed():
        yield Finding(Weight.BREAK, "seals.maker_signature_wrong", facts)
    if not _held_by(seal, signer):
        yield Finding(Weight.BREAK, "seals.signer_not_in_seal", facts)
    if picture is None or not proof.alone or not _same(picture, seal.picture):
        yield Finding(Weight.BREAK, "seals.seal_swapped", facts)
    then, now = times
    yield from maker_findings(seal.maker, proof.chain, trust, then or now, facts)
    yield from standing_findings(seal, times, trust)


def _held_by(seal: SealFile, signer: Certificate) -> bool:
    """PDF and OFD are signed with different keys of one holder: the certificates must name the same one."""
    return any(_subject(each) == signer.subject for each in seal.holders)


def _subject(der: bytes) -> Any:
    try:
        return read_certificate(der).subject
    except OfficeError:
        return None


def _same(one: bytes, other: bytes) -> bool:
    try:
        first, second = (Image.open(BytesIO(data), formats=("PNG", "JPEG")).convert("RGBA") for data in (one, other))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return first.size == second.size and first.tobytes() == second.tobytes()


def _stream(writer: Any, data: bytes) -> Any:
    stream = generic.StreamObject(stream_data=data)
    stream.compress()
    return writer.add_object(stream)
