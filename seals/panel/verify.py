"""Checking any PDF or OFD: open it or drop it here."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from office.files.read import read_file
from office.ui.drops import FileDrops
from office.ui.empty import Empty
from office.ui.panel import Bench, Panel
from office.ui.pieces import button, on_key
from office.words import _
from seals.panel.document_view import DocumentView

LARGEST = 512 * 2**20  # bytes
KINDS = (".pdf", ".ofd")


class Verify(Panel):
    module = "seals"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        empty = Empty(
            "verify",
            _("查验一份文件的印章"),
            _("打开 PDF 或 OFD 文件，或把它拖到这里。文件只在本机查验，不会发往别处。"),
        )
        empty.offer(_("打开文件"), "open", self._ask_file)
        self.view = DocumentView(bench, empty)
        self.view.failed.connect(self.tell_failure)
        self.open_button = button(_("打开文件(&O)"), "open", self._ask_file, primary=True)
        self.lay_out(_("验章"), self.view, self.open_button)
        FileDrops(self, KINDS, self.open_file)
        on_key(self, "Ctrl+O", self._ask_file)

    def reload(self) -> None:
        """What is shown stays as it was checked."""

    def open_file(self, path: Path) -> None:
        """Check and show the file at ``path``."""
        self.notice.clear()
        self.view.show_file(path.name, lambda: read_file(path, LARGEST))

    def let_go(self) -> None:
        self.view.clear()

    def _ask_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("打开文件"), "", _("版式文件 (*.pdf *.ofd)"))
        if path:
            self.open_file(Path(path))
