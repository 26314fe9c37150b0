"""An official document as JSON and back: how drafts are kept.

Fields bear the names of the dataclasses, pictures are base64, dates ISO 8601. Every block says
with ``"block"`` what it is. Fields that a newer version added take their defaults; unknown ones are refused,
so that an older desk never drops them silently.
"""

from collections.abc import Mapping
from typing import TypeVar, get_type_hints

import msgspec

from documents.errors import DocumentUnreadable
from documents.model.official import Annex, Block, Heading, OfficialDocument, Paragraph, PictureBlock, TableBlock

T = TypeVar("T")
Fields = dict[str, object]

_KINDS: Mapping[str, type[Block]] = {
    "heading": Heading,
    "paragraph": Paragraph,
    "table": TableBlock,
    "picture": PictureBlock,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def write_document(document: OfficialDocument) -> bytes:
    """The document as UTF-8 JSON."""
    plain = _plain(document, {"body", "annexes"})
    plain["body"] = [_plain_block(block) for block in document.body]
    plain["annexes"] = [
        {"label": annex.label, "title": annex.title, "body": [_plain_block(block) for block in annex.body]}
        for annex in document.annexes
    ]
    return msgspec.json.encode(plain)


def read_document(data: bytes) -> OfficialDocument:
    """The document written by ``write_document``. Raises DocumentUnreadable."""
    try:
        given = msgspec.json.decode(data, type=Fields)
        body = _blocks(given.pop("body", []))
        annexes = tuple(_annex(annex) for annex in msgspec.convert(given.pop("annexes", []), list[Fields]))
        return _filled(OfficialDocument, given, {"body": body, "annexes": annexes})
    except (msgspec.MsgspecError, TypeError, ValueError, KeyError, RecursionError) as error:
        raise DocumentUnreadable from error


def _plain(value: object, without: set[str]) -> Fields:
    names = [name for name in get_type_hints(type(value)) if name not in without]
    return {name: msgspec.to_builtins(getattr(value, name)) for name in names}


def _plain_block(block: Block) -> Fields:
    return {"block": _NAMES[type(block)], **_plain(block, set())}


def _blocks(given: object) -> tuple[Block, ...]:
    return tuple(_block(fields) for fields in msgspec.convert(given, list[Fields]))


def _block(given: Fields) -> Block:
    kind = _KINDS[msgspec.convert(given.pop("block"), str)]
    return _filled(kind, given, {})


def _annex(given: Fields) -> Annex:
    return _filled(Annex, given, {"body": _blocks(given.pop("body", []))})


def _filled(kind: type[T], given: Fields, made: Fields) -> T:
    """A ``kind`` of the converted fields ``given`` and those already ``made``."""
    hints = get_type_hints(kind)
    converted = {name: msgspec.convert(value, hints[name]) for name, value in given.items()}
    return kind(**{**converted, **made})
