"""The real notice, typeset, laid over the same notice as it was published (闽政办〔2021〕55号).

The publisher's office set it with a word processor: text 9 per mille wider and higher than the 版心 and 3.4 mm lower on
the page (lines half-leaded under a head margin of 37 mm), the title in 20 instead of 22 point, three blank lines above
the signature instead of two. The bounds below are what that leaves, measured, and a little air.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from documents.formats.docx import read_docx
from documents.formats.ofd import read_ofd
from documents.formats.pdf import write_pdf
from documents.formats.pdf_view import PdfFile
from documents.model.official import Number
from documents.model.pages import Element, Layout, Page, Run, Shape
from documents.rules.grid import STANDARD
from documents.rules.recognise import recognise
from documents.rules.typeset import lay_out
from office.fonts.library import Library
from tests.documents.sheets import ABOUT
from tests.documents.typeset import LIBRARY

NOTICE = Path(__file__).parent.parent / "data" / "notice"
PAGES = range(5)
TEXT = frozenset({Element.RECIPIENTS, Element.BODY, Element.ANNEX_NOTE})
ENDING = frozenset({Element.SIGNATURE, Element.DATE, Element.NOTE})
SAME_LINE = 1.5  # mm
FINE = 4.0  # pixels per mm
CELL = 10  # pixels: 2.5 mm, less than half a character
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spot:
    """A character where it begins on its baseline, mm; the element only where it is known."""

    char: str
    x: float
    y: float
    element: Element | None


@dataclass(frozen=True, slots=True)
class Pair:
    """The same character as we set it and as it was published."""

    ours: Spot
    theirs: Spot

    @property
    def across(self) -> float:
        return abs(self.ours.x - self.theirs.x)

    @property
    def down(self) -> float:
        return abs(self.ours.y - self.theirs.y)


@cache
def ours() -> Layout:
    draft = recognise(read_docx((NOTICE / "draft.docx").read_bytes())).document
    document = replace(
        draft,
        number=Number("闽政办", 2021, 55),
        printed_by="福建省人民政府办公厅",
        printed_on=date(2021, 9, 30),
    )
    return lay_out(document, LIBRARY, replace(STANDARD, keep_headings=False))  # they let 一、 end page 1


@cache
def published() -> tuple[Layout, Library]:
    return read_ofd((NOTICE / "published.ofd").read_bytes(), LIBRARY)


def spots(page: Page) -> Iterator[Spot]:
    for run in page.marks:
        if isinstance(run, Run):
            for char, x, y in zip(run.text, run.xs, run.ys, strict=True):
                if char.strip():
                    yield Spot(char, *run.transform.at(x, y), run.element)


def rows(page: Page) -> list[list[Spot]]:
    """The lines of a page from the top down, each from left to right."""
    found: list[list[Spot]] = []
    for spot in sorted(spots(page), key=lambda spot: spot.y):
        if not found or spot.y - found[-1][0].y > SAME_LINE:
            found.append([])
        found[-1].append(spot)
    return [sorted(row, key=lambda spot: spot.x) for row in found]


def pairs(page: int) -> list[Pair]:
    mine, others = rows(ours().pages[page]), rows(published()[0].pages[page])
    return [
        Pair(here, there)
        for row, other in zip(mine, others, strict=True)
        for here, there in zip(row, other, strict=True)
    ]


def of(page: int, *elements: Element) -> list[Pair]:
    return [pair for pair in pairs(page) if pair.ours.element in elements]


def shifts(found: list[Pair]) -> tuple[float, float]:
    """The farthest that a character is from its published place: across and down, mm."""
    return max(pair.across for pair in found), max(pair.down for pair in found)


def red_line(page: Page) -> Shape:
    (line,) = (mark for mark in page.marks if isinstance(mark, Shape))
    return line


class TestPlaces:
    @pytest.mark.parametrize("page", PAGES)
    def test_every_character_of_a_page_is_there_in_its_line(self, page: int) -> None:
        assert all(pair.ours.char == pair.theirs.char for pair in pairs(page))
        assert len(pairs(page)) == len(list(spots(published()[0].pages[page])))

    @pytest.mark.parametrize("page", PAGES)
    def test_every_character_of_the_text_stands_near_its_published_place(self, page: int) -> None:
        found = of(page, *TEXT)
        across, down = shifts(found)

        assert across <= 1.6
        assert sum(pair.across for pair in found) / len(found) <= 0.75
        assert down <= (1.9 if page == 0 else 5.1)

    @pytest.mark.parametrize("page", PAGES)
    def test_in_its_measure_and_pitch_the_text_stands_exactly_where_the_publisher_has_it(self, page: int) -> None:
        """The widths of the two 版心 and the two line pitches allowed for: a scale and a shift for each page."""
        found = of(page, *TEXT)
        across, by_x = _fitted([p.ours.x for p in found], [p.theirs.x for p in found])
        down, by_y = _fitted([p.ours.y for p in found], [p.theirs.y for p in found])

        assert 1.005 <= across <= 1.011
        assert 1.004 <= down <= 1.008
        assert max(by_x) <= 0.55  # a tenth of a character, where marks were compressed
        assert sum(by_x) / len(by_x) <= 0.1
        assert np.median(by_y) <= 0.04
        assert max(by_y) <= 0.4  # headings: their face is set lower, to stand level with the text

    def test_the_mark_stands_on_the_published_line_in_the_published_size(self) -> None:
        across, down = shifts(of(0, Element.MARK))

        assert across <= 3.7  # 144 instead of 136 mm wide
        assert down <= 0.1
        assert _size(ours().pages[0], 0) == pytest.approx(_size(published()[0].pages[0], 0), abs=0.05)

    def test_number_red_line_and_title_stand_near_theirs(self) -> None:
        number, title = shifts(of(0, Element.NUMBER)), shifts(of(0, Element.TITLE))
        mine, other = red_line(ours().pages[0]), red_line(published()[0].pages[0])
        here, there = (line.transform.at(*line.path[0][1][:2]) for line in (mine, other))

        assert number[0] <= 1.4
        assert number[1] <= 2.6
        assert here == pytest.approx(there, abs=3.6)
        assert mine.width == pytest.approx(other.width, abs=0.1)
        assert title[0] <= 5.3  # 二号 is a tenth larger than what they took
        assert title[1] <= 3.7

    def test_name_date_and_note_stand_as_theirs_one_line_higher(self) -> None:
        found = of(4, *ENDING)
        across, down = shifts(found)

        assert across <= 1.3
        assert down <= 13.6
        assert down - min(pair.down for pair in found) <= 0.4

    @pytest.mark.parametrize("page", PAGES)
    def test_page_numbers_stand_as_theirs(self, page: int) -> None:
        across, down = shifts(of(page, Element.PAGE_NUMBER))

        assert across <= 0.15
        assert down <= 6.0  # theirs 7 mm under lines that end 5 mm lower


def _fitted(xs: list[float], ys: list[float]) -> tuple[float, list[float]]:
    """The scale of the straight line through the points, and how far each of them is from it."""
    line = np.polyfit(xs, ys, 1)
    return float(line[0]), [float(rest) for rest in np.abs(np.polyval(line, xs) - ys)]


def _size(page: Page, line: int) -> float:
    y = rows(page)[line][0].y
    sizes = (run.size for run in page.marks if isinstance(run, Run) and abs(run.transform.at(0, run.ys[0])[1] - y) < 1)
    return max(sizes)


class TestPictures:
    @pytest.mark.parametrize(("page", "least"), [(0, 0.78), (1, 0.985), (2, 0.985), (3, 0.985), (4, 0.975)])
    def test_the_pages_look_alike(self, page: int, least: float) -> None:
        """The ink in cells of 2.5 mm, line laid over line; page 1 carries the head with its other sizes."""
        mine, other = picture(page), laid_over(page)

        assert alike(mine, other) >= least

    def test_the_text_of_the_first_page_looks_alike(self) -> None:
        top = round((of(0, Element.RECIPIENTS)[0].ours.y - STANDARD.size) * FINE)

        assert alike(picture(0)[top:], laid_over(0)[top:]) >= 0.98

    def test_pages_with_other_text_do_not(self) -> None:
        assert alike(picture(1), laid_over(2)) < 0.8


@cache
def picture(page: int, which: str = "ours") -> Numbers:
    """How black each pixel is, 0 to 1."""
    layout, library = (ours(), LIBRARY) if which == "ours" else published()
    file = PdfFile(write_pdf(replace(layout, pages=(layout.pages[page],)), library, ABOUT))
    raster = file.render(0, FINE)
    file.close()
    pixels = np.frombuffer(raster.bgrx, np.uint8).reshape(raster.height, raster.stride // 4, 4)
    return np.asarray(1 - pixels[:, : raster.width, :3].mean(axis=2) / 255, dtype=np.float64)


def laid_over(page: int) -> Numbers:
    """The published page, each line moved to where ours stands and the measure scaled to ours."""
    found, text = pairs(page), of(page, *TEXT)
    across = np.polyfit([pair.ours.x for pair in text], [pair.theirs.x for pair in text], 1)
    baselines = sorted({(round(pair.ours.y, 3), round(pair.theirs.y, 3)) for pair in found})
    theirs, (height, width) = picture(page, "theirs"), picture(page).shape
    ys = _moved(np.arange(height), [y for y, _ in baselines], [y for _, y in baselines])
    xs = np.polyval(across, (np.arange(width) + 0.5) / FINE)
    return theirs[np.ix_(_pixels(ys, theirs.shape[0]), _pixels(xs, theirs.shape[1]))]


def _moved(pixels: npt.NDArray[np.int64], mine: list[float], others: list[float]) -> Numbers:
    """Where on the published page a row of pixels is found, mm; beyond the lines nothing is stretched."""
    far = STANDARD.page_height
    mine, others = [mine[0] - far, *mine, mine[-1] + far], [others[0] - far, *others, others[-1] + far]
    return np.asarray(np.interp((pixels + 0.5) / FINE, mine, others), dtype=np.float64)


def _pixels(places: Numbers, count: int) -> npt.NDArray[np.int64]:
    return np.clip(np.round(places * FINE - 0.5), 0, count - 1).astype(np.int64)


def alike(one: Numbers, other: Numbers) -> float:
    """The correlation of the ink in cells, 1 for the same picture."""
    return float(np.corrcoef(in_cells(one), in_cells(other))[0, 1])


def in_cells(ink: Numbers) -> Numbers:
    height, width = (length // CELL for length in ink.shape)
    blocks = ink[: height * CELL, : width * CELL].reshape(height, CELL, width, CELL)
    return np.asarray(blocks.mean(axis=(1, 3)).ravel(), dtype=np.float64)
