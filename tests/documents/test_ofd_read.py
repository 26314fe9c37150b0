"""Reading OFDs of any maker: the published notice, our own, and what others may write."""

from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from documents.errors import OfdDamaged, OfdTooLarge, PictureUnreadable
from documents.formats.ofd import OfdFile, append_files, read_ofd, write_ofd
from documents.formats.ofd.paths import path
from documents.formats.pdf import write_pdf
from documents.formats.pdf_view import PdfFile
from documents.formats.text import find, lines
from documents.model.pages import Colour, ImageId, Mark, Picture, Run, Shape, Transform
from office.fonts.library import Library
from tests.documents.sheets import ABOUT, notice, picture_bytes

PUBLISHED = Path(__file__).parent.parent / "data" / "notice" / "published.ofd"
NS = "{http://www.ofdspec.org/2016}"
LIBRARY = Library.built_in()
OWN = write_ofd(notice(LIBRARY), LIBRARY, ABOUT)
PAGE, DOCUMENT, RES = "/Doc_0/Pages/Page_0/Content.xml", "/Doc_0/Document.xml", "/Doc_0/PublicRes.xml"
TEXT = '<TextObject Boundary="10 20 50 10" Font="{font}" Size="5"{more}>{inside}</TextObject>'


@pytest.fixture(scope="module")
def published() -> OfdFile:
    return OfdFile(PUBLISHED.read_bytes(), LIBRARY)


def marks(content: str, files: dict[str, bytes] | None = None, page: str = "") -> tuple[Mark, ...]:
    """The marks of a page with this content in one layer."""
    xml = f"<Page>{page}<Content><Layer>{content}</Layer></Content></Page>"
    return OfdFile(append_files(OWN, {PAGE: xml.encode(), **(files or {})}), LIBRARY).page(0).marks


def text_object(inside: str, more: str = "", font: str = "99") -> list[Run]:
    return [mark for mark in marks(TEXT.format(font=font, more=more, inside=inside)) if isinstance(mark, Run)]


def test_the_published_notice_is_read_to_the_last_character(published: OfdFile) -> None:
    assert published.page_count == 11
    archive = ZipFile(PUBLISHED)
    for index in range(11):
        root = ET.fromstring(archive.read(f"Doc_0/Pages/Page_{index}/Content.xml"))  # noqa: S314
        runs = [mark for mark in published.page(index).marks if isinstance(mark, Run)]
        assert "".join("".join(run.text) for run in runs) == "".join(
            node.text or "" for node in root.iter(f"{NS}TextCode")
        )
        assert not any(0 in run.gids for run in runs)
        assert len(published.page(index).marks) - len(runs) == sum(
            1 for node in root.iter() if node.tag in (f"{NS}PathObject", f"{NS}ImageObject")
        )


def test_the_published_notice_has_turned_pages(published: OfdFile) -> None:
    sizes = [published.page_size(index) for index in range(11)]
    assert sizes == [(297, 210) if 5 <= index <= 9 else (210, 297) for index in range(11)]
    assert sizes == [(published.page(index).width, published.page(index).height) for index in range(11)]


def test_the_published_notice_reads_in_lines(published: OfdFile) -> None:
    text = [line.text for line in lines(published.page(0), 0)]
    assert text[:4] == [
        "福建省人民政府办公厅文件",
        "闽政办〔2021〕55号",
        "福建省人民政府办公厅关于",
        "进一步强化农村建房安全管理的通知",
    ]


def test_the_published_notice_has_its_faces_by_role(published: OfdFile) -> None:
    runs = [mark for mark in published.page(0).marks if isinstance(mark, Run)]
    faces = {"".join(run.text): run.face for run in runs}
    assert faces["福建省人民政府办公厅"] == "NotoSerifSC-Bold"
    assert faces["闽政办"] == "FandolFang-Regular"


def test_the_published_notice_has_its_barcode(published: OfdFile) -> None:
    picture = next(mark for mark in published.page(10).marks if isinstance(mark, Picture))
    assert published.images[picture.image].startswith(b"\x89PNG")


def test_a_published_ofd_becomes_a_pdf_of_the_same_words() -> None:
    layout, library = read_ofd(PUBLISHED.read_bytes(), LIBRARY)
    file = PdfFile(write_pdf(layout, library, ABOUT))
    assert file.page_count == 11
    assert [line.text for line in file.lines(1)] == [line.text for line in lines(layout.pages[1], 1)]


def test_our_own_file_comes_back_mark_by_mark() -> None:
    layout = notice(LIBRARY)
    read, library = read_ofd(OWN, LIBRARY)
    assert read.title == layout.title
    for page, back in zip(layout.pages, read.pages, strict=True):
        wanted = [
            (char, gid)
            for mark in page.marks
            if isinstance(mark, Run)
            for char, gid in zip(mark.text, mark.gids, strict=True)
        ]
        runs = [mark for mark in back.marks if isinstance(mark, Run)]
        assert wanted == [pair for run in runs for pair in zip(run.text, run.gids, strict=True)]
        assert all(run.face.startswith("ofd-") and library.face(run.face).is_truetype for run in runs)
        assert [(mark.stroke, mark.fill, mark.even_odd) for mark in page.marks if isinstance(mark, Shape)] == [
            (mark.stroke, mark.fill, mark.even_odd) for mark in back.marks if isinstance(mark, Shape)
        ]
    assert len(find(read, "防汛抗旱")) == 1


def test_pages_are_read_only_when_asked_for() -> None:
    data = append_files(OWN, {"/Doc_0/Pages/Page_1/Content.xml": b"broken"})
    file = OfdFile(data, LIBRARY)
    assert file.page(0).marks
    with pytest.raises(OfdDamaged):
        file.page(1)
    with pytest.raises(IndexError):
        file.page(2)


def test_steps_repeat_and_are_repeated() -> None:
    (run,) = text_object('<TextCode X="1" Y="4" DeltaX="g 2 3 5">一二三四五六</TextCode>')
    assert list(run.xs) == [11, 14, 17, 22, 27, 32]
    assert set(run.ys) == {24}


def test_steps_down_make_a_column() -> None:
    (run,) = text_object('<TextCode X="1" Y="4" DeltaY="6 7">一二三</TextCode>')
    assert list(run.xs) == [11, 11, 11]
    assert list(run.ys) == [24, 30, 37]


def test_a_text_code_without_place_begins_where_the_last_began() -> None:
    (run,) = text_object('<TextCode X="1" Y="4">一</TextCode><TextCode Y="9">二</TextCode>')
    assert list(run.xs) == [11, 11]
    assert list(run.ys) == [24, 29]


def test_a_matrix_works_inside_the_boundary() -> None:
    (run,) = text_object('<TextCode X="1" Y="4">一</TextCode>', ' CTM="0 1 -1 0 2 3"')
    assert run.transform.at(run.xs[0], run.ys[0]) == (10 + 2 - 4, 20 + 3 + 1)
    assert (run.transform.a, run.transform.b) == (0, 1)


def test_h_scale_narrows_glyphs_but_not_steps() -> None:
    (run,) = text_object('<TextCode X="1" Y="4" DeltaX="3">一二</TextCode>', ' HScale="0.5"')
    assert [run.transform.at(x, y) for x, y in zip(run.xs, run.ys, strict=True)] == [(11, 24), (14, 24)]
    assert run.transform.a == 0.5


def test_turned_characters_turn_about_their_origin() -> None:
    one, two = text_object('<TextCode X="1" Y="4" DeltaY="3">一二</TextCode>', ' CharDirection="90"')
    assert [(run.transform.e, run.transform.f) for run in (one, two)] == [(11, 24), (11, 27)]
    assert (one.transform.a, one.transform.b, one.transform.c) == (0, 1, -1)


def test_glyph_numbers_rule_over_characters_in_an_embedded_face() -> None:
    table = '<CGTransform CodePosition="1" CodeCount="1" GlyphCount="1"><Glyphs>7</Glyphs></CGTransform>'
    (run,) = text_object(f'{table}<TextCode X="0" Y="4" DeltaX="5">00</TextCode>', font="1")
    assert run.gids[1] == 7
    assert run.gids[0] != 7


def test_glyph_numbers_mean_nothing_in_a_face_that_stands_in() -> None:
    table = '<CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><Glyphs>7</Glyphs></CGTransform>'
    (run,) = text_object(f'{table}<TextCode X="0" Y="4">国</TextCode>')
    assert run.gids != (7,)
    assert run.gids[0] == LIBRARY.face(run.face).gid("国")


def test_a_character_that_the_embedded_face_lacks_is_taken_from_another() -> None:
    runs = text_object('<TextCode X="0" Y="4" DeltaX="5">0囧</TextCode>', font="1")
    assert ["".join(run.text) for run in runs] == ["0", "囧"]
    assert all(0 not in run.gids for run in runs)


def test_a_broken_embedded_font_is_replaced() -> None:
    file = OfdFile(append_files(OWN, {"/Doc_0/Res/font_1.ttf": b"no font"}), LIBRARY)
    runs = [mark for mark in file.page(0).marks if isinstance(mark, Run)]
    assert "".join(runs[0].text) == "000001"
    assert not any(0 in run.gids for run in runs)


def test_invisible_things_stay_invisible() -> None:
    code = '<TextCode X="1" Y="4">一</TextCode>'
    assert text_object(code, ' Visible="false"') == []
    assert text_object(code, ' Fill="false"') == []
    assert text_object(code, ' Alpha="0"') == []
    assert text_object(f'<FillColor Value="0 0 0" Alpha="0"/>{code}') == []


@pytest.mark.parametrize(
    ("told", "colour"),
    [("255 0 0", Colour(255, 0, 0)), ("#FF #00 #80", Colour(255, 0, 128)), ("128", Colour(128, 128, 128)),
     ("0 255 255 0", Colour(255, 0, 0)), ("300 -4 0", Colour(255, 0, 0))],
)  # fmt: skip
def test_colours_of_every_space_are_shown_in_rgb(told: str, colour: Colour) -> None:
    (run,) = text_object(f'<FillColor Value="{told}"/><TextCode X="1" Y="4">一</TextCode>')
    assert run.colour == colour


def test_half_seen_ink_is_paler() -> None:
    (run,) = text_object('<FillColor Value="255 0 0" Alpha="51"/><TextCode X="1" Y="4">一</TextCode>')
    assert run.colour == Colour(255, 204, 204)


def test_a_gradient_shows_its_first_colour() -> None:
    shade = '<FillColor><AxialShd><Segment><Color Value="1 2 3"/></Segment></AxialShd></FillColor>'
    (run,) = text_object(f'{shade}<TextCode X="1" Y="4">一</TextCode>')
    assert run.colour == Colour(1, 2, 3)


def test_drawing_parameters_are_inherited() -> None:
    res = (
        b'<Res BaseLoc="Res"><DrawParams><DrawParam ID="50" LineWidth="2"><StrokeColor Value="9 9 9"/></DrawParam>'
        b'<DrawParam ID="51" Relative="50"/><DrawParam ID="52" Relative="52"/></DrawParams></Res>'
    )
    data = '<PathObject Boundary="0 0 9 9" DrawParam="{0}"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>'
    first, second = marks(data.format(51) + data.format(52), {RES: res})
    assert isinstance(first, Shape)
    assert isinstance(second, Shape)
    assert (first.width, first.stroke) == (2, Colour(9, 9, 9))
    assert (second.width, second.stroke) == (0.353, Colour(0, 0, 0))


def test_templates_lie_behind_and_before_the_page() -> None:
    document = read_text(DOCUMENT).replace(
        "</ofd:CommonData>",
        '<ofd:TemplatePage ID="70" BaseLoc="Tpls/T.xml"/>'
        '<ofd:TemplatePage ID="71" BaseLoc="TPLS/U.xml" ZOrder="Foreground"/></ofd:CommonData>',
    )
    line = '<PathObject Boundary="{0} 0 9 9"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>'
    template = "<Page><Content><Layer>{0}</Layer></Content></Page>"
    found = marks(
        line.format(2),
        {
            DOCUMENT: document.encode(),
            "/Doc_0/Tpls/T.xml": template.format(line.format(1)).encode(),
            "/Doc_0/Tpls/U.xml": template.format(line.format(3)).encode(),
        },
        '<Template TemplateID="71"/><Template TemplateID="70"/><Template TemplateID="404"/>',
    )
    assert [mark.transform.e for mark in found] == [1, 2, 3]


def read_text(name: str) -> str:
    return OfdFile(OWN, LIBRARY).package.files[name].decode()


def test_blocks_and_composite_units_are_opened() -> None:
    inner = '<PathObject Boundary="1 1 9 9"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>'
    used = '<PageBlock><CompositeObject ResourceID="60" Boundary="10 20 9 9" CTM="2 0 0 2 0 0"/></PageBlock>'
    (found,) = marks(used, {RES: unit(inner)})
    assert found.transform == Transform(2, 0, 0, 2, 12, 22)


def test_a_unit_that_holds_itself_ends() -> None:
    inner = '<CompositeObject ResourceID="60" Boundary="0 0 9 9"/>'
    assert marks(inner, {RES: unit(inner * 2)}) == ()


def test_a_unit_that_multiplies_itself_is_refused() -> None:
    inner = '<CompositeObject ResourceID="60" Boundary="0 0 9 9"/>'
    with pytest.raises(OfdTooLarge):
        marks(inner, {RES: unit(inner * 40)})


def unit(content: str) -> bytes:
    """A resource file with one composite unit, 60."""
    held = f'<CompositeGraphicUnit ID="60" Width="9" Height="9"><Content>{content}</Content></CompositeGraphicUnit>'
    return f"<Res><CompositeGraphicUnits>{held}</CompositeGraphicUnits></Res>".encode()


def test_annotations_show_their_appearance_on_top() -> None:
    document = read_text(DOCUMENT).replace(
        "<ofd:CustomTags>", "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:CustomTags>"
    )
    page_id = document.split('<ofd:Page ID="')[1].split('"')[0]
    inner = '<PathObject Boundary="1 1 9 9"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>'
    look = f'<Appearance Boundary="100 50 9 9">{inner}</Appearance>'
    note = f'<Annot ID="90" Type="Stamp" Creator="x" LastModDate="2026-01-01">{look}</Annot>'
    pages = f'<Annotations><Page PageID="{page_id}"><FileLoc>A.xml</FileLoc></Page></Annotations>'
    hidden = note.replace("<Annot ", '<Annot Visible="false" ')
    (found,) = marks(
        "",
        {
            DOCUMENT: document.encode(),
            "/Doc_0/Annots/Annotations.xml": pages.encode(),
            "/Doc_0/Annots/A.xml": f"<PageAnnot>{hidden}{note}</PageAnnot>".encode(),
        },
    )
    assert (found.transform.e, found.transform.f) == (101, 51)


def test_a_page_may_begin_elsewhere_than_at_zero() -> None:
    (found,) = marks(
        '<PathObject Boundary="30 40 9 9"><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject>',
        page="<Area><PhysicalBox>10 20 100 100</PhysicalBox></Area>",
    )
    assert (found.transform.e, found.transform.f) == (20, 20)


@pytest.mark.parametrize("box", ["0 0 0 0", "0 0 -1 5", "0 0 1e9 5", "0 0 nan 5", "1 2 3", "a b c d"])
def test_a_page_without_a_size_is_refused(box: str) -> None:
    with pytest.raises(OfdDamaged):
        marks("", page=f"<Area><PhysicalBox>{box}</PhysicalBox></Area>")


def test_pictures_of_other_kinds_are_shown_as_png() -> None:
    data = append_files(OWN, {"/Doc_0/Res/image_6.png": picture_bytes("BMP", "RGB")})
    file = OfdFile(data, LIBRARY)
    file.page(0)
    assert file.images[ImageId("/Doc_0/Res/image_6.png")].startswith(b"\x89PNG")


def test_an_unreadable_picture_is_refused_when_it_is_asked_for() -> None:
    file = OfdFile(append_files(OWN, {"/Doc_0/Res/image_6.png": b"rubbish"}), LIBRARY)
    assert any(isinstance(mark, Picture) for mark in file.page(0).marks)
    with pytest.raises(PictureUnreadable):
        file.images[ImageId("/Doc_0/Res/image_6.png")]


def test_a_picture_without_matrix_fills_its_boundary() -> None:
    (found,) = marks('<ImageObject Boundary="10 20 30 40" ResourceID="6"/>')
    assert found.transform == Transform(30, 0, 0, 40, 10, 20)


def test_path_commands() -> None:
    assert path("S 1 2 M 1 2 L 3,4 Q 5 6 7 8 B 1 2 3 4 5 6 C") == (
        ("M", (1, 2)),
        ("M", (1, 2)),
        ("L", (3, 4)),
        ("C", (3 + 4 / 3, 4 + 4 / 3, 7 - 4 / 3, 8 - 4 / 3, 7, 8)),
        ("C", (1, 2, 3, 4, 5, 6)),
        ("Z", ()),
    )


@pytest.mark.parametrize("sweep", [0, 1])
def test_a_half_circle_keeps_its_radius(sweep: int) -> None:
    found = path(f"M 0 0 A 5 5 0 0 {sweep} 10 0")
    curves = [points for verb, points in found if verb == "C"]
    assert len(curves) == 2
    x, y = curves[0][4:]
    assert (x, y) == pytest.approx((5, -5 if sweep else 5))
    assert curves[-1][4:] == (10, 0)


def test_a_large_arc_goes_the_long_way() -> None:
    found = path("M 0 0 A 5 5 0 1 1 5 5")
    assert len([verb for verb, _ in found if verb == "C"]) == 3


@pytest.mark.parametrize("data", ["M 1", "X 1 2", "L 1 nan", "M 1 1e99", "A 1 2 3", "1 2 3"])
def test_a_broken_path_is_refused(data: str) -> None:
    with pytest.raises(OfdDamaged):
        marks(f'<PathObject Boundary="0 0 9 9"><AbbreviatedData>{data}</AbbreviatedData></PathObject>')
