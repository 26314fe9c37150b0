"""Colours of a foreign OFD as sRGB on white paper (GB/T 33190-2016, 8.3)."""

from documents.formats.ofd.numbers import real
from documents.formats.ofd.resources import Shelf
from documents.formats.ofd.xml import Node
from documents.model.pages import BLACK, Colour

_PATTERNS = ("AxialShd", "RadialShd", "GouraudShd", "LaGourandShd", "Pattern")
_COMPONENTS = {"GRAY": 1, "RGB": 3, "CMYK": 4}


def colour(node: Node | None, shelf: Shelf, alpha: float = 255.0) -> Colour | None:
    """The colour of a FillColor or StrokeColor, paled by its and its object's alpha; None when nothing is seen.

    A gradient or pattern is shown as its first colour. Raises ValueError when the numbers are none.
    """
    if node is None:
        return None
    seen = alpha * _alpha(node) / 255
    if seen <= 0:
        return None
    return _paled(_rgb(node, shelf), min(seen, 255) / 255)


def _alpha(node: Node) -> float:
    return max(0.0, real(node.get("Alpha", "255")))


def _rgb(node: Node, shelf: Shelf) -> Colour:
    if not node.get("Value"):
        return _of_pattern(node, shelf)
    space = shelf.node(node.get("ColorSpace"), "ColorSpace")
    parts = [_component(word) for word in node.get("Value").split()]
    wanted = _COMPONENTS.get(space.get("Type").upper(), len(parts)) if space else len(parts)
    return _converted(parts) if len(parts) == wanted else BLACK


def _of_pattern(node: Node, shelf: Shelf) -> Colour:
    shading = next((child for child in node.children if child.name in _PATTERNS), None)
    first = next((found for found in _below(shading) if found.name == "Color" and found.get("Value")), None)
    return _rgb(first, shelf) if first else BLACK


def _below(node: Node | None) -> list[Node]:
    return [found for child in node.children for found in (child, *child.children)] if node else []


def _component(word: str) -> float:
    value = int(word[1:], 16) if word.startswith("#") else real(word)
    return min(max(value, 0.0), 255.0)


def _converted(parts: list[float]) -> Colour:
    match parts:
        case [gray]:
            return Colour(round(gray), round(gray), round(gray))
        case [red, green, blue]:
            return Colour(round(red), round(green), round(blue))
        case [cyan, magenta, yellow, key]:
            red, green, blue = (round((255 - ink) * (255 - key) / 255) for ink in (cyan, magenta, yellow))
            return Colour(red, green, blue)
    return BLACK


def _paled(colour: Colour, seen: float) -> Colour:
    """The colour over white."""
    if seen >= 1:
        return colour
    red, green, blue = (round(255 - (255 - part) * seen) for part in (colour.red, colour.green, colour.blue))
    return Colour(red, green, blue)
