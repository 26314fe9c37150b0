"""印章管理: the register of seals, and making a new one."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtWidgets import QScrollArea, QWidget
from sqlalchemy import Connection

from office.actor import UnitId
from office.crypto.token import Purpose, Token
from office.files.read import read_file
from office.fonts.library import Library
from office.ids import new_id
from office.people import store as people
from office.people.model import Unit
from office.sync.commands import Command
from office.ui import theme
from office.ui.background import Progress
from office.ui.banner import Tone
from office.ui.empty import Empty
from office.ui.entries import Entry, EntryList
from office.ui.panel import Bench, Panel
from office.ui.pieces import button, column, frame, row, side_by_side, words
from office.words import _
from seals import store
from seals.commands import MANAGE, IssueSeal, RestoreSeal, RevokeSeal, SuspendSeal
from seals.formats.picture import draw_seal
from seals.formats.ses import make_seal
from seals.model import SealEntry, Standing
from seals.panel.pin import PinDialog
from seals.panel.seal_form import SealForm, Wish

MAKER = "maker.p12"  # in the desk's keys: the key of the seal maker
_KEY_BYTES = 2**20
_STANDINGS = {Standing.ACTIVE: Tone.GOOD, Standing.SUSPENDED: Tone.NOTICE, Standing.DESTROYED: Tone.BAD}


class Register(Panel):
    module = "seals"
    listens = frozenset({"people"})

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._entries: dict[str, SealEntry] = {}
        self._units: dict[UnitId, Unit] = {}
        self.list = EntryList(_("印章"))
        self.empty = Empty("register", _("还没有印章"), _("在右边填写名称和直径，核对样张后制作第一枚印章。"))
        self.form = SealForm(bench.background, bench.library, bench.now().astimezone().date())
        self.make = button(_("制作印章(&M)"), "seal", self.ask_pin, primary=True)
        self.suspend = button(_("停用(&T)"), does=self._suspend)
        self.restore = button(_("恢复(&R)"), does=self._restore)
        self.scrap = button(_("销毁(&X)"), "delete", self._destroy)
        self._lay_out()
        self._connect()
        self.reload()

    # What others ask of it

    def reload(self) -> None:
        self.read(_load, self._show_all)

    def ask_pin(self) -> PinDialog | None:
        """Ask for the PIN of the maker's key and make the seal; None while the form is not filled in."""
        wish = self.form.wish()
        if wish is None:
            self.tell(_("请填写使用单位、印章名称和有效期。"), Tone.NOTICE)
            return None
        library, at, path = self.bench.library, self.bench.now(), self.bench.folder / "keys" / MAKER
        dialog = PinDialog(
            self.bench,
            _("制作印章"),
            _("将为“{unit}”制作“{name}”。需要制章密钥。").format(unit=wish.unit.name, name=wish.spec.name),
            _("制作(&M)"),
            lambda token, progress: _make(token, progress, wish, library, at),
            self._issue,
            frozenset({Purpose.SEAL}),
            keys=lambda: _maker_key(read_file(path, _KEY_BYTES)),
            parent=self,
        )
        dialog.open()
        return dialog

    # Showing

    def _show_all(self, loaded: tuple[list[SealEntry], list[Unit]]) -> None:
        entries, units = loaded
        self._entries = {entry.id: entry for entry in entries}
        self._units = {unit.id: unit for unit in units}
        names = {unit.id: unit.name for unit in units}
        self.list.show_entries([_line(entry, names) for entry in entries])
        self.list.setVisible(bool(entries))
        self.empty.setVisible(not entries)
        self.form.show_units(units)
        self._show_state()

    def _show_state(self) -> None:
        entry = self._entries.get(self.list.key)
        may = self.bench.actor.may(MANAGE)
        standing = entry.standing if entry else Standing.DESTROYED
        self.suspend.setEnabled(may and standing is Standing.ACTIVE)
        self.restore.setEnabled(may and standing is Standing.SUSPENDED)
        self.scrap.setEnabled(may and standing is not Standing.DESTROYED)
        self.make.setEnabled(may and self.form.wish() is not None)

    # Doing

    def _issue(self, made: IssueSeal) -> None:
        self.submit(made, done=lambda _answer: self.tell(_("印章已制成并登记，使用单位同步后即可用印。")))

    def _suspend(self) -> None:
        self._change(lambda id_: SuspendSeal(id_, _("印章管理员停用")), _("印章已停用。"))

    def _restore(self) -> None:
        self._change(RestoreSeal, _("印章已恢复使用。"))

    def _destroy(self) -> None:
        self._change(lambda id_: RevokeSeal(id_, _("印章管理员销毁")), _("印章已销毁，今后不能再用。"))

    def _change(self, command_of: Callable[[str], Command], told: str) -> None:
        key = self.list.key
        if key:
            self.submit(command_of(key), done=lambda _answer: self.tell(told))

    # Looks

    def _lay_out(self) -> None:
        deeds = row(None, self.suspend, self.restore, self.scrap, gap=1, margin=1)
        left = frame("side", column(self.list, self.empty, frame("foot", deeds), gap=0))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.form)
        self.form.setProperty("look", "page")
        right = QWidget()
        head = words(_("制作印章"), "heading")
        head.setContentsMargins(theme.gap(2), theme.gap(2), 0, 0)
        right.setLayout(column(head, scroll, frame("foot", row(None, self.make, margin=1.2)), gap=1))
        whole = side_by_side((left, 34), (right, 40))
        inner = column(*self.told(), whole, gap=0)
        inner.setStretch(2, 1)
        self.setLayout(inner)

    def _connect(self) -> None:
        self.list.chosen.connect(lambda _key: self._show_state())
        self.form.changed.connect(self._show_state)
        self.form.troubled.connect(self.tell_failure)


def _load(connection: Connection) -> tuple[list[SealEntry], list[Unit]]:
    return store.register(connection), people.all_units(connection)


def _maker_key(data: bytes) -> Mapping[Purpose, bytes]:
    return {Purpose.SEAL: data}


def _make(token: Token, progress: Progress, wish: Wish, library: Library, at: datetime) -> IssueSeal:
    """Draw the picture and have the maker sign the seal."""
    progress.report(0.3, _("正在绘制印章图案……"))
    picture = draw_seal(wish.spec, library)
    progress.report(0.7, _("正在签发印章……"))
    esid = new_id()
    data = make_seal(wish.spec, esid, picture, token, (wish.unit.seal,), at, at, wish.valid_to)
    return IssueSeal(esid, wish.unit.id, wish.spec.diameter, data, wish.spec.kind)


def _line(entry: SealEntry, names: Mapping[UnitId, str]) -> Entry:
    words_ = {Standing.ACTIVE: _("在用"), Standing.SUSPENDED: _("停用"), Standing.DESTROYED: _("已销毁")}
    detail = _("{unit} · {size:g} 毫米 · 至 {day}").format(
        unit=names.get(entry.unit, entry.unit), size=entry.diameter, day=f"{entry.valid_to.astimezone():%Y-%m-%d}"
    )
    return Entry(entry.id, entry.name, detail, words_[entry.standing], _STANDINGS[entry.standing])
