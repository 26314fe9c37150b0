"""Marks that every writer can write: glyphs that no file may or can embed become shapes.

That concerns faces that forbid embedding (OpenType OS/2 fsType bit 1) or have no TrueType outlines, and
glyph 0, which PDF/A forbids (ISO 19005-2, 6.2.11.8): a missing character shows as an empty box.
"""

from collections.abc import Iterator, Sequence

from documents.model.pages import Mark, Page, Run, Segment, Shape, Transform
from office.fonts.face import Face
from office.fonts.library import Library

_BOX = (0.1, -0.08, 0.9, 0.84)  # em: left, bottom, right, top of the empty box
_PEN = 0.04  # em


def writable(page: Page, library: Library) -> Iterator[Mark]:
    """The page's marks in order, with every Run fit to be embedded as text."""
    for mark in page.marks:
        if not isinstance(mark, Run):
            yield mark
        elif not mark.gids:
            continue
        elif not embeddable(library.face(mark.face)):
            yield from _drawn(mark, library.face(mark.face))
        elif 0 in mark.gids:
            yield from _boxed(mark)
        else:
            yield mark


def embeddable(face: Face) -> bool:
    return face.embeddable and face.is_truetype


def _boxed(run: Run) -> Iterator[Mark]:
    kept = [index for index, gid in enumerate(run.gids) if gid]
    if kept:
        yield part(run, kept)
    for x, y, gid in zip(run.xs, run.ys, run.gids, strict=True):
        if not gid:
            yield _box(run, x, y)


def part(run: Run, kept: Sequence[int]) -> Run:
    """The run with only the glyphs at these places."""
    return Run(
        run.face,
        run.size,
        tuple(run.text[index] for index in kept),
        tuple(run.gids[index] for index in kept),
        tuple(run.xs[index] for index in kept),
        tuple(run.ys[index] for index in kept),
        run.colour,
        run.transform,
        run.element,
    )


def _box(run: Run, x: float, y: float) -> Shape:
    left, bottom, right, top = (edge * run.size for edge in _BOX)
    corners = ((x + left, y - top), (x + right, y - top), (x + right, y - bottom), (x + left, y - bottom))
    path: tuple[Segment, ...] = (("M", corners[0]), *(("L", corner) for corner in corners[1:]), ("Z", ()))
    return Shape(path, stroke=run.colour, width=_PEN * run.size, transform=run.transform, element=run.element)


def _drawn(run: Run, face: Face) -> Iterator[Shape]:
    for gid, x, y in zip(run.gids, run.xs, run.ys, strict=True):
        if path := tuple(_placed(face.outline(gid), Transform(run.size, 0, 0, -run.size, x, y))):
            yield Shape(path, fill=run.colour, transform=run.transform, element=run.element)


def _placed(outline: tuple[Segment, ...], place: Transform) -> Iterator[Segment]:
    for verb, points in outline:
        flat = (place.at(*pair) for pair in zip(points[::2], points[1::2], strict=True))
        yield verb, tuple(number for pair in flat for number in pair)
