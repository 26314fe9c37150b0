"""What is typed on the command line about a document."""

from datetime import date

import pytest

from desk.errors import DateUnclear, NumberUnclear
from desk.given import Given, complete, read_day, read_number
from documents.model.official import Kind, Number, OfficialDocument, Secrecy


@pytest.mark.parametrize("text", ["闽政办〔2021〕55号", "闽政办[2021]55号", "闽政办（2021）55", " 闽政办〔2021〕55号 "])
def test_a_number_may_be_typed_with_any_brackets(text: str) -> None:
    assert read_number(text) == Number("闽政办", 2021, 55)


@pytest.mark.parametrize("text", ["", "闽政办2021年55号", "〔2021〕55号", "闽政办〔2021〕055号", "闽政办〔21〕5号"])
def test_an_unclear_number_is_refused(text: str) -> None:
    with pytest.raises(NumberUnclear):
        read_number(text)


@pytest.mark.parametrize("text", ["2021年9月30日", "2021-09-30", "2021/9/30", "2021.9.30"])
def test_a_day_may_be_typed_in_the_usual_ways(text: str) -> None:
    assert read_day(text) == date(2021, 9, 30)


@pytest.mark.parametrize("text", ["", "2021年2月30日", "昨天", "2021年9月"])
def test_an_unclear_day_is_refused(text: str) -> None:
    with pytest.raises(DateUnclear):
        read_day(text)


def test_what_is_given_stands_over_the_draft_and_the_rest_stays() -> None:
    document = OfficialDocument(Kind.NOTICE, "关于某事的通知", (), mark="某某市文件", copies_to="某局")

    completed = complete(document, Given(number="某政〔2026〕3号", secrecy="秘密", printed_on="2026-03-02"))

    assert completed.number == Number("某政", 2026, 3)
    assert completed.secrecy is Secrecy.CONFIDENTIAL
    assert completed.printed_on == date(2026, 3, 2)
    assert (completed.mark, completed.copies_to) == ("某某市文件", "某局")
