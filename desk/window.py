"""The desk: a rail of modules, a bar that says who works here, and the panel of the chosen module."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desk.keys import KeyList
from desk.rail import Rail
from desk.top import SyncState, TopBar
from office.ui import icons, theme
from office.ui.banner import Tone
from office.ui.notice import Notice
from office.ui.panel import Bench, Panel, PanelSpec
from office.ui.pieces import column, on_key, row
from office.words import _


class DeskWindow(QMainWindow):
    closed = Signal()
    theme_asked = Signal()
    sync_asked = Signal()

    def __init__(self, bench: Bench, specs: Sequence[PanelSpec]) -> None:
        super().__init__()
        self.bench = bench
        self._specs = tuple(specs)
        self._panels: dict[int, Panel] = {}
        self.rail = Rail(specs)
        self.top = TopBar(bench.person_name, bench.unit_name)
        self.notice = Notice()
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._name_keys()
        self.show_panel(specs[0].name)

    # What others ask of it

    def show_panel(self, name: str) -> Panel:
        """Show the panel of the module ``name``, building it when it is shown for the first time."""
        place = next(place for place, spec in enumerate(self._specs) if spec.name == name)
        self._show(place)
        return self._panels[place]

    @property
    def panel(self) -> Panel:
        shown = self.stack.currentWidget()
        assert isinstance(shown, Panel)
        return shown

    def show_names(self, person: str, unit: str) -> None:
        """Say who works here; the directory may have come after the window."""
        self.bench.who.person, self.bench.who.unit = person, unit
        self.top.show_names(self.bench.person_name, self.bench.unit_name)
        self.setWindowTitle(_("政务桌面 · {unit}").format(unit=self.bench.unit_name))

    def show_sync(self, state: SyncState) -> None:
        self.top.show_state(state)

    def show_count(self, name: str, count: int) -> None:
        """Tell on the rail how many things wait in the module ``name``."""
        place = next(place for place, spec in enumerate(self._specs) if spec.name == name)
        self.rail.show_count(place, count)

    def tell(self, sentence: str, tone: Tone = Tone.BAD) -> None:
        """Tell something that belongs to no panel."""
        self.notice.tell(sentence, tone)

    # Inside

    def _show(self, place: int) -> None:
        if place not in self._panels:
            panel = self._specs[place].build(self.bench)
            self._panels[place] = panel
            self.stack.addWidget(panel)
        self.stack.setCurrentWidget(self._panels[place])
        self.rail.show_chosen(place)
        self._panels[place].setFocus()

    def _lay_out(self) -> None:
        right = column(self.top, self.notice, self.stack, gap=0)
        right.setStretch(2, 1)
        both = row(self.rail, right, gap=0)
        both.setStretch(1, 1)
        middle = QWidget()
        middle.setLayout(both)
        self.setCentralWidget(middle)
        self.setWindowTitle(_("政务桌面 · {unit}").format(unit=self.bench.unit_name))
        self.setWindowIcon(icons.icon("govdesk", "accent"))
        self.resize(theme.em() * 92, theme.em() * 60)
        self.setMinimumSize(theme.em() * 60, theme.em() * 38)

    def _connect(self) -> None:
        self.rail.chosen.connect(self._show)
        self.rail.theme_asked.connect(self.theme_asked)
        self.rail.help_asked.connect(self.show_keys)
        self.top.sync_asked.connect(self.sync_asked)

    def _name_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("F1", self.show_keys),
            ("F5", self.sync_asked.emit),
            ("F9", self.theme_asked.emit),
        ]
        for key, does in keys:
            on_key(self, key, does, whole_window=True)
        for place, spec in enumerate(self._specs):
            if spec.key:
                on_key(self, spec.key, partial(self._show, place), whole_window=True)

    def show_keys(self) -> KeyList:
        """The list of keys, in a window of its own."""
        keys = KeyList(self._specs, self)
        keys.open()
        return keys

    def closeEvent(self, event: QCloseEvent) -> None:
        if all(panel.may_leave() for panel in self._panels.values()):
            panels: Iterable[Panel] = self.findChildren(Panel)
            for panel in panels:
                panel.let_go()
            self.closed.emit()
            event.accept()
        else:
            event.ignore()
