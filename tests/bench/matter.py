"""What the figures are measured on: the real notice, and a long document made of it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from documents.formats.docx import read_docx
from documents.model.about import About
from documents.model.official import OfficialDocument
from documents.rules.recognise import recognise

NOTICE = Path(__file__).parent.parent / "data" / "notice"
WHEN = datetime(2026, 3, 2, 4, tzinfo=UTC)


def notice() -> OfficialDocument:
    """The real notice as its clerk handed it in."""
    return recognise(read_docx((NOTICE / "draft.docx").read_bytes())).document


def long_document(times: int) -> OfficialDocument:
    """The notice with its body repeated, about three and a half pages each time, without annexes."""
    one = notice()
    return replace(one, body=one.body * times, annexes=(), annex_names=())


def about(document: OfficialDocument) -> About:
    author = document.signatories[0] if document.signatories else ""
    return About(document.title, author, document.kind.value, (), WHEN, "bench")
