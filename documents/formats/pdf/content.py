"""Content streams. The page's first matrix turns PDF space into mm from the top left, so all numbers are the layout's.

Positions are written to 1e-4 mm; TJ adjustments are counted from the position reached, so that nothing drifts.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from documents.formats.pdf.fonts import Cutting
from documents.model.pages import IDENTITY, Colour, FaceId, ImageId, Mark, Page, Picture, Run, Segment, Shape, Transform

POINTS_PER_MM = 72 / 25.4

_VERBS = {"M": "m", "L": "l", "C": "c", "Z": "h"}


def content(page: Page, marks: Iterable[Mark], fonts: Mapping[FaceId, Cutting], images: Mapping[ImageId, str]) -> bytes:
    """The stream of one page; ``images`` maps to resource names."""
    scale = f"{POINTS_PER_MM:.9f}"
    pieces = [f"q {scale} 0 0 -{scale} 0 {page.height * POINTS_PER_MM:.6f} cm"]
    for mark in marks:
        match mark:
            case Run():
                pieces.append(_run(mark, fonts[mark.face]))
            case Shape():
                pieces.append(_shape(mark))
            case Picture():
                pieces.append(_picture(mark, images[mark.image]))
    pieces.append("Q")
    return "\n".join(pieces).encode("ascii")


def number(value: float) -> str:
    """At most four decimals: 1e-4 mm."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _factor(value: float) -> str:
    text = f"{value:.8f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _run(run: Run, cutting: Cutting) -> str:
    lines = (_line(run, cutting, first, last) for first, last in _level(run.ys))
    return f"BT {_fill(run.colour)} /{cutting.name} {number(run.size)} Tf {' '.join(lines)} ET"


def _level(ys: tuple[float, ...]) -> list[tuple[int, int]]:
    """Stretches of glyphs on the same baseline as (first, behind the last)."""
    edges = [0, *(index for index in range(1, len(ys)) if ys[index] != ys[index - 1]), len(ys)]
    return [(first, last) for first, last in pairwise(edges) if first < last]


def _line(run: Run, cutting: Cutting, first: int, last: int) -> str:
    place = run.transform
    x, y = place.at(run.xs[first], run.ys[first])
    matrix = "1 0 0 -1" if _is_shift(place) else " ".join(map(_factor, (place.a, place.b, -place.c, -place.d)))
    return f"{matrix} {number(x)} {number(y)} Tm {_shown(run, cutting, first, last)}"


def _is_shift(place: Transform) -> bool:
    return place is IDENTITY or (place.a, place.b, place.c, place.d) == (1, 0, 0, 1)


def _shown(run: Run, cutting: Cutting, first: int, last: int) -> str:
    """TJ with the codes; each number moves the next glyph to its place, counted from where the last one really is."""
    codes, widths = cutting.codes, cutting.widths
    size = round(run.size, 4)
    per_mm = 1000 / size
    pen = round(run.xs[first], 4)
    pieces = [f"[<{codes[run.gids[first], run.text[first]]}"]
    before = widths[run.gids[first]]
    for x, gid, text in zip(
        run.xs[first + 1 : last], run.gids[first + 1 : last], run.text[first + 1 : last], strict=True
    ):
        back = round(before - (x - pen) * per_mm, 2)
        pen += (before - back) / per_mm
        pieces.append(f">{back}<{codes[gid, text]}" if back else codes[gid, text])
        before = widths[gid]
    pieces.append(">]TJ")
    return "".join(pieces)


def _fill(colour: Colour) -> str:
    return f"{_rgb(colour)} rg"


def _rgb(colour: Colour) -> str:
    return " ".join(number(part / 255) for part in (colour.red, colour.green, colour.blue))


def _shape(shape: Shape) -> str:
    paint = ("f*" if shape.even_odd else "f") if shape.fill else ""
    if shape.stroke:
        paint = ("B*" if shape.even_odd else "B") if shape.fill else "S"
    pieces = ["q", _matrix(shape.transform)] if shape.transform != IDENTITY else ["q"]
    pieces += [f"{_rgb(shape.stroke)} RG {number(shape.width)} w"] if shape.stroke else []
    pieces += [_fill(shape.fill)] if shape.fill else []
    return " ".join((*pieces, *map(_segment, shape.path), paint or "n", "Q"))


def _segment(segment: Segment) -> str:
    verb, points = segment
    return " ".join((*map(number, points), _VERBS[verb]))


def _picture(picture: Picture, name: str) -> str:
    """PDF's unit square has its origin at the bottom: the matrix is turned over."""
    t = picture.transform
    return f"q {_matrix(Transform(t.a, t.b, -t.c, -t.d, t.e + t.c, t.f + t.d))} /{name} Do Q"


def _matrix(t: Transform) -> str:
    return " ".join((*map(_factor, (t.a, t.b, t.c, t.d)), number(t.e), number(t.f), "cm"))
