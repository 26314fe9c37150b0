"""The OFDs we write keep the rules of GB/T 33190-2016, one by one."""

import re
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no type information
from PIL import Image

from documents.errors import PictureUnreadable
from documents.formats.ofd import read_ofd, read_package, write_ofd
from documents.formats.pdf import write_pdf
from documents.formats.pdf_view import PdfFile
from documents.model.pages import Element, ImageId, Layout, Page, Picture, Run, Shape, Transform
from office.fonts.library import Library
from tests.documents.sheets import ABOUT, line, notice, picture_bytes
from tests.documents.test_pdf import restricted

OFD = "http://www.ofdspec.org/2016"
NS = f"{{{OFD}}}"
OD = "{http://www.nits.org.cn/eGovDoc/2013}"

# The order of children that the schema (annex A) demands; every child that occurs must be listed.
ORDER = {
    "OFD": ["DocBody"],
    "DocBody": ["DocInfo", "DocRoot", "Versions", "Signatures"],
    "DocInfo": ["DocID", "Title", "Author", "Subject", "Abstract", "CreationDate", "ModDate", "DocUsage", "Cover",
                "Keywords", "Creator", "CreatorVersion", "CustomDatas"],
    "Keywords": ["Keyword"],
    "Document": ["CommonData", "Pages", "Outlines", "Permissions", "Actions", "VPreferences", "Bookmarks",
                 "Annotations", "CustomTags", "Attachments", "Extensions"],
    "CommonData": ["MaxUnitID", "PageArea", "PublicRes", "DocumentRes", "TemplatePage", "DefaultCS"],
    "PageArea": ["PhysicalBox", "ApplicationBox", "ContentBox", "BleedBox"],
    "Area": ["PhysicalBox", "ApplicationBox", "ContentBox", "BleedBox"],
    "Pages": ["Page"],
    "Page": ["Template", "PageRes", "Area", "Content", "Actions"],
    "Content": ["Layer"],
    "Layer": ["TextObject", "PathObject", "ImageObject"],
    "TextObject": ["Actions", "Clips", "FillColor", "StrokeColor", "CGTransform", "TextCode"],
    "CGTransform": ["Glyphs"],
    "PathObject": ["Actions", "Clips", "StrokeColor", "FillColor", "AbbreviatedData"],
    "ImageObject": [],
    "Res": ["ColorSpaces", "DrawParams", "Fonts", "MultiMedias", "CompositeGraphicUnits"],
    "Fonts": ["Font"],
    "Font": ["FontFile"],
    "MultiMedias": ["MultiMedia"],
    "MultiMedia": ["MediaFile"],
    "CustomTags": ["CustomTag"],
    "CustomTag": ["SchemaLoc", "FileLoc"],
}  # fmt: skip
MIXED = {"Layer"}  # any order


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.built_in()


@pytest.fixture(scope="module")
def written(library: Library) -> bytes:
    return write_ofd(notice(library), library, ABOUT)


@pytest.fixture(scope="module")
def files(written: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(written)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def roots(files: dict[str, bytes]) -> dict[str, ET.Element]:
    return {name: ET.fromstring(data) for name, data in files.items() if name.endswith(".xml")}  # noqa: S314


def pages(roots: dict[str, ET.Element]) -> list[ET.Element]:
    return [root for name, root in roots.items() if name.endswith("Content.xml")]


def elements(roots: dict[str, ET.Element]) -> list[ET.Element]:
    return [node for name, root in roots.items() if "Tag_" not in name for node in root.iter()]


def found(root: ET.Element, path: str) -> ET.Element:
    node = root.find(path.replace("ofd:", NS))
    assert node is not None
    return node


def test_the_entrance_is_ofd_xml_and_comes_first(files: dict[str, bytes]) -> None:
    assert next(iter(files)) == "OFD.xml"


def test_the_same_inputs_make_the_same_bytes(library: Library, written: bytes) -> None:
    assert write_ofd(notice(library), Library.built_in(), ABOUT) == written


def test_the_zip_tells_nothing_of_when_and_where(written: bytes) -> None:
    for entry in ZipFile(BytesIO(written)).infolist():
        assert entry.date_time == (1980, 1, 1, 0, 0, 0)
        assert entry.compress_type in (ZIP_STORED, ZIP_DEFLATED)
        assert (entry.external_attr, entry.create_system, entry.extra, entry.comment) == (0, 0, b"", b"")


def test_version_and_kind(roots: dict[str, ET.Element]) -> None:
    assert roots["OFD.xml"].attrib == {"Version": "1.0", "DocType": "OFD"}


def test_elements_are_prefixed_ofd_and_attributes_are_not(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        if name.endswith(".xml") and "Tag_" not in name:
            text = data.decode()
            assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<ofd:')
            assert all(tag.startswith(("ofd:", "/ofd:")) for tag in re.findall(r"<(/?[^\s>?]+)", text[40:]))
            assert not re.search(r'\sofd:\w+="', text)


def test_children_stand_in_the_order_of_the_schema(roots: dict[str, ET.Element]) -> None:
    for node in elements(roots):
        name = node.tag.removeprefix(NS)
        order = ORDER.get(name, [])
        children = [child.tag.removeprefix(NS) for child in node]
        assert set(children) <= set(order), name
        if name not in MIXED:
            assert children == sorted(children, key=order.index), name


def test_ids_are_positive_unique_and_below_the_maximum(roots: dict[str, ET.Element]) -> None:
    ids = [int(node.attrib["ID"]) for node in elements(roots) if "ID" in node.attrib and node.tag != f"{NS}Page"]
    ids += [int(page.attrib["ID"]) for page in found(roots["Doc_0/Document.xml"], "ofd:Pages")]
    assert len(ids) == len(set(ids))
    assert min(ids) > 0
    assert max(ids) == int(found(roots["Doc_0/Document.xml"], "ofd:CommonData/ofd:MaxUnitID").text or "")


def test_every_reference_by_id_is_held(roots: dict[str, ET.Element]) -> None:
    fonts = {node.attrib["ID"] for node in roots["Doc_0/PublicRes.xml"].iter(f"{NS}Font")}
    media = {node.attrib["ID"] for node in roots["Doc_0/DocumentRes.xml"].iter(f"{NS}MultiMedia")}
    used = [node for root in pages(roots) for node in root.iter()]
    assert {node.attrib["Font"] for node in used if node.tag == f"{NS}TextObject"} == fonts
    assert {node.attrib["ResourceID"] for node in used if node.tag == f"{NS}ImageObject"} == media


def test_boxes_have_a_size(roots: dict[str, ET.Element]) -> None:
    boxes = [node.attrib["Boundary"] for node in elements(roots) if "Boundary" in node.attrib]
    boxes += [node.text or "" for node in elements(roots) if node.tag == f"{NS}PhysicalBox"]
    assert boxes
    for box in boxes:
        _, _, width, height = map(float, box.split())
        assert width > 0
        assert height > 0


def test_several_glyphs_always_have_explicit_steps(roots: dict[str, ET.Element]) -> None:
    codes = [node for root in pages(roots) for node in root.iter(f"{NS}TextCode")]
    assert codes
    for code in codes:
        assert {"X", "Y"} <= code.attrib.keys()
        assert ("DeltaX" in code.attrib) == (len(code.text or "") > 1)


def test_no_number_needs_an_exponent(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        if name.endswith("Content.xml"):
            attributes = re.findall(r'(?:Boundary|CTM|X|Y|DeltaX|DeltaY|Size|LineWidth)="([^"]*)"', data.decode())
            assert all(re.fullmatch(r"(g|-?\d+(\.\d+)?)", word) for told in attributes for word in told.split())


def test_glyph_ids_are_those_of_the_embedded_face(files: dict[str, bytes], roots: dict[str, ET.Element]) -> None:
    """CGTransform and the face's own cmap say the same, so that readers that know only one agree."""
    faces = {
        node.attrib["ID"]: TTFont(BytesIO(files[f"Doc_0/Res/{found(node, 'ofd:FontFile').text}"]))
        for node in roots["Doc_0/PublicRes.xml"].iter(f"{NS}Font")
    }
    for face in faces.values():
        assert "glyf" in face
    for text in (node for root in pages(roots) for node in root.iter(f"{NS}TextObject")):
        table = found(text, "ofd:CGTransform")
        chars = found(text, "ofd:TextCode").text or ""
        gids = [int(word) for word in (found(table, "ofd:Glyphs").text or "").split()]
        assert table.attrib == {"CodePosition": "0", "CodeCount": str(len(chars)), "GlyphCount": str(len(gids))}
        face = faces[text.attrib["Font"]]
        assert [face.getGlyphID(face.getBestCmap()[ord(char)]) for char in chars] == gids


def test_boundaries_enclose_the_ink(library: Library) -> None:
    """Each object alone on its page, seen by pdfium: no dark pixel outside its Boundary."""
    for mark in notice(library).pages[0].marks:
        layout = Layout((Page(210, 297, (mark,)),), "", notice(library).images)
        root = ET.fromstring(read_package(write_ofd(layout, library, ABOUT)).files["/Doc_0/Pages/Page_0/Content.xml"])  # noqa: S314
        boxes = [
            [float(word) for word in node.attrib["Boundary"].split()]
            for node in root.iter()
            if "Boundary" in node.attrib
        ]
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
        seen = ink_box(write_pdf(layout, library, ABOUT))
        assert seen is None or (
            left - 0.15 <= seen[0] and top - 0.15 <= seen[1] and seen[2] <= right + 0.15 and seen[3] <= bottom + 0.15
        )


def ink_box(data: bytes) -> tuple[float, ...] | None:
    """The box of everything that is not white, in mm."""
    raster = PdfFile(data).render(0, 10)
    image = Image.frombuffer("RGBX", (raster.width, raster.height), raster.bgrx, "raw", "BGRX", raster.stride, 1)
    box = image.convert("L").point(lambda value: 255 if value < 250 else 0).getbbox()
    return tuple(edge / 10 for edge in box) if box else None


def test_pages_of_another_size_say_so(library: Library) -> None:
    marks = line(library, "国", 28, 50)
    layout = Layout((Page(210, 297, marks), Page(297, 210, marks)))
    read, _ = read_ofd(write_ofd(layout, library, ABOUT), library)
    assert [(page.width, page.height) for page in read.pages] == [(210, 297), (297, 210)]


def test_semantic_elements_have_objects_and_tags_of_their_own(roots: dict[str, ET.Element]) -> None:
    texts = {
        node.attrib["ID"]: found(node, "ofd:TextCode").text
        for root in pages(roots)
        for node in root.iter(f"{NS}TextObject")
    }
    tags = roots["Doc_0/Tags/Tag_OfficeDoc.xml"]

    def tagged(path: str) -> list[str | None]:
        return [
            texts[ref.text or ""]
            for ref in tags.findall("/".join(OD + step for step in path.split("/")) + f"/{NS}ObjectRef")
        ]

    assert tagged("公文体/版头/发文机关标志/发文机关名称") == ["青山县人民政府办公室"]
    assert tagged("公文体/版头/发文机关标志/标志") == ["文件"]
    assert tagged("公文体/版头/发文字号/发文机关代字") == ["青政办"]
    assert tagged("公文体/版头/发文字号/年份") == ["2026"]
    assert tagged("公文体/版头/发文字号/发文顺序号") == ["12"]
    assert tagged("公文体/主体/标题") == ["关于做好汛期值班工作的通知"]
    assert tagged("公文体/主体/成文日期") == ["2026年3月2日"]
    assert tagged("公文体/版记/抄送机关") == ["抄送：县委办公室。"]
    assert tagged("公文体/版记/印发机关和印发日期/印发日期") == ["2026年3月2日印发"]


def test_tags_point_to_the_pages_that_hold_the_objects(roots: dict[str, ET.Element]) -> None:
    ids = [page.attrib["ID"] for page in found(roots["Doc_0/Document.xml"], "ofd:Pages")]
    held = {
        (page_id, node.attrib["ID"])
        for page_id, root in zip(ids, pages(roots), strict=True)
        for node in root.iter(f"{NS}TextObject")
    }
    refs = [(ref.attrib["PageRef"], ref.text) for ref in roots["Doc_0/Tags/Tag_OfficeDoc.xml"].iter(f"{NS}ObjectRef")]
    assert refs
    assert set(refs) <= held


def test_tags_can_be_left_out(library: Library) -> None:
    package = read_package(write_ofd(notice(library), library, ABOUT, tags=False))
    assert not [name for name in package.files if "Tags" in name]
    assert b"CustomTags" not in package.files["/Doc_0/Document.xml"]


@pytest.mark.parametrize("number", ["青政办〔2026〕号", "青政办函", "〔2026〕12号", "〔２０２６〕１２号"])
def test_a_number_of_another_form_is_tagged_as_a_whole(library: Library, number: str) -> None:
    layout = Layout((Page(210, 297, line(library, number, 28, 50, element=Element.NUMBER)),))
    package = read_package(write_ofd(layout, library, ABOUT))
    assert "发文字号" in package.files["/Doc_0/Tags/Tag_OfficeDoc.xml"].decode()


def test_the_identity_is_the_doc_id(library: Library, roots: dict[str, ET.Element]) -> None:
    assert found(roots["OFD.xml"], "ofd:DocBody/ofd:DocInfo/ofd:DocID").text == ABOUT.identity.replace("-", "")
    other = read_package(write_ofd(Layout(()), library, replace(ABOUT, identity="no uuid")))
    assert re.fullmatch("[0-9a-f]{32}", other.documents[0].info["DocID"])


@pytest.mark.parametrize("title", ["<&>\"'", "a\x00b\x0bc", "]]>", "𠮷野家", "\ud800", "\ufffe"])
def test_no_text_breaks_the_xml(library: Library, title: str) -> None:
    run = replace(line(library, "国", 28, 50)[0], text=(title,))
    layout = Layout((Page(210, 297, (run,)),), title)
    read, _ = read_ofd(write_ofd(layout, library, replace(ABOUT, title=title)), library)
    assert len(read.pages[0].marks) == 1 or not title.strip()


def test_a_character_beyond_the_basic_plane_stands_in_an_object_of_its_own(library: Library) -> None:
    """Readers count a TextCode in UTF-16 units and would shift what follows."""
    run = replace(line(library, "甲吉乙", 28, 50)[0], text=("甲", "𠮷", "乙"))
    layout = Layout((Page(210, 297, (run,)),))
    data = write_ofd(layout, library, ABOUT)
    root = ET.fromstring(read_package(data).files["/Doc_0/Pages/Page_0/Content.xml"])  # noqa: S314
    assert [node.text for node in root.iter(f"{NS}TextCode")] == ["甲", "𠮷", "乙"]
    assert [node.attrib["CodeCount"] for node in root.iter(f"{NS}CGTransform")] == ["1", "2", "1"]
    read, _ = read_ofd(data, library)
    assert [mark.gids for mark in read.pages[0].marks if isinstance(mark, Run)] == [(gid,) for gid in run.gids]


def test_pictures_go_in_byte_for_byte(files: dict[str, bytes]) -> None:
    assert files["Doc_0/Res/image_6.png"] == picture_bytes()
    assert files["Doc_0/Res/image_7.jpeg"] == picture_bytes("JPEG", "RGB")


def test_a_picture_of_another_kind_is_refused(library: Library) -> None:
    layout = Layout((Page(210, 297, (Picture(ImageId("a"), Transform(9, 0, 0, 9)),)),), "", {ImageId("a"): b"GIF89a"})
    with pytest.raises(PictureUnreadable):
        write_ofd(layout, library, ABOUT)


def test_a_face_that_may_not_be_embedded_is_drawn(library: Library) -> None:
    run = line(library, "国", 28, 50)[0]
    face = restricted(library.face(run.face))
    layout = Layout((Page(210, 297, (replace(run, face=face.id),)),))
    data = write_ofd(layout, library.with_faces({face.id: face}), ABOUT)
    assert not [name for name in read_package(data).files if "font" in name]
    read, _ = read_ofd(data, library)
    assert [type(mark) for mark in read.pages[0].marks] == [Shape]
