"""Tables: readable whatever the draft hands in, ruled, cut at the foot of the page."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from documents.model.official import Annex, Block, Cell, Heading, Kind, Level, OfficialDocument, Paragraph, TableBlock
from documents.model.pages import Box, Element, Layout, Shape
from documents.rules.grid import SIZE_7_5, SIZE_9, SIZE_12, SIZE_14, STANDARD
from documents.rules.table_cells import MOST_COLUMNS, column_count, placed_cells
from documents.rules.typeset import lay_out
from tests.documents.test_layout_pages import assert_ink_inside, assert_inside
from tests.documents.typeset import LIBRARY, lines, runs, shapes, text, without_blanks

TASK = "统筹解决宅基地审批涉及耕地占补平衡，制定限额以下的农村公共建筑审批监管流程，明确职责分工。"


def headings(*names: str) -> tuple[Cell, ...]:
    return tuple(Cell(name, heading=True) for name in names)


def rows_of(count: int, words: str = TASK) -> tuple[tuple[Cell, ...], ...]:
    return tuple((Cell(f"{row}"), Cell("县自然资源局"), Cell(words)) for row in range(1, count + 1))


def table(*rows: tuple[Cell, ...], widths: tuple[float, ...] = (1, 2, 7)) -> TableBlock:
    return TableBlock((headings("序号", "单位", "任务"), *rows), widths)


def annexed(*blocks: TableBlock) -> Layout:
    return lay_out(OfficialDocument(Kind.NOTICE, "", (), annexes=(Annex("附件", "任务分工表", blocks),)), LIBRARY)


def sizes(layout: Layout) -> set[float]:
    """The sizes of the text in tables."""
    found = {run.size for page in layout.pages for run in runs(page, Element.ANNEX)}
    return {size for size in found if size < STANDARD.size - 0.1}


def rules_of(layout: Layout) -> list[tuple[int, Shape]]:
    return [(number, shape) for number, page in enumerate(layout.pages) for shape in shapes(page)]


class TestSizes:
    def test_a_short_table_is_set_in_14_point(self) -> None:
        assert sizes(annexed(table(*rows_of(3)))) == {SIZE_14}

    def test_a_table_of_several_pages_is_set_in_12_point(self) -> None:
        assert sizes(annexed(table(*rows_of(60)))) == {SIZE_12}

    def test_many_columns_are_set_smaller_but_stay_readable(self) -> None:
        cells = tuple(
            Cell(words) for words in ("欧阳某某", "男", "汉族", "1980.01", "福建福州", "大学本科", "副主任科员") * 2
        )
        layout = annexed(TableBlock((cells, cells), (1.0,) * 14, header_rows=0))

        assert SIZE_7_5 <= min(sizes(layout)) <= SIZE_12
        assert_ink_inside(layout)

    def test_an_address_too_long_for_its_column_is_parted_rather_than_set_tiny(self) -> None:
        address = "wang.xiaoming.of.the.county.government@office.example.gov.cn"
        cells = tuple(Cell(words) for words in ("欧阳某某", address, "备注", "编号", "县自然资源局", "联系方式"))
        layout = annexed(TableBlock((cells,), (1.0,) * 6, header_rows=0))

        assert min(sizes(layout)) >= SIZE_9
        assert sorted(address) == sorted(char for char in text(layout, Element.ANNEX) if char.isascii())
        assert_ink_inside(layout)


class TestPages:
    def test_the_header_stands_again_on_every_page(self) -> None:
        layout = annexed(table(*rows_of(60)))
        pages = [lines(page, Element.ANNEX) for page in layout.pages if runs(page, Element.ANNEX)]

        assert len(pages) > 2
        assert all("序号单位任务" in page for page in pages)

    def test_a_low_row_is_never_parted(self) -> None:
        layout = annexed(table(*rows_of(60)))
        for page in layout.pages:
            joined = "".join("".join(run.text) for run in runs(page, Element.ANNEX))
            assert joined.count("统筹解决") == joined.count("职责分工。")

    def test_a_row_taller_than_a_page_goes_on_on_the_next(self) -> None:
        layout = annexed(table(*rows_of(1, TASK * 60)))

        assert len([page for page in layout.pages if runs(page, Element.ANNEX)]) >= 3
        assert text(layout, Element.ANNEX).count("统筹解决") == 60
        assert_ink_inside(layout)

    def test_a_header_taller_than_a_page_does_not_stop_the_work(self) -> None:
        tall = TableBlock(((Cell(TASK * 50, heading=True),), (Cell("甲"),)), (1.0,))
        layout = annexed(tall)

        assert text(layout, Element.ANNEX).endswith("甲")
        assert_ink_inside(layout)

    def test_a_heading_stays_with_the_table_under_it(self) -> None:
        for count in range(14, 24):
            text_above: list[Block] = [Paragraph("一段文字。")] * count
            body = (*text_above, Heading(Level.FIRST, "一、分工"), table(*rows_of(4)))
            for page in lay_out(OfficialDocument(Kind.NOTICE, "", body), LIBRARY).pages:
                assert not [*lines(page, Element.BODY), ""][-2].startswith("一、分工") or shapes(page)

    def test_the_frame_is_heavier_than_the_rules_inside(self) -> None:
        widths = {shape.width for _, shape in rules_of(annexed(table(*rows_of(3))))}

        assert widths == {0.35, 0.25}

    def test_rules_never_leave_the_type_area(self) -> None:
        for page, shape in rules_of(annexed(table(*rows_of(60)))):
            for _, (x, y) in shape.path[:-1]:
                assert_inside(Box(x, y, 0, 0), page, by=0.01)


class TestSpans:
    def test_a_cell_over_two_rows_is_ruled_once_and_keeps_its_text_together(self) -> None:
        spanning = TableBlock((headings("类别", "内容"), (Cell("主体责任", rows=2), Cell("甲")), (Cell("乙"),)), (1, 3))
        layout = annexed(spanning)

        assert text(layout, Element.ANNEX).endswith("类别内容主体责任甲乙")
        inner = next(shape for _, shape in rules_of(layout) if shape.width == 0.25)
        ends = zip(inner.path[::2], inner.path[1::2], strict=True)
        horizontal = [b[0] - a[0] for (_, a), (_, b) in ends if a[1] == b[1]]
        assert sorted(round(length) for length in horizontal) == [39, 117, 117]

    def test_spans_that_leave_the_table_are_cut(self) -> None:
        wild = TableBlock(((Cell("甲", columns=9, rows=9), Cell("乙")), (Cell("丙"),)), (1, 1))

        assert text(annexed(wild), Element.ANNEX).endswith("甲乙丙")

    @pytest.mark.parametrize("widths", [(), (0, 0), (1, -1), (1,), (1e-9, 1e9)])
    def test_widths_that_make_no_sense_are_found_from_the_text(self, widths: tuple[float, ...]) -> None:
        layout = annexed(TableBlock(((Cell("项目名称"), Cell(TASK)), (Cell("甲"), Cell("乙"))), widths))

        assert_ink_inside(layout)
        assert "项目名称" in text(layout)

    def test_an_empty_table_leaves_no_trace(self) -> None:
        assert rules_of(annexed(TableBlock((), ()))) == []
        assert rules_of(annexed(TableBlock(((),), ()))) == []


CELLS = st.builds(
    Cell,
    st.text("农村建房安全管理（）《》，。0123456789ab\n", max_size=60),
    st.integers(1, 3),
    st.integers(1, 4),
    st.booleans(),
)
TABLES = st.builds(
    TableBlock,
    st.lists(st.lists(CELLS, min_size=1, max_size=6).map(tuple), min_size=1, max_size=14).map(tuple),
    st.lists(st.floats(0, 9), max_size=8).map(tuple),
    st.integers(0, 3),
)


class TestNeverAndAlways:
    @given(TABLES)
    def test_cells_never_overlap(self, block: TableBlock) -> None:
        cells = placed_cells(block)
        spots = [(y, x) for cell in cells for y in range(cell.top, cell.bottom) for x in range(cell.left, cell.right)]

        assert len(spots) == len(set(spots))
        assert len(cells) == sum(map(len, block.rows))
        assert column_count(cells) == max(x for _, x in spots) + 1

    @example(TableBlock(((*(Cell("000000"),) * 11, Cell("国", columns=2)),), (), 0))  # two columns left without width
    @given(TABLES)
    def test_no_character_of_a_table_is_lost_and_none_leaves_the_page(self, block: TableBlock) -> None:
        layout = annexed(block)
        expected = without_blanks("".join(cell.text for row in block.rows for cell in row))
        found = text(layout, Element.ANNEX).removeprefix("附件任务分工表")

        assert_ink_inside(layout)
        if len([page for page in layout.pages if runs(page, Element.ANNEX)]) == 1:
            assert sorted(found) == sorted(expected)
        else:
            assert all(found.count(char) >= expected.count(char) for char in set(expected))

    @pytest.mark.parametrize("columns", [20, 40, MOST_COLUMNS])
    @pytest.mark.parametrize("words", ["国国国", "0000。）"])
    def test_as_many_columns_as_a_word_processor_makes_stay_on_the_page(self, columns: int, words: str) -> None:
        layout = annexed(TableBlock(((Cell(words),) * columns, (Cell("国"),) * columns), (1.0,)))

        assert text(layout, Element.ANNEX).count("国") == columns * (1 + words.count("国"))
        assert_ink_inside(layout)

    @given(st.integers(1, 40), st.integers(1, 400))
    def test_running_text_in_a_table_is_complete_and_in_order(self, rows: int, length: int) -> None:
        words = (TASK * 10)[:length]
        layout = annexed(replace(table(*rows_of(rows, words)), header_rows=0))
        third = [run for page in layout.pages for run in runs(page, Element.ANNEX) if run.text[0] in TASK]

        assert "".join("".join(run.text) for run in third).count(words[-8:]) >= rows
        assert all(before.ys != after.ys or before.xs < after.xs for before, after in pairwise(third))
