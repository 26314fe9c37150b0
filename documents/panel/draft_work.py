"""What the panel of drafts works with: the draft that is open, reading a file, making files, and the words for it."""

from dataclasses import dataclass
from pathlib import Path

from documents.errands import Typeset, read_draft, typeset
from documents.model.about import About
from documents.model.draft import Recognised
from documents.model.official import DraftId, OfficialDocument
from documents.model.record import DraftEntry, Standing
from documents.panel.hints import Point, points
from documents.panel.preview import Preview
from office.files.folder import FileStore
from office.files.read import read_file
from office.fonts.library import Library
from office.ui.background import Progress
from office.ui.banner import Tone
from office.ui.entries import Entry
from office.words import Sentences, _

LARGEST = 64 * 2**20  # bytes of a draft


@dataclass(frozen=True, slots=True)
class Read:
    """A draft file just read: what was recognised, and the digest it is kept under."""

    recognised: Recognised
    source: str


@dataclass(slots=True)
class Open:
    """The draft being edited. ``base`` is the version it was last saved as; 0 when it never was."""

    id: DraftId
    base: int = 0
    source: str = ""
    changed: bool = False
    typeset_version: int = 0
    saving: int = 0  # saves on their way
    overtaken: bool = False  # the records took no change of it: there is a newer version, or it is out of use


@dataclass(frozen=True, slots=True)
class Made:
    """Digests of the files that were made."""

    pdf: str
    ofd: str
    pages: int


def read_in(path: Path, files: FileStore) -> Read:
    data = read_file(path, LARGEST)
    recognised = read_draft(data)
    return Read(recognised, files.add(data))


def make_files(document: OfficialDocument, library: Library, files: FileStore, said: About, progress: Progress) -> Made:
    progress.report(0.1, _("正在排版，写出 PDF 和 OFD……"))
    made: Typeset = typeset(document, library, said)
    progress.report(0.8, _("正在存入本机……"))
    return Made(files.add(made.pdf), files.add(made.ofd), len(made.layout.pages))


def entry_of(draft: DraftEntry) -> Entry:
    badge, tone = (_("已排版"), Tone.GOOD) if draft.standing is Standing.TYPESET else (_("在拟"), Tone.PLAIN)
    when = f"{draft.changed_at.astimezone():%m-%d %H:%M}"
    return Entry(draft.id, draft.title or _("（无标题）"), when, badge, tone)


def state_words(now: Open | None) -> str:
    if now is None:
        return ""
    if now.changed:
        return _("有改动未保存")
    if now.typeset_version == now.base:
        return _("第 {version} 版 · 已保存 · 已排版").format(version=now.base)
    return _("第 {version} 版 · 已保存").format(version=now.base)


def shortcomings(made: Preview, sentences: Sentences) -> tuple[Point, ...]:
    """What the page cannot show as the draft has it: characters that no font has, what had to be made smaller."""
    smaller = points(made.shrunk, (), sentences)
    return (*_missing_characters(made), *smaller)


def _missing_characters(made: Preview) -> tuple[Point, ...]:
    if not made.layout.missing:
        return ()
    letters = "、".join(made.layout.missing[:20])
    sentence = _("字库里没有这些字：{letters}。排版时以〓代替，请改用别的写法，或安装含这些字的字体。")
    return (Point(None, Tone.BAD, sentence.format(letters=letters)),)
