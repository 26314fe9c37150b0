"""Fields, their marks, lists of things, notices, empty places, dropped files."""

from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from office.ui import forms
from office.ui.banner import Banner, Tone
from office.ui.dialog import Dialog
from office.ui.drops import FileDrops
from office.ui.empty import Empty
from office.ui.entries import Entry, EntryList
from office.ui.notice import Notice
from office.ui.pieces import column, words
from tests.panels import QUIET, dress

pytestmark = QUIET


class Colour(StrEnum):
    RED = "红"
    BLUE = "蓝"


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    dress(qapp)


def test_a_choice_gives_back_members_and_not_their_text(qtbot: QtBot) -> None:
    choice = forms.Choice(list(Colour), "（无）", "颜色")
    qtbot.addWidget(choice)

    assert choice.value() is None
    choice.show_value(Colour.BLUE)
    assert choice.value() is Colour.BLUE
    assert choice.currentText() == "蓝"
    choice.show_value(None)
    assert choice.value() is None


def test_the_wheel_does_not_change_a_choice(qtbot: QtBot) -> None:
    choice = forms.Choice(list(Colour))
    qtbot.addWidget(choice)
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, event)

    assert choice.value() is Colour.RED


@given(day=st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2999, 12, 31))))
def test_a_date_field_always_gives_back_what_it_shows(qapp: QApplication, day: date | None) -> None:
    field = forms.DateField("成文日期", date(2026, 3, 2))
    field.show_value(day)

    assert field.value() == day


def test_a_doubtful_field_says_so_in_words_and_to_screen_readers(qtbot: QtBot) -> None:
    form, editor = forms.Form(), forms.line()
    qtbot.addWidget(form)
    form.add("标题", editor)

    form.hint(editor, forms.Hint(Tone.NOTICE, "标题里没有文种。"))
    mark, sentence = form._marks[editor]
    assert sentence.text() == "标题里没有文种。"
    assert not sentence.isHidden()
    assert editor.accessibleDescription() == "标题里没有文种。"
    assert mark.accessibleName() == "标题里没有文种。"

    form.hint(editor, forms.Hint(Tone.GOOD, "按格式识别。"))
    assert sentence.isHidden()
    form.hint(editor, None)
    assert mark.isHidden()
    assert editor.accessibleDescription() == ""


def test_a_field_of_lines_grows_with_its_text(qtbot: QtBot) -> None:
    editor = forms.lines("", 2)
    qtbot.addWidget(editor)
    editor.resize(200, editor.height())
    editor.show()
    before = editor.height()
    editor.setPlainText("一\n二\n三\n四\n五")
    assert editor.height() > before
    editor.setPlainText("\n".join("很多行" for _ in range(50)))
    assert editor.height() < 12 * editor.fontMetrics().lineSpacing()


def test_a_list_keeps_what_was_chosen_when_it_is_shown_again(qtbot: QtBot) -> None:
    entries = EntryList("文稿")
    qtbot.addWidget(entries)
    entries.show_entries([Entry("a", "甲"), Entry("b", "乙")])
    entries.choose("b")
    told: list[str] = []
    entries.chosen.connect(told.append)

    entries.show_entries([Entry("c", "丙"), Entry("b", "乙（改）"), Entry("a", "甲")])
    assert entries.key == "b"
    assert told == []

    entries.show_entries([Entry("a", "甲")])
    assert told == [""]


def test_a_list_says_everything_of_an_entry_to_screen_readers(qtbot: QtBot) -> None:
    entries = EntryList("文稿")
    qtbot.addWidget(entries)
    entries.show_entries([Entry("a", "关于汛期值班的通知", "3月2日", "待用印", Tone.NOTICE)])
    index = entries.model().index(0, 0)

    assert entries.model().data(index, Qt.ItemDataRole.AccessibleTextRole) == "关于汛期值班的通知，待用印，3月2日"


def test_a_long_title_is_painted_in_two_lines_without_fault(qtbot: QtBot) -> None:
    entries = EntryList("文稿")
    qtbot.addWidget(entries)
    title = "青山县人民政府办公室关于进一步做好汛期安全生产和防汛值班值守工作的紧急通知" * 3
    entries.show_entries([Entry("a", title, "x" * 200, "已签收", Tone.GOOD, fresh=True), Entry("b", "")])
    entries.choose("a")
    entries.resize(220, 300)
    entries.show()

    assert not entries.grab().isNull()


def test_a_refusal_stays_and_good_news_goes_by_itself(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.tell("不行。")
    assert not notice._away.isActive()
    assert notice.text() == "不行。"
    notice.tell("好了。", Tone.GOOD)
    assert notice._away.isActive()
    notice.clear()
    assert notice.isHidden()
    assert notice.text() == ""


def test_a_banner_tells_its_tone_in_words_and_opens_its_details(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_words(Tone.BAD, "不能采信", "文件被改动。")
    banner.show_details([words("一"), words("二")])

    assert banner.accessibleName() == "不能采信。文件被改动。"
    assert banner.details.isHidden()
    banner.more.click()
    assert not banner.details.isHidden()
    banner.show_details([])
    assert banner.more.isHidden()


def test_an_empty_place_offers_what_to_do(qtbot: QtBot) -> None:
    done: list[bool] = []
    empty = Empty("inbox", "还没有", "会来的。")
    qtbot.addWidget(empty)
    empty.offer("检查", "refresh", lambda: done.append(True)).click()

    assert done == [True]


def test_a_dialog_is_as_high_as_its_words(qtbot: QtBot) -> None:
    dialog, label = Dialog("说明", 20), words("短。", wrap=True)
    qtbot.addWidget(dialog)
    dialog.lay_out(column(label, margin=2))
    dialog.show()
    before = dialog.height()
    label.setText("很长的一句话，" * 20)
    qtbot.waitUntil(lambda: dialog.height() > before)

    assert label.height() >= label.heightForWidth(label.width())


def drop(target: QWidget, path: Path) -> bool:
    """Drag a file over ``target`` and let go; whether it was welcome."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    keys = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), *keys)
    enter.ignore()
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), *keys))
    return enter.isAccepted()


def test_only_files_of_the_right_kind_may_be_dropped(qtbot: QtBot, tmp_path: Path) -> None:
    target, taken = QWidget(), list[Path]()
    qtbot.addWidget(target)
    FileDrops(target, (".docx",), taken.append)

    assert drop(target, tmp_path / "稿.DOCX")
    assert not drop(target, tmp_path / "稿.exe")
    assert taken == [tmp_path / "稿.DOCX"]
