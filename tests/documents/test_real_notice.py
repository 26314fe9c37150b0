"""The real draft, recognised: compared with the notice as it was published."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from documents.formats.docx import read_docx
from documents.model.official import (
    Heading,
    Kind,
    Level,
    OfficialDocument,
    Paragraph,
    TableBlock,
)
from documents.rules.recognise import default_mark, recognise
from documents.words import SENTENCES

NOTICE = Path(__file__).parent.parent / "data" / "notice" / "draft.docx"


def published_text() -> str:
    """The text of the five body pages of the published OFD, line by line, without the page numbers."""
    space = "{http://www.ofdspec.org/2016}"
    text = ""
    with ZipFile(NOTICE.with_name("published.ofd")) as archive:
        for page in range(5):
            rows: dict[int, list[tuple[float, str]]] = {}
            content = ElementTree.fromstring(archive.read(f"Doc_0/Pages/Page_{page}/Content.xml"))  # noqa: S314
            for thing in content.iter(f"{space}TextObject"):
                x, y = map(float, (thing.get("Boundary") or "0 0").split()[:2])
                code = thing.find(f"{space}TextCode")
                assert code is not None
                rows.setdefault(round(y + float(code.get("Y") or 0)), []).append((x, code.text or ""))
            text += "".join(part for y in sorted(rows) if y < 272 for _, part in sorted(rows[y]))
    return text


@pytest.fixture(scope="module")
def real() -> OfficialDocument:
    return recognise(read_docx(NOTICE.read_bytes())).document


class TestTheRealNotice:
    """Against the text of the notice as it was published (闽政办〔2021〕55号)."""

    def test_its_head_and_title(self, real: OfficialDocument) -> None:
        assert real.kind is Kind.NOTICE
        assert real.title == "福建省人民政府办公厅关于进一步强化农村建房安全管理的通知"
        assert real.issuers == ("福建省人民政府办公厅",)
        assert real.mark == ""
        assert default_mark(real) == "福建省人民政府办公厅文件"
        assert real.number is None

    def test_its_recipients(self, real: OfficialDocument) -> None:
        assert real.recipients == (
            "各市、县（区）人民政府，平潭综合实验区管委会，省人民政府各部门、各直属机构，各大企业，各高等院校"
        )

    def test_its_headings(self, real: OfficialDocument) -> None:
        assert [block for block in real.body if isinstance(block, Heading)] == [
            Heading(Level.FIRST, text)
            for text in (
                "一、压紧压实属地责任",
                "二、强化五级网格化巡查",
                "三、加大监督督促力度",
                "四、优化审批监管流程",
                "五、加强基层监管力量和技术支撑",
                "六、努力保障建房用地需求",
            )
        ]

    def test_its_paragraphs(self, real: OfficialDocument) -> None:
        paragraphs = [block for block in real.body if isinstance(block, Paragraph)]
        assert len(paragraphs) == 10
        assert not any(paragraph.lead for paragraph in paragraphs)
        assert paragraphs[0].text.startswith("为深入学习贯彻")
        assert paragraphs[0].text.endswith("通知如下：")
        assert "县级要全面落实综合执法改革要求，确保2个月内配齐乡镇综合执法队伍。" in paragraphs[5].text
        assert "（闽政〔2021〕2号），加快编制“多规合一”的实用性村庄规划" in paragraphs[7].text
        assert paragraphs[-1].text.endswith("切实保护人民群众生命财产安全。")

    def test_all_of_it_stands_in_the_published_pages_in_this_order(self, real: OfficialDocument) -> None:
        texts = [block.text for block in real.body if isinstance(block, Heading | Paragraph)]
        published, at = published_text(), 0
        for text in (
            real.title,
            real.recipients,
            *texts,
            *real.annex_names,
            *real.signatories,
            "2021年9月30日",
            real.note,
        ):
            at = published.find(text, at)
            assert at >= 0, text
            at += len(text)

    def test_its_ending(self, real: OfficialDocument) -> None:
        assert real.annex_names == ("农村建房安全管理责任清单", "农村建房监管要点")
        assert real.signatories == ("福建省人民政府办公厅",)
        assert real.dated == date(2021, 9, 30)
        assert real.note == "此件主动公开"

    def test_its_annex_and_table(self, real: OfficialDocument) -> None:
        (annex,) = real.annexes
        assert (annex.label, annex.title) == ("附件1", "农村建房安全管理责任清单")
        (table,) = annex.body
        assert isinstance(table, TableBlock)
        assert table.widths == (1015.0, 1411.0, 7779.0)
        assert table.header_rows == 1
        assert [[(cell.text[:5], cell.columns, cell.rows) for cell in row] for row in table.rows] == [
            [("序号", 2, 1), ("工作职责和", 1, 1)],
            [("一、主体责", 1, 2), ("建设单位（", 1, 1), ("（1）对农", 1, 1)],
            [("其他参建主", 1, 1), ("（1）设计", 1, 1)],
            [("二、属地管", 1, 1), ("市级政府", 1, 1), ("（1）应将", 1, 1)],
        ]
        assert table.rows[1][2].text.count("\n") == 2

    def test_only_the_annex_that_is_not_there_is_in_doubt(self) -> None:
        found = recognise(read_docx(NOTICE.read_bytes()))
        assert [(doubt.code, doubt.facts) for doubt in found.doubts] == [
            ("documents.annex_missing", {"name": "农村建房监管要点"})
        ]
        assert {finding.code for finding in found.findings} <= SENTENCES.keys()
