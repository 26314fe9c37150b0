"""What people can do to seals. Only the server issues and revokes; the use of a seal is recorded at the desk."""

from dataclasses import dataclass
from hashlib import sha256

from office.actor import Permission, UnitId
from office.sync.commands import Command, Context, Handlers
from seals.errors import SealAltered
from seals.formats.ses import SealFile, read_seal
from seals.model import Seal, SealEntry, Sealing, SealingId, SealKind, Standing
from seals.rules import register
from seals.store import ENTRIES, SEALINGS, SEALS

MANAGE = Permission("seals.manage")
USE = Permission("seals.use")


@dataclass(frozen=True, slots=True)
class OfSeal(Command):
    """What becomes of the seal ``id`` in the register; only the server decides it."""

    server_decides = True

    id: str

    @property
    def subject(self) -> str:
        return self.id


@dataclass(frozen=True, slots=True)
class IssueSeal(OfSeal):
    """Enter a finished seal in the register. ``id`` is the esID inside ``data`` (SESeal, DER); diameter in mm."""

    name = "seals.issue_seal"

    unit: UnitId
    diameter: float
    data: bytes
    kind: SealKind = SealKind.UNIT


@dataclass(frozen=True, slots=True)
class SuspendSeal(OfSeal):
    """For a time nobody may use the seal; ``RestoreSeal`` ends it."""

    name = "seals.suspend_seal"

    why: str


@dataclass(frozen=True, slots=True)
class RestoreSeal(OfSeal):
    name = "seals.restore_seal"


@dataclass(frozen=True, slots=True)
class RevokeSeal(OfSeal):
    """Destroy a seal for good; from then on checkers everywhere refuse to believe it."""

    name = "seals.revoke_seal"

    why: str


@dataclass(frozen=True, slots=True)
class RecordSealing(Command):
    """Write the use of a seal down. ``before`` and ``after`` are SHA-256 (hex) of the file; ``token`` a serial."""

    name = "seals.record_sealing"
    stays_at_desk = True

    id: SealingId
    document: str
    seal: str
    before: str
    after: str
    token: str

    @property
    def subject(self) -> str:
        return self.document


def issue_seal(command: IssueSeal, context: Context) -> None:
    context.actor.must(MANAGE)
    found = _checked(command)
    context.add(SEALS, _seal(command, found))
    context.add(ENTRIES, _entry(command, found))


def suspend_seal(command: SuspendSeal, context: Context) -> None:
    _move(context, command.id, Standing.SUSPENDED, command.why)


def restore_seal(command: RestoreSeal, context: Context) -> None:
    _move(context, command.id, Standing.ACTIVE, "")


def revoke_seal(command: RevokeSeal, context: Context) -> None:
    _move(context, command.id, Standing.DESTROYED, command.why)


def record_sealing(command: RecordSealing, context: Context) -> None:
    context.actor.must(USE)
    register.check_use(context.get(SEALS, command.seal), context.actor.unit, context.now)
    context.add(
        SEALINGS,
        Sealing(
            id=command.id,
            document=command.document,
            seal=command.seal,
            before=command.before,
            after=command.after,
            token=command.token,
            sealed_by=context.actor.person,
            unit=context.actor.unit,
            sealed_at=context.now,
        ),
    )


def _checked(command: IssueSeal) -> SealFile:
    """The seal as its maker signed it; what the command says of it must agree."""
    found = read_seal(command.data)
    if found.esid != command.id or not found.maker_signed() or abs(found.width - command.diameter) > 1:
        raise SealAltered(id=command.id)
    return found


def _seal(command: IssueSeal, found: SealFile) -> Seal:
    return Seal(
        id=command.id,
        name=found.name,
        unit=command.unit,
        diameter=command.diameter,
        data=command.data,
        picture=found.picture,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
        kind=command.kind,
    )


def _entry(command: IssueSeal, found: SealFile) -> SealEntry:
    return SealEntry(
        id=command.id,
        name=found.name,
        unit=command.unit,
        maker=sha256(found.maker).hexdigest(),
        digest=sha256(command.data).hexdigest(),
        diameter=command.diameter,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
    )


def _move(context: Context, seal_id: str, standing: Standing, why: str) -> None:
    context.actor.must(MANAGE)
    context.save(SEALS, register.moved(context.get(SEALS, seal_id), standing))
    context.save(ENTRIES, register.entered(context.get(ENTRIES, seal_id), standing, why))


HANDLERS: Handlers = {
    IssueSeal: issue_seal,
    SuspendSeal: suspend_seal,
    RestoreSeal: restore_seal,
    RevokeSeal: revoke_seal,
    RecordSealing: record_sealing,
}
