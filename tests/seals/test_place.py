"""Finding the place of a seal on a finished file."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from documents.model.pages import Box
from documents.rules.seal_place import seal_box
from seals.errors import FormatUnknown, PlaceNotFound
from seals.formats.place import find_place, place_in
from tests.seals.world import LAST, blank_ofd, notice_ofd, notice_pdf, sealed_pdf

PUBLISHED = Path(__file__).parents[1] / "data" / "notice" / "published.ofd"


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text in three-sized characters, its top left corner in mm."""

    text: str
    x: float
    y: float

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, 5.6 * len(self.text), 5.6)


BODY = Words("请认真贯彻执行。", 39, 80)
NAME, DATE = Words("青山县人民政府", 120, 112), Words("2026年3月2日", 118, 122.4)


def test_the_block_is_the_name_and_the_date_and_the_text_ends_above() -> None:
    place = place_in([[], [BODY, NAME, DATE]])

    assert (place.page, place.issuer) == (1, "青山县人民政府")
    assert (place.block.y, place.block.y + place.block.height) == (112, 128)
    assert place.text_end == pytest.approx(85.6)


def test_the_date_in_the_imprint_is_no_place_for_a_seal() -> None:
    printed = [Words("青山县人民政府办公室", 33, 250), Words("2026年3月9日印发", 140, 250)]
    beside = [Words("青山县人民政府办公室", 33, 250), Words("2026年3月9日", 140, 250)]

    for imprint in (printed, beside):
        assert place_in([[BODY, NAME, DATE], [*imprint]]).page == 0
        with pytest.raises(PlaceNotFound):
            place_in([imprint])


def test_a_date_inside_the_text_is_no_place_for_a_seal() -> None:
    with pytest.raises(PlaceNotFound):
        place_in([[Words("自2026年3月2日起施行。", 39, 80), Words("2026年3月2日前报送", 39, 90)]])


def test_a_date_without_a_name_is_a_place_too() -> None:
    place = place_in([[BODY, DATE]])

    assert (place.issuer, place.block) == ("", DATE.box)


def test_a_sentence_above_the_date_is_not_taken_for_a_name() -> None:
    assert place_in([[Words("以上事项请尽快办理。", 100, 112), DATE]]).issuer == ""


def test_chinese_numerals_count_as_a_date() -> None:
    assert place_in([[NAME, Words("二〇二六年三月十二日", 118, 122.4)]]).issuer == "青山县人民政府"


@pytest.mark.parametrize("data", [notice_pdf(), notice_ofd(), sealed_pdf()], ids=["pdf", "ofd", "sealed"])
def test_our_own_files_show_their_place(data: bytes) -> None:
    place = find_place(data)

    assert (place.page, place.issuer) == (LAST, "青山县人民政府办公室")
    assert (place.block.x, place.block.y) == pytest.approx((100, 95.1), abs=0.3)
    assert place.block.y + place.block.height == pytest.approx(111.2, abs=0.3)


def test_pdf_and_ofd_of_one_document_give_one_place() -> None:
    one, two = seal_box(find_place(notice_pdf()), 42), seal_box(find_place(notice_ofd()), 42)

    assert (one.x, one.y) == pytest.approx((two.x, two.y), abs=0.3)


def test_a_published_notice_of_another_maker_shows_its_place() -> None:
    place = find_place(PUBLISHED.read_bytes())

    assert (place.page, place.issuer) == (4, "福建省人民政府办公厅")
    assert place.text_end < place.block.y


def test_a_file_without_a_date_has_no_place() -> None:
    with pytest.raises(PlaceNotFound):
        find_place(blank_ofd())


def test_other_files_are_refused() -> None:
    with pytest.raises(FormatUnknown):
        find_place(b"GIF89a")
