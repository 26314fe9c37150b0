"""A desk to try panels on: every module, real keys in its folder, work done at once."""

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desk.modules import MODULES
from documents.panel.drafts import Drafts
from exchange.errands import Counter
from office.actor import Actor, Permission, PersonId, UnitId
from office.crypto.authority import Usage
from office.crypto.key_file import write_key_file
from office.crypto.public_keys import Family
from office.crypto.token import Purpose
from office.database import Database
from office.fonts.library import Library
from office.modules import all_handlers, all_sentences
from office.people.model import Person, Unit
from office.people.store import PERSONS, UNITS
from office.ui import theme
from office.ui.background import Background
from office.ui.panel import Bench, Who
from office.ui.theme import ThemeName
from seals.model import Trust
from tests.office import pki
from tests.office.pki import NOW

QUIET = pytest.mark.qt_log_ignore("does not support propagateSizeHints")  # Qt's offscreen platform says so
NOTICE = Path(__file__).parent / "data" / "notice"
DRAFT = NOTICE / "draft.docx"
OFFICE, FINANCE = UnitId("office"), UnitId("finance")
NAMES = {OFFICE: "青山县人民政府办公室", FINANCE: "青山县财政局"}
LIN = PersonId("lin")
ALL = frozenset(permission for module in MODULES for permission in module.permissions)
PIN = pki.PIN
USAGES = {
    Purpose.SIGN: (Family.EC, Usage.SIGN),
    Purpose.SEAL: (Family.SM2, Usage.SEAL),
    Purpose.OPEN: (Family.EC, Usage.OPEN),
}
TRUST = Trust(
    (pki.root(Family.EC).certificate,),
    (pki.root(Family.SM2).certificate,),
    (pki.certificate(Family.SM2, Usage.SEAL_MAKER, "制章中心"),),
)


def dress(application: QApplication, name: ThemeName = ThemeName.LIGHT) -> None:
    """Put the theme on, unless it is on: that looks at every widget there is."""
    if not application.styleSheet() or theme.theme_name() is not name:
        theme.wear(application, name)


@cache
def key_files(unit: UnitId) -> Mapping[Purpose, bytes]:
    return {purpose: _key_file(family, usage, NAMES[unit]) for purpose, (family, usage) in USAGES.items()}


@cache
def maker_key() -> bytes:
    return _key_file(Family.SM2, Usage.SEAL_MAKER, "制章中心")


def directory(unit: UnitId) -> Unit:
    sign, seal, open_ = (pki.certificate(*USAGES[purpose], NAMES[unit]) for purpose in Purpose)
    chain = (*pki.authority(Family.EC).chain, *pki.authority(Family.SM2).chain)
    return Unit(unit, NAMES[unit], sign=sign, seal=seal, open=open_, chain=chain)


@dataclass
class Clock:
    """A time that a test can move."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by


def make_bench(
    folder: Path,
    database: Database,
    executor: Executor | None,
    permissions: frozenset[Permission] = ALL,
    counter: Callable[[Actor], Counter] | None = None,
) -> Bench:
    """A bench over ``database`` for Lin of the county's office; ``executor`` None: real threads."""
    actor = Actor(LIN, OFFICE, permissions)
    with database.transaction() as connection:
        UNITS.put(connection, [directory(unit) for unit in NAMES])
        PERSONS.put(connection, [Person(LIN, OFFICE, "林晓", tuple(sorted(permissions)))])
    (folder / "keys").mkdir(parents=True, exist_ok=True)
    (folder / "keys" / "maker.p12").write_bytes(maker_key())
    lent: dict[type[Any], Any] = {Trust: TRUST}
    if counter is not None:
        lent[Counter] = counter(actor)
    return Bench(
        actor,
        Background(database, executor, executor),
        all_handlers(MODULES),
        all_sentences(MODULES),
        Clock(),
        folder=folder,
        library=Library.built_in(),
        key_files=lambda: key_files(OFFICE),
        lent=lent,
        who=Who("林晓", NAMES[OFFICE]),
    )


def typeset_draft(panel: Drafts) -> str:
    """Open the real draft in ``panel``, make its files, and return the draft's id."""
    panel.open_file(DRAFT)
    panel.make_files()
    return panel.list.key


def _key_file(family: Family, usage: Usage, name: str) -> bytes:
    der = pki.certificate(family, usage, name)
    return write_key_file(pki.key(family, name), der, pki.authority(family).chain, PIN, iterations=10)
