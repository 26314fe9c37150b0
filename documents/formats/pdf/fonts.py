"""Embedded fonts: Type0, Identity-H, a TrueType subset with retained glyph ids (ISO 32000-1, 9.7).

A code is the glyph id, so that CIDToGIDMap is Identity. Only where one glyph stands for several texts
(a no-break space cut like a space) do the further texts get codes of their own from the top of the range,
so that extraction gives back exactly what was set.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from documents.model.pages import FaceId, Mark, Run
from office.fonts.face import Face

_LAST_CODE = 0xFFFF
_BATCH = 100  # entries of a bfchar section (Adobe Technical Note 5014)
_SYMBOLIC = 4


@dataclass(frozen=True, slots=True)
class Cutting:
    """A face as used in one file: for each (glyph id, text) its code in hex, and the widths in 1/1000 em."""

    name: str
    face: Face
    codes: Mapping[tuple[int, str], str]
    widths: Mapping[int, float]
    remapped: Mapping[int, int]  # codes that are not glyph ids


def cuttings(pages: Iterable[Iterable[Mark]], faces: Mapping[FaceId, Face]) -> dict[FaceId, Cutting]:
    """Every face with the glyphs that the pages use, in the order of first use."""
    used: dict[FaceId, set[tuple[int, str]]] = {}
    for marks in pages:
        for mark in marks:
            if isinstance(mark, Run):
                used.setdefault(mark.face, set()).update(zip(mark.gids, mark.text, strict=True))
    return {face: _cutting(f"F{place}", faces[face], pairs) for place, (face, pairs) in enumerate(used.items())}


def _cutting(name: str, face: Face, pairs: set[tuple[int, str]]) -> Cutting:
    codes: dict[tuple[int, str], str] = {}
    remapped: dict[int, int] = {}
    spare = _LAST_CODE
    taken: set[int] = set()
    for gid, text in sorted(pairs):
        code = gid
        if gid in taken:
            code, spare = spare, spare - 1
            remapped[code] = gid
        taken.add(gid)
        codes[gid, text] = f"{code:04x}"
    return Cutting(name, face, codes, {gid: round(face.advance(gid) * 1000, 3) for gid in taken}, remapped)


def embed(pdf: Pdf, cutting: Cutting) -> Object:
    """The Type0 font dictionary with everything below it."""
    face = cutting.face
    name = Name(f"/{_tag(cutting)}+{face.id}")
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(_descriptor(pdf, cutting, name)),
        DW=1000,
        W=Array(_width_ranges(cutting)),
        CIDToGIDMap=_map(pdf, cutting),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=packed(pdf, to_unicode(cutting)),
        )
    )


def packed(pdf: Pdf, data: bytes, **entries: object) -> Stream:
    """A stream, deflated here so that saving need not look at it again."""
    return Stream(pdf, zlib.compress(data, 6), Filter=Name.FlateDecode, **entries)


def _descriptor(pdf: Pdf, cutting: Cutting, name: Name) -> Dictionary:
    face = cutting.face
    program = face.subset(cutting.widths)
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        FontFamily=face.family,
        Flags=_SYMBOLIC,
        FontBBox=Array([round(edge * 1000) for edge in face.bbox]),
        ItalicAngle=0,
        Ascent=round(face.ascent * 1000),
        Descent=round(face.descent * 1000),
        CapHeight=round(face.cap_height * 1000),
        StemV=80,
        FontFile2=packed(pdf, program, Length1=len(program)),
    )


def _tag(cutting: Cutting) -> str:
    """Six capitals made of the glyphs used (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(struct.pack(f">{len(cutting.widths)}H", *sorted(cutting.widths))).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _width_ranges(cutting: Cutting) -> Iterator[object]:
    """The W array: runs of neighbouring codes whose width is not 1000."""
    widths = dict(cutting.widths) | {code: cutting.widths[gid] for code, gid in cutting.remapped.items()}
    codes = sorted(code for code, width in widths.items() if width != 1000)
    for _, run in groupby(enumerate(codes), lambda pair: pair[1] - pair[0]):
        members = [code for _, code in run]
        yield members[0]
        yield Array([_number(widths[code]) for code in members])


def _number(width: float) -> int | float:
    return int(width) if width == int(width) else width


def _map(pdf: Pdf, cutting: Cutting) -> Object:
    if not cutting.remapped:
        return Name.Identity
    table = list(range(_LAST_CODE + 1))
    for code, gid in cutting.remapped.items():
        table[code] = gid
    return packed(pdf, struct.pack(f">{len(table)}H", *table))


def to_unicode(cutting: Cutting) -> bytes:
    """The ToUnicode CMap (ISO 32000-1, 9.10.3). Codes without text are left out."""
    pairs = sorted((code, text) for (_, text), code in cutting.codes.items() if text)
    sections = []
    for start in range(0, len(pairs), _BATCH):
        batch = pairs[start : start + _BATCH]
        rows = "\n".join(f"<{code}> <{text.encode('utf-16-be').hex()}>" for code, text in batch)
        sections.append(f"{len(batch)} beginbfchar\n{rows}\nendbfchar")
    body = "\n".join(sections)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
