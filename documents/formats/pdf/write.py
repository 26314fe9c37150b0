"""A layout as PDF/A-2b (ISO 19005-2, level B)."""

from collections.abc import Mapping
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String

from documents.formats.outlines import writable
from documents.formats.pdf import fonts, images, metadata
from documents.formats.pdf.content import POINTS_PER_MM, content
from documents.formats.pdf.srgb import srgb_profile
from documents.model.about import About
from documents.model.pages import FaceId, ImageId, Layout, Mark, Page, Run
from office.fonts.face import Face
from office.fonts.library import Library

Marks = tuple[Mark, ...]


def write_pdf(layout: Layout, library: Library, about: About) -> bytes:
    """The layout as one PDF/A-2b file; the same arguments make the same bytes.

    Glyph origins differ from the layout's by less than 0.001 mm. Raises PictureUnreadable.
    """
    pdf = Pdf.new()
    marks = [tuple(writable(page, library)) for page in layout.pages]
    cuttings = fonts.cuttings(marks, _faces(marks, library))
    names = {image: f"I{place}" for place, image in enumerate(layout.images)}
    resources = _resources(pdf, cuttings, layout.images, names)
    kids = [
        _page(pdf, page, content(page, on_page, cuttings, names), resources)
        for page, on_page in zip(layout.pages, marks, strict=True)
    ]
    _plant(pdf, kids)
    _describe(pdf, about)
    return _saved(pdf)


def _faces(pages: list[Marks], library: Library) -> dict[FaceId, Face]:
    ids = {mark.face for marks in pages for mark in marks if isinstance(mark, Run)}
    return {face: library.face(face) for face in ids}


def _resources(
    pdf: Pdf,
    cuttings: Mapping[FaceId, fonts.Cutting],
    pictures: Mapping[ImageId, bytes],
    names: Mapping[ImageId, str],
) -> Object:
    """One resource dictionary, shared by all pages."""
    return pdf.make_indirect(
        Dictionary(
            Font=Dictionary({f"/{cutting.name}": fonts.embed(pdf, cutting) for cutting in cuttings.values()}),
            XObject=Dictionary({f"/{names[key]}": images.embed(pdf, data, key) for key, data in pictures.items()}),
        )
    )


def _page(pdf: Pdf, page: Page, stream: bytes, resources: Object) -> Object:
    size = [round(length * POINTS_PER_MM, 4) for length in (page.width, page.height)]
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, *size]),
            Resources=resources,
            Contents=fonts.packed(pdf, stream),
        )
    )


def _plant(pdf: Pdf, kids: list[Object]) -> None:
    """Hang the pages into the page tree."""
    tree = pdf.Root.Pages
    for kid in kids:
        kid.Parent = tree
    tree.Kids = Array(kids)
    tree.Count = len(kids)


def _describe(pdf: Pdf, about: About) -> None:
    """Metadata, output intent, language, identity."""
    root = pdf.Root
    root.Metadata = pdf.make_stream(metadata.xmp(about), Type=Name.Metadata, Subtype=Name.XML)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name("/GTS_PDFA1"),
        OutputConditionIdentifier="sRGB",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=fonts.packed(pdf, srgb_profile(), N=3),
    )
    root.OutputIntents = Array([pdf.make_indirect(intent)])
    root.Lang = "zh-CN"
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for name, value in metadata.info(about).items():
        pdf.docinfo[name] = value
    pdf.trailer.ID = Array([String(metadata.identity(about))] * 2)


def _saved(pdf: Pdf) -> bytes:
    target = BytesIO()
    pdf.save(
        target,
        min_version="1.7",
        deterministic_id=True,
        compress_streams=False,
        object_stream_mode=ObjectStreamMode.disable,
        fix_metadata_version=False,
    )
    return target.getvalue()
