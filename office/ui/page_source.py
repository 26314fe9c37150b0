"""What a page view shows: anything that has pages of known size and can draw a part of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True)
class Spot:
    """A rectangle on a page: page number from 0, mm from the top left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float


Hit = tuple[Spot, ...]  # words found; more than one spot when they run over a line's end


class PageSource(Protocol):
    """Pages to show. ``image``, ``lines`` and ``find`` are called off the Qt thread, the rest on it."""

    @property
    def page_count(self) -> int: ...

    def page_size_mm(self, page: int) -> tuple[float, float]:
        """Width and height."""

    def image(self, page: int, pixels_per_mm: float, region: QRect) -> QImage:
        """The part ``region`` (pixels) of the page drawn at ``pixels_per_mm``."""

    def lines(self, page: int) -> Sequence[str]:
        """The text of the page, line by line, for those who listen to it."""

    def find(self, words: str) -> Sequence[Hit]:
        """Where ``words`` stand, in reading order."""
