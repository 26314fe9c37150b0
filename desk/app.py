"""Opening the desk: the application with its looks and language, and a window over a desk's folder."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desk.modules import PANELS
from desk.pump import SyncPump
from desk.session import DeskSettings, Session
from desk.window import DeskWindow
from exchange.module import MODULE as EXCHANGE
from exchange.store import in_tray
from office.clock import now
from office.people.module import MODULE as PEOPLE
from office.sync.client import Client
from office.sync.errors import as_error
from office.sync.model import Queued
from office.sync.wire import SignedIn
from office.ui import crash, icons, theme
from office.ui.theme import ThemeName
from office.words import use_language

__all__ = ["DeskSettings", "OpenDesk", "build_application", "open_desk", "show_theme"]

_HARMLESS = ("does not support propagateSizeHints",)  # said by Qt's offscreen platform for every window


def build_application(argv: Sequence[str], worn: str = ThemeName.LIGHT) -> QApplication:
    """The one application of this process, dressed; sizes follow QT_SCALE_FACTOR and the screen."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(QGuiApplication.highDpiScaleFactorRoundingPolicy().PassThrough)
    application = QApplication(list(argv))
    _quiet_offscreen(application)
    application.setApplicationName("govdesk")
    theme.news().changed.connect(lambda: icons.retint(application))
    theme.wear(application, ThemeName(worn))
    return application


def show_theme(name: str) -> None:
    """Put the theme ``name`` ("light", "dark") on every window."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.wear(application, ThemeName(name))


class OpenDesk(DeskWindow):
    """A desk window with everything that works behind it; closing it ends that too."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.bench, PANELS)
        self.session = session
        link = session.link
        self.pump = SyncPump(session.background, session.actor.person, link.sync if link else None, session.explain)
        self.pump.state_changed.connect(self.show_sync)
        self.pump.refused.connect(self._on_refused)
        session.background.changed.connect(self._on_changed)
        self.sync_asked.connect(self.pump.sync_now)
        self.theme_asked.connect(_change_theme)
        self.closed.connect(self._end)
        folder = session.settings.folder / "crashes"
        self._hook: crash.Hook | None = crash.catch_all(folder, now, lambda code: self.tell(crash.sentence(code)))

    def _end(self) -> None:
        if self._hook is not None:
            sys.excepthook, self._hook = self._hook, None
            self.pump.stop()
            self.session.end()

    def _on_changed(self, module: str) -> None:
        if module == PEOPLE.name:
            names = self.session.names
            self.session.background.read(self, names, lambda found: self.show_names(*found))
        if module == EXCHANGE.name:
            self.count_letters()

    def count_letters(self) -> None:
        """Tell on the rail how many letters wait to be signed for."""
        unit = self.session.actor.unit
        self.session.background.read(
            self,
            lambda connection: sum(item.signed_for_at is None for item in in_tray(connection, unit)),
            lambda count: self.show_count(EXCHANGE.name, count),
        )

    def _on_refused(self, queued: Queued) -> None:
        self.tell(self.session.explain(as_error(queued.code, queued.facts)))


def open_desk(settings: DeskSettings, signed_in: SignedIn | None = None, client: Client | None = None) -> OpenDesk:
    """The window of the desk in ``settings.folder``, shown and working; ``close()`` ends it.

    ``client`` is signed in already and ``signed_in`` is what came of it (see ``sign_in.SignInWindow``); without
    them the desk works offline with what its replica knows of the person.
    """
    use_language(settings.language)
    show_theme(settings.theme)
    window = OpenDesk(Session(settings, signed_in, client))
    window.show()
    window.count_letters()
    window.pump.start()
    return window


def _change_theme() -> None:
    show_theme(ThemeName.LIGHT if theme.theme_name() is ThemeName.DARK else ThemeName.DARK)


def _quiet_offscreen(application: QApplication) -> None:
    if application.platformName() != "offscreen":
        return

    def said(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if not any(part in message for part in _HARMLESS):
            sys.stderr.write(f"{kind.name}: {message}\n")

    qInstallMessageHandler(said)
