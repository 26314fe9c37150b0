"""Offering the changes that were not saved last time: take them up again, or not."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from documents.panel.recovery_folder import FoundCopy
from office.ui.dialog import Dialog
from office.ui.pieces import button, column, frame, row, words
from office.words import _

AT_ONCE = 5  # copies in one dialog


class Offers(QObject):
    """Offers copies over ``panel`` as soon as it is seen, some at a time."""

    wanted = Signal(object)  # RecoveryCopy
    unwanted = Signal(object)  # RecoveryCopy

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel)
        self._panel = panel
        self._waiting: list[FoundCopy] = []

    def add(self, found: Sequence[FoundCopy]) -> None:
        self._waiting += found
        self.show_next()

    def show_next(self) -> None:
        """Open the next dialog if there is something left to offer and somebody to see it."""
        if self._waiting and self._panel.isVisible():
            now, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
            dialog = RecoveryDialog(now, self._panel)
            dialog.wanted.connect(self.wanted)
            dialog.unwanted.connect(self.unwanted)
            dialog.accepted.connect(self.show_next)
            dialog.open()


class RecoveryDialog(Dialog):
    """One line for each copy. It closes when each is decided: no copy may be written over before."""

    wanted = Signal(object)  # RecoveryCopy
    unwanted = Signal(object)  # RecoveryCopy

    def __init__(self, found: Sequence[FoundCopy], parent: QWidget | None = None) -> None:
        super().__init__(_("上次没有保存的改动"), 42, parent)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        self.lines = [_Line(one, self) for one in found]
        note = words(
            _(
                "上次没有保存的改动还在，可能是断电或程序意外关闭时留下的。恢复后请核对并保存；不要的改动会被删除，已保存的各版不受影响。"
            ),
            wrap=True,
        )
        self.head = words("", "heading", wrap=True)
        self.lay_out(column(self.head, note, *self.lines, gap=2, margin=3))
        self._show_left()

    def reject(self) -> None:
        """Escape decides nothing."""

    def decide(self, line: "_Line", wanted: bool) -> None:
        """Take up or drop the copy of ``line``."""
        self.lines.remove(line)
        self._show_left()
        line.hide()
        (self.wanted if wanted else self.unwanted).emit(line.found.copy)
        if not self.lines:
            self.accept()

    def _show_left(self) -> None:
        """Say how many are left; the key that is pressed without looking takes up, it does not delete."""
        self.head.setText(_("有 {count} 份文稿的改动没有保存").format(count=len(self.lines)))
        if self.lines:
            self.lines[0].restore.setDefault(True)
            self.lines[0].restore.setFocus()


class _Line(QFrame):
    def __init__(self, found: FoundCopy, dialog: RecoveryDialog) -> None:
        super().__init__()
        self.found = found
        title = found.copy.document.title or _("（无标题）")
        when = _("最后改动 {when}").format(when=f"{found.written_at.astimezone():%m-%d %H:%M}")
        self.restore = _named(button(_("恢复(&R)"), primary=True), title)
        self.refuse = _named(button(_("不要(&D)")), title)
        self.restore.clicked.connect(lambda: dialog.decide(self, wanted=True))
        self.refuse.clicked.connect(lambda: dialog.decide(self, wanted=False))
        said = column(words(title, wrap=True), words(when, "quiet"), gap=0.3)
        line = row(said, self.refuse, self.restore, gap=1, margin=1)
        line.setStretch(0, 1)
        self.setLayout(column(frame("card", line)))


def _named(made: QPushButton, title: str) -> QPushButton:
    """A button whose name, told to screen readers, says of which draft."""
    made.setAccessibleName(f"{made.accessibleName()}：{title}")
    return made
