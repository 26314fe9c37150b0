"""The rules of 《党政机关公文处理工作条例》（中办发〔2012〕14号） that one document shows by itself whether it keeps.

What depends on other documents or on the organs' ranks (同级联合行文, 越级, 一文一事 in substance) is left to people.
"""

import re
from collections.abc import Callable, Iterator

from documents.model.draft import Remark
from documents.model.official import Block, Heading, Kind, OfficialDocument, Paragraph
from documents.model.pages import Element

_ELEMENTS = "第九条"
_UPWARD = "第十五条"
_OUTWARD = "第十七条"
_STANDARD = "GB/T 9704—2012"
_DIVIDERS = re.compile("[，、；,;]")
_TITLE_END = re.compile("(" + "|".join([*Kind, "令"]) + r")(?:（[^（）]{1,20}）)?$")
_LEADER = re.compile(r"(?:省长|市长|县长|区长|州长|书记|主席|主任|部长|厅长|局长|总理|委员长|同志)$")
_LOWER = re.compile(r"^(?:各?(?:县|区|乡|镇|街道|村)|各市|各(?:下属|所属|直属|基层)|下属|所属|机关各(?:处|科|股))")
_ASKS = re.compile(
    r"(?:请|恳请|望|敬请)(?:予|予以|给予|尽快|即)?(?:批复|批准|审批|批示|核准|审定)|(?:妥否|当否|可否|是否妥当)，?请"
)
_SEVERAL = re.compile(r"(?:等|若干|几个|[二两三四五六七八九十2-9])(?:[项个]|方面)?(?:事项|问题|事宜)的请示$")
_CONTACT = re.compile(r"联系人.*(?:电话|手机|[0-9]{7})")
_INNER = re.compile(r"(?:厅|局|委员会|委|部|院|社)[\u4e00-\u9fff]{1,10}(?:处|科|股)$")
_PUNCTUATED = re.compile("[，。；：！？,;:!?]")

ADDRESSED = frozenset(
    {Kind.NOTICE, Kind.REQUEST, Kind.REPORT, Kind.REPLY, Kind.LETTER, Kind.CIRCULAR, Kind.OPINION, Kind.PROPOSAL}
)
UNTITLED = frozenset({Kind.ORDER, Kind.PROCLAMATION, Kind.ANNOUNCEMENT, Kind.COMMUNIQUE, Kind.MINUTES})
UPWARD = frozenset({Kind.REQUEST, Kind.REPORT})


def check(document: OfficialDocument) -> tuple[Remark, ...]:
    """Every remark on the document, in the order of the articles' elements; none: it keeps all that is checked."""
    return tuple(remark for rule in _RULES for remark in rule(document))


def is_upward(document: OfficialDocument) -> bool:
    """上行文 by its kind. 意见 may also go up, which only its recipients tell, and is not counted."""
    return document.kind in UPWARD


Rule = Callable[[OfficialDocument], Iterator[Remark]]


def _secrecy(document: OfficialDocument) -> Iterator[Remark]:
    if document.secrecy is not None and not document.copy_number:
        yield Remark(f"{_ELEMENTS}（一）", "documents.secret_without_copy_number", Element.COPY_NUMBER)
    if document.secrecy is not None and not document.secrecy_term:
        yield Remark(f"{_ELEMENTS}（二）", "documents.secret_without_term", Element.SECRECY)
    if document.copy_number and not re.fullmatch(r"[0-9]{6}", document.copy_number):
        facts = {"copy_number": document.copy_number}
        yield Remark(f"{_STANDARD} 7.2.1", "documents.copy_number_not_six", Element.COPY_NUMBER, facts)


def _number(document: OfficialDocument) -> Iterator[Remark]:
    if document.number is None:
        if document.kind is not Kind.MINUTES:
            yield Remark(f"{_ELEMENTS}（五）", "documents.number_absent", Element.NUMBER)
    elif document.dated is not None and document.number.year != document.dated.year:
        facts = {"number": str(document.number), "year": str(document.dated.year)}
        yield Remark(f"{_ELEMENTS}（五）", "documents.number_of_another_year", Element.NUMBER, facts, binding=False)


def _approvers(document: OfficialDocument) -> Iterator[Remark]:
    if is_upward(document) and not document.approvers:
        yield Remark(f"{_ELEMENTS}（六）", "documents.approver_absent", Element.APPROVER, {"kind": document.kind})


def _title(document: OfficialDocument) -> Iterator[Remark]:
    article, title = f"{_ELEMENTS}（七）", document.title
    if not title:
        yield Remark(article, "documents.title_absent", Element.TITLE)
        return
    found = _TITLE_END.search(title)
    if found is None:
        yield Remark(article, "documents.title_without_kind", Element.TITLE)
    elif found[1] not in (document.kind, "令" if document.kind is Kind.ORDER else document.kind):
        yield Remark(
            article, "documents.title_of_another_kind", Element.TITLE, {"kind": document.kind, "end": found[1]}
        )
    if "关于" not in title and document.kind not in UNTITLED:
        yield Remark(article, "documents.title_without_matter", Element.TITLE)
    elif not title.partition("关于")[0].strip() and document.kind not in UNTITLED:
        yield Remark(article, "documents.title_without_issuer", Element.TITLE)
    if _PUNCTUATED.search(re.sub("《[^》]*》", "", title)):
        yield Remark(f"{_STANDARD} 7.3.1", "documents.title_punctuated", Element.TITLE, binding=False)


def _recipients(document: OfficialDocument) -> Iterator[Remark]:
    named = _named(document.recipients)
    if not named and document.kind in ADDRESSED:
        yield Remark(f"{_ELEMENTS}（八）", "documents.recipients_absent", Element.RECIPIENTS, {"kind": document.kind})
    if is_upward(document) and len(named) > 1:
        facts = {"kind": document.kind, "count": str(len(named))}
        yield Remark(f"{_UPWARD}（一）", "documents.several_recipients", Element.RECIPIENTS, facts)
    for name in named:
        if is_upward(document) and _LEADER.search(name):
            yield Remark(f"{_UPWARD}（五）", "documents.addressed_to_a_person", Element.RECIPIENTS, {"name": name})


def _named(names: str) -> list[str]:
    """The organs in a list; what stands in parentheses divides nothing."""
    return [name for part in _DIVIDERS.split(re.sub(r"（[^（）]*）", "", names)) if (name := part.strip("。 　"))]


def _request(document: OfficialDocument) -> Iterator[Remark]:
    if document.kind is Kind.REPORT:
        for text in map(_words, document.body):
            if asked := _ASKS.search(text):
                yield Remark(f"{_UPWARD}（四）", "documents.request_in_report", Element.BODY, {"words": asked[0]})
                return
    if document.kind is Kind.REQUEST and _SEVERAL.search(document.title):
        yield Remark(f"{_UPWARD}（四）", "documents.several_requests", Element.TITLE, binding=False)
    if document.kind is Kind.REQUEST and not _CONTACT.search(document.note):
        yield Remark(f"{_ELEMENTS}（十四）", "documents.contact_absent", Element.NOTE, binding=False)


def _words(block: Block) -> str:
    return block.text if isinstance(block, Heading | Paragraph) else ""


def _annexes(document: OfficialDocument) -> Iterator[Remark]:
    names, annexes = document.annex_names, document.annexes
    for missing in names[len(annexes) :]:
        yield Remark(f"{_ELEMENTS}（十五）", "documents.named_annex_absent", Element.ANNEX, {"name": missing})
    for unnamed in annexes[len(names) :]:
        facts = {"name": unnamed.title or unnamed.label}
        yield Remark(f"{_ELEMENTS}（十）", "documents.annex_not_named", Element.ANNEX_NOTE, facts)
    for name, annex in zip(names, annexes, strict=False):
        if _bare(name) != _bare(annex.title):
            facts = {"name": name, "title": annex.title}
            yield Remark(f"{_ELEMENTS}（十）", "documents.annex_named_otherwise", Element.ANNEX_NOTE, facts)


def _bare(text: str) -> str:
    return re.sub(r"[\s　《》]", "", text)


def _signature(document: OfficialDocument) -> Iterator[Remark]:
    if not document.signatories and document.kind is not Kind.MINUTES:
        yield Remark(f"{_ELEMENTS}（十一）", "documents.signature_absent", Element.SIGNATURE)
    elif len(document.issuers) > 1 and len(document.signatories) != len(document.issuers):
        facts = {"issuers": str(len(document.issuers)), "signatories": str(len(document.signatories))}
        yield Remark(f"{_ELEMENTS}（十一）", "documents.joint_signature_incomplete", Element.SIGNATURE, facts)
    if document.dated is None:
        yield Remark(f"{_ELEMENTS}（十二）", "documents.date_absent", Element.DATE)
    elif document.printed_on is not None and document.printed_on < document.dated:
        yield Remark(f"{_ELEMENTS}（十七）", "documents.printed_before_dated", Element.PRINTED_ON)


def _copies(document: OfficialDocument) -> Iterator[Remark]:
    if not is_upward(document):
        return
    for name in _named(document.copies_to):
        if _LOWER.search(name):
            yield Remark(f"{_UPWARD}（一）", "documents.copied_downwards", Element.COPIES_TO, {"name": name})


def _outward(document: OfficialDocument) -> Iterator[Remark]:
    for issuer in document.issuers:
        if _INNER.search(issuer):
            yield Remark(_OUTWARD, "documents.issued_by_an_inner_office", Element.MARK, {"name": issuer}, binding=False)


_RULES: tuple[Rule, ...] = (
    _secrecy,
    _number,
    _approvers,
    _title,
    _recipients,
    _request,
    _annexes,
    _signature,
    _copies,
    _outward,
)
