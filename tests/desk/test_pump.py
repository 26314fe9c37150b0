"""In step with the server: one call at a time, and the light tells the truth."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.pump import SyncPump
from desk.top import SyncState
from office.actor import PersonId
from office.database import Database
from office.sync.errors import ServerAway
from office.sync.link import Synced
from office.ui.background import Background


@pytest.fixture
def background(qapp: QApplication, database: Database) -> Iterator[Background]:
    background = Background(database)
    yield background
    background.close()


class Server:
    """Answers, or does not; counts how often it was asked, and whether twice at once."""

    def __init__(self) -> None:
        self.calls = 0
        self.at_once = 0
        self.most_at_once = 0
        self.away = False
        self.gate = threading.Event()
        self.gate.set()
        self.changed: frozenset[str] = frozenset()

    def __call__(self) -> Synced:
        self.calls += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.gate.wait(5)
        self.at_once -= 1
        if self.away:
            raise ServerAway(address="x", reason="y")
        changed, self.changed = self.changed, frozenset()
        return Synced(changed, ())


def pump_of(background: Background, server: Server | None) -> SyncPump:
    return SyncPump(background, PersonId("lin"), server, lambda error: f"（{error.code}）")


def test_the_light_turns_on_when_the_server_answers(background: Background, qtbot: QtBot) -> None:
    server = Server()
    pump, seen = pump_of(background, server), list[SyncState]()
    pump.state_changed.connect(seen.append)
    pump.start()
    qtbot.waitUntil(lambda: pump.state.online and not pump.state.busy)

    assert any(state.busy for state in seen)
    pump.stop()


def test_the_light_says_why_it_is_off(background: Background, qtbot: QtBot) -> None:
    server = Server()
    server.away = True
    pump = pump_of(background, server)
    pump.sync_now()
    qtbot.waitUntil(lambda: bool(pump.state.why))

    assert not pump.state.online
    assert pump.state.why == "（sync.server_away）"


def test_the_server_is_never_asked_twice_at_once(background: Background, qtbot: QtBot) -> None:
    server = Server()
    server.gate.clear()
    pump = pump_of(background, server)
    for _ in range(5):
        pump.sync_now()
    server.gate.set()
    qtbot.waitUntil(lambda: server.calls == 2 and not pump.state.busy)

    assert server.most_at_once == 1


def test_everyone_hears_what_came(background: Background, qtbot: QtBot) -> None:
    server = Server()
    server.changed = frozenset({"exchange"})
    pump = pump_of(background, server)
    with qtbot.waitSignal(background.changed) as told:
        pump.sync_now()

    assert told.args == ["exchange"]
    qtbot.waitUntil(lambda: server.calls == 2 and not pump.state.busy)  # once more, in case that made a deed
    qtbot.wait(500)
    assert server.calls == 2


def test_a_desk_without_a_server_stays_offline(background: Background, qtbot: QtBot) -> None:
    pump = pump_of(background, None)
    pump.start()
    pump.sync_now()
    qtbot.wait(50)

    assert not pump.state.online
    assert not pump.state.busy
