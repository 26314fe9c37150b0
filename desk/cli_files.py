"""The commands that work on files: typeset, seal, verify."""

import getpass
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from desk.errors import NoSeal, NotSaid, SealUnclear
from desk.folder import DeskFolder, default_folder
from desk.given import Given, complete
from documents.errands import Typeset, about, read_draft, typeset
from documents.model.draft import Recognised
from documents.model.official import DraftId
from documents.rules.shrunk import shrunk
from documents.words import FINDINGS
from office.clock import now
from office.crypto.token import Token
from office.files.atomic import write_atomically
from office.files.read import read_file
from office.files.reasons import why
from office.fonts.library import Library
from office.ids import new_id
from office.words import _
from seals.devices.key_file import open_key_folder
from seals.errands import seal, sentence, verdict_as_data, verify
from seals.model import Outcome, Verdict
from seals.words import VERDICTS

MAX_FILE = 200 * 1024 * 1024
MAX_SEAL = 4 * 1024 * 1024
GRAVITY = (Outcome.INTACT, Outcome.ADDED, Outcome.UNSEALED, Outcome.UNCHECKABLE, Outcome.CHANGED)


def typeset_draft(draft: Path, output: Path, given: Given, built_in_fonts: bool) -> int:
    """Write DRAFT.pdf and DRAFT.ofd into ``output``."""
    recognised = read_draft(read_file(draft, MAX_FILE))
    document = complete(recognised.document, given)
    library = Library.built_in() if built_in_fonts else Library.of_this_machine()
    made = typeset(document, library, about(document, DraftId(new_id()), 1, now()))
    for suffix, data in ((".pdf", made.pdf), (".ofd", made.ofd)):
        path = output / f"{draft.stem}{suffix}"
        write_atomically(path, data, shared=True)
        say(_("已生成 {path}").format(path=path))
    for sentence_ in _to_look_at(recognised, given, made):
        say_wrong(_("请核对：{sentence}").format(sentence=sentence_))
    return 0


def _to_look_at(recognised: Recognised, given: Given, made: Typeset) -> Iterator[str]:
    """What a person should see to: what no font has, what had to be made smaller, what in the draft is doubtful."""
    if made.layout.missing:
        sentence_ = _("字库里没有这些字：{letters}。排版时以〓代替，请改用别的写法，或安装含这些字的字体。")
        yield sentence_.format(letters="、".join(made.layout.missing[:20]))
    typed = given.elements
    doubts = [found for found in recognised.doubts if found.element not in typed]
    for found in (*shrunk(recognised.document, made.layout), *doubts):
        yield _(FINDINGS[found.code]).format_map({"text": found.text} | dict(found.facts))


def seal_file(file: Path, folder: Path | None, stamp: Path | None, output: Path | None, lock: bool) -> int:
    """Seal a copy of ``file``; the file itself is left as it is."""
    desk = DeskFolder(folder or default_folder())
    data = read_file(file, MAX_FILE)
    der = read_file(stamp or _only_seal(desk), MAX_SEAL)
    sealed = seal(data, _token(desk), der, None, now(), lock=lock)
    target = output or file.with_name(_("{name}（已盖章）").format(name=file.stem) + file.suffix)
    write_atomically(target, sealed.data, shared=True)
    say(_("已盖章：第 {page} 页，存为 {path}").format(page=sealed.page + 1, path=target))
    return 0


def verify_files(files: Sequence[Path], folder: Path | None, as_json: bool) -> int:
    """Say the verdict on each file; the exit code is that of the gravest."""
    trust = DeskFolder(folder or default_folder()).trust()
    verdicts = [(file, verify(read_file(file, MAX_FILE), trust, now())) for file in files]
    if as_json:
        answers = [{"file": str(file), **verdict_as_data(verdict)} for file, verdict in verdicts]
        say(msgspec.json.format(msgspec.json.encode(answers), indent=2).decode())
    else:
        for file, verdict in verdicts:
            say(_in_words(file, verdict))
    return max((verdict.outcome for _file, verdict in verdicts), key=GRAVITY.index).exit_code


def say(text: str) -> None:
    """Write the line out now. Raises NotSaid when the way out is closed or full."""
    try:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()
    except OSError as error:
        _let_go_of_output()
        raise NotSaid(reason=why(error)) from error


def _let_go_of_output() -> None:
    """What still waits to be written goes nowhere, so that the end of the program does not stumble over it."""
    with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def say_wrong(text: str) -> None:
    sys.stderr.write(text + "\n")


def _in_words(file: Path, verdict: Verdict) -> str:
    lines = [f"{file}：{_(VERDICTS[verdict.outcome.value])}"]
    lines += [f"  · {sentence(reason)}" for reason in verdict.reasons]
    for seen in verdict.seals:
        when = seen.signed_at.astimezone().strftime("%Y-%m-%d %H:%M") if seen.signed_at else _("时间不详")
        lines.append(
            "  " + _("印章“{name}”，持有者“{holder}”，{when}").format(name=seen.name, holder=seen.holder, when=when)
        )
    return "\n".join(lines)


def _token(desk: DeskFolder) -> Token:
    """The unit's token, opened with the PIN typed at the terminal or given on standard input."""
    typed = sys.stdin.isatty()
    pin = getpass.getpass(_("PIN 码：")) if typed else sys.stdin.readline().rstrip("\r\n")
    return open_key_folder(desk.key_files(), pin)


def _only_seal(desk: DeskFolder) -> Path:
    seals = sorted(desk.seals.glob("*.esl"))
    if not seals:
        raise NoSeal(path=str(desk.seals))
    if len(seals) != 1:
        raise SealUnclear(count=str(len(seals)), path=str(desk.seals))
    return seals[0]
