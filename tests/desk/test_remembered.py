"""Signing in while the server is away."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk.remembered import GOOD_FOR, recall, remember
from office.people.errors import WrongPassword
from office.sync.wire import SignedIn

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LI = SignedIn("secret token", "li", "finance", "李", ["documents.draft"], NOON + timedelta(hours=12))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sign-ins.json"
    remember(path, "li", "correct horse", LI, NOON)
    return path


def test_who_was_let_in_lately_comes_in_again_with_the_same_password(path: Path) -> None:
    known = recall(path, "li", "correct horse", NOON + timedelta(days=1))

    assert known is not None
    assert (known.person, known.unit, known.permissions) == ("li", "finance", ["documents.draft"])


def test_a_wrong_password_is_refused(path: Path) -> None:
    with pytest.raises(WrongPassword):
        recall(path, "li", "wrong", NOON)


def test_after_a_week_the_server_must_be_asked(path: Path) -> None:
    assert recall(path, "li", "correct horse", NOON + GOOD_FOR + timedelta(seconds=1)) is None


def test_a_clock_set_back_does_not_prolong_it(path: Path) -> None:
    assert recall(path, "li", "correct horse", NOON - timedelta(seconds=1)) is None


def test_a_stranger_is_not_known(path: Path) -> None:
    assert recall(path, "wang", "correct horse", NOON) is None


def test_neither_password_nor_token_is_kept(path: Path) -> None:
    kept = path.read_text(encoding="utf-8")

    assert "correct horse" not in kept
    assert "secret token" not in kept


def test_a_damaged_memory_is_no_memory(path: Path) -> None:
    path.write_bytes(b"{not json")

    assert recall(path, "li", "correct horse", NOON) is None
