"""A face of type: what its characters measure, what they look like, and a subset of it to embed.

Measures are in em, upwards positive, unless a name says otherwise. A face reads its bytes when first asked
and may be used from several threads.
"""

import hashlib
import struct
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from threading import Lock
from typing import NamedTuple, Self

import uharfbuzz as hb  # type: ignore[import-untyped]  # carries no types

from office.fonts.errors import FaceDamaged
from office.fonts.roles import Cut, FaceId
from office.fonts.sfnt import may_embed, postscript_name

Segment = tuple[str, tuple[float, ...]]  # ("M", (x, y)) ("L", (x, y)) ("C", (x1, y1, x2, y2, x, y)) ("Z", ())

FAMILY, POSTSCRIPT = 1, 6
LARGEST = 256 << 20
DROPPED = (
    *("BASE", "DSIG", "EBDT", "EBLC", "EBSC", "GDEF", "GPOS", "GSUB", "JSTF", "LTSH", "PCLT", "STAT", "VDMX", "VORG"),
    *("gasp", "hdmx", "kern", "meta", "morx", "vhea", "vmtx"),
)


class _Opened(NamedTuple):
    blob: hb.Blob
    face: hb.Face
    font: hb.Font


class Face:
    """One face of a font file, known by its PostScript name."""

    def __init__(self, id: str, family: str, open: "Callable[[], _Opened]", index: int = 0) -> None:
        self.id = FaceId(id)
        self.family = family
        self.index = index
        self._open = open
        self._lock = Lock()
        self._opened: _Opened | None = None

    @classmethod
    def from_bytes(cls, data: bytes, index: int = 0) -> Self:
        """A face out of any bytes. Raises FaceDamaged when they are no font with glyphs.

        A nameless face (they occur embedded in OFD) is called after the digest of its bytes.
        """
        opened = _open_bytes(data, index)
        nameless = f"face-{hashlib.sha256(data).hexdigest()[:16]}"
        id = postscript_name(opened.face.get_name(POSTSCRIPT) or "") or nameless
        return cls(id, opened.face.get_name(FAMILY) or id, lambda: opened, index)

    @classmethod
    def from_file(cls, path: Path, id: str, family: str, index: int = 0) -> Self:
        """A face whose file is read when first asked; then FaceDamaged may be raised."""
        return cls(id, family, partial(_open_file, path, index), index)

    def __repr__(self) -> str:
        return f"Face({self.id})"

    @property
    def data(self) -> bytes:
        """The whole font file (of a collection: all of it)."""
        return bytes(self._now.blob.data)

    @property
    def units_per_em(self) -> int:
        return int(self._now.face.upem)

    @property
    def glyph_count(self) -> int:
        return int(self._now.face.glyph_count)

    @property
    def ascent(self) -> float:
        return self._extents[0]

    @property
    def descent(self) -> float:
        """Below the baseline, thus negative."""
        return -abs(self._extents[1])

    @property
    def cap_height(self) -> float:
        """OS/2.sCapHeight, or the height of H where the face does not say."""
        os2 = self.table("OS/2")
        told = struct.unpack_from(">h", os2, 88)[0] if len(os2) >= 90 else 0
        return told / self.units_per_em if told > 0 else self.ink(self.gid("H"))[1]

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        """The box around all glyphs as ``head`` tells it: left, bottom, right, top."""
        left, bottom, right, top = struct.unpack_from(">4h", self.table("head"), 36)
        em = self.units_per_em
        return left / em, bottom / em, right / em, top / em

    @property
    def weight(self) -> int:
        """OS/2.usWeightClass, 400 where the face does not say."""
        os2 = self.table("OS/2")
        return int(struct.unpack_from(">H", os2, 4)[0]) if len(os2) >= 6 else 400

    @property
    def embeddable(self) -> bool:
        """Whether the maker lets a subset be embedded in a document (OS/2.fsType)."""
        return may_embed(self.table("OS/2"))

    @property
    def is_truetype(self) -> bool:
        """Whether the outlines are in ``glyf``, as our writers embed them."""
        return bool(self.table("loca"))

    def table(self, tag: str) -> bytes:
        """One table of the face; empty when it has none of that name."""
        return bytes(self._now.face.reference_table(tag).data)

    def gid(self, char: str) -> int:
        """The glyph of one character; 0 when the face lacks it."""
        return (self._now.font.get_nominal_glyph(ord(char)) or 0) if len(char) == 1 else 0

    def advance(self, gid: int) -> float:
        opened = self._now
        return float(opened.font.get_glyph_h_advance(gid) / opened.face.upem)

    def cut(self, char: str) -> Cut | None:
        """How ``char`` is cut in this face; None when the face lacks it."""
        gid = self.gid(char)
        return Cut(self.id, gid, self.advance(gid)) if gid else None

    def ink(self, gid: int) -> tuple[float, float]:
        """Lowest and highest ink relative to the baseline; (0, 0) for a blank glyph."""
        extents = self._now.font.get_glyph_extents(gid)
        if extents is None:
            return 0.0, 0.0
        top, em = extents.y_bearing, self.units_per_em
        return (top + extents.height) / em, top / em

    def sides(self, gid: int) -> tuple[float, float]:
        """Leftmost and rightmost ink relative to the origin; (0, 0) for a blank glyph."""
        extents = self._now.font.get_glyph_extents(gid)
        if extents is None:
            return 0.0, 0.0
        left, em = extents.x_bearing, self.units_per_em
        return left / em, (left + extents.width) / em

    def outline(self, gid: int) -> tuple[Segment, ...]:
        """The contours of a glyph; curves are cubic."""
        path: list[Segment] = []
        self._now.font.draw_glyph(gid, _pen(path, 1 / self.units_per_em))
        return tuple(path)

    def subset(self, gids: Iterable[int]) -> bytes:
        """A font of these glyphs under their own numbers, with the characters that lead to them, to embed.

        Raises FaceDamaged when the font cannot be cut.
        """
        wanted = hb.SubsetInput()
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
        wanted.glyph_set.update({0, *(gid for gid in gids if gid < self.glyph_count)})
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in DROPPED)
        try:
            return bytes(hb.subset(self._now.face, wanted).blob.data)
        except RuntimeError as error:
            raise FaceDamaged(name=self.id) from error

    @property
    def _now(self) -> _Opened:
        opened = self._opened
        if opened is None:
            with self._lock:
                opened = self._opened = self._opened or self._open()
        return opened

    @property
    def _extents(self) -> tuple[float, float]:
        extents = self._now.font.get_font_extents("ltr")
        return extents.ascender / self.units_per_em, extents.descender / self.units_per_em


def _open_file(path: Path, index: int) -> _Opened:
    try:
        return _open_bytes(path.read_bytes(), index)
    except OSError as error:
        raise FaceDamaged(name=path.name) from error


def _open_bytes(data: bytes, index: int) -> _Opened:
    if not 0 < len(data) <= LARGEST:
        raise FaceDamaged(name="")
    blob = hb.Blob(data)
    face = hb.Face(blob, index)
    if not face.glyph_count or len(bytes(face.reference_table("head").data)) < 54:
        raise FaceDamaged(name="")
    return _Opened(blob, face, hb.Font(face))


def _pen(path: list[Segment], em: float) -> hb.DrawFuncs:
    def draw(letter: str, *numbers: float) -> None:
        path.append((letter, tuple(round(number * em, 6) for number in numbers[:-1])))  # the last is no number

    pen = hb.DrawFuncs()
    pen.set_move_to_func(partial(draw, "M"))
    pen.set_line_to_func(partial(draw, "L"))
    pen.set_cubic_to_func(partial(draw, "C"))
    pen.set_close_path_func(partial(draw, "Z"))
    return pen
