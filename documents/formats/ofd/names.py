"""Names inside an OFD package: which are safe, and how an ST_Loc leads from one to another (GB/T 33190-2016 7.3)."""

import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from documents.errors import OfdDamaged, OfdUnsafeName

LONGEST_NAME = 1024  # bytes


def entry_name(raw: bytes, utf8: bool) -> str:
    """A zip entry's name as text. Old writers leave the UTF-8 flag out, or write GBK."""
    if len(raw) > LONGEST_NAME:
        raise OfdUnsafeName(name=repr(raw[:40]))
    for encoding in ("utf-8",) if utf8 else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise OfdUnsafeName(name=repr(raw[:40]))


def check_names(names: Sequence[str]) -> None:
    """Refuse names that lead out of the package, or that two readers could take for one another.

    Names that differ only in case or Unicode form, and a file that is also a folder, are ambiguous.
    Raises OfdUnsafeName.
    """
    for name in names:
        _check_name(name)
    keys = sorted((_folded(name.rstrip("/")).split("/"), name) for name in names)
    for (first, _), (second, name) in pairwise(keys):
        if first == second:
            raise OfdUnsafeName(name=name)
    files = {tuple(_folded(name).split("/")) for name in names if not name.endswith("/")}
    for key, name in keys:
        if any(tuple(key[:depth]) in files for depth in range(1, len(key))):
            raise OfdUnsafeName(name=name)


def joined(base: str, ref: str) -> str:
    """The absolute name that ``ref`` means in the XML file ``base``. Raises OfdUnsafeName when it leads out."""
    parts = [] if ref.startswith("/") else base.split("/")[1:-1]
    for part in ref.split("/"):
        if part == "..":
            if not parts:
                raise OfdUnsafeName(name=ref)
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    if not parts:
        raise OfdDamaged(where=base, detail="empty reference")
    return "/" + "/".join(parts)


def folded(name: str) -> str:
    """The name as a reader sees it that tells neither case nor Unicode forms nor slashes apart."""
    return _folded(name.replace("\\", "/"))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _check_name(name: str) -> None:
    parts = name.removesuffix("/").split("/")
    if any(part in ("", ".", "..") or part.endswith((" ", ".")) for part in parts):
        raise OfdUnsafeName(name=name)
    if any(char in '\\:*?"<>|' or not char.isprintable() for char in name):
        raise OfdUnsafeName(name=name)
