"""Drafts: the list of them, the fields of one, and its pages beside."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog

from documents import store
from documents.commands import DiscardDraft, RecordTypesetting, SaveDraft
from documents.errands import about
from documents.errors import CopyDamaged, DraftChangedMeanwhile, DraftGone
from documents.model.draft import Recognised
from documents.model.official import DraftId, Kind, OfficialDocument
from documents.model.record import Draft, DraftEntry, RecoveryCopy, Standing
from documents.panel.draft_work import Made, Open, Read, entry_of, make_files, read_in, shortcomings
from documents.panel.pages import LayoutPages
from documents.panel.preview import Preview, Previewer
from documents.panel.recovery import Recovery
from documents.panel.recovery_dialog import Offers
from documents.panel.unsaved import UnsavedDialog
from documents.panel.workbench import Workbench
from office.errors import NotFound, OfficeError
from office.ids import new_id
from office.ui.banner import Tone
from office.ui.drops import FileDrops
from office.ui.panel import Bench
from office.ui.pieces import on_key
from office.words import _


class Drafts(Workbench):
    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._open: Open | None = None
        self._leaving = False
        self._next: Callable[[], None] | None = None  # to be done once what is open is saved
        self.previewer = Previewer(bench.background, bench.library, self.editor.document, self)
        self.recovery = Recovery(bench.background, bench.folder, self._copy, self)
        self.offers = Offers(self)
        self._connect()
        self.show_state(self._open)
        self.reload()
        self.recovery.look()

    # What others ask of it

    def reload(self) -> None:
        unit = self.bench.actor.unit
        self.read(lambda connection: store.drafts_of(connection, unit), self._show_list)

    def open_file(self, path: Path) -> None:
        """Read a .docx and begin a draft with it; its file is kept as it was handed in."""
        files, said = self.bench.files, _("正在读入“{name}”……").format(name=path.name)
        self._once_kept(lambda: self.errand(said, lambda _p: read_in(path, files), self._show_read_once_kept))

    def open_draft(self, draft_id: DraftId) -> None:
        """Show a draft that was saved."""
        if self._open is not None and self._open.id == draft_id:
            return
        self._once_kept(
            lambda: self.read(
                lambda connection: store.draft(connection, draft_id),
                lambda draft: self._once_kept(lambda: self._show_draft(draft)),
            )
        )

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
        self.show_state(self._open)
        self.submit(command, lambda _answer: self._saved(now, then), lambda error: self._not_saved(now, error))

    def save_apart(self) -> None:
        """Keep what the fields say as a draft of its own: the one it was made from takes it no more."""
        now = self._open
        if now is None or now.saving:
            return
        before = now.id
        now.id, now.base, now.overtaken = DraftId(new_id()), 0, False
        self.save(then=lambda: self._kept_apart(before))

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
        if self._open is not None and not self._is_unkept:
            self.recovery.forget_now(self._open.id)

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
        self.show_state(self._open)

    def _choose_open(self) -> None:
        """Let the list show what is open; it may have gone ahead to another."""
        if self._open is not None:
            self.list.blockSignals(True)
            self.list.setCurrentIndex(QModelIndex())
            self.list.choose(self._open.id)
            self.list.blockSignals(False)

    def _show_read_once_kept(self, read: Read) -> None:
        """Something may have been typed while the file was read."""
        self._once_kept(lambda: self._show_read(read))

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
        if self._open is not None and self._open.id != now.id:
            self.recovery.forget(self._open.id)
        self._open = now
        self._choose_open()
        self.editor.show_document(document, recognised)
        self.pages.show_pages(None)
        self.previewer.now()
        self.show_state(self._open)

    def _show_preview(self, made: Preview) -> None:
        same = self.pages.canvas.source is not None
        self.pages.show_pages(LayoutPages(made.layout, self.bench.library), same_document=same)
        self.editor.show_remarks(made.document, made.remarks, shortcomings(made, self.bench.sentences))

    # Doing

    @property
    def _is_unkept(self) -> bool:
        """Whether what the fields say is not yet, or not surely, in the records."""
        now = self._open
        return now is not None and (now.changed or now.saving > 0) and not self.editor.is_blank

    def _once_kept(self, deed: Callable[[], None]) -> None:
        """A draft is never lost: another one is shown only when what was changed in this one is in the records."""
        now = self._open
        if now is None or not self._is_unkept:
            deed()
            return
        self._next = deed
        if not now.saving:
            self.save()

    def _saved(self, now: Open, then: Callable[[], None] | None) -> None:
        now.saving -= 1
        if now.changed:
            self.recovery.soon()
        elif not now.saving:
            self.recovery.forget(now.id)
        if then is not None:
            then()
        if self._leaving:
            self._leave(now)
        elif self._next is not None and not now.saving:
            deed, self._next = self._next, None
            self._once_kept(deed)

    def _leave(self, now: Open) -> None:
        if now.changed and not now.saving:
            self.save()
        elif not self._is_unkept:
            self._leaving = False
            self.window().close()

    def _not_saved(self, now: Open, error: OfficeError) -> None:
        now.saving -= 1
        now.base -= 1
        now.changed = True
        now.overtaken = isinstance(error, DraftChangedMeanwhile | DraftGone | NotFound)
        self._next = None
        self.recovery.soon()
        self._choose_open()
        self.show_state(self._open)
        self.tell_failure(error)
        if self._leaving:
            self._leaving = False
            self._ask_to_give_up()

    def _ask_to_give_up(self) -> None:
        dialog = UnsavedDialog(self.editor.document().title, self.notice.text(), self)
        dialog.accepted.connect(self._give_up)
        dialog.open()

    def _give_up(self) -> None:
        if self._open is not None:
            self.recovery.forget_now(self._open.id)
        self._open = None
        self.show_state(self._open)
        self.window().close()

    def _keep_files(self, id_: DraftId, version: int, made: "Made") -> None:
        command = RecordTypesetting(id_, version, made.pdf, made.ofd, made.pages)
        sentence = _("已生成 PDF 和 OFD 版式文件，共 {pages} 页，可以到“用印”盖章。").format(pages=made.pages)
        self.submit(command, done=lambda _answer: self.tell(sentence), failed=self._files_refused)

    def _files_refused(self, error: OfficeError) -> None:
        if isinstance(error, DraftChangedMeanwhile):
            self.tell(_("生成期间文稿又保存了新的一版，请再点一次“生成版式文件”。"), Tone.NOTICE)
        else:
            self.tell_failure(error)

    def _discard(self) -> None:
        now = self._open
        if now is not None and now.base > 0:
            self._open = None
            self.previewer.stop()
            self.show_state(self._open)
            self.submit(DiscardDraft(now.id), done=lambda _answer: self._discarded(now))

    def _discarded(self, now: Open) -> None:
        self.recovery.forget(now.id)
        self.tell(_("文稿已作废；保存过的各版仍留在本机。"))

    def _kept_apart(self, before: DraftId) -> None:
        self.recovery.forget(before)
        self.tell(_("已存为新稿。原来那份文稿的各版没有改动。"))

    def _on_edit(self) -> None:
        if self._open is not None:
            self._open.changed = True
            self.previewer.soon()
            self.recovery.soon()
            self.show_state(self._open)

    # What was not saved last time

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.offers, self.offers.show_next)

    def _copy(self) -> RecoveryCopy | None:
        """What is to be kept aside; None while it is being saved, or when there is nothing."""
        now = self._open
        if now is None or not now.changed or now.saving or self.editor.is_blank:
            return None
        return RecoveryCopy(now.id, self.editor.document(), now.base, now.source)

    def _restore(self, copy: RecoveryCopy) -> None:
        restored = Open(copy.id, copy.base, copy.source, changed=True)
        self._once_kept(lambda: self._show_document(restored, copy.document))

    def _tell_copy(self, error: OfficeError) -> None:
        if isinstance(error, CopyDamaged):
            self.tell(self.bench.explain(error), Tone.NOTICE)
        elif not self.notice.text():
            self.tell(self.bench.explain(error), Tone.QUIET)

    def _ask_file(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, _("打开文稿"), "", _("Word 文稿 (*.docx)"))
        if path:
            self.open_file(Path(path))

    def _connect(self) -> None:
        for deed, does in (
            (self.new_button, self.new_draft),
            (self.open_button, self._ask_file),
            (self.discard_button, self._discard),
            (self.apart_button, self.save_apart),
            (self.save_button, self.save),
            (self.make_button, self.make_files),
        ):
            deed.clicked.connect(partial(_do, does))
        self.empty.offer(_("打开文稿"), "open", self._ask_file)
        FileDrops(self, (".docx",), self.open_file)
        self.list.chosen.connect(lambda key: self.open_draft(DraftId(key)) if key else None)
        self.editor.changed.connect(self._on_edit)
        self.previewer.ready.connect(self._show_preview)
        self.previewer.failed.connect(self.tell_failure)
        self.pages.failed.connect(self.tell_failure)
        self.recovery.found.connect(self.offers.add)
        self.offers.wanted.connect(self._restore)
        self.offers.unwanted.connect(lambda copy: self.recovery.forget(copy.id))
        self.recovery.failed.connect(self._tell_copy)
        on_key(self, "Ctrl+N", self.new_draft)
        on_key(self, "Ctrl+O", self._ask_file)
        on_key(self, "Ctrl+S", lambda: self.save())


def _do(does: Callable[[], object], _checked: bool = False) -> None:
    does()
