"""Any maker's OFD as our display list, page by page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from threading import RLock

from documents.errors import OfdDamaged
from documents.formats.ofd.numbers import listed
from documents.formats.ofd.objects import Painter
from documents.formats.ofd.package import Package
from documents.formats.ofd.resources import Images, Shelf
from documents.formats.ofd.xml import Node, parse
from documents.model.pages import ImageId, Layout, Mark, Page, Picture, Transform
from office.fonts.library import Library

WIDEST = 10_000.0  # mm
REMEMBERED = 8  # pages

_BEHIND = "Background"


@dataclass(frozen=True, slots=True)
class _Area:
    x: float
    y: float
    width: float
    height: float


class OfdFile:
    """The first document of a package. Opening reads no page; a page is read when it is asked for.

    ``library`` grows by embedded faces as pages are read: take it after the page. May be used from several threads.
    """

    def __init__(self, data: bytes, library: Library) -> None:
        """Raises OfdDamaged, OfdTooLarge, OfdUnsafeName, OfdEncrypted."""
        self.package = Package(data)
        self._lock = RLock()
        self._root = self.package.documents[0].root
        self._document = self.package.xml(self._root)
        self._common = self._document.child("CommonData") or Node("CommonData", {})
        self._shelf = _shelf(self.package, library, self._root, self._common)
        self._pages = _page_names(self.package, self._root, self._document)
        self._templates: dict[str, tuple[Mark, ...]] = {}
        self._notes: dict[str, list[str]] | None = None
        self._images: dict[ImageId, None] = {}
        self._recent: dict[int, Page] = {}
        self._library = library
        self._known_faces = 0

    @property
    def page_count(self) -> int:
        return len(self._pages)

    @property
    def library(self) -> Library:
        """The given library with the faces embedded in the pages read so far."""
        with self._lock:
            if len(self._shelf.faces) != self._known_faces:
                self._library = self._shelf.library.with_faces(dict(self._shelf.faces))
                self._known_faces = len(self._shelf.faces)
            return self._library

    @property
    def images(self) -> Mapping[ImageId, bytes]:
        """The pictures of the pages read so far."""
        return Images(self.package, self._images)

    @property
    def title(self) -> str:
        return self.package.documents[0].info.get("Title", "")

    def page_size(self, index: int) -> tuple[float, float]:
        """Width and height in mm, without reading the page's content. Raises as ``page``."""
        name = self._page_name(index)
        area = self._area(self._xml(name, until="Content"))
        return area.width, area.height

    def page(self, index: int) -> Page:
        """Raises OfdDamaged and OfdTooLarge, and IndexError beyond the last page."""
        with self._lock:
            if index not in self._recent:
                while len(self._recent) >= REMEMBERED:
                    del self._recent[next(iter(self._recent))]
                self._recent[index] = self._read(index)
            return self._recent[index]

    def _read(self, index: int) -> Page:
        name = self._page_name(index)
        root = self._xml(name)
        area = self._area(root)
        shelf = _with_own(self._shelf, root, name)
        behind, before = self._template_marks(root)
        marks = chain(behind, Painter(shelf, name).layers(root), before, self._annotations(self._pages[index][0]))
        kept = tuple(_shifted(mark, area) for mark in marks)
        self._images.update((mark.image, None) for mark in kept if isinstance(mark, Picture))
        return Page(area.width, area.height, kept)

    def _page_name(self, index: int) -> str:
        name = self._pages[index][1]
        if name is None:
            raise OfdDamaged(where=f"page {index + 1}", detail="missing")
        return name

    def _xml(self, name: str, until: str = "") -> Node:
        return parse(self.package.files[name], name, until)

    def _area(self, page: Node) -> _Area:
        """The page's own PhysicalBox, or the document's (7.5, 7.7)."""
        for holder in (page.child("Area"), self._common.child("PageArea")):
            if holder and (box := holder.words("PhysicalBox")):
                area = _Area(*listed(box, 4, self._root))
                if not (0 < area.width <= WIDEST and 0 < area.height <= WIDEST):
                    raise OfdDamaged(where=self._root, detail=f"PhysicalBox {box[:40]}")
                return area
        return _Area(0, 0, 210, 297)

    def _template_marks(self, page: Node) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
        """The marks of template pages behind and before the content."""
        pages = {node.get("ID"): node for node in self._common.all("TemplatePage")}
        behind: list[Mark] = []
        before: list[Mark] = []
        for use in page.all("Template"):
            if template := pages.get(use.get("TemplateID")):
                order = use.get("ZOrder") or template.get("ZOrder") or _BEHIND
                (behind if order == _BEHIND else before).extend(self._template(template))
        return tuple(behind), tuple(before)

    def _template(self, template: Node) -> tuple[Mark, ...]:
        id = template.get("ID")
        if id not in self._templates:
            name = self.package.find(self._root, template.get("BaseLoc"))
            root = self._xml(name) if name else Node("Page", {})
            shelf = _with_own(self._shelf, root, name or self._root)
            self._templates[id] = tuple(Painter(shelf, name or self._root).layers(root))
        return self._templates[id]

    def _annotations(self, page_id: str) -> Iterator[Mark]:
        """The appearances of a page's annotations, on top of it (clause 15)."""
        if self._notes is None:
            self._notes = _annotation_files(self.package, self._root, self._document)
        for name in self._notes.get(page_id, ()):
            painter = Painter(self._shelf, name)
            for note in self._xml(name).all("Annot"):
                look = note.child("Appearance")
                if look and note.get("Visible") != "false":
                    box = look.get("Boundary")
                    x, y = listed(box, 4, name)[:2] if box.strip() else (0.0, 0.0)
                    yield from painter.objects(look, Transform(1, 0, 0, 1, x, y), "", 0)


def read_ofd(data: bytes, library: Library) -> tuple[Layout, Library]:
    """All pages of the first document, and the library with its embedded faces. Raises as ``OfdFile``."""
    file = OfdFile(data, library)
    pages = tuple(map(file.page, range(file.page_count)))
    return Layout(pages, file.title, file.images), file.library


def _shelf(package: Package, library: Library, root: str, common: Node) -> Shelf:
    shelf = Shelf(package, library)
    for node in (*common.all("PublicRes"), *common.all("DocumentRes")):
        shelf.load(root, node.text.strip())
    return shelf


def _with_own(shelf: Shelf, page: Node, name: str) -> Shelf:
    """The shelf and the page's own resources; the faces are shared."""
    refs = [node.text.strip() for node in page.all("PageRes")]
    if not refs:
        return shelf
    own = Shelf(shelf.package, shelf.library, dict(shelf.held), shelf.faces)
    for ref in refs:
        own.load(name, ref)
    return own


def _page_names(package: Package, root: str, document: Node) -> list[tuple[str, str | None]]:
    """Id and file of each page."""
    pages = document.child("Pages")
    nodes = pages.all("Page") if pages else []
    return [(node.get("ID"), package.find(root, node.get("BaseLoc"))) for node in nodes]


def _annotation_files(package: Package, root: str, document: Node) -> dict[str, list[str]]:
    """Files of annotations by the page they are on."""
    found: dict[str, list[str]] = {}
    for holder in document.all("Annotations"):
        name = package.find(root, holder.text.strip())
        for page in package.xml(name).all("Page") if name else ():
            if file := package.find(name or root, page.words("FileLoc")):
                found.setdefault(page.get("PageID"), []).append(file)
    return found


def _shifted(mark: Mark, area: _Area) -> Mark:
    """The mark as seen from the corner of the page: a PhysicalBox need not begin at 0 0."""
    if not (area.x or area.y):
        return mark
    t = mark.transform
    return replace(mark, transform=Transform(t.a, t.b, t.c, t.d, t.e - area.x, t.f - area.y))
