"""How the exchange appears on the desk."""

from exchange.panel.desk import ExchangeDesk
from office.ui.panel import PanelSpec
from office.words import N_

PANEL = PanelSpec(name="exchange", icon="exchange", build=ExchangeDesk, title=N_("收发"), key="F4")

__all__ = ["PANEL"]
