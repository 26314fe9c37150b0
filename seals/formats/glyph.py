"""Outlines of characters as polygons that can be painted one after another, big ones first."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from office.fonts.face import Segment
from office.fonts.library import Library
from office.fonts.roles import Role
from seals.errors import SealCharacterMissing

_STEPS = 8  # pieces a curve is cut into

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Contour:
    """A closed line in em, y upwards; ``filled`` says ink inside, otherwise it cuts a hole into what is below."""

    points: tuple[Point, ...]
    filled: bool


def contours(library: Library, role: Role, char: str) -> tuple[Contour, ...]:
    """The contours of a character, in painting order. Raises SealCharacterMissing when no face has it."""
    cut = library.pick(role, char)
    if cut is None:
        raise SealCharacterMissing(character=char)
    lines = [line for line in _lines(library.face(cut.face).outline(cut.gid)) if len(line) > 2]
    lines.sort(key=lambda line: -abs(_area(line)))
    # Outer lines of a font run one way and holes the other; the biggest line is an outer one.
    return tuple(Contour(tuple(line), _area(line) * _area(lines[0]) > 0) for line in lines)


def _lines(outline: Sequence[Segment]) -> list[list[Point]]:
    lines: list[list[Point]] = []
    for letter, numbers in outline:
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if letter == "M":
            lines.append(points)
        elif letter == "L":
            lines[-1] += points
        elif letter == "C":
            lines[-1] += _curve(lines[-1][-1], *points)
    return lines


def _curve(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    """A cubic Bézier curve as short straight pieces, without its start."""
    found = []
    for step in range(1, _STEPS + 1):
        t, u = step / _STEPS, 1 - step / _STEPS
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        found.append(
            (
                sum(weight * point[0] for weight, point in zip(weights, (start, first, second, end), strict=True)),
                sum(weight * point[1] for weight, point in zip(weights, (start, first, second, end), strict=True)),
            )
        )
    return found


def _area(line: Sequence[Point]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*line, line[0]])) / 2
