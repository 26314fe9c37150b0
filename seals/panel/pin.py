"""Asking for the PIN of a key, and doing with the opened key what was asked for. The PIN is never kept."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QWidget

from office.crypto.errors import KeyUnusable, WrongPin
from office.crypto.token import Purpose, Token
from office.errors import OfficeError
from office.ui import forms, icons
from office.ui.background import Progress
from office.ui.banner import Tone
from office.ui.dialog import Dialog
from office.ui.notice import Notice
from office.ui.panel import Bench
from office.ui.pieces import button, column, row, words
from office.ui.strip import ProgressStrip
from office.words import _
from seals.devices.key_file import open_key_folder

T = TypeVar("T")
Keys = Callable[[], Mapping[Purpose, bytes]]


class PinDialog(Dialog):
    """Opens the key files off the Qt thread and runs a task with them; stays open until that worked."""

    done_well = Signal()

    def __init__(
        self,
        bench: Bench,
        heading: str,
        sentence: str,
        deed: str,
        task: Callable[[Token, Progress], T],
        answer: Callable[[T], None],
        purposes: frozenset[Purpose],
        keys: Keys | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``deed`` names the button; ``keys`` are the unit's own unless others are given."""
        super().__init__(heading, 36, parent)
        self._bench = bench
        self._run: Callable[[Token, Progress], Callable[[], None]] = lambda token, progress: partial(
            answer, task(token, progress)
        )
        self._purposes, self._keys = purposes, keys or bench.key_files
        self.pin = forms.password(_("PIN 码"))
        self.notice, self.strip = Notice(), ProgressStrip()
        self.ok = button(deed, does=self.submit, primary=True)
        self.no = button(_("取消(&C)"), does=self.reject)
        self.ok.setDefault(True)
        self._lay_out(heading, sentence)
        self.pin.setFocus()

    def submit(self) -> None:
        """Take the PIN out of the field and try it."""
        pin = self.pin.text()
        self.pin.clear()
        if not pin or self.strip.busy:
            self.notice.tell(_("请输入 PIN 码。"), Tone.NOTICE)
            return
        self.notice.clear()
        self._work(pin)

    def _work(self, pin: str) -> None:
        keys, purposes, run = self._keys, self._purposes, self._run
        progress = self.strip.begin(_("正在打开密钥……"))
        self._enable(False)

        def work() -> Callable[[], None]:
            found = {purpose: data for purpose, data in keys().items() if purpose in purposes}
            for missing in purposes - found.keys():
                raise KeyUnusable(purpose=missing.value)
            return run(open_key_folder(found, pin), progress)

        self._bench.background.errand(
            self, work, self._finish, failed=self._refuse, settled=self._settle, progress=progress
        )

    def _settle(self) -> None:
        self.strip.end()
        self._enable(True)

    def _finish(self, tell: Callable[[], None]) -> None:
        self.accept()
        tell()
        self.done_well.emit()

    def _refuse(self, error: OfficeError) -> None:
        self.notice.tell(self._bench.explain(error), Tone.BAD if isinstance(error, WrongPin) else Tone.NOTICE)
        self.pin.setFocus()

    def _enable(self, on: bool) -> None:
        for widget in (self.ok, self.pin):
            widget.setEnabled(on)

    def _lay_out(self, heading: str, sentence: str) -> None:
        mark = QLabel()
        icons.put_in(mark, "key", "accent", 2)
        head = row(mark, column(words(heading, "heading"), words(sentence, "quiet", wrap=True), gap=0.4), gap=2)
        head.setStretch(1, 1)
        field = row(words(_("PIN 码"), "label"), self.pin, gap=1)
        note = words(_("PIN 码只用这一次，不会保存。"), "quiet")
        foot = row(note, None, self.no, self.ok, gap=1)
        self.lay_out(column(head, self.notice, field, self.strip, foot, gap=2, margin=3))

    def reject(self) -> None:
        """Close; while the keys are at work, only call them back."""
        if self.strip.busy:
            self.strip.call_back()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.pin.clear()
        super().closeEvent(event)
