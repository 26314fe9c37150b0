"""Finds faces in the font folders of the machine by their names, without reading their glyphs."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from io import BufferedReader
from pathlib import Path

from office.fonts.errors import FaceDamaged
from office.fonts.face import Face
from office.fonts.sfnt import Card, read_cards

SUFFIXES = (".ttf", ".ttc", ".otf")
MOST_FILES = 20_000


def font_folders(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> tuple[Path, ...]:
    """Where the system keeps fonts: for everyone and for this person."""
    if platform == "win32":
        places = (("WINDIR", "Fonts"), ("LOCALAPPDATA", "Microsoft/Windows/Fonts"))
        return tuple(Path(environment[root]) / folder for root, folder in places if environment.get(root))
    home = Path(environment.get("HOME") or "/nonexistent")
    own = Path(environment.get("XDG_DATA_HOME") or home / ".local/share")
    shared = (environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    return (own / "fonts", home / ".fonts", *(Path(root) / "fonts" for root in shared if root))


def plain(name: str) -> str:
    """A face's name as people write it: case, spaces, hyphens and underscores do not tell faces apart."""
    return name.casefold().translate({ord(mark): None for mark in " _-"})


def installed_faces(folders: Iterable[Path], wanted: Iterable[str], taken: Iterable[str] = ()) -> Mapping[str, Face]:
    """The faces in ``folders`` that bear one of the ``wanted`` names and may be embedded, by plain name.

    Restricted, damaged, variable and CFF faces are passed over, and those whose PostScript name is ``taken`` or
    was met before: it must tell faces apart.
    """
    names, ids = frozenset(map(plain, wanted)), set(taken)
    found: dict[str, Face] = {}
    for path, card in _cards(folders):
        known = names & {plain(name) for name in card.names} - found.keys()
        if known and card.usable and card.id not in ids:
            ids.add(card.id)
            found |= dict.fromkeys(known, Face.from_file(path, card.id, card.family, card.index))
    return found


def _cards(folders: Iterable[Path]) -> Iterator[tuple[Path, Card]]:
    for path in _files(folders):
        with suppress(OSError, FaceDamaged), path.open("rb") as file:
            for card in read_cards(partial(_read, file)):
                yield path, card


def _read(file: BufferedReader, offset: int, size: int) -> bytes:
    file.seek(offset)
    return file.read(size)


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    left = MOST_FILES
    for folder in folders:
        for where, inner, names in os.walk(folder):
            inner.sort()
            for name in sorted(names):
                if name.lower().endswith(SUFFIXES) and left > 0:
                    left -= 1
                    yield Path(where) / name
