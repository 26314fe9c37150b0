"""The modules this server serves, in order: the same as the desk's."""

from documents.module import MODULE as DOCUMENTS
from exchange.module import MODULE as EXCHANGE
from office.people.module import MODULE as PEOPLE
from seals.module import MODULE as SEALS

MODULES = (PEOPLE, DOCUMENTS, SEALS, EXCHANGE)
