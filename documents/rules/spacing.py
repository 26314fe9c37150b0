"""Justification: a broken line is compressed or expanded to exactly the measure."""

from collections.abc import Sequence
from itertools import accumulate

from documents.rules.breaking import EPSILON, Line, first_gives, parted
from documents.rules.galley import Galley
from documents.rules.punctuation import Sort

AT_MARKS = 0.05  # cells that a gap at a mark is widened by before the others are

_WORDS = frozenset({Sort.WORD, Sort.SIGN, Sort.WORD_OPEN, Sort.WORD_CLOSE})
_HOLDING = frozenset({(Sort.DASH, Sort.DASH), (Sort.DOTS, Sort.DOTS)})


def origins(galley: Galley, line: Line, measure: float | None) -> Sequence[float]:
    """Glyph origins in cells from the line's beginning; ``measure`` None leaves the natural widths."""
    start, end = line.start, line.end
    begin = galley.lefts[start]
    lefts, shifts = galley.lefts[start:end], galley.shifts[start:end]
    natural = [left - begin + shift for left, shift in zip(lefts, shifts, strict=True)]
    if measure is None:
        return natural
    excess = galley.rights[end - 1] - begin - measure
    if abs(excess) <= EPSILON or (line.last and excess < 0):
        return natural
    moves = _compressed(galley, line, excess) if excess > 0 else _expanded(galley, line, -excess)
    return [origin + move for origin, move in zip(natural, accumulate(moves), strict=True)]


def _compressed(galley: Galley, line: Line, excess: float) -> list[float]:
    """Steps by which letters move to the left: the mark at the line's end gives first, then all alike."""
    start, end = line.start, line.end
    gives = [galley.slack[index + 1] - galley.slack[index] for index in range(start, end)]
    at_end = _end_gives(galley, end, gives[-1])
    if galley.sorts[end - 1] is Sort.CLOSE:
        gives[-1] = 0.0
    if not first_gives(galley, start):
        gives[0] = 0.0
    total, wanted = sum(gives), max(0.0, excess - at_end)
    share = min(1.0, wanted / total) if total else 0.0
    steps = [0.0] * (end - start)
    for index, give in enumerate(gives):
        if give:
            steps[index + 1 if galley.sorts[start + index] is Sort.CLOSE else index] -= give * share
    return steps


def _end_gives(galley: Galley, end: int, give: float) -> float:
    if galley.sorts[end - 1] is not Sort.CLOSE:
        return 0.0
    return galley.blanks[end - 1] if parted(galley, end) else give


def _expanded(galley: Galley, line: Line, lack: float) -> list[float]:
    """Steps by which letters move to the right: gaps at marks first, then all gaps alike."""
    sorts = galley.sorts[line.start : line.end]
    gaps = [index for index in range(1, len(sorts)) if _elastic(sorts[index - 1], sorts[index])]
    marks = [index for index in gaps if sorts[index - 1] is Sort.CLOSE or sorts[index] is Sort.OPEN]
    first = min(lack, AT_MARKS * len(marks))
    steps = [0.0] * len(sorts)
    for index in marks:
        steps[index] += first / len(marks)
    for index in gaps:
        steps[index] += (lack - first) / len(gaps)
    return steps


def _elastic(before: Sort, after: Sort) -> bool:
    """May the gap between two letters grow? Not inside words, dashes and dots, nor before a space."""
    if after is Sort.SPACE or Sort.GLUE in (before, after):
        return False
    return not (before in _WORDS and after in _WORDS) and (before, after) not in _HOLDING
