"""Kept files: never altered, never half there."""

import os
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.actor import UnitId
from office.database import Database
from office.files import store
from office.files.atomic import NotWritten, write_atomically
from office.files.errors import (
    FileAltered,
    FileMissing,
    FileTooLarge,
    NotADigest,
    WrongDigest,
    WrongOffset,
)
from office.files.folder import FileStore
from office.files.partial import Partial
from tests.conftest import NOON

DATA = b"a sealed document"
DIGEST = sha256(DATA).hexdigest()


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def kept(files: FileStore) -> list[str]:
    return sorted(path.name for path in files.folder.rglob("*") if path.is_file())


def test_what_is_added_is_got_again(files: FileStore) -> None:
    assert files.add(DATA) == DIGEST
    assert files.add(DATA) == DIGEST
    assert files.get(DIGEST) == DATA
    assert (files.has(DIGEST), files.size(DIGEST)) == (True, len(DATA))


def test_what_is_not_there_is_told(files: FileStore) -> None:
    for ask in (files.get, files.size):
        with pytest.raises(FileMissing):
            ask(DIGEST)
    assert not files.has(DIGEST)


@given(st.text() | st.sampled_from(["../../etc/passwd", "A" * 64, "0" * 63 + "/", "．" * 64]))
def test_only_a_digest_becomes_a_path(text: str) -> None:
    with pytest.raises(NotADigest):
        FileStore(Path("nowhere")).path(text)


def test_an_altered_file_is_not_given_out_and_is_mended_by_adding(files: FileStore) -> None:
    files.add(DATA)
    files.path(DIGEST).write_bytes(b"something else")

    with pytest.raises(FileAltered):
        files.get(DIGEST)
    files.add(DATA)
    assert files.get(DIGEST) == DATA


def test_other_bytes_are_not_taken_under_a_digest(files: FileStore) -> None:
    with pytest.raises(WrongDigest):
        files.take([DATA, b"!"], DIGEST)
    assert kept(files) == []


def test_a_source_that_breaks_off_leaves_nothing(files: FileStore) -> None:
    def broken() -> object:
        yield DATA[:5]
        raise OSError(5, "Input/output error")

    with pytest.raises(NotWritten):
        files.take(broken(), DIGEST)  # type: ignore[arg-type]  # a generator that fails
    assert kept(files) == []


@pytest.mark.parametrize("act", [lambda files: files.add(DATA), lambda files: files.take([DATA], DIGEST)])
def test_a_folder_that_takes_nothing_is_told(tmp_path: Path, act: Callable[[FileStore], object]) -> None:
    (tmp_path / "files").write_bytes(b"a file where the folder should be")

    with pytest.raises(NotWritten) as told:
        act(FileStore(tmp_path / "files"))
    assert told.value.facts["reason"]


@given(st.binary(max_size=200), st.lists(st.integers(1, 50)))
def test_parts_in_any_sizes_make_the_whole(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, sizes: list[int]
) -> None:
    files = FileStore(tmp_path_factory.mktemp("parts"))
    digest = sha256(data).hexdigest()
    offset = 0
    for size in [*sizes, len(data)]:
        part = data[offset : offset + size]
        offset = Partial(files, "finance", digest).append(
            offset, part, limit=len(data)
        )  # a new one each time: a restart

    assert Partial(files, "finance", digest).finish() == len(data)
    assert files.get(digest) == data
    assert kept(files) == [digest[2:]]


def test_a_part_out_of_place_is_refused_with_the_place(files: FileStore) -> None:
    partial = Partial(files, "finance", DIGEST)
    partial.append(0, DATA[:5], 100)

    for start in (0, 4, 6):
        with pytest.raises(WrongOffset) as refused:
            partial.append(start, b"x", 100)
        assert refused.value.facts == {"offset": "5"}


def test_no_more_than_the_limit_arrives(files: FileStore) -> None:
    with pytest.raises(FileTooLarge):
        Partial(files, "finance", DIGEST).append(0, DATA, len(DATA) - 1)
    assert Partial(files, "finance", DIGEST).offset == 0


def test_parts_of_different_bringers_do_not_mix(files: FileStore) -> None:
    Partial(files, "finance", DIGEST).append(0, b"junk", 100)

    archive = Partial(files, "archive", DIGEST)
    archive.append(0, DATA, 100)
    archive.finish()
    assert files.get(DIGEST) == DATA


def test_wrong_parts_are_thrown_away_so_that_the_next_try_begins_anew(files: FileStore) -> None:
    partial = Partial(files, "finance", DIGEST)
    partial.append(0, b"junk", 100)

    with pytest.raises(WrongDigest):
        partial.finish()
    assert partial.offset == 0
    assert kept(files) == []


def test_who_brought_what_is_known(database: Database) -> None:
    with database.transaction() as connection:
        store.note_held(connection, DIGEST, UnitId("finance"), 17, NOON)
        store.note_held(connection, DIGEST, UnitId("finance"), 17, NOON)

        store.check_held(connection, DIGEST, UnitId("finance"), 17)
        for unit, size in (("finance", 18), ("archive", 17)):
            with pytest.raises(FileMissing):
                store.check_held(connection, DIGEST, UnitId(unit), size)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_a_file_is_its_owners_alone_unless_it_is_shared(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_atomically(tmp_path / "key", b"secret")
        write_atomically(tmp_path / "notice.pdf", b"public", shared=True)
    finally:
        os.umask(before)

    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "notice.pdf").stat().st_mode & 0o777 == 0o644


def test_what_cannot_be_written_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "notice.pdf").mkdir()
    (tmp_path / "notice.pdf" / "old").write_bytes(b"old")

    with pytest.raises(NotWritten):
        write_atomically(tmp_path / "notice.pdf", b"new")

    assert [path.name for path in tmp_path.iterdir()] == ["notice.pdf"]
    assert (tmp_path / "notice.pdf" / "old").read_bytes() == b"old"
