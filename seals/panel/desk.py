"""The panel of seals: using them, and keeping the register."""

from PySide6.QtWidgets import QTabWidget

from office.ui.panel import Bench, Panel
from office.words import _
from seals.commands import MANAGE
from seals.panel.register import Register
from seals.panel.sealing import Sealing


class SealDesk(Panel):
    """Two tabs; the register is for those who may manage seals."""

    module = "seals"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(_("用印的各项"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.sealing = Sealing(bench)
        self.tabs.addTab(self.sealing, _("盖章"))
        self.register = Register(bench) if bench.actor.may(MANAGE) else None
        if self.register is not None:
            self.tabs.addTab(self.register, _("印章管理"))
        self.lay_out(_("用印"), self.tabs)

    def reload(self) -> None:
        """Each tab reloads by itself."""

    def show_sealing(self) -> Sealing:
        self.tabs.setCurrentWidget(self.sealing)
        return self.sealing

    def show_register(self) -> Register | None:
        if self.register is not None:
            self.tabs.setCurrentWidget(self.register)
        return self.register
