"""What is written down about everything settled: values only."""

from dataclasses import dataclass
from datetime import datetime

NOTHING_BEFORE = "0" * 64


@dataclass(frozen=True, slots=True)
class Deed:
    """Who asked for what, and what became of it; of the contents only the digest."""

    at: datetime
    person: str
    unit: str
    command: str
    name: str
    digest: str
    outcome: str  # "applied", or the code of the refusal


@dataclass(frozen=True, slots=True)
class Link:
    """A deed in the chain of its partition: ``hash`` covers it and the hash before it."""

    n: int
    deed: Deed
    hash: str
