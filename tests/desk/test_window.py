"""The desk's window: the rail, the keys, the light, the themes; and that everything in it has a name."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk.keys import KeyList
from desk.modules import PANELS
from desk.top import SyncState
from desk.window import DeskWindow
from documents.panel.drafts import Drafts
from exchange.panel.desk import ExchangeDesk
from exchange.panel.send_dialog import SendDialog
from office.ui import icons, theme
from office.ui.banner import Tone
from office.ui.panel import Bench
from office.ui.theme import ThemeName
from seals.panel.desk import SealDesk
from tests import panels
from tests.panels import FINANCE, QUIET

pytestmark = QUIET
TOLD = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QDateEdit, QDoubleSpinBox, QAbstractItemView)


@pytest.fixture
def window(desk_bench: Bench, qtbot: QtBot) -> DeskWindow:
    window = DeskWindow(desk_bench, PANELS)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def after() -> Iterator[None]:
    yield
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    panels.dress(application)


def inside(widget: QWidget) -> Iterator[QWidget]:
    found: Iterable[QWidget] = widget.findChildren(QWidget)
    yield from found


def nameless(widget: QWidget) -> list[str]:
    """Controls that a screen reader could not name. Parts of Qt's own controls are named by these."""
    return [
        f"{type(each).__name__} in {type(each.parentWidget()).__name__}"
        for each in inside(widget)
        if isinstance(each, TOLD)
        and not each.accessibleName()
        and not (isinstance(each, QAbstractButton) and each.text())
        and not each.objectName().startswith("qt_")
        and not isinstance(each.parentWidget(), QComboBox | QDateEdit | QDoubleSpinBox)
        and not isinstance(each.parentWidget(), QTableView)  # its headers
        and not isinstance(each.parent().parent(), QComboBox)  # its list
    ]


def test_every_key_of_the_rail_shows_its_panel(window: DeskWindow, qtbot: QtBot) -> None:
    for key, kind in ((Qt.Key.Key_F3, SealDesk), (Qt.Key.Key_F4, ExchangeDesk), (Qt.Key.Key_F2, Drafts)):
        qtbot.keyClick(window, key)
        assert isinstance(window.panel, kind)


def test_the_rail_shows_where_one_is_and_what_waits(window: DeskWindow) -> None:
    window.show_panel("exchange")
    window.show_count("exchange", 3)
    button = window.rail.buttons.button(2)

    assert button.isChecked()
    assert "3" in button.text()
    assert "待办 3" in button.accessibleName()
    window.show_count("exchange", 0)
    assert "0" not in button.text()


def test_a_panel_is_built_when_it_is_first_shown(window: DeskWindow) -> None:
    assert window.stack.count() == 1
    window.show_panel("verify")
    window.show_panel("verify")
    assert window.stack.count() == 2


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SyncState(online=True), "在线"),
        (SyncState(online=True, waiting=2), "在线 · 待发送 2"),
        (SyncState(online=False), "离线"),
        (SyncState(online=False, waiting=4, why="服务器没有回答。"), "离线 · 待发送 4"),
        (SyncState(busy=True), "正在同步"),
    ],
)
def test_the_light_says_in_words_how_things_stand(window: DeskWindow, state: SyncState, words: str) -> None:
    window.show_sync(state)

    assert window.top.light.text() == words
    assert words in window.top.light.accessibleName()
    assert state.why in window.top.light.toolTip()


def test_pressing_the_light_asks_the_server(window: DeskWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.sync_asked):
        window.top.light.click()
    with qtbot.waitSignal(window.sync_asked):
        qtbot.keyClick(window, Qt.Key.Key_F5)


def test_the_list_of_keys_names_every_panel(window: DeskWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    (keys,) = list[KeyList](window.findChildren(KeyList))
    words = {label.text() for label in inside(keys) if hasattr(label, "text")}  # labels and buttons

    assert {"拟稿", "用印", "收发", "验章", "F2"} <= words
    keys.close()


def test_what_belongs_to_no_panel_is_told_above_them(window: DeskWindow) -> None:
    window.tell("服务器没有接受。", Tone.BAD)

    assert window.notice.text() == "服务器没有接受。"
    assert window.notice.isVisible()


def test_names_that_come_later_are_shown(window: DeskWindow) -> None:
    window.show_names("王芳", "青山县水利局")

    assert "青山县水利局" in window.windowTitle()
    assert window.bench.person_name == "王芳"


def test_closing_keeps_what_was_being_written(window: DeskWindow, desk_bench: Bench) -> None:
    drafts = window.show_panel("documents")
    assert isinstance(drafts, Drafts)
    drafts.new_draft()
    drafts.editor.body.setPlainText("写了一半。")
    drafts.editor.changed.emit()
    window.close()

    assert drafts._open is not None
    assert drafts._open.base == 1


def test_everything_in_every_window_has_a_name(window: DeskWindow, desk_bench: Bench, qtbot: QtBot) -> None:
    drafts = window.show_panel("documents")
    assert isinstance(drafts, Drafts)
    drafts.open_file(panels.DRAFT)
    for spec in PANELS:
        window.show_panel(spec.name)
    seals = window.show_panel("seals")
    assert isinstance(seals, SealDesk)
    seals.show_register()
    dialog = SendDialog("通知", [panels.directory(FINANCE)], desk_bench.now().date())
    qtbot.addWidget(dialog)

    assert nameless(window) == []
    assert nameless(dialog) == []


def test_the_whole_window_can_be_walked_with_the_keyboard(window: DeskWindow, qtbot: QtBot) -> None:
    """Tab reaches the rail, the bar, the panel's deeds and its work, and comes round again; every stop has a name."""
    drafts = window.show_panel("documents")
    assert isinstance(drafts, Drafts)
    drafts.open_file(panels.DRAFT)
    seen = [QApplication.focusWidget()]
    for _ in range(120):
        now = QApplication.focusWidget()
        assert now is not None
        qtbot.keyClick(now, Qt.Key.Key_Tab)
        if len(seen) > 2 and QApplication.focusWidget() is seen[1]:
            break
        seen.append(QApplication.focusWidget())  # in a date, Tab first goes from year to month to day
    reached = [each.accessibleName() for each in seen if each is not None and each is not drafts]

    assert len(seen) < 80
    assert {"拟稿", "按键", "文稿", "文种", "标题", "页面", "查找文字"} <= set(reached)
    assert any("生成版式文件" in name for name in reached)
    assert all(reached)


def test_the_arrows_walk_the_rail(window: DeskWindow, qtbot: QtBot) -> None:
    window.rail.buttons.button(0).setFocus()
    qtbot.keyClick(window.rail.buttons.button(0), Qt.Key.Key_Down)

    assert isinstance(window.panel, SealDesk)


def test_no_two_buttons_of_a_panel_share_a_letter(window: DeskWindow) -> None:
    for spec in PANELS:
        panel = window.show_panel(spec.name)
        shown = [each for each in inside(panel) if isinstance(each, QAbstractButton) and each.isVisibleTo(panel)]
        letters = [each.text().partition("&")[2][:1] for each in shown if "&" in each.text()]
        assert len(letters) == len(set(letters)), (spec.name, letters)


@pytest.mark.usefixtures("after")
def test_the_window_can_be_drawn_in_both_themes(window: DeskWindow, tmp_path: Path) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    grounds = set()
    for name in ThemeName:
        theme.wear(application, name)
        icons.retint(application)
        image = window.grab().toImage()
        grounds.add(image.pixelColor(image.width() // 2, image.height() - 5).name())
    assert len(grounds) == 2
