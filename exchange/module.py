"""What the exchange module gives to the desk and the server."""

from sqlalchemy import Connection

from exchange import store
from exchange.commands import HANDLERS, RECEIVE, SEND
from exchange.words import SENTENCES
from office.actor import Actor
from office.modules import Module


def may_read_file(connection: Connection, actor: Actor, digest: str) -> bool:
    """A parcel is for the units that are party to a consignment naming it."""
    return any(actor.unit in found.parties for found in store.consignments_with(connection, digest))


MODULE = Module(
    name="exchange",
    handlers=HANDLERS,
    permissions=frozenset({SEND, RECEIVE}),
    sentences=SENTENCES,
    kinds=(store.CONSIGNMENTS, store.RECEIPTS),
    may_read_file=may_read_file,
)
