"""Who comes in."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from office.actor import PersonId, UnitId
from office.database import Database
from office.people.errors import Locked, WrongPassword
from office.people.model import Person, Unit
from office.sync.errors import NotSignedIn
from office.sync.wire import SignIn
from server.founding import Newcomer, change_person, found
from server.sign_in import LOCKED_FOR, MOST_FAILURES, SESSION, Gate
from tests.conftest import NOON

UNIT = Unit(UnitId("finance"), "财政局")
PERSON = Person(PersonId("li"), UNIT.id, "李文书")
RIGHT, WRONG = SignIn("li", "a long password"), SignIn("li", "another password")


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(server_database: Database, clock: Clock) -> Gate:
    found(server_database, [UNIT], [Newcomer(PERSON, "li", RIGHT.password)], NOON)
    return Gate(server_database, clock)


def fail(gate: Gate, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassword):
            gate.sign_in(WRONG)


def test_the_right_password_gives_a_token_for_the_person(gate: Gate) -> None:
    signed_in = gate.sign_in(RIGHT)

    assert gate.actor(signed_in.token) == PERSON.actor
    assert signed_in.name == "李文书"


def test_case_and_blanks_of_the_login_name_do_not_matter(gate: Gate) -> None:
    assert gate.sign_in(SignIn(" LI ", RIGHT.password)).person == "li"


@pytest.mark.parametrize("request_", [WRONG, SignIn("nobody", RIGHT.password)])
def test_a_wrong_name_and_a_wrong_password_sound_alike(gate: Gate, request_: SignIn) -> None:
    with pytest.raises(WrongPassword) as refused:
        gate.sign_in(request_)

    assert refused.value.facts == {}


def test_repeated_failures_lock_even_the_right_password_out(gate: Gate, clock: Clock) -> None:
    fail(gate, MOST_FAILURES)

    with pytest.raises(Locked) as refused:
        gate.sign_in(RIGHT)
    assert refused.value.facts == {"minutes": "15"}

    clock.time += LOCKED_FOR
    assert gate.sign_in(RIGHT).person == "li"


def test_success_forgets_the_failures(gate: Gate) -> None:
    fail(gate, MOST_FAILURES - 1)
    gate.sign_in(RIGHT)
    fail(gate, MOST_FAILURES - 1)

    assert gate.sign_in(RIGHT).person == "li"


def test_a_token_ends(gate: Gate, clock: Clock) -> None:
    token = gate.sign_in(RIGHT).token
    clock.time += SESSION - timedelta(seconds=1)
    assert gate.actor(token).person == "li"

    clock.time += timedelta(seconds=1)
    with pytest.raises(NotSignedIn):
        gate.actor(token)


def test_whoever_left_does_not_come_in(gate: Gate, server_database: Database) -> None:
    token = gate.sign_in(RIGHT).token
    change_person(server_database, Person(PERSON.id, PERSON.unit, PERSON.name, active=False), NOON)

    with pytest.raises(NotSignedIn):
        gate.actor(token)
    with pytest.raises(WrongPassword):
        gate.sign_in(RIGHT)


def test_the_database_knows_neither_password_nor_token(gate: Gate, server_database: Database) -> None:
    token = gate.sign_in(RIGHT).token
    with server_database.reading() as connection:
        rows = [
            *connection.execute(text("SELECT * FROM server_credentials")),
            *connection.execute(text("SELECT * FROM server_sessions")),
        ]

    kept = repr(rows)
    assert "$argon2id$" in kept
    assert RIGHT.password not in kept
    assert token not in kept
