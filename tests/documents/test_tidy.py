"""Tidying typed text, and Chinese numerals."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.model.numerals import counted, spelled, value_of
from documents.model.official import (
    Paragraph,
)
from documents.rules.recognise.tidy import widened
from tests.documents.drafting import notice

NOTICE = Path(__file__).parent.parent / "data" / "notice" / "draft.docx"


class TestMarks:
    @pytest.mark.parametrize(
        ("typed", "proper"),
        [
            ("各县(区)人民政府", "各县（区）人民政府"),
            ("加强领导,落实责任;确保安全.", "加强领导，落实责任；确保安全."),
            ("通知如下:", "通知如下："),
            ("比例为1:2,占3.5%", "比例为1:2,占3.5%"),
            ("见https://www.gov.cn/a,b", "见https://www.gov.cn/a,b"),
            ("（GB/T 9704-2012)", "（GB/T 9704-2012)"),
        ],
    )
    def test_only_safe_marks_are_widened(self, typed: str, proper: str) -> None:
        assert widened(typed).text == proper

    def test_doubtful_marks_are_only_offered(self) -> None:
        found = notice('要落实"四到场"要求.')
        assert found.document.body[1] == Paragraph('要落实"四到场"要求.')
        (offer,) = [each for each in found.findings if each.code == "documents.marks_offered"]
        assert offer.facts["after"] == "要落实“四到场”要求。"

    def test_blanks_in_front_are_dropped(self) -> None:
        assert notice("　　为做好工作。　").document.body[1] == Paragraph("为做好工作。")

    @given(st.text(alphabet='汉字，。a1 .,;:()"“”（）\n　', max_size=40))
    def test_widening_never_changes_letters_digits_or_length(self, text: str) -> None:
        kept = [char for char in text if char.isalnum() and char.isascii()]
        assert [char for char in widened(text).text if char.isalnum() and char.isascii()] == kept
        assert len(widened(text).text) == len(text)

    @given(st.text(alphabet='汉字，。a1 .,;:()"“”（）　', max_size=40))
    def test_widening_twice_is_widening_once(self, text: str) -> None:
        once = widened(widened(text).text).text
        assert widened(once).text == once


class TestNumerals:
    @given(st.integers(1, 9999))
    def test_what_is_counted_is_read_back(self, number: int) -> None:
        assert value_of(counted(number)) == number
        assert value_of(spelled(number)) == number

    @pytest.mark.parametrize(
        ("number", "text"), [(10, "十"), (12, "十二"), (105, "一百零五"), (1010, "一千零一十"), (31, "三十一")]
    )
    def test_counting_sounds_right(self, number: int, text: str) -> None:
        assert counted(number) == text
