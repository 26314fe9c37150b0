"""Units and persons: the directory, as every desk has it. Values only."""

from dataclasses import dataclass

from office.actor import Actor, Permission, PersonId, UnitId


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its certificates (DER, empty where it has none): to sign, to seal OFD, to open parcels.

    What comes over the server is only told, never trusted: whoever relies on a certificate checks
    it against the desk's own anchors.
    """

    id: UnitId
    name: str
    sign: bytes = b""
    seal: bytes = b""
    open: bytes = b""
    chain: tuple[bytes, ...] = ()  # the certificates above them, without the root


@dataclass(frozen=True, slots=True)
class Person:
    """A person, the unit they work for, and what their roles let them do."""

    id: PersonId
    unit: UnitId
    name: str
    permissions: tuple[Permission, ...] = ()
    active: bool = True

    @property
    def actor(self) -> Actor:
        return Actor(self.id, self.unit, frozenset(self.permissions))
