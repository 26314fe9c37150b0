"""How documents appear on the desk."""

from documents.panel.drafts import Drafts
from office.ui.panel import PanelSpec
from office.words import N_

PANEL = PanelSpec(name="documents", icon="draft", build=Drafts, title=N_("拟稿"), key="F2")

__all__ = ["PANEL"]
