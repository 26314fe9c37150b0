"""Pictures in the text: kept whole, never wider than the 版心 nor taller than a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.model.official import PictureBlock
from documents.model.pages import Element, ImageId, Mark, Picture, Transform
from documents.rules.breaking import break_lines
from documents.rules.grid import SIZE_14, Grid
from documents.rules.pieces import centred
from documents.rules.setting import Setting
from documents.rules.strips import Flowing, Pager, TextLine
from office.fonts.roles import Role

AROUND = 2.5  # mm of white above and below
UNKNOWN = (120.0, 90.0)  # mm, when the draft tells no size


@dataclass(frozen=True, slots=True)
class PictureStrip:
    """A picture at its size on the page, and its caption."""

    image: ImageId
    width: float
    height: float
    element: Element
    within: float  # the width it is centred in, mm
    caption: tuple[TextLine, ...] = ()

    @property
    def least(self) -> float:
        return self.height + AROUND + sum(line.height + (line.lead or 0.0) for line in self.caption)

    def plan(self, pager: Pager) -> None:
        above = AROUND if pager.y is not None else 0.0
        if above + self.least > pager.room:
            pager.turn()
            above = 0.0
        pager.put(self, (pager.grid.head_margin if pager.y is None else pager.y) + above, text=True)
        for line in self.caption:
            pager.line(line)
        pager.y = (pager.y or 0.0) + AROUND

    def draw(self, left: float, top: float) -> list[Mark]:
        x = left + (self.within - self.width) / 2
        return [Picture(self.image, Transform(a=self.width, d=self.height, e=x, f=top), self.element)]


def picture_strips(setting: Setting, picture: PictureBlock, element: Element) -> Sequence[Flowing]:
    grid = setting.grid
    caption = _caption(setting, picture.caption, element)
    taken = AROUND + sum(line.height + (line.lead or 0.0) for line in caption)
    width, height = fitted(picture.width, picture.height, grid, taken)
    return [PictureStrip(setting.image(picture.image), width, height, element, grid.width, caption)]


def fitted(width: float, height: float, grid: Grid, taken: float) -> tuple[float, float]:
    """The size on the page, mm: as the draft has it or, keeping its proportions, as large as fits."""
    if width <= 0 or height <= 0:
        width, height = UNKNOWN
    scale = min(1.0, grid.width / width, (grid.height - taken) / height)
    return width * scale, height * scale


def _caption(setting: Setting, text: str, element: Element) -> tuple[TextLine, ...]:
    galley = setting.free(text.strip(), Role.BODY, SIZE_14)
    lines = break_lines(galley, setting.grid.width / SIZE_14, setting.grid.width / SIZE_14)
    pieces = (centred(galley, line, element, setting.grid.width) for line in lines[:6])
    return tuple(TextLine((piece,), SIZE_14, lead=1.5) for piece in pieces)
