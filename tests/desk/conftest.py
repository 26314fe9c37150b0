"""Beginnings of the tests of desk that need a desk."""

from collections.abc import Iterator
from concurrent.futures import Executor
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from office.database import Database
from office.ui.panel import Bench
from tests import panels


@pytest.fixture
def desk_bench(qapp: QApplication, tmp_path: Path, database: Database, at_once: Executor) -> Iterator[Bench]:
    """A dressed desk with every module; work is done at once."""
    panels.dress(qapp)
    bench = panels.make_bench(tmp_path, database, at_once)
    yield bench
    bench.background.close()
