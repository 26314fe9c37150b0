"""用印: a typeset document, the seal, where it will lie, and the PIN."""

from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from documents.model.record import Draft, Typesetting
from documents.rules.seal_place import seal_box
from office.crypto.token import Purpose
from office.ids import new_id
from office.ui import forms, theme
from office.ui.empty import Empty
from office.ui.entries import EntryList
from office.ui.page_source import Spot
from office.ui.page_view import PageView
from office.ui.panel import Bench, Panel
from office.ui.pieces import button, column, frame, on_key, side_by_side, words
from office.words import _
from seals.commands import USE, RecordSealing
from seals.model import Seal, SealingId, SealSeen
from seals.panel.pin import PinDialog
from seals.panel.ready import ReadyDocument
from seals.panel.seal_card import SealCard
from seals.panel.sealed_pages import SealedPages
from seals.panel.sealing_work import Looked, SealedFiles, entry_of, load, look_at, seal_both
from seals.panel.verdict_banner import when


class Sealing(Panel):
    module = "seals"
    listens = frozenset({"documents", "people"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._ready: dict[str, ReadyDocument] = {}
        self._seals: list[Seal] = []
        self._looked: Looked | None = None
        self.list = EntryList(_("待用印的公文"))
        self.pages = PageView(bench.background, page_list=False)
        self.choice = QComboBox()
        self.choice.setAccessibleName(_("印章"))
        self.card = SealCard()
        self.reason = forms.line(_("例如 按签发件用印"), name=_("用印事由"))
        self.state = words("", "quiet", wrap=True)
        self.put = button(_("盖章(&S)"), "seal", self.ask_pin, primary=True)
        self._lay_out()
        self._connect()
        self.reload()

    # What others ask of it

    def reload(self) -> None:
        unit = self.bench.actor.unit
        self.read(lambda connection: load(connection, unit), self._show_all)

    def choose(self, key: str) -> None:
        """Show the document with the draft id ``key``."""
        self.list.choose(key)

    def ask_pin(self) -> PinDialog | None:
        """Ask for the PIN of the unit's keys and seal; None when there is nothing to seal."""
        ready, seal, looked = self._chosen, self._seal, self._looked
        if ready is None or seal is None or looked is None or ready.draft.typesetting is None:
            return None
        made, files, at = ready.draft.typesetting, self.bench.files, self.bench.now()
        reason, unit = self.reason.text().strip(), self.bench.actor.unit
        dialog = PinDialog(
            self.bench,
            _("盖章"),
            _("将把“{seal}”盖在《{title}》上，PDF 和 OFD 各一份。").format(seal=seal.name, title=ready.draft.title),
            _("盖章(&S)"),
            lambda token, progress: seal_both(token, progress, seal, unit, made, files, at, reason, looked.place),
            lambda files: self._record(ready.draft, seal, made, files),
            frozenset({Purpose.SIGN, Purpose.SEAL}),
            parent=self,
        )
        dialog.open()
        return dialog

    def let_go(self) -> None:
        self._looked = None
        self.pages.show_pages(None)

    # Showing

    def _show_all(self, loaded: tuple[list[ReadyDocument], list[Seal]]) -> None:
        ready, seals = loaded
        self._ready = {document.draft.id: document for document in ready}
        self._show_seals(seals)
        self.list.show_entries([entry_of(document) for document in ready])
        self.body.setCurrentIndex(1 if ready else 0)
        if ready and not self.list.key:
            self.list.choose(ready[0].draft.id)
        elif self._looked is None or self._looked.digest != self._digest:
            self._look(self.list.key, keep_notice=True)
        else:
            self._show_state()

    def _show_seals(self, seals: list[Seal]) -> None:
        if seals == self._seals:
            return
        chosen, self._seals = self._seal, seals
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItems([seal.name for seal in seals])
        if chosen in seals:
            self.choice.setCurrentIndex(seals.index(chosen))
        self.choice.blockSignals(False)
        self._on_seal()

    def _look(self, key: str, keep_notice: bool = False) -> None:
        self._looked = None
        self._show_state()
        digest, files, library = self._digest, self.bench.files, self.bench.library
        if not digest:
            self.pages.show_pages(None)
            return
        self.errand(
            _("正在打开……"),
            lambda _progress: look_at(key, files, digest, library),
            self._show_looked,
            can_stop=False,
            keep_notice=keep_notice,
        )

    def _show_looked(self, looked: Looked) -> None:
        if (looked.key, looked.digest) != (self.list.key, self._digest):
            return
        self._looked = looked
        self._show_pages()
        if looked.trouble is not None:
            self.tell_failure(looked.trouble)
        self._show_state()

    def _show_pages(self) -> None:
        """The document with the blurred seal where it will lie, or where it lies."""
        looked, seal = self._looked, self._seal
        if looked is None:
            return
        same = self.pages.canvas.source is not None
        if looked.place is None or seal is None:
            self.pages.show_pages(looked.pages)
            return
        box = seal_box(looked.place, seal.diameter)
        seen = SealSeen(seal.name, "", None, looked.place.page, box, seal.picture, True, "")
        self.pages.show_pages(SealedPages(looked.pages, (seen,)), same_document=same)
        if not self._is_sealed:
            self.pages.show_frames([Spot(looked.place.page, box.x, box.y, box.width, box.height)])
        else:
            self.pages.show_spot(Spot(looked.place.page, box.x, box.y, box.width, box.height))

    def _on_seal(self) -> None:
        self.card.show_seal(self._seal)
        self._show_pages()
        self._show_state()

    def _show_state(self) -> None:
        ready, sealed = self._chosen, self._is_sealed
        may = self.bench.actor.may(USE)
        self.put.setEnabled(ready is not None and not sealed and self._seal is not None and may and self._can_place)
        self.state.setText(self._state_words(ready, sealed, may))

    def _state_words(self, ready: ReadyDocument | None, sealed: bool, may: bool) -> str:
        if ready is None:
            return ""
        if sealed and ready.sealing is not None:
            text = _("已于 {time} 用印，可以到“收发”发送。")
            return text.format(time=when(ready.sealing.sealed_at))
        if not may:
            return _("您没有用印权限，请印章管理员办理。")
        if not self._seals:
            return _("本单位还没有可用的印章。请印章管理员在“印章管理”中制作。")
        return _("虚线框是印章将盖的位置（GB/T 9704—2012）。核对无误后盖章。")

    # Doing

    def _record(self, draft: Draft, seal: Seal, made: Typesetting, files: SealedFiles) -> None:
        told = _("已盖章，PDF 和 OFD 已存入本机，可以到“收发”发送。")
        for before, after in ((made.pdf, files.pdf), (made.ofd, files.ofd)):
            command = RecordSealing(SealingId(new_id()), draft.id, seal.id, before, after, files.token)
            self.submit(command, done=lambda _answer: self.tell(told))

    @property
    def _chosen(self) -> ReadyDocument | None:
        return self._ready.get(self.list.key)

    @property
    def _seal(self) -> Seal | None:
        at = self.choice.currentIndex()
        return self._seals[at] if 0 <= at < len(self._seals) else None

    @property
    def _is_sealed(self) -> bool:
        chosen = self._chosen
        return chosen is not None and chosen.is_sealed

    @property
    def _digest(self) -> str:
        """The file to show: the sealed OFD, or the one to be sealed."""
        chosen = self._chosen
        made = chosen.draft.typesetting if chosen is not None else None
        return (chosen.sealed_ofd or made.ofd) if chosen is not None and made is not None else ""

    @property
    def _can_place(self) -> bool:
        return self._looked is not None and self._looked.place is not None

    # Looks

    def _lay_out(self) -> None:
        side = column(
            words(_("印章"), "section"),
            self.choice,
            self.card,
            words(_("用印事由"), "section"),
            self.reason,
            2,
            self.state,
            self.put,
            None,
            gap=1,
            margin=2,
        )
        right = QWidget()
        right.setLayout(side)
        right.setMinimumWidth(theme.em() * 20)
        right.setMaximumWidth(theme.em() * 28)
        ready = frame("side", column(self.list, gap=0))
        whole = side_by_side((ready, 16), (self.pages, 42), (right, 22), grows=1)
        self.body = QStackedWidget()
        self.body.addWidget(
            Empty("seal", _("没有待用印的公文"), _("在“拟稿”中生成版式文件之后，公文会出现在这里，核对后盖章。"))
        )
        self.body.addWidget(whole)
        inner = column(*self.told(), self.body, gap=0)
        inner.setStretch(2, 1)
        self.setLayout(inner)

    def _connect(self) -> None:
        self.list.chosen.connect(self._look)
        self.choice.currentIndexChanged.connect(lambda _at: self._on_seal())
        self.pages.failed.connect(self.tell_failure)
        on_key(self, "Ctrl+Return", self.ask_pin)
