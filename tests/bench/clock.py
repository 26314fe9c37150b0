"""Measuring: wall time of the best and the median of several runs, and the peak of memory."""

import statistics
import sys
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def measured(name: str, work: Callable[[], T], bar: float, unit: str = "s", runs: int = 5) -> float:
    """Run ``work`` and print its best and median time beside the bar that it should stay under (seconds)."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    best, median = min(times), statistics.median(times)
    print(f"{name:<44} 最快 {best:7.3f} {unit}  中位 {median:7.3f} {unit}  要求 ≤ {bar:g} {unit}  {_word(median, bar)}")
    return median


def peak_memory() -> float:
    """The largest resident size of this process so far, in MB; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _word(value: float, bar: float) -> str:
    return "达到" if value <= bar else "未达到"
