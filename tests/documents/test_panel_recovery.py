"""The draft is never lost: what was typed and not saved is there again after the desk died."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from documents import store
from documents.commands import DiscardDraft, SaveDraft
from documents.errors import CopyDamaged, CopyNotKept
from documents.formats.document_json import write_document
from documents.formats.recovery_json import read_copy, write_copy
from documents.model.official import DraftId, Kind, OfficialDocument, Paragraph
from documents.model.pages import Element
from documents.model.record import Draft, RecoveryCopy
from documents.panel.drafts import Drafts
from documents.panel.recovery_dialog import RecoveryDialog
from documents.panel.recovery_folder import RecoveryFolder
from office.database import Database
from office.errors import Trouble
from office.ids import new_id
from office.ui.panel import Bench
from office.words import explain
from tests import panels
from tests.documents.values import DOCUMENTS
from tests.panels import DRAFT, OFFICE, QUIET
from tests.small_disk import LimitedFiles, SmallDisk, small_disk
from tests.stories.plain import check_plain

pytestmark = QUIET
ROOT = Path(__file__).parent.parent.parent
TYPED = "没有按保存的一句话"
PLAIN = OfficialDocument(Kind.NOTICE, "关于放假的通知", (Paragraph("放假。"),))
COPY = RecoveryCopy(DraftId(new_id()), PLAIN, 3, "ab" * 32)

Start = Callable[[], Drafts]


@pytest.fixture
def start(desk_bench: Bench, qtbot: QtBot) -> Start:
    """The panel of a desk that is started; the one before is simply no more, as if killed."""

    def begin() -> Drafts:
        panel = Drafts(desk_bench)
        qtbot.addWidget(panel)
        panel.resize(1200, 800)
        panel.show()
        return panel

    return begin


def type_note(panel: Drafts, text: str = TYPED) -> None:
    field = panel.editor.form.editor(Element.NOTE)
    assert isinstance(field, QLineEdit)
    field.setText(text)


def kill(panel: Drafts) -> None:
    """End the panel's work where it stands: nothing of it is called any more."""
    Shiboken.delete(panel.recovery)
    panel.hide()


def copies(folder: Path) -> list[Path]:
    return sorted((folder / "recovery").glob("*.json"))


def kept(database: Database) -> list[Draft]:
    with database.reading() as connection:
        return [store.draft(connection, entry.id) for entry in store.drafts_of(connection, OFFICE)]


def offered(panel: Drafts) -> RecoveryDialog | None:
    dialogs: Iterable[RecoveryDialog] = panel.findChildren(RecoveryDialog)
    found = [dialog for dialog in dialogs if dialog.isVisible()]
    assert len(found) <= 1
    return found[0] if found else None


def offer(panel: Drafts, qtbot: QtBot) -> RecoveryDialog:
    qtbot.waitUntil(lambda: offered(panel) is not None)
    dialog = offered(panel)
    assert dialog is not None
    return dialog


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL to send")
def test_a_desk_killed_while_a_clerk_types_without_a_pause_finds_the_words_again(
    start: Start, tmp_path: Path, database: Database, qtbot: QtBot
) -> None:
    command = [sys.executable, "-m", "tests.documents.typing_desk", str(tmp_path), "abcdefghij"]
    desk = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    qtbot.waitUntil(lambda: bool(copies(tmp_path)) or desk.poll() is not None, timeout=60_000)
    desk.kill()
    assert desk.wait(60) == -signal.SIGKILL
    [saved] = kept(database)
    assert saved.version == 1

    panel = start()
    offer(panel, qtbot).lines[0].restore.click()
    document = panel.editor.document()
    [first, *rest], [before, *others] = document.body, saved.document.body
    assert isinstance(first, Paragraph)
    assert isinstance(before, Paragraph)
    typed = first.text.removesuffix(before.text)
    assert len(typed) > 3
    assert ("abcdefghij" * 500).startswith(typed)
    assert rest == others
    assert replace(document, body=()) == replace(saved.document, body=())


def test_changes_of_a_saved_draft_come_back_on_the_version_they_were_made_from(
    start: Start, tmp_path: Path, database: Database, qtbot: QtBot
) -> None:
    panel = start()
    panel.open_file(DRAFT)
    type_note(panel)
    qtbot.waitUntil(lambda: bool(copies(tmp_path)))
    [path] = copies(tmp_path)
    document, [saved] = panel.editor.document(), kept(database)
    assert read_copy(path.read_bytes()) == RecoveryCopy(saved.id, document, 1, saved.source)
    kill(panel)

    again = start()
    dialog = offer(again, qtbot)
    assert saved.title in dialog.lines[0].restore.accessibleName()
    dialog.lines[0].restore.click()
    assert offered(again) is None
    assert again.editor.document() == document
    assert again.save_button.isEnabled()
    assert copies(tmp_path) == [path]  # until they are saved
    again.save()
    assert copies(tmp_path) == []
    [now] = kept(database)
    assert (now.id, now.version, now.document, now.source) == (saved.id, 2, document, saved.source)


def test_a_draft_that_was_never_saved_comes_back_too(
    start: Start, tmp_path: Path, database: Database, qtbot: QtBot
) -> None:
    panel = start()
    panel.new_draft()
    panel.editor.body.setFocus()
    qtbot.keyClicks(panel.editor.body, "typed")
    qtbot.waitUntil(lambda: bool(copies(tmp_path)))
    kill(panel)
    assert kept(database) == []

    again = start()
    offer(again, qtbot).lines[0].restore.click()
    assert again.editor.document().body == (Paragraph("typed"),)
    assert again.may_leave()
    assert [draft.document.body for draft in kept(database)] == [(Paragraph("typed"),)]
    assert copies(tmp_path) == []


def test_a_copy_that_is_not_wanted_is_deleted_and_not_offered_again(
    start: Start, tmp_path: Path, database: Database, qtbot: QtBot
) -> None:
    RecoveryFolder(tmp_path / "recovery")._write(COPY.id, write_copy(COPY))
    panel = start()
    offer(panel, qtbot).lines[0].refuse.click()

    assert copies(tmp_path) == []
    assert panel.stack.currentIndex() == 0
    again = start()
    qtbot.wait(50)
    assert offered(again) is None


def test_the_offer_is_decided_and_never_just_shut(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    RecoveryFolder(tmp_path / "recovery")._write(COPY.id, write_copy(COPY))
    panel = start()
    dialog = offer(panel, qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert offered(panel) is dialog
    assert len(copies(tmp_path)) == 1


def test_several_copies_are_all_offered_and_taking_them_all_up_loses_none(
    start: Start, tmp_path: Path, database: Database, qtbot: QtBot
) -> None:
    for number in range(7):
        copy = RecoveryCopy(DraftId(new_id()), replace(PLAIN, title=f"关于第{number}件事的通知"))
        RecoveryFolder(tmp_path / "recovery")._write(copy.id, write_copy(copy))
    panel = start()
    for _number in range(7):
        dialog = offer(panel, qtbot)
        assert dialog.lines[0].restore.isDefault()
        assert dialog.focusWidget() is dialog.lines[0].restore
        dialog.lines[0].restore.click()
    assert panel.may_leave()

    assert {draft.title for draft in kept(database)} == {f"关于第{number}件事的通知" for number in range(7)}
    assert copies(tmp_path) == []


def test_what_is_saved_leaves_no_copy(start: Start, tmp_path: Path, qtbot: QtBot) -> None:
    panel = start()
    panel.open_file(DRAFT)
    type_note(panel)
    qtbot.waitUntil(lambda: bool(copies(tmp_path)))
    panel.save()
    assert copies(tmp_path) == []

    type_note(panel, "又改了")
    panel.save()
    qtbot.wait(1200)  # a copy that was on its way when it was saved
    assert copies(tmp_path) == []


def test_a_copy_that_outlived_its_saving_is_not_offered(
    start: Start, tmp_path: Path, database: Database, qtbot: QtBot
) -> None:
    panel = start()
    panel.open_file(DRAFT)
    type_note(panel)
    qtbot.waitUntil(lambda: bool(copies(tmp_path)))
    [path] = copies(tmp_path)
    data = path.read_bytes()
    panel.save()
    kill(panel)
    path.write_bytes(data)  # killed between the saving and the deleting

    again = start()
    qtbot.wait(50)
    assert offered(again) is None
    assert copies(tmp_path) == []


def test_changes_given_up_leave_no_copy(start: Start, tmp_path: Path, database: Database, desk_bench: Bench) -> None:
    panel = start()
    panel.open_file(DRAFT)
    [draft] = kept(database)
    with database.transaction() as connection:
        desk_bench.perform(connection, SaveDraft(draft.id, replace(draft.document, note="别处的"), 1))
    type_note(panel)
    panel.recovery.now()
    assert len(copies(tmp_path)) == 1
    assert not panel.may_leave()
    panel._give_up()

    assert copies(tmp_path) == []


@pytest.mark.parametrize("gone", [False, True], ids=["changed meanwhile", "discarded meanwhile"])
def test_changes_that_their_draft_takes_no_more_are_kept_as_a_new_one(
    gone: bool, start: Start, tmp_path: Path, database: Database, desk_bench: Bench, qtbot: QtBot
) -> None:
    panel = start()
    panel.open_file(DRAFT)
    type_note(panel)
    panel.recovery.now()
    kill(panel)
    [draft] = kept(database)
    other = DiscardDraft(draft.id) if gone else SaveDraft(draft.id, replace(draft.document, note="别处的"), 1)
    with database.transaction() as connection:
        desk_bench.perform(connection, other)

    again = start()
    offer(again, qtbot).lines[0].restore.click()
    assert not again.apart_button.isVisible()
    again.save()
    check_plain(again.notice.text())
    assert "存为新稿" in again.notice.text()
    assert "存为新稿" in again.apart_button.text()
    again.apart_button.click()

    assert not again.apart_button.isVisible()
    assert {one.document.note for one in kept(database)} == ({TYPED} if gone else {TYPED, "别处的"})
    assert copies(tmp_path) == []


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "half": lambda data: data[: len(data) // 2],
    "nothing": lambda data: b"",
    "zeros": lambda data: bytes(len(data)),
    "another letter": lambda data: data.replace("放假。".encode(), "放价。".encode()),
    "another draft": lambda data: write_copy(replace(COPY, id=DraftId(new_id()))),
    "deep": lambda data: b"[" * 100_000,
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_copy_is_set_aside_and_told_and_the_others_are_offered(
    name: str, start: Start, tmp_path: Path, qtbot: QtBot
) -> None:
    good = replace(COPY, id=DraftId(new_id()), document=replace(PLAIN, title="关于好的那份的通知"))
    folder = RecoveryFolder(tmp_path / "recovery")
    folder._write(COPY.id, DAMAGE[name](write_copy(COPY)))
    folder._write(good.id, write_copy(good))
    panel = start()
    dialog = offer(panel, qtbot)

    assert [line.found.copy for line in dialog.lines] == [good]
    check_plain(panel.notice.text())
    assert "已损坏" in panel.notice.text()
    aside = [path.name for path in (tmp_path / "recovery").glob("*.damaged-*")]
    assert aside == [f"{COPY.id}.json.damaged-1"]


@given(document=DOCUMENTS, base=st.integers(0, 999))
@settings(max_examples=50, deadline=None)
def test_a_copy_is_read_back_as_it_was_and_holds_the_document_as_it_is_kept(
    document: OfficialDocument, base: int
) -> None:
    copy = RecoveryCopy(COPY.id, document, base, COPY.source)
    assert read_copy(write_copy(copy)) == copy
    assert write_document(document) in write_copy(copy)


@given(at=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_copy_with_one_wrong_bit_is_never_taken_for_another_document(at: float, bit: int) -> None:
    data = bytearray(write_copy(COPY))
    data[int(at * len(data))] ^= 1 << bit
    try:
        read = read_copy(bytes(data))
    except CopyDamaged:
        return
    assert read.document == PLAIN


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_copy_or_a_refusal(data: bytes) -> None:
    with pytest.raises(CopyDamaged):
        read_copy(data)


def test_an_overtaken_wish_is_dropped_whichever_thread_comes_first(tmp_path: Path) -> None:
    folder = RecoveryFolder(tmp_path / "recovery")
    early, late = folder.wish(COPY.id), folder.wish(COPY.id)
    newer = replace(COPY, document=replace(PLAIN, note=TYPED))
    folder.keep(newer, late)
    folder.keep(COPY, early)
    assert [found.copy for found in folder.look().copies] == [newer]

    keep, drop = folder.wish(COPY.id), folder.wish(COPY.id)
    folder.drop(COPY.id, drop)
    folder.keep(COPY, keep)
    assert folder.look().copies == ()


# work that takes its time


class Held(Executor):
    """Work that is done at once, or when it is let go."""

    def __init__(self, at_once: Executor) -> None:
        self._at_once = at_once
        self._waiting: list[Callable[[], object]] = []
        self.holds = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        if not self.holds:
            return self._at_once.submit(fn, *args, **kwargs)
        self._waiting.append(lambda: fn(*args, **kwargs))
        return Future()

    def let_go(self) -> None:
        self.holds = False
        while self._waiting:
            self._waiting.pop(0)()


@pytest.fixture
def held(at_once: Executor) -> Held:
    return Held(at_once)


@pytest.fixture
def slow(qapp: QApplication, tmp_path: Path, database: Database, held: Held, qtbot: QtBot) -> Iterator[Drafts]:
    """The real notice open, at a desk whose work can be held up."""
    panels.dress(qapp)
    bench = panels.make_bench(tmp_path, database, held)
    panel = Drafts(bench)
    qtbot.addWidget(panel)
    panel.show()
    panel.open_file(DRAFT)
    yield panel
    bench.background.close()


def test_nothing_else_is_shown_before_the_saving_has_come_to_its_end(
    slow: Drafts, held: Held, database: Database
) -> None:
    [draft] = kept(database)
    with database.transaction() as connection:
        slow.bench.perform(connection, SaveDraft(draft.id, replace(draft.document, note="别处的"), 1))
    type_note(slow)
    held.holds = True
    slow.save()
    slow.new_draft()
    assert slow.editor.document().note == TYPED

    held.let_go()
    assert "存为新稿" in slow.notice.text()
    assert slow.editor.document().note == TYPED


def test_what_is_typed_while_a_file_is_read_is_kept(slow: Drafts, held: Held, database: Database) -> None:
    held.holds = True
    slow.open_file(DRAFT)
    type_note(slow)
    held.let_go()

    assert slow.editor.document().note != TYPED
    assert sorted(draft.document.note for draft in kept(database) if draft.document.note == TYPED) == [TYPED]


def test_what_is_typed_while_it_is_saved_has_a_copy_afterwards(
    slow: Drafts, held: Held, tmp_path: Path, qtbot: QtBot
) -> None:
    type_note(slow)
    held.holds = True
    slow.save()
    type_note(slow, "保存时接着打的")
    held.let_go()
    qtbot.waitUntil(lambda: bool(copies(tmp_path)))

    [path] = copies(tmp_path)
    copy = read_copy(path.read_bytes())
    assert (copy.base, copy.document.note) == (2, "保存时接着打的")


# a full disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("no small disk can be had on this system")
        yield disk


@pytest.fixture
def cramped(disk: SmallDisk, qapp: QApplication, at_once: Executor, qtbot: QtBot) -> Iterator[Drafts]:
    """The drafts of a desk on the small disk, with the real notice open."""
    panels.dress(qapp)
    database = Database(f"sqlite:///{disk.path}/office.db")
    database.create()
    bench = panels.make_bench(disk.path, database, at_once)
    panel = Drafts(bench)
    qtbot.addWidget(panel)
    panel.show()
    panel.open_file(DRAFT)
    panel.notice.clear()
    yield panel
    bench.background.close()
    database.close()


def test_a_disk_that_takes_no_copy_is_told_once_and_stops_nobody_typing(cramped: Drafts, disk: SmallDisk) -> None:
    disk.fill()
    type_note(cramped)
    cramped.recovery.now()
    check_plain(cramped.notice.text())
    assert "备份" in cramped.notice.text()
    if not isinstance(disk, LimitedFiles):
        assert "磁盘已满" in cramped.notice.text()
    assert list((disk.path / "recovery").iterdir()) == []

    cramped.notice.clear()
    type_note(cramped, "接着打")
    cramped.recovery.now()
    assert cramped.notice.text() == ""
    assert cramped.editor.document().note == "接着打"

    disk.free()
    cramped.recovery.now()
    [path] = copies(disk.path)
    assert read_copy(path.read_bytes()).document.note == "接着打"


def test_a_copy_that_the_disk_does_not_take_leaves_the_one_before(cramped: Drafts, disk: SmallDisk) -> None:
    type_note(cramped)
    cramped.recovery.now()
    [path] = copies(disk.path)
    before = path.read_bytes()
    disk.fill()
    type_note(cramped, "写不下的")
    cramped.recovery.now()

    assert path.read_bytes() == before
    disk.free()


def test_the_refusal_of_a_save_is_not_covered_by_that_of_a_copy(cramped: Drafts, disk: SmallDisk) -> None:
    disk.fill()
    type_note(cramped)
    cramped.save()
    said = cramped.notice.text()
    cramped.recovery.now()

    assert said
    assert cramped.notice.text() == said
    disk.free()


def test_the_trouble_of_a_copy_is_plain(desk_bench: Bench) -> None:
    trouble: Trouble = CopyNotKept(reason="磁盘是只读的")
    check_plain(explain(trouble, desk_bench.sentences))
