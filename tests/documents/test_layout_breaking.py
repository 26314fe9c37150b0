"""Lines: where they break, and how they are brought to their measure."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # carries no types
from hypothesis import given
from hypothesis import strategies as st

from documents.model.official import Kind, OfficialDocument, Paragraph
from documents.model.pages import Element, Layout
from documents.rules.breaking import Line, break_lines
from documents.rules.galley import Galley, Span, compose
from documents.rules.grid import STANDARD
from documents.rules.spacing import origins
from documents.rules.typecase import TypeCase
from documents.rules.typeset import lay_out
from office.fonts.face import Face
from office.fonts.library import Library
from office.fonts.roles import Role
from tests.documents.typeset import LIBRARY, inked_rows, text, without_blanks

CASE = TypeCase(LIBRARY)
NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕”’·％℃々,.;:!?)]}%")
NEVER_LAST = frozenset("（《〈「『【〔“‘￥$([{")
HAN = "农村建房安全管理工作的一二三国"
CLOSING, OPENING = "，。、；：）》”’】〕", "（《“‘【〔"
PLAIN = st.text(HAN + CLOSING + OPENING + "？！·0123456789", min_size=1, max_size=160)
MIXED = st.text(
    alphabet=HAN + CLOSING + OPENING + "—…·％℃々？！ abWXyz0123456789.,:;/-()%@$+", min_size=1, max_size=160
)
NARROW = st.sampled_from([3.0, 5.0, 12.0, 26.0, 28.0])
HAN_TEXT = HAN * 20


def galley(words: str) -> Galley:
    return compose(CASE, [Span(words, Role.BODY)], STANDARD.size, STANDARD.cell)


def broken(words: str, first: float = 26.0, rest: float = 28.0) -> list[str]:
    composed = galley(words)
    return ["".join(composed.text[line.start : line.end]) for line in break_lines(composed, first, rest)]


def one_paragraph(words: str) -> Layout:
    return lay_out(OfficialDocument(Kind.NOTICE, "", (Paragraph(words),)), LIBRARY)


class TestWhereLinesBreak:
    def test_han_text_fills_the_grid(self) -> None:
        assert [len(line) for line in broken(HAN_TEXT)[:3]] == [26, 28, 28]

    def test_a_mark_that_may_not_begin_a_line_is_taken_in(self) -> None:
        words = HAN_TEXT[:10] + "，" + HAN_TEXT[:17] + "，" + HAN_TEXT[:9]

        assert broken(words, 28.0)[0] == words[:29]

    def test_what_follows_an_opening_mark_at_the_end_is_taken_in(self) -> None:
        words = HAN_TEXT[:5] + "，" + HAN_TEXT[:4] + "，" + HAN_TEXT[:16] + "“" + HAN_TEXT[:9]

        assert broken(words, 28.0)[0] == words[:29]

    def test_without_marks_to_compress_it_is_pushed_out(self) -> None:
        assert broken(HAN_TEXT[:28] + "，" + HAN_TEXT[:9], 28.0)[0] == HAN_TEXT[:27]
        assert broken(HAN_TEXT[:27] + "（" + HAN_TEXT[:9], 28.0)[0] == HAN_TEXT[:27]

    def test_one_more_character_comes_in_when_the_marks_give_half_a_cell(self) -> None:
        words = HAN_TEXT[:8] + "，”" + HAN_TEXT[:40]

        assert broken(words, 28.0)[0] == words[:29]

    def test_numbers_and_words_stay_whole(self) -> None:
        assert broken(HAN_TEXT[:27] + "2026年", 28.0) == [HAN_TEXT[:27], "2026年"]
        assert broken(HAN_TEXT[:26] + "GB/T 9704", 28.0)[1] == "GB/T 9704"

    def test_a_space_at_the_end_of_a_line_takes_no_room(self) -> None:
        assert broken(HAN_TEXT[:28] + " " + HAN_TEXT[:3], 28.0) == [HAN_TEXT[:28], HAN_TEXT[:3]]

    @pytest.mark.parametrize("pair", ["——", "……"])
    def test_double_marks_are_never_parted(self, pair: str) -> None:
        for before in range(20, 30):
            words = HAN_TEXT[:before] + pair + HAN_TEXT[:20]
            assert any(pair in line for line in broken(words, 28.0))

    def test_a_long_address_is_parted_after_its_signs(self) -> None:
        address = "https://www.example.gov.cn/zwgk/zcwj/gfxwj/202601/t20260105_1234567/attachments/file-name.html"

        for line in broken(HAN_TEXT[:20] + address, 28.0)[:-1]:
            assert line[-1] in "/-_.:" + HAN

    def test_an_english_apostrophe_belongs_to_its_word(self) -> None:
        assert broken(HAN_TEXT[:25] + "don’t", 28.0) == [HAN_TEXT[:25] + "don’t"] or not any(
            line.startswith(("’", "t")) for line in broken(HAN_TEXT[:26] + "don’t", 28.0)
        )


class TestNeverAndAlways:
    @given(MIXED, NARROW)
    def test_breaking_loses_nothing(self, words: str, measure: float) -> None:
        assert without_blanks("".join(broken(words, measure, measure))) == without_blanks(words)

    @given(PLAIN, NARROW)
    def test_a_line_never_begins_or_ends_with_a_mark_that_may_not(self, words: str, measure: float) -> None:
        for above, below in pairwise(broken(words, measure, measure)):
            if below[0] in NEVER_FIRST or above[-1] in NEVER_LAST:
                assert nowhere_else(above, below[0])

    @given(MIXED, NARROW)
    def test_every_line_but_the_last_reaches_its_measure(self, words: str, measure: float) -> None:
        composed = galley(words)
        for line in break_lines(composed, measure, measure):
            end = right_edge(composed, line, measure)
            assert end <= measure + 0.5 + 1e-6  # the blank half of a mark may stand outside
            if not line.last and can_grow(composed, line):
                assert end >= measure - 1e-6

    @given(PLAIN)
    def test_ink_never_overlaps_nor_leaves_the_type_area(self, words: str) -> None:
        for page, sheet in enumerate(one_paragraph(words).pages):
            for row in inked_rows(sheet, Element.BODY):
                for box, following in pairwise(row):
                    assert box.x + box.width <= following.x + 0.05
                assert row[0].x >= STANDARD.left(page) - 0.05
                assert row[-1].x + row[-1].width <= STANDARD.left(page) + STANDARD.width + 0.05

    @given(MIXED)
    def test_no_character_is_lost_on_the_way_to_the_page(self, words: str) -> None:
        assert text(one_paragraph(words), Element.BODY) == without_blanks(words)


class TestFacesWhoseMarksHaveNoBlankHalf:
    """Some installed faces draw ，and 。 in the middle of their square, as is the custom elsewhere."""

    @given(PLAIN)
    def test_pressed_marks_never_touch_what_follows(self, words: str) -> None:
        composed = compose(TypeCase(IN_THE_MIDDLE), [Span(words, Role.BODY)], STANDARD.size, STANDARD.cell)
        for line in break_lines(composed, 12.0, 12.0):
            inks = [*inked(composed, line, 12.0)]
            for (_, right), (left, _) in pairwise(inks):
                assert right <= left + 0.01

    def test_they_give_what_they_have(self) -> None:
        usual, middle = (
            compose(TypeCase(faces), [Span("国，（国", Role.BODY)], 1.0, 1.0) for faces in (LIBRARY, IN_THE_MIDDLE)
        )

        assert usual.width == pytest.approx(3.5)
        assert middle.width == pytest.approx(4 - 0.39, abs=0.01)


def with_marks_in_the_middle() -> Library:
    """A few glyphs of the built-in face, its commas and full stops moved 0.3 em to the right."""
    face = next(LIBRARY.face(cut.face) for char in "国" if (cut := LIBRARY.pick(Role.BODY, char)))
    glyphs = [face.gid(char) for char in HAN + CLOSING + OPENING + "？！·0123456789〓"]
    font = TTFont(BytesIO(face.subset(glyphs)))
    for char in "，。、；：":
        glyph = font["glyf"][font.getBestCmap()[ord(char)]]
        glyph.coordinates.translate((300 * face.units_per_em // 1000, 0))
        glyph.recalcBounds(font["glyf"])
        name = font.getBestCmap()[ord(char)]
        font["hmtx"][name] = (font["hmtx"][name][0], glyph.xMin)
    written = BytesIO()
    font.save(written)
    moved = Face.from_bytes(written.getvalue())
    return Library(dict.fromkeys(Role, (moved,)))


IN_THE_MIDDLE = with_marks_in_the_middle()


def inked(composed: Galley, line: Line, measure: float) -> Iterator[tuple[float, float]]:
    """Left and right end of each letter's ink, in cells."""
    em = composed.size / composed.cell
    for index, origin in enumerate(origins(composed, line, measure), line.start):
        left, right = IN_THE_MIDDLE.face(composed.faces[index]).sides(composed.gids[index])
        yield origin + left * em, origin + right * em


def nowhere_else(above: str, first: str) -> bool:
    """Was there nowhere else to break: every letter of the line bound to the next?"""
    return all(bound(before, after) for before, after in pairwise(without_blanks(above + first)))


def bound(before: str, after: str) -> bool:
    return after in NEVER_FIRST or before in NEVER_LAST or after == "—"


def right_edge(composed: Galley, line: Line, measure: float) -> float:
    last = line.end - 1
    width = composed.rights[last] - composed.lefts[last]
    return origins(composed, line, measure)[-1] - composed.shifts[last] + width


def can_grow(composed: Galley, line: Line) -> bool:
    """Lines of one word, or held together by marks that do not stretch, stay as they are."""
    grown = origins(composed, replace(line, last=False), 100.0)
    return grown[-1] > origins(composed, line, None)[-1] + 1e-9
