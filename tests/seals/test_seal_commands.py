"""The register of seals and their uses, on a real database."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import pytest

from office.actor import Actor, PersonId, UnitId
from office.crypto.authority import Usage
from office.crypto.public_keys import Family
from office.database import Database
from office.errors import AlreadyThere, Denied, NotFound
from office.sync.commands import Command, Context, perform
from office.sync.kinds import EVERYONE, of_unit
from seals import store
from seals.commands import (
    HANDLERS,
    MANAGE,
    USE,
    IssueSeal,
    RecordSealing,
    RestoreSeal,
    RevokeSeal,
    SuspendSeal,
)
from seals.errands import verify
from seals.errors import SealAltered, SealGone, SealNotActive, SealNotYours, SealOutOfDate, SealUnreadable
from seals.model import Outcome, SealingId, Standing
from tests.office import pki
from tests.office.pki import NOW
from tests.seals.world import DAY, OFFICE, TRUST, picture, seal_of, sealed_ofd

TOWN, OTHERS = UnitId("town"), UnitId("finance")
KEEPER = Actor(PersonId("keeper"), TOWN, frozenset({MANAGE, USE}))
CLERK = Actor(PersonId("clerk"), TOWN, frozenset({USE}))
STRANGER = Actor(PersonId("stranger"), OTHERS, frozenset({USE}))
GUEST = Actor(PersonId("guest"), TOWN)
ISSUE = IssueSeal("S-1", TOWN, 42.0, seal_of(OFFICE))
RECORD = RecordSealing(SealingId("1"), "doc", "S-1", "a" * 64, "b" * 64, "17")


def do(database: Database, command: Command, actor: Actor = KEEPER, now: datetime = NOW) -> None:
    with database.transaction() as connection:
        perform(command, Context(actor, now, connection), HANDLERS)


def test_an_issued_seal_stands_in_the_register_as_its_maker_made_it(database: Database) -> None:
    do(database, ISSUE)

    with database.reading() as connection:
        seal, entry = store.seal(connection, "S-1"), store.entry(connection, "S-1")
    assert (seal.name, seal.picture, seal.data, seal.valid_to) == (OFFICE, picture(), ISSUE.data, NOW + 300 * DAY)
    assert (entry.name, entry.digest, entry.standing) == (OFFICE, sha256(ISSUE.data).hexdigest(), Standing.ACTIVE)


def test_the_seal_goes_to_its_unit_and_the_entry_to_everyone(database: Database) -> None:
    do(database, ISSUE)

    with database.reading() as connection:
        seal, entry = store.seal(connection, "S-1"), store.entry(connection, "S-1")
    assert store.SEALS.scopes(seal) == {of_unit(TOWN)}
    assert store.ENTRIES.scopes(entry) == {EVERYONE}


def test_only_the_keeper_issues_and_revokes(database: Database) -> None:
    for command in (ISSUE, RevokeSeal("S-1", "x"), SuspendSeal("S-1", "x"), RestoreSeal("S-1")):
        with pytest.raises(Denied):
            do(database, command, CLERK)


def test_only_the_server_decides_about_seals_and_uses_stay_at_the_desk() -> None:
    assert all(command.server_decides for command in (IssueSeal, RevokeSeal, SuspendSeal, RestoreSeal))
    assert RecordSealing.stays_at_desk


@pytest.mark.parametrize(
    "command",
    [
        replace(ISSUE, id="S-2"),
        replace(ISSUE, diameter=50.0),
        replace(ISSUE, data=ISSUE.data.replace(b"PNG", b"GIF", 1)),
    ],
)
def test_a_seal_that_is_not_what_the_command_says_is_not_entered(database: Database, command: IssueSeal) -> None:
    with pytest.raises(SealAltered):
        do(database, command)


def test_bytes_that_are_no_seal_are_not_entered(database: Database) -> None:
    with pytest.raises(SealUnreadable):
        do(database, replace(ISSUE, data=b"seal"))


def test_no_seal_takes_anothers_place(database: Database) -> None:
    do(database, ISSUE)

    with pytest.raises(AlreadyThere):
        do(database, replace(ISSUE, unit=OTHERS))


def test_a_use_is_written_down_with_who_and_when(database: Database) -> None:
    do(database, ISSUE)
    do(database, RECORD, CLERK)

    with database.reading() as connection:
        (use,) = store.sealings_of(connection, "doc")
        assert store.uses_of(connection, "S-1") == [use]
    assert (use.seal, use.before, use.after, use.token) == ("S-1", "a" * 64, "b" * 64, "17")
    assert (use.sealed_by, use.unit, use.sealed_at) == ("clerk", TOWN, NOW)


def test_a_guest_may_not_use_a_seal(database: Database) -> None:
    do(database, ISSUE)

    with pytest.raises(Denied):
        do(database, RECORD, GUEST)


def test_another_units_seal_may_not_be_used(database: Database) -> None:
    do(database, ISSUE)

    with pytest.raises(SealNotYours):
        do(database, RECORD, STRANGER)


def test_an_unknown_seal_may_not_be_used(database: Database) -> None:
    with pytest.raises(NotFound):
        do(database, RECORD, CLERK)


def test_a_seal_out_of_date_may_not_be_used(database: Database) -> None:
    do(database, ISSUE)

    with pytest.raises(SealOutOfDate):
        do(database, RECORD, CLERK, NOW + 301 * DAY)


def test_a_suspended_seal_may_be_used_again_when_it_is_restored(database: Database) -> None:
    do(database, ISSUE)
    do(database, SuspendSeal("S-1", "遗失待查"))
    with pytest.raises(SealNotActive):
        do(database, RECORD, CLERK)

    do(database, RestoreSeal("S-1"))
    do(database, RECORD, CLERK)


def test_a_destroyed_seal_never_comes_back(database: Database) -> None:
    do(database, ISSUE)
    do(database, RevokeSeal("S-1", "机构撤并"))

    for command in (RestoreSeal("S-1"), SuspendSeal("S-1", "x"), RevokeSeal("S-1", "x")):
        with pytest.raises(SealGone):
            do(database, command)
    with database.reading() as connection:
        assert store.seals_of(connection, TOWN) == []
        assert [(entry.standing, entry.why) for entry in store.register(connection)] == [
            (Standing.DESTROYED, "机构撤并")
        ]


def test_checkers_stop_believing_a_destroyed_seal(database: Database) -> None:
    do(database, ISSUE)
    with database.reading() as connection:
        assert store.destroyed(connection) == frozenset()

    do(database, RevokeSeal("S-1", "机构撤并"))

    with database.reading() as connection:
        known = store.destroyed(connection)
    maker = pki.certificate(Family.SM2, Usage.SEAL_MAKER, "制章中心")
    assert known == {(sha256(maker).hexdigest(), "S-1")}
    assert verify(sealed_ofd(), replace(TRUST, destroyed=known), NOW).outcome is Outcome.UNCHECKABLE
