"""Signatures.xml and Signature.xml of an OFD (GB/T 33190-2016 clause 18): values, reading, writing.

Written in schema order with ids like s001; read by local names, as other makers write them.
"""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import compile as pattern
from xml.sax.saxutils import escape, quoteattr

from documents.errors import OfdDamaged
from documents.formats.ofd.xml import Node, parse
from documents.model.pages import Box
from office.errors import OfficeError

SM3 = "1.2.156.10197.1.401"
SM2_WITH_SM3 = "1.2.156.10197.1.501"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_NUMBER = pattern(r"\d{1,9}")
_MOST_STAMPS = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One signature in the list: ``kind`` is "Seal" or "Sign", ``path`` the absolute name of its Signature.xml."""

    id: str
    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class SignatureList:
    """Signatures.xml: the highest id given out, and the signatures in order."""

    highest: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A StampAnnot: where the picture shows. ``page`` is a page id; the box is in mm."""

    page: str
    box: Box
    id: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A protected file as it is written (``file``), and its digest."""

    file: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Signature:
    """Signature.xml; ``seal`` and ``value`` are locations as written, ``seal`` empty when there is none."""

    method: str
    references: tuple[Reference, ...]
    stamps: tuple[Stamp, ...]
    seal: str
    value: str


def write_list(listed: SignatureList) -> bytes:
    """Signatures.xml as we write it."""
    entries = "".join(
        f'<ofd:Signature ID={quoteattr(entry.id)} Type="{entry.kind}" BaseLoc={quoteattr(entry.path)}/>'
        for entry in listed.entries
    )
    return (
        f"{_HEAD}<ofd:Signatures {_SPACE}><ofd:MaxSignId>s{listed.highest:03d}</ofd:MaxSignId>"
        f"{entries}</ofd:Signatures>\n"
    ).encode()


def read_list(data: bytes, where: str) -> tuple[int, tuple[tuple[str, str, str], ...]]:
    """Signatures.xml: the highest id in use, and (id, kind, location) of each. Raises OfdDamaged, OfdTooLarge."""
    root = parse(data, where)
    found = tuple(
        (each.get("ID"), each.get("Type", "Seal") or "Seal", each.get("BaseLoc")) for each in root.all("Signature")
    )
    numbers = [_number(root.words("MaxSignId")), *(_number(each[0]) for each in found)]
    return max(numbers), found


def write_signature(
    references: Sequence[tuple[str, str]], stamps: Sequence[Stamp], seal: str, value: str, at: str, version: str
) -> bytes:
    """Signature.xml. ``references`` are absolute names with base64 SM3 digests; ``at`` is yyyyMMddHHmmssZ."""
    listed = "".join(
        f"<ofd:Reference FileRef={quoteattr(name)}><ofd:CheckValue>{digest}</ofd:CheckValue></ofd:Reference>"
        for name, digest in references
    )
    shown = "".join(
        f'<ofd:StampAnnot ID={quoteattr(stamp.id)} PageRef={quoteattr(stamp.page)} Boundary="{_box(stamp.box)}"/>'
        for stamp in stamps
    )
    return (
        f"{_HEAD}<ofd:Signature {_SPACE}><ofd:SignedInfo>"
        f'<ofd:Provider ProviderName="GovDesk" Version={quoteattr(version)} Company="GovDesk"/>'
        f"<ofd:SignatureMethod>{SM2_WITH_SM3}</ofd:SignatureMethod>"
        f"<ofd:SignatureDateTime>{at}</ofd:SignatureDateTime>"
        f'<ofd:References CheckMethod="{SM3}">{listed}</ofd:References>{shown}'
        f"<ofd:Seal><ofd:BaseLoc>{escape(seal)}</ofd:BaseLoc></ofd:Seal></ofd:SignedInfo>"
        f"<ofd:SignedValue>{escape(value)}</ofd:SignedValue></ofd:Signature>\n"
    ).encode()


def read_signature_xml(data: bytes, where: str) -> Signature:
    """Signature.xml of any maker. Raises OfdDamaged, OfdTooLarge."""
    root = parse(data, where)
    info = root.child("SignedInfo")
    references = info.child("References") if info else None
    if info is None or references is None:
        raise OfdDamaged(where=where, detail="SignedInfo")
    seal = info.child("Seal")
    return Signature(
        method=references.get("CheckMethod").strip(),
        references=tuple(_reference(each, where) for each in references.all("Reference")),
        stamps=tuple(_stamps(info, where)),
        seal=seal.words("BaseLoc") if seal else "",
        value=root.words("SignedValue"),
    )


def is_signature(data: bytes) -> bool:
    """Whether the file is a Signature.xml, told by its root element and by what it must hold."""
    if b"SignedInfo" not in data:
        return False
    try:
        root = parse(data, "")
    except OfficeError:
        return False
    return root.name == "Signature" and root.child("SignedInfo") is not None


def _reference(node: Node, where: str) -> Reference:
    try:
        return Reference(node.get("FileRef"), b64decode("".join(node.words("CheckValue").split()), validate=True))
    except (NotBase64, ValueError) as error:
        raise OfdDamaged(where=where, detail="CheckValue") from error


def _stamps(info: Node, where: str) -> Iterator[Stamp]:
    nodes = info.all("StampAnnot")
    if len(nodes) > _MOST_STAMPS:
        raise OfdDamaged(where=where, detail="StampAnnot")
    for node in nodes:
        yield Stamp(node.get("PageRef"), read_box(node.get("Boundary"), where), node.get("ID"))


def read_box(text: str, where: str) -> Box:
    """An ST_Box "x y w h". Raises OfdDamaged."""
    try:
        x, y, width, height = (float(number) for number in text.split())
    except ValueError as error:
        raise OfdDamaged(where=where, detail=f"box {text[:40]}") from error
    if not (all(abs(number) < 1e5 for number in (x, y)) and 0 < width < 1e5 and 0 < height < 1e5):
        raise OfdDamaged(where=where, detail=f"box {text[:40]}")
    return Box(x, y, width, height)


def _box(box: Box) -> str:
    return " ".join(f"{number:.3f}".rstrip("0").rstrip(".") for number in (box.x, box.y, box.width, box.height))


def _number(text: str) -> int:
    found = _NUMBER.search(text)
    return int(found[0]) if found else 0
