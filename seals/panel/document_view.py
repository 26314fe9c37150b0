"""A PDF or OFD to look at: its pages, its seals blurred, and its verdict in one sentence."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QStackedWidget, QWidget

from documents.panel.pages import open_pages
from office.errors import OfficeError
from office.files.atomic import write_atomically
from office.fonts.library import Library
from office.ui import icons
from office.ui.empty import Empty
from office.ui.page_source import PageSource
from office.ui.page_view import PageView
from office.ui.panel import Bench
from office.ui.pieces import button, column, frame, row, with_edge, words
from office.ui.strip import ProgressStrip
from office.words import _
from seals import store
from seals.errands import verify
from seals.model import Outcome, Trust, Verdict
from seals.panel.sealed_pages import SealedPages
from seals.panel.verdict_banner import VerdictBanner


@dataclass(frozen=True, slots=True)
class Viewed:
    """A file as it is shown: its verdict, and its pages unless nobody can read them."""

    name: str
    data: bytes
    verdict: Verdict
    pages: PageSource | None
    trouble: OfficeError | None = None


def view(name: str, data: bytes, trust: Trust, library: Library, at: datetime) -> Viewed:
    """Check a file and open its pages."""
    verdict = verify(data, trust, at)
    try:
        pages = SealedPages(open_pages(data, library), verdict.seals)
    except OfficeError as error:
        return Viewed(name, data, verdict, None, error)
    return Viewed(name, data, verdict, pages)


class DocumentView(QFrame):
    shown = Signal(object)  # Viewed
    failed = Signal(OfficeError)

    def __init__(self, bench: Bench, empty: Empty, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        self._newest = 0
        self.viewed: Viewed | None = None
        self.banner = VerdictBanner()
        self.strip = ProgressStrip()
        self.pages = PageView(bench.background)
        self.name = words("", "quiet")
        self.save = button(_("另存为(&A)"), "export", self._ask_where)
        self.head: QHBoxLayout = row(self.name, None, self.save, gap=1)
        self.foot = self._foot()
        self.stack = QStackedWidget()
        self._lay_out(empty)
        self.pages.failed.connect(self.failed)

    # What others ask of it

    def show_file(self, name: str, load: Callable[[], bytes]) -> None:
        """Check and show the file that ``load`` brings; both happen off the Qt thread."""
        self._newest += 1
        number = self._newest
        self._bench.background.read(self, store.destroyed, lambda destroyed: self._view(number, name, load, destroyed))

    def clear(self) -> None:
        """Show nothing."""
        self._newest += 1
        self.viewed = None
        self.pages.show_pages(None)
        self.stack.setCurrentIndex(0)

    # Inside

    def _view(self, number: int, name: str, load: Callable[[], bytes], destroyed: frozenset[tuple[str, str]]) -> None:
        bench = self._bench
        trust = bench.lend(Trust)
        known = replace(trust, destroyed=trust.destroyed | destroyed)
        library, at = bench.library, bench.now()
        progress = self.strip.begin(_("正在查验“{name}”……").format(name=name), can_stop=False)
        bench.background.errand(
            self,
            lambda: view(name, load(), known, library, at),
            lambda viewed: self._show(number, viewed),
            failed=self.failed.emit,
            settled=self.strip.end,
            progress=progress,
        )

    def _show(self, number: int, viewed: Viewed) -> None:
        if number != self._newest:
            return
        self.viewed = viewed
        self.stack.setCurrentIndex(1)
        self.banner.show_verdict(viewed.verdict)
        self.pages.setVisible(viewed.pages is not None)
        self.pages.show_pages(viewed.pages)
        self.name.setText(viewed.name)
        self.foot.setVisible(any(seal.picture for seal in viewed.verdict.seals))
        if viewed.trouble is not None and viewed.verdict.outcome is not Outcome.UNCHECKABLE:
            self.failed.emit(viewed.trouble)
        self.shown.emit(viewed)

    def _ask_where(self) -> None:
        if self.viewed is None:
            return
        path, _kind = QFileDialog.getSaveFileName(self, _("另存为"), self.viewed.name)
        if path:
            data, target = self.viewed.data, Path(path)
            self._bench.background.errand(
                self, lambda: write_atomically(target, data, shared=True), lambda _none: None, failed=self.failed.emit
            )

    def _foot(self) -> QFrame:
        mark = QLabel()
        icons.put_in(mark, "lock", "quiet", 1.1)
        blurred = words(_("印章的屏幕显示已模糊处理；文件本身保持原样。"), "quiet")
        return frame("foot", row(mark, blurred, None, gap=1, margin=0.8))

    def _lay_out(self, empty: Empty) -> None:
        inner = QWidget()
        told = QWidget()
        told.setLayout(column(self.head, self.banner, gap=1))
        whole = column(with_edge(told), self.pages, self.foot, gap=0)
        whole.setStretch(1, 1)
        inner.setLayout(whole)
        self.stack.addWidget(empty)
        self.stack.addWidget(inner)
        outer = column(with_edge(self.strip), self.stack, gap=0)
        outer.setStretch(1, 1)
        self.setLayout(outer)
