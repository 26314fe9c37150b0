"""The field of a 发文字号: 机关代字, year, serial."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QWidget

from documents.model.official import Number
from office.ui import theme
from office.ui.forms import line
from office.ui.pieces import row, words
from office.words import _


class NumberField(QWidget):
    """闽政办〔2026〕12号, in three parts; without all three there is no number."""

    changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.code = line(_("代字"), name=_("机关代字"))
        self.year = line(_("年份"), 4, _("年份"))
        self.serial = line(_("序号"), 4, _("序号"))
        self.code.setMinimumWidth(theme.em() * 4)
        for narrow in (self.year, self.serial):
            narrow.setMaximumWidth(theme.em() * 4)
        self.year.setValidator(QIntValidator(1949, 2999, self))
        self.serial.setValidator(QIntValidator(1, 99999, self))
        whole = row(self.code, words("〔"), self.year, words("〕"), self.serial, words("号"), gap=0.3)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.code)
        for part in (self.code, self.year, self.serial):
            part.textChanged.connect(self.changed)

    def value(self) -> Number | None:
        code = self.code.text().strip()
        if not (code and self.year.hasAcceptableInput() and self.serial.hasAcceptableInput()):
            return None
        return Number(code, int(self.year.text()), int(self.serial.text()))

    def show_value(self, number: Number | None) -> None:
        if number == self.value():
            return
        self.code.setText(number.code if number else "")
        self.year.setText(str(number.year) if number else "")
        self.serial.setText(str(number.serial) if number else "")
