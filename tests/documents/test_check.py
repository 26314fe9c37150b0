"""The rules of 《党政机关公文处理工作条例》 that a document is checked against."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from documents.formats.docx import read_docx
from documents.model.official import Annex, Kind, Number, OfficialDocument, Paragraph, Secrecy
from documents.rules.check import check
from documents.rules.recognise import recognise
from documents.words import REMARKS, SENTENCES
from tests.documents.values import DOCUMENTS

NOTICE = Path(__file__).parent.parent / "data" / "notice" / "draft.docx"

REQUEST = OfficialDocument(
    kind=Kind.REQUEST,
    title="某市人民政府关于申请防汛资金的请示",
    body=(Paragraph("妥否，请批示。"),),
    issuers=("某市人民政府",),
    number=Number("某政", 2026, 3),
    approvers=("张三",),
    recipients="某省人民政府",
    signatories=("某市人民政府",),
    dated=date(2026, 3, 2),
    note="联系人：李四，电话：12345678",
)
REPORT = replace(REQUEST, kind=Kind.REPORT, title="某市人民政府关于防汛工作的报告", body=(Paragraph("特此报告。"),))


def remarks(document: OfficialDocument) -> dict[str, str]:
    """code → article; every remark must have its sentence."""
    for remark in check(document):
        assert SENTENCES[remark.code].format_map(remark.facts)
    return {remark.code.removeprefix("documents."): remark.article for remark in check(document)}


def test_a_proper_request_and_report_draw_no_remark() -> None:
    assert remarks(REQUEST) == {}
    assert remarks(REPORT) == {}


@pytest.mark.parametrize(
    ("document", "code", "article"),
    [
        (replace(REQUEST, secrecy=Secrecy.SECRET, secrecy_term="1年"), "secret_without_copy_number", "第九条（一）"),
        (replace(REQUEST, secrecy=Secrecy.SECRET, copy_number="000001"), "secret_without_term", "第九条（二）"),
        (replace(REQUEST, copy_number="12"), "copy_number_not_six", "GB/T 9704—2012 7.2.1"),
        (replace(REQUEST, number=None), "number_absent", "第九条（五）"),
        (replace(REQUEST, number=Number("某政", 2025, 3)), "number_of_another_year", "第九条（五）"),
        (replace(REQUEST, approvers=()), "approver_absent", "第九条（六）"),
        (replace(REQUEST, title=""), "title_absent", "第九条（七）"),
        (replace(REQUEST, title="某市人民政府关于申请防汛资金"), "title_without_kind", "第九条（七）"),
        (replace(REQUEST, title="某市人民政府关于申请资金的报告"), "title_of_another_kind", "第九条（七）"),
        (replace(REQUEST, title="某市人民政府请示"), "title_without_matter", "第九条（七）"),
        (replace(REQUEST, title="关于申请防汛资金的请示"), "title_without_issuer", "第九条（七）"),
        (replace(REQUEST, title="某市人民政府关于防汛、抗旱，救灾的请示"), "title_punctuated", "GB/T 9704—2012 7.3.1"),
        (replace(REQUEST, recipients=""), "recipients_absent", "第九条（八）"),
        (replace(REQUEST, recipients="某省人民政府、某省财政厅"), "several_recipients", "第十五条（一）"),
        (replace(REQUEST, recipients="王五省长"), "addressed_to_a_person", "第十五条（五）"),
        (replace(REPORT, body=(Paragraph("以上报告，请予批复。"),)), "request_in_report", "第十五条（四）"),
        (replace(REQUEST, title="某市人民政府关于申请资金等三个事项的请示"), "several_requests", "第十五条（四）"),
        (replace(REQUEST, note=""), "contact_absent", "第九条（十四）"),
        (replace(REQUEST, annex_names=("清单",)), "named_annex_absent", "第九条（十五）"),
        (replace(REQUEST, annexes=(Annex("附件", "清单", ()),)), "annex_not_named", "第九条（十）"),
        (
            replace(REQUEST, annex_names=("清单",), annexes=(Annex("附件", "要点", ()),)),
            "annex_named_otherwise",
            "第九条（十）",
        ),
        (replace(REQUEST, signatories=()), "signature_absent", "第九条（十一）"),
        (replace(REQUEST, issuers=("甲局", "乙局")), "joint_signature_incomplete", "第九条（十一）"),
        (replace(REQUEST, dated=None), "date_absent", "第九条（十二）"),
        (replace(REQUEST, printed_on=date(2026, 3, 1)), "printed_before_dated", "第九条（十七）"),
        (replace(REQUEST, copies_to="某省财政厅，各县（区）人民政府。"), "copied_downwards", "第十五条（一）"),
        (replace(REQUEST, issuers=("某市财政局预算科",)), "issued_by_an_inner_office", "第十七条"),
    ],
)
def test_what_is_not_kept_is_remarked_with_its_article(document: OfficialDocument, code: str, article: str) -> None:
    assert remarks(document) == {code: article}


def test_a_notice_may_have_many_recipients_and_no_approver() -> None:
    notice = replace(REQUEST, kind=Kind.NOTICE, title="某市人民政府关于放假的通知", approvers=(), note="")
    assert remarks(replace(notice, recipients="各县（区）人民政府，市政府各部门", copies_to="各乡镇")) == {}


def test_marks_within_book_titles_are_no_punctuation() -> None:
    title = "某市人民政府关于印发《防汛、抗旱办法》的请示"
    assert remarks(replace(REQUEST, title=title)) == {}


def test_minutes_need_no_number_signature_or_recipients() -> None:
    minutes = OfficialDocument(
        Kind.MINUTES, "某市人民政府常务会议纪要", (Paragraph("会议研究了防汛工作。"),), dated=date(2026, 3, 2)
    )
    assert remarks(minutes) == {}


def test_the_real_notice_lacks_only_its_number_and_second_annex() -> None:
    document = recognise(read_docx(NOTICE.read_bytes())).document
    assert set(remarks(document)) == {"number_absent", "named_annex_absent"}


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_any_document_is_checked_and_every_remark_has_its_sentence(document: OfficialDocument) -> None:
    for remark in check(document):
        assert remark.code in REMARKS
        assert SENTENCES[remark.code].format_map(remark.facts)
        assert remark.article.startswith(("第", "GB/T"))
