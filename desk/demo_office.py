"""The office of the demonstration: two units, a seal administrator, a clerk, a receiver, and a folder for each desk."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from desk.folder import DeskFolder, DeskIdentity
from desk.local_server import Founding
from desk.trial import Holder, Newcomer, make_authorities, make_seal_maker, make_unit, newcomer
from documents.commands import DRAFT
from exchange.commands import RECEIVE, SEND
from office.actor import UnitId
from office.clock import now
from office.crypto.key_file import ITERATIONS
from office.files.atomic import write_atomically
from seals.commands import MANAGE, USE
from seals.model import Trust
from seals.panel.register import MAKER

PIN = "20210930"
SENDING, RECEIVING = UnitId("fujian-office"), UnitId("fuzhou-office")
NAMES = {SENDING: "福建省人民政府办公厅", RECEIVING: "福州市人民政府办公厅"}
KEEPER, CLERK, RECEIVER = "chenyin", "linwen", "wangshou"
MAKER_NAME = "演示制章中心"


@dataclass(frozen=True, slots=True)
class Place:
    """One person's desk: its folder and who sits there."""

    folder: DeskFolder
    person: Newcomer


@dataclass(frozen=True, slots=True)
class Office:
    places: dict[str, Place]
    founding: Founding
    trust: Trust

    def tell_server(self, url: str) -> None:
        """Write down at every desk where the server is."""
        for login, place in self.places.items():
            unit = place.person.person.unit
            place.folder.remember(DeskIdentity(url, unit, NAMES[unit], login))


def set_up(folder: Path, iterations: int = ITERATIONS) -> Office:
    """Make keys and certificates, and a desk's folder for each person; all PINs and passwords are PIN."""
    at = now() - timedelta(minutes=5)
    authorities = make_authorities("政务桌面演示", at)
    maker, maker_key = make_seal_maker(authorities, MAKER_NAME, PIN, at, iterations)
    trust = authorities.trust((maker,))
    holders = {unit: make_unit(authorities, unit, name, PIN, at, iterations) for unit, name in NAMES.items()}
    people = _people(holders)
    places = {}
    for person in people:
        desk = DeskFolder(folder / person.login)
        desk.keep_trust(trust)
        desk.keep_key_files(holders[person.person.unit].key_files)
        places[person.login] = Place(desk, person)
    write_atomically(places[KEEPER].folder.path / "keys" / MAKER, maker_key)
    return Office(places, Founding([holder.unit for holder in holders.values()], people), trust)


def _people(holders: dict[UnitId, Holder]) -> list[Newcomer]:
    sending, receiving = holders[SENDING].unit, holders[RECEIVING].unit
    return [
        newcomer("chen", sending, "陈印", KEEPER, PIN, frozenset({MANAGE, USE})),
        newcomer("lin", sending, "林文", CLERK, PIN, frozenset({DRAFT, USE, SEND})),
        newcomer("wang", receiving, "王收", RECEIVER, PIN, frozenset({RECEIVE})),
    ]
