"""What the exchange panels share: the counter they work at, and the words for a step."""

from datetime import datetime

from exchange.errands import Counter
from exchange.model import Progress, Step
from exchange.words import STEPS
from office.ui.banner import Tone
from office.ui.panel import Bench
from office.words import _

TONES = {
    Step.QUEUED: Tone.NOTICE,
    Step.REFUSED: Tone.BAD,
    Step.STORED: Tone.PLAIN,
    Step.DELIVERED: Tone.PLAIN,
    Step.SIGNED_FOR: Tone.GOOD,
}


def counter_of(bench: Bench) -> Counter | None:
    """The counter that the desk lends; None where it works without a server."""
    return bench.lend(Counter) if Counter in bench.lent else None


def step_words(step: Step) -> str:
    return _(STEPS[step.value])


def overall(progress: tuple[Progress, ...]) -> tuple[str, Tone]:
    """How the whole stands: the step of the slowest, and how many have signed for it."""
    if not progress:
        return "", Tone.QUIET
    order = list(Step)
    slowest = min((each.step for each in progress), key=order.index)
    signed = sum(each.step is Step.SIGNED_FOR for each in progress)
    if 0 < signed < len(progress):
        return _("{signed}/{count} 已签收").format(signed=signed, count=len(progress)), Tone.PLAIN
    return step_words(slowest), TONES[slowest]


def short_time(moment: datetime) -> str:
    return f"{moment.astimezone():%m-%d %H:%M}"
