"""What may become of a seal, and who may use it when. Pure."""

from dataclasses import replace
from datetime import datetime

from office.actor import UnitId
from seals.errors import SealGone, SealNotActive, SealNotYours, SealOutOfDate
from seals.model import Seal, SealEntry, Standing


def check_use(seal: Seal, unit: UnitId, at: datetime) -> None:
    """Refuse the use of a seal that is another unit's, suspended, destroyed, or out of date."""
    if seal.unit != unit:
        raise SealNotYours(name=seal.name, holder=unit)
    if seal.standing is not Standing.ACTIVE:
        raise SealNotActive(name=seal.name, standing=seal.standing.value)
    if not seal.valid_from <= at <= seal.valid_to:
        raise SealOutOfDate(
            name=seal.name, valid_from=seal.valid_from.date().isoformat(), valid_to=seal.valid_to.date().isoformat()
        )


def moved(seal: Seal, standing: Standing) -> Seal:
    """The seal in another standing; a destroyed one never comes back."""
    if seal.standing is Standing.DESTROYED:
        raise SealGone(name=seal.name)
    return replace(seal, standing=standing)


def entered(entry: SealEntry, standing: Standing, why: str) -> SealEntry:
    """What the register says after that."""
    return replace(entry, standing=standing, why=why)
