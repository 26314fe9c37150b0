"""The modules on this desk, in order."""

from documents.module import MODULE as DOCUMENTS
from documents.panel import PANEL as DOCUMENTS_PANEL
from exchange.module import MODULE as EXCHANGE
from exchange.panel import PANEL as EXCHANGE_PANEL
from office.people.module import MODULE as PEOPLE
from seals.module import MODULE as SEALS
from seals.panel import PANEL as SEALS_PANEL
from seals.panel import VERIFY as VERIFY_PANEL

MODULES = (PEOPLE, DOCUMENTS, SEALS, EXCHANGE)
PANELS = (DOCUMENTS_PANEL, SEALS_PANEL, EXCHANGE_PANEL, VERIFY_PANEL)
