"""Whether a certificate may be believed at a time: RFC 5280 clause 6, for both families of keys.

The answer is a value. Names are compared byte by byte; policies and name constraints are not supported, and a
certificate that makes them critical is not accepted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from office.crypto.authority import Revocation, Usage, Why
from office.crypto.certificates import Certificate, read_certificate
from office.crypto.errors import CertificateDamaged, RevocationsDamaged
from office.crypto.own_names import SEAL_MAKING
from office.crypto.revocations import RevocationList, read_revocations

MAX_PATH = 6
MAX_OTHERS = 32
MAX_CHECKS = 64  # signatures looked at for one answer
_NEUTRAL = (Why.REPLACED, Why.CLOSED, Why.CHANGED)

Path = tuple[Certificate, ...]


class Found(StrEnum):
    """What was found out about a certificate."""

    TRUSTED = "trusted"
    UNKNOWN_ISSUER = "unknown_issuer"
    BAD_SIGNATURE = "bad_signature"
    REVOKED = "revoked"
    WRONG_USAGE = "wrong_usage"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class ChainState:
    """The answer; ``facts`` name the certificate it hangs on (holder, issuer, times); ``path`` is DER, leaf first."""

    found: Found
    facts: Mapping[str, str] = field(default_factory=dict)
    path: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def trusted(self) -> bool:
        return self.found is Found.TRUSTED


@dataclass(frozen=True, slots=True)
class Anchors:
    """What is trusted from the start (DER), and what is known to be revoked.

    ``revoked`` holds ``Certificate.name_in_revocations`` values; ``lists`` are CRLs (DER), used when their issuer
    signed them.
    """

    roots: tuple[bytes, ...] = field(default=(), repr=False)
    revoked: frozenset[tuple[str, int]] = frozenset()
    lists: tuple[bytes, ...] = field(default=(), repr=False)


def check_chain(
    certificate: bytes, others: Sequence[bytes], anchors: Anchors, at: datetime, usage: Usage
) -> ChainState:
    """Whether ``certificate`` (DER) was good for ``usage`` at the time ``at``; ``others`` may help to reach a root.

    Never raises. A seal maker bears the extended key usage ``own_names.SEAL_MAKING`` (unless it is itself among the
    roots), and who bears it may do nothing else.
    """
    try:
        leaf = read_certificate(certificate)
    except CertificateDamaged:
        return ChainState(Found.DAMAGED)
    search = _Search(_readable(others[:MAX_OTHERS]), _readable(anchors.roots))
    states = [_judge(path, anchors, at, usage) for path in search.paths((leaf,))]
    if not states:
        found = Found.BAD_SIGNATURE if search.forged else Found.UNKNOWN_ISSUER
        return _state(found, leaf, (leaf,))
    return next((state for state in states if state.trusted), states[0])


class _Search:
    """Ways from a leaf to a root over good signatures."""

    def __init__(self, others: Path, roots: Path) -> None:
        self.roots = roots
        self.others = others
        self.checks = 0
        self.forged = False

    def paths(self, path: Path) -> Iterator[Path]:
        last = path[-1]
        if any(last.der == root.der for root in self.roots):
            yield path
        elif len(path) < MAX_PATH:
            for issuer in (*self.roots, *self.others):
                if issuer not in path and _could_issue(issuer, last) and self._signed(issuer, last):
                    yield from self.paths((*path, issuer))

    def _signed(self, issuer: Certificate, other: Certificate) -> bool:
        self.checks += 1
        good = self.checks <= MAX_CHECKS and issuer.issued(other)
        self.forged = self.forged or not good
        return good


def _could_issue(issuer: Certificate, other: Certificate) -> bool:
    ids = (issuer.key_id, other.issuer_key_id)
    return issuer.subject_der == other.issuer_der and (None in ids or ids[0] == ids[1])


def _readable(ders: Sequence[bytes]) -> Path:
    found = []
    for der in dict.fromkeys(ders):
        try:
            found.append(read_certificate(der))
        except CertificateDamaged:
            continue
    return tuple(found)


def _judge(path: Path, anchors: Anchors, at: datetime, usage: Usage) -> ChainState:
    """What a path with good signatures is worth: revoked before misused before out of date."""
    revocation = _revocation(path, anchors, at)
    if revocation:
        return _state(Found.REVOKED, revocation[0], path, revoked_at=revocation[1])
    for place, each in enumerate(path):
        if not (_heads(each, place - 1) if place else _fits(each, usage, named=len(path) == 1)):
            return _state(Found.WRONG_USAGE, each, path)
    for each in path:
        if not each.valid_at(at):
            return _state(Found.EXPIRED if at > each.not_after else Found.NOT_YET_VALID, each, path)
    return _state(Found.TRUSTED, path[0], path)


def _heads(certificate: Certificate, below: int) -> bool:
    """Whether it is an authority with room for so many authorities below it."""
    room = certificate.path_length
    may_sign = certificate.is_authority and certificate.may("key_cert_sign")
    return _known(certificate) and may_sign and (room is None or room >= below)


def _fits(certificate: Certificate, usage: Usage, *, named: bool) -> bool:
    """Whether the leaf allows the usage; a seal maker that is ``named`` among the roots need not say that it is one."""
    makes_seals = SEAL_MAKING in (certificate.purposes or ())
    maker_wanted = usage is Usage.SEAL_MAKER
    if not _known(certificate) or (makes_seals is not maker_wanted and not (named and maker_wanted)):
        return False
    if usage is Usage.OPEN:
        return certificate.may("key_agreement", "key_encipherment")
    return certificate.may("digital_signature", "non_repudiation")


def _known(certificate: Certificate) -> bool:
    return not certificate.strange and certificate.family is not None


def _revocation(path: Path, anchors: Anchors, at: datetime) -> tuple[Certificate, str] | None:
    lists = _lists(anchors.lists)
    for place, each in enumerate(path):
        if each.name_in_revocations in anchors.revoked:
            return each, ""
        for issuer in path[place + 1 : place + 2]:
            for entry in _entries(lists, issuer, each):
                if _counts(entry, at):
                    return each, entry.at.isoformat()
    return None


def _entries(lists: Sequence[RevocationList], issuer: Certificate, each: Certificate) -> Iterator[Revocation]:
    for known in lists:
        if each.serial in known.entries and known.is_by(issuer):
            yield known.entries[each.serial]


def _counts(entry: Revocation, at: datetime) -> bool:
    """A lost key signs with any time it likes, so its revocation reaches back; a replaced or closed one does not."""
    return entry.why not in _NEUTRAL or entry.at <= at


def _lists(ders: Sequence[bytes]) -> list[RevocationList]:
    found = []
    for der in ders:
        try:
            found.append(read_revocations(der))
        except RevocationsDamaged:
            continue
    return found


def _state(found: Found, certificate: Certificate, path: Path, **more: str) -> ChainState:
    facts = {
        "holder": certificate.holder,
        "issuer": certificate.issuer.get("common_name", ""),
        "not_before": certificate.not_before.isoformat(),
        "not_after": certificate.not_after.isoformat(),
        **more,
    }
    return ChainState(found, facts, tuple(each.der for each in path))
