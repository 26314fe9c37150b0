"""Lengths in OFD: whole numbers of 1e-4 mm inside the writer, so that sums never drift from what is written."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from documents.errors import OfdDamaged

STEP = 10_000  # steps in a millimetre


def steps(length: float) -> int:
    return round(length * STEP)


def down(length: float) -> int:
    return math.floor(length * STEP + 1e-6)


def up(length: float) -> int:
    return math.ceil(length * STEP - 1e-6)


@lru_cache(maxsize=4096)
def mm(count: int) -> str:
    """Steps as millimetres, shortest form."""
    return repr(count // STEP) if count % STEP == 0 else repr(count / STEP)


def factor(value: float) -> str:
    """A matrix entry, eight decimals at most."""
    text = f"{value:.8f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def deltas(places: Sequence[int]) -> str:
    """The differences of neighbouring places, as DeltaX and DeltaY hold them: ``g n v`` for n times v."""
    runs = ((value, sum(1 for _ in same)) for value, same in groupby(b - a for a, b in pairwise(places)))
    return " ".join(f"g {count} {mm(value)}" if count > 1 else mm(value) for value, count in runs)


def spread(text: str, most: int) -> Iterable[float]:
    """The numbers of a DeltaX or DeltaY, at most ``most`` of them. Raises ValueError when it is none."""
    words = iter(text.split(None, 3 * most))  # no number is written in more than three words
    left = most
    for word in words:
        if word in ("g", "G"):
            count, value = int(next(words, "")), real(next(words, ""))
        else:
            count, value = 1, real(word)
        for _ in range(min(count, left)):
            yield value
        left -= min(max(count, 0), left)
        if not left:
            return


def real(word: str) -> float:
    """A finite number no page is too small for. Raises ValueError."""
    value = float(word)
    if not abs(value) < 1e7:
        raise ValueError(word[:20])
    return value


def listed(text: str, count: int, where: str) -> tuple[float, ...]:
    """Exactly ``count`` numbers. Raises OfdDamaged."""
    words = text.split()
    try:
        if len(words) == count:
            return tuple(map(real, words))
    except ValueError:
        pass
    raise OfdDamaged(where=where, detail=text[:40])
