"""Shared beginnings."""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from office.actor import Actor, PersonId, UnitId
from office.database import Database
from office.modules import all_handlers, all_sentences
from office.ui.background import Background
from office.ui.panel import Bench
from server.modules import MODULES
from tests import postgres

if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A fixed seed where a run decides about a change; chance where a person looks for what is wrong.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("searching", deadline=None)
settings.load_profile("steady" if os.environ.get("CI") else "searching")

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EVERYTHING = frozenset(permission for module in MODULES for permission in module.permissions)
LI = Actor(PersonId("li"), UnitId("finance"), EVERYTHING)


class AtOnce(Executor):
    """Runs work where it stands, so panel tests need no waiting."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001
            future.set_exception(error)
        return future


@pytest.fixture
def at_once() -> Executor:
    return AtOnce()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A desk's records."""
    database = Database(f"sqlite:///{tmp_path}/office.db")
    database.create()
    yield database
    database.close()


@pytest.fixture
def bench(qapp: object, database: Database, at_once: Executor, tmp_path: Path) -> Iterator[Bench]:
    background = Background(database, at_once, at_once)
    handlers, sentences = all_handlers(MODULES), all_sentences(MODULES)
    yield Bench(LI, background, handlers, sentences, lambda: NOON, folder=tmp_path)
    background.close()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    bin_, user = postgres.binaries(), postgres.servant()
    if bin_ is None or user is None:
        pytest.skip("no PostgreSQL binaries on this machine, or nobody but root to run them")
    with postgres.cluster(bin_, user) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def server_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new server keeps its records: both databases must do."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/server.db"
        return
    cluster = str(request.getfixturevalue("postgres_url"))
    name = f"office_{abs(hash(request.node.nodeid))}"
    _administer(cluster, f"CREATE DATABASE {name}")
    yield f"{cluster}/{name}"
    _administer(cluster, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(cluster: str, order: str) -> None:
    address = cluster.replace("postgresql:", "postgresql+psycopg:") + "/postgres"
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(order))
    engine.dispose()
