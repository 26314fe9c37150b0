"""What stands where there is nothing yet: what this place is for, and what to do next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from office.ui import icons
from office.ui.pieces import button, column, restyle, row, words


class Empty(QFrame):
    """An icon, a heading, a sentence, and perhaps a button."""

    def __init__(self, icon: str, heading: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = QLabel()
        icons.put_in(self._mark, icon, "quiet", 3)
        self._heading = words(heading, "heading")
        self._sentence = words(sentence, "quiet", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = row(None, None)
        self.setLayout(
            column(
                None, row(None, self._mark, None), self._heading, self._sentence, self._buttons, None, gap=1.4, margin=4
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(f"{heading}。{sentence}")

    def say(self, sentence: str) -> None:
        """Change the sentence."""
        self._sentence.setText(sentence)
        self.setAccessibleName(f"{self._heading.text()}。{sentence}")

    def offer(self, text: str, icon: str, does: Callable[[], object]) -> QPushButton:
        """Offer what to do next."""
        made = button(text, icon, does, primary=True)
        self._buttons.insertWidget(self._buttons.count() - 1, made)
        return made

    def frame_for_drops(self, on: bool) -> None:
        """Draw the dashed frame into which files can be dropped."""
        restyle(self, look="drop" if on else "")
