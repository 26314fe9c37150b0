"""XML of foreign packages as plain nodes: bounded in size, depth and count, no DTD, no entities, no network.

Elements are known by their local names (real files use other prefixes or none, GB/T 33190-2016 7.1);
attributes keep the name they are written with.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from documents.errors import OfdDamaged, OfdTooLarge

LONGEST = 16 * 2**20  # bytes of one XML file
DEEPEST = 128  # nested elements
MOST = 500_000  # elements and attributes of one XML file

_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})")
_CHINESE = frozenset({"gbk", "gb2312", "gb18030", "cp936"})


@dataclass(slots=True)
class Node:
    """One element: its local name, attributes, own character data and children."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def get(self, attribute: str, default: str = "") -> str:
        return self.attributes.get(attribute, default)

    def child(self, name: str) -> "Node | None":
        """The first child of this name; None when there is none."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> list["Node"]:
        return [child for child in self.children if child.name == name]

    def words(self, name: str) -> str:
        """The text of the first child of this name, stripped; empty when there is none."""
        child = self.child(name)
        return child.text.strip() if child else ""


def parse(data: bytes, where: str, until: str = "") -> Node:
    """The root of an XML file; ``where`` names the file in errors.

    With ``until``, reading ends where the first element of that name begins. Raises OfdDamaged (no XML, a DTD)
    and OfdTooLarge (size, depth, count).
    """
    if len(data) > LONGEST:
        raise OfdTooLarge(what=where, limit=f"{LONGEST} B")
    builder = _Builder(where, until)
    try:
        builder.read(*_readable(data))
    except _Enough:
        pass
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise OfdDamaged(where=where, detail=str(error)) from error
    return builder.root


def _readable(data: bytes) -> tuple[bytes, str | None]:
    """The bytes for expat, which knows UTF-8 and UTF-16 but not the Chinese encodings; and the encoding to force."""
    declared = _DECLARED.match(data)
    if declared and declared[1].decode("ascii").lower() in _CHINESE:
        return data.decode("gb18030").encode(), "utf-8"
    return data, None


class _Enough(Exception):
    """The element that ends the reading has come."""


class _Builder:
    """Collects nodes while expat reads."""

    def __init__(self, where: str, until: str) -> None:
        self._where = where
        self._until = until
        self._open: list[Node] = [Node("", {})]
        self._count = 0

    @property
    def root(self) -> Node:
        return self._open[0].children[0]

    def read(self, data: bytes, encoding: str | None) -> None:
        parser = expat.ParserCreate(encoding)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.Parse(data, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1 + len(attributes)
        if len(self._open) > DEEPEST:
            raise OfdTooLarge(what=f"{self._where} depth", limit=str(DEEPEST))
        if self._count > MOST:
            raise OfdTooLarge(what=f"{self._where} elements", limit=str(MOST))
        node = Node(name.rpartition(":")[2], attributes)
        self._open[-1].children.append(node)
        self._open.append(node)
        if node.name == self._until:
            raise _Enough

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].text += text

    def _doctype(self, *_declaration: object) -> None:
        raise OfdDamaged(where=self._where, detail="DTD")
