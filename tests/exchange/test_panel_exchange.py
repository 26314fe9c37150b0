"""Sending and receiving on the desk, while the server is away: everything waits, nothing is lost."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.modules import MODULES
from documents.panel.drafts import Drafts
from exchange import store
from exchange.commands import SEND
from exchange.errands import Counter
from exchange.model import Consignment, ConsignmentId, Progress, Step
from exchange.panel.in_tray import InTray
from exchange.panel.offices import overall
from exchange.panel.out_tray import OutTray
from exchange.panel.send_dialog import SendDialog
from exchange.panel.to_send import ToSend
from exchange.store import CONSIGNMENTS
from office.actor import Actor, PersonId, UnitId
from office.crypto.chains import Anchors
from office.database import Database
from office.files.folder import FileStore
from office.ids import new_id
from office.modules import all_handlers, all_kinds
from office.people.model import Unit
from office.sync.client import Client
from office.sync.replica import Replica
from office.ui.banner import Tone
from office.ui.panel import Bench
from seals.panel.pin import PinDialog
from seals.panel.register import Register
from seals.panel.sealing import Sealing
from tests import panels
from tests.office.pki import NOW
from tests.panels import ALL, FINANCE, NAMES, OFFICE, PIN, QUIET, TRUST

pytestmark = QUIET
NOBODY = "http://127.0.0.1:9"  # no server answers there


def counter_over(database: Database, folder: Path, actor: Actor, client: Client) -> Counter:
    replica = Replica(all_handlers(MODULES), all_kinds(MODULES))
    return Counter(database, FileStore(folder / "files"), replica, client, actor, Anchors(TRUST.pdf_roots))


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path, database: Database, at_once: Executor) -> Iterator[Bench]:
    """A desk that knows its server, which does not answer."""
    panels.dress(qapp)
    with Client(NOBODY) as client:
        bench = panels.make_bench(
            tmp_path, database, at_once, counter=lambda actor: counter_over(database, tmp_path, actor, client)
        )
        yield bench
        bench.background.close()


def give_pin(dialog: PinDialog | None, pin: str = PIN) -> PinDialog:
    assert dialog is not None
    dialog.pin.setText(pin)
    dialog.submit()
    return dialog


@pytest.fixture
def to_send(bench: Bench, qtbot: QtBot) -> ToSend:
    """The panel with the real notice in it, sealed."""
    register, drafts, sealing = Register(bench), Drafts(bench), Sealing(bench)
    for other in (register, drafts, sealing):
        qtbot.addWidget(other)
    register.form.unit.setCurrentText(NAMES[OFFICE])
    register.form.draw_now()
    give_pin(register.ask_pin())
    panels.typeset_draft(drafts)
    give_pin(sealing.ask_pin())
    panel = ToSend(bench)
    qtbot.addWidget(panel)
    return panel


def asking(panel: ToSend) -> PinDialog:
    """The dialog that stands open."""
    dialogs: Iterable[PinDialog] = panel.findChildren(PinDialog)
    return list(dialogs)[-1]


def send_to(to_send: ToSend, *units: UnitId) -> None:
    dialog = to_send.ask_recipients()
    assert dialog is not None
    for unit in units:
        dialog.choose(unit)
    dialog.accept()
    give_pin(asking(to_send))


def test_a_sealed_document_waits_to_be_sent_with_its_verdict(to_send: ToSend) -> None:
    assert to_send.list.count() == 1
    assert to_send.view.viewed is not None
    assert to_send.view.viewed.verdict.outcome == "intact"
    assert to_send.send.isEnabled()


def test_sending_without_the_server_queues_and_says_so(to_send: ToSend, bench: Bench, qtbot: QtBot) -> None:
    tray = OutTray(bench)
    qtbot.addWidget(tray)
    with qtbot.waitSignal(to_send.sent):
        send_to(to_send, FINANCE)

    assert "联网后自动发出" in to_send.notice.text()
    assert tray.list.count() == 1
    row = tray.progress.row(tray.progress.index(0, 0))
    assert (row.name, row.step) == (NAMES[FINANCE], Step.QUEUED)
    assert tray.title.text().startswith("福建省人民政府办公厅")


def test_a_wrong_pin_sends_nothing(to_send: ToSend, database: Database) -> None:
    dialog = to_send.ask_recipients()
    assert dialog is not None
    dialog.choose(FINANCE)
    dialog.accept()
    pin = give_pin(asking(to_send), "987654")

    assert "不正确" in pin.notice.text()
    with database.reading() as connection:
        assert store.sent(connection, OFFICE) == []


def test_who_may_not_send_is_told_so(
    qapp: QApplication, tmp_path: Path, database: Database, at_once: Executor, qtbot: QtBot
) -> None:
    bench = panels.make_bench(tmp_path, database, at_once, ALL - {SEND})
    panel = ToSend(bench)
    qtbot.addWidget(panel)

    assert not panel.send.isEnabled()
    assert "没有发文权限" in panel.say.text()
    bench.background.close()


def dialog_over(qtbot: QtBot) -> SendDialog:
    units = [panels.directory(FINANCE), Unit(UnitId("new"), "青山县新设局")]
    dialog = SendDialog("通知", units, date(2026, 3, 2))
    qtbot.addWidget(dialog)
    return dialog


def test_recipients_are_ticked_counted_and_filtered(qapp: QApplication, qtbot: QtBot) -> None:
    dialog = dialog_over(qtbot)
    assert not dialog.go.isEnabled()
    dialog.choose(FINANCE)
    assert dialog.go.isEnabled()
    assert dialog.addressed().recipients == (FINANCE,)
    assert dialog.addressed().expires_at > NOW + timedelta(days=29)
    dialog.filter.setText("新设")
    assert dialog.units.item(0).isHidden()
    assert dialog.addressed().recipients == (FINANCE,)  # out of sight is not out of the list
    dialog.choose(FINANCE, on=False)
    assert not dialog.go.isEnabled()


def test_a_unit_without_a_certificate_cannot_be_ticked(qapp: QApplication, qtbot: QtBot) -> None:
    item = dialog_over(qtbot).units.item(1)

    assert "没有加密证书" in item.text()
    assert not item.flags() & Qt.ItemFlag.ItemIsEnabled


def arrived(database: Database, sender: UnitId = FINANCE) -> ConsignmentId:
    """A consignment for the office that the server told of."""
    id_ = ConsignmentId(new_id())
    told = Consignment(id_, sender, PersonId("wang"), (OFFICE,), "a" * 64, 1000, NOW, NOW, NOW + timedelta(days=30))
    with database.transaction() as connection:
        CONSIGNMENTS.put(connection, [told])
    return id_


def test_what_came_is_listed_closed_and_offers_to_be_opened(bench: Bench, database: Database, qtbot: QtBot) -> None:
    id_ = arrived(database)
    tray = InTray(bench)
    qtbot.addWidget(tray)

    assert tray.list.key == id_
    assert tray.waiting == 1
    assert NAMES[FINANCE] in tray.title.text()
    assert tray.open.isEnabled()
    assert tray.sign.isHidden()


def test_opening_while_the_server_is_away_is_explained_in_the_dialog(
    bench: Bench, database: Database, qtbot: QtBot
) -> None:
    arrived(database)
    tray = InTray(bench)
    qtbot.addWidget(tray)
    dialog = give_pin(tray.ask_open_pin())

    assert "服务器" in dialog.notice.text()
    assert dialog.isVisible()


def test_an_empty_tray_says_what_will_come(bench: Bench, qtbot: QtBot) -> None:
    tray = InTray(bench)
    qtbot.addWidget(tray)

    assert tray.body.currentIndex() == 0
    assert tray.ask_open_pin() is None
    assert tray.ask_sign_pin() is None


@pytest.mark.parametrize(
    ("steps", "words", "tone"),
    [
        ((Step.QUEUED,), "待发送", Tone.NOTICE),
        ((Step.STORED, Step.SIGNED_FOR), "1/2 已签收", Tone.PLAIN),
        ((Step.SIGNED_FOR, Step.SIGNED_FOR), "已签收", Tone.GOOD),
        ((Step.DELIVERED, Step.STORED), "已发送", Tone.PLAIN),
        ((Step.REFUSED,), "未发出", Tone.BAD),
        ((), "", Tone.QUIET),
    ],
)
def test_the_whole_is_as_far_as_its_slowest(steps: tuple[Step, ...], words: str, tone: Tone) -> None:
    assert overall(tuple(Progress(UnitId("u"), "u", step, NOW) for step in steps)) == (words, tone)
