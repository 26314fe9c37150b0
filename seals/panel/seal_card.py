"""The card of the seal in use: its picture, blurred, and what it is."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from office.ui import theme
from office.ui.pieces import column, frame, row, words
from office.words import _
from seals.model import Seal
from seals.panel.sealed_pages import blurred


class SealPicture(QWidget):
    """A picture on white paper, as large as its place allows; ``mm`` asks for true size instead."""

    def __init__(self, name: str, side: float = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._mm = 0.0
        self._side = round(theme.em() * side)
        self._over = ""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage, mm: float = 0.0, over: str = "") -> None:
        """Show ``image``, at ``mm`` millimetres if given, with the words ``over`` across it."""
        self._image, self._mm, self._over = image, mm, over
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = max(self._side, round(self._mm * self.logicalDpiX() / 25.4) + theme.gap(2))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.setPen(theme.colour(theme.theme().line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        side = self._mm * self.logicalDpiX() / 25.4 if self._mm else min(self.width(), self.height()) - theme.gap(2)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        if not self._image.isNull():
            painter.drawImage(box, self._image)
        if self._over:
            painter.setPen(theme.colour(theme.LIGHT.quiet))
            room = QRectF(self.rect()).adjusted(theme.gap(1), theme.gap(0.6), -theme.gap(1), -theme.gap(0.6))
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, self._over)
        painter.end()


class SealCard(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = SealPicture(_("印章图案（已模糊）"))
        self.name = words("", "heading", wrap=True)
        self.about = words("", "quiet", wrap=True)
        inner = row(self.picture, column(self.name, self.about, None, gap=0.6), gap=2, margin=1.2)
        inner.setStretch(1, 1)
        self.setLayout(column(frame("card", inner)))

    def show_seal(self, seal: Seal | None) -> None:
        self.setVisible(seal is not None)
        if seal is not None:
            self.picture.show_image(blurred(seal.picture))
            self.name.setText(seal.name)
            size = _("直径 {size:g} 毫米").format(size=seal.diameter)
            until = _("有效期至 {day}").format(day=f"{seal.valid_to.astimezone():%Y-%m-%d}")
            self.about.setText(f"{size}\n{until}")
