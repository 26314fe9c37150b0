"""待发: sealed documents, to be sent."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget
from sqlalchemy import Connection

from exchange.commands import SEND
from exchange.errands import send
from exchange.model import ConsignmentId, Contents, Enclosure
from exchange.panel.offices import counter_of
from exchange.panel.send_dialog import Addressed, SendDialog
from office.actor import UnitId
from office.crypto.token import Purpose
from office.files.folder import FileStore
from office.people import store as people
from office.people.model import Unit
from office.ui.banner import Tone
from office.ui.empty import Empty
from office.ui.entries import Entry, EntryList
from office.ui.panel import Bench, Panel
from office.ui.pieces import button, column, frame, row, side_by_side, words
from office.words import _
from seals.panel.document_view import DocumentView
from seals.panel.pin import PinDialog
from seals.panel.ready import ReadyDocument, ready_documents
from seals.panel.verdict_banner import when


@dataclass(frozen=True, slots=True)
class _Loaded:
    ready: list[ReadyDocument]
    units: list[Unit]


class ToSend(Panel):
    module = "exchange"
    listens = frozenset({"documents", "seals", "people"})
    sent = Signal(str)  # the id of the consignment

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._ready: dict[str, ReadyDocument] = {}
        self._units: list[Unit] = []
        self.list = EntryList(_("已用印的公文"))
        self.view = DocumentView(bench, Empty("send", _("选一份公文"), _("在左边选择要发送的公文。")))
        self.view.failed.connect(self.tell_failure)
        self.send = button(_("发送(&S)"), "send", self.ask_recipients, primary=True)
        self.say = words("", "quiet")
        self._lay_out()
        self.list.chosen.connect(self._on_document)
        self.reload()

    # What others ask of it

    def reload(self) -> None:
        unit = self.bench.actor.unit
        self.read(lambda connection: _load(connection, unit), self._show_all)

    def ask_recipients(self) -> SendDialog | None:
        """Ask to whom the chosen document goes; None when there is nothing to send."""
        document = self._ready.get(self.list.key)
        if document is None or counter_of(self.bench) is None:
            return None
        others = [unit for unit in self._units if unit.id != self.bench.actor.unit]
        dialog = SendDialog(document.draft.title, others, self.bench.now().astimezone().date(), self)
        dialog.accepted.connect(lambda: self.ask_pin(document, dialog.addressed()))
        dialog.open()
        return dialog

    def ask_pin(self, document: ReadyDocument, addressed: Addressed) -> PinDialog:
        """Ask for the PIN, then pack and queue the document."""
        counter, files, now = counter_of(self.bench), self.bench.files, self.bench.now()
        assert counter is not None
        names = "、".join(unit.name for unit in self._units if unit.id in addressed.recipients)
        dialog = PinDialog(
            self.bench,
            _("发送公文"),
            _("将签名、加密并发送给：{names}。").format(names=names),
            _("发送(&S)"),
            lambda token, _progress: send(
                counter, _contents(document, files), addressed.recipients, addressed.expires_at, token, now
            ),
            self._on_sent,
            frozenset({Purpose.SIGN}),
            parent=self,
        )
        dialog.open()
        return dialog

    def let_go(self) -> None:
        self.view.clear()

    # Inside

    def _on_sent(self, consignment: ConsignmentId) -> None:
        self.tell(_("已加密并排入发送；联网后自动发出，可以在“发文箱”查看进展。"))
        self.bench.background.tell_changed(self.module)
        self.sent.emit(consignment)

    def _show_all(self, loaded: _Loaded) -> None:
        sealed = [document for document in loaded.ready if document.is_sealed]
        self._ready = {document.draft.id: document for document in sealed}
        self._units = loaded.units
        self.list.show_entries([_entry(document) for document in sealed])
        self.body.setCurrentIndex(1 if sealed else 0)
        if sealed and not self.list.key:
            self.list.choose(sealed[0].draft.id)
        self._show_state()

    def _on_document(self, key: str) -> None:
        document = self._ready.get(key)
        self._show_state()
        if document is None:
            self.view.clear()
            return
        digest, files = document.sealed_ofd, self.bench.files
        self.view.show_file(f"{document.draft.title}.ofd", lambda: files.get(digest))

    def _show_state(self) -> None:
        may, online = self.bench.actor.may(SEND), counter_of(self.bench) is not None
        self.send.setEnabled(bool(self.list.key) and may and online)
        self.say.setText("" if may and online else _no_reason(may))

    def _lay_out(self) -> None:
        side = frame("side", column(self.list, gap=0))
        whole = side_by_side((side, 18), (self.view, 60), grows=1)
        self.body = QStackedWidget()
        self.body.addWidget(
            Empty("send", _("没有待发的公文"), _("公文在“用印”盖章之后，会出现在这里，由您发给收文单位。"))
        )
        self.body.addWidget(whole)
        foot = frame("foot", row(self.say, None, self.send, gap=1, margin=1.2))
        inner = column(*self.told(), self.body, foot, gap=0)
        inner.setStretch(2, 1)
        self.setLayout(inner)


def _load(connection: Connection, unit: UnitId) -> _Loaded:
    return _Loaded(ready_documents(connection, unit), people.all_units(connection))


def _contents(document: ReadyDocument, files: FileStore) -> Contents:
    draft = document.draft.document
    name = _file_name(draft.title)
    return Contents(
        title=draft.title,
        number=str(draft.number) if draft.number else "",
        secrecy=draft.secrecy.value if draft.secrecy else "",
        files=(
            Enclosure(f"{name}.ofd", files.get(document.sealed_ofd)),
            Enclosure(f"{name}.pdf", files.get(document.sealed_pdf)),
        ),
    )


def _file_name(title: str) -> str:
    kept = "".join(char for char in title if char.isprintable() and char not in '\\/:*?"<>|')
    return kept.strip(" .")[:80] or _("公文")


def _entry(document: ReadyDocument) -> Entry:
    number = document.draft.document.number
    sealed = document.sealing.sealed_at if document.sealing else None
    detail = str(number) if number else (when(sealed) if sealed else "")
    return Entry(document.draft.id, document.draft.title, detail, _("已用印"), Tone.GOOD)


def _no_reason(may: bool) -> str:
    return _("这台桌面没有连接服务器，不能发送。") if may else _("您没有发文权限，请发文人员办理。")
