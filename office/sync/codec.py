"""Commands and records to plain values (for JSON) and back, refusing whatever is not declared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

from office.spans import in_calendar
from office.sync.commands import Command
from office.sync.errors import BadCommand, UnknownCommand
from office.sync.kinds import Kind, Record

T = TypeVar("T", bound=Record)

MOST_BYTES = 512 * 1024
_LARGEST = 2**63 - 1
_DEEPEST = 16
Plain = Mapping[str, Any]


def to_plain(command: Command) -> dict[str, Any]:
    """The fields of ``command`` in JSON's types: bytes in base64, moments in RFC 3339."""
    plain: dict[str, Any] = msgspec.to_builtins(command)
    return plain


def kinds_by_name(kinds: Iterable[type[Command]]) -> dict[str, type[Command]]:
    return {kind.name: kind for kind in kinds}


def from_plain(name: str, data: Plain, kinds: Mapping[str, type[Command]]) -> Command:
    """The command called ``name`` with the fields ``data``.

    Raises UnknownCommand (facts: name) or BadCommand (facts: reason) for fields that are not
    declared, not of their type, not representable in the database, or too many bytes.
    """
    kind = kinds.get(name)
    if kind is None:
        raise UnknownCommand(name=name[:100])
    try:
        if len(msgspec.json.encode(data)) > MOST_BYTES:
            raise BadCommand(reason=f"more than {MOST_BYTES} bytes")
        command = msgspec.convert(data, kind)
        _check_declared(data, msgspec.to_builtins(command), 0)
    except (msgspec.ValidationError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise BadCommand(reason=str(error)[:200]) from error
    _check_sound(command)
    return command


def digest(*parts: object) -> str:
    """SHA-256 (hexadecimal) of the parts as JSON with sorted keys: equal for equal contents."""
    return sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()


def values_of(record: Record, kind: Kind[Any]) -> list[Any]:
    """The record's fields in the order of ``kind.columns``, in JSON's types."""
    plain = msgspec.to_builtins(record)
    return [plain[name] for name in kind.columns]


def record_of(columns: Sequence[str], values: Sequence[Any], kind: Kind[T]) -> T:
    """The record with these columns; those that this version does not know are left out.

    Raises msgspec.ValidationError if what remains is not a record of that kind.
    """
    given = dict(zip(columns, values, strict=True))
    return msgspec.convert({name: given[name] for name in kind.columns if name in given}, kind.type)


def _check_declared(given: object, declared: object, depth: int) -> None:
    if depth > _DEEPEST:
        raise BadCommand(reason="too deep")
    if isinstance(given, Mapping):
        known = declared if isinstance(declared, dict) else {}
        for name, value in given.items():
            if name not in known:
                raise BadCommand(reason=f"unknown field {str(name)[:100]}")
            _check_declared(value, known[name], depth + 1)
    elif isinstance(given, list) and isinstance(declared, list | tuple):
        for value, known_value in zip(given, declared, strict=False):
            _check_declared(value, known_value, depth + 1)


def _check_sound(value: object) -> None:
    """Refuse what one of the two databases cannot hold."""
    if isinstance(value, str) and "\x00" in value:
        raise BadCommand(reason="a zero character in a text")
    if isinstance(value, datetime) and value.tzinfo is None:
        raise BadCommand(reason="a moment without an offset from UTC")
    if isinstance(value, datetime) and not in_calendar(value):
        raise BadCommand(reason="a moment outside the calendar")
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise BadCommand(reason="a number that is too large")
    for part in _parts(value):
        _check_sound(part)


def _parts(value: object) -> Iterable[object]:
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    if isinstance(value, Mapping):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list | tuple | set | frozenset) else ()
