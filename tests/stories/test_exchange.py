"""A sealed document goes from one unit to another, whatever happens on the way."""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, table, text

from exchange.commands import GiveReceipt, SendConsignment
from exchange.errands import send
from exchange.errors import NotOpenedYet, ParcelForged, RecipientNotTrusted
from exchange.model import ConsignmentId, ReceiptKind, Step
from office.clock import now
from office.database import Database
from office.errors import Denied, Refused
from office.ids import new_id
from office.modules import all_sentences
from office.sync.errors import ServerAway
from office.words import explain
from server.founding import change_unit
from server.modules import MODULES
from tests.deaths import dies_at
from tests.exchange.district import ARCHIVE, FINANCE, WATER, holder
from tests.proxy import Recorder
from tests.stories.town import BODY, NOTICE, Post, Town, open_town


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = open_town(tmp_path, f"sqlite:///{tmp_path}/server.db")
    yield town
    town.close()


def steps(post: Post, consignment: ConsignmentId) -> list[Step]:
    return [progress.step for progress in post.progress(consignment)]


def test_a_document_arrives_and_is_signed_for(tmp_path: Path, server_url: str) -> None:
    town = open_town(tmp_path, server_url)
    li, zhao = town.desk("li"), town.desk("zhao")

    consignment = li.send(ARCHIVE)
    assert steps(li, consignment) == [Step.QUEUED]
    li.sync()
    assert steps(li, consignment) == [Step.STORED]

    zhao.sync()
    [item] = zhao.in_tray()
    assert (item.sender_name, item.letter, item.delivered_at) == ("财政局", None, None)
    letter = zhao.collect(consignment)
    assert (letter.title, letter.number, letter.signed_by) == (NOTICE.title, NOTICE.number, "财政局")
    assert [(file.name, zhao.files.get(file.digest)) for file in letter.files] == [("防汛会议通知.pdf", BODY)]
    zhao.sync()
    li.sync()
    assert steps(li, consignment) == [Step.DELIVERED]

    zhao.sign_for(consignment)
    zhao.sync()
    li.sync()
    [progress] = li.progress(consignment)
    assert (progress.step, progress.name, progress.person, progress.doubtful) == (
        Step.SIGNED_FOR,
        "档案局",
        "zhao",
        False,
    )
    [item] = zhao.in_tray()
    assert item.signed_for_by == "zhao"
    town.close()


def test_nothing_on_the_wire_or_at_the_server_shows_the_document(tmp_path: Path, server_url: str) -> None:
    town = open_town(tmp_path, server_url)
    wire = Recorder(town.serving.port)
    li, zhao = town.desk("li", address=wire.url), town.desk("zhao", address=wire.url)
    consignment = li.send(ARCHIVE)
    li.sync()
    zhao.sync()
    zhao.collect(consignment)
    zhao.sign_for(consignment)
    zhao.sync()
    li.sync()
    town.close()
    wire.close()
    files = b"".join(path.read_bytes() for path in town.server_files.rglob("*") if path.is_file())
    records = _everything(server_url)

    told = wire.seen + files + records
    assert consignment.encode() in records
    assert consignment.encode() in wire.seen
    for words in (NOTICE.title, NOTICE.title[2:8], NOTICE.number, "各科室要高度重视", "annual budget", "通知.pdf"):
        for form in _forms(words):
            assert form not in told
    assert BODY[-200:] not in told


def _forms(words: str) -> Iterator[bytes]:
    """How the words could lie in bytes: in three encodings, escaped, and in base64 at any place."""
    yield words.encode("unicode_escape")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        yield words.encode(encoding)
    for ahead in range(3):
        inner = b64encode(b" " * ahead + words.encode())
        yield inner[4 if ahead else 0 : -4]


def test_these_forms_would_be_found() -> None:
    record = json.dumps({"a": NOTICE.title}) + b64encode(f"xy{NOTICE.title}z".encode()).decode()
    found = [form for form in _forms(NOTICE.title) if form in record.encode() + NOTICE.title.encode("gb18030")]

    assert len(found) == 3


def _everything(url: str) -> bytes:
    """Every value of every table, and for SQLite the database's files themselves."""
    query, folder = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'", None
    if url.startswith("sqlite:///"):
        query, folder = "SELECT name FROM sqlite_master WHERE type = 'table'", Path(url[10:]).parent
    seen = [path.read_bytes() for path in folder.glob("server.db*")] if folder else []
    database = Database(url)
    with database.reading() as connection:
        for name in connection.execute(text(query)).scalars().all():
            for row in connection.execute(select(text("*")).select_from(table(name))):
                seen += [value if isinstance(value, bytes) else str(value).encode() for value in row]
    database.close()
    return b"\n".join(seen)


def test_one_parcel_goes_to_several_units_each_with_its_own_state(town: Town) -> None:
    li, zhao, qian = town.desk("li"), town.desk("zhao"), town.desk("qian")
    consignment = li.send(ARCHIVE, WATER)
    li.sync()
    for post in (zhao, qian):
        post.sync()
        post.collect(consignment)
    qian.sign_for(consignment)
    for post in (qian, zhao, li):
        post.sync()

    assert steps(li, consignment) == [Step.DELIVERED, Step.SIGNED_FOR]
    assert {receipt.unit for receipt in zhao.receipts(consignment)} == {ARCHIVE}


def test_both_desks_of_a_unit_show_what_was_sent(town: Town) -> None:
    li, wang, zhao = town.desk("li"), town.desk("wang"), town.desk("zhao")
    consignment = li.send(ARCHIVE)
    li.sync()
    zhao.sync()
    zhao.collect(consignment)
    zhao.sync()
    wang.sync()

    assert steps(wang, consignment) == [Step.DELIVERED]
    assert [item.letter for item in wang.sent()] == [None]  # the title never left Li's desk but in the envelope


# strangers and forgers


def test_a_unit_that_is_no_party_gets_nothing(town: Town) -> None:
    li, qian = town.desk("li"), town.desk("qian")
    consignment = li.send(ARCHIVE)
    li.sync()
    qian.sync()
    known = li.known(consignment)

    assert qian.in_tray() == []
    with pytest.raises(Denied):
        qian.client.fetch_file(known.digest, known.size, qian.files)
    forged = qian.push(GiveReceipt(consignment, ReceiptKind.SIGNED_FOR, now(), b"0"))
    assert forged.code == "exchange.not_a_recipient"


def test_a_file_that_another_unit_brought_cannot_be_sent_on(town: Town) -> None:
    """Naming another's digest in a consignment of one's own does not open it."""
    li, qian = town.desk("li"), town.desk("qian")
    known = li.known(_stored(li))
    stolen = SendConsignment(
        ConsignmentId(new_id()), (ARCHIVE,), known.digest, known.size, now(), now() + timedelta(days=1)
    )

    assert qian.push(stolen).code == "files.missing"
    with pytest.raises(Denied):
        qian.client.fetch_file(known.digest, known.size, qian.files)


def test_an_id_of_another_unit_is_not_taken_over(town: Town) -> None:
    li, zhao = town.desk("li"), town.desk("zhao")
    consignment = _stored(li)
    digest = zhao.files.add(b"0 forged")
    zhao.client.put_file(digest, zhao.files)

    forged = SendConsignment(consignment, (FINANCE,), digest, 8, now(), now() + timedelta(days=1))
    assert zhao.push(forged).code == "office.already_there"


def test_a_parcel_that_the_server_tells_otherwise_is_refused_and_remembered(town: Town) -> None:
    """Told as for longer than its sender said: refused, shown as a problem, and no receipt is given."""
    li, zhao = town.desk("li"), town.desk("zhao")
    consignment = _stored(li)
    database = Database(town.url)
    with database.transaction() as connection:
        connection.execute(text("UPDATE exchange_consignments SET expires_at = '2027-06-01 00:00:00.000000'"))
    database.close()
    zhao.sync()

    with pytest.raises(ParcelForged):
        zhao.collect(consignment)
    with pytest.raises(NotOpenedYet):
        zhao.sign_for(consignment)
    [item] = zhao.in_tray()
    assert item.letter is not None
    assert (item.letter.problem, item.letter.files) == ("exchange.parcel_forged", ())
    zhao.sync()
    assert zhao.receipts(consignment) == []


def test_a_parcel_changed_at_the_server_does_not_pass_its_digest(town: Town) -> None:
    li, zhao = town.desk("li"), town.desk("zhao")
    consignment = _stored(li)
    [path] = [path for path in town.server_files.rglob("*") if path.is_file()]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    zhao.sync()

    with pytest.raises(Refused) as refused:
        zhao.collect(consignment)
    assert refused.value.code == "files.wrong_digest"
    path.write_bytes(li.files.get(li.known(consignment).digest))
    assert zhao.collect(consignment).title == NOTICE.title


def test_a_false_certificate_in_the_directory_gets_no_letter(town: Town) -> None:
    li = town.desk("li")
    database = Database(town.url)
    false = replace(holder(ARCHIVE).unit, open=holder(ARCHIVE, authority="别处的根").unit.open)
    change_unit(database, false, now())
    database.close()
    li.sync()

    with pytest.raises(RecipientNotTrusted) as refused:
        li.send(ARCHIVE)
    assert "档案局" in explain(refused.value, all_sentences(MODULES))
    assert li.sent() == []


def test_a_receipt_that_the_server_invents_does_not_count(town: Town) -> None:
    li, zhao = town.desk("li"), town.desk("zhao")
    consignment = _stored(li)
    zhao.push(GiveReceipt(consignment, ReceiptKind.SIGNED_FOR, now(), b"0 made up"))
    li.sync()

    [progress] = li.progress(consignment)
    assert (progress.step, progress.doubtful) == (Step.STORED, True)


# again and again


def test_sending_the_same_again_is_answered_as_the_first_time(town: Town) -> None:
    li, zhao = town.desk("li"), town.desk("zhao")
    consignment = _stored(li)
    known = li.known(consignment)
    again = SendConsignment(known.id, known.recipients, known.digest, known.size, known.sent_at, known.expires_at)

    answers = [li.push(again), li.push(again)]
    assert {answer.value["stored_at"] for answer in answers} == {known.stored_at.isoformat()}
    zhao.sync()
    assert [item.consignment.id for item in zhao.in_tray()] == [consignment]


def test_a_second_receipt_is_answered_with_the_first(town: Town) -> None:
    li, zhao = town.desk("li"), town.desk("zhao")
    consignment = _stored(li)
    zhao.sync()
    zhao.collect(consignment)
    zhao.sign_for(consignment)
    zhao.sync()
    first = zhao.receipts(consignment)

    zhao.sign_for(consignment)
    later = zhao.push(GiveReceipt(consignment, ReceiptKind.SIGNED_FOR, now(), b"0 another"))
    zhao.sync()
    assert zhao.receipts(consignment) == first
    assert later.value["recorded_at"] == first[-1].recorded_at.isoformat()


def test_collecting_twice_gives_the_same_and_one_receipt(town: Town) -> None:
    li, zhao = town.desk("li"), town.desk("zhao")
    consignment = _stored(li)
    zhao.sync()

    assert zhao.collect(consignment) == zhao.collect(consignment)
    zhao.sync()
    assert len(zhao.receipts(consignment)) == 1


def test_a_consignment_whose_time_is_over_when_it_reaches_the_server_is_refused_and_shown(town: Town) -> None:
    li = town.desk("li")
    at = now()
    consignment = send(li.counter, NOTICE, (ARCHIVE,), at - timedelta(hours=1), li.token, at - timedelta(hours=2))
    synced = li.sync()

    assert [queued.code for queued in synced.refused] == ["exchange.parcel_expired"]
    [item] = li.sent()
    assert (item.id, item.code, item.consignment) == (consignment, "exchange.parcel_expired", None)
    assert steps(li, consignment) == [Step.REFUSED]
    assert item.letter is not None
    assert li.files.get(item.letter.files[0].digest) == BODY


# the server away, desks that die


def test_sending_waits_while_the_server_is_away_and_goes_later(town: Town) -> None:
    li, zhao = town.desk("li"), town.desk("zhao")
    town.stop_server()
    consignment = li.send(ARCHIVE)
    with pytest.raises(ServerAway) as away:
        li.sync()

    assert steps(li, consignment) == [Step.QUEUED]
    assert "已保存在本机" in explain(away.value, all_sentences(MODULES))
    town.start_server()
    li.sync()
    zhao.sync()
    assert zhao.collect(consignment).title == NOTICE.title


def test_a_sender_killed_anywhere_sends_exactly_once(town: Town) -> None:
    li, zhao = town.desk("li"), town.desk("zhao")
    survived = False
    runs = 0
    while not survived:
        runs += 1
        mortal = town.desk("li", f"li-{runs}", signed_in=li)

        def work(post: Post = mortal) -> None:
            post.send(ARCHIVE)
            post.sync()

        survived = dies_at(runs, mortal, work)
        revived = town.desk("li", f"li-{runs}", signed_in=li)
        if not revived.sent_here():
            revived.send(ARCHIVE)  # it died before anything was promised: the person sends
        revived.sync()
        [consignment] = revived.sent_here()
        zhao.sync()
        assert len(zhao.in_tray()) == runs
        assert zhao.collect(consignment).title == NOTICE.title

    assert runs > 10


def test_a_receiver_killed_anywhere_gives_one_receipt_of_each_kind(town: Town) -> None:
    li, zhao = town.desk("li"), town.desk("zhao")
    consignments = [li.send(ARCHIVE) for _ in range(40)]
    li.sync()
    zhao.sync()
    survived, runs = False, 0
    while not survived:
        consignment = consignments[runs]
        runs += 1
        mortal = town.desk("zhao", f"zhao-{runs}", signed_in=zhao)

        def work(post: Post = mortal, consignment: ConsignmentId = consignment) -> None:
            post.collect(consignment)
            post.sign_for(consignment)
            post.sync()

        survived = dies_at(runs, mortal, work)
        work(town.desk("zhao", f"zhao-{runs}", signed_in=zhao))

    assert runs > 10
    li.sync()
    for consignment in consignments[:runs]:
        assert steps(li, consignment) == [Step.SIGNED_FOR]
        assert len(li.receipts(consignment)) == 2


def _stored(post: Post) -> ConsignmentId:
    """A consignment of the desk that the server has."""
    consignment = post.send(ARCHIVE)
    post.sync()
    return consignment
