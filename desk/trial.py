"""A trial office made on this machine: an authority, two units with their keys, their people, their desks' folders.

For the demonstration and for trials on a closed network; a real office takes its certificates from an accredited CA.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from office.actor import Permission, PersonId, UnitId
from office.crypto.authority import Authority, Subject, Usage, make_authority
from office.crypto.key_file import ITERATIONS, write_key_file
from office.crypto.keys import make_key
from office.crypto.public_keys import Family
from office.crypto.token import Purpose
from office.people.model import Person, Unit
from seals.model import Trust

UNIT_YEARS = timedelta(days=5 * 365)
USAGES = {Purpose.SIGN: Usage.SIGN, Purpose.SEAL: Usage.SEAL, Purpose.OPEN: Usage.OPEN}
FAMILIES = {Purpose.SIGN: Family.EC, Purpose.SEAL: Family.SM2, Purpose.OPEN: Family.EC}


@dataclass(frozen=True, slots=True)
class Holder:
    """A unit and its key files, locked by its PIN."""

    unit: Unit
    key_files: Mapping[Purpose, bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person with a login name and a first password."""

    person: Person
    login: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Authorities:
    """The two issuing authorities of the trial, and what everybody shall trust."""

    common: Authority  # EC: signatures and envelopes
    sm2: Authority  # SM2: seals
    roots: tuple[bytes, bytes]

    def trust(self, makers: tuple[bytes, ...]) -> Trust:
        return Trust(pdf_roots=(self.roots[0],), sm2_roots=(self.roots[1],), seal_makers=makers)


def make_authorities(name: str, at: datetime) -> Authorities:
    """A root and an issuing authority of each family, valid from ``at``."""
    roots = {family: make_authority(f"{name}根证书", at, family) for family in (Family.EC, Family.SM2)}
    issuing = {family: make_authority(f"{name}签发证书", at, family, root) for family, root in roots.items()}
    return Authorities(
        issuing[Family.EC], issuing[Family.SM2], (roots[Family.EC].certificate, roots[Family.SM2].certificate)
    )


def make_unit(
    authorities: Authorities, id_: UnitId, name: str, pin: str, at: datetime, iterations: int = ITERATIONS
) -> Holder:
    """A unit with a key of its own for each purpose. ``pin`` locks all three key files."""
    files, certificates = {}, {}
    for purpose, usage in USAGES.items():
        authority = authorities.sm2 if FAMILIES[purpose] is Family.SM2 else authorities.common
        key = make_key(FAMILIES[purpose])
        certificates[purpose] = authority.issue(Subject(name, name), key.public, usage, at, at + UNIT_YEARS)
        files[purpose] = write_key_file(key, certificates[purpose], authority.chain, pin, iterations=iterations)
    unit = Unit(
        id_,
        name,
        sign=certificates[Purpose.SIGN],
        seal=certificates[Purpose.SEAL],
        open=certificates[Purpose.OPEN],
        chain=(*authorities.common.chain, *authorities.sm2.chain),
    )
    return Holder(unit, files)


def make_seal_maker(
    authorities: Authorities, name: str, pin: str, at: datetime, iterations: int = ITERATIONS
) -> tuple[bytes, bytes]:
    """The seal maker's certificate (DER) and key file."""
    key = make_key(Family.SM2)
    certificate = authorities.sm2.issue(Subject(name, name), key.public, Usage.SEAL_MAKER, at, at + UNIT_YEARS)
    return certificate, write_key_file(key, certificate, authorities.sm2.chain, pin, iterations=iterations)


def newcomer(
    id_: str, unit: Unit, name: str, login: str, password: str, permissions: frozenset[Permission]
) -> Newcomer:
    return Newcomer(Person(PersonId(id_), unit.id, name, tuple(sorted(permissions))), login, password)
