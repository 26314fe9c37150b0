"""Signing in: what is typed goes away, what is wrong is said."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desk.sign_in import SignInWindow
from office.database import Database
from office.people.errors import WrongPassword
from office.people.words import SENTENCES
from office.sync.errors import ServerAway
from office.sync.words import SENTENCES as SYNC
from office.ui.background import Background
from office.words import explain
from tests.panels import QUIET, dress

pytestmark = QUIET


class Gatekeeper:
    """Lets Lin in with one password."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.away = False

    def __call__(self, unit: str, login: str, password: str) -> object:
        self.asked.append((unit, login, password))
        if self.away:
            raise ServerAway(address="http://127.0.0.1:9", reason="refused")
        if password != "正确的口令":
            raise WrongPassword
        return f"{login} of {unit}"


@pytest.fixture
def gatekeeper() -> Gatekeeper:
    return Gatekeeper()


@pytest.fixture
def window(qapp: QApplication, database: Database, gatekeeper: Gatekeeper, qtbot: QtBot) -> Iterator[SignInWindow]:
    dress(qapp)
    background = Background(database)
    units = {"office": "青山县人民政府办公室"}
    window = SignInWindow(
        background, gatekeeper, lambda error: explain(error, {**SENTENCES, **SYNC}), units, login="lin"
    )
    qtbot.addWidget(window)
    window.show()
    yield window
    background.close()


def test_the_right_password_lets_one_in(window: SignInWindow, gatekeeper: Gatekeeper, qtbot: QtBot) -> None:
    window.password.setText("正确的口令")
    with qtbot.waitSignal(window.signed_in) as told:
        qtbot.keyClick(window.password, Qt.Key.Key_Return)

    assert told.args == ["lin of office"]
    assert gatekeeper.asked == [("office", "lin", "正确的口令")]


def test_a_wrong_password_is_said_plainly_and_leaves_the_field(window: SignInWindow, qtbot: QtBot) -> None:
    window.password.setText("错的")
    window.submit()
    assert not window.enter.isEnabled()
    qtbot.waitUntil(lambda: bool(window.notice.text()))

    assert window.notice.text() == SENTENCES["people.wrong_password"]
    assert window.password.text() == ""
    assert window.enter.isEnabled()


def test_a_server_that_is_away_is_said(window: SignInWindow, gatekeeper: Gatekeeper, qtbot: QtBot) -> None:
    gatekeeper.away = True
    window.password.setText("正确的口令")
    window.submit()
    qtbot.waitUntil(lambda: bool(window.notice.text()))

    assert "服务器" in window.notice.text()


def test_nothing_is_asked_without_name_and_password(window: SignInWindow, gatekeeper: Gatekeeper) -> None:
    window.submit()

    assert window.notice.text()
    assert gatekeeper.asked == []


def test_the_password_never_shows(window: SignInWindow) -> None:
    assert window.password.echoMode() is QLineEdit.EchoMode.Password
