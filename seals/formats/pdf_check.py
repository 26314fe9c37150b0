"""Checking the seals of a PDF: signatures, every byte, every object, every page picture.

Findings only; what they amount to is decided in seals/rules/verdict.py. No file makes this module raise.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation.status import SignatureCoverageLevel

from documents.model.pages import Box
from office.errors import OfficeError
from seals.formats import pdf_additions
from seals.formats.crossing import cross
from seals.formats.pdf_bytes import byte_ranges, explained, revision_ends_cleanly, traces
from seals.formats.pdf_gate import look_into
from seals.formats.pdf_look import differences
from seals.formats.pdf_signature import PdfSignature, Place, read_signature
from seals.model import Checked, Finding, Trust, Weight

LARGEST = 512 * 10**6  # bytes
_MOST_SIGNATURES = 64
logging.getLogger("pyhanko").addHandler(logging.NullHandler())  # what it has to say is in our findings
_MOST_PAGES = 20_000
_POLICY = pdf_additions.policy()


def check_pdf(data: bytes, trust: Trust, at: datetime) -> Checked:
    """Everything there is to find about the seals of a PDF at the time ``at``. Never raises."""
    if len(data) > LARGEST:
        return Checked(True, (Finding(Weight.DOUBT, "seals.file_too_large", {"limit": f"{LARGEST // 10**6}"}),))
    marked = traces(data)
    try:
        reader = PdfFileReader(BytesIO(data), strict=True)
        if reader.encrypted:
            return Checked(marked, (Finding(Weight.DOUBT, "seals.file_encrypted"),))
        embedded = sorted(reader.embedded_signatures, key=lambda each: each.signed_revision)
        if not embedded and not marked:
            return _unsealed(reader)
        return _checked(reader, embedded, data, trust, at)
    except RecursionError:
        return _unreadable(marked, "RecursionError")
    except Exception as error:  # noqa: BLE001  # pyHanko raises nine kinds of errors on hostile files; each is a finding
        return _unreadable(marked, f"{type(error).__name__}: {error}"[:200])


def _unreadable(marked: bool, detail: str) -> Checked:
    """A damaged file that bears marks of a seal was sealed once; one without may never have been."""
    code, weight = ("seals.sealed_file_damaged", Weight.BREAK) if marked else ("seals.file_damaged", Weight.DOUBT)
    return Checked(marked, (Finding(weight, code, {"detail": detail}),))


def _unsealed(reader: Any) -> Checked:
    _pages(reader)
    return Checked(sealed=False)


def _checked(reader: Any, embedded: Sequence[Any], data: bytes, trust: Trust, at: datetime) -> Checked:
    if not 0 < len(embedded) <= _MOST_SIGNATURES or byte_ranges(data) > len(embedded):
        return Checked(True, (Finding(Weight.BREAK, "seals.seal_removed"),))
    pages = _pages(reader)
    signatures = [read_signature(each, data, pages, trust, at) for each in embedded]
    broken = [
        _changes(each, seen.name, last=each is embedded[-1]) for each, seen in zip(embedded, signatures, strict=True)
    ]
    findings = [finding for each in signatures for finding in each.findings]
    findings += [finding for each in broken for finding in each]
    later = [*_between(signatures), *_after(reader, signatures[-1], data)]
    if not _breaks([*findings, *later]):  # pictures take time; what is broken already needs none
        later += _looks(signatures, data)
        findings += _second_reader(data, len(pages))
    changed = _breaks(later)
    seen = tuple(each.seen(changed or bool(own)) for each, own in zip(signatures, broken, strict=True))
    return Checked(True, (*findings, *later, *_additions(signatures)), seen)


def _breaks(findings: Sequence[Finding]) -> bool:
    return any(finding.weight is Weight.BREAK for finding in findings)


def _second_reader(data: bytes, pages: int) -> Iterator[Finding]:
    """Two readers must see the same pages, and nothing that could show something else another day."""
    try:
        look = look_into(data)
    except OfficeError as error:
        yield Finding(Weight.DOUBT, "seals.readers_disagree", {"detail": error.facts.get("reason", error.code)})
        return
    if look.pages != pages:
        yield Finding(Weight.DOUBT, "seals.readers_disagree", {"detail": f"{look.pages} / {pages}"})
    if look.hidden is not None:
        yield Finding(Weight.DOUBT, "seals.active_content", {"what": look.hidden})


def _pages(reader: Any) -> list[Any]:
    """The page dictionaries in order. Raises ValueError when the tree is no tree."""
    found: list[Any] = []
    seen: set[Any] = set()
    waiting = [reader.root["/Pages"]]
    while waiting:
        node = waiting.pop()
        if node.container_ref in seen or len(seen) > _MOST_PAGES:
            raise ValueError("page tree")
        seen.add(node.container_ref)
        if "/Kids" in node:
            waiting.extend(kid.get_object() for kid in reversed(node["/Kids"]))
        else:
            found.append(node)
    return found


def _changes(embedded: Any, name: str, *, last: bool) -> list[Finding]:
    """Compare the objects of the signed revision with those of all later ones."""
    facts = {"name": name}
    embedded.compute_integrity_info(diff_policy=_POLICY)
    if embedded.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return [Finding(Weight.BREAK, "seals.bytes_uncovered", facts)]
    level = getattr(embedded.diff_result, "modification_level", ModificationLevel.OTHER)
    allowed = pdf_additions.LEVEL if last else ModificationLevel.FORM_FILLING
    permitted = embedded.docmdp_level
    if level > allowed or (permitted is not None and level.value > permitted.value):
        return [Finding(Weight.BREAK, "seals.changed_after", facts)]
    return []


def _between(signatures: Sequence[PdfSignature]) -> Iterator[Finding]:
    """Each seal covers more than the one before, and does not lie on an earlier one."""
    for number, (before, after) in enumerate(pairwise(signatures), 1):
        facts = {"name": before.name, "later": after.name}
        if before.end >= after.end:
            yield Finding(Weight.BREAK, "seals.bytes_uncovered", facts)
        if after.place and any(_overlap(after.place, each.place) for each in signatures[:number]):
            yield Finding(Weight.BREAK, "seals.covers_earlier_seal", facts)


def _overlap(later: Place, earlier: Place | None) -> bool:
    return earlier is not None and later.page == earlier.page and cross(later.box, earlier.box)


def _looks(signatures: Sequence[PdfSignature], data: bytes) -> Iterator[Finding]:
    """Compare what each seal saw with what the next one saw, and the last with the file; only new seals may show."""
    for before, after in pairwise(signatures):
        stamps = {after.place.page: (after.place.box,)} if after.place else {}
        yield from _look(data[: before.end], data[: after.end], stamps, {"name": before.name, "later": after.name})
    last = signatures[-1]
    if last.end < len(data):
        yield from _look(data[: last.end], data, {}, {"name": last.name, "later": ""})


def _look(before: bytes, after: bytes, stamps: Mapping[int, Sequence[Box]], facts: dict[str, str]) -> Iterator[Finding]:
    for difference in differences(before, after, stamps):
        code = "seals.covers_text" if difference.kind == "stamp" else "seals.looks_different"
        yield Finding(Weight.BREAK, code, facts | {"page": str(difference.page + 1)})


def _after(reader: Any, last: PdfSignature, data: bytes) -> Iterator[Finding]:
    """What stands behind the last signature: nothing, or complete revisions that only add proof for later times."""
    facts = {"name": last.name}
    if last.end == len(data):
        if not revision_ends_cleanly(data):
            yield Finding(Weight.BREAK, "seals.bytes_outside", facts | {"count": "0"})
        return
    if not explained(data, last.end, _offsets(reader)):
        yield Finding(Weight.BREAK, "seals.bytes_outside", facts | {"count": str(len(data) - last.end)})
        return
    yield Finding(Weight.ADDITION, "seals.proof_added", facts)


def _offsets(reader: Any) -> list[int]:
    """Where the objects and cross-reference sections of all revisions begin."""
    found: list[int] = []
    for revision in range(reader.xrefs.total_revisions):
        found.append(reader.xrefs.get_startxref_for_revision(revision))
        for reference in reader.xrefs.explicit_refs_in_revision(revision):
            place = reader.xrefs.get_historical_ref(reference, revision)
            if isinstance(place, int):
                found.append(place)
    return sorted(set(found))


def _additions(signatures: Sequence[PdfSignature]) -> Iterator[Finding]:
    for earlier, later in pairwise(signatures):
        yield Finding(Weight.ADDITION, "seals.seal_added", {"name": later.name, "earlier": earlier.name})
