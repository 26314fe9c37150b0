"""The real notice, typeset, beside the same notice as it was published."""

import re
import zipfile
from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from documents.formats.docx import read_docx
from documents.model.official import Number, OfficialDocument
from documents.model.pages import Element, Layout
from documents.rules.grid import STANDARD
from documents.rules.recognise import recognise
from documents.rules.typeset import lay_out
from tests.documents.typeset import LIBRARY, lines

NOTICE = Path(__file__).parent.parent / "data" / "notice"
OFD = "{http://www.ofdspec.org/2016}"
BODY_PAGES = 5
AS_PUBLISHED = replace(STANDARD, keep_headings=False)  # the publisher let 一、 stand at the foot of page 1
ELEMENTS = (Element.RECIPIENTS, Element.BODY, Element.ANNEX_NOTE, Element.SIGNATURE, Element.DATE, Element.NOTE)


@pytest.fixture(scope="module")
def document() -> OfficialDocument:
    draft = recognise(read_docx((NOTICE / "draft.docx").read_bytes())).document
    return replace(
        draft,
        number=Number("闽政办", 2021, 55),
        copies_to="省委办公厅、省委各部门，中央驻闽各机构，省军区，各人民团体",
        printed_by="福建省人民政府办公厅",
        printed_on=date(2021, 9, 30),
    )


@pytest.fixture(scope="module")
def layout(document: OfficialDocument) -> Layout:
    return lay_out(document, LIBRARY, AS_PUBLISHED)


def published_page(index: int) -> list[str]:
    """The lines of a published page from 主送 on: text objects put together by their baselines."""
    with zipfile.ZipFile(NOTICE / "published.ofd") as package:
        root = ElementTree.fromstring(package.read(f"Doc_0/Pages/Page_{index}/Content.xml"))  # noqa: S314 (our own file)
    rows: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for item in root.iter(f"{OFD}TextObject"):
        left, top = map(float, (item.get("Boundary") or "").split()[:2])
        code = item.find(f"{OFD}TextCode")
        assert code is not None
        rows[round(top + float(code.get("Y") or 0))].append((left, code.text or ""))
    page = ["".join(text for _, text in sorted(rows[y])) for y in sorted(rows)]
    return [line for line in page if not re.fullmatch(r"—\d+—", line)]


def published() -> list[list[str]]:
    pages = [published_page(index) for index in range(BODY_PAGES)]
    return [pages[0][4:], *pages[1:]]  # mark, number and two lines of title stand above 主送


def set_by_us(layout: Layout) -> list[list[str]]:
    return [lines(page, *ELEMENTS) for page in layout.pages[:BODY_PAGES]]


def test_the_published_notice_breaks_into_the_same_lines(layout: Layout) -> None:
    ours = [line for page in set_by_us(layout) for line in page]
    theirs = [line for page in published() for line in page]
    same = sum(1 for mine, other in zip(ours, theirs, strict=False) if mine == other)

    assert same / len(theirs) >= 0.95
    assert ours == theirs


def test_the_published_notice_breaks_into_the_same_pages(layout: Layout) -> None:
    assert set_by_us(layout) == published()


def test_the_title_is_broken_where_the_publisher_broke_it(layout: Layout) -> None:
    assert lines(layout.pages[0], Element.TITLE) == ["福建省人民政府办公厅关于", "进一步强化农村建房安全管理的通知"]


def test_a_heading_never_ends_a_page_unless_the_office_lets_it(document: OfficialDocument) -> None:
    pages = lay_out(document, LIBRARY).pages

    assert lines(pages[0], Element.BODY)[-1] == "通知如下："
    assert lines(pages[1], Element.BODY)[0] == "一、压紧压实属地责任"
    last = [lines(page, Element.BODY)[-1] for page in pages[:BODY_PAGES]]
    assert not [line for line in last if re.match("[一二三四五六]、", line)]


def test_the_signature_of_the_notice_waits_for_one_seal(layout: Layout) -> None:
    (place,) = layout.seals

    assert (place.page, place.issuer) == (4, "福建省人民政府办公厅")
    assert layout.missing == ()
