"""To whom a sealed document goes, and until when it may be taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QListWidgetItem, QWidget

from office.actor import UnitId
from office.people.model import Unit
from office.ui import forms, icons, theme
from office.ui.pieces import button, column, row, words
from office.words import _

USUAL_DAYS = 30


@dataclass(frozen=True, slots=True)
class Addressed:
    recipients: tuple[UnitId, ...]
    expires_at: datetime


class SendDialog(QDialog):
    """Asks for recipients and expiry; ``accepted`` when both are given."""

    def __init__(self, title: str, units: Sequence[Unit], today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.filter = forms.line(_("输入单位名称筛选"), name=_("筛选单位"))
        self.units = QListWidget()
        self.units.setAccessibleName(_("收文单位"))
        for unit in units:
            self.units.addItem(_item(unit))
        self.until = forms.DateField(_("截止日期"), today)
        self.until.given.hide()
        self.until.show_value(today + timedelta(days=USUAL_DAYS))
        self.count = words("", "quiet")
        self.go = button(_("下一步(&N)"), "send", self.accept, primary=True)
        self.go.setDefault(True)
        self._lay_out(title)
        self.filter.textChanged.connect(self._filter)
        self.units.itemChanged.connect(lambda _item: self._say_count())
        self._say_count()

    def addressed(self) -> Addressed:
        day = self.until.value() or date.max
        end = datetime.combine(day, time(23, 59, 59)).astimezone().astimezone(UTC)
        return Addressed(tuple(self._chosen()), end)

    def choose(self, unit: UnitId, on: bool = True) -> None:
        """Tick ``unit``, or take its tick away."""
        for at in range(self.units.count()):
            item = self.units.item(at)
            if item.data(Qt.ItemDataRole.UserRole) == unit:
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def _chosen(self) -> list[UnitId]:
        items = [self.units.item(at) for at in range(self.units.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return [UnitId(item.data(Qt.ItemDataRole.UserRole)) for item in ticked]

    def _filter(self, text: str) -> None:
        for at in range(self.units.count()):
            item = self.units.item(at)
            item.setHidden(text.strip() not in item.text())

    def _say_count(self) -> None:
        count = len(self._chosen())
        self.count.setText(_("已选 {count} 个单位").format(count=count) if count else _("还没有选收文单位"))
        self.go.setEnabled(count > 0)

    def _lay_out(self, title: str) -> None:
        self.setWindowTitle(_("发送公文"))
        mark = QLabel()
        icons.put_in(mark, "send", "accent", 2)
        head = row(mark, column(words(_("发送公文"), "heading"), words(title, "quiet", wrap=True), gap=0.4), gap=2)
        head.setStretch(1, 1)
        note = words(_("文件加密后才离开本机，只有选中的单位能打开；服务器看不到内容。"), "quiet", wrap=True)
        until = row(words(_("收文截止"), "label"), self.until, None, gap=1)
        foot = row(self.count, None, button(_("取消(&C)"), does=self.reject), self.go, gap=1)
        whole = column(
            head, words(_("收文单位"), "section"), self.filter, self.units, until, note, foot, gap=1.4, margin=3
        )
        self.setLayout(whole)
        self.resize(theme.em() * 40, theme.em() * 42)


def _item(unit: Unit) -> QListWidgetItem:
    item = QListWidgetItem(unit.name)
    item.setData(Qt.ItemDataRole.UserRole, unit.id)
    able = bool(unit.open)
    flags = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable
    item.setFlags(flags | Qt.ItemFlag.ItemIsEnabled if able else Qt.ItemFlag.NoItemFlags)
    item.setCheckState(Qt.CheckState.Unchecked)
    if not able:
        item.setText(_("{unit}（没有加密证书，不能收）").format(unit=unit.name))
    return item
