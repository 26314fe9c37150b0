"""Files dragged from elsewhere and dropped on a widget."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from office.ui.pieces import restyle


class FileDrops(QObject):
    """Lets ``target`` take one file whose name ends in one of ``suffixes`` (".docx")."""

    def __init__(self, target: QWidget, suffixes: Sequence[str], taken: Callable[[Path], None]) -> None:
        super().__init__(target)
        self._target, self._suffixes, self._taken = target, tuple(suffixes), taken
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            restyle(self._target, over=False)
            return self._drop(event)
        if isinstance(event, QDragEnterEvent) and self._file(event.mimeData()):
            restyle(self._target, over=True)
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.DragLeave:
            restyle(self._target, over=False)
        return super().eventFilter(watched, event)

    def _drop(self, event: QDropEvent) -> bool:
        path = self._file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self._taken(path)
        return path is not None

    def _file(self, dragged: QMimeData) -> Path | None:
        paths = [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
        return next((path for path in paths if path.suffix.lower() in self._suffixes), None)
