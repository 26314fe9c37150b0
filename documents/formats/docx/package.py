"""Opening a .docx (ECMA-376, ISO/IEC 29500): what could harm is refused before python-docx sees the file."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

import docx
from docx.exceptions import PythonDocxError
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from lxml import etree  # type: ignore[import-untyped]  # lxml carries no types

from documents.errors import (
    DraftDamaged,
    DraftEmpty,
    DraftEncrypted,
    DraftHasMacros,
    DraftTooLarge,
    DraftUnsafe,
    NotADraft,
    OldWordDraft,
    StrictWordDraft,
)
from documents.formats.docx.node import Node, as_node

MB = 1 << 20
FILE_LIMIT = 64 * MB
UNPACKED_LIMIT = 256 * MB
XML_LIMIT = 32 * MB  # one part
ENTRY_LIMIT = 2000
RATIO_LIMIT = 200  # unpacked to packed, for packages that unpack to more than 16 MB
DEPTH_LIMIT = 200  # elements in elements

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MAIN = b"wordprocessingml.document.main+xml"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    OverflowError,
    LookupError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
# What python-docx and lxml raise on a package that only looks like one.
_MISREAD = (*_UNREADABLE, etree.LxmlError, OpcError, PythonDocxError, AttributeError, TypeError, AssertionError)


@dataclass(frozen=True, slots=True)
class Media:
    """A related part that may be a picture; ``data`` is None for a link to a place outside, never followed."""

    content_type: str
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Package:
    """What the reader needs of a .docx."""

    body: Node
    styles: Node | None
    numbering: Node | None
    theme: Node | None
    media: Mapping[str, Media]  # by relationship id


def open_package(data: bytes) -> Package:
    """Open a .docx within the limits above.

    Raises NotADraft (and its kinds), DraftEncrypted, DraftHasMacros, DraftDamaged (DraftUnsafe),
    DraftEmpty for no bytes at all, DraftTooLarge.
    """
    _check_outside(data)
    parts = _unpacked(data)
    _check_kind(parts)
    for name, part in parts.items():
        if _is_xml(name, part):
            check_xml(part)
    try:
        return _package(docx.Document(BytesIO(data)).part)
    except _MISREAD as error:
        raise DraftDamaged from error


def _check_outside(data: bytes) -> None:
    if not data:
        raise DraftEmpty
    if len(data) > FILE_LIMIT:
        raise _too_large(len(data), FILE_LIMIT)
    if data.startswith(_OLE):
        # MS-OFFCRYPTO 2.3.4.4: an encrypted .docx is the stream "EncryptedPackage" of a compound file.
        raise DraftEncrypted if "EncryptedPackage".encode("utf-16-le") in data else OldWordDraft
    if not data.startswith(b"PK"):
        raise NotADraft


def _too_large(size: int, limit: int) -> DraftTooLarge:
    return DraftTooLarge(size=str(-(-size // MB)), limit=str(limit // MB))


def _unpacked(data: bytes) -> Mapping[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries, len(data))
            return {entry.filename: archive.read(entry) for entry in entries}
    except _UNREADABLE as error:
        raise DraftDamaged from error


def _check_entries(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if any(entry.flag_bits & 1 for entry in entries):
        raise DraftEncrypted
    if len(entries) > ENTRY_LIMIT or len({entry.filename for entry in entries}) < len(entries):
        raise DraftUnsafe
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise DraftUnsafe
    if unpacked > 16 * MB and unpacked > RATIO_LIMIT * packed:
        raise DraftUnsafe
    if unpacked > UNPACKED_LIMIT:
        raise _too_large(unpacked, UNPACKED_LIMIT)


def _check_kind(parts: Mapping[str, bytes]) -> None:
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise DraftHasMacros
    if b"purl.oclc.org/ooxml" in parts.get("_rels/.rels", b""):
        raise StrictWordDraft
    if _MAIN not in types:
        raise NotADraft


def _is_xml(name: str, part: bytes) -> bool:
    if name.lower().endswith(".svg"):
        return False
    return name.lower().endswith((".xml", ".rels")) or part[:64].lstrip(b"\xef\xbb\xbf\xfe\xff\0 \t\r\n")[:1] == b"<"


def check_xml(part: bytes) -> None:
    """Refuse a part that is too large, nested too deep, declares a document type, or is not well-formed."""
    if len(part) > XML_LIMIT:
        raise _too_large(len(part), XML_LIMIT)
    parser = expat.ParserCreate()
    guard = _Guard()
    parser.StartDoctypeDeclHandler = guard.doctype
    parser.StartElementHandler = guard.enter
    parser.EndElementHandler = guard.leave
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise DraftDamaged from error


class _Guard:
    """Counts how deep the elements lie."""

    def __init__(self) -> None:
        self._depth = 0

    def doctype(self, *_: object) -> None:
        raise DraftUnsafe

    def enter(self, *_: object) -> None:
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise DraftUnsafe

    def leave(self, _: str) -> None:
        self._depth -= 1


def _package(part: Part) -> Package:
    related = {rel.reltype: rel.target_part for rel in part.rels.values() if not rel.is_external}
    body = as_node(_root(part)).find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}body")
    if body is None:
        raise DraftDamaged
    return Package(
        body=body,
        styles=_optional(related.get(RT.STYLES)),
        numbering=_optional(related.get(RT.NUMBERING)),
        theme=_optional(related.get(RT.THEME)),
        media={
            key: Media("", None) if rel.is_external else Media(rel.target_part.content_type, rel.target_part.blob)
            for key, rel in part.rels.items()
            if rel.reltype == RT.IMAGE
        },
    )


def _optional(part: Part | None) -> Node | None:
    return None if part is None else as_node(_root(part))


def _root(part: Part) -> object:
    if not str(part.partname).lower().endswith(".xml"):
        raise DraftUnsafe
    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element
