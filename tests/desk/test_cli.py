"""The command line on real files."""

import io
import json
import sys
from pathlib import Path

import pytest

from desk import cli
from desk.demo_office import CLERK, KEEPER, PIN, SENDING, Office, set_up
from desk.folder import DeskFolder
from office.clock import now
from office.crypto.token import Purpose
from office.files.atomic import write_atomically
from office.fonts.library import Library
from seals.devices.key_file import open_key_folder
from seals.formats.picture import draw_seal
from seals.formats.ses import make_seal
from seals.model import SealSpec
from seals.panel.register import MAKER

DRAFT = Path(__file__).parent.parent / "data" / "notice" / "draft.docx"
NAME = "福建省人民政府办公厅"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A trial office whose clerk has the unit's seal at hand."""
    office = set_up(tmp_path_factory.mktemp("office"), iterations=1000)
    maker = office.places[KEEPER].folder.path / "keys" / MAKER
    token = open_key_folder({Purpose.SEAL: maker.read_bytes()}, PIN)
    holder = next(unit for unit in office.founding.units if unit.id == SENDING)
    spec, at = SealSpec(NAME, diameter=50), now()
    seal = make_seal(
        spec, "seal-1", draw_seal(spec, Library.built_in()), token, (holder.seal,), at, at, at.replace(year=at.year + 1)
    )
    write_atomically(office.places[CLERK].folder.seals / "seal-1.esl", seal)
    return office


@pytest.fixture
def desk(office: Office) -> DeskFolder:
    return office.places[CLERK].folder


@pytest.fixture(scope="module")
def typeset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the notice's PDF and OFD."""
    folder = tmp_path_factory.mktemp("typeset")
    number = ["--number", "闽政办〔2021〕55号"]
    assert cli.main(["typeset", str(DRAFT), "--output", str(folder), "--built-in-fonts", *number]) == 0
    return folder


@pytest.fixture
def pin(monkeypatch: pytest.MonkeyPatch) -> None:
    """The PIN on standard input, as a script gives it."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PIN}\n"))


def test_a_draft_becomes_two_files(typeset: Path) -> None:
    assert (typeset / "draft.pdf").read_bytes().startswith(b"%PDF-")
    assert (typeset / "draft.ofd").read_bytes().startswith(b"PK")


@pytest.mark.usefixtures("pin")
@pytest.mark.parametrize("suffix", [".pdf", ".ofd"])
def test_a_sealed_file_is_intact_and_the_unsealed_one_stays_as_it_was(
    suffix: str, typeset: Path, desk: DeskFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain, sealed = typeset / f"draft{suffix}", tmp_path / f"sealed{suffix}"
    before = plain.read_bytes()

    assert cli.main(["seal", str(plain), "--desk", str(desk.path), "--output", str(sealed)]) == 0
    assert cli.main(["verify", str(sealed), "--desk", str(desk.path)]) == 0
    assert plain.read_bytes() == before
    assert "盖章有效" in capsys.readouterr().out


@pytest.mark.usefixtures("pin")
def test_the_verdict_of_a_changed_file_is_told_as_json_and_by_the_exit_code(
    typeset: Path, desk: DeskFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed = tmp_path / "sealed.pdf"
    cli.main(["seal", str(typeset / "draft.pdf"), "--desk", str(desk.path), "--output", str(sealed)])
    sealed.write_bytes(sealed.read_bytes() + b"\n%%EOF\n")
    capsys.readouterr()

    code = cli.main(["verify", "--json", str(typeset / "draft.ofd"), str(sealed), "--desk", str(desk.path)])

    answers = json.loads(capsys.readouterr().out)
    assert [answer["outcome"] for answer in answers] == ["unsealed", "changed"]
    assert code == 2


def test_an_unsealed_file_ends_with_4(typeset: Path, desk: DeskFolder) -> None:
    assert cli.main(["verify", str(typeset / "draft.pdf"), "--desk", str(desk.path)]) == 4


@pytest.mark.usefixtures("pin")
def test_a_seal_whose_roots_nobody_trusts_cannot_be_checked(typeset: Path, desk: DeskFolder, tmp_path: Path) -> None:
    sealed = tmp_path / "sealed.ofd"
    cli.main(["seal", str(typeset / "draft.ofd"), "--desk", str(desk.path), "--output", str(sealed)])

    assert cli.main(["verify", str(sealed), "--desk", str(tmp_path / "empty")]) == 3


def test_a_wrong_pin_is_told_and_nothing_is_written(
    typeset: Path,
    desk: DeskFolder,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("000000\n"))
    sealed = tmp_path / "sealed.pdf"

    code = cli.main(["seal", str(typeset / "draft.pdf"), "--desk", str(desk.path), "--output", str(sealed)])

    assert code == cli.REFUSED
    assert "PIN" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["typeset", "没有这个文件.docx"], "打不开"),
        (["verify", "没有这个文件.pdf"], "打不开"),
        (["typeset", str(DRAFT), "--number", "五十五号"], "发文字号"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == cli.REFUSED
    assert said in capsys.readouterr().err


def test_wrong_usage_is_not_mistaken_for_a_verdict() -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["verify"])

    assert ended.value.code == cli.WRONG_USE
