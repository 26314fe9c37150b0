"""Painting the display list on the screen: the same glyphs at the same places as in PDF and OFD."""

import threading
from collections.abc import Mapping
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGlyphRun, QImage, QPainter, QPainterPath, QPen, QRawFont, QTransform

from documents.model.pages import IDENTITY, Colour, ImageId, Page, Picture, Run, Segment, Shape, Transform
from office.fonts.errors import FaceUnknown
from office.fonts.face import Face
from office.fonts.library import Library

_PAPER = QColor(255, 255, 255)
_SIZES_KEPT = 24  # raw fonts per face and thread
_PICTURES_KEPT = 48


class _Cut(threading.local):
    """Raw fonts of this thread: Qt lets no other thread use them."""

    def __init__(self) -> None:
        self.fonts: WeakKeyDictionary[Face, dict[float, QRawFont]] = WeakKeyDictionary()


_cut = _Cut()


class PagePainter:
    """Paints the pages of one document. May be used from several threads, one after another."""

    def __init__(self, images: Mapping[ImageId, bytes]) -> None:
        self._images = images
        self._pictures: dict[ImageId, QImage] = {}

    def image(self, page: Page, library: Library, pixels_per_mm: float, region: QRect) -> QImage:
        """The part ``region`` (pixels) of ``page`` drawn at ``pixels_per_mm`` on white paper."""
        image = QImage(region.size(), QImage.Format.Format_RGB32)
        image.fill(_PAPER)
        painter = QPainter(image)
        painter.translate(-region.topLeft())
        self.paint(painter, page, library, pixels_per_mm, QRectF(region))
        painter.end()
        return image

    def paint(self, painter: QPainter, page: Page, library: Library, scale: float, clip: QRectF) -> None:
        """Paint ``page`` at ``scale`` pixels per mm; what lies outside ``clip`` (pixels) may be left out."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        for mark in page.marks:
            painter.save()
            match mark:
                case Run():
                    _paint_run(painter, mark, library, scale, clip)
                case Shape():
                    _paint_shape(painter, mark, scale)
                case Picture():
                    self._paint_picture(painter, mark, scale)
            painter.restore()

    def _paint_picture(self, painter: QPainter, picture: Picture, scale: float) -> None:
        image = self._picture(picture.image)
        if not image.isNull():
            painter.scale(scale, scale)
            painter.setTransform(_qt(picture.transform), True)
            painter.drawImage(QRectF(0, 0, 1, 1), image)

    def _picture(self, name: ImageId) -> QImage:
        if name not in self._pictures:
            if len(self._pictures) >= _PICTURES_KEPT:
                self._pictures.pop(next(iter(self._pictures)))
            self._pictures[name] = QImage.fromData(self._images.get(name, b""))
        return self._pictures[name]


def _paint_run(painter: QPainter, run: Run, library: Library, scale: float, clip: QRectF) -> None:
    if not run.gids or (run.transform == IDENTITY and _is_outside(run, scale, clip)):
        return
    try:
        face = library.face(run.face)
    except FaceUnknown:
        return
    painter.setTransform(_enlarged(run.transform, scale), True)
    font = _raw_font(face, run.size * scale)
    if font.isValid():
        painter.setPen(_colour(run.colour))
        painter.drawGlyphRun(QPointF(), _glyphs(run, font, scale))
    else:
        _paint_outlines(painter, run, face, scale)


def _is_outside(run: Run, scale: float, clip: QRectF) -> bool:
    slack = run.size * 1.5
    return (
        (max(run.ys) + slack) * scale < clip.top()
        or (min(run.ys) - slack) * scale > clip.bottom()
        or (max(run.xs) + slack) * scale < clip.left()
        or (min(run.xs) - slack) * scale > clip.right()
    )


def _raw_font(face: Face, size: float) -> QRawFont:
    """The raw font of ``face`` at ``size`` pixels in this thread; invalid where Qt cannot load it."""
    sizes = _cut.fonts.setdefault(face, {})
    key = round(size, 3)
    if key not in sizes:
        whole = sizes.get(0.0)
        if whole is None:
            # Qt loads only the first face of a collection; the others are drawn from their outlines.
            whole = (
                QRawFont()
                if face.index
                else QRawFont(QByteArray(face.data), 16.0, QFont.HintingPreference.PreferNoHinting)
            )
            sizes[0.0] = whole
        if len(sizes) > _SIZES_KEPT:
            sizes.pop(next(size for size in sizes if size))
        sizes[key] = QRawFont(whole)
        if whole.isValid():
            sizes[key].setPixelSize(size)
    return sizes[key]


def _glyphs(run: Run, font: QRawFont, scale: float) -> QGlyphRun:
    glyphs = QGlyphRun()
    glyphs.setRawFont(font)
    glyphs.setGlyphIndexes(list(run.gids))
    glyphs.setPositions([QPointF(x * scale, y * scale) for x, y in zip(run.xs, run.ys, strict=True)])
    return glyphs


def _paint_outlines(painter: QPainter, run: Run, face: Face, scale: float) -> None:
    size = run.size * scale
    for gid, x, y in zip(run.gids, run.xs, run.ys, strict=True):
        outline = _path(face.outline(gid), QTransform(size, 0, 0, -size, x * scale, y * scale))
        outline.setFillRule(Qt.FillRule.WindingFill)
        painter.fillPath(outline, _colour(run.colour))


def _paint_shape(painter: QPainter, shape: Shape, scale: float) -> None:
    painter.scale(scale, scale)
    painter.setTransform(_qt(shape.transform), True)
    path = _path(shape.path, QTransform())
    path.setFillRule(Qt.FillRule.OddEvenFill if shape.even_odd else Qt.FillRule.WindingFill)
    if shape.fill is not None:
        painter.fillPath(path, _colour(shape.fill))
    if shape.stroke is not None:
        pen = QPen(_colour(shape.stroke), shape.width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.strokePath(path, pen)


def _path(segments: tuple[Segment, ...], transform: QTransform) -> QPainterPath:
    path = QPainterPath()
    for letter, numbers in segments:
        points = [transform.map(QPointF(x, y)) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        if letter == "M":
            path.moveTo(points[0])
        elif letter == "L":
            path.lineTo(points[0])
        elif letter == "C":
            path.cubicTo(points[0], points[1], points[2])
        else:
            path.closeSubpath()
    return path


def _enlarged(transform: Transform, scale: float) -> QTransform:
    """``transform`` for coordinates that are already multiplied by ``scale``."""
    t = transform
    return QTransform(t.a, t.b, t.c, t.d, t.e * scale, t.f * scale)


def _qt(t: Transform) -> QTransform:
    return QTransform(t.a, t.b, t.c, t.d, t.e, t.f)


def _colour(colour: Colour) -> QColor:
    return QColor(colour.red, colour.green, colour.blue)
