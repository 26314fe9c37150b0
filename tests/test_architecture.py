"""The shape of the code, checked like any other behaviour.

The directions of imports are checked by ``lint-imports``; here is the rest.
"""

import ast
from pathlib import Path

import grimp
import pytest

from desk.modules import MODULES as DESK_MODULES
from desk.modules import PANELS
from desk.words import SENTENCES as DESK
from office.errors import OfficeError
from office.modules import all_sentences
from server.modules import MODULES as SERVER_MODULES

ROOT = Path(__file__).parent.parent
SLICES = ("documents", "seals", "exchange", "duty", "meetings", "vehicles", "supervision")
FILES = [path for package in ("desk", "server", "office", *SLICES) for path in (ROOT / package).rglob("*.py")]


@pytest.mark.parametrize("path", FILES, ids=str)
def test_every_file_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", FILES, ids=str)
def test_colours_live_in_the_theme(path: Path) -> None:
    if path.name != "theme.py":
        assert "setStyleSheet" not in path.read_text(encoding="utf-8")


def test_tables_are_private_to_their_module() -> None:
    graph = grimp.build_graph(*SLICES)
    with_tables = [slice_ for slice_ in SLICES if f"{slice_}.tables" in graph.modules]
    assert {"documents", "seals", "exchange"} <= set(with_tables)
    for slice_ in with_tables:
        importers = graph.find_modules_that_directly_import(f"{slice_}.tables")
        assert {name.split(".")[0] for name in importers} <= {slice_}


def test_desk_and_server_carry_the_same_modules() -> None:
    assert DESK_MODULES == SERVER_MODULES
    homes = {panel.build.__module__.partition(".")[0] for panel in PANELS}
    assert homes <= {module.name for module in DESK_MODULES}


def test_every_refusal_has_its_own_code_and_sentence() -> None:
    def family(kind: type[OfficeError]) -> list[type[OfficeError]]:
        return [kind, *(descendant for child in kind.__subclasses__() for descendant in family(child))]

    codes = [kind.code for kind in family(OfficeError)]
    assert len(codes) == len(set(codes))

    sentences = {**all_sentences(DESK_MODULES), **DESK}
    assert {code for code in codes if not code.startswith("tests.")} <= sentences.keys()
