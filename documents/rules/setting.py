"""What every part of the layout is set with: the grid, the type case and the pictures met so far."""

from dataclasses import dataclass, field

from documents.model.pages import ImageId
from documents.rules.galley import Galley, Span, compose
from documents.rules.grid import Grid
from documents.rules.typecase import TypeCase
from office.fonts.roles import Role


@dataclass(frozen=True, slots=True)
class Setting:
    grid: Grid
    case: TypeCase
    images: dict[bytes, ImageId] = field(default_factory=dict)

    def image(self, data: bytes) -> ImageId:
        """The id of a picture; the same bytes are kept once."""
        return self.images.setdefault(data, ImageId(f"image{len(self.images) + 1}"))

    def text(self, text: str, role: Role = Role.BODY) -> Galley:
        """Text in 三号 on the 28-cell grid."""
        return compose(self.case, [Span(text, role)], self.grid.size, self.grid.cell)

    def within(self, text: str, width: float, role: Role = Role.BODY) -> Galley:
        """Text on one line of at most ``width`` mm: in 三号 where it fits, else smaller."""
        galley = self.text(text, role)
        if galley.width <= width:
            return galley
        scale = width / galley.width
        return compose(self.case, [Span(text, role)], self.grid.size * scale, self.grid.cell * scale)

    def free(self, text: str, role: Role, size: float) -> Galley:
        """Text of any size (em, mm), off the grid: a cell is an em."""
        return compose(self.case, [Span(text, role)], size, size)
