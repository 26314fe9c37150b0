"""Where seals belong: over signature and date, close under the text, never across it."""

from dataclasses import replace
from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.model.official import Paragraph
from documents.model.pages import Box, Element, Layout, SealPlace
from documents.rules.grid import SIZE_16, STANDARD
from documents.rules.seal_place import SealMode, seal_box
from documents.rules.typeset import lay_out
from tests.documents.test_layout_pages import NOTICE, ink, laid_out
from tests.documents.typeset import LIBRARY

DIAMETERS = (42.0, 45.0, 50.0)
NAMES = ("青山县财政局", "青山县教育局", "青山县民政局", "青山县公安局", "青山县司法局")


def text_foot(layout: Layout, page: int) -> float:
    box = ink(layout, page, Element.BODY, Element.ANNEX_NOTE)
    return box.y + box.height


@pytest.mark.parametrize("diameter", DIAMETERS)
def test_a_seal_covers_name_and_date_which_stand_a_little_under_its_centre(diameter: float) -> None:
    layout = laid_out()
    (place,) = layout.seals
    box = seal_box(place, diameter)
    name, day = ink(layout, place.page, Element.SIGNATURE), ink(layout, place.page, Element.DATE)

    assert box.x + box.width / 2 == pytest.approx(day.x + day.width / 2, abs=1)
    assert box.y < name.y
    assert day.y + day.height < box.y + diameter
    middle = (name.y + day.y + day.height) / 2
    assert 0 < middle - (box.y + diameter / 2) <= 6


@pytest.mark.parametrize("diameter", DIAMETERS)
@pytest.mark.parametrize("paragraphs", range(1, 12))
def test_its_top_is_within_one_line_of_the_text(diameter: float, paragraphs: int) -> None:
    layout = laid_out(
        body=tuple(Paragraph("各地要切实加强组织领导，确保各项工作落到实处。") for _ in range(paragraphs))
    )
    (place,) = layout.seals
    gap = seal_box(place, diameter).y - place.text_end

    assert 0.5 <= gap <= 10.4
    assert place.text_end == pytest.approx(text_foot(layout, place.page), abs=1.2)


@pytest.mark.parametrize("count", range(2, 6))
def test_joint_seals_stand_apart_each_on_its_name_inside_the_type_area(count: int) -> None:
    layout = laid_out(signatories=NAMES[:count])
    boxes = [(place.page, seal_box(place, 45.0)) for place in layout.seals]

    assert [place.issuer for place in layout.seals] == list(NAMES[:count])
    for (page, first), (other, second) in combinations(boxes, 2):
        assert page != other or apart(first, second)
    for page, box in boxes:
        assert box.x >= STANDARD.left(page) - 0.01
        assert box.x + box.width <= STANDARD.left(page) + 156.01


def test_seals_of_one_row_stand_on_one_height_and_the_last_covers_the_date() -> None:
    layout = laid_out(signatories=NAMES[:3])
    boxes = [seal_box(place, 45.0) for place in layout.seals]
    day = ink(layout, layout.seals[-1].page, Element.DATE)

    assert len({round(box.y, 3) for box in boxes}) == 1
    assert boxes[-1].x < day.x
    assert day.x + day.width < boxes[-1].x + boxes[-1].width


def apart(first: Box, second: Box) -> bool:
    """Two circles neither touch nor cross."""
    x = first.x + first.width / 2 - second.x - second.width / 2
    y = first.y + first.height / 2 - second.y - second.height / 2
    return hypot(x, y) > (first.width + second.width) / 2


PLACES = st.builds(
    SealPlace,
    st.just(0),
    st.just("青山县人民政府"),
    st.builds(Box, st.floats(30, 120), st.floats(60, 240), st.floats(20, 80), st.just(STANDARD.pitch + SIZE_16)),
    st.floats(40, 59),
)


@given(PLACES, st.floats(30, 60), st.sampled_from(SealMode))
def test_a_seal_never_touches_the_text_above(place: SealPlace, diameter: float, mode: SealMode) -> None:
    box = seal_box(place, diameter, mode)

    assert box.y >= place.text_end + 0.5 - 1e-9
    assert box.width == box.height == diameter
    assert box.x + diameter / 2 == pytest.approx(place.block.x + place.block.width / 2)


def test_older_customs_put_the_arc_or_the_middle_on_the_date() -> None:
    (place,) = lay_out(replace(NOTICE, annex_names=()), LIBRARY).seals
    low = replace(place, text_end=0.0)
    date_line = place.block.y + place.block.height - SIZE_16 / 2
    arc, middle = seal_box(low, 42, SealMode.ARC), seal_box(low, 42, SealMode.MIDDLE)

    assert middle.y + 21 == pytest.approx(date_line)
    assert date_line < arc.y + 42 < date_line + 8
