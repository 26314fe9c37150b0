"""The icons of the windows: own drawings of one line weight, tinted by the theme."""

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from office.ui import theme

_SIZES = (16, 20, 24, 32, 48, 64, 96)
_NAME, _TINT, _SIZE = "icon_name", "icon_tint", "icon_size"


@lru_cache(maxsize=256)
def drawing(name: str, tint: str, size: int) -> QPixmap:
    """The icon ``name`` in the colour ``tint`` (#RRGGBB), ``size`` device pixels square."""
    text = files("office.ui.icons").joinpath(f"{name}.svg").read_text(encoding="utf-8")
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.replace("currentColor", tint).encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def icon(name: str, tint: str = "text") -> QIcon:
    """The icon ``name`` in the theme colour named ``tint``; greyed when disabled."""
    made, worn = QIcon(), theme.theme()
    for size in _SIZES:
        made.addPixmap(drawing(name, getattr(worn, tint), size))
        made.addPixmap(drawing(name, worn.strong_line, size), QIcon.Mode.Disabled)
    return made


def put_on(button: QAbstractButton, name: str, tint: str = "text") -> None:
    """Give ``button`` an icon that follows the theme."""
    button.setProperty(_NAME, name)
    button.setProperty(_TINT, tint)
    button.setIcon(icon(name, tint))


def put_in(label: QLabel, name: str, tint: str = "text", size: float = 1.4) -> None:
    """Show an icon in ``label``, ``size`` characters high; it follows the theme."""
    label.setProperty(_NAME, name)
    label.setProperty(_TINT, tint)
    label.setProperty(_SIZE, size)
    _fill(label)


def retint(application: QApplication) -> None:
    """Draw every icon again in the colours worn now."""
    for widget in application.allWidgets():
        if widget.property(_NAME) is None:
            continue
        if isinstance(widget, QLabel):
            _fill(widget)
        elif isinstance(widget, QAbstractButton):
            widget.setIcon(icon(widget.property(_NAME), widget.property(_TINT)))


def _fill(label: QLabel) -> None:
    side, ratio = round(theme.em() * float(label.property(_SIZE))), label.devicePixelRatioF()
    tint = getattr(theme.theme(), str(label.property(_TINT)))
    pixmap = drawing(str(label.property(_NAME)), tint, round(side * ratio)).copy()
    pixmap.setDevicePixelRatio(ratio)
    label.setPixmap(pixmap)
    label.setFixedSize(side, side)
