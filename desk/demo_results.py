"""What the demonstration leaves behind: the sealed files, what was received, the receipts, as ordinary files."""

from pathlib import Path

import msgspec

from desk.session import Session
from exchange import store as exchange
from exchange.model import ReceiptKind
from office.actor import UnitId
from office.database import Database
from office.files.atomic import write_atomically
from seals import store as seals
from seals.panel.ready import ready_documents

NAMES = {ReceiptKind.DELIVERED: "送达回执", ReceiptKind.SIGNED_FOR: "签收回执"}


def save_results(output: Path, sender: Session, receiver: Session, seal_folder: Path) -> None:
    """Sealed files into documents/, received ones into received/, receipts into receipts/, the seal for the CLI."""
    with sender.database.reading() as connection:
        ready = ready_documents(connection, sender.actor.unit)
        for document in ready:
            for suffix, digest in ((".pdf", document.sealed_pdf), (".ofd", document.sealed_ofd)):
                data = sender.bench.files.get(digest)
                write_atomically(output / "documents" / f"{document.draft.title}（已盖章）{suffix}", data, shared=True)
        for seal in seals.seals_of(connection, sender.actor.unit):
            write_atomically(seal_folder / f"{seal.id}.esl", seal.data)
    _save_received(output / "received", receiver)
    _save_receipts(output / "receipts", sender.database, sender.actor.unit)


def _save_received(folder: Path, receiver: Session) -> None:
    with receiver.database.reading() as connection:
        items = exchange.in_tray(connection, receiver.actor.unit)
    for item in items:
        for file in item.letter.files if item.letter else ():
            write_atomically(folder / file.name, receiver.bench.files.get(file.digest), shared=True)


def _save_receipts(folder: Path, database: Database, unit: UnitId) -> None:
    with database.reading() as connection:
        sent = exchange.sent(connection, unit)
        receipts = exchange.receipts_of(connection, [item.id for item in sent])
        checks = exchange.checks_of(connection, receipts)
    for receipt in receipts:
        name = NAMES[receipt.kind]
        write_atomically(folder / f"{name}.p7m", receipt.statement, shared=True)
        told = {
            "回执": name,
            "单位": receipt.unit,
            "签收人": receipt.person,
            "时间": receipt.given_at.isoformat(),
            "公文包": receipt.consignment,
            "核验": "可信" if receipt.id in checks and checks[receipt.id].good else "未核验",
        }
        write_atomically(folder / f"{name}.json", msgspec.json.format(msgspec.json.encode(told), indent=2), shared=True)
