"""Measuring: wall time of the best and the median of several runs, and the peak of memory.

Every figure is printed beside its bar and as a ratio to a yardstick of the same run (SHA-256 over 256 MiB on one
core), so that figures of different machines and days can be set side by side.
"""

import hashlib
import statistics
import sys
import time
from collections.abc import Callable
from functools import cache
from typing import TypeVar

T = TypeVar("T")
YARDSTICK = bytes(1 << 20)


def measured(name: str, work: Callable[[], T], bar: float, runs: int = 5) -> float:
    """Run ``work`` and print its best and median time beside the bar that it should stay under (seconds)."""
    times = _times(work, runs)
    best, median = min(times), statistics.median(times)
    print(
        f"{name:<40} 最快 {best:7.3f} s  中位 {median:7.3f} s  要求 ≤ {bar:g} s  {_word(median, bar)}"
        f"（要求的 {median / bar:.0%}，标尺的 {median / yardstick():.2f} 倍）"
    )
    return median


@cache
def yardstick() -> float:
    """Seconds that this machine takes today for SHA-256 over 256 MiB."""

    def hash_it() -> bytes:
        digest = hashlib.sha256()
        for _ in range(256):
            digest.update(YARDSTICK)
        return digest.digest()

    return statistics.median(_times(hash_it, 3))


def peak_memory() -> float:
    """The largest resident size of this process so far, in MB; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _times(work: Callable[[], object], runs: int) -> list[float]:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return times


def _word(value: float, bar: float) -> str:
    return "达到" if value <= bar else "未达到"
