"""Between a desk's replica and the server: push in order, then pull; stopped anywhere, it goes on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from threading import Lock
from typing import Protocol, TypeVar

import msgspec

from office.actor import Actor
from office.database import Database
from office.files.errors import FileAltered, FileMissing, FileTooLarge
from office.files.folder import FileStore
from office.sync import store
from office.sync.commands import Answer, Command
from office.sync.errors import BadCommand, Forked, NewEpoch, UnknownCommand, as_error
from office.sync.model import Queued, Standing
from office.sync.replica import Replica
from office.sync.wire import Page, Pull, Push, Pushed, Result, Sent

AT_ONCE = 50
MOST_AT_ONCE = 4 * 1024 * 1024  # bytes
MOST_PAGES = 10_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Synced:
    """What came of it: the modules whose records changed, and what the server refused."""

    changed: frozenset[str]
    refused: tuple[Queued, ...]


class Line(Protocol):
    """The way to the server, as ``Client`` has it."""

    def push(self, push: Push) -> Pushed: ...

    def pull(self, pull: Pull) -> Page: ...

    def put_file(self, digest: str, files: FileStore) -> None: ...


class Link:
    """Brings one person's desk and the server together; calls come from worker threads, one at a time.

    Raises what ``client.Client`` raises; what was queued stays queued.
    """

    def __init__(self, database: Database, replica: Replica, line: Line, files: FileStore, actor: Actor) -> None:
        self._database, self._replica, self._line = database, replica, line
        self._files, self._actor = files, actor
        self._lock = Lock()

    def sync(self) -> Synced:
        """Push what waits, then pull what is new."""
        with self._lock:
            return self._minding_history(self._sync)

    def ask(self, command: Command, now: datetime) -> Answer:
        """Send what only the server decides, and wait for its answer; raises its refusal.

        If the server is away the command waits in the queue, for it may have arrived; the next
        ``sync`` brings the same command again, and the server knows it by its id.
        """
        with self._database.transaction() as connection:
            command_id = store.enqueue(connection, command, self._actor, now)
        self.sync()
        with self._database.reading() as connection:
            queued = store.queued(connection, command_id)
        if queued is None or queued.standing is Standing.WAITING:
            raise as_error("sync.server_trouble", {"status": "-"})
        if queued.standing is Standing.REFUSED:
            raise as_error(queued.code, queued.facts)
        return queued.value

    def _sync(self) -> Synced:
        refused, changed = self._push()
        return Synced(changed | self._pull(), tuple(refused))

    def _minding_history(self, work: Callable[[], T]) -> T:
        """Do the work, once more after the replica took a new name or a new history."""
        try:
            return work()
        except Forked:
            with self._database.transaction() as connection:
                store.rename_device(connection, self._actor.person)
        except NewEpoch:
            with self._database.transaction() as connection:
                self._replica.start_over(connection, self._actor.person)
        return work()

    def _push(self) -> tuple[list[Queued], frozenset[str]]:
        refused: list[Queued] = []
        changed: frozenset[str] = frozenset()
        while batch := self._waiting():
            results = self._bring_files(batch)
            sendable = [queued for queued in batch if queued.id not in {result.id for result in results}]
            if sendable:
                results += self._send(sendable)
            changed |= self._write_down(results)
            refused += self._refused(batch, results)
        return refused, changed

    def _waiting(self) -> Sequence[Queued]:
        """The oldest commands, as many as go into one request."""
        with self._database.reading() as connection:
            found = store.waiting(connection, self._actor.person, AT_ONCE)
        sizes = accumulate(len(msgspec.json.encode(queued.fields)) for queued in found)
        fits = sum(size <= MOST_AT_ONCE for size in sizes)
        return found[: max(1, fits)]

    def _bring_files(self, batch: Sequence[Queued]) -> list[Result]:
        """Bring the files that the commands name; those whose files cannot be brought are refused here."""
        results = []
        for queued in batch:
            try:
                for digest in self._replica.command(queued).attached:
                    self._line.put_file(digest, self._files)
            except (FileMissing, FileAltered, FileTooLarge, UnknownCommand, BadCommand) as error:
                results.append(Result(queued.id, "refused", code=error.code, facts=dict(error.facts)))
        return results

    def _send(self, batch: Sequence[Queued]) -> list[Result]:
        with self._database.transaction() as connection:
            device, epoch = store.name_device(connection, self._actor.person), store.epoch(connection)
        sent = [Sent(item.id, item.n, item.name, item.partition, dict(item.fields)) for item in batch]
        return self._line.push(Push(device, epoch, sent)).results

    def _write_down(self, results: Sequence[Result]) -> frozenset[str]:
        with self._database.transaction() as connection:
            for result in results:
                store.settle(connection, result)
            if any(result.status != "applied" for result in results):
                return self._replica.rewind(connection)
        return frozenset()

    def _refused(self, batch: Sequence[Queued], results: Sequence[Result]) -> list[Queued]:
        ids = {result.id for result in results if result.status != "applied"}
        with self._database.reading() as connection:
            found = [store.queued(connection, queued.id) for queued in batch if queued.id in ids]
        return [queued for queued in found if queued is not None]

    def _pull(self) -> frozenset[str]:
        with self._database.transaction() as connection:
            device = store.name_device(connection, self._actor.person)
            epoch, cursors = store.epoch(connection), store.cursors_now(connection)
        pages = self._pages(device, epoch, cursors)
        told = self._replica.told(pages)
        with self._database.transaction() as connection:
            return self._replica.take_in(connection, told, self._actor.person)

    def _pages(self, device: str, epoch: str, cursors: dict[str, int]) -> list[Page]:
        pages: list[Page] = []
        for _ in range(MOST_PAGES):
            page = self._line.pull(Pull(device, epoch, cursors))
            pages.append(page)
            epoch = page.epoch
            cursors = {**cursors, **{scope: part.to for scope, part in page.scopes.items()}}
            if not page.more:
                break
        return pages
