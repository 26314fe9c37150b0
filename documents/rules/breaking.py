"""Breaking a galley into lines: 避头尾, 推入 and 推出.

A line is filled up to the measure. One more letter is taken in when the marks of the line can give it room and it
sticks out by half a cell at most, or by a whole cell where a mark would otherwise begin the next line or an opening
mark end this one (推入). Otherwise what may not be parted goes to the next line (推出).
"""

from bisect import bisect_right
from dataclasses import dataclass

from documents.rules.galley import Galley
from documents.rules.punctuation import MARKS, Sort

EPSILON = 1e-6
EASY = 0.5  # cells that a line may always be compressed by
LOOSE = 6.0  # cells: a line is not left shorter than this to keep a word whole
FORCED = 1.0  # cells that it may be compressed by to keep 避头尾


@dataclass(frozen=True, slots=True)
class Line:
    """Letters ``start`` to ``end`` (exclusive); ``last``: it ends its paragraph and is not stretched."""

    start: int
    end: int
    last: bool

    @property
    def stretched(self) -> "Line":
        """The same letters, to be spread over the measure."""
        return Line(self.start, self.end, last=False)


def break_lines(galley: Galley, first: float, rest: float) -> list[Line]:
    """Lines for measures in cells: that of the first line and that of the others."""
    lines: list[Line] = []
    start, count, measure = _past_spaces(galley, 0), len(galley), first
    while start < count:
        end = _line_end(galley, start, measure)
        following = _past_spaces(galley, end)
        lines.append(Line(start, _before_spaces(galley, start, end), following >= count))
        start, measure = following, rest
    return lines


def _line_end(galley: Galley, start: int, measure: float) -> int:
    limit = galley.lefts[start] + measure + EPSILON
    count = len(galley)
    full = bisect_right(galley.rights, limit, start)
    if full >= count:
        return count
    full = max(full, start + 1)
    return _pushed_in(galley, start, full, limit) or _pushed_out(galley, start, full)


def _pushed_in(galley: Galley, start: int, full: int, limit: float) -> int | None:
    """The end of the line when letters beyond the measure are taken in; None when none may be."""
    easy = forced = None
    must = not galley.breaks[full]
    end = full + 1
    while end <= len(galley) and (excess := galley.rights[end - 1] - limit) <= FORCED:
        if (end == len(galley) or galley.breaks[end]) and excess <= line_slack(galley, start, end) + EPSILON:
            easy = end if excess <= EASY else easy
            forced = forced or (end if must else None)
        end += 1
    return easy or forced


def line_slack(galley: Galley, start: int, end: int) -> float:
    """What the marks of a line, and the spaces beside its numbers, can give up, in cells."""
    slack = galley.slack[end] - galley.slack[start if first_gives(galley, start) else start + 1]
    return slack + galley.blanks[end - 1] if parted(galley, end) else slack


def first_gives(galley: Galley, start: int) -> bool:
    """May the first mark of a line move into its blank half? Not at the head of a paragraph: their heads align."""
    return start > 0 and galley.sorts[start] in MARKS


def parted(galley: Galley, end: int) -> bool:
    """Does the line end between a closing and an opening mark? Then the closing mark has its blank half again."""
    return end < len(galley) and galley.sorts[end - 1] is Sort.CLOSE and galley.sorts[end] is Sort.OPEN


def _pushed_out(galley: Galley, start: int, full: int) -> int:
    end = next((end for end in range(full, start, -1) if galley.breaks[end]), None)
    if end is not None and galley.rights[full - 1] - galley.rights[end - 1] <= LOOSE:
        return end
    return _inside_a_word(galley, start, full) or end or full


def _inside_a_word(galley: Galley, start: int, full: int) -> int | None:
    """A long word or address is parted after one of its signs, or anywhere that the marks allow."""
    lawful = [end for end in range(full, start, -1) if galley.lawful(end)]
    near = [end for end in lawful if galley.rights[full - 1] - galley.rights[end - 1] <= LOOSE]
    signs = (end for end in near if galley.sorts[end - 1] is Sort.SIGN)
    return next(signs, lawful[0] if lawful else None)


def _before_spaces(galley: Galley, start: int, end: int) -> int:
    while end > start and galley.sorts[end - 1] is Sort.SPACE:
        end -= 1
    return end


def _past_spaces(galley: Galley, end: int) -> int:
    while end < len(galley) and galley.sorts[end] is Sort.SPACE:
        end += 1
    return end
