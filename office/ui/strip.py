"""The strip that shows how far an errand is, and lets the person call it back."""

from PySide6.QtWidgets import QFrame, QProgressBar, QSizePolicy, QWidget

from office.ui.background import Progress
from office.ui.pieces import button, column, row, words
from office.words import _

_STEPS = 1000


class ProgressStrip(QFrame):
    """Hidden until an errand begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("进度"))
        self.cancel = button(_("取消(&C)"), does=self.call_back)
        self._progress: Progress | None = None
        line = row(column(self.words, self.bar, gap=0.6), self.cancel, gap=2, margin=1)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.setProperty("tone", "plain")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def busy(self) -> bool:
        return self._progress is not None

    def begin(self, what: str, can_stop: bool = True) -> Progress:
        """Show that ``what`` is being done; hand the result to ``Background.errand``."""
        self._progress = Progress(self._show)
        self.words.setText(what)
        self.bar.setRange(0, 0)
        self.cancel.setVisible(can_stop)
        self.cancel.setEnabled(True)
        self.setAccessibleName(what)
        self.show()
        return self._progress

    def end(self) -> None:
        self._progress = None
        self.hide()

    def _show(self, fraction: float, words: str) -> None:
        self.bar.setRange(0, _STEPS)
        self.bar.setValue(round(fraction * _STEPS))
        if words:
            self.words.setText(words)
            self.setAccessibleName(words)

    def call_back(self) -> None:
        """Ask the errand to stop."""
        if self._progress is not None:
            self._progress.cancel()
            self.cancel.setEnabled(False)
            self.words.setText(_("正在取消……"))
