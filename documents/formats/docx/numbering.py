"""Automatic numbers (ECMA-376 part 1, 17.9): the "一、" that Word shows but does not write into the text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from documents.formats.docx.node import Node, down, is_on, name, number, val
from documents.model.numerals import counted, spelled

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_EARTHLY = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"


@dataclass(frozen=True, slots=True)
class NumberedLevel:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    in_digits: bool = False  # w:isLgl
    restarts: bool = True


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    levels: Mapping[int, NumberedLevel]
    starts: Mapping[int, int]  # w:startOverride


@dataclass(frozen=True, slots=True)
class AutoNumber:
    """The number of a paragraph; ``bullet`` when it is a mark, ``known`` when its format is."""

    text: str
    bullet: bool = False
    known: bool = True


class Numbering:
    """Counts through the document: ask for each numbered paragraph once, in order."""

    def __init__(self, root: Node | None) -> None:
        self._lists = {} if root is None else _lists(root)
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def next(self, list_id: str, depth: int) -> AutoNumber | None:
        """The number of the next paragraph of that list at that level (0 to 8); None when the list numbers nothing."""
        found = self._lists.get(list_id)
        level = None if found is None else found.levels.get(depth)
        if found is None or level is None or level.kind == "none":
            return None
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for overridden in found.starts:
                counts[overridden:] = [None] * (_LEVELS - overridden)
        _step(counts, depth, found)
        if level.kind == "bullet":
            return AutoNumber(level.text, bullet=True)
        return _numbered(level, counts, found)


def _step(counts: list[int | None], depth: int, found: _List) -> None:
    for above in range(depth):
        if counts[above] is None:
            counts[above] = _start(found, above)
    current = counts[depth]
    counts[depth] = _start(found, depth) if current is None else current + 1
    for below in range(depth + 1, _LEVELS):
        if found.levels.get(below, NumberedLevel()).restarts:
            counts[below] = None


def _start(found: _List, depth: int) -> int:
    return found.starts.get(depth, found.levels.get(depth, NumberedLevel()).start)


def _numbered(level: NumberedLevel, counts: list[int | None], found: _List) -> AutoNumber:
    known = True

    def filled(match: re.Match[str]) -> str:
        nonlocal known
        depth = int(match[1]) - 1
        kind = "decimal" if level.in_digits else found.levels.get(depth, level).kind
        known = known and kind in _FORMATS
        return _FORMATS.get(kind, str)(counts[depth] or 0)

    return AutoNumber(_PLACEHOLDER.sub(filled, level.text), known=known or "%" not in level.text)


def _lists(root: Node) -> dict[str, _List]:
    abstract = {node.get(name("w:abstractNumId")) or "": _levels(node) for node in root.iter(name("w:abstractNum"))}
    lists: dict[str, _List] = {}
    for node in root.iter(name("w:num")):
        key = val(node, "w:abstractNumId") or ""
        overrides = [o for o in node.iter(name("w:lvlOverride")) if _depth(o) is not None]
        levels = dict(abstract.get(key, {}))
        for override in overrides:
            levels.update(_levels(override))
        starts = {
            depth: start
            for override in overrides
            if (depth := _depth(override)) is not None
            and (start := number(val(override, "w:startOverride"), 0, 100_000)) is not None
        }
        lists[node.get(name("w:numId")) or ""] = _List(key, levels, starts)
    return lists


def _levels(node: Node) -> dict[int, NumberedLevel]:
    return {depth: _level(level) for level in node.iter(name("w:lvl")) if (depth := _depth(level)) is not None}


def _depth(node: Node) -> int | None:
    return number(node.get(name("w:ilvl")), 0, _LEVELS - 1)


def _level(node: Node) -> NumberedLevel:
    start = number(val(node, "w:start"), 0, 100_000)
    chosen = down(node, "mc:AlternateContent", "mc:Choice", "w:numFmt")
    kind = val(node, "w:numFmt") or (chosen.get(name("w:val")) if chosen is not None else None)
    return NumberedLevel(
        start=1 if start is None else start,
        kind=kind or "decimal",
        text=(val(node, "w:lvlText") or "")[:64],
        in_digits=bool(is_on(node, "w:isLgl")),
        restarts=val(node, "w:lvlRestart") != "0",
    )


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 8) if count > 0 else ""


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        text += letters * (count // value)
        count %= value
    return text


def _from(first: str, low: int, high: int) -> Callable[[int], str]:
    """Characters of one Unicode row: ① to ⑳ and the like."""
    return lambda count: chr(ord(first) + count - low) if low <= count <= high else str(count)


def _wide(count: int) -> str:
    return str(count).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda count: signs[(count - 1) % len(signs)] if count > 0 else ""


def _legal(count: int) -> str:
    ordinary = counted(count)
    return ordinary.translate(str.maketrans("零一二三四五六七八九十百千", _LEGAL + "拾佰仟"))


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalHalfWidth": str,
    "chineseCounting": counted,
    "chineseCountingThousand": counted,
    "taiwaneseCounting": counted,
    "taiwaneseCountingThousand": counted,
    "japaneseCounting": counted,
    "ideographDigital": spelled,
    "japaneseDigitalTenThousand": spelled,
    "taiwaneseDigital": spelled,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _cycle(_HEAVENLY),
    "ideographZodiac": _cycle(_EARTHLY),
    "decimalEnclosedCircle": _from("①", 1, 20),
    "decimalEnclosedCircleChinese": _from("①", 1, 20),
    "decimalEnclosedParen": _from("⑴", 1, 20),
    "decimalEnclosedFullstop": _from("⒈", 1, 20),
    "ideographEnclosedCircle": _from("㊀", 1, 10),
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
}
