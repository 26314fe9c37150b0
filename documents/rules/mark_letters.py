"""发文机关标志: tall red letters, condensed to a handsome width (GB/T 9704-2012, 7.2.4).

The standard leaves the size free ("醒目、美观、庄重"); custom keeps letters within 22 mm by 15 mm.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from documents.model.pages import RED, Element, Mark, Run, Transform
from documents.rules.galley import Galley
from documents.rules.grid import Grid
from documents.rules.setting import Setting
from office.fonts.roles import Role

HANDSOME = 144.0  # mm: what a mark of ordinary length takes of the 156
WIDEST_STEP = 0.9  # em from letter to letter in a short mark
FULLEST = 0.8  # of the em: how wide a letter may stand
NARROWEST = 0.52  # below this the letters become smaller instead
SIDE = 0.06  # of the step that stays white between letters
DOCUMENT = "文件"
TALLEST_BLOCK = 62.0  # mm for the names of joint issuers
ROW = 1.22  # em from one joint issuer to the next
APART = 0.5  # steps between the names and 文件


@dataclass(frozen=True, slots=True)
class Word:
    """Letters on one baseline (mm under the mark's top), ``x`` mm from the left of the 版心, ``step`` mm apart."""

    galley: Galley
    x: float
    baseline: float
    step: float


@dataclass(frozen=True, slots=True)
class MarkInk:
    """The whole mark; ``condense`` is the width of a letter's em over its height."""

    words: tuple[Word, ...]
    height: float
    condense: float

    def draw(self, left: float, top: float) -> list[Mark]:
        return [run for word in self.words for run in self._runs(word, left + word.x, top + word.baseline)]

    def _runs(self, word: Word, x: float, baseline: float) -> list[Mark]:
        """One run for each letter's face; the letters stand in the middle of their steps."""
        transform = Transform(a=self.condense, e=x)
        galley, wide = word.galley, word.step / self.condense
        runs: list[Mark] = []
        for index, (char, face, gid) in enumerate(zip(galley.text, galley.faces, galley.gids, strict=True)):
            origin = index * wide + (wide - self._body(galley, index)) / 2
            last = runs[-1] if runs else None
            if isinstance(last, Run) and last.face == face:
                runs[-1] = _longer(last, char, gid, origin)
            else:
                runs.append(
                    Run(face, galley.size, (char,), (gid,), (origin,), (baseline,), RED, transform, Element.MARK)
                )
        return runs

    @staticmethod
    def _body(galley: Galley, index: int) -> float:
        return (galley.rights[index] - galley.lefts[index]) * galley.cell


def _longer(run: Run, char: str, gid: int, x: float) -> Run:
    return Run(
        *(run.face, run.size, (*run.text, char), (*run.gids, gid), (*run.xs, x), (*run.ys, run.ys[0])),
        *(run.colour, run.transform, run.element),
    )


@dataclass(frozen=True, slots=True)
class _Measures:
    size: float  # em, mm
    step: float
    condense: float


def mark_of(setting: Setting, mark: str, issuers: Sequence[str], scale: float) -> MarkInk | None:
    """The mark as given, or the issuers' names with 文件; None when there is nothing to show.

    ``scale`` makes it smaller than the grid's height where the first page would otherwise show no text.
    """
    size = setting.grid.mark_height * scale
    if not mark and len(issuers) > 1:
        return _stacked(setting, issuers, size)
    text = (mark or "".join((*issuers, DOCUMENT) if issuers else ())).replace("\n", "")
    return _single(setting, text, size) if text else None


def _measures(count: float, size: float, grid: Grid) -> _Measures:
    """Sizes for ``count`` letters in a row: at their ease, then narrower, then smaller."""
    ease = min(WIDEST_STEP * size, HANDSOME / count)
    least = NARROWEST * size / (1 - SIDE)
    step = min(grid.width / count, max(ease, min(least, grid.width / count)))
    size = min(size, step * (1 - SIDE) / NARROWEST)
    return _Measures(size, step, min(FULLEST, step * (1 - SIDE) / size))


def _single(setting: Setting, text: str, size: float) -> MarkInk:
    measures = _measures(len(text), size, setting.grid)
    galley = setting.free(text, Role.MARK, measures.size)
    low, high = setting.case.ink(Role.MARK, text)
    x = (setting.grid.width - len(galley) * measures.step) / 2
    word = Word(galley, x, high * measures.size, measures.step)
    return MarkInk((word,), (high - low) * measures.size, measures.condense)


def _stacked(setting: Setting, issuers: Sequence[str], size: float) -> MarkInk:
    """联合行文: the names one under another, spread to one width, 文件 at their right in the middle."""
    longest = max(map(len, issuers))
    size = min(size, TALLEST_BLOCK * size / setting.grid.mark_height / (1 + ROW * (len(issuers) - 1)))
    measures = _measures(longest + APART + len(DOCUMENT), size, setting.grid)
    low, high = setting.case.ink(Role.MARK, "".join(issuers) + DOCUMENT)
    wide = longest * measures.step
    x = (setting.grid.width - wide - (APART + len(DOCUMENT)) * measures.step) / 2
    baselines = [(high + ROW * row) * measures.size for row in range(len(issuers))]
    names = [_spread(setting, *name, x, wide, measures) for name in zip(issuers, baselines, strict=True)]
    middle = (baselines[0] + baselines[-1]) / 2
    document = setting.free(DOCUMENT, Role.MARK, measures.size)
    word = Word(document, x + wide + APART * measures.step, middle, measures.step)
    return MarkInk((*names, word), baselines[-1] - low * measures.size, measures.condense)


def _spread(setting: Setting, name: str, baseline: float, x: float, wide: float, measures: _Measures) -> Word:
    """A name from edge to edge of ``wide`` mm, its letters as wide as the others'."""
    galley = setting.free(name, Role.MARK, measures.size)
    if len(galley) < 2:
        return Word(galley, x + (wide - measures.step) / 2, baseline, measures.step)
    step = (wide - measures.step) / (len(galley) - 1)
    return Word(galley, x - (step - measures.step) / 2, baseline, step)
