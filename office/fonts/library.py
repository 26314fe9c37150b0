"""The faces at hand, and which of them sets a character in a role."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Self

from office.fonts.errors import FaceDamaged, FaceUnknown
from office.fonts.face import Face
from office.fonts.installed import font_folders, installed_faces, plain
from office.fonts.roles import BUILT_IN, CHAINS, Cut, FaceId, Role

DATA = Path(__file__).parent / "data"
FILES: Mapping[FaceId, tuple[str, str]] = {  # PostScript name: file, family
    FaceId("FandolFang-Regular"): ("FandolFang", "FandolFang"),
    FaceId("FandolKai-Regular"): ("FandolKai", "FandolKai"),
    FaceId("FandolSong-Regular"): ("FandolSong", "FandolSong"),
    FaceId("NotoSansSC-Medium"): ("NotoSansSC-Medium", "Noto Sans SC"),
    FaceId("NotoSerifSC-Bold"): ("NotoSerifSC-Bold", "Noto Serif SC"),
    FaceId("NotoSerifSC-Light"): ("NotoSerifSC-Light", "Noto Serif SC Light"),
    FaceId("GovDeskWenKai"): ("GovDeskWenKai", "GovDesk WenKai"),
}
WORDS = (  # the first that occurs counts: 仿宋 and 小标宋 contain 宋
    *(("小标宋", Role.MARK), ("xiaobiaosong", Role.MARK), ("xbs", Role.MARK)),
    *(("仿宋", Role.BODY), ("fangsong", Role.BODY), ("simfang", Role.BODY)),
    *(("楷", Role.KAI), ("kaiti", Role.KAI), ("simkai", Role.KAI), ("fzkai", Role.KAI)),
    *(("黑", Role.HEI), ("heiti", Role.HEI), ("simhei", Role.HEI), ("fzhei", Role.HEI), ("sans", Role.HEI)),
    *(("宋", Role.SONG), ("simsun", Role.SONG), ("songti", Role.SONG), ("serif", Role.SONG)),
)
NO_FACES: Mapping[FaceId, Face] = {}
FULL_EM = frozenset("“”‘’—…")  # Chinese marks that fill a cell; Latin faces draw them narrow


class Library:
    """Chains of faces by role, with fallback for each character, and faces known by id only.

    Satisfies ``documents.model.pages.Faces``. Safe to use from several threads; never changes what it answers.
    """

    def __init__(self, chains: Mapping[Role, tuple[Face, ...]], others: Mapping[FaceId, Face] = NO_FACES) -> None:
        self._chains = chains
        self._others = others
        self._faces = {face.id: face for chain in chains.values() for face in chain} | dict(others)
        everyone = (face for chain in chains.values() for face in chain)
        faces = tuple(dict.fromkeys(everyone))
        self._tried = {role: tuple(dict.fromkeys((*chain, *faces))) for role, chain in chains.items()}
        self._picked: dict[Role, dict[str, Cut | None]] = {role: {} for role in Role}

    @classmethod
    def built_in(cls) -> Self:
        """Only the faces that come with the program: the same everywhere."""
        return cls({role: _built_in_chain(role) for role in Role})

    @classmethod
    def of_this_machine(cls, folders: Iterable[Path] | None = None) -> Self:
        """Installed faces first (by CHAINS), then the built-in ones.

        ``folders`` are searched instead of the system's; a search is remembered until the program ends.
        """
        found = _search(font_folders() if folders is None else tuple(folders))
        return cls({role: (*_installed_chain(role, found), *_built_in_chain(role)) for role in Role})

    def with_faces(self, faces: Mapping[FaceId, Face]) -> Self:
        """This library and the faces embedded in a file, found by their keys before any of the same id."""
        return type(self)(self._chains, {**self._others, **faces})

    def pick(self, role: Role, char: str) -> Cut | None:
        """The first face in the chain of ``role`` that has ``char``; None when no face has it.

        A face whose Chinese quotation marks, dash or ellipsis do not fill the em is passed over for them.
        """
        picked = self._picked[role]
        if char not in picked:
            picked[char] = self._choose(role, char)
        return picked[char]

    def ink(self, cut: Cut) -> tuple[float, float]:
        """Lowest and highest ink of the glyph relative to the baseline, in em, upwards positive."""
        return self.face(cut.face).ink(cut.gid)

    def sides(self, cut: Cut) -> tuple[float, float]:
        """Leftmost and rightmost ink of the glyph relative to its origin, in em."""
        return self.face(cut.face).sides(cut.gid)

    def face(self, id: FaceId) -> Face:
        """Raises FaceUnknown."""
        try:
            return self._faces[id]
        except KeyError:
            raise FaceUnknown(face=id) from None

    def by_name(self, font_name: str) -> Face | None:
        """The face for a font name in a foreign file, such as 仿宋_GB2312 in an OFD: one embedded or of its role.

        None when the name tells nothing; what then stands in is the reader's choice.
        """
        name, role = plain(font_name), role_of(font_name)
        embedded = (
            face for id, face in self._others.items() if name in (plain(id), plain(face.id), plain(face.family))
        )
        return next(embedded, None) or (self._chains[role][0] if role else None)

    def _choose(self, role: Role, char: str) -> Cut | None:
        cuts = (cut for face in self._tried[role] if (cut := _cut(face, char)))
        if char not in FULL_EM:
            return next(cuts, None)
        every = list(cuts)
        return next((cut for cut in every if abs(cut.advance - 1) < 0.01), every[0] if every else None)


def role_of(font_name: str) -> Role | None:
    """The role a font name speaks of: a name in CHAINS, or one that contains the role's word."""
    name = plain(font_name).rpartition("+")[2]  # PDF puts a tag before the names of subsets
    chained = (role for role in Role if name in map(plain, CHAINS[role]))
    worded = (role for word, role in WORDS if word in name)
    return next(chained, None) or next(worded, None)


def _cut(face: Face, char: str) -> Cut | None:
    """An installed face whose file has gone or is damaged has no characters."""
    with suppress(*(() if face.id in FILES else (FaceDamaged,))):
        return face.cut(char)
    return None


@cache
def _built_in_face(id: FaceId) -> Face:
    file, family = FILES[id]
    return Face.from_file(DATA / f"{file}.ttf", id, family)


def _built_in_chain(role: Role) -> tuple[Face, ...]:
    return tuple(map(_built_in_face, BUILT_IN[role]))


@cache
def _search(folders: tuple[Path, ...]) -> Mapping[str, Face]:
    return installed_faces(folders, (name for names in CHAINS.values() for name in names), FILES)


def _installed_chain(role: Role, found: Mapping[str, Face]) -> tuple[Face, ...]:
    chosen = (found[name] for name in map(plain, CHAINS[role]) if name in found)
    return tuple(dict.fromkeys(chosen))
