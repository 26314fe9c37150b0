"""Errands with progress, called back, failing, settling."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from office.database import Database
from office.errors import OfficeError, Trouble
from office.ui.background import Background, Cancelled, Progress
from office.ui.strip import ProgressStrip
from tests.panels import QUIET

pytestmark = QUIET


@pytest.fixture
def background(qapp: object, database: Database) -> Iterator[Background]:
    background = Background(database)
    yield background
    background.close()


def test_progress_is_told_on_the_qt_thread(background: Background, qtbot: QtBot) -> None:
    told: list[tuple[float, str, str]] = []
    progress = Progress(lambda part, words: told.append((part, words, threading.current_thread().name)))
    done: list[None] = []

    background.errand(QObject(), lambda: None, done.append)  # an errand without progress does no harm
    owner = QObject()
    background.errand(owner, lambda: progress.report(0.5, "写出"), done.append, progress=progress)
    qtbot.waitUntil(lambda: len(told) == 1)

    assert told == [(0.5, "写出", "MainThread")]


def test_an_errand_called_back_stops_at_its_next_report(background: Background, qtbot: QtBot) -> None:
    owner, gate, settled = QObject(), threading.Event(), list[bool]()
    answers: list[str] = []
    failures: list[OfficeError] = []
    progress = Progress()

    def task() -> str:
        gate.wait(5)
        progress.report(0.5)
        return "done"

    background.errand(
        owner, task, answers.append, failed=failures.append, settled=lambda: settled.append(True), progress=progress
    )
    progress.cancel()
    gate.set()
    qtbot.waitUntil(lambda: bool(settled))

    assert answers == []
    assert failures == []


def test_what_was_done_before_it_was_called_back_is_still_answered(background: Background, qtbot: QtBot) -> None:
    owner, progress = QObject(), Progress()
    answers: list[str] = []
    background.errand(owner, lambda: "sealed", answers.append, progress=progress)
    progress.cancel()
    qtbot.waitUntil(lambda: bool(answers))

    assert answers == ["sealed"]


def test_a_cancelled_report_raises_from_any_thread() -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        progress.report(0.1)


def test_a_failure_goes_to_who_asked_for_it_and_not_to_everyone(background: Background, qtbot: QtBot) -> None:
    owner = QObject()
    failures: list[OfficeError] = []
    everyone: list[object] = []
    background.failed.connect(lambda _owner, error: everyone.append(error))

    def fail() -> None:
        raise Trouble(what="disk")

    background.errand(owner, fail, lambda _: None, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))

    assert failures[0].code == "office.trouble"
    assert everyone == []


def test_an_errand_settles_also_when_it_meets_a_bug(background: Background, qtbot: QtBot) -> None:
    owner, settled = QObject(), list[bool]()

    def bug() -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as escaped:
        background.errand(owner, bug, lambda _: None, settled=lambda: settled.append(True))
        qtbot.waitUntil(lambda: bool(escaped))

    assert settled == [True]
    assert escaped[0][0] is ZeroDivisionError


def test_a_write_answers_with_what_the_deed_gave(background: Background, qtbot: QtBot) -> None:
    owner, answers = QObject(), list[int]()
    background.write(owner, "documents", lambda _connection: 7, answers.append)
    qtbot.waitUntil(lambda: bool(answers))

    assert answers == [7]


def test_pages_are_drawn_on_one_thread_of_their_own(background: Background, qtbot: QtBot) -> None:
    owner, threads = QObject(), list[str]()
    for _ in range(4):
        background.draw(owner, lambda: threading.current_thread().name, threads.append)
    qtbot.waitUntil(lambda: len(threads) == 4)

    assert {name.rpartition("_")[0] for name in threads} == {"pages"}
    assert len(set(threads)) == 1


def test_the_strip_shows_progress_and_calls_back(background: Background, qtbot: QtBot) -> None:
    strip, gate = ProgressStrip(), threading.Event()
    qtbot.addWidget(strip)
    progress = strip.begin("正在盖章……")
    seen: list[int] = []

    def task() -> None:
        progress.report(0.25, "正在写出……")
        gate.wait(5)
        progress.report(0.5)

    background.errand(strip, task, lambda _: None, settled=strip.end, progress=progress)
    qtbot.waitUntil(lambda: strip.words.text() == "正在写出……")
    seen.append(strip.bar.value())
    strip.cancel.click()
    assert "取消" in strip.words.text()
    gate.set()
    qtbot.waitUntil(lambda: not strip.busy)

    assert seen == [250]
    assert strip.isHidden()
