"""Electronic seals and seal signatures, written: V4 only (GB/T 38540-2020), strict DER.

Everything signed is read back and verified before it is handed out.
"""

from collections.abc import Sequence
from datetime import datetime

from office.crypto import der, sm2
from office.crypto.certificates import read_certificate
from office.crypto.errors import SignatureFailed
from office.crypto.public_keys import Family
from office.crypto.sm2_names import SM2_WITH_SM3
from office.crypto.token import Purpose, Token
from seals.errors import SealNotMade
from seals.formats.ses_reader import read_seal, read_signature
from seals.model import SealSpec

VERSION = 4
VENDOR = "GovDesk"
_LIST_OF_CERTIFICATES = 1
_PNG = b"\x89PNG\r\n\x1a\n"


def make_seal(
    spec: SealSpec,
    esid: str,
    picture: bytes,
    maker: Token,
    holders: Sequence[bytes],
    created: datetime,
    valid_from: datetime,
    valid_to: datetime,
) -> bytes:
    """A seal (SESeal, DER) with the PNG ``picture``, signed with the maker's SEAL key (SM2).

    ``esid`` is ASCII; ``holders`` are the SM2 certificates (DER) that may use the seal. Raises SealNotMade, and
    SignatureFailed when key and certificate of the maker do not belong together.
    """
    _check(spec, esid, picture, holders, valid_from, valid_to)
    size = round(spec.diameter)
    about = der.sequence(
        der.integer(spec.kind.code),
        der.utf8(spec.name),
        der.integer(_LIST_OF_CERTIFICATES),
        der.sequence(*map(der.octets, holders)),
        *map(der.time, (created, valid_from, valid_to)),
    )
    info = der.sequence(
        der.sequence(der.ascii_text("ES"), der.integer(VERSION), der.ascii_text(VENDOR)),
        der.ascii_text(esid),
        about,
        der.sequence(der.ascii_text("PNG"), der.octets(picture), der.integer(size), der.integer(size)),
    )
    seal = der.sequence(info, *_signed(maker, info))
    if not read_seal(seal).maker_signed():
        raise SignatureFailed
    return seal


def to_be_signed(seal: bytes, at: datetime, digest: bytes, property_info: str) -> bytes:
    """TBS_Sign (DER): ``seal`` as it is stored, ``digest`` the SM3 of Signature.xml, ``property_info`` its path."""
    return der.sequence(der.integer(VERSION), seal, der.time(at), der.bits(digest), der.ascii_text(property_info))


def make_signature(seal: bytes, token: Token, at: datetime, document: bytes, property_info: str) -> bytes:
    """The seal signature (SES_Signature, DER) over ``document``, the bytes of Signature.xml.

    Whether the token may use the seal is the caller's question. Raises SignatureFailed.
    """
    to_sign = to_be_signed(seal, at, sm2.sm3(document), property_info)
    signature = der.sequence(to_sign, *_signed(token, to_sign))
    if not read_signature(signature).signer_signed():
        raise SignatureFailed
    return signature


def _signed(token: Token, message: bytes) -> tuple[bytes, bytes, bytes]:
    """The three members that follow what was signed: certificate, algorithm, value."""
    value = token.sign(Purpose.SEAL, message)
    return der.octets(token.certificate(Purpose.SEAL)), der.identifier(SM2_WITH_SM3), der.bits(value)


def _check(
    spec: SealSpec, esid: str, picture: bytes, holders: Sequence[bytes], valid_from: datetime, valid_to: datetime
) -> None:
    if not spec.name.strip() or not esid or not esid.isascii():
        raise SealNotMade(reason="name")
    if not picture.startswith(_PNG):
        raise SealNotMade(reason="picture")
    if not valid_from < valid_to:
        raise SealNotMade(reason="validity")
    if not holders or any(read_certificate(holder).family is not Family.SM2 for holder in holders):
        raise SealNotMade(reason="holders")
