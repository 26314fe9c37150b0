"""A server and the desks of three units, with real keys, files, records and HTTP."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from exchange import store
from exchange.errands import Counter, check_receipts, collect, send, sign_for
from exchange.model import (
    Consignment,
    ConsignmentId,
    Contents,
    Enclosure,
    Letter,
    Progress,
    Receipt,
    ReceivedItem,
    SentItem,
)
from office.actor import UnitId
from office.clock import now
from office.crypto.token import Token
from office.database import Database
from office.ids import new_id
from office.sync.codec import to_plain
from office.sync.commands import Command
from office.sync.link import Synced
from office.sync.wire import Push, Result, Sent
from server.founding import found
from server.run import Serving, start
from tests.desks import Desk, newcomer
from tests.exchange.district import ANCHORS, ARCHIVE, FINANCE, NAMES, WATER, holder

PEOPLE = {"li": FINANCE, "wang": FINANCE, "zhao": ARCHIVE, "qian": WATER}
BODY = "各科室要高度重视，认真落实。".encode() + b" The annual budget plan." + bytes(range(256))
NOTICE = Contents("关于召开全区防汛会议的通知", "某财发〔2026〕15号", "", (Enclosure("防汛会议通知.pdf", BODY),))


class Post(Desk):
    """A workstation that sends and receives."""

    def __init__(self, folder: Path, address: str, login: str, signed_in: "Post | None" = None) -> None:
        super().__init__(folder, address, login, signed_in=signed_in)
        self.token: Token = holder(PEOPLE[login]).token
        self.counter = Counter(self.database, self.files, self.replica, self.client, self.actor, ANCHORS)

    def send(self, *recipients: UnitId, contents: Contents = NOTICE) -> ConsignmentId:
        at = now()
        return send(self.counter, contents, recipients, at + timedelta(days=30), self.token, at)

    def collect(self, consignment: ConsignmentId) -> Letter:
        return collect(self.counter, consignment, self.token, now())

    def sign_for(self, consignment: ConsignmentId) -> None:
        sign_for(self.counter, consignment, self.token, now())

    def sync(self) -> Synced:
        synced = self.link.sync()
        check_receipts(self.counter, now())
        return synced

    def push(self, command: Command, command_id: str = "") -> Result:
        """Push a command past the desk's own checks, as a forged desk would."""
        sent = Sent(command_id or new_id(), 1, command.name, command.partition, to_plain(command))
        return self.client.push(Push(new_id(), "", [sent])).results[0]

    def known(self, consignment: ConsignmentId) -> Consignment:
        with self.database.reading() as connection:
            return store.consignment(connection, consignment)

    def receipts(self, consignment: ConsignmentId) -> list[Receipt]:
        with self.database.reading() as connection:
            return store.receipts_of(connection, [consignment])

    def sent(self) -> list[SentItem]:
        with self.database.reading() as connection:
            return store.sent(connection, self.actor.unit)

    def sent_here(self) -> list[ConsignmentId]:
        """What was sent from this very desk."""
        return [item.id for item in self.sent() if item.letter is not None]

    def progress(self, consignment: ConsignmentId) -> tuple[Progress, ...]:
        return next(item.progress for item in self.sent() if item.id == consignment)

    def in_tray(self) -> list[ReceivedItem]:
        with self.database.reading() as connection:
            return store.in_tray(connection, self.actor.unit)


@dataclass
class Town:
    """The server under ``folder`` and the desks that people opened."""

    folder: Path
    url: str
    serving: Serving
    desks: list[Post] = field(default_factory=list)

    @property
    def server_files(self) -> Path:
        return self.folder / "server-files"

    def desk(self, login: str, name: str = "", address: str = "", signed_in: Post | None = None) -> Post:
        """A desk of the person, with the directory pulled when it is new."""
        folder = self.folder / (name or login)
        is_new = not folder.exists()
        post = Post(folder, address or self.serving.url, login, signed_in)
        self.desks.append(post)
        if is_new:
            post.sync()
        return post

    def stop_server(self) -> None:
        self.serving.stop()

    def start_server(self) -> None:
        self.serving = start(self.url, self.server_files, port=self.serving.port)

    def close(self) -> None:
        for desk in self.desks:
            desk.close()
        self.serving.stop()


def open_town(folder: Path, url: str) -> Town:
    if url.startswith("sqlite:///"):
        Path(url.removeprefix("sqlite:///")).write_bytes(_founded())
    else:
        _found(url)
    return Town(folder, url, start(url, folder / "server-files"))


@cache
def _founded() -> bytes:
    with TemporaryDirectory() as folder:
        _found(f"sqlite:///{folder}/server.db")
        return Path(folder, "server.db").read_bytes()


def _found(url: str) -> None:
    database = Database(url)
    units = [holder(unit).unit for unit in NAMES]
    found(database, units, [newcomer(name, unit) for name, unit in PEOPLE.items()], now())
    database.close()
