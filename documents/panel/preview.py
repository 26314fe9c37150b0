"""The preview of the document being edited: typeset anew, off the Qt thread, a moment after the last change."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from documents.model.draft import Finding, Remark
from documents.model.official import OfficialDocument
from documents.model.pages import Layout
from documents.rules.check import check
from documents.rules.shrunk import shrunk
from documents.rules.typeset import lay_out
from office.errors import OfficeError
from office.fonts.library import Library
from office.ui.background import Background

AFTER = 250  # milliseconds since the last change


@dataclass(frozen=True, slots=True)
class Preview:
    """A document as it was when asked, its pages, the rules that it does not keep, and what had to be made smaller."""

    document: OfficialDocument
    layout: Layout
    remarks: tuple[Remark, ...]
    shrunk: tuple[Finding, ...] = ()


def preview(document: OfficialDocument, library: Library) -> Preview:
    """Typeset and check ``document``."""
    layout = lay_out(document, library)
    return Preview(document, layout, check(document), shrunk(document, layout))


class Previewer(QObject):
    """Asks for a preview after each change; an answer that a later change has overtaken is dropped."""

    ready = Signal(object)  # Preview
    failed = Signal(OfficeError)

    def __init__(
        self, background: Background, library: Library, document: Callable[[], OfficialDocument], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._background, self._library, self._document = background, library, document
        self._newest = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER)
        self._timer.timeout.connect(self.now)

    def soon(self) -> None:
        """The document changed; typeset it once it has not changed for a moment."""
        self._newest += 1
        self._timer.start()

    def now(self) -> None:
        """Typeset it at once."""
        self._timer.stop()
        self._newest += 1
        number, document, library = self._newest, self._document(), self._library
        self._background.errand(
            self,
            lambda: preview(document, library),
            lambda made: self._show(number, made),
            failed=self.failed.emit,
        )

    def stop(self) -> None:
        """Forget what was asked."""
        self._timer.stop()
        self._newest += 1

    def _show(self, number: int, made: Preview) -> None:
        if number == self._newest:
            self.ready.emit(made)
