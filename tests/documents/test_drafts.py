"""Drafts kept at the desk, on a real database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from documents import store
from documents.commands import DRAFT, HANDLERS, DiscardDraft, RecordTypesetting, SaveDraft
from documents.errors import DraftChangedMeanwhile, DraftGone
from documents.model.official import DraftId, Kind, OfficialDocument, Paragraph
from documents.model.record import Draft, Standing
from documents.module import MODULE
from office.actor import Actor, PersonId, UnitId
from office.database import Database
from office.errors import AlreadyThere, Denied, NotFound
from office.sync.commands import Command, Context, perform
from office.words import explain

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OFFICE = UnitId("office")
LI = Actor(PersonId("li"), OFFICE, frozenset({DRAFT}))
WANG = Actor(PersonId("wang"), OFFICE, frozenset({DRAFT}))
STRANGER = Actor(PersonId("zhao"), UnitId("bureau"), frozenset({DRAFT}))
GUEST = Actor(PersonId("guest"), OFFICE)

ID = DraftId("d1")
FIRST = OfficialDocument(Kind.NOTICE, "关于放假的通知", (Paragraph("放假一天。"),))
SECOND = replace(FIRST, title="关于放假三天的通知", body=(Paragraph("放假三天。"),))


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/desk.db")
    database.create()
    yield database
    database.close()


def do(records: Database, command: Command, actor: Actor = LI, minutes: int = 0) -> None:
    with records.transaction() as connection:
        perform(command, Context(actor, NOON + timedelta(minutes=minutes), connection), HANDLERS)


def kept(records: Database, draft_id: DraftId = ID) -> Draft:
    with records.transaction() as connection:
        return store.draft(connection, draft_id)


def test_a_new_draft_is_kept_whole(records: Database) -> None:
    do(records, SaveDraft(ID, FIRST, source="ab" * 32))

    assert kept(records) == Draft(
        ID, FIRST.title, FIRST, Standing.DRAFTED, 1, NOON, LI.person, OFFICE, "ab" * 32, typesetting=None
    )


def test_saving_again_adds_a_version_and_keeps_the_earlier(records: Database) -> None:
    do(records, SaveDraft(ID, FIRST, source="ab" * 32))
    do(records, SaveDraft(ID, SECOND, base=1), WANG, minutes=5)

    draft = kept(records)
    assert (draft.version, draft.title, draft.document) == (2, SECOND.title, SECOND)
    assert (draft.author, draft.source) == (LI.person, "ab" * 32)
    with records.transaction() as connection:
        assert store.document_of(connection, ID, 1) == FIRST
        assert [(each.version, each.saved_by) for each in store.versions_of(connection, ID)] == [(2, "wang"), (1, "li")]


def test_a_change_based_on_an_older_version_is_refused_and_nothing_lost(records: Database) -> None:
    do(records, SaveDraft(ID, FIRST))
    do(records, SaveDraft(ID, SECOND, base=1), WANG)

    with pytest.raises(DraftChangedMeanwhile) as refusal:
        do(records, SaveDraft(ID, FIRST, base=1))

    assert "第 2 版" in explain(refusal.value, MODULE.sentences)
    assert kept(records).document == SECOND


def test_no_one_takes_over_a_draft_by_its_id(records: Database) -> None:
    do(records, SaveDraft(ID, FIRST))
    with pytest.raises(AlreadyThere):
        do(records, SaveDraft(ID, SECOND), WANG)
    assert kept(records).document == FIRST


def test_another_unit_finds_no_draft(records: Database) -> None:
    do(records, SaveDraft(ID, FIRST))
    for command in (SaveDraft(ID, SECOND, base=1), DiscardDraft(ID), RecordTypesetting(ID, 1, "a", "b", 1)):
        with pytest.raises(NotFound):
            do(records, command, STRANGER)
    with records.transaction() as connection:
        assert store.drafts_of(connection, STRANGER.unit) == []


@pytest.mark.parametrize(
    "command", [SaveDraft(ID, SECOND, base=1), DiscardDraft(ID), RecordTypesetting(ID, 1, "a", "b", 1)]
)
def test_a_guest_may_do_nothing(records: Database, command: Command) -> None:
    do(records, SaveDraft(ID, FIRST))
    with pytest.raises(Denied):
        do(records, command, GUEST)


def test_a_discarded_draft_is_kept_but_takes_no_changes(records: Database) -> None:
    do(records, SaveDraft(ID, FIRST))
    do(records, DiscardDraft(ID))

    assert kept(records).document == FIRST
    for command in (SaveDraft(ID, SECOND, base=1), DiscardDraft(ID), RecordTypesetting(ID, 1, "a", "b", 1)):
        with pytest.raises(DraftGone):
            do(records, command)
    with records.transaction() as connection:
        assert store.drafts_of(connection, OFFICE) == []
        assert [entry.standing for entry in store.drafts_of(connection, OFFICE, with_discarded=True)] == [
            Standing.DISCARDED
        ]


def test_typesetting_is_recorded_with_its_version(records: Database) -> None:
    do(records, SaveDraft(ID, FIRST))
    do(records, RecordTypesetting(ID, 1, "aa", "bb", 11), minutes=3)

    draft = kept(records)
    assert draft.standing is Standing.TYPESET
    made = draft.typesetting
    assert made is not None
    assert (made.version, made.pdf, made.ofd, made.pages) == (1, "aa", "bb", 11)
    assert made.made_at == NOON + timedelta(minutes=3)


def test_a_change_after_typesetting_makes_it_a_draft_again(records: Database) -> None:
    do(records, SaveDraft(ID, FIRST))
    do(records, RecordTypesetting(ID, 1, "aa", "bb", 11))
    do(records, SaveDraft(ID, SECOND, base=1))

    draft = kept(records)
    assert draft.standing is Standing.DRAFTED
    assert draft.typesetting is not None
    assert draft.typesetting.version == 1


def test_files_of_an_older_version_are_not_recorded(records: Database) -> None:
    do(records, SaveDraft(ID, FIRST))
    do(records, SaveDraft(ID, SECOND, base=1))
    with pytest.raises(DraftChangedMeanwhile):
        do(records, RecordTypesetting(ID, 1, "aa", "bb", 11))


def test_drafts_are_listed_newest_first(records: Database) -> None:
    for minute, name in enumerate(("a", "b", "c")):
        do(records, SaveDraft(DraftId(name), replace(FIRST, title=name)), minutes=minute)
    do(records, SaveDraft(DraftId("a"), replace(FIRST, title="a2"), base=1), minutes=9)

    with records.transaction() as connection:
        assert [entry.title for entry in store.drafts_of(connection, OFFICE)] == ["a2", "c", "b"]
        assert [entry.title for entry in store.drafts_of(connection, OFFICE, limit=1)] == ["a2"]


def test_a_draft_that_is_not_there_is_not_found(records: Database) -> None:
    with records.transaction() as connection:
        assert not store.has(connection, ID)
        with pytest.raises(NotFound):
            store.draft(connection, ID)
        with pytest.raises(NotFound):
            store.document_of(connection, ID, 1)
    with pytest.raises(NotFound):
        do(records, SaveDraft(ID, FIRST, base=1))


def test_no_command_of_drafts_ever_leaves_the_desk() -> None:
    assert all(command.stays_at_desk for command in HANDLERS)
    assert {command.name.partition(".")[0] for command in HANDLERS} == {MODULE.name}
