"""What findings amount to: one verdict out of five.

The heaviest finding decides. A file without a seal is UNSEALED; when it could not be read far enough to say even that,
it is UNCHECKABLE. INTACT is what remains when nothing at all speaks against it, and at least one seal was seen.
"""

from collections.abc import Sequence

from seals.model import Checked, Finding, Outcome, Reason, Verdict, Weight


def join(checked: Checked) -> Verdict:
    """The verdict on what was found; reasons in the order of their weight, the heaviest first, none twice."""
    reasons = tuple(Reason(each.code, each.facts) for each in _in_order(checked.findings))
    return Verdict(_outcome(checked), reasons, checked.seals)


def _outcome(checked: Checked) -> Outcome:
    heaviest = max((finding.weight for finding in checked.findings), default=Weight.REMARK)
    if heaviest is Weight.BREAK or (checked.seals and not all(seal.intact for seal in checked.seals)):
        return Outcome.CHANGED
    if heaviest is Weight.DOUBT:
        return Outcome.UNCHECKABLE
    if not checked.sealed:
        return Outcome.UNSEALED
    if not checked.seals:
        return Outcome.CHANGED
    return Outcome.ADDED if heaviest is Weight.ADDITION else Outcome.INTACT


def _in_order(findings: Sequence[Finding]) -> list[Finding]:
    ordered = sorted(findings, key=lambda finding: -finding.weight)
    return [finding for index, finding in enumerate(ordered) if finding not in ordered[:index]]
