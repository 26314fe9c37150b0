"""A whole draft: its elements by their form, and how sure each is."""

from collections.abc import Sequence
from dataclasses import replace

from documents.model.draft import DraftBlock, Finding, Recognised, Sureness
from documents.model.official import Kind, OfficialDocument
from documents.model.pages import Element
from documents.rules.recognise import forms
from documents.rules.recognise.annexes import recognise_annexes
from documents.rules.recognise.body import recognise_body
from documents.rules.recognise.ending import Ending, Parted, part
from documents.rules.recognise.front import Front, take_front
from documents.rules.recognise.lines import Notes, items_of
from documents.rules.recognise.tidy import unspaced


def recognise(blocks: Sequence[DraftBlock]) -> Recognised:
    """An official document out of draft blocks (GB/T 9704-2012 clause 7), with a finding for each element.

    Never refuses: what it cannot place stays in the body, with a doubt. A blank title or body is
    possible. ``mark`` is set only when the draft shows one; else it follows from the issuers.
    """
    notes = Notes()
    front, rest = take_front(items_of(blocks, notes), notes)
    parted = part(rest, forms.issuer_in_title(front.title), notes)
    body = recognise_body(parted.body, notes)
    annexes = recognise_annexes(parted.annexes, parted.ending.annex_names, notes)
    document = replace(_document(front, parted.ending), body=body, annexes=annexes)
    document = replace(document, issuers=_issuers(document, notes))
    _note_body(document, parted, notes)
    return Recognised(document, tuple(sorted(notes.findings, key=_place)))


def _place(finding: Finding) -> tuple[bool, int]:
    """In the order of the draft; what has no place comes last."""
    return finding.block < 0, finding.block


def _document(front: Front, ending: Ending) -> OfficialDocument:
    return OfficialDocument(
        kind=front.kind,
        title=front.title,
        body=(),
        mark=front.mark,
        number=front.number,
        copy_number=front.copy_number,
        secrecy=front.secrecy,
        secrecy_term=front.secrecy_term,
        urgency=front.urgency,
        approvers=front.approvers,
        recipients=front.recipients,
        annex_names=ending.annex_names,
        signatories=ending.signatories,
        dated=ending.dated,
        note=ending.note,
        copies_to=ending.copies_to,
        printed_by=ending.printed_by,
        printed_on=ending.printed_on,
    )


def _issuers(document: OfficialDocument, notes: Notes) -> tuple[str, ...]:
    """发文机关 from the title, the signature and a typed mark, compared with each other."""
    titled = tuple(forms.issuer_in_title(document.title).split("　")) if forms.issuer_in_title(document.title) else ()
    signed = document.signatories
    if titled and signed and unspaced("".join(titled)) == unspaced("".join(signed)):
        return _noted(signed, Sureness.SURE, "issuer_by_title_and_signature", notes)
    if titled and signed:
        facts = {"title": "、".join(titled), "signature": "、".join(signed)}
        notes.note(Sureness.DOUBTFUL, "issuer_differs", "、".join(signed), Element.SIGNATURE, facts=facts)
        return titled
    if titled or signed:
        code = "issuer_by_title" if titled else "issuer_by_signature"
        return _noted(titled or signed, Sureness.LIKELY, code, notes)
    if document.mark:
        return _noted((document.mark.removesuffix("文件"),), Sureness.LIKELY, "issuer_by_mark", notes)
    notes.note(Sureness.DOUBTFUL, "issuer_missing", element=Element.MARK)
    return ()


def _noted(issuers: tuple[str, ...], sureness: Sureness, code: str, notes: Notes) -> tuple[str, ...]:
    notes.note(sureness, code, "、".join(issuers), Element.MARK)
    return issuers


def _note_body(document: OfficialDocument, parted: Parted, notes: Notes) -> None:
    if not document.mark and document.issuers:
        notes.note(Sureness.LIKELY, "mark_derived", default_mark(document), Element.MARK)
    if not document.body:
        notes.note(Sureness.DOUBTFUL, "body_missing", element=Element.BODY)
    else:
        facts = {"count": str(len(document.body))}
        notes.note(Sureness.SURE, "body_found", element=Element.BODY, block=parted.body[0].block, facts=facts)


def default_mark(document: OfficialDocument) -> str:
    """发文机关标志 when none is given (GB/T 9704-2012 7.2.4, 10.1): names and 文件; a letter's without 文件."""
    names = "　".join(document.issuers)
    return names if document.kind is Kind.LETTER or not names else f"{names}文件"
