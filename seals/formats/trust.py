"""Whether the certificate behind a seal may be believed: its chain, its usage, its validity then and now."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from office.crypto.authority import Usage
from office.crypto.chains import Anchors, ChainState, Found, check_chain
from seals.formats.ses import SealFile
from seals.model import Finding, Trust, Weight

_CLOCKS_APART = timedelta(minutes=10)
_CODES: Mapping[Found, str] = {
    Found.UNKNOWN_ISSUER: "seals.issuer_unknown",
    Found.BAD_SIGNATURE: "seals.certificate_forged",
    Found.DAMAGED: "seals.certificate_forged",
    Found.REVOKED: "seals.certificate_revoked",
    Found.WRONG_USAGE: "seals.certificate_unfit",
    Found.EXPIRED: "seals.certificate_expired",
    Found.NOT_YET_VALID: "seals.certificate_not_yet_valid",
}


def pdf_anchors(trust: Trust) -> Anchors:
    """What a PDF seal may rest on."""
    return Anchors(trust.pdf_roots, trust.revoked)


def seal_anchors(trust: Trust) -> Anchors:
    """What the certificate of an OFD seal's holder may rest on."""
    return Anchors(trust.sm2_roots, trust.revoked)


def maker_anchors(trust: Trust) -> Anchors:
    """What the certificate of a seal maker may rest on: a root, or being known itself."""
    return Anchors((*trust.sm2_roots, *trust.seal_makers), trust.revoked)


def certificate_findings(
    certificate: bytes,
    others: Sequence[bytes],
    anchors: Anchors,
    usage: Usage,
    times: tuple[datetime | None, datetime],
    facts: Mapping[str, str],
) -> Iterator[Finding]:
    """What speaks against a certificate; ``times`` are when it was used (as claimed) and the present.

    Certificates among ``others`` that are no part of the chain are reported: nothing protects them.
    """
    then, now = times
    state = check_chain(certificate, others, anchors, now, usage)
    if state.trusted and then is not None:
        earlier = check_chain(certificate, others, anchors, then, usage)
        state = state if earlier.trusted else earlier
    if not state.trusted:
        yield Finding(Weight.DOUBT, _CODES[state.found], {**facts, **_told(state)})
    elif not set(others) <= set(state.path):
        yield Finding(Weight.DOUBT, "seals.signature_unprotected_part", dict(facts))
    yield from _time_findings(then, now, facts)


def maker_findings(
    maker: bytes, others: Sequence[bytes], trust: Trust, at: datetime, facts: Mapping[str, str]
) -> Iterator[Finding]:
    """What speaks against the certificate of a seal's maker at the time the seal was used."""
    state = check_chain(maker, others, maker_anchors(trust), at, Usage.SEAL_MAKER)
    if state.found in {Found.UNKNOWN_ISSUER, Found.BAD_SIGNATURE}:
        yield Finding(Weight.DOUBT, "seals.maker_unknown", {**facts, **_told(state)})
    elif not state.trusted:
        yield Finding(Weight.DOUBT, _CODES[state.found], {**facts, **_told(state)})


def standing_findings(seal: SealFile, times: tuple[datetime | None, datetime], trust: Trust) -> Iterator[Finding]:
    """Whether a seal was, and is, in date and in use."""
    facts = {"name": seal.name}
    if any(moment is not None and not seal.valid_at(moment) for moment in times):
        days = {"valid_from": seal.valid_from.date().isoformat(), "valid_to": seal.valid_to.date().isoformat()}
        yield Finding(Weight.DOUBT, "seals.seal_out_of_date_then", facts | days)
    if (sha256(seal.maker).hexdigest(), seal.esid) in trust.destroyed:
        yield Finding(Weight.DOUBT, "seals.seal_destroyed", facts)
    if seal.strange:
        yield Finding(Weight.DOUBT, "seals.kind_unknown", facts)


def _time_findings(then: datetime | None, now: datetime, facts: Mapping[str, str]) -> Iterator[Finding]:
    if then is None:
        yield Finding(Weight.REMARK, "seals.time_unknown", dict(facts))
    elif then > now + _CLOCKS_APART:
        yield Finding(Weight.DOUBT, "seals.time_in_future", {**facts, "time": then.isoformat()})


def _told(state: ChainState) -> dict[str, str]:
    facts = {"holder": "", "issuer": "", "not_before": "", "not_after": ""} | dict(state.facts)
    return facts | {"not_before": facts["not_before"][:10], "not_after": facts["not_after"][:10]}
