"""Titles: broken by sense, balanced."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.model.pages import Element
from documents.rules.grid import STANDARD
from documents.rules.setting import Setting
from documents.rules.title import break_title, title_lines
from documents.rules.title_words import words_of
from documents.rules.typecase import TypeCase
from office.fonts.roles import Role
from tests.documents.typeset import LIBRARY

SETTING = Setting(STANDARD, TypeCase(LIBRARY))
MEASURE = STANDARD.width / STANDARD.title_size


def broken(title: str) -> list[str]:
    galley = SETTING.free(title, Role.MARK, STANDARD.title_size)
    return [title[start:end] for start, end in pairwise(break_title(galley, MEASURE))]


@pytest.mark.parametrize(
    "title",
    [
        "福建省人民政府办公厅关于|进一步强化农村建房安全管理的通知",
        "某某市人民政府关于印发全市政务公文|版式文件制作与交换管理办法的通知",
        "某某县人民政府关于申请拨付2026年度|农村公路养护专项补助资金的请示",
        "国务院关于同意设立某某国家|高新技术产业开发区的批复",
        "关于召开全市安全生产工作会议的通知",
        "某某市人民政府办公室关于转发|《某某省人民政府办公厅关于进一步加强|全省政务服务平台建设的指导意见》的通知",
    ],
)
def test_a_title_is_broken_where_a_typist_would_break_it(title: str) -> None:
    assert broken(title.replace("|", "")) == title.split("|")


@given(st.text("关于印发农村建房安全管理工作的通知《》和2026年第一批", min_size=1, max_size=110))
def test_a_title_is_never_wider_than_the_type_area_and_loses_nothing(title: str) -> None:
    lines = broken(title)

    assert "".join(lines) == title
    assert all(SETTING.free(line, Role.MARK, 1.0).width <= MEASURE + 0.5 for line in lines)


KNOWN = st.sampled_from(["农村", "建房", "安全管理", "进一步", "工作", "通知", "实施方案"])


@given(st.lists(KNOWN, min_size=9, max_size=20))
def test_a_known_word_is_never_torn_apart(words: list[str]) -> None:
    title = "".join(words)
    borders = {0, *(end for _, end in words_of(title))}
    ends, at = set(), 0
    for line in broken(title)[:3]:
        at += len(line)
        ends.add(at)

    assert ends <= borders or len(broken(title)) > 4


def test_an_author_s_own_line_breaks_are_kept() -> None:
    rows = title_lines(SETTING, "青山县人民政府\n关于做好防汛工作的通知", Element.TITLE)

    assert ["".join(row.pieces[0].galley.text) for row in rows] == ["青山县人民政府", "关于做好防汛工作的通知"]
