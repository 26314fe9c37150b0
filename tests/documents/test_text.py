"""Lines and search: what a person would read on the page, whoever made it."""

import pytest

from documents.formats.text import find, lines
from documents.model.pages import Layout, Mark, Page, Transform
from office.fonts.library import Library
from office.fonts.roles import Role
from tests.documents.sheets import line

LIBRARY = Library.built_in()


def texts(*marks: Mark) -> list[str]:
    return [found.text for found in lines(Page(210, 297, marks), 0)]


def layout(*pages: tuple[Mark, ...]) -> Layout:
    return Layout(tuple(Page(210, 297, marks) for marks in pages))


def test_runs_on_one_baseline_are_one_line() -> None:
    assert texts(*line(LIBRARY, "一、总则", 28, 50, role=Role.HEI), *line(LIBRARY, "为了", 50.3, 50)) == [
        "一、总则为了"
    ]


def test_lines_come_top_down_whatever_the_order_of_painting() -> None:
    assert texts(*line(LIBRARY, "下", 28, 90), *line(LIBRARY, "上", 28, 50)) == ["上", "下"]


def test_a_wide_gap_begins_another_line() -> None:
    assert texts(*line(LIBRARY, "青政发〔2026〕1号", 28, 50), *line(LIBRARY, "签发人：李明", 140, 50)) == [
        "青政发〔2026〕1号",
        "签发人：李明",
    ]


def test_spread_letters_stay_one_line() -> None:
    assert texts(*line(LIBRARY, "通知", 28, 50, pitch=11)) == ["通知"]


def test_a_slightly_raised_glyph_stays_in_its_line() -> None:
    assert texts(*line(LIBRARY, "第", 28, 50), *line(LIBRARY, "1", 34, 49.6), *line(LIBRARY, "页", 39, 50)) == ["第1页"]


@pytest.mark.parametrize("turn", [Transform(0, 1, -1, 0, 200, 10), Transform(0, -1, 1, 0, 5, 290)])
def test_turned_lines_read_in_their_own_direction(turn: Transform) -> None:
    marks = (*line(LIBRARY, "第二行", 20, 60, transform=turn), *line(LIBRARY, "第一行", 20, 50, transform=turn))
    assert texts(*marks) == ["第一行", "第二行"]
    box = lines(Page(210, 297, marks), 0)[0].box
    assert box.height > box.width


def test_every_character_has_a_box() -> None:
    (found,) = lines(Page(210, 297, line(LIBRARY, "甲乙丙", 28, 50)), 0)
    assert len(found.chars) == len(found.text)
    assert [round(box.x, 2) for box in found.chars] == [28, 33.57, 39.14]
    assert found.chars[0].y < 50 < found.chars[0].y + found.chars[0].height


def test_words_are_found_over_the_end_of_a_line_but_not_of_a_page() -> None:
    first = (*line(LIBRARY, "切实做好防汛", 28, 50), *line(LIBRARY, "抗旱工作", 28, 60))
    found = find(layout(first, line(LIBRARY, "结束", 28, 50)), "防汛抗旱")
    assert [(hit.page, len(hit.boxes)) for hit in found] == [(0, 2)]
    assert find(layout(first, line(LIBRARY, "结束", 28, 50)), "工作结束") == ()


def test_search_is_easy_on_spaces_case_and_width() -> None:
    page = line(LIBRARY, "通　知ＡＢc12", 28, 50)
    for words in ("通知", "通 知", "abC", "１２", "知a"):
        assert len(find(layout(page), words)) == 1


@pytest.mark.parametrize("words", ["", " ", "　", "没有"])
def test_nothing_is_found_for_nothing(words: str) -> None:
    assert find(layout(line(LIBRARY, "通知", 28, 50)), words) == ()


def test_every_place_is_found() -> None:
    page = (*line(LIBRARY, "会会会", 28, 50), *line(LIBRARY, "会议", 28, 60))
    assert len(find(layout(page, page), "会")) == 8
    assert len(find(layout(page), "会会")) == 2  # the third 会 of the first line and the first of the second
