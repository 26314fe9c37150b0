"""Drafts: the list of them, the fields of one, and its pages beside."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QWidget

from documents import store
from documents.commands import DiscardDraft, RecordTypesetting, SaveDraft
from documents.errands import about
from documents.model.draft import Recognised
from documents.model.official import DraftId, Kind, OfficialDocument
from documents.model.record import Draft, DraftEntry, Standing
from documents.panel.draft_work import Made, Open, Read, entry_of, make_files, read_in, shortcomings, state_words
from documents.panel.editor import DocumentEditor
from documents.panel.pages import LayoutPages
from documents.panel.preview import Preview, Previewer
from documents.panel.unsaved import UnsavedDialog
from office.errors import OfficeError
from office.ids import new_id
from office.ui import theme
from office.ui.banner import Tone
from office.ui.drops import FileDrops
from office.ui.empty import Empty
from office.ui.entries import EntryList
from office.ui.page_view import PageView
from office.ui.panel import Bench, Panel
from office.ui.pieces import button, column, frame, on_key, words
from office.words import _


class Drafts(Panel):
    module = "documents"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._open: Open | None = None
        self._leaving = False
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
        files, said = self.bench.files, _("正在读入“{name}”……").format(name=path.name)
        self._once_kept(lambda: self.errand(said, lambda _p: read_in(path, files), self._show_read))

    def open_draft(self, draft_id: DraftId) -> None:
        """Show a draft that was saved."""
        if self._open is not None and self._open.id == draft_id:
            return
        self._once_kept(lambda: self.read(lambda connection: store.draft(connection, draft_id), self._show_draft))

    def new_draft(self) -> None:
        """Begin a draft from nothing."""
        self._once_kept(self._begin)

    def _begin(self) -> None:
        author = (self.bench.unit_name,) if self.bench.unit_name else ()
        document = OfficialDocument(Kind.NOTICE, "", (), issuers=author, signatories=author)
        self._show_document(Open(DraftId(new_id()), changed=True), document)

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Keep what the fields say as the next version; ``then`` is called when it is kept."""
        now = self._open
        if now is None:
            return
        command = SaveDraft(now.id, self.editor.document(), now.base, now.source)
        now.changed = False
        now.base += 1
        now.saving += 1
        self._show_state()
        self.submit(command, lambda _answer: self._saved(now, then), lambda error: self._not_saved(now, error))

    def make_files(self) -> None:
        """Make PDF and OFD from the newest version and keep them."""
        now = self._open
        if now is not None and now.changed:
            self.save(then=lambda: self._make(now))
        elif now is not None:
            self._make(now)

    def _make(self, now: Open) -> None:
        if now is not self._open:
            return
        id_, version, document = now.id, now.base, self.editor.document()
        library, files, at = self.bench.library, self.bench.files, self.bench.now()
        self.errand(
            _("正在生成版式文件……"),
            lambda progress: make_files(document, library, files, about(document, id_, version, at), progress),
            lambda made: self._keep_files(id_, version, made),
        )

    def let_go(self) -> None:
        self.pages.show_pages(None)

    def may_leave(self) -> bool:
        """False while what was changed is being saved, or cannot be; the window closes once it is saved."""
        now = self._open
        if now is None or not self._is_unkept:
            return True
        if not now.saving:
            self.save()
        self._leaving = now.saving > 0
        if now.changed and not now.saving:
            self._ask_to_give_up()
        return not self._is_unkept

    # Showing

    def _show_list(self, drafts: list[DraftEntry]) -> None:
        self.list.show_entries([entry_of(draft) for draft in drafts])
        self._choose_open()
        if self._open is not None:
            self._open.typeset_version = next(
                (draft.version for draft in drafts if draft.id == self._open.id and draft.standing is Standing.TYPESET),
                0,
            )
        self._show_state()

    def _choose_open(self) -> None:
        """Let the list show what is open; it may have gone ahead to another."""
        if self._open is not None:
            self.list.blockSignals(True)
            self.list.setCurrentIndex(QModelIndex())
            self.list.choose(self._open.id)
            self.list.blockSignals(False)

    def _show_read(self, read: Read) -> None:
        self._show_document(
            Open(DraftId(new_id()), source=read.source, changed=True), read.recognised.document, read.recognised
        )
        self.save(then=lambda: self._tell_doubts(len(read.recognised.doubts)))

    def _tell_doubts(self, doubts: int) -> None:
        if doubts:
            self.tell(_("已读入并识别各要素，有 {count} 处请核对（见“核对”页）。").format(count=doubts), Tone.PLAIN)

    def _show_draft(self, draft: Draft) -> None:
        made = draft.typesetting.version if draft.typesetting else 0
        self._show_document(Open(draft.id, draft.version, draft.source, typeset_version=made), draft.document)

    def _show_document(self, now: Open, document: OfficialDocument, recognised: Recognised | None = None) -> None:
        self._open = now
        self._choose_open()
        self.editor.show_document(document, recognised)
        self.pages.show_pages(None)
        self.previewer.now()
        self._show_state()

    def _show_preview(self, made: Preview) -> None:
        same = self.pages.canvas.source is not None
        self.pages.show_pages(LayoutPages(made.layout, self.bench.library), same_document=same)
        self.editor.show_remarks(made.document, made.remarks, shortcomings(made, self.bench.sentences))

    def _show_state(self) -> None:
        now = self._open
        self.stack.setCurrentIndex(0 if now is None else 1)
        self.side.setVisible(self.list.count() > 0)
        self.save_button.setEnabled(now is not None and now.changed)
        self.make_button.setEnabled(now is not None)
        self.discard_button.setEnabled(now is not None and now.base > 0)
        self.state.setText(state_words(now))

    # Doing

    @property
    def _is_unkept(self) -> bool:
        """Whether what the fields say is not yet, or not surely, in the records."""
        now = self._open
        return now is not None and (now.changed or now.saving > 0) and not self.editor.is_blank

    def _once_kept(self, deed: Callable[[], None]) -> None:
        """A draft is never lost: another one is shown only when what was changed in this one is in the records."""
        now = self._open
        if now is not None and now.changed and not self.editor.is_blank:
            self.save(then=lambda: self._once_kept(deed))
        else:
            deed()

    def _saved(self, now: Open, then: Callable[[], None] | None) -> None:
        now.saving -= 1
        if then is not None:
            then()
        if not self._leaving:
            return
        if now.changed and not now.saving:
            self.save()
        elif not self._is_unkept:
            self._leaving = False
            self.window().close()

    def _not_saved(self, now: Open, error: OfficeError) -> None:
        now.saving -= 1
        now.base -= 1
        now.changed = True
        self._choose_open()
        self._show_state()
        self.tell_failure(error)
        if self._leaving:
            self._leaving = False
            self._ask_to_give_up()

    def _ask_to_give_up(self) -> None:
        dialog = UnsavedDialog(self.editor.document().title, self.notice.text(), self)
        dialog.accepted.connect(self._give_up)
        dialog.open()

    def _give_up(self) -> None:
        self._open = None
        self._show_state()
        self.window().close()

    def _keep_files(self, id_: DraftId, version: int, made: "Made") -> None:
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
        self.save_button = button(_("保存(&S)"), "save", lambda: self.save())
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
        on_key(self, "Ctrl+S", lambda: self.save())
