"""The view of a document's pages: continuous pages, page list, zoom, search, go to page."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from office.errors import OfficeError
from office.ui import theme
from office.ui.background import Background
from office.ui.page_canvas import Fit, PageCanvas
from office.ui.page_list import PageList
from office.ui.page_source import Hit, PageSource, Spot
from office.ui.pieces import column, frame, on_key, restyle, row, tool, words
from office.words import _

_BEFORE_READING = 400  # milliseconds of standing still
PERCENTS = (25, 50, 75, 100, 125, 150, 200, 300, 400)


class PageView(QFrame):
    failed = Signal(OfficeError)  # a page cannot be drawn

    def __init__(self, background: Background, parent: QWidget | None = None, page_list: bool = True) -> None:
        super().__init__(parent)
        self._background = background
        self._hits: Sequence[Hit] = ()
        self._at = -1
        self._asked = ""
        self.canvas = PageCanvas(background)
        self.list = PageList(self.canvas.tiles)
        self.list.setVisible(page_list)
        self._read_aloud = QTimer(self)
        self._read_aloud.setSingleShot(True)
        self._read_aloud.timeout.connect(self._ask_lines)
        self._make_controls()
        self.setLayout(column(self._bar(), self._pages(), gap=0))
        self._connect()
        self._say_page()

    # What others ask of it

    def show_pages(self, source: PageSource | None, same_document: bool = False) -> None:
        """Show ``source``; ``same_document`` keeps the place (a preview set anew)."""
        self.canvas.show_pages(source, same_document)
        count = source.page_count if source else 0
        self.list.show_count(count)
        self.number.setValidator(QIntValidator(1, max(1, count), self.number))
        self.canvas.fit_again()
        self._forget_hits()
        self._say_page()
        if self.search.text():
            self.look_for(self.search.text())

    def show_frames(self, frames: Sequence[Spot]) -> None:
        self.canvas.show_frames(frames)
        if frames:
            self.canvas.bring_into_view(frames[0])

    def show_spot(self, spot: Spot) -> None:
        """Bring ``spot`` into view."""
        self.canvas.bring_into_view(spot)

    def go_to(self, page: int) -> None:
        self.canvas.go_to(page)

    def look_for(self, asked: str) -> None:
        """Look for ``asked`` off the Qt thread, light it up and go to the first."""
        source, self._asked = self.canvas.source, asked
        if not asked.strip() or source is None:
            self._forget_hits()
            return
        self._background.errand(self, lambda: source.find(asked), lambda hits: self._show_hits(source, asked, hits))

    def find_next(self, step: int = 1) -> None:
        if self._hits:
            self._at = (self._at + step) % len(self._hits)
            self._say_hits()

    @property
    def found(self) -> int:
        return len(self._hits)

    # Inside

    def _show_hits(self, source: PageSource, asked: str, hits: Sequence[Hit]) -> None:
        if source is self.canvas.source and asked == self._asked:
            self._hits, self._at = hits, 0 if hits else -1
            self._say_hits()

    def _forget_hits(self) -> None:
        self._hits, self._at = (), -1
        self._say_hits()

    def _say_hits(self) -> None:
        asked = bool(self.search.text().strip())
        self.hits.setText(f"{self._at + 1}/{len(self._hits)}" if self._hits else _("没有找到") if asked else "")
        restyle(self.hits, tone="notice" if asked and not self._hits else "")
        for step in (self.before, self.after):
            step.setEnabled(len(self._hits) > 1)
        self.canvas.show_hits(self._hits, self._at)

    def _say_page(self) -> None:
        source = self.canvas.source
        count, page = (source.page_count if source else 0), self.canvas.page
        self.number.setText(str(page + 1) if count else "")
        self.count.setText(f"/ {count}")
        self.setEnabled(count > 0)
        self.list.show_page(page)
        self._read_aloud.start(_BEFORE_READING)

    def _ask_lines(self) -> None:
        """Fetch the text of the page for those who listen to it."""
        source, page = self.canvas.source, self.canvas.page
        if source is not None and page < source.page_count:
            self._background.errand(self, lambda: source.lines(page), self._show_lines, failed=lambda _error: None)

    def _show_lines(self, lines: Sequence[str]) -> None:
        self.canvas.setAccessibleDescription("\n".join(lines))

    def _say_zoom(self, zoom: float) -> None:
        self.percent.setEditText(f"{round(zoom * 100)}%")
        self.width_.setChecked(self.canvas.fit is Fit.WIDTH)
        self.whole.setChecked(self.canvas.fit is Fit.PAGE)

    def _on_percent(self) -> None:
        number, good = QLocale.c().toDouble(self.percent.currentText().strip().rstrip("%％"))
        self.canvas.set_zoom(number / 100 if good else self.canvas.zoom)

    def _on_number(self) -> None:
        if self.number.hasAcceptableInput():
            self.go_to(int(self.number.text()) - 1)
            self.canvas.setFocus()

    def _toggle_list(self) -> None:
        self.list.setVisible(self.list.isHidden())

    def _make_controls(self) -> None:
        canvas = self.canvas
        self.pages = tool(_("显示或隐藏页面列表"), "page-list", self._toggle_list, "Ctrl+L")
        self.smaller = tool(_("缩小"), "minus", canvas.zoom_out, "Ctrl+-")
        self.larger = tool(_("放大"), "add", canvas.zoom_in, "Ctrl++")
        self.width_ = tool(_("适合宽度"), "fit-width", canvas.fit_width, "Ctrl+1")
        self.whole = tool(_("整页"), "fit-page", canvas.fit_page, "Ctrl+2")
        self.before = tool(_("上一处"), "up", lambda: self.find_next(-1), "Shift+F3")
        self.after = tool(_("下一处"), "down", self.find_next, "F3")
        for fit in (self.width_, self.whole):
            fit.setCheckable(True)
        self.percent = _percent_box()
        self.number = _small_line(_("页码"), 3)
        self.number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count, self.hits = QLabel(), words("", "quiet")
        self.search = _small_line(_("查找文字"), 11)
        self.search.setPlaceholderText(_("查找文字"))
        self.search.setClearButtonEnabled(False)

    def _bar(self) -> QFrame:
        tools: QHBoxLayout = row(
            *(self.pages, 1, self.smaller, self.percent, self.larger, self.width_, self.whole, 1, self.number),
            *(self.count, None, self.search, self.hits, self.before, self.after),
            gap=0.4,
            margin=0.6,
        )
        return frame("bar", tools)

    def _pages(self) -> QHBoxLayout:
        both = row(self.list, self.canvas, gap=0)
        both.setStretch(1, 1)
        return both

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.page_changed.connect(lambda _page: self._say_page())
        canvas.zoomed.connect(self._say_zoom)
        canvas.tiles.failed.connect(self.failed)
        self.list.chosen.connect(canvas.go_to)
        if (typed := self.percent.lineEdit()) is not None:
            typed.editingFinished.connect(self._on_percent)
        self.percent.activated.connect(lambda _row: self._on_percent())
        self.number.returnPressed.connect(self._on_number)
        self.search.textChanged.connect(self.look_for)
        self.search.returnPressed.connect(self.find_next)
        for key, does in (
            ("Ctrl+F", self._to_search),
            ("Ctrl+G", self._to_number),
            ("Ctrl+L", self._toggle_list),
            ("Ctrl+=", canvas.zoom_in),
            ("Ctrl++", canvas.zoom_in),
            ("Ctrl+-", canvas.zoom_out),
            ("Ctrl+0", lambda: canvas.set_zoom(1.0)),
            ("Ctrl+1", canvas.fit_width),
            ("Ctrl+2", canvas.fit_page),
            ("F3", self.find_next),
            ("Shift+F3", lambda: self.find_next(-1)),
        ):
            on_key(self, key, does)

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _to_number(self) -> None:
        self.number.setFocus()
        self.number.selectAll()


def _percent_box() -> QComboBox:
    box = QComboBox()
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    box.addItems([f"{percent}%" for percent in PERCENTS])
    box.setAccessibleName(_("显示比例"))
    box.setToolTip(_("显示比例，25% 至 400%"))
    box.setFixedWidth(theme.em() * 6)
    box.setEditText("100%")
    return box


def _small_line(name: str, characters: int) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setToolTip(name)
    line.setMaximumWidth(theme.em() * (characters + 1))
    return line
