"""The type case: how each character is cut in each role, looked up once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import category

from documents.model.pages import Cut, FaceId, Faces
from documents.rules.levels import Levels
from documents.rules.punctuation import FULL_WIDTH, MARKS, Sort, sort_of
from office.fonts.roles import Role

GETA = "〓"  # stands for a character that no face has
WIDE = 0.8  # em: from this advance on a glyph is set in a whole cell
APOSTROPHE = 0.36  # cells
SQUEEZE = 0.5  # cells that a full-width mark gives up at most
_SILENT = frozenset({"Cc", "Cf"})


class Letter(NamedTuple):
    """A character ready to be set: widths and shifts in cells, ``shift`` from the cell's left edge to the origin.

    ``blank``: what a mark can give up of its blank half, in cells.
    """

    sort: Sort
    width: float
    shift: float
    face: FaceId
    gid: int
    blank: float = 0.0


@dataclass(frozen=True, slots=True)
class Fount:
    """A role at a size: ``stretch`` is em per cell (1.0131 for 三号 on the 28-cell grid)."""

    role: Role
    stretch: float


class Letters(dict[str, Letter | None]):
    """Keys (see punctuation.keys) to letters; None: nothing to draw."""

    def __init__(self, fount: Fount, faces: Faces, levels: Levels, missing: dict[str, None]) -> None:
        super().__init__()
        self._fount = fount
        self._faces = faces
        self._levels = levels
        self._missing = missing

    def __missing__(self, key: str) -> Letter | None:
        self[key] = letter = self._cast(key)
        return letter

    def _cast(self, key: str) -> Letter | None:
        if category(key[0]) in _SILENT:
            return None
        cut = self._pick(key[0])
        if cut is None:
            return None
        letter = _letter(key, cut, self._fount.stretch)
        if letter.sort is Sort.HAN:
            self._levels.meet(cut)
        return letter._replace(blank=self._blank(letter, cut)) if letter.sort in MARKS else letter

    def _blank(self, mark: Letter, cut: Cut) -> float:
        """Half a cell, or as much as the face leaves free on the side where the mark may be pressed."""
        left, right = (mark.shift + side * self._fount.stretch for side in self._faces.sides(cut))
        return min(SQUEEZE, max(0.0, left if mark.sort is Sort.OPEN else mark.width - right))

    def _pick(self, char: str) -> Cut | None:
        cut = self._faces.pick(self._fount.role, char)
        if cut is not None:
            return cut
        self._missing[char] = None
        return self._faces.pick(self._fount.role, GETA)


def _letter(key: str, cut: Cut, stretch: float) -> Letter:
    wide = cut.advance >= WIDE and not _is_latin(key[0])
    sort = sort_of(key, wide)
    body = cut.advance * stretch
    if wide and sort is Sort.WORD_CLOSE:  # a full-width apostrophe inside an English word
        return Letter(sort, APOSTROPHE, -APOSTROPHE / 4, cut.face, cut.gid)
    if sort in FULL_WIDTH or wide:
        return Letter(sort, 1.0, _place(sort, body), cut.face, cut.gid)
    return Letter(sort, body, 0.0, cut.face, cut.gid)


def _is_latin(char: str) -> bool:
    """Latin letters keep their own width however wide the face cuts them (W, Æ)."""
    return char < "\u0080" or ("\u00c0" <= char < "\u0250" and char.isalpha())


def _place(sort: Sort, body: float) -> float:
    """Where a glyph ``body`` cells wide begins in its cell: narrow marks lean on what they belong to."""
    if body > WIDE or sort not in {Sort.OPEN, Sort.CLOSE}:
        return (1.0 - body) / 2
    return 1.0 - body if sort is Sort.OPEN else 0.0


class TypeCase:
    """Letters of every fount in use, and the characters that no face has (in the order met)."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self._missing: dict[str, None] = {}
        self._founts: dict[Fount, Letters] = {}
        self.levels = Levels(faces)

    def letters(self, fount: Fount) -> Letters:
        found = self._founts.get(fount)
        if found is None:
            found = self._founts[fount] = Letters(fount, self.faces, self.levels, self._missing)
        return found

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(self._missing)

    def ink(self, role: Role, chars: Iterable[str]) -> tuple[float, float]:
        """Lowest and highest ink of some characters, em upwards from the baseline."""
        cuts = [cut for cut in (self.faces.pick(role, char) for char in chars) if cut is not None]
        inks = [self.faces.ink(cut) for cut in cuts] or [(0.0, 0.0)]
        return min(low for low, _ in inks), max(high for _, high in inks)
