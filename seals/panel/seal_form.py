"""Making a seal: what it shall look like, seen at once in true size, and for how long it is valid."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFileDialog, QLabel, QWidget

from office.errors import OfficeError
from office.files.read import read_file
from office.fonts.library import Library
from office.people.model import Unit
from office.ui import forms, theme
from office.ui.background import Background
from office.ui.pieces import button, column, row, words
from office.words import _
from seals.formats.picture import LARGEST, MAX_FIGURE, SMALLEST, draw_seal
from seals.model import SealKind, SealSpec
from seals.panel.seal_card import SealPicture

AFTER = 250  # milliseconds since the last change
USUAL = (42.0, 45.0, 50.0, 60.0)
_YEARS = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """A seal to be made: for whom, how it looks, until the end of which day (UTC) it is valid."""

    unit: Unit
    spec: SealSpec
    valid_to: datetime


class SealForm(forms.Form):
    """Shows the seal as it is being described; ``troubled`` says why it cannot be drawn."""

    changed = Signal()
    troubled = Signal(OfficeError)

    def __init__(self, background: Background, library: Library, today: date) -> None:
        super().__init__()
        self._background, self._library = background, library
        self._units: list[Unit] = []
        self._figure: bytes | None = None
        self._newest = 0
        self.drawn = False
        self.unit = QComboBox()
        self.name = forms.line(_("例如 福建省人民政府办公厅"), name=_("印章名称"))
        self.caption = forms.line(_("例如 文件专用章；没有就不填"), name=_("下方文字"))
        self.kind = forms.Choice([SealKind.UNIT, SealKind.SPECIAL], name=_("印章种类"))
        for at, text in enumerate((_("单位公章"), _("专用章"))):
            self.kind.setItemText(at, text)
        self.diameter = _diameter()
        self.until = forms.DateField(_("有效期至"), today)
        self.until.show_value(_in_years(today, _YEARS))
        self.until.given.hide()
        self.star = words("★")
        self.preview = SealPicture(_("印章样张"), side=15)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER)
        self._timer.timeout.connect(self.draw_now)
        self._lay_out()
        self._connect()

    def show_units(self, units: list[Unit]) -> None:
        chosen = self.unit.currentText()
        self._units = [unit for unit in units if unit.seal]
        self.unit.clear()
        self.unit.addItems([unit.name for unit in self._units])
        self.unit.setCurrentText(chosen)

    def wish(self) -> Wish | None:
        """What is to be made; None while something is missing."""
        at, until = self.unit.currentIndex(), self.until.value()
        if not (0 <= at < len(self._units) and until and self.name.text().strip()):
            return None
        end = datetime.combine(until, time(23, 59, 59)).astimezone().astimezone(UTC)
        return Wish(self._units[at], self.spec(), end)

    def spec(self) -> SealSpec:
        return SealSpec(
            name=self.name.text().strip(),
            figure=self._figure,
            diameter=self.diameter.value(),
            caption=self.caption.text().strip(),
            kind=self.kind.value() or SealKind.UNIT,
        )

    def use_figure(self, path: Path) -> None:
        """Put the picture file at ``path`` into the centre."""
        self._background.errand(
            self,
            lambda: read_file(path, MAX_FIGURE),
            lambda data: self._set_figure(data, path.name),
            failed=self.troubled.emit,
        )

    def draw_now(self) -> None:
        """Draw the preview off the Qt thread; overtaken drawings are dropped."""
        self._newest += 1
        number, spec, library = self._newest, self.spec(), self._library
        if not spec.name:
            self.preview.show_image(QImage(), over=_("样张"))
            return
        self._background.errand(
            self,
            lambda: draw_seal(spec, library),
            lambda png: self._show(number, png, spec.diameter),
            failed=lambda error: self._refuse(number, error),
        )

    def _show(self, number: int, png: bytes, diameter: float) -> None:
        if number == self._newest:
            self.drawn = True
            self.preview.show_image(QImage.fromData(png), diameter, over=_("样张"))
            self.changed.emit()

    def _refuse(self, number: int, error: OfficeError) -> None:
        if number == self._newest:
            self.drawn = False
            self.preview.show_image(QImage(), over=_("样张"))
            self.troubled.emit(error)
            self.changed.emit()

    def _set_figure(self, data: bytes | None, name: str) -> None:
        self._figure = data
        self.star.setText(name if data else "★")
        self.draw_now()

    def _ask_figure(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("选择图案"), "", _("图片 (*.png *.jpg *.jpeg)"))
        if path:
            self.use_figure(Path(path))

    def _lay_out(self) -> None:
        figure = QWidget()
        choose = button(_("选择图案(&P)"), does=self._ask_figure)
        star = button(_("用 ★(&T)"), does=lambda: self._set_figure(None, ""))
        figure.setLayout(row(self.star, None, choose, star, gap=1))
        for label, editor in (
            (_("使用单位"), self.unit),
            (_("印章名称"), self.name),
            (_("种类"), self.kind),
            (_("下方文字"), self.caption),
            (_("直径"), self.diameter),
            (_("中央图案"), figure),
            (_("有效期至"), self.until),
        ):
            self.add(label, editor)
        note: QLabel = words(_("样张按实际大小显示。"), "quiet")
        holder = QWidget()
        holder.setLayout(column(row(None, self.preview, None), row(None, note, None), gap=0.6))
        self.add_wide(holder)
        self.end()

    def _connect(self) -> None:
        self.name.textChanged.connect(self._soon)
        self.caption.textChanged.connect(self._soon)
        self.diameter.valueChanged.connect(self._soon)
        self.unit.currentTextChanged.connect(self._on_unit)
        self.until.changed.connect(self.changed)

    def _on_unit(self, name: str) -> None:
        known = {unit.name for unit in self._units}
        if not self.name.text() or self.name.text() in known:
            self.name.setText(name)

    def _soon(self) -> None:
        self._timer.start()
        self.changed.emit()


def _diameter() -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(SMALLEST, LARGEST)
    box.setDecimals(0)
    box.setValue(USUAL[0])
    box.setSuffix(_(" 毫米"))
    box.setAccessibleName(_("直径，毫米"))
    box.setToolTip(_("常用 42、45、50、60 毫米（国发〔1999〕25号）"))
    box.setFocusPolicy(box.focusPolicy().StrongFocus)
    box.setMaximumWidth(theme.em() * 9)
    return box


def _in_years(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))
