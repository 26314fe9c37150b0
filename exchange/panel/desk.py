"""The panel of exchange: what came, what is to be sent, what was sent."""

from PySide6.QtWidgets import QTabWidget

from exchange.panel.in_tray import InTray
from exchange.panel.out_tray import OutTray
from exchange.panel.to_send import ToSend
from office.ui.panel import Bench, Panel
from office.words import _


class ExchangeDesk(Panel):
    module = "exchange"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName(_("收发的各项"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.in_tray, self.to_send, self.out_tray = InTray(bench), ToSend(bench), OutTray(bench)
        self.tabs.addTab(self.in_tray, _("收文箱"))
        self.tabs.addTab(self.to_send, _("待发"))
        self.tabs.addTab(self.out_tray, _("发文箱"))
        self.to_send.sent.connect(self._on_sent)
        self.lay_out(_("收发"), self.tabs)

    def reload(self) -> None:
        """Each tab reloads by itself."""

    def show_in_tray(self) -> InTray:
        self.tabs.setCurrentWidget(self.in_tray)
        return self.in_tray

    def show_to_send(self) -> ToSend:
        self.tabs.setCurrentWidget(self.to_send)
        return self.to_send

    def show_out_tray(self) -> OutTray:
        self.tabs.setCurrentWidget(self.out_tray)
        return self.out_tray

    def _on_sent(self, consignment: str) -> None:
        self.show_out_tray()
        self.out_tray.choose(consignment)
