"""An OFD package: its files by absolute name, its documents, and what a reader can reach from OFD.xml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from documents.errors import OfdDamaged, OfdUnsafeName
from documents.formats.ofd import archive, names
from documents.formats.ofd.xml import Node, parse

ENTRANCE = "/OFD.xml"
MOST_DOCUMENTS = 64

# Where the standard holds a location (ST_Loc): elements by their text, attributes by name.
# True: the file is read as OFD structure too; False: it is shown, handed out or kept, but leads nowhere.
_ELEMENTS = {
    "DocRoot": True,
    "PublicRes": True,
    "DocumentRes": True,
    "PageRes": True,
    "Annotations": True,
    "CustomTags": True,
    "Attachments": True,
    "Extensions": True,
    "FontFile": False,
    "MediaFile": False,
    "SchemaLoc": False,
    "ExtendData": False,
    "File": False,
}
_ATTRIBUTES = {("Page", "BaseLoc"): True, ("TemplatePage", "BaseLoc"): True, ("Version", "BaseLoc"): True}
_IN_RESOURCES = ("FontFile", "MediaFile")


@dataclass(frozen=True, slots=True)
class Body:
    """One DocBody of OFD.xml: the absolute names of its root and, where it has one, its signature list."""

    root: str
    signatures: str | None
    info: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reached:
    """What the references from OFD.xml lead to, and the references (base, ref) that lead nowhere."""

    files: frozenset[str]
    dangling: tuple[tuple[str, str], ...]


class _Files(Mapping[str, bytes]):
    """Files by absolute name, unpacked and checked when asked for."""

    def __init__(self, data: bytes, entries: tuple[archive.Entry, ...]) -> None:
        self._data = data
        self._entries = {"/" + entry.name: entry for entry in entries if not entry.name.endswith("/")}

    def __getitem__(self, name: str) -> bytes:
        return archive.unpack(self._data, self._entries[name])

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


class Package:
    """``files`` maps absolute names ("/Doc_0/Document.xml") to bytes.

    A file is unpacked when it is asked for; one that is damaged raises OfdDamaged then.
    """

    def __init__(self, data: bytes) -> None:
        self.files: Mapping[str, bytes] = _Files(data, archive.entries(data))
        self._folded = {names.folded(name): name for name in self.files}
        self.documents = self._bodies()

    def loc(self, base: str, ref: str) -> str:
        """The absolute name that ``ref`` means in the XML file ``base``, whether it is there or not.

        Raises OfdUnsafeName when it leads out of the package.
        """
        return names.joined(base, ref.strip())

    def find(self, base: str, ref: str) -> str | None:
        """The file that a reader shows for ``ref``: the exact name, or the one that differs only in case or slashes.

        Names that could be mixed up are refused when the package is read, so there is never a choice.
        """
        try:
            name = self.loc(base, ref.replace("\\", "/"))
        except (OfdDamaged, OfdUnsafeName):
            return None
        return name if name in self.files else self._folded.get(names.folded(name))

    def xml(self, name: str) -> Node:
        """The root element of a file. Raises OfdDamaged when it is not there or no XML."""
        if name not in self.files:
            raise OfdDamaged(where=name, detail="missing")
        return parse(self.files[name], name)

    def reachable(self) -> frozenset[str]:
        """Every file that the documents in OFD.xml use, and OFD.xml itself; signatures and their files left out."""
        return self.reach().files

    def reach(self) -> Reached:
        """As ``reachable``, with the dangling references as well."""
        seen: set[str] = {ENTRANCE}
        dangling: list[tuple[str, str]] = []
        waiting = [ENTRANCE]
        while waiting:
            base = waiting.pop()
            for within, ref, leads_on in references(self.xml(base), base):
                name = self.find(within, ref)
                if name is None:
                    dangling.append((base, ref))
                elif name not in seen:
                    seen.add(name)
                    waiting += [name] if leads_on else []
        return Reached(frozenset(seen), tuple(dangling))

    def _bodies(self) -> tuple[Body, ...]:
        bodies = self.xml(ENTRANCE).all("DocBody")
        if not 0 < len(bodies) <= MOST_DOCUMENTS:
            raise OfdDamaged(where=ENTRANCE, detail=f"{len(bodies)} DocBody")
        return tuple(map(self._body, bodies))

    def _body(self, body: Node) -> Body:
        root = self.find(ENTRANCE, body.words("DocRoot"))
        if root is None:
            raise OfdDamaged(where=ENTRANCE, detail="DocRoot")
        signatures = body.words("Signatures")
        info = body.child("DocInfo")
        told = {child.name: child.text.strip() for child in info.children} if info else {}
        return Body(root, self.find(ENTRANCE, signatures) if signatures else None, told)


def read_package(data: bytes) -> Package:
    """Read the zip and OFD.xml of a package.

    Raises OfdDamaged, OfdTooLarge, OfdUnsafeName, OfdEncrypted.
    """
    return Package(data)


def append_files(data: bytes, files: Mapping[str, bytes]) -> bytes:
    """The package with ``files`` (absolute names) added, or replaced where they stand.

    All other files keep their order and their packed bytes. Raises as ``read_package``.
    """
    return archive.rewrite(data, archive.entries(data), {name.lstrip("/"): body for name, body in files.items()})


def references(root: Node, base: str) -> Iterator[tuple[str, str, bool]]:
    """Every location in an OFD file as (file it is relative to, location, whether it is OFD structure itself)."""
    within = _resources(root, base)
    waiting = [(root, "")]
    while waiting:
        node, parent = waiting.pop()
        ref = node.text.strip()
        if node.name in _ELEMENTS and ref:
            yield within if node.name in _IN_RESOURCES else base, ref, _ELEMENTS[node.name]
        elif node.name == "FileLoc" and ref:
            yield base, ref, parent == "Page"
        for (name, attribute), leads_on in _ATTRIBUTES.items():
            if node.name == name and node.get(attribute):
                yield base, node.get(attribute), leads_on
        if node.get("Profile"):
            yield within, node.get("Profile"), False
        waiting += [(child, node.name) for child in node.children]


def resources(root: Node, base: str) -> str:
    """The name that locations inside a Res file are relative to: Res/@BaseLoc counts from the file itself."""
    return _resources(root, base)


def _resources(root: Node, base: str) -> str:
    folder = root.get("BaseLoc").replace("\\", "/").strip() if root.name == "Res" else ""
    if folder in ("", ".", "./"):
        return base
    return names.joined(base, folder.rstrip("/") + "/-") if folder.strip("/") else "/-"
