"""Whether two revisions of a PDF look the same, page by page, but for the seals that were added between them.

A library that compares objects can be led astray; a picture cannot. pdfium draws both, we compare every pixel.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from documents.formats.pdfium import LOCK, Document
from documents.model.pages import Box

_FINE, _COARSE = 1.25, 0.75  # pixels per point: 90 dpi; 54 dpi, where still every character shows
_MANY_PAGES = 40  # from here on coarse pictures must do
_MM = 25.4 / 72
_MARGIN = 2  # pixels around a seal, for its soft edge
_TOLERANCE = 24  # of 255: drawing is not quite the same twice
_REDDEST_DROP = 110  # of 255: how much darker in red light a red seal may make the paper
_RED_SHARE = 0.45  # of what it darkens in green light: more than that is grey, not red
_MOST_PAGES = 2000

Picture = np.ndarray[tuple[int, ...], np.dtype[np.uint8]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: ``kind`` is "pages", "page" or "stamp"; ``page`` counts from 0."""

    kind: str
    page: int = 0


def differences(before: bytes, after: bytes, stamps: Mapping[int, Sequence[Box]]) -> tuple[Difference, ...]:
    """Compare two revisions; ``stamps`` are the places (page → boxes in mm) of the seals that the later one added.

    Outside of them every pixel must agree; inside, a seal may redden the paper but neither lighten nor blacken it.
    """
    with LOCK:
        first, second = Document(before), Document(after)
        try:
            first.init_forms()  # without it pdfium leaves out the pictures of seals
            second.init_forms()
            if len(first) != len(second) or len(first) > _MOST_PAGES:
                return (Difference("pages"),)
            return tuple(_differing(first, second, stamps))
        finally:
            second.close()
            first.close()


def _differing(first: Any, second: Any, stamps: Mapping[int, Sequence[Box]]) -> Iterator[Difference]:
    scale = _FINE if len(first) <= _MANY_PAGES else _COARSE
    for index in range(len(first)):
        old, new = _drawn(first, index, scale), _drawn(second, index, scale)
        if np.array_equal(old, new):
            continue
        if old.shape != new.shape:
            yield Difference("page", index)
            continue
        inside = _mask(old.shape, stamps.get(index, ()), scale / _MM)
        changed = np.abs(old.astype(np.int16) - new).max(axis=2) > _TOLERANCE
        if bool(changed[~inside].any()):
            yield Difference("page", index)
        elif not _only_reddened(old[inside], new[inside]):
            yield Difference("stamp", index)


def _drawn(document: Any, index: int, scale: float) -> Picture:
    page = document[index]
    try:
        bitmap = page.render(scale=scale, draw_annots=True, rev_byteorder=True)
        return np.array(bitmap.to_numpy()[:, :, :3])
    finally:
        page.close()


def _mask(
    shape: tuple[int, ...], boxes: Sequence[Box], per_mm: float
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    mask = np.zeros(shape[:2], dtype=np.bool_)
    for box in boxes:
        left, top = int(box.x * per_mm) - _MARGIN, int(box.y * per_mm) - _MARGIN
        right = int((box.x + box.width) * per_mm) + 1 + _MARGIN
        bottom = int((box.y + box.height) * per_mm) + 1 + _MARGIN
        mask[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = True
    return mask


def _only_reddened(old: Picture, new: Picture) -> bool:
    change = new.astype(np.int16) - old
    red, green = -change[:, 0], -change[:, 1]
    lighter = (change > _TOLERANCE).any(axis=1)
    darker = red > _REDDEST_DROP
    greyer = (red > _RED_SHARE * green + _TOLERANCE) & (old[:, 1] > _REDDEST_DROP)  # on paper that was not red before
    return not bool((lighter | darker | greyer).any())
