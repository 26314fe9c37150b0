"""How far the ink of a glyph reaches, in em around its origin: (left, bottom, right, top), upwards positive.

Read from the glyph headers of ``glyf`` (OpenType 1.9.1), which is much faster than walking the outlines.
"""

import struct

from office.fonts.face import Face

Extent = tuple[float, float, float, float]
NO_INK: Extent = (0.0, 0.0, 0.0, 0.0)
_LONG_OFFSETS = 50  # where ``head`` tells the width of the entries in ``loca``


class InkTable:
    """The extents of one TrueType face."""

    def __init__(self, face: Face) -> None:
        self._em = face.units_per_em
        self._glyphs = face.table("glyf")
        places = face.table("loca")
        long = face.table("head")[_LONG_OFFSETS : _LONG_OFFSETS + 2] == b"\0\1"
        count = len(places) // (4 if long else 2)
        self._places = struct.unpack_from(f">{count}{'I' if long else 'H'}", places)
        self._unit = 1 if long else 2
        self._known: dict[int, Extent] = {}

    def __getitem__(self, gid: int) -> Extent:
        if gid not in self._known:
            self._known[gid] = self._read(gid)
        return self._known[gid]

    def _read(self, gid: int) -> Extent:
        if gid + 1 >= len(self._places) or self._places[gid] == self._places[gid + 1]:
            return NO_INK
        at = self._places[gid] * self._unit + 2
        if at + 8 > len(self._glyphs):
            return NO_INK
        left, bottom, right, top = struct.unpack_from(">4h", self._glyphs, at)
        return left / self._em, bottom / self._em, right / self._em, top / self._em
