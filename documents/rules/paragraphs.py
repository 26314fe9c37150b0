"""Paragraphs in lines over the width of the 版心."""

from dataclasses import dataclass

from documents.model.pages import Element
from documents.rules.breaking import break_lines
from documents.rules.galley import Galley
from documents.rules.grid import Grid
from documents.rules.pieces import Piece
from documents.rules.strips import TextLine


@dataclass(frozen=True, slots=True)
class Indent:
    """In cells: before the first line, before the others, and what stays free on the right."""

    first: float = 0.0
    rest: float = 0.0
    right: float = 0.0


def text_lines(galley: Galley, element: Element, grid: Grid, indent: Indent) -> list[TextLine]:
    """A paragraph in lines over the width of the 版心."""
    width = grid.width / galley.cell - indent.right
    first, rest = width - indent.first, width - indent.rest
    lines = []
    for line in break_lines(galley, first, rest):
        space, measure = (indent.rest, rest) if line.start else (indent.first, first)
        piece = Piece(galley, line, space * galley.cell, element, measure)
        lines.append(TextLine((piece,), galley.size))
    return lines
