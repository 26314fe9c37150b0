"""Drafts: the list of them, the fields of one, and its pages beside."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QWidget

from documents import store
from documents.commands import DiscardDraft, RecordTypesetting, SaveDraft
from documents.errands import Typeset, about, read_draft, typeset
from documents.model.about import About
from documents.model.draft import Recognised
from documents.model.official import DraftId, Kind, OfficialDocument
from documents.model.record import Draft, DraftEntry, Standing
from documents.panel.editor import DocumentEditor
from documents.panel.hints import Point
from documents.panel.pages import LayoutPages
from documents.panel.preview import Preview, Previewer
from office.files.folder import FileStore
from office.files.read import read_file
from office.fonts.library import Library
from office.ids import new_id
from office.ui import theme
from office.ui.background import Progress
from office.ui.banner import Tone
from office.ui.drops import FileDrops
from office.ui.empty import Empty
from office.ui.entries import Entry, EntryList
from office.ui.page_view import PageView
from office.ui.panel import Bench, Panel
from office.ui.pieces import button, column, frame, on_key, words
from office.words import _

LARGEST = 64 * 2**20  # bytes of a draft


@dataclass(frozen=True, slots=True)
class _Read:
    """A draft file just read: what was recognised, and the digest it is kept under."""

    recognised: Recognised
    source: str


@dataclass(slots=True)
class _Open:
    """The draft being edited. ``base`` is the version it was last saved as; 0 when it never was."""

    id: DraftId
    base: int = 0
    source: str = ""
    changed: bool = False
    typeset_version: int = 0


class Drafts(Panel):
    module = "documents"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._open: _Open | None = None
        self.list = EntryList(_("文稿"))
        self.editor = DocumentEditor(bench.now().astimezone().date(), bench.sentences)
        self.pages = PageView(bench.background, page_list=False)
        self.previewer = Previewer(bench.background, bench.library, self.editor.document)
        self.empty = Empty(
            "draft", _("从一份 Word 文稿开始"), _("打开 .docx 文稿，或把它拖到这里。程序识别各要素，您核对后即可排版。")
        )
        self._make_deeds()
        self._lay_out()
        self._connect()
        self._show_state()
        self.reload()

    # What others ask of it

    def reload(self) -> None:
        unit = self.bench.actor.unit
        self.read(lambda connection: store.drafts_of(connection, unit), self._show_list)

    def open_file(self, path: Path) -> None:
        """Read a .docx and begin a draft with it; its file is kept as it was handed in."""
        files = self.bench.files
        self._keep_changes()
        self.errand(_("正在读入“{name}”……").format(name=path.name), lambda _p: _read(path, files), self._show_read)

    def open_draft(self, draft_id: DraftId) -> None:
        """Show a draft that was saved."""
        if self._open is not None and self._open.id == draft_id:
            return
        self._keep_changes()
        self.read(lambda connection: store.draft(connection, draft_id), self._show_draft)

    def new_draft(self) -> None:
        """Begin a draft from nothing."""
        self._keep_changes()
        author = (self.bench.unit_name,) if self.bench.unit_name else ()
        document = OfficialDocument(Kind.NOTICE, "", (), issuers=author, signatories=author)
        self._show_document(_Open(DraftId(new_id()), changed=True), document)

    def save(self) -> None:
        """Keep what the fields say as the next version."""
        now = self._open
        if now is None:
            return
        command = SaveDraft(now.id, self.editor.document(), now.base, now.source)
        now.changed = False
        now.base += 1
        self._show_state()
        self.submit(command, failed=self._not_saved)

    def make_files(self) -> None:
        """Make PDF and OFD from the newest version and keep them."""
        now = self._open
        if now is None:
            return
        if now.changed:
            self.save()
        id_, version, document = now.id, now.base, self.editor.document()
        library, files, at = self.bench.library, self.bench.files, self.bench.now()
        self.errand(
            _("正在生成版式文件……"),
            lambda progress: _make(document, library, files, about(document, id_, version, at), progress),
            lambda made: self._keep_files(id_, version, made),
        )

    def let_go(self) -> None:
        self.pages.show_pages(None)

    def may_leave(self) -> bool:
        self._keep_changes()
        return True

    # Showing

    def _show_list(self, drafts: list[DraftEntry]) -> None:
        self.list.show_entries([_entry(draft) for draft in drafts])
        if self._open is not None:
            self.list.blockSignals(True)
            self.list.choose(self._open.id)
            self.list.blockSignals(False)
            self._open.typeset_version = next(
                (draft.version for draft in drafts if draft.id == self._open.id and draft.standing is Standing.TYPESET),
                0,
            )
        self._show_state()

    def _show_read(self, read: _Read) -> None:
        self._show_document(
            _Open(DraftId(new_id()), source=read.source, changed=True), read.recognised.document, read.recognised
        )
        self.save()
        doubts = len(read.recognised.doubts)
        if doubts:
            self.tell(_("已读入并识别各要素，有 {count} 处请核对（见“核对”页）。").format(count=doubts), Tone.PLAIN)

    def _show_draft(self, draft: Draft) -> None:
        made = draft.typesetting.version if draft.typesetting else 0
        self._show_document(_Open(draft.id, draft.version, draft.source, typeset_version=made), draft.document)

    def _show_document(self, now: _Open, document: OfficialDocument, recognised: Recognised | None = None) -> None:
        self._open = now
        self.editor.show_document(document, recognised)
        self.pages.show_pages(None)
        self.previewer.now()
        self._show_state()

    def _show_preview(self, made: Preview) -> None:
        same = self.pages.canvas.source is not None
        self.pages.show_pages(LayoutPages(made.layout, self.bench.library), same_document=same)
        self.editor.show_remarks(made.document, made.remarks, _missing(made))

    def _show_state(self) -> None:
        now = self._open
        self.stack.setCurrentIndex(0 if now is None else 1)
        self.side.setVisible(self.list.count() > 0)
        self.save_button.setEnabled(now is not None and now.changed)
        self.make_button.setEnabled(now is not None)
        self.discard_button.setEnabled(now is not None and now.base > 0)
        self.state.setText(_state_words(now))

    # Doing

    def _keep_changes(self) -> None:
        """A draft is never lost: what was changed is saved before another one is shown."""
        if self._open is not None and self._open.changed and not self.editor.is_blank:
            self.save()

    def _not_saved(self, error: object) -> None:
        if self._open is not None:
            self._open.base -= 1
            self._open.changed = True
            self._show_state()
        self.tell_failure(error)  # type: ignore[arg-type]  # the signal carries an OfficeError

    def _keep_files(self, id_: DraftId, version: int, made: "_Made") -> None:
        command = RecordTypesetting(id_, version, made.pdf, made.ofd, made.pages)
        sentence = _("已生成 PDF 和 OFD 版式文件，共 {pages} 页，可以到“用印”盖章。").format(pages=made.pages)
        self.submit(command, done=lambda _answer: self.tell(sentence))

    def _discard(self) -> None:
        now = self._open
        if now is not None and now.base > 0:
            self._open = None
            self.previewer.stop()
            self._show_state()
            self.submit(DiscardDraft(now.id), done=lambda _answer: self.tell(_("文稿已作废；保存过的各版仍留在本机。")))

    def _on_edit(self) -> None:
        if self._open is not None:
            self._open.changed = True
            self.previewer.soon()
            self._show_state()

    def _ask_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("打开文稿"), "", _("Word 文稿 (*.docx)"))
        if path:
            self.open_file(Path(path))

    # Looks

    def _make_deeds(self) -> None:
        self.new_button = button(_("新建(&N)"), "add", self.new_draft)
        self.open_button = button(_("打开文稿(&O)"), "open", self._ask_file)
        self.discard_button = button(_("作废(&D)"), "delete", self._discard)
        self.save_button = button(_("保存(&S)"), "save", self.save)
        self.make_button = button(_("生成版式文件(&G)"), "typeset", self.make_files, primary=True)
        self.state = words("", "quiet")
        self.empty.offer(_("打开文稿"), "open", self._ask_file)

    def _lay_out(self) -> None:
        self.side = frame("side", column(self.list, gap=0))
        fields = QWidget()
        fields.setLayout(column(self.editor, gap=0))
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(fields)
        both.addWidget(self.pages)
        both.setSizes([theme.em() * 31, theme.em() * 44])
        both.setChildrenCollapsible(False)
        fields.setMinimumWidth(theme.em() * 22)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(both)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.addWidget(self.side)
        whole.addWidget(self.stack)
        whole.setSizes([theme.em() * 15, theme.em() * 75])
        whole.setStretchFactor(1, 1)
        deeds = (self.state, self.new_button, self.open_button, self.discard_button, self.save_button, self.make_button)
        self.lay_out(_("拟稿"), whole, *deeds)
        FileDrops(self, (".docx",), self.open_file)

    def _connect(self) -> None:
        self.list.chosen.connect(lambda key: self.open_draft(DraftId(key)) if key else None)
        self.editor.changed.connect(self._on_edit)
        self.previewer.ready.connect(self._show_preview)
        self.previewer.failed.connect(self.tell_failure)
        self.pages.failed.connect(self.tell_failure)
        on_key(self, "Ctrl+N", self.new_draft)
        on_key(self, "Ctrl+O", self._ask_file)
        on_key(self, "Ctrl+S", self.save)


@dataclass(frozen=True, slots=True)
class _Made:
    """Digests of the files that were made."""

    pdf: str
    ofd: str
    pages: int


def _read(path: Path, files: FileStore) -> _Read:
    data = read_file(path, LARGEST)
    recognised = read_draft(data)
    return _Read(recognised, files.add(data))


def _make(document: OfficialDocument, library: Library, files: FileStore, said: About, progress: Progress) -> _Made:
    progress.report(0.1, _("正在排版，写出 PDF 和 OFD……"))
    made: Typeset = typeset(document, library, said)
    progress.report(0.8, _("正在存入本机……"))
    return _Made(files.add(made.pdf), files.add(made.ofd), len(made.layout.pages))


def _entry(draft: DraftEntry) -> Entry:
    badge, tone = (_("已排版"), Tone.GOOD) if draft.standing is Standing.TYPESET else (_("在拟"), Tone.PLAIN)
    when = f"{draft.changed_at.astimezone():%m-%d %H:%M}"
    return Entry(draft.id, draft.title or _("（无标题）"), when, badge, tone)


def _state_words(now: _Open | None) -> str:
    if now is None:
        return ""
    if now.changed:
        return _("有改动未保存")
    if now.typeset_version == now.base:
        return _("第 {version} 版 · 已保存 · 已排版").format(version=now.base)
    return _("第 {version} 版 · 已保存").format(version=now.base)


def _missing(made: Preview) -> tuple[Point, ...]:
    if not made.layout.missing:
        return ()
    letters = "、".join(made.layout.missing[:20])
    sentence = _("字库里没有这些字：{letters}。排版时以〓代替，请改用别的写法，或安装含这些字的字体。")
    return (Point(None, Tone.BAD, sentence.format(letters=letters)),)
