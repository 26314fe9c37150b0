"""A dialog as high as its words need at its width."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QLayout, QWidget

from office.ui import theme


class Dialog(QDialog):
    """``characters`` is its width in Han characters; its height follows what it shows."""

    def __init__(self, title: str, characters: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._wide = round(theme.em() * characters)

    def lay_out(self, layout: QLayout) -> None:
        self.setLayout(layout)
        self._follow()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._follow()
        return done

    def _follow(self) -> None:
        layout = self.layout()
        if layout is not None:
            high = layout.totalHeightForWidth(self._wide) if layout.hasHeightForWidth() else layout.sizeHint().height()
            self.setFixedSize(self._wide, max(high, layout.totalMinimumSize().height()))
