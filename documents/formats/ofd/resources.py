"""What the pages of a foreign OFD refer to by id: fonts, images, drawing parameters, composite units."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from documents.formats import pictures
from documents.formats.ofd.package import Package, resources
from documents.formats.ofd.xml import Node
from documents.model.pages import FaceId, ImageId
from office.fonts.errors import FaceDamaged
from office.fonts.face import Face
from office.fonts.library import Library, role_of
from office.fonts.roles import Role

_KINDS = ("Font", "MultiMedia", "DrawParam", "CompositeGraphicUnit", "ColorSpace")
MOST_RELATIVES = 16  # how long a chain of DrawParam/@Relative may be


@dataclass(frozen=True, slots=True)
class Held:
    """A resource and the name that its file is relative to."""

    node: Node
    base: str


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the document: its embedded face, or the one that stands in, and the role for missing characters."""

    id: FaceId | None
    face: Face | None
    embedded: bool
    role: Role


@dataclass(slots=True)
class Shelf:
    """The resources of a document or page by id; embedded faces are loaded when a page first uses them."""

    package: Package
    library: Library
    held: dict[str, Held] = field(default_factory=dict)
    faces: dict[FaceId, Face] = field(default_factory=dict)
    _fonts: dict[str, Font] = field(default_factory=dict)

    def load(self, base: str, ref: str) -> None:
        """Add the resources of a Res file; one that is not there adds nothing."""
        name = self.package.find(base, ref)
        if name is None:
            return
        root = self.package.xml(name)
        within = resources(root, name)
        for group in root.children:
            for node in group.children:
                if node.name in _KINDS and node.get("ID"):
                    self.held[node.get("ID")] = Held(node, within)

    def node(self, id: str, kind: str) -> Node | None:
        held = self.held.get(id)
        return held.node if held and held.node.name == kind else None

    def font(self, id: str) -> Font:
        if id not in self._fonts:
            self._fonts[id] = self._font(id)
        return self._fonts[id]

    def image(self, id: str) -> ImageId | None:
        """The file of a picture; None when there is none."""
        node = self.node(id, "MultiMedia")
        name = self.package.find(self.held[id].base, node.words("MediaFile")) if node else None
        return ImageId(name) if name else None

    def draw_params(self, id: str) -> Iterator[Node]:
        """The parameters and those that they are relative to, nearest first."""
        for _ in range(MOST_RELATIVES):
            node = self.node(id, "DrawParam") if id else None
            if node is None:
                return
            yield node
            id = node.get("Relative")

    def _font(self, id: str) -> Font:
        node = self.node(id, "Font")
        name = (node.get("FontName") or node.get("FamilyName")) if node else ""
        role = role_of(name) or Role.SONG
        if node and (face := self._embedded(node, self.held[id].base)):
            return Font(face[0], face[1], True, role)
        stand_in = self.library.by_name(name) if name else None
        return Font(stand_in.id if stand_in else None, stand_in, False, role)

    def _embedded(self, node: Node, base: str) -> tuple[FaceId, Face] | None:
        """The face in the font file, known by the digest of its bytes; None when there is none that we can read."""
        ref = node.words("FontFile")
        name = self.package.find(base, ref) if ref else None
        if name is None:
            return None
        data = self.package.files[name]
        id = FaceId(f"ofd-{hashlib.sha256(data).hexdigest()[:24]}")
        try:
            self.faces[id] = self.faces.get(id) or Face.from_bytes(data)
        except FaceDamaged:
            return None
        return id, self.faces[id]


class Images(Mapping[ImageId, bytes]):
    """Pictures of a package as PNG or JPEG bytes, read when asked for. Raises PictureUnreadable then."""

    def __init__(self, package: Package, names: Mapping[ImageId, None]) -> None:
        self._package = package
        self._names = names

    def __getitem__(self, image: ImageId) -> bytes:
        if image not in self._names:
            raise KeyError(image)
        return pictures.as_png(self._package.files[image], image)

    def __iter__(self) -> Iterator[ImageId]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
