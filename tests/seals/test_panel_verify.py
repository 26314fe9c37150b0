"""The document view: one plain sentence for every file, whatever it is."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from office.ui.banner import Tone
from office.ui.panel import Bench
from seals.model import Outcome
from seals.panel.verify import Verify
from seals.words import VERDICTS
from tests.panels import QUIET, Clock
from tests.seals import world

pytestmark = QUIET


@pytest.fixture
def panel(desk_bench: Bench, qtbot: QtBot) -> Verify:
    panel = Verify(desk_bench)
    qtbot.addWidget(panel)
    panel.resize(900, 700)
    return panel


def show(panel: Verify, folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    path.write_bytes(data)
    panel.open_file(path)


def said(panel: Verify) -> str:
    labels: Iterable[QLabel] = panel.view.banner.findChildren(QLabel)
    return "\n".join(label.text() for label in labels)


@pytest.mark.parametrize(
    ("name", "outcome", "tone"),
    [
        ("sealed.pdf", Outcome.INTACT, Tone.GOOD),
        ("sealed.ofd", Outcome.INTACT, Tone.GOOD),
        ("added.pdf", Outcome.ADDED, Tone.GOOD),
        ("plain.ofd", Outcome.UNSEALED, Tone.QUIET),
        ("changed.pdf", Outcome.CHANGED, Tone.BAD),
        ("nothing.pdf", Outcome.UNCHECKABLE, Tone.NOTICE),
    ],
)
def test_every_verdict_is_said_in_the_same_words_everywhere(
    panel: Verify, tmp_path: Path, name: str, outcome: Outcome, tone: Tone
) -> None:
    assert isinstance(panel.bench.now, Clock)
    panel.bench.now.move(timedelta(days=1))
    sealed = world.sealed_pdf()
    data = {
        "sealed.pdf": sealed,
        "sealed.ofd": world.sealed_ofd(),
        "added.pdf": world.countersigned_pdf(),
        "plain.ofd": world.notice_ofd(),
        "changed.pdf": sealed[:3000] + bytes([sealed[3000] ^ 1]) + sealed[3001:],
        "nothing.pdf": b"nobody can read this",
    }[name]
    show(panel, tmp_path, name, data)

    viewed = panel.view.viewed
    assert viewed is not None
    assert viewed.verdict.outcome is outcome
    assert VERDICTS[outcome.value] in said(panel)
    assert panel.view.banner.tone is tone
    assert panel.view.banner.heading.text()


def test_seals_are_named_with_holder_time_and_page(panel: Verify, tmp_path: Path) -> None:
    show(panel, tmp_path, "a.pdf", world.sealed_pdf())

    words = said(panel)
    assert world.OFFICE in words
    assert "2026年3月2日" in words
    assert "第 2 页" in words


def test_the_reasons_of_a_bad_file_are_open_at_once(panel: Verify, tmp_path: Path) -> None:
    sealed = world.sealed_pdf()
    show(panel, tmp_path, "a.pdf", sealed + b"\n% more")

    assert not panel.view.banner.details.isHidden()
    assert panel.view.banner.more.text() == "收起"


def test_blurring_is_told_where_a_seal_shows(panel: Verify, tmp_path: Path) -> None:
    show(panel, tmp_path, "a.ofd", world.sealed_ofd())
    assert not panel.view.foot.isHidden()
    show(panel, tmp_path, "b.ofd", world.notice_ofd())
    assert panel.view.foot.isHidden()


def test_a_file_that_cannot_be_shown_still_has_its_verdict(panel: Verify, tmp_path: Path) -> None:
    show(panel, tmp_path, "x.ofd", b"PK\x03\x04 half a package")

    assert panel.view.viewed is not None
    assert panel.view.pages.isHidden()
    assert panel.view.banner.sentence.text() == VERDICTS["uncheckable"]


def test_a_missing_file_is_explained(panel: Verify, tmp_path: Path) -> None:
    panel.open_file(tmp_path / "没有.pdf")

    assert "没有.pdf" in panel.notice.text()
    assert panel.view.viewed is None


def test_closing_gives_the_file_back(panel: Verify, tmp_path: Path) -> None:
    show(panel, tmp_path, "a.pdf", world.sealed_pdf())
    panel.let_go()

    assert panel.view.viewed is None
    assert panel.view.pages.canvas.source is None
