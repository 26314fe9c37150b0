"""收文箱: what came for the unit; opening, looking, and signing for it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QWidget

from exchange import store
from exchange.commands import RECEIVE
from exchange.errands import collect, sign_for
from exchange.model import KeptFile, Letter, ReceivedItem
from exchange.panel.offices import counter_of, short_time
from office.crypto.token import Purpose, Token
from office.sync.errors import as_error
from office.ui.banner import Banner, Tone
from office.ui.empty import Empty
from office.ui.entries import Entry, EntryList
from office.ui.panel import Bench, Panel
from office.ui.pieces import button, column, empty_out, frame, row, side_by_side, words
from office.words import _
from seals.panel.document_view import DocumentView
from seals.panel.pin import PinDialog
from seals.panel.verdict_banner import when

T = TypeVar("T")


class InTray(Panel):
    module = "exchange"
    listens = frozenset({"people"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._items: dict[str, ReceivedItem] = {}
        self._shown: tuple[str, str] = ("", "")
        self.list = EntryList(_("收到的公文"))
        self.view = DocumentView(bench, Empty("inbox", "", ""))
        self.problem = Banner()
        self.title = words("", "heading", wrap=True)
        self.about = words("", "quiet", wrap=True)
        self.files: QHBoxLayout = row(gap=0.6)
        self._file_buttons = QButtonGroup(self)
        self.sign = button(_("签收(&S)"), "receipt", self.ask_sign_pin, primary=True)
        self.state = words("", "quiet")
        self.closed = Empty("lock", _("还没有打开的公文"), "")
        self.open = self.closed.offer(_("打开公文"), "open", self.ask_open_pin)
        self._lay_out()
        self._connect()
        self.reload()

    # What others ask of it

    def reload(self) -> None:
        unit = self.bench.actor.unit
        self.read(lambda connection: store.in_tray(connection, unit), self._show_all)

    def choose(self, key: str) -> None:
        """Show the consignment with the id ``key``."""
        self.list.choose(key)

    @property
    def waiting(self) -> int:
        """How many have not been signed for."""
        return sum(item.signed_for_at is None for item in self._items.values())

    def ask_open_pin(self) -> PinDialog | None:
        """Ask for the PIN, then fetch, decrypt and check the chosen parcel; its delivery is told to the sender."""
        item, counter, now = self._items.get(self.list.key), counter_of(self.bench), self.bench.now()
        if item is None or counter is None:
            return None
        id_ = item.consignment.id
        return self._ask_pin(
            _("打开公文"),
            _("来自“{sender}”。打开时核对发文单位的签名，并向发文单位回送达回执。").format(sender=item.sender_name),
            _("打开(&O)"),
            lambda token: collect(counter, id_, token, now),
            self._on_opened,
            frozenset({Purpose.OPEN, Purpose.SIGN}),
        )

    def ask_sign_pin(self) -> PinDialog | None:
        """Ask for the PIN, then sign that the unit has the document."""
        item, counter, now = self._items.get(self.list.key), counter_of(self.bench), self.bench.now()
        if item is None or counter is None or item.letter is None:
            return None
        id_ = item.consignment.id
        return self._ask_pin(
            _("签收"),
            _("将以{person}的名义代表本单位签收《{title}》，回执发给发文单位。").format(
                person=self.bench.person_name or _("您"), title=item.letter.title
            ),
            _("签收(&S)"),
            lambda token: sign_for(counter, id_, token, now),
            self._on_signed,
            frozenset({Purpose.SIGN}),
        )

    def let_go(self) -> None:
        self.view.clear()

    # Inside

    def _ask_pin(
        self,
        heading: str,
        sentence: str,
        deed: str,
        task: Callable[[Token], T],
        answer: Callable[[T], None],
        purposes: frozenset[Purpose],
    ) -> PinDialog:
        self.notice.clear()
        dialog = PinDialog(
            self.bench, heading, sentence, deed, lambda token, _p: task(token), answer, purposes, parent=self
        )
        dialog.rejected.connect(self.reload)
        dialog.open()
        return dialog

    def _on_opened(self, letter: Letter) -> None:
        self.bench.background.tell_changed(self.module)
        self.tell(_("已解密并核对：由“{signer}”签名发出。送达回执已排入发送。").format(signer=letter.signed_by))

    def _on_signed(self, _none: None) -> None:
        self.bench.background.tell_changed(self.module)
        self.tell(_("已签收，回执已排入发送。"))

    def _show_all(self, items: list[ReceivedItem]) -> None:
        self._items = {item.consignment.id: item for item in items}
        self.list.show_entries([_entry(item) for item in items])
        self.body.setCurrentIndex(1 if items else 0)
        if items and not self.list.key:
            self.list.choose(items[0].consignment.id)
        else:
            self._show_item(self.list.key)

    def _show_item(self, key: str) -> None:
        item = self._items.get(key)
        if item is None:
            return
        letter = item.letter
        good = letter is not None and not letter.problem
        self.stack.setCurrentIndex(1 if good else 0)
        self.title.setText(
            letter.title if letter and good else _("来自“{sender}”的公文").format(sender=item.sender_name)
        )
        self.about.setText(_about(item))
        self._show_problem(letter)
        self._show_deeds(item, good)
        if letter is not None and good:
            self._show_letter(letter)

    def _show_problem(self, letter: Letter | None) -> None:
        self.problem.setVisible(letter is not None and bool(letter.problem))
        if letter is not None and letter.problem:
            sentence = self.bench.explain(as_error(letter.problem, letter.facts))
            self.problem.show_words(Tone.BAD, _("没有打开"), sentence)

    def _show_deeds(self, item: ReceivedItem, good: bool) -> None:
        may, online = self.bench.actor.may(RECEIVE), counter_of(self.bench) is not None
        self.open.setEnabled(may and online)
        self.closed.say(
            _("公文是加密的，输入 PIN 码后在本机解密，并核对发文单位和印章。")
            if may
            else _("您没有收文权限，请收文人员办理。")
        )
        self.sign.setVisible(good and item.signed_for_at is None)
        self.sign.setEnabled(may and online)
        if item.signed_for_at is not None:
            self.state.setText(_("已于 {time} 签收").format(time=when(item.signed_for_at)))
        else:
            self.state.setText(_("核对无误后签收。") if good else "")

    def _show_letter(self, letter: Letter) -> None:
        names = [file.name for file in letter.files]
        if self._shown[0] == letter.id and self._shown[1] in names:
            return
        empty_out(self.files)
        self._file_buttons = QButtonGroup(self)
        for file in letter.files:
            self._add_file(letter, file)
        if letter.files:
            self._file_buttons.buttons()[0].setChecked(True)
            self._show_file(letter, letter.files[0])

    def _add_file(self, letter: Letter, file: KeptFile) -> None:
        made = button(file.name.rpartition(".")[2].upper() or file.name, does=lambda: self._show_file(letter, file))
        made.setCheckable(True)
        made.setAccessibleName(file.name)
        made.setToolTip(file.name)
        self._file_buttons.addButton(made)
        self.files.addWidget(made)

    def _show_file(self, letter: Letter, file: KeptFile) -> None:
        self._shown = (letter.id, file.name)
        files, digest = self.bench.files, file.digest
        self.view.show_file(file.name, lambda: files.get(digest))

    # Looks

    def _lay_out(self) -> None:
        head = QWidget()
        line = row(column(self.title, self.about, gap=0.4), self.state, self.sign, gap=2)
        line.setStretch(0, 1)
        head.setLayout(column(line, self.problem, gap=1, margin=1.6))
        letter = QWidget()
        self.view.head.insertLayout(0, self.files)
        letter.setLayout(column(self.view, gap=0))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.closed)
        self.stack.addWidget(letter)
        right = QWidget()
        whole_right = column(head, self.stack, gap=0)
        whole_right.setStretch(1, 1)
        right.setLayout(whole_right)
        side = frame("side", column(self.list, gap=0))
        whole = side_by_side((side, 18), (right, 60), grows=1)
        self.body = QStackedWidget()
        self.body.addWidget(
            Empty("inbox", _("还没有收到公文"), _("别的单位发来的公文会自动出现在这里；按 F5 立即检查。"))
        )
        self.body.addWidget(whole)
        inner = column(*self.told(), self.body, gap=0)
        inner.setStretch(2, 1)
        self.setLayout(inner)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_item)
        self.view.failed.connect(self.tell_failure)


def _about(item: ReceivedItem) -> str:
    letter, known = item.letter, item.consignment
    parts = [
        letter.number if letter else "",
        letter.secrecy if letter else "",
        _("发文单位 {sender}").format(sender=item.sender_name) if letter and letter.title else "",
        _("{time} 收到").format(time=when(known.stored_at)),
        _("收文截止 {time}").format(time=when(known.expires_at)),
    ]
    return " · ".join(part for part in parts if part)


def _entry(item: ReceivedItem) -> Entry:
    letter = item.letter
    title = letter.title if letter and letter.title else _("未打开的公文")
    detail = f"{short_time(item.consignment.stored_at)} · {item.sender_name}"
    badge, tone = _badge(item)
    return Entry(item.consignment.id, title, detail, badge, tone, fresh=letter is None)


def _badge(item: ReceivedItem) -> tuple[str, Tone]:
    if item.letter is None:
        return _("未打开"), Tone.NOTICE
    if item.letter.problem:
        return _("不可信"), Tone.BAD
    if item.signed_for_at is None:
        return _("待签收"), Tone.PLAIN
    return _("已签收"), Tone.GOOD
