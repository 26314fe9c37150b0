"""Recognising what stands after the body: annex note, signature, date, note, imprint, annexes."""

from datetime import date
from pathlib import Path

import pytest

from documents.model.draft import DraftTable
from documents.model.official import (
    Cell,
    Heading,
    Level,
    Paragraph,
    TableBlock,
)
from tests.documents.drafting import centred, codes, notice, recognised, right

NOTICE = Path(__file__).parent.parent / "data" / "notice" / "draft.docx"


class TestEnding:
    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("2026年3月2日", "date_found"),
            ("２０２６年３月２日", "date_found"),
            ("2026 年 3 月 2 日", "date_found"),
            ("2026年03月02日", "date_converted"),
            ("二〇二六年三月二日", "date_converted"),
            ("二○二六年三月二日", "date_converted"),
            ("2026-3-2", "date_converted"),
        ],
    )
    def test_a_date_is_read_however_it_is_typed(self, typed: str, code: str) -> None:
        found = recognised(centred("某市关于放假的通知"), "各县：", "放假。", right("某市"), right(typed))
        assert found.document.dated == date(2026, 3, 2)
        assert code in codes(found)

    @pytest.mark.parametrize(
        ("typed", "code"),
        [("2026年3月  日", "date_blank"), ("年 月 日", "date_blank"), ("2026年2月30日", "date_impossible")],
    )
    def test_a_date_that_is_none_yet_is_doubted(self, typed: str, code: str) -> None:
        found = recognised(centred("某市关于放假的通知"), "各县：", "放假。", right("某市"), right(typed))
        assert found.document.dated is None
        assert found.document.signatories == ("某市",)
        assert code in {each.code.removeprefix("documents.") for each in found.doubts}

    def test_a_signature_pushed_right_by_blanks_is_known(self) -> None:
        found = recognised(
            centred("某市关于放假的通知"),
            "各县：",
            "放假。",
            "　　　　　　　　　　某市人民政府",
            "　　　　　　　　　　2026年3月2日",
        )
        assert found.document.signatories == ("某市人民政府",)

    def test_a_signature_on_the_line_of_its_date_is_known(self) -> None:
        found = recognised(centred("某市关于放假的通知"), "各县：", "放假。", right("某市人民政府　　2026年3月2日"))
        assert (found.document.signatories, found.document.dated) == (("某市人民政府",), date(2026, 3, 2))

    def test_a_signer_with_a_post_stays_whole(self) -> None:
        found = recognised(centred("某省人民政府令"), "现予公布。", right("省长　张三"), right("2026年3月2日"))
        assert found.document.signatories == ("省长　张三",)

    def test_joint_signatures_stand_under_each_other(self) -> None:
        found = recognised(
            centred("关于下达资金的通知"),
            "各市：",
            "现下达资金。",
            right("某省财政厅"),
            right("某省教育厅"),
            right("2026年3月2日"),
        )
        assert found.document.signatories == ("某省财政厅", "某省教育厅")

    def test_a_date_within_the_text_is_no_ending(self) -> None:
        found = notice("会议于2026年3月1日召开，现将会议精神传达到2026年3月2日")
        assert found.document.dated == date(2026, 3, 2)
        assert len(found.document.body) == 2

    @pytest.mark.parametrize(
        "lines",
        [
            ("附件：1．甲清单", "2．乙要点"),
            ("附件：1.甲清单；", "2.乙要点。"),
            ("附件: 1、甲清单 2、乙要点",),
            ("附件1：甲清单", "附件2：乙要点"),
            ("附件：1．甲", "清单", "　　　2．乙要点"),
        ],
    )
    def test_an_annex_note_is_read_however_it_is_typed(self, lines: tuple[str, ...]) -> None:
        found = notice(*lines)
        assert found.document.annex_names == ("甲清单", "乙要点")
        assert len(found.document.body) == 1

    def test_a_single_annex_has_no_number(self) -> None:
        assert notice("附件：2026年防汛预案").document.annex_names == ("2026年防汛预案",)

    def test_an_annex_note_after_the_date_is_taken_back(self) -> None:
        found = notice(ending=("附件：1．甲清单", "2．乙要点"))
        assert found.document.annex_names == ("甲清单", "乙要点")
        assert "annex_note_after_date" in codes(found)

    def test_notes_after_the_date_are_joined(self) -> None:
        found = notice(ending=("（此件公开发布）", "(联系人：张三，电话：12345678)"))
        assert found.document.note == "此件公开发布；联系人：张三，电话：12345678"

    def test_what_cannot_be_placed_is_kept_and_doubted(self) -> None:
        found = notice(ending=("这是一段不知道放在哪里的话。",))
        assert found.document.body[-1] == Paragraph("这是一段不知道放在哪里的话。")
        assert "left_over" in {each.code.removeprefix("documents.") for each in found.doubts}

    def test_an_imprint_is_read(self) -> None:
        found = notice(
            ending=(
                "抄送：市委办公室，市人大常委会办公室，",
                "市政协办公室。",
                "某市人民政府办公室　　2026年3月3日印发",
            )
        )
        assert found.document.copies_to == "市委办公室，市人大常委会办公室，市政协办公室"
        assert found.document.printed_by == "某市人民政府办公室"
        assert found.document.printed_on == date(2026, 3, 3)
        assert len(found.document.body) == 1

    def test_an_imprint_in_a_table_is_read(self) -> None:
        imprint = TableBlock(
            ((Cell("抄送：市委办公室。", columns=2),), (Cell("某市人民政府办公室"), Cell("2026年3月3日印发"))),
            (1.0, 1.0),
        )
        found = notice(ending=(DraftTable(imprint),))
        assert (found.document.copies_to, found.document.printed_by) == ("市委办公室", "某市人民政府办公室")

    def test_a_sentence_about_printing_is_no_imprint(self) -> None:
        text = "《办法》已由市政府于2026年3月1日印发，请认真贯彻执行，并及时报告情况。"
        assert notice(text).document.body[1] == Paragraph(text)


class TestAnnexes:
    def test_annexes_have_their_titles_and_bodies(self) -> None:
        found = notice(
            "附件：1．甲清单",
            "2．乙要点",
            ending=(
                "附件1",
                centred("甲清单"),
                "一、第一类",
                "附件 2",
                centred("乙要点"),
                "监管要点如下。",
                "（一）要点",
            ),
        )
        first, second = found.document.annexes
        assert (first.label, first.title, first.body) == ("附件1", "甲清单", (Heading(Level.FIRST, "一、第一类"),))
        assert (second.label, second.title) == ("附件2", "乙要点")
        assert second.body == (Paragraph("监管要点如下。"), Heading(Level.SECOND, "（一）要点"))

    def test_a_title_named_in_the_note_needs_no_look(self) -> None:
        (annex,) = notice("附件：防汛预案", ending=("附件", "防汛预案", "一、总则")).document.annexes
        assert (annex.title, annex.body) == ("防汛预案", (Heading(Level.FIRST, "一、总则"),))

    def test_a_title_that_differs_from_the_note_is_doubted(self) -> None:
        found = notice("附件：防汛预案", ending=("附件", centred("抗旱预案"), "一、总则"))
        assert "annex_title_differs" in {each.code.removeprefix("documents.") for each in found.doubts}

    def test_dates_in_annexes_are_not_the_date_of_the_document(self) -> None:
        found = notice("附件：通知书", ending=("附件", centred("通知书"), right("某某局"), right("2020年1月1日")))
        assert found.document.dated == date(2026, 3, 2)
        assert len(found.document.annexes[0].body) == 2
