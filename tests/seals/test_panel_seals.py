"""Using seals on the desk: making one, putting it on a document, and what the PIN protects."""

from collections.abc import Iterable
from concurrent.futures import Executor
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from documents.model.pages import Box
from documents.panel.drafts import Drafts
from office.crypto.token import Purpose
from office.database import Database
from office.ui.panel import Bench
from seals import store
from seals.commands import MANAGE, IssueSeal
from seals.errands import verify
from seals.model import Outcome, Sealing, SealSeen, SealSpec, Standing
from seals.panel.desk import SealDesk
from seals.panel.pin import PinDialog
from seals.panel.register import Register
from seals.panel.sealed_pages import SealedPages, blurred
from seals.panel.sealing import Sealing as SealingPanel
from tests import panels
from tests.office.pki import NOW
from tests.panels import ALL, NAMES, OFFICE, PIN, QUIET, TRUST
from tests.seals import world

pytestmark = QUIET


class Blank:
    """One white page."""

    page_count = 1

    def page_size_mm(self, page: int) -> tuple[float, float]:
        return 100.0, 100.0

    def image(self, page: int, pixels_per_mm: float, region: QRect) -> QImage:
        image = QImage(region.size(), QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        return image

    def lines(self, page: int) -> list[str]:
        return []

    def find(self, words: str) -> list[object]:
        return []


def seen(intact: bool = True) -> SealSeen:
    return SealSeen("某局", "某局", NOW, 0, Box(20, 20, 42, 42), world.picture(600), intact, "PDF")


def drawn(seal: SealSeen, scale: float = 10.0) -> QImage:
    return SealedPages(Blank(), (seal,)).image(0, scale, QRect(0, 0, 1000, 1000))  # type: ignore[arg-type]


@pytest.fixture
def register(desk_bench: Bench, qtbot: QtBot) -> Register:
    panel = Register(desk_bench)
    qtbot.addWidget(panel)
    return panel


def make_seal(register: Register, name: str = NAMES[OFFICE], pin: str = PIN) -> PinDialog:
    register.form.unit.setCurrentText(NAMES[OFFICE])
    register.form.name.setText(name)
    register.form.draw_now()
    dialog = register.ask_pin()
    assert dialog is not None
    dialog.pin.setText(pin)
    dialog.submit()
    return dialog


@pytest.fixture
def sealing(desk_bench: Bench, register: Register, qtbot: QtBot) -> SealingPanel:
    """A seal in the register, a typeset document, and the panel that brings them together."""
    make_seal(register)
    drafts = Drafts(desk_bench)
    qtbot.addWidget(drafts)
    panels.typeset_draft(drafts)
    panel = SealingPanel(desk_bench)
    qtbot.addWidget(panel)
    return panel


def put(sealing: SealingPanel, pin: str = PIN) -> PinDialog:
    dialog = sealing.ask_pin()
    assert dialog is not None
    dialog.pin.setText(pin)
    dialog.submit()
    return dialog


def uses(database: Database, sealing: SealingPanel) -> list[Sealing]:
    with database.reading() as connection:
        return store.sealings_of(connection, sealing.list.key)


def test_a_blurred_seal_keeps_too_little_to_be_cut_out() -> None:
    small = blurred(world.picture(600))

    assert max(small.width(), small.height()) <= 34
    assert blurred(None).isNull()
    assert blurred(b"no picture").isNull()


def test_the_crisp_picture_never_reaches_the_screen(qapp: QApplication) -> None:
    """Between the ring and the white around it a crisp seal jumps; the blurred one fades over many pixels."""
    image = drawn(seen())
    row = [image.pixelColor(x, 410).green() for x in range(200, 300)]

    assert min(row) < 230
    assert max(abs(one - other) for one, other in pairwise(row)) < 60


def test_text_under_a_seal_can_still_be_read(qapp: QApplication) -> None:
    class Inked(Blank):
        def image(self, page: int, pixels_per_mm: float, region: QRect) -> QImage:
            image = super().image(page, pixels_per_mm, region)
            image.fill(QColor("black"))
            return image

    image = SealedPages(Inked(), (seen(),)).image(0, 10.0, QRect(0, 0, 1000, 1000))  # type: ignore[arg-type]

    assert image.pixelColor(410, 410) == QColor("black")


def test_the_stamp_of_a_seal_that_does_not_hold_is_crossed_out(qapp: QApplication) -> None:
    good, bad = drawn(seen()), drawn(seen(intact=False))
    corner = (300, 300)  # on the diagonal, inside the box and away from the seal's own ink

    assert good.pixelColor(*corner).green() > 200
    assert bad.pixelColor(*corner).green() < 90


def test_a_seal_is_made_and_entered_in_the_register(register: Register, database: Database) -> None:
    make_seal(register)

    with database.reading() as connection:
        (seal,) = store.seals_of(connection, OFFICE)
    assert seal.name == NAMES[OFFICE]
    assert seal.diameter == 42
    assert register.list.count() == 1
    assert register.notice.text().startswith("印章已制成")


def test_the_sample_is_shown_in_true_size(register: Register) -> None:
    register.form.name.setText("青山县财政局")
    register.form.diameter.setValue(60)
    register.form.draw_now()

    side = 60 * register.form.preview.logicalDpiX() / 25.4
    assert register.form.preview.sizeHint().width() >= side
    assert register.form.drawn


def test_a_seal_that_cannot_be_drawn_is_explained(register: Register) -> None:
    register.form.name.setText("名" * 60)
    register.form.draw_now()

    assert register.notice.text()
    assert not register.form.drawn


def test_a_seal_is_suspended_restored_and_destroyed_for_good(register: Register, database: Database) -> None:
    make_seal(register)
    register.list.choose(_first(register))
    register.suspend.click()
    assert _standing(database, register) is Standing.SUSPENDED
    register.restore.click()
    assert _standing(database, register) is Standing.ACTIVE
    register.scrap.click()
    assert _standing(database, register) is Standing.DESTROYED
    assert not register.restore.isEnabled()


def _first(register: Register) -> str:
    return next(iter(register._entries))


def _standing(database: Database, register: Register) -> Standing:
    with database.reading() as connection:
        return store.entry(connection, _first(register)).standing


def test_who_may_not_manage_seals_sees_no_register(
    qapp: QApplication, tmp_path: Path, database: Database, at_once: Executor, qtbot: QtBot
) -> None:
    bench = panels.make_bench(tmp_path, database, at_once, ALL - {MANAGE})
    desk = SealDesk(bench)
    qtbot.addWidget(desk)

    assert desk.tabs.count() == 1
    assert desk.show_register() is None
    bench.background.close()


def test_the_place_of_the_seal_is_shown_before_it_is_put(sealing: SealingPanel) -> None:
    (frame,) = sealing.pages.canvas._frames

    assert frame.page == 4
    assert (frame.width, frame.height) == (42, 42)
    assert sealing.put.isEnabled()
    assert "虚线框" in sealing.state.text()


def test_both_files_are_sealed_recorded_and_hold(sealing: SealingPanel, database: Database) -> None:
    put(sealing)

    first, second = uses(database, sealing)
    assert "已盖章" in sealing.notice.text()
    assert "用印" in sealing.state.text()
    assert not sealing.put.isEnabled()
    assert not sealing.pages.canvas._frames
    for use in (first, second):
        data = sealing.bench.files.get(use.after)
        assert verify(data, TRUST, NOW).outcome is Outcome.INTACT


def test_a_wrong_pin_is_explained_and_seals_nothing(sealing: SealingPanel, database: Database) -> None:
    dialog = put(sealing, "123456")

    assert "不正确" in dialog.notice.text()
    assert dialog.isVisible()
    assert dialog.pin.text() == ""
    assert uses(database, sealing) == []

    dialog.pin.setText(PIN)
    dialog.submit()
    assert len(uses(database, sealing)) == 2


def test_a_pin_is_never_kept(sealing: SealingPanel) -> None:
    dialog = put(sealing, "123456")

    assert "123456" not in repr(vars(dialog))
    dialog.pin.setText("123456")
    dialog.close()
    assert dialog.pin.text() == ""


def test_a_desk_without_keys_says_so(desk_bench: Bench, qtbot: QtBot) -> None:
    dialog = PinDialog(
        desk_bench,
        "盖章",
        "说明",
        "盖章",
        lambda token, progress: None,
        lambda _none: None,
        frozenset({Purpose.SEAL}),
        keys=dict,
    )
    qtbot.addWidget(dialog)
    dialog.pin.setText(PIN)
    dialog.submit()

    assert "密钥" in dialog.notice.text()


def test_a_changed_document_must_be_sealed_anew(sealing: SealingPanel, desk_bench: Bench, qtbot: QtBot) -> None:
    put(sealing)
    drafts = Drafts(desk_bench)
    qtbot.addWidget(drafts)
    drafts.list.choose(sealing.list.key)
    drafts.editor.body.setPlainText("一、全新的正文\n改过了。")
    drafts.make_files()

    assert sealing.put.isEnabled()
    assert "虚线框" in sealing.state.text()


def test_a_seal_out_of_date_is_refused_before_anything_is_written(
    sealing: SealingPanel, database: Database, desk_bench: Bench
) -> None:
    assert isinstance(desk_bench.now, panels.Clock)
    desk_bench.now.move(timedelta(days=900))
    spec = SealSpec(NAMES[OFFICE])
    assert spec.diameter == 42
    with database.reading() as connection:
        (seal,) = store.seals_of(connection, OFFICE)
    short = world.seal_of(NAMES[OFFICE], "S-77", NOW + timedelta(days=30))
    with database.transaction() as connection:
        desk_bench.perform(connection, IssueSeal("S-77", OFFICE, 42, short))
    sealing.reload()
    sealing.choice.setCurrentIndex(next(at for at, each in enumerate(sealing._seals) if each.id != seal.id))
    dialog = put(sealing)

    assert "有效期" in dialog.notice.text()
    assert uses(database, sealing) == []


@pytest.fixture
def crowd(desk_bench: Bench, qtbot: QtBot) -> SealDesk:
    desk = SealDesk(desk_bench)
    qtbot.addWidget(desk)
    return desk


def test_an_empty_desk_says_what_to_do(crowd: SealDesk) -> None:
    labels: Iterable[QLabel] = crowd.sealing.findChildren(QLabel)

    assert "没有待用印的公文" in {label.text() for label in labels}
