"""Reads from a font file only what tells which face it is: names, embedding rights, kind of outlines.

Tables and fields as in OpenType 1.9.1 (ISO/IEC 14496-22). Foreign bytes: every count is bounded.
"""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from office.fonts.errors import FaceDamaged

MOST_FACES = 64
MOST_TABLES = 256
MOST_NAMES = 4096
MOST_NAME_BYTES = 1 << 20
FAMILY, FULL, POSTSCRIPT, TYPOGRAPHIC_FAMILY = 1, 4, 6, 16
RESTRICTED, NO_SUBSETTING, BITMAPS_ONLY = 0x0002, 0x0100, 0x0200
KINDS = (b"\0\1\0\0", b"true", b"OTTO")

Read = Callable[[int, int], bytes]  # offset, size -> at most that many bytes


@dataclass(frozen=True, slots=True)
class Card:
    """Who a face is, without its glyphs. ``names`` are family, full and PostScript names in any language."""

    id: str
    family: str
    names: frozenset[str]
    index: int
    embeddable: bool
    is_static_truetype: bool

    @property
    def usable(self) -> bool:
        """Our writers embed subsets of static glyf faces, so others cannot be laid out with."""
        return self.embeddable and self.is_static_truetype


def read_cards(read: Read) -> tuple[Card, ...]:
    """The faces in a font file or collection. Raises FaceDamaged."""
    try:
        starts = _starts(read)
        return tuple(_card(read, start, index) for index, start in enumerate(starts))
    except (struct.error, ValueError) as error:
        raise FaceDamaged(name="") from error


def may_embed(os2: bytes) -> bool:
    """Whether OS/2.fsType lets a subset be embedded; bits 1-3 are usage, of which the most generous counts."""
    if len(os2) < 10:
        return True
    rights = struct.unpack_from(">H", os2, 8)[0]
    restricted = rights & 0x000E == RESTRICTED
    return not (restricted or rights & (NO_SUBSETTING | BITMAPS_ONLY))


def is_plain(os2: bytes) -> bool:
    """Neither bold nor italic (OS/2.fsSelection): only such a face stands for its family."""
    return len(os2) < 64 or not struct.unpack_from(">H", os2, 62)[0] & 0x0021


def postscript_name(text: str) -> str:
    """``text`` without what a PostScript name may not hold (name id 6: printable ASCII, no delimiters, 63 at most)."""
    return "".join(char for char in text if "!" <= char <= "~" and char not in "[](){}<>/%")[:63]


def _starts(read: Read) -> tuple[int, ...]:
    if read(0, 4) != b"ttcf":
        return (0,)
    count = struct.unpack(">I", read(8, 4))[0]
    if not 0 < count <= MOST_FACES:
        raise FaceDamaged(name="")
    return struct.unpack(f">{count}I", read(12, 4 * count))


def _card(read: Read, start: int, index: int) -> Card:
    tables = _tables(read, start)
    names = _names(_table(read, tables, b"name"))
    id = postscript_name(next(iter(names.get(POSTSCRIPT, ())), ""))
    if not id:
        raise FaceDamaged(name="")
    os2 = _table(read, tables, b"OS/2")
    numbers = (FAMILY, TYPOGRAPHIC_FAMILY, FULL, POSTSCRIPT) if is_plain(os2) else (FULL, POSTSCRIPT)
    known = frozenset(name for number in numbers for name in names.get(number, ()))
    is_static = b"glyf" in tables and b"fvar" not in tables
    return Card(id, names.get(FAMILY, [id])[0], known, index, may_embed(os2), is_static)


def _tables(read: Read, start: int) -> Mapping[bytes, tuple[int, int]]:
    kind, count = struct.unpack(">4sH", read(start, 6))
    if kind not in KINDS or count > MOST_TABLES:
        raise FaceDamaged(name="")
    rows = struct.iter_unpack(">4sIII", read(start + 12, 16 * count))
    return {tag: (offset, size) for tag, _, offset, size in rows}


def _table(read: Read, tables: Mapping[bytes, tuple[int, int]], tag: bytes) -> bytes:
    offset, size = tables.get(tag, (0, 0))
    return read(offset, min(size, MOST_NAME_BYTES))


def _names(table: bytes) -> Mapping[int, list[str]]:
    _, count, texts = struct.unpack_from(">HHH", table)
    names: dict[int, list[str]] = {}
    for platform, encoding, _, number, size, offset in struct.iter_unpack(
        ">6H", table[6 : 6 + 12 * min(count, MOST_NAMES)]
    ):
        text = _decoded(platform, encoding, table[texts + offset : texts + offset + size])
        if text:
            names.setdefault(number, []).append(text)
    return names


def _decoded(platform: int, encoding: int, raw: bytes) -> str:
    if platform in (0, 3):
        codec = {(3, 3): "gbk", (3, 4): "big5"}.get((platform, encoding), "utf-16-be")
    else:
        codec = {25: "gbk"}.get(encoding, "mac_roman")
    return raw.decode(codec, errors="ignore").strip("\0 ")
