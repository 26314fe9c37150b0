"""From a desk's folder to its open window: sign in, at the server or from memory, then work."""

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from desk.app import DeskSettings, OpenDesk, build_application, open_desk
from desk.errors import NobodyToAsk
from desk.folder import DeskFolder, DeskIdentity
from desk.modules import MODULES
from desk.remembered import recall, remember
from desk.sign_in import SignInWindow
from desk.words import SENTENCES
from office.actor import PersonId, UnitId
from office.clock import now
from office.database import Database
from office.errors import OfficeError
from office.files.atomic import NotWritten
from office.modules import all_sentences
from office.sync.client import Client
from office.sync.errors import ServerAway
from office.sync.wire import SignedIn
from office.ui.background import Background
from office.words import explain, use_language


@dataclass(frozen=True, slots=True)
class Entered:
    """Who came in, and the client that is signed in for them; None: without the server."""

    signed_in: SignedIn
    client: Client | None


class Entrance(SignInWindow):
    """The sign-in window of one desk's folder; hands the open desk to ``opened`` and closes."""

    def __init__(self, folder: DeskFolder, opened: Callable[[OpenDesk], None]) -> None:
        self._folder, self._opened = folder, opened
        self._identity = folder.identity()
        use_language(self._identity.language)
        self._database = Database(folder.database_url)
        self._work = Background(self._database)
        sentences = {**all_sentences(MODULES), **SENTENCES}
        super().__init__(
            self._work,
            self._enter,
            lambda error: explain(error, sentences),
            {self._identity.unit: self._identity.unit_name or self._identity.unit},
            self._identity.login,
        )
        self.signed_in.connect(self._open)

    def _enter(self, _unit: str, login: str, password: str) -> Entered:
        """Off the Qt thread: the server decides; when it is away, what is remembered does."""
        path = self._folder.path / "sign-ins.json"
        client = Client(self._identity.server_url)
        try:
            signed_in = client.sign_in(login, password)
        except ServerAway as away:
            client.close()
            known = recall(path, login, password, now())
            if known is None:
                raise NobodyToAsk(address=self._identity.server_url) from away
            return Entered(known, None)
        except OfficeError:
            client.close()
            raise
        with suppress(NotWritten):  # a full disk keeps nobody out whom the server lets in
            remember(path, login, password, signed_in, now())
        return Entered(signed_in, client)

    def _open(self, entered: Entered) -> None:
        settings = _settings(self._folder, self._identity, entered.signed_in)
        try:
            desk = open_desk(settings, entered.signed_in, entered.client)
        except OfficeError as error:
            if entered.client is not None:
                entered.client.close()
            self._refuse(error)
            return
        self._work.close()
        self._database.close()
        self._opened(desk)
        self.close()


def run(folder: DeskFolder) -> int:
    """Sign in and work until the window is closed."""
    identity = folder.identity()
    application = build_application(sys.argv[:1], identity.theme)
    desks: list[OpenDesk] = []
    entrance = Entrance(folder, desks.append)
    entrance.show()
    return application.exec()


def _settings(folder: DeskFolder, identity: DeskIdentity, signed_in: SignedIn) -> DeskSettings:
    return DeskSettings(
        folder.path,
        identity.server_url,
        UnitId(signed_in.unit),
        PersonId(signed_in.person),
        folder.trust(),
        identity.language,
        identity.theme,
    )
