"""Pieces of lines and the runs of ink that they become."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from documents.model.pages import BLACK, Colour, Element, Run
from documents.rules.breaking import Line
from documents.rules.galley import Galley
from documents.rules.spacing import origins


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a galley, ``x`` mm from the left edge of the 版心; ``measure`` (cells) it is justified to."""

    galley: Galley
    line: Line
    x: float
    element: Element
    measure: float | None = None
    colour: Colour = BLACK

    def runs(self, left: float, baseline: float) -> list[Run]:
        """Its glyphs on the page, one run for each face."""
        galley, start, end = self.galley, self.line.start, self.line.end
        if start == end:
            return []
        edge, cell = left + self.x, galley.cell
        xs = [edge + origin * cell for origin in origins(galley, self.line, self.measure)]
        faces = galley.faces[start:end]
        if faces.count(faces[0]) == len(faces):
            return [self._run(0, len(faces), xs, baseline)]
        bounds = _changes(faces)
        return [self._run(low, high, xs[low:high], baseline) for low, high in pairwise(bounds)]

    def _run(self, low: int, high: int, xs: list[float], baseline: float) -> Run:
        galley, start = self.galley, self.line.start
        low, high = start + low, start + high
        baseline += galley.drops.get(galley.faces[low], 0.0) * galley.size
        return Run(
            galley.faces[low],
            galley.size,
            tuple(galley.text[low:high]),
            tuple(galley.gids[low:high]),
            tuple(xs),
            (baseline,) * (high - low),
            self.colour,
            element=self.element,
        )


def _changes(faces: Sequence[object]) -> list[int]:
    """Where stretches of one face begin, and the end."""
    bounds = [0]
    for _, group in groupby(faces):
        bounds.append(bounds[-1] + sum(1 for _ in group))
    return bounds


def whole(galley: Galley) -> Line:
    """The galley as one line."""
    return Line(0, len(galley), last=True)


def centred(galley: Galley, line: Line, element: Element, width: float) -> Piece:
    """A line in its natural width in the middle of ``width`` mm."""
    natural = (galley.rights[line.end - 1] - galley.lefts[line.start]) * galley.cell if len(galley) else 0.0
    return Piece(galley, line, (width - natural) / 2, element)
