"""Work off the Qt thread, answers back on it.

Records are read and written on one thread, in order, so that a panel always
reads what it has just written. Errands (network, files, signing) run apart;
so does the drawing of pages, on one thread, because fonts belong to a thread.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import Shiboken
from sqlalchemy import Connection

from office.database import Database
from office.errors import OfficeError, Refused

T = TypeVar("T")
log = logging.getLogger(__name__)


class Cancelled(Refused):
    """The person called the errand back."""

    code = "office.cancelled"


class Progress:
    """How far an errand has come: told by its task, shown by its owner, called back by the person."""

    def __init__(self, shown: Callable[[float, str], None] | None = None) -> None:
        self._shown = shown
        self._called_back = threading.Event()
        self._post: Callable[[Callable[[], None]], None] | None = None

    @property
    def cancelled(self) -> bool:
        return self._called_back.is_set()

    def cancel(self) -> None:
        """Ask the task to stop at its next report. What is already past its last report is done and answered."""
        self._called_back.set()

    def report(self, fraction: float, words: str = "") -> None:
        """Say from any thread that ``fraction`` (0 to 1) is done. Raises Cancelled when called back."""
        if self.cancelled:
            raise Cancelled
        shown = self._shown
        if shown is not None and self._post is not None:
            self._post(lambda: shown(fraction, words))


@dataclass(frozen=True)  # no slots: Job[X](...) would fail on Python 3.11
class _Job(Generic[T]):
    owner: QObject
    task: Callable[[], T]
    answer: Callable[[T], None]
    failed: Callable[[OfficeError], None] | None = None
    settled: Callable[[], None] | None = None
    progress: Progress | None = None


class Background(QObject):
    changed = Signal(str)  # the name of the module whose records changed
    failed = Signal(QObject, OfficeError)  # the owner, and what went wrong
    _arrived = Signal(object)  # a closure to run on the Qt thread

    def __init__(
        self,
        database: Database,
        records: Executor | None = None,
        errands: Executor | None = None,
        pages: Executor | None = None,
    ) -> None:
        super().__init__()
        self._database = database
        self._closed = False
        self._records = records or ThreadPoolExecutor(1, "records")
        self._pages = pages or errands or ThreadPoolExecutor(1, "pages")
        self._errands = errands or ThreadPoolExecutor(4, "errands")
        self._arrived.connect(self._run)

    def read(self, owner: QObject, question: Callable[[Connection], T], answer: Callable[[T], None]) -> None:
        """Ask the records, then call ``answer`` unless ``owner`` is gone."""
        self._start(self._records, _Job(owner, lambda: self._in_transaction(question), answer))

    def write(
        self,
        owner: QObject,
        module: str,
        deed: Callable[[Connection], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[OfficeError], None] | None = None,
    ) -> None:
        """Write to the records, then tell everyone that ``module`` changed.

        The telling does not depend on ``owner``: a dialog may close at once.
        """

        def task() -> T:
            value = self._in_transaction(deed)
            self.tell_changed(module)
            return value

        self._start(self._records, _Job(owner, task, done or _ignore, failed))

    def errand(
        self,
        owner: QObject,
        task: Callable[[], T],
        answer: Callable[[T], None],
        *,
        failed: Callable[[OfficeError], None] | None = None,
        settled: Callable[[], None] | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Do something slow that does not touch the records.

        ``failed`` takes an OfficeError instead of the ``failed`` signal; ``settled`` is called before either
        answer or failure; a task may tell and be called back through ``progress``.
        """
        if progress is not None:
            progress._post = lambda closure: self._arrived.emit(lambda: self._if_alive(owner, closure))
        self._start(self._errands, _Job(owner, task, answer, failed, settled, progress))

    def draw(
        self,
        owner: QObject,
        task: Callable[[], T],
        answer: Callable[[T], None],
        failed: Callable[[OfficeError], None] | None = None,
    ) -> None:
        """Draw something on the one thread that draws pages."""
        self._start(self._pages, _Job(owner, task, answer, failed))

    def tell_changed(self, module: str) -> None:
        """Tell everyone, from any thread, that the records of ``module`` changed."""
        self._arrived.emit(lambda: self.changed.emit(module))

    def close(self) -> None:
        """Finish what is being written, drop what has not begun; what is asked from now on is dropped too."""
        self._closed = True
        self._records.shutdown()
        self._errands.shutdown(cancel_futures=True)
        self._pages.shutdown(cancel_futures=True)

    def _in_transaction(self, work: Callable[[Connection], T]) -> T:
        with self._database.transaction() as connection:
            return work(connection)

    def _start(self, executor: Executor, job: _Job[T]) -> None:
        def work() -> None:
            # Told from here and not from a callback of the future: that would run on the Qt thread, in the middle
            # of what asked, when the task was quick.
            done = _carried_out(job.task)
            self._arrived.emit(lambda: self._deliver(job, done))

        if not self._closed:
            executor.submit(work)

    def _deliver(self, job: _Job[T], done: Future[T]) -> None:
        alive = Shiboken.isValid(job.owner)
        if alive and job.settled is not None:
            job.settled()
        try:
            result = done.result()
        except Cancelled:
            return
        except OfficeError as error:
            log.info("refused: %s", error)
            if alive:
                self._tell_failure(job, error)
            return
        if alive:
            job.answer(result)

    def _tell_failure(self, job: _Job[T], error: OfficeError) -> None:
        if job.failed is not None:
            job.failed(error)
        else:
            self.failed.emit(job.owner, error)

    def _if_alive(self, owner: QObject, closure: Callable[[], None]) -> None:
        if Shiboken.isValid(owner):
            closure()

    @Slot(object)
    def _run(self, closure: Callable[[], None]) -> None:
        closure()


def _carried_out(task: Callable[[], T]) -> Future[T]:
    done: Future[T] = Future()
    try:
        done.set_result(task())
    except BaseException as error:  # noqa: BLE001  # a bug too is carried to the Qt thread, where the crash report is
        done.set_exception(error)
    return done


def _ignore(_: object) -> None:
    """For answers that nobody waits for."""
