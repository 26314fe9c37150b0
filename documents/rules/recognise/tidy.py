"""Tidying typed text: blanks at its ends, and half-width marks between Han characters."""

import re
from dataclasses import dataclass

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_BLANKS = " \t\u00a0\u2002\u2003\u2007\u2009\u202f\u3000"
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
_HAN_OR_MARK = _HAN + r"，。、；：？！（）《》〈〉“”‘’〔〕【】—…"
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
# Safe: a Han character on both sides, or a Han character before it and nothing behind.
_SAFE_MARK = re.compile(rf"(?<=[{_HAN_OR_MARK}])[,;:?!](?=[{_HAN_OR_MARK}]|$)")
_SAFE_PAIR = re.compile(
    rf"\((?=[{_HAN}])([^()\n]{{0,200}}?[{_HAN_OR_MARK}])\)|(?<=[{_HAN}])\(([^()\nA-Za-z]{{1,200}})\)"
)
# Not safe, but likely wrong: beside a Han character on one side only.
_DOUBTFUL_MARK = re.compile(rf"(?<=[{_HAN}])[,;:?!.](?=[^\s\d]|\d{{1,2}}[月年日]|$)|(?<=[^\s\d])[,;?!](?=[{_HAN}])")
_STRAIGHT_PAIR = re.compile(r'"([^"\n]{1,200})"')
_BETWEEN_HAN = re.compile(
    rf"(?<=[{_HAN_OR_MARK}])[{_BLANKS}]+(?=[{_HAN_OR_MARK}0-9])|(?<=[0-9])[{_BLANKS}]+(?=[{_HAN}])"
)
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Widened:
    """Text with its safe half-width marks made full-width; ``offer`` also changes the doubtful ones."""

    text: str
    changed: int
    offer: str


def trimmed(text: str) -> tuple[int, str]:
    """How wide the blanks in front are, in half-width characters, and the text without the blanks around it."""
    visible = text.translate(_INVISIBLE)
    body = visible.lstrip(_BLANKS)
    front = visible[: len(visible) - len(body)]
    return sum(8 if char == "\t" else 2 if char in "\u2003\u3000" else 1 for char in front), body.rstrip(_BLANKS)


def widened(text: str) -> Widened:
    """Full-width marks where a Han text has half-width ones, never within numbers, Latin words or addresses."""
    pairs = _SAFE_PAIR.sub(lambda match: f"（{match[1] or match[2]}）", text)
    safe = _SAFE_MARK.sub(lambda match: _WIDE[match[0]], pairs)
    offer = _DOUBTFUL_MARK.sub(lambda match: _WIDE.get(match[0], "。"), safe)
    offer = _STRAIGHT_PAIR.sub(r"“\1”", offer)
    return Widened(safe, sum(old != new for old, new in zip(text, safe, strict=True)), offer)


def closed_up(text: str) -> str:
    """Without the blanks between Han characters, and between those and digits."""
    return _BETWEEN_HAN.sub("", text)


def unspaced(text: str) -> str:
    """Without any blank."""
    return re.sub(rf"[{_BLANKS}]+", "", text)


def pieces(text: str) -> tuple[str, ...]:
    """Words set apart by two half-width blanks or more, or by full-width ones."""
    return tuple(piece for piece in re.split(rf"[ \u00a0]{{2,}}|[\t\u2002\u2003\u3000]+[{_BLANKS}]*", text) if piece)


def plain_digits(text: str) -> str:
    """Full-width digits made half-width."""
    return text.translate(_WIDE_DIGITS)
