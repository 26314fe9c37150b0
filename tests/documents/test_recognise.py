"""Recognising the elements of a draft by their form."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.model.draft import Alignment, DraftBlock, DraftParagraph, DraftPicture, DraftTable, Sureness
from documents.model.official import (
    Cell,
    Heading,
    Kind,
    Level,
    Number,
    OfficialDocument,
    Paragraph,
    PictureBlock,
    Secrecy,
    TableBlock,
    Urgency,
)
from documents.model.pages import Element
from documents.rules.recognise import recognise
from documents.words import SENTENCES
from tests.documents.drafting import centred, codes, hei, notice, plain, recognised, right

NOTICE = Path(__file__).parent.parent / "data" / "notice" / "draft.docx"


class TestTitle:
    def test_a_title_of_several_lines_is_joined_without_its_blanks(self) -> None:
        found = recognised(
            centred("某市人民政府办公室关于印发"), centred("《某市“十四五”规划》的　通知"), "各县：", "现印发给你们。"
        )
        assert found.document.title == "某市人民政府办公室关于印发《某市“十四五”规划》的通知"

    def test_a_line_broken_by_hand_is_one_title(self) -> None:
        assert notice().document.title == "某市人民政府关于做好防汛工作的通知"
        found = recognised(centred("某市人民政府\n关于做好防汛工作的通知"), "各县：", "请照办。")
        assert found.document.title == "某市人民政府关于做好防汛工作的通知"

    def test_a_title_in_the_look_of_the_text_ends_with_its_kind(self) -> None:
        found = recognised("某市教育局关于申请经费", "的请示", "某市人民政府：", "现请示如下。")
        assert found.document.title == "某市教育局关于申请经费的请示"
        assert found.document.kind is Kind.REQUEST
        assert "title_by_kind" in codes(found)

    @pytest.mark.parametrize(
        ("end", "kind"),
        [
            ("决定", Kind.DECISION),
            ("批复", Kind.REPLY),
            ("复函", Kind.LETTER),
            ("函", Kind.LETTER),
            ("令", Kind.ORDER),
            ("纪要", Kind.MINUTES),
            ("通报", Kind.CIRCULAR),
            ("意见（试行）", Kind.OPINION),
        ],
    )
    def test_the_kind_is_the_end_of_the_title(self, end: str, kind: Kind) -> None:
        assert recognised(centred(f"某市人民政府关于有关事项的{end}"), "现予公布。").document.kind is kind

    def test_a_title_without_a_kind_is_doubted(self) -> None:
        found = recognised(centred("防汛工作方案"), "一、总体要求")
        assert found.document.title == "防汛工作方案"
        assert "kind_guessed" in codes(found)

    def test_a_stop_after_a_title_is_dropped(self) -> None:
        found = recognised(centred("某市关于放假的通知。"), "各县：", "放假。")
        assert found.document.title == "某市关于放假的通知"

    def test_joint_issuers_are_told_apart(self) -> None:
        found = recognised(
            centred("某省财政厅　某省教育厅关于下达资金的通知"),
            "各市财政局、教育局：",
            "现下达资金。",
            right("某省财政厅　　某省教育厅"),
            right("2026年3月2日"),
        )
        assert found.document.issuers == ("某省财政厅", "某省教育厅")
        assert found.document.signatories == ("某省财政厅", "某省教育厅")

    def test_an_issuer_that_differs_from_the_signature_is_doubted(self) -> None:
        found = recognised(
            centred("甲市关于放假的通知"), "各县：", "放假。", right("乙市人民政府"), right("2026年3月2日")
        )
        assert found.document.issuers == ("甲市",)
        assert "issuer_differs" in codes(found)

    def test_no_draft_is_refused(self) -> None:
        found = recognise([])
        assert found.document == OfficialDocument(Kind.NOTICE, "", ())
        assert {"documents.title_missing", "documents.body_missing", "documents.date_missing"} <= {
            finding.code for finding in found.doubts
        }


class TestHead:
    def test_a_typed_head_is_taken_apart(self) -> None:
        found = recognised(
            "000012",
            "机密★1年",
            "特急",
            centred("某省人民政府文件", 48),
            "某政〔2026〕12号　　　　签发人：张　三　李小四",
            centred("某省人民政府关于申请支持的请示"),
            "国务院：",
            "现请示如下。",
        )
        document = found.document
        assert document.copy_number == "000012"
        assert (document.secrecy, document.secrecy_term) == (Secrecy.SECRET, "1年")
        assert document.urgency is Urgency.EXTRA_URGENT
        assert document.mark == "某省人民政府文件"
        assert document.number == Number("某政", 2026, 12)
        assert document.approvers == ("张三", "李小四")
        assert document.title == "某省人民政府关于申请支持的请示"
        assert document.recipients == "国务院"

    @pytest.mark.parametrize(
        "typed", ["某政[2026]7号", "某政（2026）第007号", "某政【２０２６】７号", "某政 〔2026〕 7 号"]
    )
    def test_a_number_is_put_in_order(self, typed: str) -> None:
        found = recognised(plain(typed), centred("某省关于放假的通知"), "各县：", "放假。")
        assert found.document.number == Number("某政", 2026, 7)

    def test_a_number_left_open_is_doubted(self) -> None:
        found = recognised("某政〔2026〕  号", centred("某省关于放假的通知"), "各县：", "放假。")
        assert found.document.number is None
        assert "number_blank" in codes(found)

    def test_an_urgency_of_telegrams_is_not_taken(self) -> None:
        found = recognised("特提", centred("某省关于放假的通知"), "各县：", "放假。")
        assert found.document.urgency is None
        assert "urgency_unknown" in codes(found)

    def test_a_term_in_chinese_digits_is_put_in_arabic(self) -> None:
        found = recognised("秘密★十年", centred("某省关于放假的通知"), "各县：", "放假。")
        assert found.document.secrecy_term == "10年"


class TestRecipients:
    def test_recipients_over_two_lines_are_joined(self) -> None:
        found = recognised(centred("某市关于放假的通知"), "各县（区）人民政府，", "市政府各部门：", "放假三天。")
        assert found.document.recipients == "各县（区）人民政府，市政府各部门"

    def test_an_introduction_is_no_recipient(self) -> None:
        found = recognised(centred("某市关于放假的通知"), "为做好放假工作，现将有关事项通知如下：", "一、放假")
        assert found.document.recipients == ""
        assert "recipients_missing" in codes(found)

    def test_an_announcement_needs_none(self) -> None:
        assert "recipients_missing" not in codes(recognised(centred("某市关于限行的通告"), "现通告限行。"))


class TestHeadings:
    def test_four_levels_are_known_by_their_numbers(self) -> None:
        body = notice("一、总体要求", "（一）基本原则", "1．统一领导", "（1）分级负责").document.body[1:]
        assert body == (
            Heading(Level.FIRST, "一、总体要求"),
            Heading(Level.SECOND, "（一）基本原则"),
            Heading(Level.THIRD, "1．统一领导"),
            Heading(Level.FOURTH, "（1）分级负责"),
        )

    @pytest.mark.parametrize(
        ("typed", "proper"),
        [
            ("(一)基本原则", "（一）基本原则"),
            ("（一）、基本原则", "（一）基本原则"),
            ("一. 总体要求", "一、总体要求"),
            ("1、统一领导", "1.统一领导"),
            ("１．统一领导", "1．统一领导"),
            ("(1) 分级负责", "（1）分级负责"),
        ],
    )
    def test_numbers_typed_otherwise_are_repaired_and_said(self, typed: str, proper: str) -> None:
        found = notice(typed)
        block = found.document.body[1]
        assert isinstance(block, Heading)
        assert block.text == proper
        assert codes(found) & {"heading_number_repaired", "marks_widened"}

    def test_a_leading_sentence_is_a_heading(self) -> None:
        found = notice("（一）加强领导。各地要高度重视，明确责任，抓好落实。")
        assert found.document.body[1] == Paragraph(
            "（一）加强领导。各地要高度重视，明确责任，抓好落实。", 8, Level.SECOND
        )

    def test_a_leading_sentence_set_apart_is_believed_however_long(self) -> None:
        text = (
            "（一）"
            + "全面加强各级各部门对防汛抗旱工作的组织领导和统筹协调并且层层压实责任传导压力。"
            + "各地要抓好落实。"
        )
        lead = text.index("。") + 1
        set_apart = replace(plain(text), lead=lead, lead_face="楷体_GB2312")
        assert notice(set_apart).document.body[1] == Paragraph(text, lead, Level.SECOND)
        assert notice(text).document.body[1] == Paragraph(text)

    @pytest.mark.parametrize(
        "text",
        [
            "一、二级公路由市级负责养护，三级公路由县级负责养护。",
            "2021年9月30日前完成整改。",
            "3.5亿元资金已经下达。",
            "（一）具有中华人民共和国国籍；",
            "一、同意授予张三同志先进工作者称号，号召全市广大干部向他学习，认真履行职责，努力做好本职工作。",
        ],
    )
    def test_text_that_begins_like_a_number_stays_text(self, text: str) -> None:
        assert notice(text).document.body[1] == Paragraph(text)

    def test_a_whole_line_in_hei_is_a_heading_even_with_a_stop(self) -> None:
        assert notice(hei("一、总体要求。")).document.body[1] == Heading(Level.FIRST, "一、总体要求。")

    def test_a_number_that_jumps_is_doubted(self) -> None:
        found = notice("一、甲", "三、乙")
        (doubt,) = [each for each in found.doubts if each.code == "documents.heading_out_of_order"]
        assert doubt.facts == {"number": "三、", "expected": "2"}

    def test_lower_numbers_begin_anew_under_each_heading(self) -> None:
        assert "heading_out_of_order" not in codes(notice("一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊"))

    def test_a_caption_goes_to_its_picture(self) -> None:
        picture = PictureBlock(b"\x89PNG", 100, 50)
        found = notice(DraftPicture(picture), centred("图1 巡查路线", 12), "按图巡查。")
        assert found.document.body[1:] == (replace(picture, caption="图1 巡查路线"), Paragraph("按图巡查。"))


ALPHABET = "一二十〇、（）()1２.．附件：:关于通知函年月日抄送印发签人号〔〕★密 　\n，。省厅a"
PARAGRAPHS = st.builds(
    DraftParagraph,
    text=st.text(alphabet=ALPHABET, max_size=30)
    | st.sampled_from(["附件1", "2026年3月2日", "抄送：甲。", "附件：1．甲", "一、甲"]),
    alignment=st.sampled_from(Alignment),
    size=st.sampled_from([None, 16.0, 22.0]),
    face=st.sampled_from(["", "黑体", "楷体"]),
    lead=st.integers(0, 5),
    new_page=st.booleans(),
)
TABLES = st.builds(
    lambda text: DraftTable(TableBlock(((Cell(text),),), (1.0,))), st.text(alphabet=ALPHABET, max_size=20)
)
BLOCKS: st.SearchStrategy[list[DraftBlock]] = st.lists(PARAGRAPHS | TABLES, max_size=12)


@given(BLOCKS)
@settings(max_examples=300, deadline=None)
def test_any_draft_is_recognised_and_every_finding_has_its_sentence(blocks: list[DraftBlock]) -> None:
    found = recognise(blocks)
    assert found.document.kind in Kind
    for finding in found.findings:
        assert finding.sureness in Sureness
        assert SENTENCES[finding.code].format_map(finding.facts)
        assert finding.element is None or finding.element in Element


@given(st.lists(st.text(alphabet="甲乙丙丁，。", min_size=1, max_size=30), max_size=6))
@settings(max_examples=100, deadline=None)
def test_no_word_of_the_text_is_ever_lost(texts: list[str]) -> None:
    found = notice(*texts)
    said = "".join(block.text for block in found.document.body if isinstance(block, Paragraph))
    for text in texts:
        assert text in said or text in found.document.signatories
