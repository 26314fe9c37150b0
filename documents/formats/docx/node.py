"""An XML element as the reader sees it: lxml behind a typed face."""

from collections.abc import Iterator
from typing import Protocol, cast

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
}


class Node(Protocol):
    """The part of an lxml element that the reader uses."""

    @property
    def tag(self) -> str: ...
    @property
    def text(self) -> str | None: ...
    def get(self, key: str) -> str | None: ...
    def find(self, path: str) -> "Node | None": ...
    def iter(self, tag: str) -> Iterator["Node"]: ...
    def __iter__(self) -> Iterator["Node"]: ...


def as_node(element: object) -> Node:
    return cast(Node, element)


def name(short: str) -> str:
    """ "w:p" → "{http://…}p"."""
    prefix, _, local = short.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"


def down(node: Node | None, *path: str) -> Node | None:
    """The element reached by first children of these names."""
    for short in path:
        if node is None:
            return None
        node = node.find(name(short))
    return node


def val(node: Node | None, *path: str) -> str | None:
    """The w:val of the element reached."""
    found = down(node, *path)
    return None if found is None else found.get(name("w:val"))


def number(text: str | None, low: int, high: int) -> int | None:
    """A whole number within bounds; None for anything else. Word also writes "12.0" and "12pt" at times."""
    if text is None or len(text) > 12:
        return None
    digits = text.partition(".")[0].strip()
    if not digits.removeprefix("-").isascii() or not digits.removeprefix("-").isdigit():
        return None
    return int(digits) if low <= int(digits) <= high else None


def is_on(node: Node | None, short: str) -> bool | None:
    """A w:b-like switch: True, False, or None when it is not set here."""
    switch = down(node, short)
    if switch is None:
        return None
    return switch.get(name("w:val")) not in ("0", "false", "off", "none")


def all_text(node: Node) -> str:
    """Every w:t below, joined; paragraphs divided by a space."""
    return " ".join(
        text for part in node.iter(name("w:p")) if (text := "".join(t.text or "" for t in part.iter(name("w:t"))))
    )
