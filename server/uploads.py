"""Files that units bring: taken over when they have arrived whole and with the right digest."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from office.actor import Actor
from office.database import Database
from office.errors import Denied
from office.files import store
from office.files.errors import BadRange, FileMissing, FileTooLarge
from office.files.folder import FileStore, check_digest
from office.files.partial import Partial
from office.modules import Module, may_read_file

_RANGE = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})")


@dataclass(frozen=True, slots=True)
class Part:
    """From byte ``start`` up to, not including, ``end`` of ``total`` bytes."""

    start: int
    end: int
    total: int


def read_range(header: str) -> Part:
    """A Content-Range as RFC 9110 14.4 writes it, or BadRange."""
    match = _RANGE.fullmatch(header)
    if match is None:
        raise BadRange
    start, last, total = (int(text) for text in match.groups())
    if not start <= last < total:
        raise BadRange
    return Part(start, last + 1, total)


@dataclass(frozen=True)
class Uploads:
    """The server's side of bringing and fetching files; it keeps no state of its own."""

    database: Database
    files: FileStore
    modules: Sequence[Module]
    now: Callable[[], datetime]
    limit: int

    def arrived(self, actor: Actor, digest: str) -> tuple[bool, int]:
        """Whether the actor's unit has brought the file, and how many bytes of it are there."""
        with self.database.reading() as connection:
            held = store.is_held(connection, check_digest(digest), actor.unit)
        if held and self.files.has(digest):
            return True, self.files.size(digest)
        return False, self._partial(actor, digest).offset

    def check_size(self, total: int) -> None:
        if total > self.limit:
            raise FileTooLarge(size=str(total), limit=str(self.limit))

    def append(self, actor: Actor, digest: str, start: int, data: bytes) -> int:
        """Add ``data`` to what is there; the new offset. Raises WrongOffset, FileTooLarge, NotWritten."""
        return self._partial(actor, digest).append(start, data, self.limit)

    def finish(self, actor: Actor, digest: str) -> None:
        """Take the whole file over. WrongDigest throws away what arrived."""
        size = self._partial(actor, digest).finish()
        with self.database.transaction() as connection:
            store.note_held(connection, digest, actor.unit, size, self.now())

    def check_may_fetch(self, actor: Actor, digest: str) -> None:
        """Denied, in the same words for a file that is not there, unless the actor may have it."""
        with self.database.reading() as connection:
            may = store.is_held(connection, check_digest(digest), actor.unit)
            may = may or may_read_file(self.modules, connection, actor, digest)
        if not may:
            raise Denied(permission="files.fetch")
        if not self.files.has(digest):
            raise FileMissing(digest=digest)

    def _partial(self, actor: Actor, digest: str) -> Partial:
        return Partial(self.files, actor.unit, digest)
