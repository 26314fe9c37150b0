"""An sRGB profile (IEC 61966-2-1 in ICC.1:2001-04, version 2) for the output intent: made, not copied."""

import struct
from functools import cache

_D50 = (0.9642, 1.0, 0.8249)
_RED, _GREEN, _BLUE = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
_STEPS = 1024
_VERSION_2_1 = 0x02100000
_HEADER, _TAG_ENTRY = 128, 12


@cache
def srgb_profile() -> bytes:
    """About 2.6 kB; the same bytes every time."""
    curve = _curve()
    tags = {
        b"desc": _description("sRGB"),
        b"cprt": b"text\0\0\0\0No copyright, use freely\0",
        b"wtpt": _xyz(_D50),
        b"rXYZ": _xyz(_RED),
        b"gXYZ": _xyz(_GREEN),
        b"bXYZ": _xyz(_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, body = _tag_table(tags)
    return _header(_HEADER + len(table) + len(body)) + table + body


def _tag_table(tags: dict[bytes, bytes]) -> tuple[bytes, bytes]:
    """The tag table and the tag data; equal data is stored once."""
    at = _HEADER + 4 + _TAG_ENTRY * len(tags)
    table, body, places = [struct.pack(">I", len(tags))], b"", {}
    for signature, data in tags.items():
        if data not in places:
            places[data] = at + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table.append(struct.pack(">4sII", signature, places[data], len(data)))
    return b"".join(table), body


def _header(size: int) -> bytes:
    spaces = (b"mntr", b"RGB ", b"XYZ ")
    made = (2026, 1, 1, 0, 0, 0)
    return struct.pack(">I4xI4s4s4s6H4s28x3i48x", size, _VERSION_2_1, *spaces, *made, b"acsp", *_fixed(_D50))


def _fixed(numbers: tuple[float, float, float]) -> tuple[int, ...]:
    return tuple(round(number * 65536) for number in numbers)


def _xyz(numbers: tuple[float, float, float]) -> bytes:
    return struct.pack(">4s4x3i", b"XYZ ", *_fixed(numbers))


def _curve() -> bytes:
    values = (_linear(step / (_STEPS - 1)) for step in range(_STEPS))
    return struct.pack(f">4s4xI{_STEPS}H", b"curv", _STEPS, *(round(value * 65535) for value in values))


def _linear(value: float) -> float:
    """IEC 61966-2-1, 4.2."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _description(text: str) -> bytes:
    raw = text.encode("ascii") + b"\0"
    return struct.pack(f">4s4xI{len(raw)}s8x3x67x", b"desc", len(raw), raw)
