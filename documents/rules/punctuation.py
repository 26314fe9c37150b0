"""How characters behave in a line: what may begin or end it, what keeps together, what gives way.

GB/T 15834-2011 clause 5.1; the half-width rules for neighbouring marks are 5.1.10 and 5.1.11.
"""

import re
from enum import IntEnum
from unicodedata import category, east_asian_width


class Sort(IntEnum):
    """What a character is to the line."""

    HAN = 0
    WORD = 1  # letters and digits of half width: kept together
    SIGN = 2  # half-width signs inside words: / - @ +
    WORD_OPEN = 3  # half-width ( [ $
    WORD_CLOSE = 4  # half-width ) ] , . %
    OPEN = 5  # full-width, ink on the right, may not end a line
    CLOSE = 6  # full-width, ink on the left, may not begin a line
    NO_START = 7
    NO_END = 8
    NEITHER = 9
    DASH = 10  # ——, two cells that hold together
    DOTS = 11  # ……
    SPACE = 12
    GLUE = 13  # holds on to both neighbours


OPENING = frozenset("（《〈「『【〖〔［｛“‘〝︵")
CLOSING = frozenset("），。、；：》〉」』】〗〕］｝”’〞．")
NEVER_FIRST = frozenset("？！·‧・—–～〜‐‑％‰℃℉°′″々〻ーㄧ＞")
NEVER_LAST = frozenset("￥＄￡№＃＠")
NEITHER = frozenset("／＼｜")
WORD_OPENING = frozenset("([{<$£¥€#")
WORD_CLOSING = frozenset(")]}>,.;:!?%'\"")
GLUE = frozenset("\u00a0\u202f\u2060")

IN_A_WORD = "w"  # suffix of a key: the same character standing between half-width letters (don’t)
LINKING = "l"  # suffix of a key: one dash alone, a 连接号

_APOSTROPHE = re.compile(r"(?<=[A-Za-z0-9])’(?=[A-Za-z])")
_LONE_DASH = re.compile(r"(?<!—)—(?!—)")


def keys(text: str) -> "str | list[str]":
    """The characters of a text, the ambiguous ones marked by their surroundings."""
    if "’" not in text and "—" not in text:
        return text
    found = list(text)
    for match in _APOSTROPHE.finditer(text):
        found[match.start()] += IN_A_WORD
    for match in _LONE_DASH.finditer(text):
        found[match.start()] += LINKING
    return found


def sort_of(key: str, wide: bool) -> Sort:
    """``key`` is a character as ``keys`` gives it; ``wide``: the glyph is about as wide as a Han character."""
    if len(key) == 2:
        return Sort.WORD_CLOSE if key[1] == IN_A_WORD else Sort.NO_START
    return _LISTED.get(key) or _by_width(key, wide)


def _by_width(char: str, wide: bool) -> Sort:
    if category(char) in {"Mn", "Me", "Mc"}:
        return Sort.GLUE
    if category(char) == "Zs":
        return Sort.HAN if char == "\u3000" else Sort.SPACE
    if wide or east_asian_width(char) in {"W", "F"}:
        return Sort.HAN
    return Sort.WORD if char.isalnum() else Sort.SIGN


_LISTED: dict[str, Sort] = {
    **dict.fromkeys(OPENING, Sort.OPEN),
    **dict.fromkeys(CLOSING, Sort.CLOSE),
    **dict.fromkeys(NEVER_FIRST, Sort.NO_START),
    **dict.fromkeys(NEVER_LAST, Sort.NO_END),
    **dict.fromkeys(NEITHER, Sort.NEITHER),
    **dict.fromkeys(WORD_OPENING, Sort.WORD_OPEN),
    **dict.fromkeys(WORD_CLOSING, Sort.WORD_CLOSE),
    **dict.fromkeys(GLUE, Sort.GLUE),
    "—": Sort.DASH,
    "―": Sort.DASH,
    "…": Sort.DOTS,
    "⋯": Sort.DOTS,
}

FULL_WIDTH = frozenset({Sort.OPEN, Sort.CLOSE, Sort.DASH, Sort.DOTS})
MARKS = frozenset({Sort.OPEN, Sort.CLOSE})  # they have a blank half
BOUND_TO_START = frozenset({Sort.WORD_CLOSE, Sort.CLOSE, Sort.NO_START, Sort.NEITHER, Sort.SPACE, Sort.GLUE})
BOUND_TO_END = frozenset({Sort.WORD_OPEN, Sort.OPEN, Sort.NO_END, Sort.NEITHER, Sort.GLUE})
_WORDS = frozenset({Sort.WORD, Sort.SIGN, Sort.WORD_OPEN, Sort.WORD_CLOSE})
_PAIRS = frozenset({(Sort.CLOSE, Sort.CLOSE), (Sort.CLOSE, Sort.OPEN), (Sort.OPEN, Sort.OPEN)})
_SPACED = frozenset({(Sort.HAN, Sort.WORD), (Sort.WORD, Sort.HAN)})

PAIR = -0.5  # two marks side by side give up half a cell
AUTOSPACE = 0.25  # between Han and half-width letters or digits


def _kern(before: Sort, after: Sort) -> float:
    if (before, after) in _PAIRS:
        return PAIR
    return AUTOSPACE if (before, after) in _SPACED else 0.0


def _lawful(before: Sort, after: Sort) -> bool:
    """May a line end with ``before`` and the next begin with ``after``, marks alone considered?"""
    if after in BOUND_TO_START or before in BOUND_TO_END:
        return False
    return (before, after) not in {(Sort.DASH, Sort.DASH), (Sort.DOTS, Sort.DOTS)}


def _breakable(before: Sort, after: Sort) -> bool:
    return _lawful(before, after) and not (before in _WORDS and after in _WORDS)


KERN = tuple(tuple(_kern(before, after) for after in Sort) for before in Sort)
LAWFUL = tuple(tuple(_lawful(before, after) for after in Sort) for before in Sort)
BREAKABLE = tuple(tuple(_breakable(before, after) for after in Sort) for before in Sort)
