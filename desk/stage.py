"""Working real windows from a script: press, wait until something holds, take a picture."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from desk.errors import DemoStuck

T = TypeVar("T")
PATIENCE = 60.0  # seconds
SETTLE = 0.4  # seconds for pages to be drawn before a picture


class Stage:
    """Runs the event loop of this thread in small steps until what was asked for is there."""

    def __init__(self, pictures: Path) -> None:
        self._pictures = pictures
        self.taken: list[Path] = []

    def wait(self, what: str, question: Callable[[], T | None]) -> T:
        """The first true answer to ``question``; DemoStuck (fact: what) when none comes in time."""
        end = time.monotonic() + PATIENCE
        while True:
            self.settle(0.01)
            answer = question()
            if answer:
                return answer
            if time.monotonic() > end:
                self._show_where(what)
                raise DemoStuck(what=what)

    def settle(self, seconds: float = SETTLE) -> None:
        """Let events happen for a while."""
        end = time.monotonic() + seconds
        while True:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
            if time.monotonic() >= end:
                return
            time.sleep(0.002)  # leaves the processor to the threads that are waited for

    def picture(self, widget: QWidget, name: str) -> Path:
        """Save what ``widget`` shows as PNG."""
        self.settle()
        path = self._pictures / f"{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        widget.grab().save(str(path))
        self.taken.append(path)
        return path

    def _show_where(self, what: str) -> None:
        """A picture of every open window, to see what it waits for."""
        windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        for number, window in enumerate(windows, 1):
            self.picture(window, f"停在{what}-{number}")
