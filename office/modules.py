"""What a module hands to the desk and to the server."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from office.actor import Actor, Permission
from office.crypto.words import SENTENCES as CRYPTO
from office.files.words import SENTENCES as FILES
from office.fonts.words import SENTENCES as FONTS
from office.sync.commands import Command, Handler, Handlers
from office.sync.kinds import Kind, Kinds
from office.sync.words import SENTENCES as SYNC
from office.words import SENTENCES, Sentences

MayRead = Callable[[Connection, Actor, str], bool]


def _opens_nothing(_connection: Connection, _actor: Actor, _digest: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Module:
    """One module's door, for desk and server alike.

    ``kinds``: its records that travel; ``may_read_file``: whether, by this module's records, the
    actor may fetch the file with that digest from the server.
    """

    name: str
    handlers: Handlers
    permissions: frozenset[Permission]
    sentences: Sentences
    kinds: tuple[Kind[Any], ...] = ()
    may_read_file: MayRead = _opens_nothing


def all_handlers(modules: Iterable[Module]) -> Handlers:
    handlers: dict[type[Command], Handler] = {}
    for module in modules:
        handlers |= module.handlers
    return handlers


def all_kinds(modules: Iterable[Module]) -> Kinds:
    return {kind.name: kind for module in modules for kind in module.kinds}


def all_sentences(modules: Iterable[Module]) -> Sentences:
    """Every module's sentences, and those of the office under them."""
    sentences: dict[str, str] = {**SENTENCES, **CRYPTO, **FILES, **FONTS, **SYNC}
    for module in modules:
        sentences |= module.sentences
    return sentences


def may_read_file(modules: Iterable[Module], connection: Connection, actor: Actor, digest: str) -> bool:
    return any(module.may_read_file(connection, actor, digest) for module in modules)
