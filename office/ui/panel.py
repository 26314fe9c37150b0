"""What a module's panel is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy import Connection

from office.actor import Actor
from office.crypto.token import Purpose
from office.errors import OfficeError
from office.files.folder import FileStore
from office.fonts.library import Library
from office.sync.client import Client
from office.sync.commands import Answer, Command, Context, Handlers, perform
from office.ui import theme
from office.ui.background import Background, Progress
from office.ui.banner import Tone
from office.ui.notice import Notice
from office.ui.pieces import column, frame, row, with_edge, words
from office.ui.strip import ProgressStrip
from office.words import Sentences, explain

T = TypeVar("T")

Do = Callable[[Connection, Command, Actor, datetime], Answer]  # on the records thread, in its transaction
Ask = Callable[[Command, datetime], Answer]  # blocks; off the Qt thread


@dataclass
class Who:
    """Who works here for which unit, in words; the directory may tell them later than the desk opens."""

    person: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Bench:
    """What the desk lends to a panel.

    ``folder`` is the desk's own (files, key files); ``lent`` holds by type what the modules share
    and the office does not know, such as the trust anchors.
    """

    actor: Actor
    background: Background
    handlers: Handlers
    sentences: Sentences
    now: Callable[[], datetime]
    folder: Path = field(default_factory=Path.cwd)
    library: Library = field(default_factory=Library.of_this_machine)
    do: Do | None = None  # Replica.do; without one, commands are performed here and go nowhere
    ask: Ask | None = None  # Link.ask, for what only the server decides; without one, decided here
    client: Client | None = None  # to fetch files from the server; blocks, off the Qt thread
    key_files: Callable[[], Mapping[Purpose, bytes]] = dict  # the unit's, still locked by their PIN; off the Qt thread
    lent: Mapping[type[Any], Any] = field(default_factory=dict)
    who: Who = field(default_factory=Who)

    @property
    def person_name(self) -> str:
        return self.who.person or self.actor.person

    @property
    def unit_name(self) -> str:
        return self.who.unit or self.actor.unit

    @property
    def files(self) -> FileStore:
        """The files of this desk, by digest."""
        return FileStore(self.folder / "files")

    def lend(self, kind: type[T]) -> T:
        """The one thing of type ``kind`` that the desk lends; KeyError where the desk forgot it."""
        thing = self.lent[kind]
        assert isinstance(thing, kind)
        return thing

    def explain(self, error: OfficeError) -> str:
        return explain(error, self.sentences)

    def perform(self, connection: Connection, command: Command) -> Answer:
        """Perform ``command`` in the records now, on the records thread."""
        if self.do is not None and not command.server_decides:
            return self.do(connection, command, self.actor, self.now())
        return perform(command, Context(self.actor, self.now(), connection), self.handlers)


class Panel(QWidget):
    """Shows one module's records, and shows them again when they change.

    It stands under a bar with its name and its deeds; what it has to tell comes in place, above its work.
    """

    module: ClassVar[str]
    listens: ClassVar[frozenset[str]] = frozenset()  # other modules whose changes concern it

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.notice = Notice()
        self.strip = ProgressStrip()
        bench.background.changed.connect(self._on_changed)
        bench.background.failed.connect(self._on_failed)

    def reload(self) -> None:
        """Ask the records again and show them."""
        raise NotImplementedError

    def may_leave(self) -> bool:
        """Whether nothing would be lost if the window closed now; a panel asks its person before saying no."""
        return True

    def let_go(self) -> None:
        """Give back files that are open; the window is closing."""

    # Work

    def read(self, question: Callable[[Connection], T], answer: Callable[[T], None]) -> None:
        self.bench.background.read(self, question, answer)

    def submit(
        self,
        command: Command,
        done: Callable[[Answer], None] | None = None,
        failed: Callable[[OfficeError], None] | None = None,
    ) -> None:
        """Perform ``command``; what only the server decides is asked there, off the Qt thread."""
        self.notice.clear()
        if command.server_decides and self.bench.ask is not None:
            self._ask(self.bench.ask, command, done, failed)
            return
        bench = self.bench
        bench.background.write(
            self, command.module, lambda connection: bench.perform(connection, command), done, failed
        )

    def errand(
        self,
        words: str,
        task: Callable[[Progress], T],
        answer: Callable[[T], None],
        failed: Callable[[OfficeError], None] | None = None,
        can_stop: bool = True,
        keep_notice: bool = False,
    ) -> None:
        """Do something slow under the strip that says ``words``; refusals are told in place."""
        if not keep_notice:
            self.notice.clear()
        progress = self.strip.begin(words, can_stop)
        self.bench.background.errand(
            self,
            lambda: task(progress),
            answer,
            failed=failed or self.tell_failure,
            settled=self.strip.end,
            progress=progress,
        )

    def _ask(
        self,
        ask: Ask,
        command: Command,
        done: Callable[[Answer], None] | None,
        failed: Callable[[OfficeError], None] | None,
    ) -> None:
        background, now = self.bench.background, self.bench.now

        def task() -> Answer:
            answer = ask(command, now())
            background.tell_changed(command.module)
            return answer

        background.errand(self, task, done or _ignore, failed=failed or self.tell_failure)

    # Telling

    def tell(self, sentence: str, tone: Tone = Tone.GOOD) -> None:
        self.notice.tell(sentence, tone)

    def tell_failure(self, error: OfficeError) -> None:
        self.notice.tell(self.bench.explain(error), Tone.BAD)

    def _on_changed(self, module: str) -> None:
        if module == self.module or module in self.listens:
            self.reload()

    def _on_failed(self, owner: QObject, error: OfficeError) -> None:
        if owner is self:
            self.tell_failure(error)

    # Looks

    def told(self) -> tuple[QWidget, QWidget]:
        """Notice and progress, to stand above the work."""
        return with_edge(self.notice), with_edge(self.strip)

    def lay_out(self, title: str, body: QWidget | QVBoxLayout | QHBoxLayout, *deeds: QWidget) -> None:
        """The usual order: the bar with name and deeds, notice and progress, then ``body``."""
        head = row(words(title, "heading"), None, *deeds, gap=1)
        head.setContentsMargins(theme.gap(2.4), theme.gap(1.2), theme.gap(1.6), theme.gap(1.2))
        bar: QFrame = frame("bar", head)
        whole = column(bar, *self.told(), gap=0)
        if isinstance(body, QWidget):
            whole.addWidget(body, 1)
        else:
            whole.addLayout(body, 1)
        self.setLayout(whole)


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """How a module appears on the desk. ``build`` runs when it is first shown."""

    name: str
    icon: str
    build: Callable[[Bench], Panel]
    title: str = ""  # in Chinese, marked with N_
    key: str = ""  # its shortcut, "F2"


def _ignore(_: object) -> None:
    """For answers that nobody waits for."""
