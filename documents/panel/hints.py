"""What was found and what is to be remarked about a document, said beside its fields and as a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from documents.model.draft import Finding, Recognised, Remark, Sureness
from documents.model.official import OfficialDocument
from documents.model.pages import Element
from office.ui.banner import Tone
from office.ui.forms import Hint
from office.words import Sentences, _

ATTRIBUTES: Mapping[Element, tuple[str, ...]] = {
    Element.COPY_NUMBER: ("copy_number",),
    Element.SECRECY: ("secrecy", "secrecy_term"),
    Element.URGENCY: ("urgency",),
    Element.MARK: ("mark", "issuers"),
    Element.NUMBER: ("number",),
    Element.APPROVER: ("approvers",),
    Element.TITLE: ("title", "kind"),
    Element.RECIPIENTS: ("recipients",),
    Element.BODY: ("body",),
    Element.ANNEX_NOTE: ("annex_names",),
    Element.SIGNATURE: ("signatories",),
    Element.DATE: ("dated",),
    Element.NOTE: ("note",),
    Element.ANNEX: ("annexes",),
    Element.COPIES_TO: ("copies_to",),
    Element.PRINTED_BY: ("printed_by",),
    Element.PRINTED_ON: ("printed_on",),
}
_FOUND = {Sureness.SURE: Tone.GOOD, Sureness.LIKELY: Tone.PLAIN, Sureness.DOUBTFUL: Tone.NOTICE}
_LOUDNESS = (Tone.GOOD, Tone.QUIET, Tone.PLAIN, Tone.NOTICE, Tone.BAD)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to look at: where, how urgent, what, and by which rule (empty for a finding)."""

    element: Element | None
    tone: Tone
    sentence: str
    article: str = ""


def still_standing(recognised: Recognised | None, document: OfficialDocument) -> tuple[Finding, ...]:
    """The findings about elements that are still as they were recognised; what a person changed they have seen."""
    if recognised is None:
        return ()
    return tuple(
        finding
        for finding in recognised.findings
        if all(
            getattr(recognised.document, name) == getattr(document, name)
            for name in ATTRIBUTES.get(finding.element, ())  # type: ignore[arg-type]  # None has no attributes
        )
    )


def points(findings: Iterable[Finding], remarks: Sequence[Remark], sentences: Sentences) -> list[Point]:
    """Remarks and findings, the loudest first; a finding that says what a remark says already is left out."""
    told = [
        Point(remark.element, Tone.NOTICE if remark.binding else Tone.PLAIN, say(remark, sentences), remark.article)
        for remark in remarks
    ]
    known = {(remark.element, fact) for remark in remarks for fact in remark.facts.values()}
    told += [
        Point(finding.element, _FOUND[finding.sureness], say(finding, sentences))
        for finding in findings
        if not any((finding.element, fact) in known for fact in finding.facts.values())
    ]
    return sorted(dict.fromkeys(told), key=lambda point: -_LOUDNESS.index(point.tone))


def hints(told: Sequence[Point]) -> dict[Element, Hint]:
    """One hint for each element: the loudest tone, and every sentence of that tone."""
    gathered: dict[Element, Hint] = {}
    for point in told:
        if point.element is None:
            continue
        before = gathered.get(point.element)
        if before is None:
            gathered[point.element] = Hint(point.tone, point.sentence)
        elif before.tone == point.tone:
            gathered[point.element] = Hint(point.tone, f"{before.sentence}\n{point.sentence}")
    return gathered


def say(told: Finding | Remark, sentences: Sentences) -> str:
    """The sentence of a finding or remark; its code where no sentence is known."""
    facts = dict(told.facts)
    if isinstance(told, Finding):
        facts.setdefault("text", told.text)
    sentence = sentences.get(told.code, told.code)
    return _(sentence).format_map(_Facts(facts))


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "—"
