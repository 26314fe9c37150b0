"""The rail at the left: the modules of this desk, and what belongs to the whole window."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton

from office.ui import icons, theme
from office.ui.panel import PanelSpec
from office.ui.pieces import column, words
from office.ui.theme import ThemeName
from office.words import _


class Rail(QFrame):
    chosen = Signal(int)  # a panel, by its place
    theme_asked = Signal()
    help_asked = Signal()

    def __init__(self, specs: Sequence[PanelSpec]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._specs = tuple(specs)
        self.buttons = QButtonGroup(self)
        self.buttons.setExclusive(True)
        brand = words(_("政务桌面"), "brand")
        brand.setContentsMargins(theme.gap(2), theme.gap(2), theme.gap(1), theme.gap(2))
        self._theme = self._small(_("深色"), "dark", self.theme_asked.emit)
        self._help = self._small(_("按键"), "help", self.help_asked.emit)
        self._help.setToolTip(_("按键一览（F1）"))
        items = [self._module(place, spec) for place, spec in enumerate(specs)]
        layout = column(brand, *items, None, self._theme, self._help, theme.gap(0.2), gap=0)
        self.setLayout(layout)
        self.setFixedWidth(theme.em() * 11)
        self.buttons.idClicked.connect(self.chosen)
        theme.news().changed.connect(self._say_theme)
        self._say_theme()

    def show_chosen(self, place: int) -> None:
        self.buttons.button(place).setChecked(True)

    def show_count(self, place: int, count: int) -> None:
        """Tell beside a module how many things wait there."""
        button, spec = self.buttons.button(place), self._specs[place]
        title = _(spec.title)
        button.setText(f"  {title} · {count}" if count else f"  {title}")
        button.setAccessibleName(_("{title}，待办 {count}").format(title=title, count=count) if count else title)

    def _module(self, place: int, spec: PanelSpec) -> QToolButton:
        made = self._button(f"  {_(spec.title)}", spec.icon)
        made.setCheckable(True)
        made.setAccessibleName(_(spec.title))
        made.setToolTip(f"{_(spec.title)}（{spec.key}）" if spec.key else _(spec.title))
        self.buttons.addButton(made, place)
        return made

    def _small(self, text: str, icon: str, does: Callable[[], object]) -> QToolButton:
        made = self._button(f"  {text}", icon)
        made.setProperty("look", "small")
        made.clicked.connect(lambda: does())
        return made

    def _button(self, text: str, icon: str) -> QToolButton:
        made = QToolButton()
        made.setText(text)
        made.setAccessibleName(text.strip())
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setIconSize(QSize(round(theme.em() * 1.5), round(theme.em() * 1.5)))
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        icons.put_on(made, icon, "rail_text")
        return made

    def _say_theme(self) -> None:
        dark = theme.theme_name() is ThemeName.DARK
        self._theme.setText("  " + (_("浅色") if dark else _("深色")))
        self._theme.setToolTip(_("换成浅色（F9）") if dark else _("换成深色（F9）"))
        self._theme.setAccessibleName(_("换成浅色") if dark else _("换成深色"))
        icons.put_on(self._theme, "light" if dark else "dark", "rail_text")
