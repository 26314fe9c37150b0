"""From a clerk's file to the two fixed-layout files, with real parts."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # pypdfium2 carries no types
import pytest

from documents.errands import Typeset, about, read_draft, typeset
from documents.errors import NotADraft
from documents.formats.ofd import read_package
from documents.model.draft import Recognised
from documents.model.official import DraftId, Heading, Kind, Number, OfficialDocument, Paragraph
from documents.rules.grid import Grid
from office.fonts.library import Library

NOTICE = Path(__file__).parent.parent / "data" / "notice" / "draft.docx"
AT = datetime(2021, 9, 30, 8, tzinfo=UTC)
SMALL = OfficialDocument(Kind.NOTICE, "某市关于放假的通知", (Paragraph("放假一天。"),), issuers=("某市",))


@cache
def library() -> Library:
    return Library.built_in()


@cache
def real() -> Recognised:
    return read_draft(NOTICE.read_bytes())


@cache
def made() -> Typeset:
    document = replace(real().document, number=Number("闽政办", 2021, 55))
    return typeset(document, library(), about(document, DraftId("d1"), 1, AT))


def pdf_text(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    try:
        pages = [pdf[index].get_textpage().get_text_range() for index in range(len(pdf))]
    finally:
        pdf.close()
    return "".join(re.sub(r"—\s*\d+\s*—", "", "".join(page.split())) for page in pages)


def test_a_file_that_is_no_draft_is_refused() -> None:
    with pytest.raises(NotADraft):
        read_draft(b"%PDF-1.7")


def test_every_word_of_the_real_notice_reaches_the_pdf() -> None:
    text = pdf_text(made().pdf)
    document = real().document
    assert document.title in text
    assert "闽政办〔2021〕55号" in text
    for block in document.body:
        assert isinstance(block, Heading | Paragraph)
        assert block.text in text
    assert made().layout.missing == ()


def test_pdf_and_ofd_have_the_pages_of_the_layout() -> None:
    pages = len(made().layout.pages)
    pdf = pypdfium2.PdfDocument(BytesIO(made().pdf))
    assert len(pdf) == pages
    pdf.close()
    content = [name for name in read_package(made().ofd).files if name.lower().endswith("content.xml")]
    assert len(content) == pages


def test_there_is_room_for_the_seal_on_the_page_of_the_signature() -> None:
    (place,) = made().layout.seals
    assert place.issuer == "福建省人民政府办公厅"


def test_the_same_version_makes_the_same_bytes() -> None:
    first, second = (typeset(SMALL, library(), about(SMALL, DraftId("d1"), 1, AT)) for _ in range(2))
    assert (first.pdf, first.ofd) == (second.pdf, second.ofd)


def test_a_character_that_no_face_has_is_named() -> None:
    rare = replace(SMALL, body=(Paragraph("此字\U0003fffd难写。"),))
    assert typeset(rare, library(), about(rare, DraftId("d1"), 1, AT)).layout.missing == ("\U0003fffd",)


def test_files_say_what_they_are() -> None:
    document = replace(SMALL, number=Number("某政", 2026, 3))
    said = about(document, DraftId("d1"), 2, AT)
    assert (said.title, said.author, said.subject) == (document.title, "某市", "通知")
    assert said.keywords == ("通知", "某政〔2026〕3号")
    assert said.identity == "d1/2"
    assert said.created == AT


def test_a_unit_may_have_its_own_grid() -> None:
    long = replace(SMALL, body=tuple(Paragraph("为做好放假工作，现将有关事项通知如下。" * 4) for _ in range(12)))
    said = about(long, DraftId("d1"), 1, AT)
    standard, own = typeset(long, library(), said), typeset(long, library(), said, Grid(fixed_pitch=9.0))
    assert standard.pdf != own.pdf
