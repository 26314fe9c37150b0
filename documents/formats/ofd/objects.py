"""Page objects of a foreign OFD as marks, in the order they are painted (GB/T 33190-2016, 7.7, 8 to 13).

Clipping, dashes and gradients are not carried over: what a maker hides by a clip may show here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from documents.errors import OfdDamaged, OfdTooLarge
from documents.formats.ofd.colours import colour
from documents.formats.ofd.glyphs import composed, runs
from documents.formats.ofd.numbers import listed, real
from documents.formats.ofd.paths import path
from documents.formats.ofd.resources import Shelf
from documents.formats.ofd.xml import Node
from documents.model.pages import BLACK, IDENTITY, Colour, Mark, Picture, Shape, Transform

MOST_OBJECTS = 500_000  # objects, characters and path segments of a page; composite units count at each use
DEEPEST_UNIT = 8
DEFAULT_PEN = 0.353  # mm, 8.2


@dataclass(slots=True)
class Painter:
    """Turns the objects of one page into marks."""

    shelf: Shelf
    where: str
    _count: int = 0

    def layers(self, page: Node) -> Iterator[Mark]:
        content = page.child("Content")
        for layer in content.children if content else ():
            yield from self.objects(layer, IDENTITY, layer.get("DrawParam"), 0)

    def objects(self, holder: Node, base: Transform, params: str, depth: int) -> Iterator[Mark]:
        """The marks of everything in a layer, block, unit or appearance. ``params`` is the DrawParam above."""
        for node in holder.children:
            self._count_in(1)
            if node.get("Visible") != "false":
                try:
                    yield from self._object(node, base, node.get("DrawParam") or params, depth)
                except ValueError as error:
                    raise OfdDamaged(where=self.where, detail=str(error)[:60]) from error

    def _count_in(self, more: int) -> None:
        self._count += more
        if self._count > MOST_OBJECTS:
            raise OfdTooLarge(what=self.where, limit=str(MOST_OBJECTS))

    def _object(self, node: Node, base: Transform, params: str, depth: int) -> Iterator[Mark]:
        match node.name:
            case "TextObject":
                yield from self._text(node, base, params)
            case "PathObject":
                yield from self._path(node, base, params)
            case "ImageObject":
                yield from self._image(node, base)
            case "CompositeObject":
                yield from self._composite(node, base, params, depth)
            case "PageBlock":
                yield from self.objects(node, base, params, depth)

    def _place(self, node: Node, base: Transform) -> Transform:
        """From the object's space to the page: CTM, then the corner of the Boundary, then what it is part of."""
        x, y, _, _ = listed(node.get("Boundary"), 4, self.where)
        moved = composed(base, Transform(1, 0, 0, 1, x, y)) if base is not IDENTITY else Transform(1, 0, 0, 1, x, y)
        matrix = node.get("CTM")
        return composed(moved, Transform(*listed(matrix, 6, self.where))) if matrix.strip() else moved

    def _text(self, node: Node, base: Transform, params: str) -> Iterator[Mark]:
        filled = node.get("Fill", "true") != "false"
        stroked = node.get("Stroke", "false") == "true"
        inks = [self._ink(node, "FillColor", params, BLACK) if filled else None]
        inks += [self._ink(node, "StrokeColor", params, BLACK) if stroked else None]
        ink = next((ink for ink in inks if ink), None)
        self._count_in(sum(len(code.text) for code in node.all("TextCode")))
        if ink:
            yield from runs(node, self.shelf, self._place(node, base), ink)

    def _path(self, node: Node, base: Transform, params: str) -> Iterator[Mark]:
        stroke = self._ink(node, "StrokeColor", params, BLACK) if node.get("Stroke", "true") != "false" else None
        fill = self._ink(node, "FillColor", params, None) if node.get("Fill", "false") == "true" else None
        segments = path(node.words("AbbreviatedData"))
        self._count_in(len(segments))
        if segments and (stroke or fill):
            even_odd = node.get("Rule") == "Even-Odd"
            yield Shape(segments, stroke, self._pen(node, params), fill, even_odd, self._place(node, base))

    def _image(self, node: Node, base: Transform) -> Iterator[Mark]:
        image = self.shelf.image(node.get("ResourceID"))
        if image is None or real(node.get("Alpha", "255")) <= 0:
            return
        place = self._place(node, base)
        if not node.get("CTM").strip():
            _, _, width, height = listed(node.get("Boundary"), 4, self.where)
            place = composed(place, Transform(width, 0, 0, height))
        yield Picture(image, place)

    def _composite(self, node: Node, base: Transform, params: str, depth: int) -> Iterator[Mark]:
        unit = self.shelf.node(node.get("ResourceID"), "CompositeGraphicUnit")
        content = unit.child("Content") if unit else None
        if content and depth < DEEPEST_UNIT:
            yield from self.objects(content, self._place(node, base), params, depth + 1)

    def _ink(self, node: Node, name: str, params: str, default: Colour | None) -> Colour | None:
        """The object's colour, or that of its drawing parameters, or the default; None when nothing is seen."""
        alpha = real(node.get("Alpha", "255"))
        own = node.child(name)
        told = own or next((found for param in self.shelf.draw_params(params) if (found := param.child(name))), None)
        if told:
            return colour(told, self.shelf, alpha)
        return colour(_plain(default), self.shelf, alpha) if default else None

    def _pen(self, node: Node, params: str) -> float:
        widths = [node.get("LineWidth"), *(param.get("LineWidth") for param in self.shelf.draw_params(params))]
        return abs(real(next(filter(None, widths), repr(DEFAULT_PEN))))


def _plain(ink: Colour) -> Node:
    return Node("Color", {"Value": f"{ink.red} {ink.green} {ink.blue}"})
