"""Why a server does not run. (The sentences are with those of ``office.sync``, for desks start servers too.)"""

from office.errors import Trouble


class AddressTaken(Trouble):
    """The machine does not give the address to listen on (facts: address, reason)."""

    code = "sync.address_taken"


class NotStarted(Trouble):
    """The server did not come up in time."""

    code = "sync.not_started"
