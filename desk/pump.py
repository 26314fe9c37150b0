"""Keeps the desk in step with the server: now and then, after every deed, and when the person asks."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from sqlalchemy import Connection

from desk.top import SyncState
from office.actor import PersonId
from office.errors import OfficeError
from office.sync import store
from office.sync.link import Synced
from office.sync.model import Queued
from office.ui.background import Background

EVERY = 15_000  # milliseconds
AFTER_A_DEED = 300  # milliseconds
_MOST = 1000


class SyncPump(QObject):
    """Calls ``sync`` off the Qt thread, one call at a time, and tells what the light should show."""

    state_changed = Signal(object)  # SyncState
    refused = Signal(object)  # Queued: what the server refused

    def __init__(
        self,
        background: Background,
        person: PersonId,
        sync: Callable[[], Synced] | None,
        explain: Callable[[OfficeError], str],
    ) -> None:
        super().__init__()
        self._background, self._person, self._sync, self._explain = background, person, sync, explain
        self.state = SyncState()
        self._again = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.sync_now)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.sync_now)
        background.changed.connect(self._on_changed)

    def start(self, every: int = EVERY) -> None:
        """Sync now and then every so many milliseconds."""
        self._count()
        if self._sync is not None:
            self._timer.start(every)
            self.sync_now()

    def stop(self) -> None:
        self._timer.stop()
        self._soon.stop()

    def sync_now(self) -> None:
        """Sync; while one is on its way, once more when it is done."""
        if self._sync is None:
            self._count()
            return
        if self.state.busy:
            self._again = True
            return
        self._tell(SyncState(self.state.online, self.state.waiting, busy=True))
        self._background.errand(self, self._sync, self._on_synced, failed=self._on_away)

    def _on_synced(self, synced: Synced) -> None:
        self._tell(SyncState(online=True, waiting=0))
        for module in sorted(synced.changed):
            self._background.changed.emit(module)
        for queued in synced.refused:
            self.refused.emit(queued)
        self._after()

    def _on_away(self, error: OfficeError) -> None:
        self._tell(SyncState(False, self.state.waiting, why=self._explain(error)))
        self._after()

    def _after(self) -> None:
        self._count()
        if self._again:
            self._again = False
            self.sync_now()

    def _on_changed(self, _module: str) -> None:
        self._count()
        if self._sync is not None and not self.state.busy:
            self._soon.start(AFTER_A_DEED)

    def _count(self) -> None:
        person = self._person
        self._background.read(self, lambda connection: _waiting(connection, person), self._on_counted)

    def _on_counted(self, waiting: int) -> None:
        now = self.state
        self._tell(SyncState(now.online, waiting, now.busy, now.why))

    def _tell(self, state: SyncState) -> None:
        self.state = state
        self.state_changed.emit(state)


def _waiting(connection: Connection, person: PersonId) -> int:
    found: list[Queued] = store.waiting(connection, person, _MOST)
    return len(found)
