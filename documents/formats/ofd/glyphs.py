"""Text objects of a foreign OFD as runs (GB/T 33190-2016, clause 11)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, groupby, repeat

from documents.formats.ofd.numbers import real, spread
from documents.formats.ofd.resources import Font, Shelf
from documents.formats.ofd.xml import Node
from documents.model.pages import IDENTITY, Colour, FaceId, Run, Transform

NARROWEST = 0.01  # HScale

_PRIVATE = 0xF000  # where symbol fonts keep their characters (OpenType 1.9.1, cmap, encoding 3.0)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a text object, in the object's own space."""

    face: FaceId
    gid: int
    text: str
    x: float
    y: float


def runs(node: Node, shelf: Shelf, place: Transform, colour: Colour) -> Iterator[Run]:
    """A run for every stretch of one face. Raises ValueError when the numbers are none."""
    size = real(node.get("Size", "0"))
    stretch = real(node.get("HScale", "1"))
    stretch = stretch if NARROWEST <= stretch <= 1 / NARROWEST else 1.0
    glyphs = list(_glyphs(node, shelf))
    turn = real(node.get("CharDirection", "0")) % 360
    if turn:
        yield from (_turned(glyph, size, colour, place, turn) for glyph in glyphs)
        return
    for face, same in groupby(glyphs, key=lambda glyph: glyph.face):
        yield _run(face, list(same), size, colour, place, stretch)


def _run(face: FaceId, glyphs: list[Glyph], size: float, colour: Colour, place: Transform, stretch: float) -> Run:
    """HScale stretches the glyphs, not their places: it goes into the transform and out of the places."""
    shift = stretch == 1 and (place.a, place.b, place.c, place.d) == (1, 0, 0, 1)
    dx, dy = (place.e, place.f) if shift else (0.0, 0.0)
    transform = (
        IDENTITY if shift else Transform(place.a * stretch, place.b * stretch, place.c, place.d, place.e, place.f)
    )
    return Run(
        face,
        size,
        tuple(glyph.text for glyph in glyphs),
        tuple(glyph.gid for glyph in glyphs),
        tuple(glyph.x / stretch + dx for glyph in glyphs),
        tuple(glyph.y + dy for glyph in glyphs),
        colour,
        transform,
    )


_TURNS = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


def _turned(glyph: Glyph, size: float, colour: Colour, place: Transform, turn: float) -> Run:
    """One glyph turned clockwise on its origin (CharDirection)."""
    a, b, c, d = _TURNS.get(round(turn), (1, 0, 0, 1))
    around = Transform(a, b, c, d, glyph.x, glyph.y)
    return Run(glyph.face, size, (glyph.text,), (glyph.gid,), (0.0,), (0.0,), colour, composed(place, around))


def composed(outer: Transform, inner: Transform) -> Transform:
    """First ``inner``, then ``outer``."""
    e, f = outer.at(inner.e, inner.f)
    return Transform(
        outer.a * inner.a + outer.c * inner.b,
        outer.b * inner.a + outer.d * inner.b,
        outer.a * inner.c + outer.c * inner.d,
        outer.b * inner.c + outer.d * inner.d,
        e,
        f,
    )


def _glyphs(node: Node, shelf: Shelf) -> Iterator[Glyph]:
    font = shelf.font(node.get("Font"))
    x = y = 0.0
    offset = 0
    for code, tables, own in _codes(node):
        x, y = real(code.get("X") or repr(x)), real(code.get("Y") or repr(y))
        text = code.text
        xs = _places(x, code.get("DeltaX"), len(text))
        ys = _places(y, code.get("DeltaY"), len(text))
        start = 0 if own else offset
        offset += len(text)
        given = _given(tables, start, len(text)) if font.embedded else {}
        yield from _cut(text, xs, ys, given, font, shelf)


def _codes(node: Node) -> Iterator[tuple[Node, list[Node], bool]]:
    """Each TextCode with its CGTransforms, and whether their positions count from this TextCode.

    The standard lets transforms stand before each TextCode; where all stand before the first, they count through.
    """
    groups: list[tuple[Node, list[Node]]] = []
    waiting: list[Node] = []
    for child in node.children:
        if child.name == "CGTransform":
            waiting.append(child)
        elif child.name == "TextCode":
            groups.append((child, waiting))
            waiting = []
    own = any(tables for _, tables in groups[1:])
    first = groups[0][1] if groups else []
    for code, tables in groups:
        yield code, tables if own else first, own


def _places(first: float, text: str, count: int) -> list[float]:
    """``count`` places; where a list is short, its last step is repeated."""
    steps = list(spread(text, max(count - 1, 0))) if text else []
    rest = repeat(steps[-1] if steps else 0.0, max(count - 1 - len(steps), 0))
    return list(accumulate(chain((first,), steps, rest)))[:count]


def _given(tables: list[Node], start: int, count: int) -> dict[int, int]:
    """Glyph ids by character of this TextCode. A glyph for several characters stands at the first; -1 for the rest."""
    found: dict[int, int] = {}
    for table in tables:
        position = int(table.get("CodePosition", "0")) - start
        codes = int(table.get("CodeCount", "1"))
        gids = [int(word) for word in table.words("Glyphs").split()]
        for place in range(max(position, 0), min(position + max(codes, len(gids)), count)):
            index = place - position
            found[place] = gids[index] if index < len(gids) else -1
    return found


def _cut(
    text: str, xs: list[float], ys: list[float], given: dict[int, int], font: Font, shelf: Shelf
) -> Iterator[Glyph]:
    for index, char in enumerate(text):
        gid = given.get(index)
        if gid is not None and gid >= 0 and font.id and font.face and gid < font.face.glyph_count:
            yield Glyph(font.id, gid, char, xs[index], ys[index])
        elif gid != -1 and (found := _chosen(char, font, shelf)):
            yield Glyph(*found, char, xs[index], ys[index])


def _chosen(char: str, font: Font, shelf: Shelf) -> tuple[FaceId, int] | None:
    """The glyph for a character: of the font itself, of a face of its role, or glyph 0 where something should be."""
    if font.id and font.face:
        gid = font.face.gid(char) or (font.face.gid(chr(_PRIVATE + ord(char))) if ord(char) < 256 else 0)
        if gid:
            return font.id, gid
    if char.isspace() or not char.isprintable():
        return None
    if cut := shelf.library.pick(font.role, char):
        return cut.face, cut.gid
    return (font.id, 0) if font.id else None
