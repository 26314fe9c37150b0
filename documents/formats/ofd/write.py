"""A layout as OFD (GB/T 33190-2016): schema element order, plain ids, embedded TrueType subsets, 公文标引."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from itertools import count

from documents.errors import PictureUnreadable
from documents.formats import pictures
from documents.formats.ink import InkTable
from documents.formats.ofd import archive
from documents.formats.ofd.content import DECLARATION, XMLNS, Resources, escaped, page_content, pieces
from documents.formats.ofd.numbers import mm, steps
from documents.formats.ofd.tags import Path, Refs, elements, tag_file, tag_list
from documents.formats.outlines import writable
from documents.model.about import About
from documents.model.pages import FaceId, ImageId, Layout, Mark, Page, Run
from office.fonts.face import Face
from office.fonts.library import Library

Parts = tuple[tuple[Mark, Path], ...]  # objects to be, each with the path of its tag

CREATOR = "GovDesk"
A4 = (210.0, 297.0)

_HEX = re.compile(r"[0-9a-f]{32}")


@dataclass(slots=True)
class _Draft:
    """What is known while pages are written."""

    resources: Resources
    ids: Iterator[int]
    faces: Mapping[FaceId, Face]
    last_id: int = 0
    refs: dict[Path, Refs] = field(default_factory=lambda: defaultdict(list))


def write_ofd(layout: Layout, library: Library, about: About, tags: bool = True) -> bytes:
    """The layout as one OFD package; the same arguments make the same bytes.

    Glyph origins differ from the layout's by at most 0.00005 mm. ``tags`` adds the 公文标引.
    Raises PictureUnreadable.
    """
    marks = [tuple(_parts(page, library)) for page in layout.pages]
    draft = _draft(layout, marks, library)
    page_ids, pages = [], {}
    for index, (page, on_page) in enumerate(zip(layout.pages, marks, strict=True)):
        page_ids.append(next(draft.ids))
        pages[f"Doc_0/Pages/Page_{index}/Content.xml"] = _page(page, on_page, draft, page_ids[-1], _size(layout))
    draft.last_id = next(draft.ids) - 1
    return archive.write(
        {
            "OFD.xml": _entrance(about, layout).encode(),
            "Doc_0/Document.xml": _document(layout, draft, page_ids, tags).encode(),
            "Doc_0/PublicRes.xml": _fonts(draft).encode(),
            "Doc_0/DocumentRes.xml": _images(layout, draft).encode(),
            **{name: content.encode() for name, content in pages.items()},
            **_programs(marks, draft),
            **{_image_path(layout, draft, image): data for image, data in layout.images.items()},
            **(_tag_files(draft) if tags else {}),
        }
    )


def _parts(page: Page, library: Library) -> Iterator[tuple[Mark, Path]]:
    """The marks as they will be objects, each with the path of its tag."""
    for mark in writable(page, library):
        if isinstance(mark, Run):
            for piece in pieces(mark):
                yield from elements(piece)
        else:
            yield mark, ()


def _draft(layout: Layout, marks: list[Parts], library: Library) -> _Draft:
    ids = count(1)
    used = dict.fromkeys(mark.face for on_page in marks for mark, _ in on_page if isinstance(mark, Run))
    faces = {face: library.face(face) for face in used}
    fonts = {face: next(ids) for face in faces}
    images = {image: next(ids) for image in layout.images}
    ink = {id: InkTable(face) for id, face in faces.items()}
    return _Draft(Resources(fonts, images, ink), ids, faces)


def _size(layout: Layout) -> tuple[float, float]:
    """The size that most readers take for every page that names none: that of the first."""
    return (layout.pages[0].width, layout.pages[0].height) if layout.pages else A4


def _page(page: Page, parts: Parts, draft: _Draft, page_id: int, usual: tuple[float, float]) -> str:
    paths = iter(parts)

    def noted(_mark: Mark, id: int) -> None:
        if path := next(paths)[1]:
            draft.refs[path].append((page_id, id))

    size = (page.width, page.height)
    area = f"<ofd:Area>{_box(size)}</ofd:Area>" if size != usual else ""
    layer = next(draft.ids)
    objects = page_content((mark for mark, _ in parts), draft.resources, draft.ids, noted)
    return (
        f"{DECLARATION}<ofd:Page {XMLNS}>{area}<ofd:Content>"
        f'<ofd:Layer ID="{layer}" Type="Body">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def _box(size: tuple[float, float]) -> str:
    return f"<ofd:PhysicalBox>0 0 {mm(steps(size[0]))} {mm(steps(size[1]))}</ofd:PhysicalBox>"


def _entrance(about: About, layout: Layout) -> str:
    day = about.created.astimezone(UTC).date().isoformat()
    keywords = "".join(f"<ofd:Keyword>{escaped(word)}</ofd:Keyword>" for word in about.keywords)
    info = [
        f"<ofd:DocID>{doc_id(about)}</ofd:DocID>",
        _named("Title", about.title or layout.title),
        _named("Author", about.author),
        _named("Subject", about.subject),
        f"<ofd:CreationDate>{day}</ofd:CreationDate><ofd:ModDate>{day}</ofd:ModDate>",
        f"<ofd:Keywords>{keywords}</ofd:Keywords>" if keywords else "",
        f"<ofd:Creator>{CREATOR}</ofd:Creator>",
    ]
    return (
        f'{DECLARATION}<ofd:OFD {XMLNS} Version="1.0" DocType="OFD"><ofd:DocBody>'
        f"<ofd:DocInfo>{''.join(info)}</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>"
    )


def doc_id(about: About) -> str:
    """32 hex digits: the identity itself when it is a UUID, its digest otherwise."""
    plain = about.identity.replace("-", "").lower()
    return plain if _HEX.fullmatch(plain) else hashlib.sha256(about.identity.encode()).hexdigest()[:32]


def _named(name: str, text: str) -> str:
    return f"<ofd:{name}>{escaped(text)}</ofd:{name}>" if text else ""


def _document(layout: Layout, draft: _Draft, page_ids: list[int], tagged: bool) -> str:
    pages = "".join(
        f'<ofd:Page ID="{id}" BaseLoc="Pages/Page_{index}/Content.xml"/>' for index, id in enumerate(page_ids)
    )
    return (
        f"{DECLARATION}<ofd:Document {XMLNS}><ofd:CommonData><ofd:MaxUnitID>{draft.last_id}</ofd:MaxUnitID>"
        f"<ofd:PageArea>{_box(_size(layout))}</ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
        f"</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>"
        f"{'<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>' if tagged else ''}</ofd:Document>"
    )


def _fonts(draft: _Draft) -> str:
    fonts = "".join(_font(draft.faces[face], id) for face, id in draft.resources.fonts.items())
    return f'{DECLARATION}<ofd:Res {XMLNS} BaseLoc="Res">{f"<ofd:Fonts>{fonts}</ofd:Fonts>" if fonts else ""}</ofd:Res>'


def _font(face: Face, id: int) -> str:
    return (
        f'<ofd:Font ID="{id}" FontName="{escaped(face.id)}" FamilyName="{escaped(face.family)}">'
        f"<ofd:FontFile>font_{id}.ttf</ofd:FontFile></ofd:Font>"
    )


def _images(layout: Layout, draft: _Draft) -> str:
    media = "".join(
        f'<ofd:MultiMedia ID="{id}" Type="Image" Format="{_kind(layout, image).upper()}">'
        f"<ofd:MediaFile>{_image_path(layout, draft, image).rpartition('/')[2]}</ofd:MediaFile></ofd:MultiMedia>"
        for image, id in draft.resources.images.items()
    )
    holder = f"<ofd:MultiMedias>{media}</ofd:MultiMedias>" if media else ""
    return f'{DECLARATION}<ofd:Res {XMLNS} BaseLoc="Res">{holder}</ofd:Res>'


def _kind(layout: Layout, image: ImageId) -> str:
    kind = pictures.kind(layout.images[image])
    if not kind:
        raise PictureUnreadable(picture=image, detail="PNG, JPEG")
    return kind


def _image_path(layout: Layout, draft: _Draft, image: ImageId) -> str:
    return f"Doc_0/Res/image_{draft.resources.images[image]}.{_kind(layout, image)}"


def _programs(marks: list[Parts], draft: _Draft) -> dict[str, bytes]:
    """The font files: each face cut down to the glyphs used, numbered as before, with their characters."""
    used: dict[FaceId, set[int]] = defaultdict(set)
    for on_page in marks:
        for mark, _ in on_page:
            if isinstance(mark, Run):
                used[mark.face].update(mark.gids)
    return {
        f"Doc_0/Res/font_{draft.resources.fonts[face]}.ttf": draft.faces[face].subset(sorted(gids))
        for face, gids in used.items()
    }


def _tag_files(draft: _Draft) -> dict[str, bytes]:
    return {
        "Doc_0/Tags/CustomTags.xml": tag_list().encode(),
        "Doc_0/Tags/Tag_OfficeDoc.xml": tag_file(draft.refs).encode(),
    }
