"""What the panel of sealing works with: documents and seals read, a document opened, both its files sealed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from documents.model.pages import SealPlace
from documents.model.record import Typesetting
from documents.panel.pages import open_pages
from office.actor import UnitId
from office.crypto.certificates import read_certificate
from office.crypto.token import Purpose, Token
from office.errors import OfficeError
from office.files.folder import FileStore
from office.fonts.library import Library
from office.ui.background import Progress
from office.ui.banner import Tone
from office.ui.entries import Entry
from office.ui.page_source import PageSource
from office.words import _
from seals import store
from seals.errands import seal as put_seal
from seals.formats.place import find_place
from seals.model import Seal
from seals.panel.ready import ReadyDocument, ready_documents
from seals.rules.register import check_use


@dataclass(frozen=True, slots=True)
class Looked:
    """The pages of a typeset document, and where its seal belongs; no place when none was found."""

    key: str
    digest: str
    pages: PageSource
    place: SealPlace | None
    trouble: OfficeError | None = None


@dataclass(frozen=True, slots=True)
class SealedFiles:
    """Digests of what was sealed, and the serial of the certificate that sealed it."""

    pdf: str
    ofd: str
    token: str


def load(connection: Connection, unit: UnitId) -> tuple[list[ReadyDocument], list[Seal]]:
    return ready_documents(connection, unit), store.seals_of(connection, unit)


def look_at(key: str, files: FileStore, digest: str, library: Library) -> Looked:
    data = files.get(digest)
    pages = open_pages(data, library)
    try:
        return Looked(key, digest, pages, find_place(data))
    except OfficeError as error:
        return Looked(key, digest, pages, None, error)


def seal_both(
    token: Token,
    progress: Progress,
    seal: Seal,
    unit: UnitId,
    made: Typesetting,
    files: FileStore,
    at: datetime,
    reason: str,
    place: SealPlace | None,
) -> SealedFiles:
    """Seal both files at the same place and keep them."""
    check_use(seal, unit, at)
    progress.report(0.2, _("正在给 PDF 盖章并自检……"))
    pdf = put_seal(files.get(made.pdf), token, seal.data, place, at, reason=reason)
    progress.report(0.6, _("正在给 OFD 盖章并自检……"))
    ofd = put_seal(files.get(made.ofd), token, seal.data, place, at, reason=reason)
    progress.report(0.9, _("正在存入本机……"))
    serial = read_certificate(token.certificate(Purpose.SEAL)).serial
    return SealedFiles(files.add(pdf.data), files.add(ofd.data), f"{serial:x}")


def entry_of(document: ReadyDocument) -> Entry:
    draft = document.draft
    number = str(draft.document.number) if draft.document.number else _("未编号")
    badge, tone = (_("已用印"), Tone.GOOD) if document.is_sealed else (_("待用印"), Tone.NOTICE)
    return Entry(draft.id, draft.title, number, badge, tone)
