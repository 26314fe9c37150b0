"""A district with its authority and three units, made once: 财政局, 档案局 and 水利局."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from office.actor import UnitId
from office.clock import now
from office.crypto.authority import Authority, Subject, Usage, make_authority
from office.crypto.chains import Anchors
from office.crypto.key_file import Identity
from office.crypto.keys import make_key
from office.crypto.public_keys import Family
from office.crypto.token import Purpose, Token
from office.people.model import Unit
from seals.devices.key_file import KeyFolder

START = now() - timedelta(days=2)
END = START + timedelta(days=1000)
FINANCE, ARCHIVE, WATER = UnitId("finance"), UnitId("archive"), UnitId("water")
NAMES = {FINANCE: "财政局", ARCHIVE: "档案局", WATER: "水利局"}


@dataclass(frozen=True)
class Holder:
    """A unit, as the directory shows it, and its opened token."""

    unit: Unit
    token: Token


@cache
def root(name: str) -> Authority:
    return make_authority(name, START, Family.EC)


@cache
def issuing(name: str) -> Authority:
    return make_authority(f"{name}下级", START, Family.EC, root(name))


ANCHORS = Anchors((root("区根证书").certificate,))


def holder(unit: UnitId, authority: str = "区根证书", name: str = "", usage: Usage = Usage.SIGN) -> Holder:
    """The unit's keys and certificates; from another authority, in another name, for an odd use, if asked."""
    return _holder(unit, authority, name or NAMES[unit], usage)


@cache
def _holder(unit: UnitId, authority: str, name: str, usage: Usage) -> Holder:
    issuer, subject = issuing(authority), Subject(NAMES[unit], name)
    sign, open_ = make_key(Family.EC), make_key(Family.EC)
    certificates = {
        Purpose.SIGN: issuer.issue(subject, sign.public, usage, START, END),
        Purpose.OPEN: issuer.issue(subject, open_.public, Usage.OPEN, START, END),
    }
    token = KeyFolder(
        {
            Purpose.SIGN: Identity(sign, certificates[Purpose.SIGN], issuer.chain),
            Purpose.OPEN: Identity(open_, certificates[Purpose.OPEN], issuer.chain),
        }
    )
    shown = Unit(
        unit, NAMES[unit], sign=certificates[Purpose.SIGN], open=certificates[Purpose.OPEN], chain=issuer.chain
    )
    return Holder(shown, token)
