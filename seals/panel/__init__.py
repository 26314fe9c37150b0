"""How seals appear on the desk: using them, and checking what others sealed."""

from office.ui.panel import PanelSpec
from office.words import N_
from seals.panel.desk import SealDesk
from seals.panel.verify import Verify

PANEL = PanelSpec(name="seals", icon="seal", build=SealDesk, title=N_("用印"), key="F3")
VERIFY = PanelSpec(name="verify", icon="verify", build=Verify, title=N_("验章"), key="F6")

__all__ = ["PANEL", "VERIFY"]
