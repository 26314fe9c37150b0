"""What a malicious sender, receiver or server tries with parcels and receipts."""

import unicodedata
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from exchange import rules
from exchange.commands import GiveReceipt, give_receipt
from exchange.errands import check_receipt, make_receipt, unpack
from exchange.errors import BadConsignment, NothingEnclosed, ParcelDamaged, SenderNotTrusted
from exchange.formats import MARK, binding_of
from exchange.model import Consignment, ConsignmentId, Parcel, Receipt, ReceiptClaim, ReceiptKind, Terms, receipt_id
from exchange.store import CONSIGNMENTS, RECEIPTS
from office.actor import Actor, PersonId
from office.clock import now
from office.crypto import envelope, recipients, statement
from office.crypto.authority import Usage
from office.crypto.certificates import read_certificate
from office.crypto.envelope import encrypt, open_envelope
from office.crypto.errors import EnvelopeDamaged
from office.crypto.statement import check_statement, sign_statement
from office.database import Database
from office.people.store import UNITS
from office.sync.commands import Context
from tests.conftest import EVERYTHING
from tests.exchange.district import ANCHORS, ARCHIVE, END, FINANCE, WATER, Holder, holder

NOW = now()
TERMS = Terms(ConsignmentId("01900000-0000-7000-8000-000000000001"), FINANCE, (ARCHIVE,), END)
CONSIGNMENT = Consignment(
    TERMS.consignment, FINANCE, PersonId("li"), TERMS.recipients, "a" * 64, 1, NOW, NOW, TERMS.expires_at
)


# parcels by a sender with another program


def manifest(*names: str, expires: str = "", **words: str) -> bytes:
    """A parcel of one-byte files, written without any of our checks."""
    entry = {"digest": sha256(b"x").hexdigest(), "size": 1}
    terms = {
        "consignment": TERMS.consignment,
        "sender": TERMS.sender,
        "recipients": list(TERMS.recipients),
        "expires_at": expires or TERMS.expires_at.isoformat(),
    }
    told: dict[str, Any] = {"terms": terms, "title": "通知", "number": "", "secrecy": "", **words}
    body = msgspec.json.encode(told | {"files": [entry | {"name": name} for name in names]})
    return MARK + len(body).to_bytes(4, "big") + body + b"x" * len(names)


def opened(content: bytes, signer: Holder | None = None) -> Parcel:
    signed = sign_statement(content, (signer or holder(FINANCE)).token, NOW)
    data = encrypt(signed, [holder(ARCHIVE).unit.open], binding_of(TERMS), NOW)
    return unpack(data, holder(ARCHIVE).token, ANCHORS, NOW, CONSIGNMENT, holder(FINANCE).unit, ARCHIVE)


def test_a_parcel_written_by_another_program_is_opened() -> None:
    assert [file.name for file in opened(manifest("通知.pdf", "通知.ofd")).contents.files] == ["通知.pdf", "通知.ofd"]


@pytest.mark.parametrize("expires", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-12-01T00:00:00"])
def test_a_moment_outside_the_calendar_is_refused(expires: str) -> None:
    with pytest.raises(ParcelDamaged):
        opened(manifest("a.pdf", expires=expires))


@pytest.mark.parametrize(
    "name",
    [
        "../a.pdf",
        "/etc/passwd",
        "..\\a.pdf",
        "C:a.pdf",
        "con .txt",
        "com¹.txt",
        "CONIN$",
        "ｎｕｌ",
        "a\u2028b.pdf",
        "a\u061cfdp.exe",
        "a\u200b.pdf",
        "a\x85.pdf",
        "a\ufeff.pdf",
        "名" * 100,
    ],
)
def test_a_name_that_leads_elsewhere_or_hides_something_is_refused(name: str) -> None:
    with pytest.raises(NothingEnclosed):
        opened(manifest(name))


@pytest.mark.parametrize("other", [unicodedata.normalize("NFD", "é.pdf"), "É.PDF", "é.ｐｄｆ"])
def test_two_names_that_are_one_on_some_desk_are_refused(other: str) -> None:
    with pytest.raises(NothingEnclosed):
        opened(manifest("é.pdf", other))


@pytest.mark.parametrize("title", ["题" * 1001, "通知\u202efdp", "通知\x00", "通知\u2066"])
def test_a_title_that_floods_or_turns_the_screen_is_refused(title: str) -> None:
    with pytest.raises(BadConsignment):
        opened(manifest("a.pdf", title=title))


def test_a_title_of_two_lines_and_rare_characters_is_no_attack() -> None:
    assert opened(manifest("a.pdf", title="关于𬭊𰻝\n有关事项的通知\U00031350")).contents.title.startswith("关于")


@pytest.mark.parametrize("usage", [Usage.OPEN])
def test_a_certificate_for_opening_signs_no_parcel(usage: Usage) -> None:
    with pytest.raises(SenderNotTrusted):
        opened(manifest("a.pdf"), holder(FINANCE, usage=usage))


# one ciphertext, two contents


def _product(x: int, y: int) -> int:
    """In GF(2^128) as GCM has it (NIST SP 800-38D 6.3)."""
    z = 0
    for bit in range(127, -1, -1):
        z ^= y if x >> bit & 1 else 0
        y = y >> 1 ^ (0xE1 << 120 if y & 1 else 0)
    return z


def _power(x: int, exponent: int) -> int:
    result = 1 << 127
    while exponent:
        result, x, exponent = _product(result, x) if exponent & 1 else result, _product(x, x), exponent >> 1
    return result


def _block(key: bytes, data: bytes) -> int:
    return int.from_bytes(Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(data), "big")  # noqa: S305


def _hashed(h: int, data: bytes) -> int:
    y = 0
    for at in range(0, len(data), 16):
        y = _product(y ^ int.from_bytes(data[at : at + 16], "big"), h)
    return y


def one_ciphertext(keys: tuple[bytes, bytes], nonce: bytes, associated: bytes, size: int) -> bytes:
    """Bytes (with their tag) that both keys open: the last block is chosen so that both tags agree."""
    padded = associated + bytes(-len(associated) % 16)
    lengths = (8 * len(associated)).to_bytes(8, "big") + (8 * size).to_bytes(8, "big")
    text = bytes(range(size - 16))

    def tag(key: bytes, last: bytes) -> int:
        h = _block(key, bytes(16))
        return _hashed(h, padded + text + last + lengths) ^ _block(key, nonce + b"\0\0\0\1")

    apart = tag(keys[0], bytes(16)) ^ tag(keys[1], bytes(16))
    first, second = (_power(_block(key, bytes(16)), 2) for key in keys)
    last = _product(apart, _power(first ^ second, 2**128 - 2)).to_bytes(16, "big")
    return text + last + tag(keys[0], last).to_bytes(16, "big")


def test_no_envelope_opens_to_different_contents_for_two_recipients() -> None:
    """Else a sender could hold one unit's receipt against it for what only the other unit ever read."""
    units = (holder(ARCHIVE), holder(WATER))
    keys, nonce = (b"\1" * 32, b"\2" * 32), b"nonce of 12."
    certificates = [read_certificate(unit.unit.open) for unit in units]
    infos = tuple(sorted(recipients.wrap_for(one, key) for one, key in zip(certificates, keys, strict=True)))
    for known in keys:
        commitment = envelope._committed(known)
        associated = envelope._attributes(infos, b"terms", commitment)
        sealed = one_ciphertext(keys, nonce, associated, 64)
        assert len({AESGCM(key).decrypt(nonce, sealed, associated) for key in keys}) == 2
        parts = envelope._Sealed(infos, b"terms", commitment, nonce, sealed[:-16], sealed[-16:])
        refused = 0
        for unit in units:
            try:
                open_envelope(envelope._written(parts), unit.token)
            except EnvelopeDamaged:
                refused += 1
        assert refused == 1


# receipts


def claim(kind: ReceiptKind = ReceiptKind.SIGNED_FOR, given_at: datetime = NOW) -> ReceiptClaim:
    return ReceiptClaim(
        CONSIGNMENT.id, FINANCE, ARCHIVE, kind, PersonId("zhao"), "赵收发", given_at, CONSIGNMENT.digest
    )


def written_otherwise(told: bytes) -> bytes:
    """The same ECDSA signature (r, s) as (r, n - s): both verify, and nobody's key is needed."""
    parts = statement._parts(told)
    r, s = decode_dss_signature(parts.signature)
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    return replace(parts, signature=encode_dss_signature(r, order - s)).written()


def test_a_receipt_has_one_form_only() -> None:
    told = make_receipt(claim(), holder(ARCHIVE).token)
    other = written_otherwise(told)
    parts = statement._parts(other)

    assert parts.signer.verify(parts.attributes(), parts.signature)
    assert check_statement(told, ANCHORS, NOW).believable
    assert not check_statement(other, ANCHORS, NOW).intact


def test_whoever_has_no_key_cannot_keep_the_unit_from_signing(database: Database) -> None:
    """A colleague may give receipts, but without the PIN all they can send is words that nobody believes."""
    zhao = Actor(PersonId("zhao"), ARCHIVE, frozenset(EVERYTHING))
    told = make_receipt(claim(), holder(ARCHIVE).token)
    with database.transaction() as connection:
        context = Context(zhao, NOW, connection)
        context.add(UNITS, holder(ARCHIVE).unit)
        context.add(CONSIGNMENTS, CONSIGNMENT)

        def give(words: bytes) -> Receipt:
            give_receipt(GiveReceipt(CONSIGNMENT.id, ReceiptKind.SIGNED_FOR, NOW, words), context)
            return context.get(RECEIPTS, receipt_id(CONSIGNMENT.id, ARCHIVE, ReceiptKind.SIGNED_FOR))

        first = give(b"0 jammed")
        assert give(b"0 again") == first
        forged = make_receipt(claim(), holder(WATER).token)
        assert give(forged) == first

        real = give(told)
        assert real.statement == told
        assert check_receipt(real, CONSIGNMENT, holder(ARCHIVE).unit, ANCHORS, NOW).good
        for later in (b"0 another", forged, make_receipt(claim(), holder(ARCHIVE).token)):
            assert give(later) == real


def test_rules_know_every_name_that_windows_keeps_for_itself() -> None:
    for name in ("CON", "prn.txt", "AUX.a.b", "nul .pdf", "COM1", "lpt9.x", "COM²", "clock$", "conout$.txt"):
        assert not rules.is_a_file_name(name)
