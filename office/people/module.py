"""What the directory gives to the desk and the server."""

from office.modules import Module
from office.people.commands import HANDLERS, MANAGE
from office.people.store import PERSONS, UNITS
from office.people.words import SENTENCES

MODULE = Module(
    name="people",
    handlers=HANDLERS,
    permissions=frozenset({MANAGE}),
    sentences=SENTENCES,
    kinds=(UNITS, PERSONS),
)
