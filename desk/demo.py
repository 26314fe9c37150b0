"""The main job, end to end, in the desks' own windows: a real notice goes from a Word draft to another unit's hands.

Three desks on this machine: a seal administrator, a clerk of the sending unit, a receiver; one server beside them.
"""

import shutil
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desk.app import OpenDesk, build_application, show_theme
from desk.demo_office import CLERK, KEEPER, NAMES, PIN, RECEIVER, RECEIVING, SENDING, Place, set_up
from desk.demo_results import save_results
from desk.local_server import LocalServer, found
from desk.opening import Entrance
from desk.stage import Stage
from documents.model.official import Number
from documents.model.pages import Element
from documents.panel.drafts import Drafts
from documents.panel.number_field import NumberField
from exchange.model import Step
from exchange.panel.desk import ExchangeDesk
from office.ui import forms
from seals.panel.desk import SealDesk
from seals.panel.pin import PinDialog
from seals.panel.verify import Verify

DRAFT = Path(__file__).parent / "demo_data" / "draft.docx"
MADE = ("office", "pictures", "documents", "received", "receipts")
COPIES = (
    "省委办公厅、省委各部门，中央驻闽各机构，省军区，各人民团体。\n"
    "省人大常委会办公厅，省政协办公厅，省监委，省法院，省检察院。\n"
    "各民主党派福建省委员会"
)


@dataclass(frozen=True, slots=True)
class Desks:
    keeper: OpenDesk
    clerk: OpenDesk
    receiver: OpenDesk


def run(output: Path, stay_open: bool) -> int:
    """Play it through and write what came of it into ``output``; then leave the desks to the person, or close them."""
    output = output.resolve()
    for name in MADE:
        shutil.rmtree(output / name, ignore_errors=True)
    application = build_application(sys.argv[:1])
    stage = Stage(output / "pictures")
    _say("正在设立演示用的两个单位（密钥、证书、人员）……")
    office = set_up(output / "office")
    found(output / "office" / "server", office.founding)
    with LocalServer(output / "office" / "server") as server:
        office.tell_server(server.url)
        desks = Desks(*(_enter(stage, office.places[login]) for login in (KEEPER, CLERK, RECEIVER)))
        _play(stage, desks)
        seals = office.places[CLERK].folder.seals
        save_results(output, desks.clerk.session, desks.receiver.session, seals)
        _look_again(stage, desks, output)
        _tell(output)
        if stay_open:
            application.exec()
        for desk in (desks.keeper, desks.clerk, desks.receiver):
            desk.close()
        stage.settle()
    return 0


def _enter(stage: Stage, place: Place) -> OpenDesk:
    """Sign in at the desk's own window."""
    opened: list[OpenDesk] = []
    entrance = Entrance(place.folder, opened.append)
    entrance.show()
    entrance.password.setText(place.person.password)
    if place.person.login == CLERK:
        stage.picture(entrance, "01-登录")
    entrance.submit()
    desk = stage.wait("登录", lambda: opened[0] if opened else None)
    stage.wait("同步", lambda: desk.pump.state.online and not desk.pump.state.busy)
    return desk


def _play(stage: Stage, desks: Desks) -> None:
    _make_seal(stage, desks.keeper)
    _draft(stage, desks.clerk)
    _put_seal(stage, desks.clerk)
    _send(stage, desks.clerk)
    _receive(stage, desks.receiver)
    _see_receipts(stage, desks.clerk)


def _make_seal(stage: Stage, desk: OpenDesk) -> None:
    """The seal administrator makes the unit's seal and enters it in the register."""
    _say("印章管理员：制作印章……")
    panel = desk.show_panel("seals")
    assert isinstance(panel, SealDesk)
    register = panel.show_register()
    assert register is not None
    form = register.form
    stage.wait("单位名录", lambda: form.unit.count() == len(NAMES))
    form.unit.setCurrentText(NAMES[SENDING])
    form.name.setText(NAMES[SENDING])
    form.diameter.setValue(50)
    stage.wait("印章样张", lambda: form.drawn and form.wish())
    stage.picture(desk, "02-制作印章")
    _type_pin(stage, register.ask_pin(), "制作印章")
    stage.wait("印章登记", lambda: register.list.count() == 1)
    stage.picture(desk, "03-印章登记")


def _draft(stage: Stage, desk: OpenDesk) -> None:
    """The clerk opens the Word draft, corrects what was recognised, and makes the files."""
    _say("拟稿人：读入 Word 文稿，核对要素，生成版式文件……")
    panel = desk.show_panel("documents")
    assert isinstance(panel, Drafts)
    stage.picture(desk, "04-拟稿（空）")
    panel.open_file(DRAFT)
    stage.wait("读入文稿", lambda: panel.list.count() == 1 and panel.pages.canvas.source)
    _fill_in(panel)
    stage.settle(1.0)
    stage.picture(desk, "05-拟稿")
    panel.save()
    panel.make_files()
    stage.wait("生成版式文件", lambda: "已排版" in panel.state.text())
    stage.picture(desk, "06-已生成版式文件")


def _fill_in(panel: Drafts) -> None:
    """Number, copies and imprint are not in the draft: the clerk types them."""
    form = panel.editor.form
    number, copies = form.editor(Element.NUMBER), form.editor(Element.COPIES_TO)
    printed_by, printed_on = form.editor(Element.PRINTED_BY), form.editor(Element.PRINTED_ON)
    assert isinstance(number, NumberField)
    assert isinstance(copies, QPlainTextEdit)
    assert isinstance(printed_by, QLineEdit)
    assert isinstance(printed_on, forms.DateField)
    number.show_value(Number("闽政办", 2021, 55))
    copies.setPlainText(COPIES)
    printed_by.setText(NAMES[SENDING])
    printed_on.show_value(date(2021, 9, 30))
    panel.editor.changed.emit()


def _put_seal(stage: Stage, desk: OpenDesk) -> None:
    """The clerk sees where the seal will lie, types the PIN, and both files are sealed."""
    _say("用印：PDF（PAdES）和 OFD（GB/T 38540）各盖一枚……")
    desk.pump.sync_now()
    panel = desk.show_panel("seals")
    assert isinstance(panel, SealDesk)
    sealing = panel.show_sealing()
    stage.wait("印章到达", lambda: sealing.put.isEnabled())
    stage.picture(desk, "07-用印之前")
    _type_pin(stage, sealing.ask_pin(), "盖章", "08-输入PIN码")
    stage.wait("用印登记", lambda: not sealing.put.isEnabled() and "用印" in sealing.state.text())
    stage.picture(desk, "09-已用印")


def _send(stage: Stage, desk: OpenDesk) -> None:
    """The clerk chooses the receiving unit; the parcel is signed, encrypted and pushed."""
    _say("发送：签名、加密给收文单位，经同步服务发出……")
    panel = desk.show_panel("exchange")
    assert isinstance(panel, ExchangeDesk)
    to_send = panel.show_to_send()
    stage.wait("待发公文", lambda: to_send.list.count() == 1 and to_send.view.viewed)
    stage.picture(desk, "10-待发")
    dialog = to_send.ask_recipients()
    assert dialog is not None
    dialog.choose(RECEIVING)
    stage.picture(dialog, "11-选择收文单位")
    dialog.accept()
    _type_pin(stage, to_send.findChild(PinDialog), "发送")
    out_tray = panel.show_out_tray()
    stage.wait("发出", lambda: desk.pump.state.waiting == 0 and out_tray.list.count() == 1)


def _receive(stage: Stage, desk: OpenDesk) -> None:
    """The receiver fetches, decrypts, sees the verdict, and signs for it."""
    _say("收文人：接收、解密、验章、签收……")
    panel = desk.show_panel("exchange")
    assert isinstance(panel, ExchangeDesk)
    in_tray = panel.show_in_tray()
    desk.pump.sync_now()
    stage.wait("来文", lambda: in_tray.list.count() == 1)
    stage.picture(desk, "12-收到来文")
    _type_pin(stage, in_tray.ask_open_pin(), "打开公文")
    stage.wait("验章", lambda: in_tray.view.viewed and in_tray.sign.isVisible())
    stage.picture(desk, "13-打开与验章")
    _type_pin(stage, in_tray.ask_sign_pin(), "签收")
    stage.wait("签收", lambda: not in_tray.sign.isVisible() and desk.pump.state.waiting == 0)
    stage.picture(desk, "14-已签收")


def _see_receipts(stage: Stage, desk: OpenDesk) -> None:
    """The sender's desk gets the signed receipts and checks them."""
    _say("发文人：收到并核验回执……")
    panel = desk.show_panel("exchange")
    assert isinstance(panel, ExchangeDesk)
    out_tray = panel.show_out_tray()
    desk.pump.sync_now()
    rows = out_tray.progress
    stage.wait("签收回执", lambda: rows.rowCount() == 1 and rows.row(rows.index(0, 0)).step is Step.SIGNED_FOR)
    stage.picture(desk, "15-发文箱与回执")


def _look_again(stage: Stage, desks: Desks, output: Path) -> None:
    """Check the received file as any file is checked, and show the dark look."""
    panel = desks.receiver.show_panel("verify")
    assert isinstance(panel, Verify)
    received = sorted((output / "received").glob("*.pdf"))[0]
    panel.open_file(received)
    stage.wait("查验文件", lambda: panel.view.viewed)
    stage.picture(desks.receiver, "16-验章")
    show_theme("dark")
    stage.picture(desks.receiver, "17-验章（深色）")
    stage.picture(desks.clerk, "18-发文箱（深色）")
    show_theme("light")


def _type_pin(stage: Stage, dialog: PinDialog | None, what: str, picture: str = "") -> None:
    assert dialog is not None, what
    done: list[bool] = []
    dialog.done_well.connect(lambda: done.append(True))
    dialog.pin.setText(PIN)
    if picture:
        stage.picture(dialog, picture)
    dialog.submit()
    stage.wait(what, lambda: bool(done))


def _tell(output: Path) -> None:
    _say(f"\n演示完成，结果在 {output}：")
    for name, what in (
        ("documents", "盖章后的 PDF 和 OFD"),
        ("received", "收文单位收到的副本"),
        ("receipts", "送达和签收回执（签名原件与说明）"),
        ("pictures", "各窗口的截图"),
        ("office", f"三台桌面和服务器的数据；口令和 PIN 码都是 {PIN}"),
    ):
        _say(f"  {name}/  {what}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
