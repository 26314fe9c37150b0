"""Drafts on the desk: reading, correcting, saving, typesetting; nothing is ever lost."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from documents import store
from documents.commands import SaveDraft
from documents.model.official import DraftId, Kind, Number, OfficialDocument, Paragraph, Secrecy, Urgency
from documents.model.pages import Element
from documents.model.record import Draft, DraftEntry, Standing
from documents.panel.drafts import Drafts
from documents.panel.element_form import ElementForm
from documents.panel.number_field import NumberField
from office.database import Database
from office.ui.panel import Bench
from tests import panels
from tests.panels import DRAFT, OFFICE, QUIET

pytestmark = QUIET


@pytest.fixture
def panel(desk_bench: Bench, qtbot: QtBot) -> Drafts:
    panel = Drafts(desk_bench)
    qtbot.addWidget(panel)
    panel.resize(1200, 800)
    return panel


def kept(database: Database) -> list[DraftEntry]:
    with database.reading() as connection:
        return store.drafts_of(connection, OFFICE)


def newest(database: Database) -> Draft:
    with database.reading() as connection:
        return store.draft(connection, kept(database)[0].id)


def type_into(panel: Drafts, element: Element, text: str) -> None:
    editor = panel.editor.form.editor(element)
    assert isinstance(editor, QLineEdit | QPlainTextEdit)
    editor.setText(text) if isinstance(editor, QLineEdit) else editor.setPlainText(text)


def test_a_draft_that_is_opened_is_recognised_kept_and_previewed(panel: Drafts, database: Database) -> None:
    panel.open_file(DRAFT)

    draft = newest(database)
    assert draft.title == "福建省人民政府办公厅关于进一步强化农村建房安全管理的通知"
    assert draft.version == 1
    assert panel.bench.files.get(draft.source) == DRAFT.read_bytes()
    assert panel.pages.canvas.source is not None
    assert panel.pages.canvas.source.page_count == 6
    assert panel.editor.form.kind.value() is Kind.NOTICE
    assert panel.list.key == draft.id


def test_doubtful_elements_are_marked_and_told(panel: Drafts) -> None:
    panel.open_file(DRAFT)

    number = panel.editor.form.editor(Element.NUMBER)
    assert number is not None
    assert "发文字号" in number.accessibleDescription()
    title = panel.editor.form.editor(Element.TITLE)
    assert title is not None
    assert title.accessibleDescription()  # by which form it was recognised
    assert "核对（" in panel.editor.tabText(panel.editor.indexOf(panel.editor.points))


def test_a_correction_takes_its_doubt_away_and_shows_in_the_preview(panel: Drafts, qtbot: QtBot) -> None:
    panel.open_file(DRAFT)
    before = panel.pages.canvas.source
    number = panel.editor.form.editor(Element.NUMBER)
    assert isinstance(number, NumberField)
    number.show_value(Number("闽政办", 2021, 55))
    qtbot.waitUntil(lambda: panel.pages.canvas.source is not before)

    source = panel.pages.canvas.source
    assert source is not None
    assert source.find("闽政办〔2021〕55号")
    assert number.accessibleDescription() == ""


def test_only_the_newest_preview_is_shown(panel: Drafts, qtbot: QtBot) -> None:
    panel.open_file(DRAFT)
    shown: list[str] = []
    panel.previewer.ready.connect(lambda made: shown.append(made.document.title))
    for title in ("第一次的通知", "第二次的通知", "关于第三次的通知"):
        type_into(panel, Element.TITLE, title)
    qtbot.waitUntil(lambda: bool(shown))
    qtbot.wait(400)

    assert shown == ["关于第三次的通知"]


def test_saving_keeps_a_further_version(panel: Drafts, database: Database) -> None:
    panel.open_file(DRAFT)
    type_into(panel, Element.NOTE, "此件依申请公开")
    assert panel.save_button.isEnabled()
    panel.save()

    assert newest(database).version == 2
    assert newest(database).document.note == "此件依申请公开"
    assert not panel.save_button.isEnabled()


def test_changes_are_kept_when_another_draft_is_shown_and_when_the_desk_closes(
    panel: Drafts, database: Database, desk_bench: Bench
) -> None:
    panel.open_file(DRAFT)
    type_into(panel, Element.NOTE, "没有按保存")
    panel.new_draft()
    assert newest(database).document.note == "没有按保存"

    type_into(panel, Element.TITLE, "关于另一件事的通知")
    assert panel.may_leave()
    assert {entry.title for entry in kept(database)} >= {"关于另一件事的通知"}


def test_a_new_draft_with_nothing_in_it_is_not_kept(panel: Drafts, database: Database) -> None:
    panel.new_draft()
    assert panel.may_leave()

    assert kept(database) == []


def test_a_save_that_is_refused_loses_nothing(panel: Drafts, database: Database, desk_bench: Bench) -> None:
    panel.open_file(DRAFT)
    draft = newest(database)
    with database.transaction() as connection:  # another window of the desk was quicker
        desk_bench.perform(connection, SaveDraft(draft.id, replace(draft.document, note="别处的"), 1))
    type_into(panel, Element.NOTE, "我的")
    panel.save()

    assert "比您打开的新" in panel.notice.text()
    assert panel.editor.document().note == "我的"
    assert panel.save_button.isEnabled()
    assert newest(database).document.note == "别处的"


def test_files_are_made_kept_and_recorded(panel: Drafts, database: Database) -> None:
    panels.typeset_draft(panel)

    made = newest(database).typesetting
    assert made is not None
    assert newest(database).standing is Standing.TYPESET
    assert panel.bench.files.get(made.pdf).startswith(b"%PDF-")
    assert panel.bench.files.get(made.ofd).startswith(b"PK")
    assert "6 页" in panel.notice.text()
    assert "已排版" in panel.state.text()


def test_changes_are_saved_before_files_are_made_of_them(panel: Drafts, database: Database) -> None:
    panel.open_file(DRAFT)
    type_into(panel, Element.NOTE, "临时加的")
    panel.make_files()

    draft = newest(database)
    assert draft.document.note == "临时加的"
    assert draft.typesetting is not None
    assert draft.typesetting.version == draft.version


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no Word file at all", "Word"),
        (b"", "没有文字"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧格式"),
        (b"PK\x03\x04half", "已损坏"),
    ],
)
def test_a_file_that_is_no_draft_is_explained_in_place(
    panel: Drafts, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "稿.docx"
    path.write_bytes(content)
    panel.open_file(path)

    assert words in panel.notice.text()
    assert panel.stack.currentIndex() == 0


def test_a_file_that_is_gone_is_explained_in_place(panel: Drafts, tmp_path: Path) -> None:
    panel.open_file(tmp_path / "没有.docx")

    assert "没有.docx" in panel.notice.text()


def test_a_character_that_no_font_has_is_told(panel: Drafts, qtbot: QtBot) -> None:
    panel.open_file(DRAFT)
    panel.editor.body.setPlainText("这里有一个怪字：\U0002ffff。")
    qtbot.waitUntil(lambda: "字库里没有" in _points(panel))


def _points(panel: Drafts) -> str:
    labels: Iterable[QLabel] = panel.editor.points.findChildren(QLabel)
    return "".join(label.text() for label in labels)


def test_a_discarded_draft_leaves_the_list(panel: Drafts, database: Database) -> None:
    panel.open_file(DRAFT)
    panel.discard_button.click()

    assert kept(database) == []
    assert panel.list.count() == 0
    assert panel.stack.currentIndex() == 0


def test_a_saved_draft_is_opened_again_as_it_was(panel: Drafts, database: Database) -> None:
    panel.open_file(DRAFT)
    document, key = panel.editor.document(), panel.list.key
    panel.new_draft()
    panel.open_draft(DraftId(key))

    assert panel.editor.document() == document
    assert not panel.save_button.isEnabled()


def test_a_point_leads_to_its_field(panel: Drafts, qtbot: QtBot) -> None:
    panel.open_file(DRAFT)
    panel.show()
    panel.editor.setCurrentWidget(panel.editor.points)
    panel.editor.points.chosen.emit(Element.NUMBER)

    assert panel.editor.currentIndex() == 0
    number = panel.editor.form.editor(Element.NUMBER)
    assert isinstance(number, NumberField)
    qtbot.waitUntil(number.code.hasFocus)


def test_keys_save_and_begin(panel: Drafts, database: Database, qtbot: QtBot) -> None:
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    panel.open_file(DRAFT)
    type_into(panel, Element.NOTE, "按键保存")
    editor = panel.editor.form.editor(Element.NOTE)
    assert editor is not None
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert newest(database).document.note == "按键保存"


FULL = OfficialDocument(
    Kind.REQUEST,
    "青山县财政局关于追加防汛经费的请示",
    (Paragraph("正文。"),),
    issuers=("青山县财政局", "青山县水利局"),
    mark="青山县财政局文件",
    number=Number("青财", 2026, 12),
    copy_number="000001",
    secrecy=Secrecy.CONFIDENTIAL,
    secrecy_term="1年",
    urgency=Urgency.EXTRA_URGENT,
    approvers=("张三", "李四"),
    recipients="县人民政府",
    annex_names=("预算表", "说明"),
    signatories=("青山县财政局", "青山县水利局"),
    dated=date(2026, 3, 2),
    note="联系人：王五，电话：1234567",
    copies_to="县审计局",
    printed_by="青山县财政局办公室",
    printed_on=date(2026, 3, 2) + timedelta(days=1),
)


def test_every_element_goes_through_its_field_unchanged(desk_bench: Bench, qtbot: QtBot) -> None:
    form = ElementForm(date(2026, 3, 2))
    qtbot.addWidget(form)
    told: list[bool] = []
    form.changed.connect(lambda: told.append(True))
    bare = OfficialDocument(Kind.NOTICE, "", FULL.body)
    for document in (FULL, bare, FULL):
        form.show_document(document)
        assert form.value(bare) == document
    assert told == []


def test_remarks_of_the_regulations_are_said_beside_their_fields(panel: Drafts, qtbot: QtBot) -> None:
    panel.new_draft()
    panel.editor.form.kind.show_value(Kind.REQUEST)
    type_into(panel, Element.TITLE, "青山县财政局关于追加防汛经费的请示")
    qtbot.waitUntil(lambda: "签发人" in _description(panel, Element.APPROVER))


def _description(panel: Drafts, element: Element) -> str:
    editor = panel.editor.form.editor(element)
    assert editor is not None
    return editor.accessibleDescription()
