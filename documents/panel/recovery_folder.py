"""The folder of the recovery copies, ``recovery/<draft id>.json``: one for each draft with changes not saved yet."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection

from documents import store
from documents.errors import CopyDamaged, CopyNotKept, DocumentUnreadable
from documents.formats.recovery_json import read_copy, write_copy
from documents.model.official import DraftId
from documents.model.record import RecoveryCopy
from office.errors import OfficeError
from office.files.atomic import NotWritten, write_atomically
from office.files.errors import FileTooLarge
from office.files.read import read_file

LARGEST = 128 * 2**20  # bytes of a copy
MOST = 50  # copies looked at


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """A copy, and when it was written."""

    copy: RecoveryCopy
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in the folder, the newest first, and what could not be read."""

    copies: tuple[FoundCopy, ...] = ()
    trouble: OfficeError | None = None


class RecoveryFolder:
    """Every wish about a draft's copy has a number; whichever thread comes first, only the newest is carried out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._newest: dict[DraftId, int] = {}

    def wish(self, draft_id: DraftId) -> int:
        """The number of a new wish; it overtakes the earlier ones. On the Qt thread only."""
        self._newest[draft_id] = self._newest.get(draft_id, 0) + 1
        return self._newest[draft_id]

    def keep(self, copy: RecoveryCopy, wish: int) -> None:
        """Write ``copy``. Raises CopyNotKept; the copy that was there before still is."""
        if self._newest[copy.id] != wish:
            return
        data = write_copy(copy)
        with self._lock:
            if self._newest[copy.id] == wish:
                self._write(copy.id, data)

    def drop(self, draft_id: DraftId, wish: int) -> None:
        """Delete the copy of a draft; one that the disk does not give up is found again and seen to be saved."""
        with self._lock:
            if self._newest[draft_id] == wish:
                with suppress(OSError):
                    self._place(draft_id).unlink(missing_ok=True)

    def look(self) -> Found:
        """Read every copy. Damaged ones are set aside under another name, half-written ones are cleared away."""
        with suppress(OSError):
            for half in self.path.glob(".*.part"):
                half.unlink(missing_ok=True)
        copies, damaged, trouble = [], 0, None
        for path in sorted(self.path.glob("*.json"), reverse=True)[:MOST]:
            try:
                copies.append(_found(path))
            except (CopyDamaged, FileTooLarge):
                damaged += 1
                _set_aside(path)
            except OfficeError as error:
                trouble = error
        if damaged:
            trouble = CopyDamaged(count=str(damaged), folder=str(self.path))
        return Found(tuple(sorted(copies, key=lambda found: found.written_at, reverse=True)), trouble)

    def _write(self, draft_id: DraftId, data: bytes) -> None:
        try:
            write_atomically(self._place(draft_id), data)
        except NotWritten as error:
            raise CopyNotKept(reason=error.facts["reason"]) from error

    def _place(self, draft_id: DraftId) -> Path:
        return self.path / f"{draft_id}.json"


def not_saved(connection: Connection, found: Iterable[FoundCopy]) -> list[FoundCopy]:
    """Those that are in no saved version: a desk may die after the saving and before the copy is deleted."""
    return [one for one in found if not _is_saved(connection, one.copy)]


def _is_saved(connection: Connection, copy: RecoveryCopy) -> bool:
    versions = [saved.version for saved in store.versions_of(connection, copy.id) if saved.version >= copy.base]
    return any(_says_the_same(connection, copy, version) for version in versions)


def _says_the_same(connection: Connection, copy: RecoveryCopy, version: int) -> bool:
    try:
        return store.document_of(connection, copy.id, version) == copy.document
    except DocumentUnreadable:
        return False


def _found(path: Path) -> FoundCopy:
    copy = read_copy(read_file(path, LARGEST))
    if copy.id != path.stem:
        raise CopyDamaged
    return FoundCopy(copy, datetime.fromtimestamp(path.stat().st_mtime, UTC))


def _set_aside(path: Path) -> None:
    """Rename ``path`` to a free name that is not looked at again."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    with suppress(OSError):
        path.replace(aside)
