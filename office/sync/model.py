"""What stands in a desk's queue: values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from office.actor import Actor


class Standing(StrEnum):
    WAITING = "waiting"  # not yet answered by the server
    APPLIED = "applied"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Queued:
    """A command in the queue, and what became of it.

    ``code`` and ``facts``: why the server refused it; while it waits, why it no longer fits what the
    server has told since. ``included``: what the desk pulled already shows its effect.
    """

    n: int
    id: str
    actor: Actor
    name: str
    partition: str
    subject: str
    fields: Mapping[str, Any]
    queued_at: datetime
    standing: Standing
    value: Mapping[str, str]
    code: str
    facts: Mapping[str, str]
    included: bool
