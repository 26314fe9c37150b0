"""标题: several balanced lines, broken where the sense allows (GB/T 9704-2012, 7.3.1).

"回行时，要做到词意完整，排列对称，长短适宜，间距恰当，标题排列应当使用梯形或菱形": every way to break a title has a
price, and the cheapest is taken.
"""

from collections.abc import Iterator
from itertools import pairwise

from documents.model.pages import Element
from documents.rules.breaking import Line, break_lines
from documents.rules.galley import Galley
from documents.rules.pieces import centred
from documents.rules.setting import Setting
from documents.rules.strips import TextLine
from documents.rules.title_words import prices_of_breaks
from office.fonts.roles import Role

MOST_LINES = 4  # titles of more lines are filled line by line
UNEVEN = 0.06  # price of the difference between neighbouring lines, per cell squared
WAIST = 3.0  # of a line shorter than both its neighbours: 沙漏形
BLOCK = 2.0  # of neighbouring lines equally long: 长方形
ORPHAN = 8.0  # of a line of one to three characters
ANOTHER_LINE = 6.0  # of a line more than needed


def title_lines(setting: Setting, title: str, element: Element) -> list[TextLine]:
    """The title centred in 二号小标宋; line breaks that the author made are kept."""
    size, grid = setting.grid.title_size, setting.grid
    lines: list[TextLine] = []
    for part in filter(None, (part.strip() for part in title.split("\n"))):
        galley = setting.free(part, Role.MARK, size)
        for start, end in pairwise(break_title(galley, grid.width / size)):
            piece = centred(galley, Line(start, end, last=True), element, grid.width)
            lines.append(TextLine((piece,), size, lead=grid.gap, follow=1))
    return lines


def break_title(galley: Galley, measure: float) -> list[int]:
    """Where the lines of a title begin, and its end. ``measure`` in cells."""
    total = galley.width / galley.cell
    if total <= measure:
        return [0, len(galley)] if len(galley) else []
    least = int(total / measure) + 1
    prices = prices_of_breaks("".join(galley.text))
    found = [way for count in (least, least + 1) if count <= MOST_LINES for way in _ways(galley, measure, 0, count)]
    if not found:
        return _greedy(galley, measure)
    return [0, *min(found, key=lambda way: _price(galley, prices, way) + ANOTHER_LINE * (len(way) - least))]


def _ways(galley: Galley, measure: float, start: int, lines: int) -> Iterator[tuple[int, ...]]:
    """Every lawful way to set what begins at ``start`` in so many lines: the ends of the lines."""
    count = len(galley)
    if galley.rights[-1] - galley.lefts[start] > lines * measure:
        return
    if lines == 1:
        yield (count,)
        return
    for end in range(start + 1, count):
        if _width(galley, start, end) > measure:
            return
        if galley.breaks[end]:
            yield from ((end, *rest) for rest in _ways(galley, measure, end, lines - 1))


def _price(galley: Galley, prices: list[float], way: tuple[int, ...]) -> float:
    widths = [_width(galley, start, end) for start, end in pairwise((0, *way))]
    breaks = sum(prices[end] for end in way[:-1])
    return breaks + sum(map(_apart, widths, widths[1:])) + _waists(widths) + _orphans(widths)


def _width(galley: Galley, start: int, end: int) -> float:
    return galley.rights[end - 1] - galley.lefts[start]


def _apart(above: float, below: float) -> float:
    """What two neighbouring lines cost: far apart in length, or equal."""
    apart = abs(above - below)
    return BLOCK if apart < 0.6 else UNEVEN * apart * apart


def _waists(widths: list[float]) -> float:
    return WAIST * sum(1 for a, b, c in zip(widths, widths[1:], widths[2:], strict=False) if b < a and b < c)


def _orphans(widths: list[float]) -> float:
    return ORPHAN * sum(1 for width in widths if width < 4)


def _greedy(galley: Galley, measure: float) -> list[int]:
    return [0, *(line.end for line in break_lines(galley, measure, measure))]
