"""The edge of asn1crypto: whatever it raises on foreign bytes becomes one refusal."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from office.errors import OfficeError

_RAISED_BY_ASN1CRYPTO = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
    AssertionError,
)


@contextmanager
def reading(refusal: OfficeError) -> Iterator[None]:
    """Read foreign bytes inside; ``refusal`` is raised instead of asn1crypto's assorted errors, without their text."""
    try:
        yield
    except _RAISED_BY_ASN1CRYPTO:
        raise refusal from None


def utc(value: object) -> datetime:
    """The ASN.1 time as UTC. Raises ValueError for what is no time in our calendar."""
    if not isinstance(value, datetime):
        raise ValueError("no time")  # noqa: TRY004  the callers know ValueError
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
