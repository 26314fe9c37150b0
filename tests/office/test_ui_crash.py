"""An unexpected error becomes a report on the disk and a plain sentence."""

import sys
from pathlib import Path

from office.clock import now
from office.ui import crash


def _broken() -> None:
    raise ZeroDivisionError("secret words of a bug")


def test_a_bug_is_kept_in_a_file_and_told_by_its_code(tmp_path: Path) -> None:
    told: list[str] = []
    before = crash.catch_all(tmp_path / "crashes", now, told.append)
    hook, sys.excepthook = sys.excepthook, before
    try:
        _broken()
    except ZeroDivisionError as error:
        hook(type(error), error, error.__traceback__)

    (report,) = (tmp_path / "crashes").iterdir()
    assert report.stem == told[0]
    assert "secret words of a bug" in report.read_text(encoding="utf-8")
    assert "_broken" in report.read_text(encoding="utf-8")


def test_the_sentence_names_the_code_and_shows_no_traceback() -> None:
    sentence = crash.sentence("1A2B3C4D")

    assert "1A2B3C4D" in sentence
    assert "Traceback" not in sentence


def test_a_report_that_cannot_be_written_still_has_a_code(tmp_path: Path) -> None:
    (tmp_path / "crashes").write_text("a file stands where the folder should be", encoding="utf-8")

    assert len(crash.report(tmp_path / "crashes", ValueError("x"), now())) == 8
