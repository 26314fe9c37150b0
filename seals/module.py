"""What the seals module gives to the desk and the server."""

from office.modules import Module
from seals.commands import HANDLERS, MANAGE, USE
from seals.store import ENTRIES, SEALS
from seals.words import SENTENCES

MODULE = Module(
    name="seals",
    handlers=HANDLERS,
    permissions=frozenset({MANAGE, USE}),
    sentences=SENTENCES,
    kinds=(SEALS, ENTRIES),
)
