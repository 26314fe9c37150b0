"""A galley: a stretch of text measured, not yet broken into lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from documents.model.pages import FaceId
from documents.rules.punctuation import AUTOSPACE, BREAKABLE, KERN, LAWFUL, PAIR, Sort, keys
from documents.rules.typecase import Fount, Letter, TypeCase
from office.fonts.roles import Role


@dataclass(frozen=True, slots=True)
class Galley:
    """Parallel lists, one entry per glyph; positions in cells from the galley's beginning.

    ``lefts`` and ``rights`` bound the natural place of a letter, ``shifts`` leads from there to its origin.
    ``blanks``: what a mark can be pressed by. ``breaks[i]``: a line may begin with letter i. ``slack[i]``: what the
    letters before i can give up, in cells.
    """

    text: Sequence[str]
    sorts: Sequence[Sort]
    lefts: Sequence[float]
    rights: Sequence[float]
    shifts: Sequence[float]
    faces: Sequence[FaceId]
    gids: Sequence[int]
    blanks: Sequence[float]
    breaks: Sequence[bool]
    slack: Sequence[float]
    size: float  # em, mm
    cell: float  # mm
    drops: Mapping[FaceId, float]  # em that a face is set under the baseline

    def __len__(self) -> int:
        return len(self.text)

    def lawful(self, at: int) -> bool:
        """May a line begin with letter ``at``, as far as marks are concerned?"""
        before = at - 1
        while before > 0 and self.sorts[before] is Sort.SPACE:
            before -= 1
        return LAWFUL[self.sorts[before]][self.sorts[at]]

    @property
    def width(self) -> float:
        """Natural width in mm, unbroken."""
        return self.rights[-1] * self.cell if self.rights else 0.0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one role."""

    text: str
    role: Role


def compose(case: TypeCase, spans: Sequence[Span], size: float, cell: float) -> Galley:
    """Measure text of one size (em, mm) set in cells of ``cell`` mm."""
    chars: list[str] = []
    letters: list[Letter] = []
    for span in spans:
        table = case.letters(Fount(span.role, size / cell))
        for char, key in zip(span.text, keys(span.text), strict=True):
            letter = table[key]
            if letter is not None:
                letters.append(letter)
                chars.append(char)
    drops = {} if any(span.role is Role.MARK for span in spans) else case.levels.drops
    return _measure(chars, letters, size, cell, drops)


def _measure(
    chars: list[str], letters: list[Letter], size: float, cell: float, drops: Mapping[FaceId, float]
) -> Galley:
    if not letters:
        return Galley((), (), (), (), (), (), (), (), (), (0.0,), size, cell, drops)
    sorts, widths, shifts, faces, gids, blanks = zip(*letters, strict=True)
    kerns = _kerns(sorts, blanks)
    advances = accumulate(widths, initial=0.0)
    lefts = [left + kern for left, kern in zip(advances, accumulate(kerns), strict=False)]
    breaks = [False, *(BREAKABLE[before][after] for before, after in pairwise(sorts))]
    rights = _rights(sorts, lefts, widths)
    slack = _slack(sorts, kerns, blanks)
    galley = Galley(chars, sorts, lefts, rights, shifts, faces, gids, blanks, breaks, slack, size, cell, drops)
    if Sort.SPACE in sorts:
        breaks[:] = [can and galley.lawful(at) for at, can in enumerate(breaks)]
    return galley


def _rights(sorts: Sequence[Sort], lefts: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Right edges; a space at the end of a line takes no room, so it ends where the letter before it does."""
    rights = [left + width for left, width in zip(lefts, widths, strict=True)]
    if Sort.SPACE in sorts:
        for index, sort in enumerate(sorts):
            if sort is Sort.SPACE:
                rights[index] = rights[index - 1] if index else 0.0
    return rights


def _kerns(sorts: Sequence[Sort], blanks: Sequence[float]) -> list[float]:
    """What letters move towards or away from the one before; of two marks side by side one gives its blank."""
    kerns = [0.0, *(KERN[before][after] for before, after in pairwise(sorts))]
    if PAIR in kerns:
        for index, kern in enumerate(kerns):
            if kern == PAIR:
                kerns[index] = -blanks[index - 1 if sorts[index - 1] is Sort.CLOSE else index]
    return kerns


def _slack(sorts: Sequence[Sort], kerns: Sequence[float], blanks: Sequence[float]) -> list[float]:
    """What can still be given up: a mark pressed against its neighbour has given its half already."""
    gives = list(blanks)
    for index, kern in enumerate(kerns):
        if kern > 0:
            gives[index] = AUTOSPACE / 2
        elif kern < 0:
            _press(gives, sorts, index)
    return list(accumulate(gives, initial=0.0))


def _press(gives: list[float], sorts: Sequence[Sort], index: int) -> None:
    """Of two marks side by side the closing one has given its half; an opening one keeps what parts it from it."""
    if sorts[index - 1] is Sort.CLOSE:
        gives[index - 1] = 0.0
    if sorts[index] is Sort.OPEN:
        gives[index] = 0.0
