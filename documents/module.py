"""What the documents module gives to the desk and the server."""

from documents.commands import DRAFT, HANDLERS
from documents.words import SENTENCES
from office.modules import Module

MODULE = Module(
    name="documents",
    handlers=HANDLERS,
    permissions=frozenset({DRAFT}),
    sentences=SENTENCES,
)
