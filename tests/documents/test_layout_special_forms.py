"""信函, 命令 and 纪要 (GB/T 9704-2012, clause 10)."""

import pytest

from documents.model.official import Kind, Number, Paragraph, Secrecy
from documents.model.pages import RED, Element
from documents.rules.grid import STANDARD, Form, Grid
from tests.documents.test_layout_pages import free_after, ink, laid_out, page_of
from tests.documents.typeset import LEVEL, lines, runs, shapes, text, y_of


class TestLetters:
    def test_the_mark_is_the_name_alone_30_mm_from_the_edge_of_the_paper(self) -> None:
        layout = laid_out(kind=Kind.LETTER, issuers=("青山县人民政府", "青水县人民政府"))

        assert text(layout, Element.MARK) == "青山县人民政府"
        assert ink(layout, 0, Element.MARK).y == pytest.approx(30, abs=0.3)

    def test_two_double_lines_of_170_mm_frame_the_first_page(self) -> None:
        layout = laid_out(kind=Kind.LETTER)
        red = [rule for rule in shapes(layout.pages[0]) if rule.stroke == RED]
        red.sort(key=lambda rule: rule.path[0][1][1])
        mark = ink(layout, 0, Element.MARK)

        assert [rule.path[1][1][0] - rule.path[0][1][0] for rule in red] == [pytest.approx(170)] * 4
        assert {rule.path[0][1][0] for rule in red} == {20.0}
        assert red[0].width > red[1].width
        assert red[2].width < red[3].width
        assert red[0].path[0][1][1] - red[0].width / 2 - mark.y - mark.height == pytest.approx(4, abs=0.3)
        assert red[3].path[0][1][1] + red[3].width / 2 == pytest.approx(297 - 20)
        assert not [rule for page in layout.pages[1:] for rule in shapes(page)]

    def test_the_number_stands_at_the_right_beside_the_secrecy(self) -> None:
        layout = laid_out(kind=Kind.LETTER, secrecy=Secrecy.CONFIDENTIAL)

        assert y_of(layout.pages[0], Element.NUMBER) == pytest.approx(y_of(layout.pages[0], Element.SECRECY), abs=LEVEL)
        assert free_after(layout, 0, Element.NUMBER) == pytest.approx(0, abs=0.1)

    def test_the_first_page_has_no_number_and_the_imprint_names_no_printer(self) -> None:
        layout = laid_out(kind=Kind.LETTER)

        assert not lines(layout.pages[0], Element.PAGE_NUMBER)
        assert lines(layout.pages[1], Element.PAGE_NUMBER) == ["— 2 —"]
        assert text(layout, Element.COPIES_TO).startswith("抄送：")
        assert text(layout, Element.PRINTED_BY, Element.PRINTED_ON) == ""

    def test_an_office_may_send_its_letters_in_the_usual_form(self) -> None:
        layout = laid_out(Grid(form=Form.DOCUMENT), kind=Kind.LETTER)

        assert text(layout, Element.MARK).endswith("文件")


class TestOrders:
    def test_an_order_shows_its_mark_and_number_and_no_red_line(self) -> None:
        layout = laid_out(
            kind=Kind.ORDER, title="青山县人民政府令", issuers=("青山县人民政府",), number=Number("", 2026, 8)
        )

        assert text(layout, Element.MARK) == "青山县人民政府令"
        assert text(layout, Element.TITLE) == ""
        assert lines(layout.pages[0], Element.NUMBER) == ["第8号"]
        assert ink(layout, 0, Element.MARK).y == pytest.approx(37 + 20, abs=0.3)
        assert not [rule for rule in shapes(layout.pages[0]) if rule.stroke == RED]

    def test_signer_and_date_end_four_cells_from_the_edge_with_a_blank_line_between(self) -> None:
        layout = laid_out(kind=Kind.ORDER, signatories=("县长　王大明",))
        page = page_of(layout, Element.DATE)
        sheet = layout.pages[page]

        assert free_after(layout, page, Element.SIGNATURE) == pytest.approx(4 * STANDARD.cell, abs=0.1)
        assert free_after(layout, page, Element.DATE) == pytest.approx(4 * STANDARD.cell, abs=0.1)
        between = y_of(sheet, Element.DATE) - y_of(sheet, Element.SIGNATURE)
        assert between == pytest.approx(2 * STANDARD.pitch, abs=1)
        assert layout.seals == ()


class TestMinutes:
    def test_those_present_follow_the_text_turned_lines_under_the_first_name(self) -> None:
        names = "王大明、李四、赵六、欧阳小小、" * 3 + "孙七"
        body = (Paragraph("会议研究了防汛工作。"), Paragraph(f"出席：{names}"), Paragraph("列席：周八"))
        layout = laid_out(kind=Kind.MINUTES, body=body, signatories=(), dated=None)
        rows = [row for page in layout.pages for row in lines(page, Element.BODY)]
        first, turned = [run for run in runs(layout.pages[0], Element.BODY) if set(run.text) & set("李赵孙")][:2]

        assert rows[0] == "会议研究了防汛工作。"
        assert rows[1].startswith("出席：王大明")
        assert rows[-1] == "列席：周八"
        assert first.xs[0] == pytest.approx(turned.xs[0], abs=0.1)
        assert text(layout, Element.MARK) == "青山县人民政府办公室会议纪要"
