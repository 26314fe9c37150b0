"""Page content of an OFD: text, path and image objects (GB/T 33190-2016, 7.7 and 8 to 11).

Every object's Boundary encloses its ink, because readers clip to it. Glyphs are named twice: by their character
and by their number in the embedded subset, so that readers that know only one of the two show the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from documents.formats.ink import Extent, InkTable
from documents.formats.ofd.numbers import deltas, down, factor, mm, steps, up
from documents.formats.outlines import part
from documents.model.pages import (
    BLACK,
    IDENTITY,
    Box,
    Colour,
    FaceId,
    ImageId,
    Mark,
    Picture,
    Run,
    Segment,
    Shape,
    Transform,
)

XMLNS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

_VERBS = {"M": "M", "L": "L", "C": "B", "Z": "C"}
_MITER_LIMIT = 4.234  # GB/T 33190-2016, 8.2: the default of MiterLimit
_ILLEGAL = (*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_ESCAPES = dict.fromkeys(_ILLEGAL, "\ufffd") | str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


@dataclass(frozen=True, slots=True)
class Resources:
    """The ids of what pages refer to, and the ink of each face."""

    fonts: Mapping[FaceId, int]
    images: Mapping[ImageId, int]
    ink: Mapping[FaceId, InkTable]


Noted = Callable[[Mark, int], None]  # told of every object: its mark and its id


def escaped(text: str) -> str:
    """Text for XML, in elements and attributes; characters that XML cannot hold become U+FFFD."""
    return text.translate(_ESCAPES)


def page_content(marks: Iterable[Mark], resources: Resources, ids: Iterator[int], noted: Noted) -> str:
    """The objects of one layer, each with the next id."""
    pieces = []
    for mark in marks:
        id = next(ids)
        noted(mark, id)
        match mark:
            case Run():
                pieces.append(_text_object(mark, id, resources))
            case Shape():
                pieces.append(_path_object(mark, id))
            case Picture():
                pieces.append(_image_object(mark, id, resources.images[mark.image]))
    return "".join(pieces)


def _text_object(run: Run, id: int, resources: Resources) -> str:
    boundary, (x0, y0), matrix = _frame(_ink(run, resources.ink[run.face]), run.transform)
    xs = [steps(x) for x in run.xs]
    ys = [steps(y) for y in run.ys]
    moves = f' DeltaX="{deltas(xs)}"' if len(xs) > 1 else ""
    moves += f' DeltaY="{deltas(ys)}"' if any(y != ys[0] for y in ys) else ""
    text = "".join(run.text) or "\ufffd"
    return (
        f'<ofd:TextObject ID="{id}" Boundary="{boundary}"{matrix}'
        f' Font="{resources.fonts[run.face]}" Size="{mm(steps(run.size))}">'
        f"{_colour('FillColor', run.colour) if run.colour != BLACK else ''}"
        f'<ofd:CGTransform CodePosition="0" CodeCount="{_units(text)}" GlyphCount="{len(run.gids)}">'
        f"<ofd:Glyphs>{' '.join(map(str, run.gids))}</ofd:Glyphs></ofd:CGTransform>"
        f'<ofd:TextCode X="{mm(xs[0] - x0)}" Y="{mm(ys[0] - y0)}"{moves}>{escaped(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def _units(text: str) -> int:
    """UTF-16 units: readers count a TextCode by them."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _ink(run: Run, table: InkTable) -> Box:
    """The ink of all glyphs before the run's transform."""
    size = run.size
    extents: list[Extent] = [table[gid] for gid in run.gids]
    left = min(x + size * extent[0] for x, extent in zip(run.xs, extents, strict=True))
    right = max(x + size * extent[2] for x, extent in zip(run.xs, extents, strict=True))
    if run.ys.count(run.ys[0]) == len(run.ys):
        top = run.ys[0] - size * max(extent[3] for extent in extents)
        bottom = run.ys[0] - size * min(extent[1] for extent in extents)
    else:
        top = min(y - size * extent[3] for y, extent in zip(run.ys, extents, strict=True))
        bottom = max(y - size * extent[1] for y, extent in zip(run.ys, extents, strict=True))
    return Box(left, top, right - left, bottom - top)


def _frame(ink: Box, transform: Transform) -> tuple[str, tuple[int, int], str]:
    """Boundary, what to take off coordinates (in steps), and the CTM attribute where one is needed.

    An object's coordinates pass through its CTM and are then moved by the corner of its Boundary.
    """
    shift = transform == IDENTITY
    outer = ink if shift else turned(ink, transform)
    x, y = down(outer.x), down(outer.y)
    width = max(up(outer.x + outer.width) - x, 1)
    height = max(up(outer.y + outer.height) - y, 1)
    boundary = f"{mm(x)} {mm(y)} {mm(width)} {mm(height)}"
    if shift:
        return boundary, (x, y), ""
    linear = " ".join(map(factor, (transform.a, transform.b, transform.c, transform.d)))
    moved = f"{mm(steps(transform.e) - x)} {mm(steps(transform.f) - y)}"
    return boundary, (0, 0), f' CTM="{linear} {moved}"'


def turned(box: Box, transform: Transform) -> Box:
    """The upright box around a transformed one."""
    right, bottom = box.x + box.width, box.y + box.height
    corners = [transform.at(x, y) for x, y in ((box.x, box.y), (right, box.y), (box.x, bottom), (right, bottom))]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _path_object(shape: Shape, id: int) -> str:
    boundary, (x0, y0), matrix = _frame(_reach(shape), shape.transform)
    width = f' LineWidth="{mm(max(steps(shape.width), 1))}"' if shape.stroke else ' Stroke="false"'
    fill = ' Fill="true"' if shape.fill else ""
    rule = ' Rule="Even-Odd"' if shape.fill and shape.even_odd else ""
    data = " ".join(_segment(segment, x0, y0) for segment in shape.path)
    return (
        f'<ofd:PathObject ID="{id}" Boundary="{boundary}"{matrix}{width}{fill}{rule}>'
        f"{_colour('StrokeColor', shape.stroke) if shape.stroke else ''}"
        f"{_colour('FillColor', shape.fill) if shape.fill else ''}"
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _reach(shape: Shape) -> Box:
    """The box around a path and half its pen; corners may reach further by the miter limit."""
    numbers = [number for _, points in shape.path for number in points] or [0.0, 0.0]
    xs, ys = numbers[::2], numbers[1::2]
    straight = len(shape.path) <= 2
    pen = (shape.width / 2 * (1 if straight else _MITER_LIMIT)) if shape.stroke else 0.0
    return Box(min(xs) - pen, min(ys) - pen, max(xs) - min(xs) + 2 * pen, max(ys) - min(ys) + 2 * pen)


def _segment(segment: Segment, x0: int, y0: int) -> str:
    verb, points = segment
    origins = (x0, y0) * (len(points) // 2)
    numbers = (mm(steps(point) - origin) for point, origin in zip(points, origins, strict=True))
    return " ".join((_VERBS[verb], *numbers))


def _image_object(picture: Picture, id: int, image: int) -> str:
    """The picture is a unit square, stretched and placed by the CTM (GB/T 33190-2016, clause 10)."""
    boundary, _, matrix = _frame(Box(0, 0, 1, 1), picture.transform)
    return f'<ofd:ImageObject ID="{id}" Boundary="{boundary}"{matrix} ResourceID="{image}"/>'


def _colour(name: str, colour: Colour) -> str:
    return f'<ofd:{name} Value="{colour.red} {colour.green} {colour.blue}"/>'


def pieces(run: Run) -> Iterator[Run]:
    """The run in parts that every reader counts alike: glyphs of one UTF-16 unit together, any other alone."""
    plain = [len(text) == 1 and text <= "\uffff" for text in run.text]
    if all(plain):
        yield run
        return
    edges = [index for index in range(1, len(plain)) if not (plain[index] and plain[index - 1])]
    for first, last in pairwise((0, *edges, len(plain))):
        yield part(run, range(first, last))
