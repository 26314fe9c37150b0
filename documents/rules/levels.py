"""Standing level: faces draw their squares at different heights over the baseline; in a line of text they must not."""

from collections.abc import Mapping

from documents.model.pages import Cut, FaceId, Faces
from office.fonts.roles import Role

SQUARE = "国"  # fills its square: tells at which height a face draws
TALL = 0.75  # em: a character as tall as this tells it as well
NEAR = 0.02  # em: faces as near as this stand level


class Levels:
    """How far under the baseline each face is set so that it stands level with the face of the text, in em.

    The first faces of 小标宋 and 宋体 keep to their baseline: titles and page numbers are lines of their own.
    A face that only fills gaps is measured by the first tall character that it lends.
    """

    def __init__(self, faces: Faces) -> None:
        self._faces = faces
        self._drops: dict[FaceId, float] = {}
        text = faces.pick(Role.BODY, SQUARE)
        self._text = 0.0 if text is None else self._middle(text)
        for role in (Role.BODY, Role.MARK, Role.SONG, Role.HEI, Role.KAI):
            cut = faces.pick(role, SQUARE)
            if cut is not None and cut.face not in self._drops:
                self._drops[cut.face] = self._drop(cut) if role in {Role.HEI, Role.KAI} else 0.0

    @property
    def drops(self) -> Mapping[FaceId, float]:
        """By face; faces that are met later come to it."""
        return self._drops

    def meet(self, cut: Cut) -> None:
        """A Han character of any face."""
        if cut.face not in self._drops:
            low, high = self._faces.ink(cut)
            if high - low > TALL:
                self._drops[cut.face] = self._drop(cut)

    def _drop(self, cut: Cut) -> float:
        drop = self._middle(cut) - self._text
        return drop if abs(drop) > NEAR else 0.0

    def _middle(self, cut: Cut) -> float:
        return sum(self._faces.ink(cut)) / 2
