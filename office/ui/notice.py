"""What a panel tells its person in place: a refusal, a trouble, a success. It goes when the next thing is done."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from office.ui import icons
from office.ui.banner import TINTS, Tone
from office.ui.pieces import copyable, restyle, row, tool
from office.words import _

_GOOD_NEWS_STAYS = 8_000  # milliseconds


class Notice(QFrame):
    """Hidden until something is told; a refusal stays until it is read, good news goes by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = QLabel()
        self._words = copyable("")
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.timeout.connect(self.clear)
        self._close = tool(_("关闭提示"), "close", self.clear)
        line = row(self._mark, self._words, self._close, gap=1, margin=0.8)
        line.setStretch(1, 1)
        line.setAlignment(self._mark, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def text(self) -> str:
        """What is told now; empty when nothing is."""
        return self._words.text()

    def tell(self, sentence: str, tone: Tone = Tone.BAD) -> None:
        restyle(self, tone=tone.value)
        icons.put_in(self._mark, tone.value if tone is not Tone.QUIET else "plain", TINTS[tone])
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()
        self._away.stop()
        if tone is Tone.GOOD:
            self._away.start(_GOOD_NEWS_STAYS)

    def setText(self, sentence: str) -> None:
        """Tell ``sentence`` as a refusal; an empty one clears."""
        self.tell(sentence) if sentence else self.clear()

    def clear(self) -> None:
        self._words.clear()
        self.hide()
