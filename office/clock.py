"""The only place that knows the time."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The civil date where this machine stands."""
    return now().astimezone().date()
