"""From a desk's folder to its open window."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.app import OpenDesk
from desk.errors import FolderUnusable
from desk.folder import DeskFolder, DeskIdentity
from desk.opening import Entrance
from desk.remembered import remember
from office.clock import now
from office.sync.wire import SignedIn

NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody answers there


@pytest.fixture
def folder(tmp_path: Path) -> DeskFolder:
    folder = DeskFolder(tmp_path / "desk")
    folder.remember(DeskIdentity(NOWHERE, "finance", "某某市财政局", "li"))
    return folder


@pytest.fixture
def enter(
    qapp: QApplication, qtbot: QtBot, folder: DeskFolder
) -> Iterator[Callable[[str], tuple[Entrance, list[OpenDesk]]]]:
    """Type a password at the desk's entrance and press the button."""
    opened: list[OpenDesk] = []

    def type_in(password: str) -> tuple[Entrance, list[OpenDesk]]:
        entrance = Entrance(folder, opened.append)
        entrance.show()
        entrance.password.setText(password)
        entrance.submit()
        qtbot.waitUntil(lambda: bool(opened) or not entrance.notice.isHidden(), timeout=20_000)
        return entrance, opened

    yield type_in
    for desk in opened:
        desk.close()


def test_without_the_server_a_stranger_is_told_what_to_do(
    enter: Callable[[str], tuple[Entrance, list[OpenDesk]]],
) -> None:
    entrance, opened = enter("correct horse")

    assert not opened
    assert "服务器" in entrance.notice.text()
    entrance.close()


def test_without_the_server_who_was_here_lately_works_on_offline(
    enter: Callable[[str], tuple[Entrance, list[OpenDesk]]], folder: DeskFolder
) -> None:
    told = SignedIn("token", "li", "finance", "李", ["documents.draft"], now() + timedelta(hours=1))
    remember(folder.path / "sign-ins.json", "li", "correct horse", told, now())

    _entrance, opened = enter("correct horse")

    (desk,) = opened
    assert desk.bench.actor.person == "li"
    assert not desk.pump.state.online


def test_a_folder_that_was_never_set_up_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderUnusable):
        DeskFolder(tmp_path).identity()
