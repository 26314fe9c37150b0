"""Whether two seals cross. GB/T 9704-2012 7.3.5.1: 印章之间排列整齐、互不相交或者相切."""

from documents.model.pages import Box

_ALLOWED = 0.5  # mm: seals set edge to edge may touch within what rounding makes of it


def cross(a: Box, b: Box) -> bool:
    """Whether the circles in two boxes (mm, on one page) run into each other; the boxes' corners may."""
    across = (a.x + a.width / 2) - (b.x + b.width / 2)
    down = (a.y + a.height / 2) - (b.y + b.height / 2)
    apart = (min(a.width, a.height) + min(b.width, b.height)) / 2 - _ALLOWED
    return bool(across**2 + down**2 < max(apart, 0.0) ** 2)
