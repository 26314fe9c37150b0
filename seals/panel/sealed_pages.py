"""Pages with their seals drawn by us: blurred on the screen, crossed out when they do not hold."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from office.ui import theme
from office.ui.page_source import Hit, PageSource
from seals.model import SealSeen

_BLURRED = 34  # pixels: what remains of a seal's picture on the screen
_FADED = 0.35


class SealedPages:
    """``source`` with ``seals`` over it. The file itself is not touched, and its own crisp seals are never drawn."""

    def __init__(self, source: PageSource, seals: Sequence[SealSeen]) -> None:
        self._source = source
        self._seals = [(seal, blurred(seal.picture)) for seal in seals if seal.box is not None]

    @property
    def page_count(self) -> int:
        return self._source.page_count

    def page_size_mm(self, page: int) -> tuple[float, float]:
        return self._source.page_size_mm(page)

    def image(self, page: int, pixels_per_mm: float, region: QRect) -> QImage:
        image = self._source.image(page, pixels_per_mm, region)
        shown = [(seal, picture) for seal, picture in self._seals if seal.page == page]
        if shown:
            painter = QPainter(image)
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            painter.translate(-region.topLeft())
            for seal, picture in shown:
                _draw(painter, seal, picture, pixels_per_mm)
            painter.end()
        return image

    def lines(self, page: int) -> Sequence[str]:
        return self._source.lines(page)

    def find(self, words: str) -> Sequence[Hit]:
        return self._source.find(words)


def blurred(picture: bytes | None) -> QImage:
    """A seal's picture with so few pixels left that it cannot be cut out and used; null when there is none."""
    image = QImage.fromData(picture) if picture else QImage()
    if image.isNull():
        return image
    premultiplied = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return premultiplied.scaled(
        _BLURRED, _BLURRED, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def _draw(painter: QPainter, seal: SealSeen, picture: QImage, scale: float) -> None:
    assert seal.box is not None
    box = QRectF(seal.box.x * scale, seal.box.y * scale, seal.box.width * scale, seal.box.height * scale)
    painter.save()
    if seal.intact:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.drawImage(box, picture)
    else:
        painter.setOpacity(_FADED)
        painter.drawImage(box, picture)
        painter.setOpacity(1.0)
        _cross_out(painter, box, scale)
    painter.restore()


def _cross_out(painter: QPainter, box: QRectF, scale: float) -> None:
    pen = QPen(QColor(theme.LIGHT.bad), max(1.5, scale * 0.9))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawRect(box)
    painter.drawLine(QLineF(box.topLeft(), box.bottomRight()))
    painter.drawLine(QLineF(box.topRight(), box.bottomLeft()))
