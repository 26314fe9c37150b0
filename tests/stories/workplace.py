"""An office on the disk, its server as a process of its own, and desks that can be killed and started again.

Run as a program, it is a desk that sends one document and then goes on until somebody kills it::

    python -m tests.stories.workplace FOLDER LOGIN DOCUMENT [--queue-only]
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from desk.demo_office import PIN, RECEIVER, RECEIVING, Office, set_up
from desk.folder import DeskFolder
from desk.local_server import found
from desk.modules import MODULES
from exchange import store
from exchange.errands import Counter, check_receipts, collect, send, sign_for
from exchange.model import ConsignmentId, Contents, Enclosure, Letter, ReceiptKind, ReceivedItem, SentItem
from office.actor import Actor, Permission, PersonId, UnitId
from office.clock import now
from office.crypto.chains import Anchors
from office.database import Database
from office.files.folder import FileStore
from office.modules import all_handlers, all_kinds
from office.sync.client import Client
from office.sync.link import Link, Synced
from office.sync.replica import Replica
from seals.devices.key_file import open_key_folder

ROOT = Path(__file__).parent.parent.parent
TITLE = "关于召开防汛工作会议的通知"


def found_office(folder: Path) -> Office:
    """Keys, certificates and folders for every desk, and the server's directory in ``folder / "server"``."""
    office = set_up(folder, iterations=1000)
    found(folder / "server", office.founding)
    return office


class ServerProcess:
    """``python -m server serve``; it can be killed and started again at the same address."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.port = 0
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "server", "serve", "--data", str(self._data), "--attached"]
        command += ["--port", str(self.port)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
        )
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().decode().strip()
        assert self.url, self._process.communicate()[1].decode()
        self.port = int(self.url.rpartition(":")[2])

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """As the power goes off."""
        self._process.kill()
        self._process.communicate()

    def stop(self) -> str:
        """End it as a person ends it; what it said to its log."""
        return self._process.communicate(timeout=30)[1].decode()


@dataclass(frozen=True)
class Site:
    """The office's folder and its running server."""

    folder: Path
    server: ServerProcess

    def desk(self, login: str, url: str = "") -> "Workplace":
        return Workplace(self.folder / login, login, url or self.server.url)

    def what_arrived(self) -> int:
        """Bytes of unfinished uploads at the server, once it has noticed that no more come."""
        before, now_ = -1, 0
        while before != now_:
            time.sleep(0.3)
            before, now_ = now_, sum(path.stat().st_size for path in (self.folder / "server").glob("files/partial/*"))
        return now_

    def receive_all(self) -> list[tuple[ReceivedItem, Letter]]:
        """The receiver opens and signs for everything that came, and the receipts travel."""
        desk = self.desk(RECEIVER)
        desk.sync()
        taken = []
        for item in desk.in_tray():
            taken.append((item, desk.collect(item.consignment.id)))
            desk.sign_for(item.consignment.id)
        desk.sync()
        desk.close()
        return taken


def open_site(template: Path, folder: Path) -> Site:
    """A copy of the office in ``template``, with its server running."""
    shutil.copytree(template, folder)
    return Site(folder, ServerProcess(folder / "server"))


class Workplace:
    """One desk over its own folder, signed in at the server."""

    def __init__(self, folder: Path, login: str, url: str) -> None:
        self._folder = DeskFolder(folder)
        self.database = Database(self._folder.database_url)
        self.database.create()
        self.files = FileStore(self._folder.files)
        self.client = Client(url)
        signed_in = self.client.sign_in(login, PIN)
        permissions = frozenset(map(Permission, signed_in.permissions))
        self.actor = Actor(PersonId(signed_in.person), UnitId(signed_in.unit), permissions)
        self._replica = Replica(all_handlers(MODULES), all_kinds(MODULES))
        anchors = Anchors(self._folder.trust().pdf_roots)
        self.counter = Counter(self.database, self.files, self._replica, self.client, self.actor, anchors)
        self.link = Link(self.database, self._replica, self.client, self.files, self.actor)
        self.token = open_key_folder(self._folder.key_files(), PIN)

    def send(self, document: bytes) -> ConsignmentId:
        at = now()
        contents = Contents(TITLE, "", "", (Enclosure("通知.pdf", document),))
        return send(self.counter, contents, (RECEIVING,), at + timedelta(days=30), self.token, at)

    def sync(self) -> Synced:
        synced = self.link.sync()
        check_receipts(self.counter, now())
        return synced

    def collect(self, consignment: ConsignmentId) -> Letter:
        return collect(self.counter, consignment, self.token, now())

    def sign_for(self, consignment: ConsignmentId) -> None:
        sign_for(self.counter, consignment, self.token, now())

    def sent(self) -> list[SentItem]:
        with self.database.reading() as connection:
            return store.sent(connection, self.actor.unit)

    def in_tray(self) -> list[ReceivedItem]:
        with self.database.reading() as connection:
            return store.in_tray(connection, self.actor.unit)

    def receipts(self, consignment: ConsignmentId) -> list[ReceiptKind]:
        with self.database.reading() as connection:
            return [receipt.kind for receipt in store.receipts_of(connection, [consignment])]

    def close(self) -> None:
        self.client.close()
        self.database.close()


def start_sending(folder: Path, login: str, url: str, document: Path, *options: str) -> "subprocess.Popen[bytes]":
    """A desk in a process of its own that sends the document."""
    command = [sys.executable, "-m", "tests.stories.workplace", str(folder), login, url, str(document), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)


def _main(folder: str, login: str, url: str, document: str, *options: str) -> None:
    desk = Workplace(Path(folder), login, url)
    desk.sync()
    desk.send(Path(document).read_bytes())
    if "--queue-only" in options:
        os.kill(os.getpid(), signal.SIGKILL)
    desk.sync()


if __name__ == "__main__":
    _main(*sys.argv[1:])
