"""The pages of an OFD document as far as a seal needs them: their ids in order, and their sizes."""

from dataclasses import dataclass

from documents.errors import OfdDamaged
from documents.formats.ofd.package import Package
from documents.formats.ofd.xml import Node
from documents.model.pages import Box
from seals.formats.ofd_signatures import read_box

_MOST_PAGES = 20_000


@dataclass(frozen=True, slots=True)
class OfdPage:
    """A page: its id, where its Content.xml is, and its box (mm)."""

    id: str
    location: str


def pages_of(package: Package, root: str) -> tuple[OfdPage, ...]:
    """The pages of the document with this Document.xml. Raises OfdDamaged."""
    pages = package.xml(root).child("Pages")
    found = pages.all("Page") if pages else []
    if not 0 < len(found) <= _MOST_PAGES:
        raise OfdDamaged(where=root, detail=f"{len(found)} pages")
    return tuple(OfdPage(each.get("ID"), each.get("BaseLoc")) for each in found)


def page_box(package: Package, root: str, page: OfdPage) -> Box:
    """The physical box of a page, its own or the document's (GB/T 33190-2016 7.6, 7.7). Raises OfdDamaged."""
    name = package.find(root, page.location)
    if name is None:
        raise OfdDamaged(where=root, detail=page.location)
    own = _physical(package.xml(name).child("Area"))
    common = package.xml(root).child("CommonData")
    box = own or (_physical(common.child("PageArea")) if common else "")
    return read_box(box or "", name)


def _physical(area: Node | None) -> str:
    return area.words("PhysicalBox") if area else ""
