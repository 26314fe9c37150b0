"""AbbreviatedData, the path language of OFD (GB/T 33190-2016, 9.1): read into segments, arcs into curves."""

import math
import re
from collections.abc import Iterator

from documents.errors import OfdTooLarge
from documents.formats.ofd.numbers import real
from documents.model.pages import Segment

MOST_SEGMENTS = 200_000

_WORDS = re.compile(r"[A-Za-z]|[^\s,A-Za-z]+(?:[eE][-+]?\d+)?")
_COUNTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Point = tuple[float, float]


def path(data: str) -> tuple[Segment, ...]:
    """The segments of an AbbreviatedData. Raises ValueError when it is none, OfdTooLarge when it has too many."""
    found: list[Segment] = []
    here: Point = (0.0, 0.0)
    for verb, numbers in _commands(data):
        for segment in _segments(verb, numbers, here):
            found.append(segment)
            here = (segment[1][-2], segment[1][-1]) if segment[1] else here
        if len(found) > MOST_SEGMENTS:
            raise OfdTooLarge(what="AbbreviatedData", limit=str(MOST_SEGMENTS))
    return tuple(found)


def _commands(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    words = (found[0] for found in _WORDS.finditer(data))
    for word in words:
        if word not in _COUNTS:
            raise ValueError(word[:20])
        yield word, tuple(real(next(words, "")) for _ in range(_COUNTS[word]))


def _segments(verb: str, numbers: tuple[float, ...], here: Point) -> Iterator[Segment]:
    match verb:
        case "S" | "M":
            yield "M", numbers
        case "L":
            yield "L", numbers
        case "B":
            yield "C", numbers
        case "C":
            yield "Z", ()
        case "Q":
            yield _quadratic(here, numbers)
        case _:
            yield from _arc(here, numbers)


def _quadratic(here: Point, numbers: tuple[float, ...]) -> Segment:
    """A quadratic curve as a cubic one."""
    x1, y1, x, y = numbers
    first = (here[0] + 2 / 3 * (x1 - here[0]), here[1] + 2 / 3 * (y1 - here[1]))
    return "C", (*first, x + 2 / 3 * (x1 - x), y + 2 / 3 * (y1 - y), x, y)


def _arc(here: Point, numbers: tuple[float, ...]) -> Iterator[Segment]:
    """An elliptical arc as curves of a quarter turn at most (SVG 1.1, F.6, whose arcs these are)."""
    rx, ry, turn, large, sweep, x, y = numbers
    rx, ry = abs(rx), abs(ry)
    if not rx or not ry or (x, y) == here:
        yield "L", (x, y)
        return
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    dx, dy = (here[0] - x) / 2, (here[1] - y) / 2
    x1, y1 = cos * dx + sin * dy, cos * dy - sin * dx
    stretch = math.sqrt(max(1.0, (x1 / rx) ** 2 + (y1 / ry) ** 2))
    rx, ry = rx * stretch, ry * stretch
    away = rx * rx * y1 * y1 + ry * ry * x1 * x1
    root = math.sqrt(max(0.0, rx * rx * ry * ry / away - 1)) if away else 0.0
    root = -root if bool(large) == bool(sweep) else root
    cx, cy = root * rx * y1 / ry, -root * ry * x1 / rx
    centre = (cos * cx - sin * cy + (here[0] + x) / 2, sin * cx + cos * cy + (here[1] + y) / 2)
    begin = math.atan2((y1 - cy) / ry, (x1 - cx) / rx)
    angle = (math.atan2((-y1 - cy) / ry, (-x1 - cx) / rx) - begin) % math.tau
    angle = angle if sweep else angle - math.tau
    yield from _quarters(centre, (rx, ry), (cos, sin), begin, angle, (x, y))


def _quarters(centre: Point, radii: Point, axis: Point, begin: float, angle: float, end: Point) -> Iterator[Segment]:
    parts = max(1, math.ceil(abs(angle) / (math.pi / 2) - 1e-9))
    step = angle / parts
    handle = 4 / 3 * math.tan(step / 4)

    def at(u: float, v: float) -> Point:
        x, y = u * radii[0], v * radii[1]
        return axis[0] * x - axis[1] * y + centre[0], axis[1] * x + axis[0] * y + centre[1]

    for part in range(parts):
        a, b = begin + part * step, begin + (part + 1) * step
        first = at(math.cos(a) - handle * math.sin(a), math.sin(a) + handle * math.cos(a))
        second = at(math.cos(b) + handle * math.sin(b), math.sin(b) - handle * math.cos(b))
        last = end if part == parts - 1 else at(math.cos(b), math.sin(b))
        yield "C", (*first, *second, *last)
