"""What desks and server say to each other: the bodies of /v1, decoded strictly (msgspec)."""

from datetime import datetime
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from office.sync.errors import BadCommand, NotUnderstood

VERSION = "/v1"
MOST_COMMANDS = 200
MOST_ROWS = 5000

Name = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Count = Annotated[int, Meta(ge=0, le=2**62)]


class SignIn(Struct, frozen=True, forbid_unknown_fields=True):
    login: Name
    password: Annotated[str, Meta(min_length=1, max_length=1000)]


class SignedIn(Struct, frozen=True):
    """The bearer token, whom it stands for, and until when."""

    token: str
    person: str
    unit: str
    name: str
    permissions: list[str]
    expires_at: datetime


class Sent(Struct, frozen=True, forbid_unknown_fields=True):
    """A command on its way: ``n`` counts the device's commands, ``base`` says what the person saw."""

    id: Annotated[str, Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
    n: Annotated[int, Meta(ge=1, le=2**62)]
    name: Name
    partition: Name
    fields: dict[str, Any]
    base: dict[str, Any] = {}


class Push(Struct, frozen=True, forbid_unknown_fields=True):
    device: Name
    epoch: Annotated[str, Meta(max_length=200)]  # empty when the desk does not know it yet
    commands: Annotated[list[Sent], Meta(max_length=MOST_COMMANDS)]


class Result(Struct, frozen=True, omit_defaults=True):
    """What became of one command: applied with an answer, or refused with a code and facts."""

    id: str
    status: str  # "applied" or "refused"
    value: dict[str, str] = {}
    code: str = ""
    facts: dict[str, str] = {}


class Pushed(Struct, frozen=True):
    epoch: str
    results: list[Result]


class Pull(Struct, frozen=True, forbid_unknown_fields=True):
    device: Name
    epoch: Annotated[str, Meta(max_length=200)]
    cursors: Annotated[dict[Name, Count], Meta(max_length=1000)]
    limit: Annotated[int, Meta(ge=1, le=MOST_ROWS)] = 2000


class ScopePage(Struct, frozen=True):
    """Rows of one scope up to ``to``: [kind, id, values in the order of ``columns`` or null]."""

    to: int
    rows: list[tuple[str, str, list[Any] | None]]


class Page(Struct, frozen=True):
    epoch: str
    more: bool
    columns: dict[str, list[str]]
    scopes: dict[str, ScopePage]
    drop: list[str]
    done: dict[str, int]
    time: datetime


class Wrong(Struct, frozen=True):
    """An answer other than yes."""

    code: str
    facts: dict[str, str] = {}


T = TypeVar("T")


def understand(body: bytes, type_: type[T]) -> T:
    """A request's body, or BadCommand (facts: reason)."""
    try:
        return msgspec.json.decode(body, type=type_)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise BadCommand(reason=str(error)[:200]) from error


def believe(body: bytes, type_: type[T]) -> T:
    """An answer's body, or NotUnderstood (facts: reason)."""
    try:
        return msgspec.json.decode(body, type=type_)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise NotUnderstood(reason=str(error)[:200]) from error
