"""Beginnings of the server's tests."""

from collections.abc import Iterator

import pytest

from office.actor import Actor, PersonId, UnitId
from office.database import Database
from server.founding import prepare
from tests import notes
from tests.conftest import EVERYTHING

WANG = Actor(PersonId("wang"), UnitId("finance"), frozenset({*EVERYTHING, notes.WRITE}))
ZHAO = Actor(PersonId("zhao"), UnitId("archive"), frozenset({*EVERYTHING, notes.WRITE}))


@pytest.fixture
def server_database(server_url: str) -> Iterator[Database]:
    """A server's records, founded but empty."""
    database = Database(server_url)
    prepare(database)
    yield database
    database.close()
