"""What goes wrong in an office, met in the windows and on the command line: a plain sentence, and nothing is lost."""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desk import cli
from desk.demo_office import CLERK, KEEPER, RECEIVER, SENDING, Office
from desk.demo_office import NAMES as DEMO_NAMES
from desk.demo_office import PIN as DEMO_PIN
from desk.folder import DeskFolder
from desk.opening import Entrance
from documents import store
from documents.model.official import DraftId
from documents.model.pages import Element, Picture
from documents.model.record import Draft
from documents.panel.drafts import Drafts
from documents.panel.pages import LayoutPages
from documents.panel.unsaved import UnsavedDialog
from office.clock import now
from office.crypto.token import Purpose
from office.database import Database
from office.files.atomic import write_atomically
from office.fonts.library import Library
from office.modules import all_sentences
from office.sync.errors import ServerCannotWrite
from office.ui.panel import Bench
from office.words import explain
from seals.devices.key_file import open_key_folder
from seals.formats.picture import draw_seal
from seals.formats.ses import make_seal
from seals.model import SealSpec
from seals.panel.pin import PinDialog
from seals.panel.register import MAKER, Register
from seals.panel.sealing import Sealing
from server.modules import MODULES
from tests import panels
from tests.documents.word_files import cell, docx, p, relationships, row, table
from tests.panels import DRAFT, OFFICE, PIN, QUIET
from tests.small_disk import LimitedFiles, SmallDisk, small_disk
from tests.stories.plain import check_plain
from tests.stories.workplace import ROOT, ServerProcess, Site, found_office

pytestmark = QUIET

HEAD = p("某市人民政府关于做好防汛工作的通知", '<w:jc w:val="center"/>') + p("各县（市、区）人民政府：")
TAIL = p("某市人民政府", '<w:jc w:val="right"/>') + p("2026年3月1日", '<w:jc w:val="right"/>')
TEXT = p("　　现将有关事项通知如下。")
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
NOTICE = DRAFT.read_bytes()
TYPED = "正在打的一句话，不能丢。"

BAD_DRAFTS = {
    "damaged": (NOTICE[: len(NOTICE) // 2], "已损坏"),
    "no bytes": (b"", "没有文字"),
    "no words": (docx(p("　 ")), "没有文字"),
    "encrypted": (OLE + "EncryptionInfoEncryptedPackage".encode("utf-16-le"), "打开密码"),
    "with macros": (docx(TEXT, {"word/vbaProject.bin": b"\xd0\xcf"}), "宏"),
    "old": (OLE + "WordDocument".encode("utf-16-le"), "旧格式"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "不是 Word 文稿"),
}


def drawing(data: bytes, width: float, height: float) -> bytes:
    """A draft with one picture of so many millimetres."""
    inline = (
        f'<w:p><w:r><w:drawing><wp:inline><wp:extent cx="{round(width * 36000)}" cy="{round(height * 36000)}"/>'
        '<a:graphic><a:graphicData><a:blip r:embed="rId9"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
        "</w:r></w:p>"
    )
    links: dict[str, str | bytes] = {
        "word/_rels/document.xml.rels": relationships(("rId9", "image", "media/a.png")),
        "word/media/a.png": data,
    }
    return docx(HEAD + TEXT + inline + TAIL, links)


def png() -> bytes:
    target = BytesIO()
    Image.new("RGB", (600, 200), (200, 30, 30)).save(target, "PNG")
    return target.getvalue()


MISFITS = {
    "a wide picture": (drawing(png(), 400, 100), "比版心大"),
    "a tall picture": (drawing(png(), 100, 900), "比版心大"),
    "a picture nobody can read": (drawing(png()[:60], 100, 50), "无法读取"),
    "a table of forty columns": (
        docx(HEAD + table(*[row(*[cell(f"第{n}列的数字") for n in range(40)])] * 3, widths=(3000,) * 40) + TAIL),
        "表格放不下",
    ),
    "a character that no font has": (docx(HEAD + p("　　怪字：\U0002ffff。") + TAIL), "字库里没有"),
}


@pytest.fixture
def drafts(desk_bench: Bench, qtbot: QtBot) -> Drafts:
    """The panel with the real notice open, and something typed that was not saved."""
    panel = Drafts(desk_bench)
    qtbot.addWidget(panel)
    panel.resize(1200, 800)
    return panel


@pytest.fixture
def desk_bench(qapp: QApplication, tmp_path: Path, database: Database, at_once: Executor) -> Iterator[Bench]:
    panels.dress(qapp)
    bench = panels.make_bench(tmp_path, database, at_once)
    yield bench
    bench.background.close()


def type_note(panel: Drafts, text: str = TYPED) -> None:
    field = panel.editor.form.editor(Element.NOTE)
    assert isinstance(field, QLineEdit)
    field.setText(text)


def kept(database: Database) -> list[Draft]:
    with database.reading() as connection:
        return [store.draft(connection, DraftId(entry.id)) for entry in store.drafts_of(connection, OFFICE)]


def remarks(panel: Drafts) -> list[str]:
    """Every sentence of the list of what to look at."""
    labels: Iterable[QLabel] = panel.editor.points.findChildren(QLabel)
    return [label.text() for label in labels]


def run(*arguments: str | Path, pin: str = "") -> "subprocess.CompletedProcess[str]":
    """The command line as a process of its own."""
    command = [sys.executable, "-m", "desk", *map(str, arguments)]
    return subprocess.run(command, input=pin, capture_output=True, cwd=ROOT, timeout=60, check=False, encoding="utf-8")


# drafts that cannot be read


@pytest.mark.parametrize("name", BAD_DRAFTS)
def test_a_bad_draft_is_explained_in_the_window_and_the_open_one_stays(
    name: str, drafts: Drafts, database: Database, tmp_path: Path
) -> None:
    drafts.open_file(DRAFT)
    type_note(drafts)
    data, words = BAD_DRAFTS[name]
    path = tmp_path / "来稿.docx"
    path.write_bytes(data)
    drafts.open_file(path)

    check_plain(drafts.notice.text())
    assert words in drafts.notice.text()
    assert drafts.editor.document().note == TYPED
    assert [draft.document.note for draft in kept(database)] == [TYPED]


@pytest.mark.parametrize("name", BAD_DRAFTS)
def test_a_bad_draft_is_explained_on_the_command_line_and_nothing_is_written(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, words = BAD_DRAFTS[name]
    path = tmp_path / "来稿.docx"
    path.write_bytes(data)

    assert cli.main(["typeset", str(path), "--output", str(tmp_path / "out")]) == cli.REFUSED
    said = capsys.readouterr()
    check_plain(said.err)
    assert words in said.err
    assert said.out == ""
    assert not (tmp_path / "out").exists()
    assert path.read_bytes() == data


# what the page has no room or no glyph for


@pytest.mark.parametrize("name", MISFITS)
def test_what_does_not_fit_is_told_in_the_window(name: str, drafts: Drafts, tmp_path: Path, qtbot: QtBot) -> None:
    data, words = MISFITS[name]
    path = tmp_path / "来稿.docx"
    path.write_bytes(data)
    drafts.open_file(path)

    found = [sentence for sentence in remarks(drafts) if words in sentence]
    assert found
    check_plain(found[0])
    drafts.make_files()
    assert "已生成" in drafts.notice.text()


@pytest.mark.parametrize("name", MISFITS)
def test_what_does_not_fit_is_told_on_the_command_line(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, words = MISFITS[name]
    path = tmp_path / "来稿.docx"
    path.write_bytes(data)

    assert cli.main(["typeset", str(path), "--output", str(tmp_path), "--built-in-fonts"]) == 0
    said = capsys.readouterr().err
    check_plain(said)
    assert words in said
    assert {file.suffix for file in tmp_path.iterdir()} == {".docx", ".pdf", ".ofd"}


@pytest.mark.parametrize("name", ["a wide picture", "a tall picture"])
def test_a_picture_that_does_not_fit_stands_whole_on_its_page(name: str, drafts: Drafts, tmp_path: Path) -> None:
    path = tmp_path / "来稿.docx"
    path.write_bytes(MISFITS[name][0])
    drafts.open_file(path)
    pages = drafts.pages.canvas.source
    assert isinstance(pages, LayoutPages)
    [place] = [mark.transform for page in pages._layout.pages for mark in page.marks if isinstance(mark, Picture)]

    assert place.a <= 156.01
    assert place.d <= 225.01
    assert place.e >= 0
    assert place.f + place.d <= 297


# a wrong PIN


@pytest.fixture
def sealing(drafts: Drafts, desk_bench: Bench, qtbot: QtBot) -> Sealing:
    register = Register(desk_bench)
    qtbot.addWidget(register)
    register.form.unit.setCurrentText(panels.NAMES[OFFICE])
    register.form.draw_now()
    give_pin(register.ask_pin())
    panels.typeset_draft(drafts)
    panel = Sealing(desk_bench)
    qtbot.addWidget(panel)
    return panel


def give_pin(dialog: PinDialog | None, pin: str = PIN) -> PinDialog:
    assert dialog is not None
    dialog.pin.setText(pin)
    dialog.submit()
    return dialog


def test_a_wrong_pin_is_explained_and_the_right_one_still_seals(sealing: Sealing) -> None:
    dialog = give_pin(sealing.ask_pin(), "不是这个")
    check_plain(dialog.notice.text())
    assert "PIN" in dialog.notice.text()
    assert dialog.pin.text() == ""
    assert sealing.put.isEnabled()

    give_pin(dialog)
    assert not sealing.put.isEnabled()
    assert "已于" in sealing.state.text()


def test_a_lost_key_file_is_explained_where_the_pin_is_asked(sealing: Sealing) -> None:
    dialog = sealing.ask_pin()
    assert dialog is not None
    dialog._keys = lambda: {}
    give_pin(dialog)

    check_plain(dialog.notice.text())


# a full disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("no small disk can be had on this system")
        yield disk


@pytest.fixture
def disk_bench(disk: SmallDisk, qapp: QApplication, at_once: Executor) -> Iterator[Bench]:
    """A desk whose folder, records and files lie on the small disk."""
    panels.dress(qapp)
    database = Database(f"sqlite:///{disk.path}/office.db")
    database.create()
    bench = panels.make_bench(disk.path, database, at_once)
    yield bench
    bench.background.close()
    database.close()


@pytest.fixture
def cramped(disk_bench: Bench, qtbot: QtBot) -> Drafts:
    """The drafts of that desk, with the real notice open."""
    panel = Drafts(disk_bench)
    qtbot.addWidget(panel)
    panel.resize(1200, 800)
    panel.open_file(DRAFT)
    return panel


def check_says_full(said: str, disk: SmallDisk) -> None:
    check_plain(said)
    assert "磁盘" in said
    if not isinstance(disk, LimitedFiles):
        assert "磁盘已满" in said
        assert "腾出" in said


def asked(panel: Drafts) -> UnsavedDialog:
    """The question whether to leave without saving."""
    found: Iterable[UnsavedDialog] = panel.findChildren(UnsavedDialog)
    [dialog] = found
    return dialog


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and path.name != "filler")


def test_a_full_disk_keeps_what_was_typed_until_there_is_room(cramped: Drafts, disk: SmallDisk) -> None:
    type_note(cramped)
    disk.fill()
    cramped.save()
    check_says_full(cramped.notice.text(), disk)
    assert cramped.editor.document().note == TYPED
    assert cramped.save_button.isEnabled()
    assert "未保存" in cramped.state.text()

    disk.free()
    cramped.save()
    assert "已保存" in cramped.state.text()
    [draft] = kept(cramped.bench.background._database)
    assert (draft.version, draft.document.note) == (2, TYPED)


@pytest.mark.parametrize(
    "deed",
    [lambda panel: panel.new_draft(), lambda panel: panel.open_file(DRAFT)],
    ids=["a new draft", "another file"],
)
def test_nothing_else_is_shown_over_a_draft_that_cannot_be_saved(
    cramped: Drafts, disk: SmallDisk, deed: Callable[[Drafts], None]
) -> None:
    type_note(cramped)
    disk.fill()
    deed(cramped)

    check_says_full(cramped.notice.text(), disk)
    assert cramped.editor.document().note == TYPED
    disk.free()
    deed(cramped)
    assert TYPED in {draft.document.note for draft in kept(cramped.bench.background._database)}
    assert cramped.editor.document().note != TYPED


def test_the_window_does_not_close_over_a_draft_that_cannot_be_saved(cramped: Drafts, disk: SmallDisk) -> None:
    cramped.show()
    type_note(cramped)
    disk.fill()
    assert not cramped.may_leave()
    dialog = asked(cramped)
    check_says_full(dialog.why.text(), disk)
    dialog.stay.click()
    assert cramped.editor.document().note == TYPED

    disk.free()
    assert cramped.may_leave()
    [draft] = kept(cramped.bench.background._database)
    assert draft.document.note == TYPED


def test_who_would_rather_lose_the_changes_may_close(cramped: Drafts, disk: SmallDisk) -> None:
    cramped.show()
    type_note(cramped)
    disk.fill()
    cramped.may_leave()
    dialog = asked(cramped)
    dialog.give_up.click()

    assert not cramped.isVisible()
    assert cramped.may_leave()
    disk.free()


def test_files_that_the_disk_does_not_take_leave_nothing_half_made(cramped: Drafts, disk: SmallDisk) -> None:
    before = leftovers(disk.path / "files")
    disk.fill()
    cramped.make_files()
    check_says_full(cramped.notice.text(), disk)
    assert leftovers(disk.path / "files") == before

    disk.free()
    cramped.make_files()
    assert "已生成" in cramped.notice.text()


def test_making_files_of_a_draft_that_cannot_be_saved_says_that(cramped: Drafts, disk: SmallDisk) -> None:
    type_note(cramped)
    disk.fill()
    cramped.make_files()
    check_says_full(cramped.notice.text(), disk)
    assert cramped.editor.document().note == TYPED
    disk.free()


def test_a_seal_for_which_there_is_no_room_leaves_the_document_unsealed(
    cramped: Drafts, disk: SmallDisk, qtbot: QtBot
) -> None:
    bench = cramped.bench
    register = Register(bench)
    qtbot.addWidget(register)
    register.form.unit.setCurrentText(panels.NAMES[OFFICE])
    register.form.draw_now()
    give_pin(register.ask_pin())
    cramped.make_files()
    panel = Sealing(bench)
    qtbot.addWidget(panel)
    before = leftovers(disk.path / "files")
    disk.fill()
    dialog = give_pin(panel.ask_pin())
    check_says_full(dialog.notice.text(), disk)
    assert panel.put.isEnabled()
    assert leftovers(disk.path / "files") == before

    disk.free()
    give_pin(dialog)
    assert "已于" in panel.state.text()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Office]:
    """A founded office; its clerk has the unit's seal at hand."""
    folder = tmp_path_factory.mktemp("template") / "office"
    office = found_office(folder)
    maker = office.places[KEEPER].folder.path / "keys" / MAKER
    token = open_key_folder({Purpose.SEAL: maker.read_bytes()}, DEMO_PIN)
    holder = next(unit for unit in office.founding.units if unit.id == SENDING)
    spec, at = SealSpec(DEMO_NAMES[SENDING], diameter=50), now()
    image, end = draw_seal(spec, Library.built_in()), at.replace(year=at.year + 1)
    seal = make_seal(spec, "seal-1", image, token, (holder.seal,), at, at, end)
    write_atomically(office.places[CLERK].folder.seals / "seal-1.esl", seal)
    return folder, office


@pytest.fixture(scope="module")
def typeset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("typeset")
    done = run("typeset", DRAFT, "--output", folder, "--built-in-fonts")
    assert done.returncode == 0, done.stderr
    return folder


def test_typesetting_onto_a_full_disk_is_explained_and_leaves_nothing(disk: SmallDisk) -> None:
    disk.fill()
    done = run("typeset", DRAFT, "--output", disk.path, "--built-in-fonts")

    assert done.returncode == cli.REFUSED
    check_says_full(done.stderr, disk)
    assert done.stdout == ""
    assert leftovers(disk.path) == []
    disk.free()
    assert run("typeset", DRAFT, "--output", disk.path, "--built-in-fonts").returncode == 0


@pytest.mark.parametrize("suffix", [".pdf", ".ofd"])
def test_sealing_onto_a_full_disk_keeps_the_file_and_leaves_no_half_one(
    suffix: str, disk: SmallDisk, typeset: Path, template: tuple[Path, Office]
) -> None:
    source = disk.path / f"通知{suffix}"
    source.write_bytes((typeset / f"draft{suffix}").read_bytes())
    before = source.read_bytes()
    disk.fill()
    done = run("seal", source, "--desk", template[0] / CLERK, pin=f"{DEMO_PIN}\n")

    assert done.returncode == cli.REFUSED
    check_says_full(done.stderr, disk)
    assert leftovers(disk.path) == [source.name]
    assert source.read_bytes() == before
    disk.free()
    assert run("seal", source, "--desk", template[0] / CLERK, pin=f"{DEMO_PIN}\n").returncode == 0
    assert leftovers(disk.path) == [source.name, f"通知（已盖章）{suffix}"]


def test_a_wrong_pin_on_the_command_line_is_explained_and_nothing_is_written(
    typeset: Path, template: tuple[Path, Office], tmp_path: Path
) -> None:
    output = tmp_path / "sealed.pdf"
    done = run("seal", typeset / "draft.pdf", "--desk", template[0] / CLERK, "--output", output, pin="000000\n")

    assert done.returncode == cli.REFUSED
    check_plain(done.stderr)
    assert "PIN" in done.stderr
    assert leftovers(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full to write to")
def test_a_verdict_that_cannot_be_written_out_is_not_taken_for_another(typeset: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "desk", "verify", str(typeset / "draft.pdf")]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, timeout=60, check=False)

    assert done.returncode == cli.REFUSED
    check_plain(done.stderr.decode())


def test_a_terminal_without_chinese_characters_ends_no_command(typeset: Path) -> None:
    command = [sys.executable, "-m", "desk", "verify", str(typeset / "draft.pdf")]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=60, check=False, env=environment)

    assert (done.returncode, done.stderr) == (4, b"")


def test_a_bug_is_told_by_its_code_and_its_report_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("desk.cli.default_folder", lambda: tmp_path)
    monkeypatch.setattr("desk.cli_files.read_file", lambda *_: 5)  # a bug, for once on purpose

    assert cli.main(["typeset", str(DRAFT), "--output", str(tmp_path / "out")]) == cli.REFUSED
    said = capsys.readouterr().err
    [report] = (tmp_path / "crashes").iterdir()
    assert report.stem in said
    assert "Traceback" not in said
    assert "Traceback" in report.read_text(encoding="utf-8")


def test_the_end_of_the_input_at_the_pin_is_no_crash(
    typeset: Path, template: tuple[Path, Office], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))

    assert cli.main(["seal", str(typeset / "draft.pdf"), "--desk", str(template[0] / CLERK)]) == cli.REFUSED
    check_plain(capsys.readouterr().err)


# the server's full disk, and the server away


@pytest.mark.usefixtures("qapp")
def test_a_server_without_room_says_so_and_takes_the_document_once_there_is(
    template: tuple[Path, Office], disk: SmallDisk, tmp_path: Path
) -> None:
    if isinstance(disk, LimitedFiles):
        pytest.skip("the server is another process, which this one's limits do not bind")
    shutil.copytree(template[0], tmp_path / "office", ignore=shutil.ignore_patterns("server"))
    shutil.copytree(template[0] / "server", disk.path / "server")
    site = Site(tmp_path / "office", ServerProcess(disk.path / "server"))
    sender = site.desk(CLERK)
    sender.sync()
    disk.fill()
    consignment = sender.send(bytes(range(256)) * 8000)
    with pytest.raises(ServerCannotWrite) as told:
        sender.sync()
    said = explain(told.value, all_sentences(MODULES))
    check_plain(said)
    assert "已保存在本机" in said
    assert str(disk.path) not in said
    assert [item.id for item in sender.sent()] == [consignment]

    disk.free()
    sender.sync()
    sender.sync()
    [(item, letter)] = site.receive_all()
    assert item.consignment.id == consignment
    assert letter.files[0].size == 256 * 8000
    sender.close()
    assert "磁盘已满" in site.server.stop()


def entrance(folder: DeskFolder, qtbot: QtBot) -> Entrance:
    window = Entrance(folder, lambda _desk: None)
    qtbot.addWidget(window)
    window.password.setText(DEMO_PIN)
    window.submit()
    qtbot.waitUntil(lambda: bool(window.notice.text()), timeout=20_000)
    return window


@pytest.fixture
def own_desk(template: tuple[Path, Office], tmp_path: Path) -> DeskFolder:
    shutil.copytree(template[0] / RECEIVER, tmp_path / "desk")
    folder = DeskFolder(tmp_path / "desk")
    template[1].tell_server("http://127.0.0.1:9")  # no server answers there
    folder.remember(template[1].places[RECEIVER].folder.identity())
    return folder


def test_signing_in_while_the_server_is_away_says_what_to_do(
    own_desk: DeskFolder, qapp: QApplication, qtbot: QtBot
) -> None:
    panels.dress(qapp)
    window = entrance(own_desk, qtbot)

    check_plain(window.notice.text())
    assert "连不上服务器" in window.notice.text()
    window._work.close()
    window._database.close()


def test_a_desk_whose_records_are_damaged_says_so_at_the_door(
    own_desk: DeskFolder, template: tuple[Path, Office], tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    panels.dress(qapp)
    shutil.copytree(template[0] / "server", tmp_path / "server")
    server = ServerProcess(tmp_path / "server")
    template[1].tell_server(server.url)
    own_desk.remember(template[1].places[RECEIVER].folder.identity())
    (own_desk.path / "replica.db").write_bytes(b"no database at all" * 500)
    window = entrance(own_desk, qtbot)

    check_plain(window.notice.text())
    assert "已损坏" in window.notice.text()
    assert (own_desk.path / "replica.db").read_bytes().startswith(b"no database")
    window._work.close()
    window._database.close()
    server.stop()


def test_a_desk_folder_that_is_none_is_explained(tmp_path: Path) -> None:
    done = run("desk", "--folder", tmp_path)
    assert done.returncode == cli.REFUSED
    check_plain(done.stderr)

    (tmp_path / "desk.json").write_text("{", encoding="utf-8")
    done = run("desk", "--folder", tmp_path)
    assert done.returncode == cli.REFUSED
    check_plain(done.stderr)


def test_a_server_that_cannot_begin_says_why(tmp_path: Path, template: tuple[Path, Office]) -> None:
    done = run("serve", "--data", DRAFT / "server")
    assert done.returncode == cli.REFUSED
    check_plain(done.stderr)

    shutil.copytree(template[0] / "server", tmp_path / "server")
    server = ServerProcess(tmp_path / "server")
    done = run("serve", "--data", tmp_path / "server", "--port", str(server.port))
    server.stop()
    assert done.returncode == cli.REFUSED
    check_plain(done.stderr)
    assert "占用" in done.stderr
