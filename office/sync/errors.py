"""What goes wrong between a desk and the server, and how a refusal from there becomes an error here."""

from collections.abc import Iterator, Mapping

from office.errors import OfficeError, Refused, Trouble


class ServerAway(Trouble):
    """No answer from the server (facts: address, reason)."""

    code = "sync.server_away"


class ServerTrouble(Trouble):
    """The server answered that it cannot just now (facts: status)."""

    code = "sync.server_trouble"


class ServerCannotWrite(Trouble):
    """The server's own disk does not take what was sent."""

    code = "sync.server_cannot_write"


class NotUnderstood(Trouble):
    """What answered does not speak as this version does (facts: reason)."""

    code = "sync.not_understood"


class InsecureAddress(Refused):
    """A plain http address of another machine (facts: address)."""

    code = "sync.insecure_address"


class NotSignedIn(Refused):
    """No bearer token, or one that is unknown or has expired."""

    code = "sync.not_signed_in"


class UnknownCommand(Refused):
    """No module here has a command of that name (facts: name)."""

    code = "sync.unknown_command"


class BadCommand(Refused):
    """A command whose fields are not those of its kind (facts: reason)."""

    code = "sync.bad_command"


class StaysAtDesk(Refused):
    """A command that is never sent was sent (facts: name)."""

    code = "sync.stays_at_desk"


class IdReused(Refused):
    """A command id that has already been used for something else."""

    code = "sync.id_reused"


class Conflict(Refused):
    """What the command would write cannot stand beside what is written."""

    code = "sync.conflict"


class ServerFault(Refused):
    """The server has a bug that this command met."""

    code = "sync.server_fault"


class Forked(Refused):
    """Two replicas use one device name: this one was copied or put back from a backup."""

    code = "sync.forked"


class NewEpoch(Refused):
    """The server was put back from a backup (facts: epoch)."""

    code = "sync.new_epoch"


class TooLarge(Refused):
    """More bytes than are taken at once (facts: limit)."""

    code = "sync.too_large"


class TooSlow(Trouble):
    """The other side stopped sending in the middle."""

    code = "sync.too_slow"


class NothingThere(Refused):
    """No such address at the server."""

    code = "sync.nothing_there"


class RefusedElsewhere(Refused):
    """A refusal whose code this version does not know (facts: refusal, and those that came with it)."""

    code = "sync.refused_elsewhere"


def as_error(code: str, facts: Mapping[str, str]) -> OfficeError:
    """The error with this code, as it was raised at the server."""
    for kind in _family(OfficeError):
        if kind.code == code:
            return kind(**facts)
    return RefusedElsewhere(**{**facts, "refusal": code})


def _family(kind: type[OfficeError]) -> Iterator[type[OfficeError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _family(child)
