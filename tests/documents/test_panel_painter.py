"""What the screen shows is what PDF and OFD show."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from documents.errands import Typeset, read_draft, typeset
from documents.formats.pdf import write_pdf
from documents.model.official import Kind, Number, OfficialDocument, Paragraph
from documents.model.pages import IDENTITY, FaceId, Layout, Page, Run, Transform
from documents.panel.pages import LayoutPages, OfdPages, PdfPages, open_pages
from documents.panel.painter import PagePainter
from office.fonts.face import Face
from office.fonts.library import Library
from office.fonts.roles import Role
from tests.documents import sheets
from tests.panels import DRAFT

SCALE = 4.0  # pixels per mm
LIBRARY = Library.built_in()


@cache
def notice() -> Typeset:
    """The real notice, typeset."""
    document = replace(read_draft(DRAFT.read_bytes()).document, number=Number("闽政办", 2021, 55))
    return typeset(document, LIBRARY, sheets.ABOUT)


def grey(image: QImage) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Rows of grey values, 0 to 255."""
    plain = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : plain.width()].astype(np.float64)


def whole(width: float, height: float, scale: float = SCALE) -> QRect:
    return QRect(0, 0, round(width * scale), round(height * scale))


def differing(one: QImage, other: QImage) -> float:
    """The share of 1 mm squares whose mean grey differs by more than a fifth of black."""
    first, second = grey(one), grey(other)
    step = round(SCALE)
    rows, columns = (min(a, b) // step * step for a, b in zip(first.shape, second.shape, strict=True))
    means = [
        part[:rows, :columns].reshape(rows // step, step, columns // step, step).mean(axis=(1, 3))
        for part in (first, second)
    ]
    return float((np.abs(means[0] - means[1]) > 50).mean())


@pytest.mark.parametrize("page", range(6))
def test_the_screen_shows_the_pages_of_the_pdf(page: int, qapp: QApplication) -> None:
    made = notice()
    mine, theirs = LayoutPages(made.layout, LIBRARY), PdfPages(made.pdf)
    area = whole(*mine.page_size_mm(page))

    assert differing(mine.image(page, SCALE, area), theirs.image(page, SCALE, area)) < 0.005


@pytest.mark.parametrize("page", range(6))
def test_the_screen_shows_the_pages_of_the_ofd(page: int, qapp: QApplication) -> None:
    made = notice()
    mine, theirs = LayoutPages(made.layout, LIBRARY), OfdPages(made.ofd, LIBRARY)
    area = whole(*mine.page_size_mm(page))

    assert differing(mine.image(page, SCALE, area), theirs.image(page, SCALE, area)) < 0.005


def test_an_empty_page_would_be_noticed(qapp: QApplication) -> None:
    made = notice()
    area = whole(210, 297)
    empty = LayoutPages(Layout((Page(210, 297, ()),)), LIBRARY).image(0, SCALE, area)

    assert differing(LayoutPages(made.layout, LIBRARY).image(0, SCALE, area), empty) > 0.02


def test_parts_of_a_page_put_together_are_the_page(qapp: QApplication) -> None:
    pages = LayoutPages(notice().layout, LIBRARY)
    area = whole(210, 297)
    one = grey(pages.image(1, SCALE, area))
    half = area.height() // 2
    upper = grey(pages.image(1, SCALE, QRect(0, 0, area.width(), half)))
    lower = grey(pages.image(1, SCALE, QRect(0, half, area.width(), area.height() - half)))

    assert np.abs(np.vstack([upper, lower]) - one).max() <= 16


def test_a_pictures_and_shapes_sheet_is_painted_alike(qapp: QApplication) -> None:
    layout = sheets.notice(LIBRARY)
    pdf = PdfPages(write_pdf(layout, LIBRARY, sheets.ABOUT))
    mine = LayoutPages(layout, LIBRARY)
    for page in range(mine.page_count):
        area = whole(*mine.page_size_mm(page))
        assert differing(mine.image(page, SCALE, area), pdf.image(page, SCALE, area)) < 0.005


def run_of(face: Face, text: str, transform: Transform = IDENTITY) -> Run:
    gids = tuple(face.gid(char) for char in text)
    return Run(face.id, 6.0, tuple(text), gids, (20.0, 30.0), (40.0, 40.0), transform=transform)


def test_a_face_that_qt_cannot_load_is_drawn_from_its_outlines(qapp: QApplication) -> None:
    cut = LIBRARY.pick(Role.HEI, "国")
    assert cut is not None
    face = LIBRARY.face(cut.face)
    hidden = Face.from_bytes(face.data)
    hidden.index = 1  # as the second face of a collection, which Qt would not find
    other = FaceId("other")
    library = LIBRARY.with_faces({other: hidden})
    plain = Page(100, 100, (run_of(face, "国家"),))
    odd = Page(100, 100, (replace(run_of(face, "国家"), face=other),))
    area, painter = whole(100, 100), PagePainter({})

    first, second = (painter.image(page, library, SCALE, area) for page in (plain, odd))

    assert grey(first).min() < 60
    assert differing(first, second) < 0.005


def test_a_turned_run_stands_where_its_transform_puts_it(qapp: QApplication) -> None:
    cut = LIBRARY.pick(Role.HEI, "国")
    assert cut is not None
    turned = Transform(0, 1, -1, 0, 100, 0)  # a quarter turn clockwise
    page = Page(100, 100, (run_of(LIBRARY.face(cut.face), "国家", turned),))
    ink = grey(PagePainter({}).image(page, LIBRARY, SCALE, whole(100, 100))) < 128
    rows, columns = np.nonzero(ink)

    assert 18 < rows.min() / SCALE < rows.max() / SCALE < 37  # along y, where it began along x
    assert 58 < columns.min() / SCALE < columns.max() / SCALE < 67


def test_an_unknown_face_leaves_the_rest_of_the_page_alone(qapp: QApplication) -> None:
    cut = LIBRARY.pick(Role.HEI, "国")
    assert cut is not None
    good = run_of(LIBRARY.face(cut.face), "国家")
    page = Page(100, 100, (replace(good, face=FaceId("nowhere")), good))

    assert grey(PagePainter({}).image(page, LIBRARY, SCALE, whole(100, 100))).min() < 60


def test_words_are_found_in_all_three(qapp: QApplication) -> None:
    made = notice()
    hits = {
        name: len(pages.find("农村建房"))
        for name, pages in (
            ("layout", LayoutPages(made.layout, LIBRARY)),
            ("pdf", open_pages(made.pdf, LIBRARY)),
            ("ofd", open_pages(made.ofd, LIBRARY)),
        )
    }

    assert hits["layout"] > 5
    assert len(set(hits.values())) == 1


def test_a_document_of_nothing_but_a_title_is_painted(qapp: QApplication) -> None:
    document = OfficialDocument(Kind.NOTICE, "通知", (Paragraph("一句话。"),))
    made = typeset(document, LIBRARY, sheets.ABOUT)

    assert grey(LayoutPages(made.layout, LIBRARY).image(0, SCALE, whole(210, 297))).min() < 60


def test_a_page_a_millimetre_aside_would_be_noticed(qapp: QApplication) -> None:
    made = notice()
    pages, area = LayoutPages(made.layout, LIBRARY), whole(210, 297)
    aside = area.translated(-round(SCALE), 0)

    assert differing(pages.image(1, SCALE, area), pages.image(1, SCALE, aside)) > 0.02
