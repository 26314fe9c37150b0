"""The chain: every entry's hash covers the one before it, so that none can be changed unseen."""

from collections.abc import Iterable
from datetime import UTC
from hashlib import sha256

from office.audit.model import NOTHING_BEFORE, Deed, Link


def hash_of(n: int, deed: Deed, before: str) -> str:
    """SHA-256 over length-prefixed UTF-8 fields, so that no two entries read alike."""
    moment = deed.at.astimezone(UTC).isoformat(timespec="microseconds")
    seen = sha256()
    for text in (before, str(n), moment, deed.person, deed.unit, deed.command, deed.name, deed.digest, deed.outcome):
        data = text.encode()
        seen.update(len(data).to_bytes(8, "big") + data)
    return seen.hexdigest()


def first_broken(links: Iterable[Link], head: str) -> int | None:
    """The number of the first entry that does not fit, 0 if only the end is missing; None if all fit."""
    before, expected = NOTHING_BEFORE, 1
    for link in links:
        if link.n != expected or link.hash != hash_of(link.n, link.deed, before):
            return expected
        before, expected = link.hash, expected + 1
    return None if before == head else 0
