"""Where a box seen on a PDF page lies in the page's own space (ISO 32000-1 7.7.3.3, 8.3.2)."""

from dataclasses import dataclass
from typing import Any

from documents.model.pages import Box

MM = 25.4 / 72  # one point in mm


@dataclass(frozen=True, slots=True)
class PageSpace:
    """What shows of a page: lower left and upper right corner of its crop box in points, and its turn in degrees."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is seen, mm."""
        width, height = (self.right - self.left) * MM, (self.top - self.bottom) * MM
        return (height, width) if self.turn in {90, 270} else (width, height)

    def holds(self, box: Box) -> bool:
        """Whether the box lies on the page as it is seen."""
        width, height = self.size
        return box.x >= 0 and box.y >= 0 and box.x + box.width <= width and box.y + box.height <= height

    def rectangle(self, box: Box) -> tuple[float, float, float, float]:
        """The box (mm from the top left corner as seen) as llx, lly, urx, ury in points."""
        corners = (self._point(box.x, box.y), self._point(box.x + box.width, box.y + box.height))
        xs, ys = zip(*corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def box(self, rectangle: tuple[float, float, float, float]) -> Box:
        """The way back: a rectangle in points as a box in mm as seen."""
        x0, y0, x1, y1 = rectangle
        (ax, ay), (bx, by) = self._seen(x0, y0), self._seen(x1, y1)
        return Box(min(ax, bx), min(ay, by), abs(ax - bx), abs(ay - by))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        u, v = x / MM, y / MM
        return {
            0: (self.left + u, self.top - v),
            90: (self.left + v, self.bottom + u),
            180: (self.right - u, self.bottom + v),
            270: (self.right - v, self.top - u),
        }[self.turn]

    def _seen(self, x: float, y: float) -> tuple[float, float]:
        return {
            0: ((x - self.left) * MM, (self.top - y) * MM),
            90: ((y - self.bottom) * MM, (x - self.left) * MM),
            180: ((self.right - x) * MM, (y - self.bottom) * MM),
            270: ((self.top - y) * MM, (self.right - x) * MM),
        }[self.turn]


def page_space(page: Any) -> PageSpace:
    """The space of a page dictionary read by pyHanko, with what it inherits. Raises ValueError, KeyError, TypeError."""
    media = [float(number) for number in _inherited(page, "/MediaBox")]
    try:
        crop = [float(number) for number in _inherited(page, "/CropBox")]
    except KeyError:
        crop = media
    left, right = max(min(media[0::2]), min(crop[0::2])), min(max(media[0::2]), max(crop[0::2]))
    bottom, top = max(min(media[1::2]), min(crop[1::2])), min(max(media[1::2]), max(crop[1::2]))
    if left >= right or bottom >= top:
        raise ValueError("the page has no area")
    return PageSpace(left, bottom, right, top, _turn(page))


def _turn(page: Any) -> int:
    try:
        turn = int(_inherited(page, "/Rotate")) % 360
    except KeyError:
        return 0
    if turn % 90:
        raise ValueError("the page is turned by an odd angle")
    return turn


def _inherited(page: Any, key: str) -> Any:
    for _ in range(64):
        if key in page:
            return page[key]
        page = page["/Parent"]
    raise ValueError("the page tree is too deep")
