"""Whether two seals cross. GB/T 9704-2012 7.3.5.1: 印章之间排列整齐、互不相交或者相切."""

from documents.model.pages import Box

_ALLOWED = 0.5  # mm: seals set edge to edge may touch within what rounding makes of it


def cross(a: Box, b: Box) -> bool:
    """Whether the seals in two boxes (mm, on one page) run into each other.

    Two round seals may share the empty corners of their boxes; a picture stretched out of its shape has none.
    """
    return (_circles if _round(a) and _round(b) else _rectangles)(a, b)


def _round(box: Box) -> bool:
    return abs(box.width - box.height) <= _ALLOWED


def _circles(a: Box, b: Box) -> bool:
    across, down = _between_middles(a, b)
    apart = (min(a.width, a.height) + min(b.width, b.height)) / 2 - _ALLOWED
    return bool(across**2 + down**2 < max(apart, 0.0) ** 2)


def _rectangles(a: Box, b: Box) -> bool:
    across, down = _between_middles(a, b)
    beside = across >= (a.width + b.width) / 2 - _ALLOWED
    return not beside and down < (a.height + b.height) / 2 - _ALLOWED


def _between_middles(a: Box, b: Box) -> tuple[float, float]:
    across = (a.x + a.width / 2) - (b.x + b.width / 2)
    down = (a.y + a.height / 2) - (b.y + b.height / 2)
    return abs(across), abs(down)
