"""Checking the seals of an OFD: values, digests, makers, and every file that a reader shows.

Findings only; what they amount to is decided in seals/rules/verdict.py. No file makes this module raise.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations, pairwise
from re import IGNORECASE
from re import compile as pattern

from documents.errors import OfdEncrypted, OfdTooLarge
from documents.formats.ofd.archive import LARGEST
from documents.formats.ofd.package import Package, read_package
from office.crypto.sm2 import sm3
from office.errors import OfficeError
from seals.formats.crossing import cross
from seals.formats.ofd_signature import OfdSignature, read_one
from seals.formats.ofd_signatures import is_signature, read_list
from seals.formats.ofd_zip import without_last
from seals.model import Checked, Finding, Trust, Weight

_TRACES = pattern(rb"Signatures?\.xml|Sign(?:ed)?Value\.dat|\.esl", IGNORECASE)
_MOST_SIGNATURES = 64
_TOLD = 5  # names of files in one sentence


def check_ofd(data: bytes, trust: Trust, at: datetime) -> Checked:
    """Everything there is to find about the seals of an OFD at the time ``at``. Never raises."""
    marked = _TRACES.search(data) is not None
    try:
        package = read_package(data)
        listings = [body.signatures for body in package.documents if body.signatures]
        if not listings:
            return _unsealed(package, marked)
        return _checked(package, listings, data, trust, at)
    except OfdEncrypted:
        return Checked(marked, (Finding(Weight.DOUBT, "seals.file_encrypted"),))
    except OfdTooLarge:
        return Checked(marked, (Finding(Weight.DOUBT, "seals.file_too_large", {"limit": f"{LARGEST // 10**6}"}),))
    except OfficeError as error:
        return _unreadable(marked, _detail(error))
    except (ValueError, LookupError, ArithmeticError, RecursionError) as error:
        return _unreadable(marked, type(error).__name__)


def _detail(error: OfficeError) -> str:
    return ": ".join((error.code, *error.facts.values()))[:200]


def _unreadable(marked: bool, detail: str) -> Checked:
    code, weight = ("seals.sealed_file_damaged", Weight.BREAK) if marked else ("seals.file_damaged", Weight.DOUBT)
    return Checked(marked, (Finding(weight, code, {"detail": detail}),))


def _unsealed(package: Package, marked: bool) -> Checked:
    """No list of seals: then there must be no seal about either, and all that is shown must be readable."""
    if marked:
        return Checked(True, (Finding(Weight.BREAK, "seals.seal_removed"),))
    for name in package.reachable():
        package.files[name]
    return Checked(sealed=False)


def _checked(package: Package, listings: Sequence[str], data: bytes, trust: Trust, at: datetime) -> Checked:
    entries = [(listing, *entry) for listing in listings for entry in read_list(package.files[listing], listing)[1]]
    if not 0 < len(entries) <= _MOST_SIGNATURES:
        return Checked(True, (Finding(Weight.BREAK, "seals.seal_removed"),))
    signatures = [read_one(package, listing, kind, location, trust, at) for listing, _, kind, location in entries]
    findings = [finding for each in signatures for finding in each.findings]
    findings += _removed(package, listings, signatures)
    findings += _coverage(package, listings, signatures)
    findings += _packing(data, signatures)
    findings += _crossing(signatures)
    changed = any(finding.code == "seals.package_changed" for finding in findings)
    return Checked(True, (*findings, *_additions(signatures)), tuple(each.seen(changed) for each in signatures))


def _coverage(package: Package, listings: Sequence[str], signatures: Sequence[OfdSignature]) -> Iterator[Finding]:
    """Every file shown must be covered by every seal; every other file must at least be known for what it is."""
    shown = package.reachable()
    for each in signatures:
        open_ = sorted(shown - each.covered)
        if open_:
            yield Finding(Weight.DOUBT, "seals.files_uncovered", {"name": each.name, "files": _names(open_)})
    known = shown.union(*(each.covered | each.own for each in signatures), listings)
    strangers = sorted(set(package.files) - known)
    if strangers:
        yield Finding(Weight.DOUBT, "seals.files_smuggled", {"files": _names(strangers)})
    unlocked = [listing for listing in listings if not any(listing in each.covered for each in signatures)]
    if unlocked:
        yield Finding(Weight.REMARK, "seals.list_open")


def _removed(package: Package, listings: Sequence[str], signatures: Sequence[OfdSignature]) -> Iterator[Finding]:
    """A signature that lies in the package but stands in no list was taken off the list."""
    listed = frozenset(listings).union(*(each.own for each in signatures))
    if any(
        name.casefold().endswith(".xml") and is_signature(package.files[name]) for name in set(package.files) - listed
    ):
        yield Finding(Weight.BREAK, "seals.seal_removed")


def _names(names: Sequence[str]) -> str:
    told = "、".join(name[:80] for name in names[:_TOLD])
    return f"{told}……（共{len(names)}个）" if len(names) > _TOLD else told


def _packing(data: bytes, signatures: Sequence[OfdSignature]) -> Iterator[Finding]:
    """The last seal may have signed the zip itself; then not one bit of it may differ."""
    last = signatures[-1]
    if last.package_digest is None:
        yield Finding(Weight.REMARK, "seals.packing_open", {"name": last.name})
        return
    before = without_last(data, last.value_path.lstrip("/"))
    if before is None or sm3(before) != last.package_digest:
        yield Finding(Weight.BREAK, "seals.package_changed", {"name": last.name})


def _crossing(signatures: Sequence[OfdSignature]) -> Iterator[Finding]:
    for earlier, later in combinations(signatures, 2):
        for page, box in later.stamps:
            if any(page == other and cross(box, seat) for other, seat in earlier.stamps):
                facts = {"name": earlier.name, "later": later.name}
                yield Finding(Weight.BREAK, "seals.covers_earlier_seal", facts)


def _additions(signatures: Sequence[OfdSignature]) -> Iterator[Finding]:
    for earlier, later in pairwise(signatures):
        yield Finding(Weight.ADDITION, "seals.seal_added", {"name": later.name, "earlier": earlier.name})
