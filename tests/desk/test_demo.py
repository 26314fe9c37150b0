"""The demonstration, as `make demo` runs it without a display."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desk.cli_files import verify_files
from desk.demo_office import RECEIVER

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one whole demonstration."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "desk", "demo", "--output", str(folder), "--no-windows"]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=110, check=False)
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return folder


def test_the_received_copies_are_the_sealed_files(played: Path) -> None:
    sealed = sorted(path.read_bytes() for path in (played / "documents").iterdir())
    received = sorted(path.read_bytes() for path in (played / "received").iterdir())

    assert len(sealed) == 2
    assert received == sealed


def test_the_receiver_finds_them_sealed_and_intact(played: Path) -> None:
    files = sorted((played / "received").iterdir())

    assert verify_files(files, played / "office" / RECEIVER, as_json=False) == 0


def test_both_receipts_came_and_are_believed(played: Path) -> None:
    told = [json.loads(path.read_text(encoding="utf-8")) for path in (played / "receipts").glob("*.json")]

    assert sorted(each["回执"] for each in told) == ["签收回执", "送达回执"]
    assert {each["核验"] for each in told} == {"可信"}


def test_every_window_left_its_picture(played: Path) -> None:
    pictures = sorted((played / "pictures").glob("*.png"))

    assert len(pictures) >= 15
    assert all(path.stat().st_size > 5_000 for path in pictures)


def test_the_server_holds_no_word_of_the_document(played: Path) -> None:
    words = ["农村建房", "省人大常委会办公厅", "闽政办"]
    needles = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "gbk")]

    for path in (played / "office" / "server").rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert not [needle for needle in needles if needle in data], path
