"""Killing and cutting for real: one consignment arrives, with its receipts, and nothing is lost.

Desks and servers are processes of their own and are killed as the power kills them; connections break in the middle.
"""

import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.demo_office import CLERK, RECEIVER
from exchange.model import ConsignmentId, ReceiptKind, Step
from office.sync.errors import ServerAway
from tests.cutter import Cutter, Moment, after_bytes_down, after_bytes_up, at_the_answer
from tests.stories.workplace import TITLE, Site, Workplace, found_office, open_site, start_sending

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL to send")
DOCUMENT = random.Random(2026).randbytes(6_000_000)  # more than one part of an upload
MIDDLE = 3_000_000  # bytes


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "office"
    found_office(folder)
    return folder


@pytest.fixture
def site(template: Path, tmp_path: Path) -> Iterator[Site]:
    site = open_site(template, tmp_path / "office")
    yield site
    site.server.kill()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "document"
    path.write_bytes(DOCUMENT)
    return path


def check_arrived_once(site: Site) -> None:
    """The sender's desk starts again; the receiver finds one whole document; each receipt came once."""
    sender = site.desk(CLERK)
    sender.sync()
    [sent] = sender.sent()
    [(item, letter)] = site.receive_all()

    assert item.consignment.id == sent.id
    assert letter.title == TITLE
    receiver = site.desk(RECEIVER)
    assert receiver.files.get(letter.files[0].digest) == DOCUMENT
    sender.sync()
    assert sorted(sender.receipts(sent.id)) == [ReceiptKind.DELIVERED, ReceiptKind.SIGNED_FOR]
    assert [progress.step for progress in next(one for one in sender.sent()).progress] == [Step.SIGNED_FOR]
    for desk in (sender, receiver):
        desk.close()


def send_and_lose_the_server(sender: Workplace) -> ConsignmentId:
    consignment = sender.send(DOCUMENT)
    with pytest.raises(ServerAway):
        sender.sync()
    return consignment


# the desk is killed


def test_a_desk_killed_before_the_upload_sends_after_it_starts_again(site: Site, document: Path) -> None:
    child = start_sending(site.folder / CLERK, CLERK, site.server.url, document, "--queue-only")

    assert child.communicate(timeout=60)[1] == b""
    assert child.returncode == -signal.SIGKILL
    check_arrived_once(site)


@pytest.mark.parametrize(
    "moment", [after_bytes_up(MIDDLE), at_the_answer()], ids=["in the upload", "before the answer to its push"]
)
def test_a_desk_killed_on_the_way_sends_exactly_once(site: Site, document: Path, moment: Moment) -> None:
    wire = Cutter(site.server.port, moment)
    child = start_sending(site.folder / CLERK, CLERK, wire.url, document)
    wire.then = child.kill
    child.communicate(timeout=60)
    wire.close()

    assert child.returncode == -signal.SIGKILL
    assert wire.cuts == 1
    check_arrived_once(site)


def test_a_receiver_cut_off_before_its_receipt_is_answered_gives_it_once(site: Site) -> None:
    sender = site.desk(CLERK)
    sender.sync()
    consignment = sender.send(DOCUMENT)
    sender.sync()
    wire = Cutter(site.server.port, at_the_answer())
    receiver = site.desk(RECEIVER, wire.url)
    receiver.sync()
    receiver.collect(consignment)
    with pytest.raises(ServerAway):
        receiver.sync()
    for desk in (sender, receiver):
        desk.close()
    wire.close()

    check_arrived_once(site)


# the server is killed


@pytest.mark.parametrize(
    "moment", [after_bytes_up(MIDDLE), at_the_answer()], ids=["in the upload", "between its commit and its answer"]
)
def test_a_killed_server_settles_the_document_once(site: Site, moment: Moment) -> None:
    wire = Cutter(site.server.port, moment, site.server.kill)
    sender = site.desk(CLERK, wire.url)
    sender.link.sync()
    consignment = send_and_lose_the_server(sender)
    sender.close()
    wire.close()

    assert wire.cuts == 1
    site.server.start()
    sender = site.desk(CLERK)
    assert [item.id for item in sender.sent()] == [consignment]
    sender.close()
    check_arrived_once(site)


# the connection is cut


def test_an_upload_that_was_cut_goes_on_where_it_stopped(site: Site) -> None:
    wire = Cutter(site.server.port, after_bytes_up(MIDDLE))
    sender = site.desk(CLERK, wire.url)
    sender.link.sync()
    send_and_lose_the_server(sender)
    kept = site.what_arrived()
    sender.sync()
    sender.close()
    wire.close()

    assert wire.cuts == 1
    assert 0 < kept <= MIDDLE + 100_000
    assert wire.traffic.up < len(DOCUMENT) + 1_500_000
    check_arrived_once(site)


def test_a_download_that_was_cut_goes_on_where_it_stopped(site: Site) -> None:
    sender = site.desk(CLERK)
    sender.sync()
    consignment = sender.send(DOCUMENT)
    sender.sync()
    sender.close()
    wire = Cutter(site.server.port, after_bytes_down(MIDDLE))
    receiver = site.desk(RECEIVER, wire.url)
    receiver.sync()
    with pytest.raises(ServerAway):
        receiver.collect(consignment)
    assert receiver.in_tray()[0].letter is None
    receiver.collect(consignment)
    receiver.close()
    wire.close()

    assert wire.cuts == 1
    assert wire.traffic.down < len(DOCUMENT) + 1_500_000
    check_arrived_once(site)
