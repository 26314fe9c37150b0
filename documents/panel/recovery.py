"""Recovery copies: what is being edited is written aside a moment after each change, so that no power cut takes it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from documents.model.official import DraftId
from documents.model.record import RecoveryCopy
from documents.panel.recovery_folder import Found, FoundCopy, RecoveryFolder, not_saved
from office.errors import OfficeError
from office.ui.background import Background

AFTER = 1000  # milliseconds from the first change that is in no copy; steady typing does not put it off
RETRY = 15_000  # milliseconds after the disk refused


class Recovery(QObject):
    """``copy`` gives what is to be kept; None when there is nothing, or nothing yet.

    Nothing is written before the copies of last time were read: they must not be written over unseen.
    """

    found = Signal(list)  # FoundCopy, of changes that were never saved
    failed = Signal(OfficeError)  # what could not be read; or, once until it goes well again, written

    def __init__(
        self, background: Background, folder: Path, copy: Callable[[], RecoveryCopy | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._background, self._folder, self._copy = background, RecoveryFolder(folder / "recovery"), copy
        self._busy = True
        self._behind = False  # whether something changed since the last copy
        self._told = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.now)

    def look(self) -> None:
        """Read the copies of last time; ``found`` tells those that are worth offering."""
        self._background.errand(self, self._folder.look, self._sift, failed=self.failed.emit)

    def soon(self) -> None:
        """The document changed."""
        self._behind = True
        if not self._busy and not self._timer.isActive():
            self._timer.start(AFTER)

    def now(self) -> None:
        """Write the copy at once."""
        copy = None if self._busy else self._copy()
        if copy is None:
            return
        self._behind, self._busy = False, True
        folder, wish = self._folder, self._folder.wish(copy.id)
        self._background.errand(
            self, lambda: folder.keep(copy, wish), self._on_kept, failed=self._on_failed, settled=self._on_free
        )

    def forget(self, draft_id: DraftId) -> None:
        """Delete the copy of a draft that is saved, or whose changes nobody wants."""
        folder, wish = self._folder, self._folder.wish(draft_id)
        self._background.errand(self, lambda: folder.drop(draft_id, wish), lambda _: None)

    def forget_now(self, draft_id: DraftId) -> None:
        """Delete it before this returns: the window closes, and what is asked of the background may not be done."""
        self._folder.drop(draft_id, self._folder.wish(draft_id))

    def _sift(self, looked: Found) -> None:
        if looked.trouble is not None:
            self.failed.emit(looked.trouble)
        if not looked.copies:
            self._begin([])
            return
        self._background.read(
            self, lambda connection: not_saved(connection, looked.copies), lambda new: self._offer(looked, new)
        )

    def _offer(self, looked: Found, new: list[FoundCopy]) -> None:
        for one in looked.copies:
            if one not in new:
                self.forget(one.copy.id)
        self._begin(new)

    def _begin(self, new: list[FoundCopy]) -> None:
        self._on_free()
        if new:
            self.found.emit(new)

    def _on_free(self) -> None:
        self._busy = False
        if self._behind:
            self.soon()

    def _on_kept(self, _: None) -> None:
        self._told = False

    def _on_failed(self, error: OfficeError) -> None:
        self._behind = True
        self._timer.start(RETRY)
        if not self._told:
            self._told = True
            self.failed.emit(error)
