"""Units with keys and seals, and sealed documents: made once, shared by all tests of seals."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw

from documents.formats.ofd import write_ofd
from documents.formats.ofd.archive import entries, unpack, write
from documents.formats.pdf import write_pdf
from documents.model.pages import Box
from office.crypto.authority import Subject, Usage
from office.crypto.key_file import Identity
from office.crypto.public_keys import Family
from office.crypto.token import Purpose, Token
from office.fonts.library import Library
from seals.devices.key_file import KeyFolder
from seals.formats.ofd_seal import seal_ofd
from seals.formats.pdf_seal import seal_pdf
from seals.formats.ses import make_seal
from seals.model import SealingAbout, SealSpec, Trust
from tests.documents import sheets
from tests.office import pki
from tests.office.pki import NOW

OFFICE, FINANCE = "青山县人民政府办公室", "青山县财政局"
DAY = timedelta(days=1)
LEFT, RIGHT = Box(40, 80, 42, 42), Box(112, 80, 42, 42)  # RIGHT covers signature and date of the notice
LAST = 1  # the page they are on
TRUST = Trust(
    (pki.root(Family.EC).certificate,),
    (pki.root(Family.SM2).certificate,),
    (pki.certificate(Family.SM2, Usage.SEAL_MAKER, "制章中心"),),
)

BLANK_OFD: Mapping[str, str] = {
    "OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType="OFD"><ofd:DocBody>'
    "<ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
    "</ofd:DocBody></ofd:OFD>",
    "Doc_0/Document.xml": '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData>'
    "<ofd:MaxUnitID>9</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    '</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
    "Doc_0/Pages/Page_0/Content.xml": '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content>'
    '<ofd:Layer ID="2"/></ofd:Content></ofd:Page>',
}


@cache
def unit(name: str, family: Family = Family.EC) -> Token:
    """A token with a key to sign PDF (of that family) and one to seal OFD."""
    return KeyFolder({Purpose.SIGN: _identity(family, Usage.SIGN, name), Purpose.SEAL: _seal_identity(name)})


def _identity(family: Family, usage: Usage, name: str) -> Identity:
    return Identity(pki.key(family, name), pki.certificate(family, usage, name), pki.authority(family).chain)


def _seal_identity(name: str) -> Identity:
    return _identity(Family.SM2, Usage.SEAL, name)


def token_until(until: datetime, name: str = OFFICE) -> Token:
    """A token whose certificates end at ``until``."""

    def identity(family: Family, usage: Usage) -> Identity:
        authority, key = pki.authority(family), pki.key(family, name)
        der = authority.issue(Subject("青山县", name), key.public, usage, NOW - 8 * DAY, until)
        return Identity(key, der, authority.chain)

    return KeyFolder({Purpose.SIGN: identity(Family.EC, Usage.SIGN), Purpose.SEAL: identity(Family.SM2, Usage.SEAL)})


@cache
def picture(pixels: int = 120) -> bytes:
    """A red ring with a red bar, transparent elsewhere."""
    image = Image.new("RGBA", (pixels, pixels), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    edge = pixels // 30
    draw.ellipse((edge, edge, pixels - edge, pixels - edge), outline=(230, 0, 0, 255), width=edge)
    draw.rectangle((pixels // 3, pixels * 4 // 10, pixels * 2 // 3, pixels * 6 // 10), fill=(230, 0, 0, 255))
    output = BytesIO()
    image.save(output, "PNG")
    return output.getvalue()


@cache
def maker() -> Token:
    return pki.token(Family.SM2, Usage.SEAL_MAKER, "制章中心")


@cache
def seal_of(name: str, esid: str = "S-1", until: datetime = NOW + 300 * DAY) -> bytes:
    holder = pki.certificate(Family.SM2, Usage.SEAL, name)
    return make_seal(SealSpec(name), esid, picture(), maker(), [holder], NOW - DAY, NOW - DAY, until)


def seal_for(token: Token, name: str = OFFICE) -> bytes:
    """A seal made for the very certificate on the token."""
    holders = [token.certificate(Purpose.SEAL)]
    return make_seal(SealSpec(name), "S-9", picture(), maker(), holders, NOW - DAY, NOW - DAY, NOW + 300 * DAY)


def about(name: str = OFFICE, at: datetime = NOW) -> SealingAbout:
    return SealingAbout(name, at, "印发公文", "S-1")


@cache
def notice_pdf() -> bytes:
    library = Library.built_in()
    return write_pdf(sheets.notice(library), library, sheets.ABOUT)


@cache
def notice_ofd() -> bytes:
    library = Library.built_in()
    return write_ofd(sheets.notice(library), library, sheets.ABOUT)


def blank_ofd() -> bytes:
    return write({name: content.encode() for name, content in BLANK_OFD.items()})


@cache
def sealed_pdf(*, lock: bool = False) -> bytes:
    return seal_pdf(notice_pdf(), unit(OFFICE), picture(), RIGHT, LAST, about(), seal=seal_of(OFFICE), lock=lock)


@cache
def sealed_ofd(*, lock: bool = True) -> bytes:
    return seal_ofd(notice_ofd(), unit(OFFICE), seal_of(OFFICE), RIGHT, LAST, NOW, lock=lock)


@cache
def sealed_blank() -> bytes:
    """The smallest sealed OFD, for attacks on every bit."""
    return seal_ofd(blank_ofd(), unit(OFFICE), seal_of(OFFICE), RIGHT, 0, NOW)


@cache
def countersigned_pdf() -> bytes:
    later = about(FINANCE, NOW + DAY / 24)
    return seal_pdf(sealed_pdf(), unit(FINANCE), picture(), LEFT, LAST, later, seal=seal_of(FINANCE, "S-2"))


@cache
def countersigned_ofd() -> bytes:
    return seal_ofd(sealed_ofd(lock=False), unit(FINANCE), seal_of(FINANCE, "S-2"), LEFT, LAST, NOW + DAY / 24)


def files_of(data: bytes) -> dict[str, bytes]:
    """The files of a package by name, in their order."""
    return {entry.name: unpack(data, entry) for entry in entries(data)}


def repacked(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """The package written anew with some files replaced or added; None takes a file out."""
    files: dict[str, bytes | None] = {**files_of(data), **changes}
    return write({name: content for name, content in files.items() if content is not None})
