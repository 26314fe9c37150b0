"""Reading .docx: what is kept, and what is said about the rest."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from documents.formats.docx import read_docx
from documents.model.draft import Alignment, DraftBlock, DraftDoubt, DraftParagraph, DraftPicture, DraftTable
from documents.model.official import Cell, TableBlock
from tests.documents.word_files import (
    cell,
    docx,
    p,
    relationships,
    row,
    table,
    with_styles,
)

NOTICE = Path(__file__).parent.parent / "data" / "notice" / "draft.docx"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


def texts(blocks: tuple[DraftBlock, ...]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, DraftParagraph)]


def doubts(blocks: tuple[DraftBlock, ...]) -> dict[str, dict[str, str]]:
    return {block.code: dict(block.facts) for block in blocks if isinstance(block, DraftDoubt)}


def only_table(blocks: tuple[DraftBlock, ...]) -> TableBlock:
    (found,) = [block.table for block in blocks if isinstance(block, DraftTable)]
    return found


def png(width: int = 4, height: int = 3, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), (200, 0, 0)).save(out, kind)
    return out.getvalue()


class TestText:
    def test_runs_of_a_paragraph_are_joined(self) -> None:
        body = "<w:p><w:r><w:t>在</w:t></w:r><w:r><w:t>2</w:t></w:r><w:r><w:t>个月内</w:t></w:r></w:p>"
        assert texts(read_docx(docx(body))) == ["在2个月内"]

    def test_tabs_and_line_breaks_stay(self) -> None:
        body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>"
        assert texts(read_docx(docx(body))) == ["甲\t乙\n丙"]

    def test_tracked_insertions_are_kept_and_deletions_dropped_and_both_are_said(self) -> None:
        body = (
            "<w:p><w:r><w:t>各县</w:t></w:r><w:ins><w:r><w:t>（区）</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>人民</w:delText></w:r></w:del><w:r><w:t>政府</w:t></w:r></w:p>"
        )
        blocks = read_docx(docx(body))
        assert texts(blocks) == ["各县（区）政府"]
        assert doubts(blocks) == {
            "documents.tracked_insertions_kept": {"count": "1"},
            "documents.tracked_deletions_dropped": {"count": "1"},
        }

    def test_text_in_content_controls_links_and_fields_is_kept(self) -> None:
        body = (
            f"<w:sdt><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt>"
            '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>乙</w:t></w:r></w:hyperlink>'
            "<w:sdt><w:sdtContent><w:r><w:t>丙</w:t></w:r></w:sdtContent></w:sdt>"
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>丁</w:t></w:r></w:p>'
        )
        assert texts(read_docx(docx(body))) == ["甲", "乙丙丁"]

    def test_notes_comments_formulae_and_hidden_words_are_left_out_but_said(self) -> None:
        body = (
            '<w:p><w:r><w:t>正文</w:t><w:footnoteReference w:id="2"/><w:commentReference w:id="0"/></w:r>'
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><m:oMath/></w:p>"
        )
        blocks = read_docx(docx(body))
        assert texts(blocks) == ["正文"]
        assert set(doubts(blocks)) == {
            "documents.footnotes_left_out",
            "documents.comments_left_out",
            "documents.hidden_text_dropped",
            "documents.formulae_left_out",
        }

    def test_a_text_box_is_said_with_its_words(self) -> None:
        box = f"<w:txbxContent>{p('红头')}</w:txbxContent>"
        body = (
            f"{p('正文')}<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
        assert doubts(read_docx(docx(body))) == {"documents.text_box_left_out": {"text": "红头"}}

    def test_a_page_break_is_known_at_the_paragraph_that_follows(self) -> None:
        body = f'{p("正文")}<w:p><w:r><w:br w:type="page"/></w:r></w:p>{p("附件1")}'
        found = [block for block in read_docx(docx(body)) if isinstance(block, DraftParagraph) and block.text]
        assert [block.new_page for block in found] == [False, True]


class TestLooks:
    def test_size_face_and_alignment_come_through_styles(self) -> None:
        styles = (
            '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
            '<w:style w:type="paragraph" w:styleId="base"><w:pPr><w:jc w:val="center"/></w:pPr>'
            '<w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr></w:style>'
            '<w:style w:type="paragraph" w:styleId="title"><w:basedOn w:val="base"/>'
            '<w:rPr><w:sz w:val="44"/></w:rPr></w:style>'
        )
        body = (
            p("标题", '<w:pStyle w:val="title"/>') + p("正文") + p("右", '<w:jc w:val="right"/>', '<w:sz w:val="30"/>')
        )
        title, plain, right = read_docx(with_styles(body, styles))
        assert isinstance(title, DraftParagraph)
        assert (title.size, title.face, title.alignment) == (22.0, "仿宋_GB2312", Alignment.CENTRE)
        assert isinstance(plain, DraftParagraph)
        assert (plain.size, plain.face, plain.alignment) == (10.5, "", Alignment.LEFT)
        assert isinstance(right, DraftParagraph)
        assert (right.size, right.alignment) == (15.0, Alignment.RIGHT)

    def test_styles_based_on_each_other_come_to_an_end(self) -> None:
        styles = (
            '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        )
        assert texts(read_docx(with_styles(p("甲", '<w:pStyle w:val="a"/>'), styles))) == ["甲"]

    def test_a_theme_names_the_han_face(self) -> None:
        theme = (
            '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
            '<a:minorFont><a:latin typeface="Times"/><a:ea typeface=""/><a:font script="Hans" typeface="宋体"/>'
            "</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
        )
        body = p("甲", run='<w:rFonts w:eastAsiaTheme="minorEastAsia"/>')
        (found,) = read_docx(with_styles(body, "", theme=theme))
        assert isinstance(found, DraftParagraph)
        assert found.face == "宋体"

    def test_a_leading_sentence_in_another_face_is_measured(self) -> None:
        body = (
            '<w:p><w:r><w:rPr><w:rFonts w:eastAsia="楷体_GB2312"/></w:rPr><w:t>（一）加强领导。</w:t></w:r>'
            '<w:r><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/></w:rPr><w:t>各地要高度重视，明确责任。</w:t></w:r></w:p>'
        )
        (found,) = read_docx(docx(body))
        assert isinstance(found, DraftParagraph)
        assert (found.lead, found.lead_face, found.face) == (8, "楷体_GB2312", "仿宋_GB2312")


class TestTables:
    def test_merged_cells_become_spans(self) -> None:
        down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
        made = table(
            row(cell("甲", '<w:gridSpan w:val="2"/>'), cell("乙")),
            row(cell("丙", down), cell("丁"), cell("戊")),
            row(cell("", on), cell("己"), cell("庚")),
            widths=(1000, 2000, 3000),
        )
        found = only_table(read_docx(docx(made)))
        assert found.widths == (1000.0, 2000.0, 3000.0)
        assert found.rows == (
            (Cell("甲", columns=2), Cell("乙")),
            (Cell("丙", rows=2), Cell("丁"), Cell("戊")),
            (Cell("己"), Cell("庚")),
        )

    def test_rows_that_are_too_short_are_filled(self) -> None:
        made = table(row(cell("甲"), cell("乙"), cell("丙")), row(cell("丁")))
        assert only_table(read_docx(docx(made))).rows[1] == (Cell("丁"), Cell("", columns=2))

    def test_repeated_heading_rows_are_known(self) -> None:
        made = table(row(cell("甲"), properties="<w:tblHeader/>"), row(cell("乙")), row(cell("丙")))
        found = only_table(read_docx(docx(made)))
        assert found.header_rows == 1
        assert [cells[0].heading for cells in found.rows] == [True, False, False]

    def test_a_table_without_cells_is_no_table(self) -> None:
        blocks = read_docx(docx(p("甲") + "<w:tbl><w:tr/></w:tbl>"))
        assert not [block for block in blocks if isinstance(block, DraftTable)]

    def test_a_table_in_a_table_keeps_its_words_and_is_said(self) -> None:
        inner = f"<w:tc>{table(row(cell('里')))}{p('外')}</w:tc>"
        blocks = read_docx(docx(table(row(inner))))
        assert only_table(blocks).rows[0][0].text == "里\n外"
        assert "documents.table_in_table" in doubts(blocks)

    @given(
        st.lists(
            st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["", "restart", "go on"])), min_size=1), min_size=1
        )
    )
    @settings(max_examples=40, deadline=None)
    def test_every_grid_comes_out_full(self, drawn: list[list[tuple[int, str]]]) -> None:
        marks = {"": "", "restart": '<w:vMerge w:val="restart"/>', "go on": "<w:vMerge/>"}
        rows = [
            row(*(cell("字", f'<w:gridSpan w:val="{span}"/>{marks[merge]}') for span, merge in cells))
            for cells in drawn
        ]
        found = only_table(read_docx(docx(table(*rows))))
        area = sum(each.columns * each.rows for cells in found.rows for each in cells)
        assert area == len(found.rows) * len(found.widths)


class TestPictures:
    DRAWING = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{cx}" cy="{cy}"/>'
        '<a:graphic><a:blip r:embed="rId5"/></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )

    def pictured(self, name: str, data: bytes, cx: int = 3_600_000, cy: int = 1_800_000, linked: bool = False) -> bytes:
        target = "http://127.0.0.1:9/picture.png" if linked else f"media/{name}"
        links = relationships(("rId5", "image", target), external=("rId5",) if linked else ())
        more: dict[str, str | bytes] = {"word/_rels/document.xml.rels": links}
        if not linked:
            more[f"word/media/{name}"] = data
        return docx(p("图") + self.DRAWING.format(cx=cx, cy=cy), more)

    def test_a_png_comes_with_its_size_in_millimetres(self) -> None:
        _, _, found = read_docx(self.pictured("a.png", png()))
        assert isinstance(found, DraftPicture)
        assert (found.picture.width, found.picture.height) == (100.0, 50.0)
        assert found.picture.image == png()

    def test_a_bitmap_becomes_a_png(self) -> None:
        _, _, found = read_docx(self.pictured("a.bmp", png(kind="BMP")))
        assert isinstance(found, DraftPicture)
        assert found.picture.image.startswith(b"\x89PNG")

    @pytest.mark.parametrize(
        ("name", "data", "code"),
        [
            ("a.emf", b"\x01\0\0\0" + bytes(100), "documents.picture_unknown"),
            ("a.png", png(400, 300)[:100], "documents.picture_unknown"),
            ("a.png", b"", "documents.picture_unknown"),
        ],
    )
    def test_what_cannot_be_shown_is_said(self, name: str, data: bytes, code: str) -> None:
        assert code in doubts(read_docx(self.pictured(name, data)))

    def test_a_png_without_its_end_is_written_anew(self) -> None:
        _, _, found = read_docx(self.pictured("a.png", png()[:-12]))
        assert isinstance(found, DraftPicture)
        assert found.picture.image.endswith(b"IEND\xaeB`\x82")

    @pytest.mark.parametrize("side", [7_000, 30_000])
    def test_a_picture_with_too_many_pixels_is_never_unpacked(self, side: int) -> None:
        header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
        chunk = struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
        data = b"\x89PNG\r\n\x1a\n" + chunk + png()[33:]
        assert "documents.picture_too_fine" in doubts(read_docx(self.pictured("a.png", data)))

    def test_a_linked_picture_is_not_fetched(self) -> None:
        assert "documents.picture_linked" in doubts(read_docx(self.pictured("", b"", linked=True)))


def test_the_real_draft_is_read_without_a_doubt() -> None:
    blocks = read_docx(NOTICE.read_bytes())
    assert doubts(blocks) == {}
    assert len(only_table(blocks).rows) == 4
