"""Pages: every element where GB/T 9704-2012 puts it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.model.official import (
    Annex,
    Heading,
    Kind,
    Level,
    Number,
    OfficialDocument,
    Paragraph,
    PictureBlock,
    Secrecy,
    Urgency,
)
from documents.model.pages import RED, Box, Cut, Element, FaceId, Layout, Picture
from documents.rules.grid import MM_PER_POINT, SIZE_14, STANDARD, Grid
from documents.rules.typeset import lay_out
from office.fonts.roles import Role
from tests.documents.typeset import (
    LEVEL,
    LIBRARY,
    glyphs_of,
    inked_rows,
    lines,
    runs,
    shapes,
    text,
    type_area,
    without_blanks,
    y_of,
)

SENTENCE = "各地各有关部门要切实加强组织领导，层层压实责任，确保各项工作落到实处、取得实效。"
NOTICE = OfficialDocument(
    Kind.NOTICE,
    "青山县人民政府办公室关于做好汛期值班工作的通知",
    tuple(Paragraph(SENTENCE * 4) for _ in range(6)),
    issuers=("青山县人民政府办公室",),
    number=Number("青政办", 2026, 12),
    recipients="各乡镇人民政府，县政府各部门、各直属机构",
    signatories=("青山县人民政府办公室",),
    dated=date(2026, 3, 2),
    note="此件公开发布",
    copies_to="县委办公室，县人大常委会办公室，县政协办公室",
    printed_by="青山县人民政府办公室",
    printed_on=date(2026, 3, 3),
)
CELL = STANDARD.cell


def laid_out(grid: Grid = STANDARD, **changes: object) -> Layout:
    return lay_out(replace(NOTICE, **changes), LIBRARY, grid)  # type: ignore[arg-type]  # fields by name


def ink(layout: Layout, page: int, *elements: Element) -> Box:
    """The box around all ink of some elements on a page."""
    glyphs = [glyph for run in runs(layout.pages[page], *elements) for glyph in glyphs_of(run)]
    boxes = [glyph.ink for glyph in glyphs if glyph.ink is not None]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def free_after(layout: Layout, page: int, element: Element) -> float:
    """From the last character of an element to the right edge of the type area, mm."""
    return STANDARD.left(page) + STANDARD.width - (runs(layout.pages[page], element)[-1].xs[-1] + CELL)


def page_of(layout: Layout, element: Element) -> int:
    return next(index for index, page in enumerate(layout.pages) if runs(page, element))


class TestTheGrid:
    def test_22_lines_of_28_characters_fill_the_type_area(self) -> None:
        layout = lay_out(OfficialDocument(Kind.NOTICE, "", (Paragraph("国" * 28 * 40),)), LIBRARY)
        rows = lines(layout.pages[1], Element.BODY)

        assert [len(row) for row in rows[:-1]] == [28] * (len(rows) - 1)
        assert len(lines(layout.pages[0], Element.BODY)) == 20  # two lines stay blank above a text without a head

    def test_glyph_boxes_reach_from_the_upper_to_the_lower_edge(self) -> None:
        assert pytest.approx(225) == 21 * STANDARD.pitch + STANDARD.size
        assert STANDARD.pitch == pytest.approx(10.4455, abs=1e-4)

    def test_the_binding_edge_changes_sides(self) -> None:
        layout = laid_out()

        assert min(run.xs[0] for run in runs(layout.pages[0], Element.BODY)) == pytest.approx(28, abs=0.1)
        assert min(run.xs[0] for run in runs(layout.pages[1], Element.BODY)) == pytest.approx(26, abs=0.1)

    def test_an_office_that_prints_on_one_side_keeps_its_margin(self) -> None:
        layout = laid_out(Grid(mirrored=False))

        assert min(run.xs[0] for run in runs(layout.pages[1], Element.BODY)) == pytest.approx(28, abs=0.1)
        assert min(run.xs[0] for run in runs(layout.pages[1], Element.PAGE_NUMBER)) > 105

    def test_a_fixed_pitch_is_kept(self) -> None:
        pitch = 28 * MM_PER_POINT
        rows = sorted({run.ys[0] for run in runs(laid_out(Grid(fixed_pitch=pitch)).pages[1], Element.BODY)})

        assert rows[1] - rows[0] == pytest.approx(pitch)


class TestTheHead:
    def test_the_mark_begins_35_mm_under_the_type_area_s_edge(self) -> None:
        assert ink(laid_out(), 0, Element.MARK).y == pytest.approx(37 + 35, abs=0.3)

    @pytest.mark.parametrize("name", ["某县", "青山县人民政府办公室", "中共某某省委全面深化改革委员会办公室" * 2])
    def test_a_mark_stays_in_the_type_area_and_in_its_middle(self, name: str) -> None:
        box = ink(laid_out(issuers=(name,)), 0, Element.MARK)

        assert box.x >= 28
        assert box.x + box.width <= 28 + 156
        assert box.x + box.width / 2 == pytest.approx(28 + 78, abs=1)
        assert box.height <= 22

    def test_the_mark_is_red_and_condensed(self) -> None:
        for run in runs(laid_out().pages[0], Element.MARK):
            assert run.colour == RED
            assert 0.5 <= run.transform.a <= 0.8

    def test_joint_issuers_stand_in_a_column_of_one_width_beside_one_word(self) -> None:
        names = ("青山县财政局", "青山县人力资源和社会保障局", "青山县教育局")
        glyphs = [g for run in runs(laid_out(issuers=names).pages[0], Element.MARK) for g in glyphs_of(run)]
        rows = sorted({glyph.y for glyph in glyphs if glyph.char == "青"})
        ends = [max(g.x for g in glyphs if g.y == y and g.char != "件") for y in (rows[0], rows[2])]
        document = [glyph.y for glyph in glyphs if glyph.char == "件"]

        assert len(rows) == 3
        assert ends[0] == pytest.approx(ends[1])
        assert document == [pytest.approx(sum(rows) / 3)]

    def test_the_red_line_lies_4_mm_under_the_number(self) -> None:
        layout = laid_out()
        (rule,) = [shape for shape in shapes(layout.pages[0]) if shape.stroke == RED]
        (_, start), (_, end) = rule.path
        number_foot = y_of(layout.pages[0], Element.NUMBER) + (1 - 0.84) * STANDARD.size

        assert end[0] - start[0] == pytest.approx(156)
        assert start[1] - rule.width / 2 - number_foot == pytest.approx(4, abs=0.01)

    def test_copy_number_secrecy_and_urgency_stand_in_the_corner(self) -> None:
        layout = laid_out(
            copy_number="000001", secrecy=Secrecy.SECRET, secrecy_term="1年", urgency=Urgency.EXTRA_URGENT
        )
        corner = lines(layout.pages[0], Element.COPY_NUMBER, Element.SECRECY, Element.URGENCY)

        assert corner == ["000001", "机密★1年", "特急"]
        assert ink(layout, 0, Element.COPY_NUMBER).x == pytest.approx(28, abs=0.5)

    def test_secrecy_stays_on_the_second_line_without_a_copy_number(self) -> None:
        layout = laid_out(secrecy=Secrecy.CONFIDENTIAL)

        assert y_of(layout.pages[0], Element.SECRECY) == pytest.approx(
            37 + STANDARD.pitch + 0.84 * STANDARD.size, abs=LEVEL
        )

    def test_the_number_of_a_document_to_a_superior_stands_left_of_its_approver(self) -> None:
        layout = laid_out(kind=Kind.REQUEST, approvers=("王大明", "李四", "赵六"))
        rows = lines(layout.pages[0], Element.NUMBER, Element.APPROVER)

        assert rows == ["签发人：王大明李四", "青政办〔2026〕12号赵六"]
        assert runs(layout.pages[0], Element.NUMBER)[0].xs[0] == pytest.approx(28 + CELL, abs=0.1)

    def test_the_first_page_shows_text_however_tall_the_head(self) -> None:
        many = tuple(f"青山县第{index}局" for index in range(14))
        layout = laid_out(issuers=many, recipients="各乡镇人民政府，" * 70 + "县政府各部门")

        assert lines(layout.pages[0], Element.BODY)
        assert "主送：" in text(layout, Element.RECIPIENTS)


class TestTheText:
    @pytest.mark.parametrize("rare", "镕喆祎")
    def test_a_rare_character_of_another_face_stands_level_with_its_neighbours(self, rare: str) -> None:
        (page,) = lay_out(OfficialDocument(Kind.NOTICE, "", (Paragraph("国" + rare),)), LIBRARY).pages
        usual, other = (row[0] for run in runs(page, Element.BODY) for row in [[*glyphs_of(run)]])

        assert usual.ink is not None
        assert other.ink is not None
        middles = [glyph.y + glyph.height / 2 for glyph in (usual.ink, other.ink)]
        assert middles[0] == pytest.approx(middles[1], abs=0.15)

    def test_headings_stand_level_with_the_text_whatever_their_face(self) -> None:
        words = ("国" * 9, "国" * 9, "国" * 9)
        headings = (Heading(Level.FIRST, words[0]), Heading(Level.SECOND, words[1]), Paragraph(words[2]))
        (page,) = lay_out(OfficialDocument(Kind.NOTICE, "", headings), LIBRARY).pages
        middles = [row[0].y + row[0].height / 2 for row in inked_rows(page, Element.BODY)]

        assert [below - above for above, below in pairwise(middles)] == pytest.approx([STANDARD.pitch] * 2, abs=0.1)

    def test_the_title_is_centred_in_22_point(self) -> None:
        layout = laid_out()
        for run in runs(layout.pages[0], Element.TITLE):
            assert run.size == pytest.approx(22 * MM_PER_POINT)
        box = ink(layout, 0, Element.TITLE)
        assert box.x + box.width / 2 == pytest.approx(106, abs=0.5)

    def test_paragraphs_begin_after_two_blank_cells(self) -> None:
        first = runs(laid_out().pages[0], Element.BODY)[0]

        assert first.xs[0] == pytest.approx(28 + 2 * CELL, abs=0.1)

    def test_each_level_of_heading_has_its_face(self) -> None:
        body = (
            Heading(Level.FIRST, "一、总体要求"),
            Heading(Level.SECOND, "（一）基本原则"),
            Heading(Level.THIRD, "1．坚持统筹"),
            Paragraph("（二）工作目标。到年底全部完成。", lead=8, level=Level.SECOND),
        )
        layout = laid_out(body=body)
        faces = {char: run.face for page in layout.pages for run in runs(page, Element.BODY) for char in run.text}

        assert faces["总"] == face(Role.HEI, "总")
        assert faces["基"] == faces["标"] == face(Role.KAI, "基")
        assert faces["坚"] == faces["部"] == face(Role.BODY, "坚")

    def test_a_heading_goes_over_with_the_text_under_it(self) -> None:
        for count in range(3, 9):
            body = (
                *(Paragraph(SENTENCE) for _ in range(count)),
                Heading(Level.FIRST, "一、总体要求"),
                Paragraph(SENTENCE),
            )
            for page in laid_out(body=body).pages:
                assert ([*lines(page, Element.BODY)] or [""])[-1] != "一、总体要求"

    def test_several_annexes_are_numbered_and_turned_lines_begin_under_the_name(self) -> None:
        names = ("任务分工表", "有关配套文件材料" * 5)
        layout = laid_out(annex_names=names)
        page = page_of(layout, Element.ANNEX_NOTE)
        note = lines(layout.pages[page], Element.ANNEX_NOTE)
        second, turned = [
            run for run in runs(layout.pages[page], Element.ANNEX_NOTE) if run.text[0] in "有关配套文件材料"
        ][-2:]

        assert note[0] == "附件：1．任务分工表"
        assert note[1].startswith("2．有关")
        assert second.xs[0] == pytest.approx(turned.xs[0])

    def test_an_annex_begins_a_page_with_its_label_and_its_title_on_the_third_line(self) -> None:
        layout = laid_out(annexes=(Annex("附件1", "任务分工表", (Paragraph(SENTENCE),)),))
        page = layout.pages[page_of(layout, Element.ANNEX)]
        top = STANDARD.head_margin

        assert lines(page, Element.ANNEX)[:2] == ["附件1", "任务分工表"]
        assert runs(page, Element.ANNEX)[0].ys[0] == pytest.approx(top + 0.84 * STANDARD.size, abs=LEVEL)
        title = next(run for run in runs(page, Element.ANNEX) if run.text[0] == "任")
        assert title.ys[0] == pytest.approx(top + 2 * STANDARD.pitch + 0.84 * STANDARD.title_size)

    def test_pictures_are_scaled_to_the_type_area_and_kept_whole(self) -> None:
        wide, tall = PictureBlock(b"a", 400.0, 100.0), PictureBlock(b"b", 100.0, 900.0, "图1 平面图")
        layout = laid_out(body=(Paragraph(SENTENCE), wide, tall, wide))
        found = [
            (page, mark) for page, sheet in enumerate(layout.pages) for mark in sheet.marks if isinstance(mark, Picture)
        ]

        assert len(found) == 3
        assert len(layout.images) == 2
        for page, picture in found:
            assert_inside(Box(picture.transform.e, picture.transform.f, picture.transform.a, picture.transform.d), page)
        assert found[0][1].transform.a / found[0][1].transform.d == pytest.approx(4)

    def test_a_character_that_no_face_has_is_shown_as_a_gap_and_reported(self) -> None:
        layout = laid_out(body=(Paragraph("张\U000e0fff三，" + SENTENCE), Paragraph("\ud800李四")))

        assert layout.missing == ("\U000e0fff", "\ud800")
        glyphs = [g for run in runs(layout.pages[0], Element.BODY) for g in zip(run.text, run.gids, strict=True)]
        geta = LIBRARY.pick(Role.BODY, "〓")
        assert geta is not None
        assert dict(glyphs)["\U000e0fff"] == geta.gid


def face(role: Role, char: str) -> FaceId:
    cut = LIBRARY.pick(role, char)
    assert cut is not None
    return cut.face


class TestTheEnd:
    def test_a_sealed_signature_stands_centred_over_a_date_four_cells_from_the_edge(self) -> None:
        layout = laid_out()
        page = page_of(layout, Element.DATE)
        day, name = ink(layout, page, Element.DATE), ink(layout, page, Element.SIGNATURE)

        assert lines(layout.pages[page], Element.DATE) == ["2026年3月2日"]
        assert free_after(layout, page, Element.DATE) == pytest.approx(4 * CELL, abs=0.1)
        assert day.x + day.width / 2 == pytest.approx(name.x + name.width / 2, abs=1)

    def test_an_unsealed_signature_ends_two_cells_from_the_edge_its_date_two_cells_further_in(self) -> None:
        layout = laid_out(Grid(sealed=False))
        page = page_of(layout, Element.DATE)
        day, name = runs(layout.pages[page], Element.DATE)[0], runs(layout.pages[page], Element.SIGNATURE)[0]

        assert day.xs[0] - name.xs[0] == pytest.approx(2 * CELL, abs=0.1)
        assert layout.seals == ()

    def test_a_date_longer_than_the_name_ends_two_cells_from_the_edge(self) -> None:
        layout = laid_out(Grid(sealed=False), signatories=("县府",), dated=date(2026, 12, 31))
        page = page_of(layout, Element.DATE)

        assert free_after(layout, page, Element.DATE) == pytest.approx(2 * CELL, abs=0.1)

    @pytest.mark.parametrize("paragraphs", range(1, 30))
    def test_a_signature_never_stands_on_a_page_without_text(self, paragraphs: int) -> None:
        layout = laid_out(body=tuple(Paragraph(SENTENCE) for _ in range(paragraphs)))
        page = page_of(layout, Element.DATE)

        assert len(lines(layout.pages[page], Element.BODY)) >= 2
        assert page == page_of(layout, Element.SIGNATURE)

    def test_the_note_stands_in_parentheses_under_the_date(self) -> None:
        layout = laid_out()
        page = layout.pages[page_of(layout, Element.NOTE)]

        assert lines(page, Element.NOTE) == ["（此件公开发布）"]
        assert y_of(page, Element.NOTE) > y_of(page, Element.DATE)

    def test_the_imprint_ends_at_the_lower_edge_of_the_last_page_which_is_even(self) -> None:
        for count in range(1, 8):
            layout = laid_out(body=tuple(Paragraph(SENTENCE * 4) for _ in range(count)))
            rules = shapes(layout.pages[-1])

            assert len(layout.pages) % 2 == 0
            assert [rule.width for rule in rules] == [0.35, 0.25, 0.35]
            assert rules[-1].path[0][1][1] + 0.35 / 2 == pytest.approx(37 + 225)
            assert lines(layout.pages[-1], Element.COPIES_TO)[0].startswith("抄送：县委办公室")
            assert text(layout, Element.COPIES_TO).endswith("。")
            assert text(layout, Element.PRINTED_ON) == "2026年3月3日印发"

    def test_an_office_may_let_the_imprint_stand_on_an_odd_page(self) -> None:
        layout = laid_out(Grid(imprint_on_even=False), body=(Paragraph(SENTENCE),), note="")

        assert len(layout.pages) == 2 or lines(layout.pages[0], Element.PRINTED_BY)

    def test_a_blank_page_and_the_imprint_behind_it_carry_no_number(self) -> None:
        full = 2 * 22 - 2
        layout = lay_out(
            OfficialDocument(Kind.NOTICE, "", (Paragraph("国" * (28 * full - 2)),), printed_by="某县政府"), LIBRARY
        )

        assert len(layout.pages) == 4
        assert layout.pages[2].marks == ()
        assert [lines(page, Element.PAGE_NUMBER) for page in layout.pages] == [["— 1 —"], ["— 2 —"], [], []]


class TestPageNumbers:
    def test_the_dash_stands_7_mm_under_the_type_area(self) -> None:
        layout = laid_out()
        dashes = [g.ink for run in runs(layout.pages[0], Element.PAGE_NUMBER) for g in glyphs_of(run) if g.char == "—"]

        assert len(dashes) == 2
        for dash in dashes:
            assert dash is not None
            assert dash.y + dash.height / 2 == pytest.approx(37 + 225 + 7, abs=0.05)

    def test_odd_pages_carry_it_at_the_right_even_pages_at_the_left_one_character_in(self) -> None:
        layout = laid_out()
        odd, even = ink(layout, 0, Element.PAGE_NUMBER), ink(layout, 1, Element.PAGE_NUMBER)

        assert 28 + 156 - odd.x - odd.width == pytest.approx(SIZE_14, abs=0.4)
        assert even.x - 26 == pytest.approx(SIZE_14, abs=0.4)


def assert_inside(box: Box, page: int, by: float = 0.3) -> None:
    area = type_area(page)
    assert box.x >= area.x - by
    assert box.y >= area.y - by
    assert box.x + box.width <= area.x + area.width + by
    assert box.y + box.height <= area.y + area.height + by


def assert_ink_inside(layout: Layout) -> None:
    for page, sheet in enumerate(layout.pages):
        for run in runs(sheet):
            if run.element is not Element.PAGE_NUMBER:
                for glyph in glyphs_of(run):
                    if glyph.ink is not None:
                        assert_inside(glyph.ink, page)


HAN = "农村建房安全管理工作的一二三国"
WORDS = st.text(HAN + "，。、；：）》”（《“0123456789", min_size=1, max_size=120)
BLOCKS = st.lists(
    st.one_of(
        st.builds(Paragraph, WORDS),
        st.builds(Heading, st.sampled_from(Level), WORDS.map(lambda words: words[:30])),
    ),
    min_size=1,
    max_size=12,
)
ANNEXES = st.builds(Annex, st.just("附件1"), st.text(HAN, max_size=30), BLOCKS.map(tuple))
NAMES = st.lists(st.text(HAN, min_size=2, max_size=18), max_size=5).map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> OfficialDocument:
    return OfficialDocument(
        Kind.NOTICE,
        draw(st.text(HAN, max_size=70)),
        tuple(draw(BLOCKS)),
        issuers=draw(NAMES),
        number=draw(st.sampled_from([None, Number("青政", 2026, 3)])),
        approvers=draw(st.lists(st.text(HAN, min_size=2, max_size=4), max_size=4).map(tuple)),
        recipients=draw(st.text(HAN, max_size=90)),
        annex_names=draw(NAMES),
        signatories=draw(NAMES),
        dated=draw(st.sampled_from([None, date(2026, 3, 2)])),
        note=draw(st.text(HAN, max_size=40)),
        annexes=tuple(
            Annex("附件", draw(st.text(HAN, max_size=30)), tuple(draw(BLOCKS))) for _ in draw(st.sets(st.just(1)))
        ),
        copies_to=draw(st.text(HAN, max_size=80)),
        printed_by=draw(st.text(HAN, max_size=20)),
    )


class TestNeverAndAlways:
    @given(documents(), st.booleans())
    def test_no_ink_leaves_the_type_area(self, document: OfficialDocument, sealed: bool) -> None:
        assert_ink_inside(lay_out(document, LIBRARY, Grid(sealed=sealed)))

    @given(documents())
    def test_every_word_of_the_document_is_on_its_pages_in_order(self, document: OfficialDocument) -> None:
        layout = lay_out(document, LIBRARY)

        assert text(layout, Element.BODY) == without_blanks("".join(words_of(document.body)))
        assert text(layout, Element.TITLE) == document.title
        assert text(layout, Element.NOTE) == (f"（{document.note}）" if document.note else "")
        assert sorted(text(layout, Element.SIGNATURE)) == sorted("".join(document.signatories))
        assert text(layout, Element.ANNEX) == "".join(
            f"{annex.label}{annex.title}" + "".join(words_of(annex.body)) for annex in document.annexes
        )

    @given(documents())
    def test_every_run_says_what_it_belongs_to(self, document: OfficialDocument) -> None:
        for page in lay_out(document, LIBRARY).pages:
            for run in runs(page):
                assert run.element is not None
                assert len(run.text) == len(run.gids) == len(run.xs) == len(run.ys) > 0

    @given(documents())
    def test_the_same_document_is_always_laid_out_alike(self, document: OfficialDocument) -> None:
        assert lay_out(document, LIBRARY) == lay_out(document, LIBRARY)

    @given(BLOCKS, BLOCKS)
    def test_more_text_never_takes_fewer_pages(self, blocks: Sequence[Paragraph], more: Sequence[Paragraph]) -> None:
        fewer = lay_out(OfficialDocument(Kind.NOTICE, "通知", tuple(blocks)), LIBRARY)
        longer = lay_out(OfficialDocument(Kind.NOTICE, "通知", (*blocks, *more)), LIBRARY)

        assert len(fewer.pages) <= len(longer.pages)


def words_of(blocks: Sequence[object]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph | Heading)]


class NoFaces:
    """A machine without any font."""

    def pick(self, role: Role, char: str) -> Cut | None:
        return None

    def ink(self, cut: Cut) -> tuple[float, float]:
        return 0.0, 0.0

    def sides(self, cut: Cut) -> tuple[float, float]:
        return 0.0, 0.0


def test_without_any_face_the_pages_are_blank_and_every_character_is_reported() -> None:
    layout = lay_out(NOTICE, NoFaces())

    assert not [run for page in layout.pages for run in runs(page)]
    assert set(layout.missing) >= set(SENTENCE)


ANYTHING = st.text(max_size=60)
FLOOD = st.one_of(ANYTHING, st.builds(lambda words: words * 40, st.text("县财政局，abc 1", min_size=1, max_size=40)))


@st.composite
def wild_documents(draw: st.DrawFn) -> OfficialDocument:
    """Whatever a careless hand or a damaged draft may put into the fields."""
    return OfficialDocument(
        draw(st.sampled_from(Kind)),
        draw(ANYTHING),
        tuple(draw(st.lists(st.builds(Paragraph, FLOOD, st.integers(-3, 99), st.sampled_from(Level)), max_size=4))),
        issuers=tuple(draw(st.lists(ANYTHING, max_size=4))),
        mark=draw(ANYTHING),
        number=draw(st.none() | st.builds(Number, ANYTHING, st.integers(0, 9999), st.integers(0, 99999))),
        copy_number=draw(ANYTHING),
        secrecy=draw(st.none() | st.sampled_from(Secrecy)),
        secrecy_term=draw(ANYTHING),
        urgency=draw(st.none() | st.sampled_from(Urgency)),
        approvers=tuple(draw(st.lists(ANYTHING, max_size=5))),
        recipients=draw(FLOOD),
        annex_names=tuple(draw(st.lists(ANYTHING, max_size=3))),
        signatories=tuple(draw(st.lists(ANYTHING, max_size=4))),
        dated=draw(st.none() | st.dates()),
        note=draw(FLOOD),
        annexes=tuple(draw(st.lists(st.builds(Annex, ANYTHING, ANYTHING, BLOCKS.map(tuple)), max_size=1))),
        copies_to=draw(FLOOD),
        printed_by=draw(ANYTHING),
        printed_on=draw(st.none() | st.dates()),
    )


@given(wild_documents(), st.booleans())
def test_whatever_stands_in_the_fields_pages_come_out(document: OfficialDocument, sealed: bool) -> None:
    layout = lay_out(document, LIBRARY, Grid(sealed=sealed))

    assert layout.pages
    for page in layout.pages:
        for run in runs(page):
            assert all(-5 < run.transform.at(x, y)[0] < 215 for x, y in zip(run.xs, run.ys, strict=True))
            assert all(0 < y < 297 for y in run.ys)
