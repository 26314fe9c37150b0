"""What works behind a desk window: records, background, the link to the server, and the bench for the panels."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from desk.folder import DeskFolder
from desk.modules import MODULES
from desk.words import SENTENCES
from exchange.errands import Counter
from office.actor import Actor, Permission, PersonId, UnitId
from office.clock import now
from office.crypto.chains import Anchors
from office.database import Database
from office.errors import NotFound, OfficeError
from office.files.folder import FileStore
from office.fonts.library import Library
from office.modules import all_handlers, all_kinds, all_sentences
from office.people import store as people
from office.sync.client import Client
from office.sync.link import Link
from office.sync.replica import Replica
from office.sync.wire import SignedIn
from office.ui.background import Background
from office.ui.panel import Bench, Who
from office.ui.theme import ThemeName
from office.words import SOURCE_LANGUAGE, explain
from seals.model import Trust


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What a desk window needs to know. ``person`` works for ``unit``; an empty ``server_url`` stays offline."""

    folder: Path
    server_url: str
    unit: UnitId
    person: PersonId
    trust: Trust = field(default_factory=Trust)
    language: str = SOURCE_LANGUAGE
    theme: str = ThemeName.LIGHT


class Session:
    """One person at work on one desk. ``client`` is signed in already; without one the desk stays offline."""

    def __init__(self, settings: DeskSettings, signed_in: SignedIn | None, client: Client | None) -> None:
        self.settings = settings
        self._told_name = signed_in.name if signed_in else ""
        self.client = client or (Client(settings.server_url) if settings.server_url else None)
        self._folder = DeskFolder(settings.folder)
        self.database = Database(self._folder.database_url)
        self.database.create()
        self.background = Background(self.database)
        self.replica = Replica(all_handlers(MODULES), all_kinds(MODULES))
        self.actor = self._find_actor(signed_in)
        self.files = FileStore(self._folder.files)
        self.link = self._make_link()
        self.bench = self._make_bench()

    def explain(self, error: OfficeError) -> str:
        return explain(error, self.bench.sentences)

    def end(self) -> None:
        """Finish what is being written and let go of everything."""
        self.background.close()
        if self.client is not None:
            self.client.close()
        self.database.close()

    def _make_link(self) -> Link | None:
        if self.client is None:
            return None
        return Link(self.database, self.replica, self.client, self.files, self.actor)

    def _make_bench(self) -> Bench:
        with self.database.reading() as connection:
            person, unit = self.names(connection)
        return Bench(
            actor=self.actor,
            background=self.background,
            handlers=all_handlers(MODULES),
            sentences={**all_sentences(MODULES), **SENTENCES},
            now=now,
            folder=self.settings.folder,
            library=Library.of_this_machine(),
            do=self.replica.do,
            ask=self.link.ask if self.link is not None else None,
            client=self.client,
            key_files=self._folder.key_files,
            lent=self._lent(),
            who=Who(person, unit),
        )

    def _lent(self) -> dict[type[Any], Any]:
        """What the modules share: the trust anchors, and the counter where parcels are sent and taken."""
        trust = self.settings.trust
        lent: dict[type[Any], Any] = {Trust: trust}
        if self.client is not None:
            anchors = Anchors(roots=trust.pdf_roots, revoked=trust.revoked)
            lent[Counter] = Counter(self.database, self.files, self.replica, self.client, self.actor, anchors)
        return lent

    def _find_actor(self, signed_in: SignedIn | None) -> Actor:
        """Who acts: as the server said at the sign-in, or else as the replica knows."""
        settings = self.settings
        if signed_in is not None:
            return Actor(settings.person, settings.unit, frozenset(map(Permission, signed_in.permissions)))
        try:
            with self.database.reading() as connection:
                return people.person(connection, settings.person).actor
        except NotFound:
            return Actor(settings.person, settings.unit)

    def names(self, connection: Connection) -> tuple[str, str]:
        """The person's and the unit's names; empty where the directory has not come yet."""
        person = people.PERSONS.one(connection, self.settings.person)
        unit = people.UNITS.one(connection, self.settings.unit)
        return person.name if person else self._told_name, unit.name if unit else ""
