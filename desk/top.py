"""The bar at the top: who works here for which unit, and whether the server hears this desk."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QToolButton

from office.ui import icons, theme
from office.ui.pieces import row, tool, words
from office.words import _


@dataclass(frozen=True, slots=True)
class SyncState:
    """Whether the server answered last, how many commands wait to be sent, and whether one is on its way."""

    online: bool = False
    waiting: int = 0
    busy: bool = False
    why: str = ""  # a sentence, when offline

    @property
    def words(self) -> str:
        if self.busy:
            return _("正在同步")
        if not self.online:
            return _("离线 · 待发送 {count}").format(count=self.waiting) if self.waiting else _("离线")
        return _("在线 · 待发送 {count}").format(count=self.waiting) if self.waiting else _("在线")

    @property
    def look(self) -> tuple[str, str]:
        """Icon and theme colour."""
        if self.busy:
            return "refresh", "accent"
        return ("good", "good") if self.online else ("notice", "notice")


class SyncLight(QToolButton):
    """Says whether the desk is in step with the server; pressed, it asks the server at once."""

    def __init__(self) -> None:
        super().__init__()
        made = tool(_("同步状态"), "notice", text=_("离线"))
        self.setToolButtonStyle(made.toolButtonStyle())
        self.setFocusPolicy(made.focusPolicy())
        self.show_state(SyncState())

    def show_state(self, state: SyncState) -> None:
        icon, tint = state.look
        icons.put_on(self, icon, tint)
        self.setText(state.words)
        self.setAccessibleName(_("同步状态：{state}。按下立即同步").format(state=state.words))
        self.setToolTip((state.why + "\n" if state.why else "") + _("按下立即同步（F5）"))


class TopBar(QFrame):
    sync_asked = Signal()

    def __init__(self, person: str, unit: str) -> None:
        super().__init__()
        self.light = SyncLight()
        self.light.clicked.connect(self.sync_asked)
        self.setProperty("look", "bar")
        self._unit, self._person = words(unit), words(person)
        line = row(
            *(_icon("unit"), self._unit, 2, _icon("person"), self._person, None, self.light), gap=0.8, margin=0.6
        )
        line.setContentsMargins(theme.gap(2.4), theme.gap(0.6), theme.gap(1.2), theme.gap(0.6))
        self.setLayout(line)

    def show_state(self, state: SyncState) -> None:
        self.light.show_state(state)

    def show_names(self, person: str, unit: str) -> None:
        self._person.setText(person)
        self._unit.setText(unit)


def _icon(name: str) -> QLabel:
    mark = QLabel()
    icons.put_in(mark, name, "quiet", 1.2)
    return mark
