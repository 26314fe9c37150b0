"""The list of what should be looked at before a document goes out; choosing one leads to its field."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from documents.model.pages import Element
from documents.panel.hints import Point
from office.ui import icons
from office.ui.banner import TINTS, Tone
from office.ui.pieces import button, column, copyable, empty_out, frame, row, words
from office.words import _

_SHOWN = 60


class PointsList(QScrollArea):
    chosen = Signal(object)  # Element: the person wants to go to its field

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("look", "plain")
        self.setAccessibleName(_("核对意见"))
        self._inner = QWidget()
        self._inner.setProperty("look", "page")
        self._column: QVBoxLayout = column(gap=1, margin=1.6)
        self._inner.setLayout(self._column)
        self.setWidget(self._inner)

    def show_points(self, points: Sequence[Point]) -> None:
        empty_out(self._column)
        loud = [point for point in points if point.tone is not Tone.GOOD]
        sure = len(points) - len(loud)
        if not loud:
            text = (
                _("没有需要核对的地方。")
                if points
                else _("没有需要核对的地方，各要素符合《条例》中可以由程序检查的要求。")
            )
            self._column.addWidget(words(text, "quiet", wrap=True))
        for point in loud[:_SHOWN]:
            self._column.addWidget(self._card(point))
        if sure:
            self._column.addWidget(words(_("另有 {count} 处按格式识别无疑。").format(count=sure), "quiet", wrap=True))
        self._column.addStretch(1)

    def _card(self, point: Point) -> QFrame:
        mark = QLabel()
        icons.put_in(mark, point.tone.value, TINTS[point.tone], 1.2)
        article = f"《条例》{point.article}" if point.article.startswith("第") else point.article
        where = " · ".join(part for part in (_(point.element.value) if point.element else "", article) if part)
        text = column(copyable(point.sentence), gap=0.3)
        if where:
            text.insertWidget(0, words(where, "label"))
        line = row(mark, text, gap=1, margin=1)
        line.setStretch(1, 1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        if point.element is not None:
            element: Element = point.element
            go = button(_("去修改"), does=lambda: self.chosen.emit(element))
            go.setAccessibleName(_("去修改{element}").format(element=_(element.value)))
            line.addWidget(go, 0, Qt.AlignmentFlag.AlignTop)
        return frame("card", line)
