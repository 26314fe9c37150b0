"""The PDFs we write: PDF/A-2b, text that comes out again, the same bytes every time."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from pikepdf import pdfa
from PIL import Image, ImageCms

from documents.errors import PictureUnreadable
from documents.formats.pdf import write_pdf
from documents.formats.pdf.srgb import srgb_profile
from documents.formats.pdf_view import PdfFile
from documents.model.pages import ImageId, Layout, Mark, Page, Picture, Run, Transform
from office.fonts.face import Face
from office.fonts.library import Library
from tests.documents.sheets import ABOUT, line, notice, picture_bytes


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.built_in()


@pytest.fixture(scope="module")
def written(library: Library) -> bytes:
    return write_pdf(notice(library), library, ABOUT)


def one_page(*marks: Mark, images: dict[ImageId, bytes] | None = None) -> Layout:
    return Layout((Page(210, 297, marks),), "", images or {})


def assert_archivable(data: bytes) -> None:
    report = pdfa.validate_written(BytesIO(data), "2b")
    assert report.passed, report


def test_it_is_pdf_a_2b(written: bytes) -> None:
    assert_archivable(written)


def test_an_empty_document_is_pdf_a_2b_too(library: Library) -> None:
    assert_archivable(write_pdf(one_page(), library, replace(ABOUT, author="", subject="", keywords=())))


def test_the_same_inputs_make_the_same_bytes(library: Library, written: bytes) -> None:
    assert write_pdf(notice(library), Library.built_in(), ABOUT) == written


def test_the_identity_is_in_the_file(library: Library, written: bytes) -> None:
    other = write_pdf(notice(library), library, replace(ABOUT, identity="another"))
    first, second = (pikepdf.open(BytesIO(data)).trailer.ID for data in (written, other))
    assert bytes(first[0]) != bytes(second[0])


def test_info_and_xmp_say_the_same(written: bytes) -> None:
    with pikepdf.open(BytesIO(written)) as pdf, pdf.open_metadata() as xmp:
        assert str(pdf.docinfo["/Title"]) == xmp["dc:title"] == ABOUT.title
        assert [str(pdf.docinfo["/Author"])] == xmp["dc:creator"] == [ABOUT.author]
        assert str(pdf.docinfo["/Keywords"]) == xmp["pdf:Keywords"] == "汛期, 值班"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260302013000Z"
        assert xmp["xmp:CreateDate"] == "2026-03-02T01:30:00Z"
        assert str(pdf.docinfo["/Producer"]) == xmp["pdf:Producer"]


@pytest.mark.parametrize("title", ["<&>\"'", "a\x00b\x0bc\nd", "]]>", "𠮷野家", "é" * 300])
def test_no_title_breaks_the_metadata(library: Library, title: str) -> None:
    assert_archivable(write_pdf(one_page(), library, replace(ABOUT, title=title)))


def test_a_moment_of_another_zone_is_written_as_utc(library: Library) -> None:
    about = replace(ABOUT, created=datetime(2026, 3, 2, 9, 30, tzinfo=UTC).astimezone())
    assert b"D:20260302093000Z" in write_pdf(one_page(), library, about)


def test_chinese_text_comes_out_as_it_was_set(library: Library, written: bytes) -> None:
    text = [line.text for line in PdfFile(written).lines(0)]
    assert "青山县人民政府办公室文件" in text
    assert "一、总体要求（镕堃喆玥）“引号”——2026年ABC" in text


def test_a_no_break_space_and_a_space_come_out_apart(library: Library) -> None:
    """In most faces both are one glyph, and a soft hyphen is cut like a hyphen."""
    run = line(library, "甲 乙-丙", 28, 50)[0]
    space, hyphen = run.gids[1], run.gids[3]
    twin = replace(run, text=("甲", " ", "\u00a0", "-", "\u2010"), gids=(run.gids[0], space, space, hyphen, hyphen))
    data = write_pdf(one_page(twin), library, ABOUT)
    assert_archivable(data)
    assert [line.text for line in PdfFile(data).lines(0)] == ["甲 \u00a0-\u2010"]


def test_characters_beyond_the_basic_plane_come_out_again(library: Library) -> None:
    run = replace(line(library, "吉", 28, 50)[0], text=("𠮷",))
    assert PdfFile(write_pdf(one_page(run), library, ABOUT)).lines(0)[0].text == "𠮷"


def test_a_missing_character_shows_as_a_box_and_not_as_notdef(library: Library) -> None:
    marks = line(library, "甲\U0010fffd乙", 28, 50)
    assert 0 in marks[0].gids
    data = write_pdf(one_page(*marks), library, ABOUT)
    assert_archivable(data)
    assert [line.text for line in PdfFile(data).lines(0)] == ["甲乙"]
    assert ink(data, 33.7, 45, 5, 5) > 20


def test_a_face_that_may_not_be_embedded_is_drawn(library: Library) -> None:
    """OS/2.fsType bit 1: restricted licence embedding."""
    face = restricted(library.face(line(library, "国", 28, 50)[0].face))
    assert not face.embeddable
    run = replace(line(library, "国", 28, 50)[0], face=face.id)
    data = write_pdf(one_page(run), library.with_faces({face.id: face}), ABOUT)
    assert_archivable(data)
    assert b"FontFile2" not in data
    assert ink(data, 28, 45, 6, 6) > 50


def restricted(face: Face) -> Face:
    data = bytearray(face.data)
    tables = int.from_bytes(data[4:6], "big")
    rows = (12 + 16 * row for row in range(tables))
    os2 = next(int.from_bytes(data[row + 8 : row + 12], "big") for row in rows if data[row : row + 4] == b"OS/2")
    data[os2 + 8 : os2 + 10] = b"\0\2"
    return Face.from_bytes(bytes(data))


def ink(data: bytes, x: float, y: float, width: float, height: float) -> int:
    """Dark pixels in a part of the first page, at ten to the millimetre."""
    raster = PdfFile(data).render(0, 10)
    image = Image.frombuffer("RGBX", (raster.width, raster.height), raster.bgrx, "raw", "BGRX", raster.stride, 1)
    part = image.convert("L").crop((round(x * 10), round(y * 10), round((x + width) * 10), round((y + height) * 10)))
    return sum(part.histogram()[:128])


@pytest.mark.parametrize(
    ("form", "mode"),
    [("PNG", "RGB"), ("PNG", "L"), ("PNG", "1"), ("PNG", "P"), ("PNG", "LA"), ("PNG", "RGBA"), ("JPEG", "RGB"),
     ("JPEG", "L"), ("JPEG", "CMYK")],
)  # fmt: skip
def test_every_kind_of_picture_is_archivable_and_shown(library: Library, form: str, mode: str) -> None:
    picture = Picture(ImageId("a"), Transform(40, 0, 0, 30, 100, 100))
    data = write_pdf(one_page(picture, images={ImageId("a"): picture_bytes(form, mode)}), library, ABOUT)
    assert_archivable(data)
    assert ink(data, 100, 100, 20, 15) > 25_000  # blue: the top left quarter
    assert ink(data, 60, 60, 30, 30) == 0


def test_jpeg_bytes_go_in_as_they_are(library: Library) -> None:
    jpeg = picture_bytes("JPEG", "RGB")
    assert jpeg in write_pdf(one_page(images={ImageId("a"): jpeg}), library, ABOUT)


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\nrubbish", picture_bytes()[:-30], b"\xff\xd8\xff\xe0"])
def test_an_unreadable_picture_is_refused(library: Library, data: bytes) -> None:
    with pytest.raises(PictureUnreadable):
        write_pdf(one_page(images={ImageId("a"): data}), library, ABOUT)


def test_a_picture_too_large_for_any_page_is_refused(library: Library) -> None:
    target = BytesIO()
    Image.new("1", (20_000, 20_000)).save(target, "PNG")
    with pytest.raises(PictureUnreadable):
        write_pdf(one_page(images={ImageId("a"): target.getvalue()}), library, ABOUT)


def test_only_the_glyphs_in_use_are_embedded(library: Library, written: bytes) -> None:
    whole = len(library.face(line(library, "国", 0, 0)[0].face).data)
    assert len(written) < whole / 10


def test_the_output_profile_is_an_srgb_profile() -> None:
    profile = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    assert profile.profile.xcolor_space == "RGB "
    assert profile.profile.version < 3
    seen = ImageCms.profileToProfile(Image.new("RGB", (1, 1), (200, 100, 50)), profile, ImageCms.createProfile("sRGB"))
    assert seen is not None
    red, green, blue = seen.getpixel((0, 0))  # type: ignore[misc]
    assert max(abs(red - 200), abs(green - 100), abs(blue - 50)) <= 2


def test_runs_without_glyphs_are_left_out(library: Library) -> None:
    empty = Run(line(library, "国", 0, 0)[0].face, 5, (), (), (), ())
    assert_archivable(write_pdf(one_page(empty), library, ABOUT))
