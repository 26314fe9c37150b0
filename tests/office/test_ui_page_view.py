"""The page view: place, zoom, search, keys, and drawing that never happens on the Qt thread."""

import threading
from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from office.database import Database
from office.errors import Trouble
from office.ui.background import Background
from office.ui.page_canvas import LARGEST, SMALLEST, Fit
from office.ui.page_source import Hit, Spot
from office.ui.page_tiles import Tile, Tiles
from office.ui.page_view import PageView
from tests.panels import QUIET, dress

pytestmark = QUIET
A4 = (210.0, 297.0)


class Paper:
    """Pages of one colour each; remembers on which threads it was drawn."""

    def __init__(self, count: int = 5, tint: str = "#3050C0", broken: bool = False) -> None:
        self.count, self.tint, self.broken = count, tint, broken
        self.threads: set[str] = set()
        self.drawn: list[tuple[int, float]] = []

    @property
    def page_count(self) -> int:
        return self.count

    def page_size_mm(self, page: int) -> tuple[float, float]:
        return A4

    def image(self, page: int, pixels_per_mm: float, region: QRect) -> QImage:
        self.threads.add(threading.current_thread().name)
        self.drawn.append((page, pixels_per_mm))
        if self.broken:
            raise Trouble
        image = QImage(region.size(), QImage.Format.Format_RGB32)
        image.fill(QColor(self.tint))
        return image

    def lines(self, page: int) -> Sequence[str]:
        return [f"第 {page + 1} 页"]

    def find(self, words: str) -> Sequence[Hit]:
        return [(Spot(page, 50, 250, 20, 6),) for page in range(self.count)] if words == "汛期" else []


@pytest.fixture
def background(qapp: QApplication, database: Database) -> Iterator[Background]:
    dress(qapp)
    background = Background(database)
    yield background
    background.close()


@pytest.fixture
def view(background: Background, qtbot: QtBot) -> PageView:
    view = PageView(background)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    return view


def shown(view: PageView, x: float = 0.5, y: float = 0.5) -> QColor:
    """The colour in the window at parts of its width and height."""
    image = view.canvas.viewport().grab().toImage()
    return image.pixelColor(round(image.width() * x), round(image.height() * y))


def turn_wheel(view: PageView, steps: int, at: QPointF) -> None:
    viewport = view.canvas.viewport()
    where = QPointF(viewport.mapToGlobal(at.toPoint()))
    event = QWheelEvent(
        at,
        where,
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_pages_come_and_are_never_drawn_on_the_qt_thread(view: PageView, qtbot: QtBot) -> None:
    paper = Paper()
    view.show_pages(paper)
    qtbot.waitUntil(lambda: shown(view) == QColor(paper.tint))

    assert paper.threads == {"pages_0"}


def test_zoom_stays_between_a_quarter_and_four_times(view: PageView, qtbot: QtBot) -> None:
    view.show_pages(Paper())
    for _ in range(60):
        view.canvas.zoom_in()
    assert view.canvas.zoom == LARGEST
    assert view.percent.currentText() == "400%"
    for _ in range(60):
        view.canvas.zoom_out()
    assert view.canvas.zoom == SMALLEST


def test_a_typed_percentage_is_taken_and_nonsense_is_not(view: PageView, qtbot: QtBot) -> None:
    view.show_pages(Paper())
    view.percent.setEditText("150%")
    view._on_percent()
    assert view.canvas.zoom == pytest.approx(1.5)
    view.percent.setEditText("很大")
    view._on_percent()
    assert view.canvas.zoom == pytest.approx(1.5)
    assert view.percent.currentText() == "150%"


def test_fitting_follows_the_window(view: PageView, qtbot: QtBot) -> None:
    view.show_pages(Paper())
    view.canvas.fit_page()
    small = view.canvas.zoom
    view.resize(900, 1200)
    qtbot.waitUntil(lambda: view.canvas.zoom > small)
    assert view.canvas.fit is Fit.PAGE
    view.canvas.fit_width()
    width = view.canvas._page_box(0).width()
    assert abs(width - view.canvas.viewport().width()) < 80


def test_the_wheel_enlarges_around_the_pointer(view: PageView, qtbot: QtBot) -> None:
    view.show_pages(Paper())
    view.canvas.set_zoom(1.0)
    view.canvas.verticalScrollBar().setValue(400)
    pointer = QPointF(300, 200)
    before = view.canvas._place_at(pointer)
    turn_wheel(view, 3, pointer)
    after = view.canvas._place_at(pointer)

    assert view.canvas.zoom > 1.2
    assert before[0] == after[0]
    assert after[2] == pytest.approx(before[2], abs=1.0)


def test_the_pages_before_and_after_are_told_and_reached(view: PageView, qtbot: QtBot) -> None:
    view.show_pages(Paper(12))
    view.number.setText("7")
    view._on_number()
    assert view.canvas.page == 6
    assert view.number.text() == "7"
    assert view.count.text() == "/ 12"
    assert view.list.currentIndex().row() == 6
    qtbot.keyClick(view.canvas, Qt.Key.Key_End)
    assert view.canvas.page == 11
    qtbot.keyClick(view.canvas, Qt.Key.Key_Home)
    assert view.canvas.page == 0


def test_choosing_in_the_page_list_goes_there(view: PageView, qtbot: QtBot) -> None:
    view.show_pages(Paper(12))
    view.list.setCurrentIndex(view.list.model().index(4, 0))

    assert view.canvas.page == 4


def test_found_words_are_lit_counted_and_stepped_through(view: PageView, qtbot: QtBot) -> None:
    view.show_pages(Paper(5, "#FFFFFF"))
    view.search.setText("汛期")
    qtbot.waitUntil(lambda: view.hits.text() == "1/5")
    box = view.canvas._spot_box(Spot(0, 50, 250, 20, 6))
    qtbot.waitUntil(
        lambda: view.canvas.viewport().grab().toImage().pixelColor(box.center().toPoint()).name() == "#f08a24"
    )
    qtbot.keyClick(view.search, Qt.Key.Key_Return)
    assert view.hits.text() == "2/5"
    view.find_next(-1)
    view.find_next(-1)
    assert view.hits.text() == "5/5"


def test_words_that_are_not_there_are_said_not_to_be(view: PageView, qtbot: QtBot) -> None:
    view.show_pages(Paper())
    view.search.setText("没有的话")
    qtbot.waitUntil(lambda: view.hits.text() != "")

    assert view.hits.text() == "没有找到"
    assert not view.after.isEnabled()


def test_a_preview_set_anew_keeps_its_place(view: PageView, qtbot: QtBot) -> None:
    view.show_pages(Paper(9))
    view.canvas.set_zoom(2.0)
    view.canvas.verticalScrollBar().setValue(2500)
    view.show_pages(Paper(9, "#20A060"), same_document=True)

    assert view.canvas.verticalScrollBar().value() == 2500
    assert view.canvas.zoom == pytest.approx(2.0)
    qtbot.waitUntil(lambda: shown(view) == QColor("#20A060"))


def test_old_pictures_stand_in_until_the_new_ones_come(view: PageView, qtbot: QtBot) -> None:
    view.show_pages(Paper(3))
    qtbot.waitUntil(lambda: shown(view) == QColor("#3050C0"))
    view.show_pages(Paper(3, "#20A060"), same_document=True)

    assert shown(view) == QColor("#3050C0")  # at once, before anything was drawn anew


def test_a_page_that_cannot_be_drawn_is_told_and_nothing_hangs(view: PageView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.failed) as told:
        view.show_pages(Paper(broken=True))

    assert told.args is not None
    assert told.args[0].code == "office.trouble"
    view.canvas.zoom_in()


def test_without_a_document_the_view_is_empty_and_disabled(view: PageView) -> None:
    view.show_pages(Paper())
    view.show_pages(None)

    assert not view.isEnabled()
    assert view.count.text() == "/ 0"


def test_pictures_never_take_more_memory_than_they_may(background: Background, qtbot: QtBot) -> None:
    memory = 8 * 2**20
    tiles = Tiles(background, memory)
    tiles.show(Paper(40), same_document=False)
    for page in range(40):
        with qtbot.waitSignal(tiles.arrived):
            tiles.want([Tile(page, 4000)])
        assert tiles.kept_bytes <= memory
    assert tiles.picture(Tile(39, 4000)) is not None
    assert tiles.picture(Tile(0, 4000)) is None


def test_what_is_out_of_sight_is_not_drawn(view: PageView, qtbot: QtBot) -> None:
    paper = Paper(300)
    view.list.hide()
    view.show_pages(paper)
    qtbot.waitUntil(lambda: shown(view) == QColor(paper.tint))

    assert max(page for page, _scale in paper.drawn) <= 2


def test_the_text_of_the_page_is_there_for_screen_readers(view: PageView, qtbot: QtBot) -> None:
    view.show_pages(Paper(3))
    qtbot.waitUntil(lambda: view.canvas.accessibleDescription() == "第 1 页")

    view.go_to(2)
    qtbot.waitUntil(lambda: view.canvas.accessibleDescription() == "第 3 页")
