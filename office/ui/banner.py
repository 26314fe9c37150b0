"""One plain sentence in a coloured frame, with an icon and a word, never colour alone."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from office.ui import icons, theme
from office.ui.pieces import column, copyable, empty_out, restyle, row, tool, words
from office.words import _


class Tone(StrEnum):
    GOOD = "good"
    NOTICE = "notice"
    BAD = "bad"
    PLAIN = "plain"
    QUIET = "quiet"


TINTS = {
    Tone.GOOD: "good",
    Tone.NOTICE: "notice",
    Tone.BAD: "bad",
    Tone.PLAIN: "accent_strong",
    Tone.QUIET: "quiet",
}


class Banner(QFrame):
    """A heading word, a sentence, and details that open on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone = Tone.PLAIN
        self.mark = QLabel()
        self.heading = words("", "verdict")
        self.sentence = copyable("")
        self.more = tool(_("展开详情"), "down", self._toggle, text=_("详情"))
        self.details = QWidget()
        self.details.hide()
        self._lay_out()

    def show_words(self, tone: Tone, heading: str, sentence: str, icon: str = "") -> None:
        """Say ``heading`` and ``sentence`` in ``tone``; without an icon's name the tone brings its own."""
        self.tone = tone
        restyle(self, tone=tone.value)
        restyle(self.heading)
        icons.put_in(self.mark, icon or (tone.value if tone is not Tone.QUIET else "plain"), TINTS[tone], 1.7)
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))
        self.setAccessibleName(f"{heading}。{sentence}" if heading else sentence)
        self.show()

    def show_details(self, details: Sequence[QWidget]) -> None:
        """Put ``details`` under the sentence, closed."""
        inner = self.details.layout()
        assert inner is not None
        empty_out(inner)
        for widget in details:
            inner.addWidget(widget)
        self.more.setVisible(bool(details))
        self.show_open(False)

    def _toggle(self) -> None:
        self.show_open(self.details.isHidden())

    def show_open(self, open_: bool) -> None:
        """Open or close the details."""
        self.details.setVisible(open_)
        icons.put_on(self.more, "up" if open_ else "down")
        self.more.setText(_("收起") if open_ else _("详情"))
        self.more.setAccessibleName(_("收起详情") if open_ else _("展开详情"))

    def _lay_out(self) -> None:
        self.setAccessibleName("")
        self.details.setLayout(column(gap=1))
        self.more.hide()
        text = column(self.heading, self.sentence, gap=0.3)
        head = row(self.mark, text, self.more, gap=1.2)
        head.setStretch(1, 1)
        head.setAlignment(self.mark, Qt.AlignmentFlag.AlignTop)
        head.setAlignment(self.more, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(head, self.details, gap=1, margin=1.4))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.details.setContentsMargins(theme.gap(4), 0, 0, 0)
