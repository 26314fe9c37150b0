"""Parcels: opened whole by those they are for, refused otherwise."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange import formats
from exchange.errands import pack, recipient_certificates, unpack
from exchange.errors import (
    NotForYou,
    NothingEnclosed,
    ParcelDamaged,
    ParcelExpired,
    ParcelForged,
    RecipientNotTrusted,
    SenderNotTrusted,
)
from exchange.model import Consignment, ConsignmentId, Contents, Enclosure, Parcel, Terms
from office.actor import PersonId, UnitId
from office.clock import now
from office.crypto.authority import Usage
from office.crypto.envelope import encrypt, open_envelope
from office.crypto.statement import sign_statement
from office.errors import Refused
from tests.exchange.district import ANCHORS, ARCHIVE, FINANCE, WATER, Holder, holder
from tests.office.pki import flipped

NOW = now()
TERMS = Terms(ConsignmentId("01900000-0000-7000-8000-000000000001"), FINANCE, (ARCHIVE,), NOW + timedelta(days=30))
CONSIGNMENT = Consignment(
    TERMS.consignment, FINANCE, PersonId("li"), TERMS.recipients, "0" * 64, 1, NOW, NOW, TERMS.expires_at
)
NOTICE = Contents(
    "关于召开会议的通知", "某财〔2026〕1号", "", (Enclosure("通知.pdf", b"%PDF-1.7 body"), Enclosure("通知.ofd", b"PK"))
)


def packed(terms: Terms = TERMS, sender: Holder | None = None, to: Holder | None = None) -> bytes:
    return pack(terms, NOTICE, (sender or holder(FINANCE)).token, [(to or holder(ARCHIVE)).unit.open], NOW)


@cache
def parcel_once() -> bytes:
    return packed()


def unpacked(data: bytes, consignment: Consignment = CONSIGNMENT, at: Holder | None = None) -> Parcel:
    reader = at or holder(ARCHIVE)
    return unpack(data, reader.token, ANCHORS, NOW, consignment, holder(FINANCE).unit, reader.unit.id)


@pytest.fixture(scope="module")
def parcel() -> bytes:
    return parcel_once()


def test_the_recipient_opens_what_was_sent(parcel: bytes) -> None:
    opened = unpacked(parcel)

    assert opened.contents == NOTICE
    assert opened.terms == TERMS
    assert opened.signed_by == "财政局"


def test_nothing_of_the_contents_shows_outside(parcel: bytes) -> None:
    for text in (NOTICE.title, NOTICE.number, "通知.pdf"):
        for encoding in ("utf-8", "utf-16-le", "gb18030"):
            assert text.encode(encoding) not in parcel
    assert b"%PDF" not in parcel


@given(st.data())
def test_a_changed_byte_is_never_opened(data: st.DataObject) -> None:
    whole = parcel_once()
    changed = flipped(whole, data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(1, 255)))

    with pytest.raises(Refused):
        unpacked(changed)


@given(st.integers(0, 10_000), st.binary(max_size=20))
def test_a_shortened_or_lengthened_parcel_is_never_opened(cut: int, more: bytes) -> None:
    whole = parcel_once()
    changed = whole[: cut % len(whole)] + more

    with pytest.raises(Refused):
        unpacked(changed)


@given(st.binary(max_size=300))
def test_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ParcelDamaged):
        unpacked(data)


def test_a_unit_that_is_not_addressed_does_not_open_it(parcel: bytes) -> None:
    with pytest.raises(NotForYou):
        unpacked(parcel, at=holder(WATER))
    told_otherwise = replace(CONSIGNMENT, recipients=(WATER,))
    with pytest.raises(NotForYou):
        unpacked(parcel, told_otherwise, holder(WATER))


@pytest.mark.parametrize(
    "change",
    [
        {"id": ConsignmentId("01900000-0000-7000-8000-000000000002")},
        {"recipients": (ARCHIVE, WATER)},
        {"expires_at": TERMS.expires_at + timedelta(days=1)},
        {"sender": WATER},
    ],
)
def test_a_parcel_is_worth_nothing_under_other_terms(parcel: bytes, change: dict[str, object]) -> None:
    """The server replays a parcel as another consignment, to more units, for longer, or in another's name."""
    with pytest.raises(ParcelForged) as refused:
        unpacked(parcel, replace(CONSIGNMENT, **change))  # type: ignore[arg-type]  # the fields are of its own

    assert refused.value.facts == {"reason": "binding"}


def test_a_letter_passed_on_in_a_new_envelope_is_not_the_senders(parcel: bytes) -> None:
    """Surreptitious forwarding: the archive re-wraps finance's signed letter for the water bureau."""
    signed = open_envelope(parcel, holder(ARCHIVE).token).content
    terms = replace(TERMS, recipients=(WATER,))
    forwarded = encrypt(signed, [holder(WATER).unit.open], formats.binding_of(terms), NOW)

    with pytest.raises(ParcelForged) as refused:
        unpacked(forwarded, replace(CONSIGNMENT, recipients=(WATER,)), holder(WATER))
    assert refused.value.facts == {"reason": "terms"}


@pytest.mark.parametrize(
    "forger",
    [
        lambda: holder(WATER),
        lambda: holder(FINANCE, authority="别处的根"),
        lambda: holder(FINANCE, name="李某某"),
        lambda: holder(FINANCE, name="财政局办公室", usage=Usage.PERSON),
    ],
    ids=["another unit", "another authority", "a person of the unit", "a person with a grand name"],
)
def test_nobody_else_signs_for_the_sender(forger: Callable[[], Holder]) -> None:
    with pytest.raises(SenderNotTrusted):
        unpacked(packed(sender=forger()))


def test_what_is_not_signed_at_all_is_refused() -> None:
    bare = encrypt(formats.write_parcel(TERMS, NOTICE), [holder(ARCHIVE).unit.open], formats.binding_of(TERMS), NOW)

    with pytest.raises(ParcelDamaged):
        unpacked(bare)


def test_when_its_time_is_over_it_is_not_opened(parcel: bytes) -> None:
    reader = holder(ARCHIVE)

    with pytest.raises(ParcelExpired):
        unpack(parcel, reader.token, ANCHORS, TERMS.expires_at, CONSIGNMENT, holder(FINANCE).unit, reader.unit.id)


def test_a_file_name_never_leads_elsewhere() -> None:
    """A sender's desk of ours would not pack it; a forged desk's parcel is refused when opened."""
    for name in ("../通知.pdf", "a/b", "C:\\x", "", ".", "..", "nul.pdf", "x\u202efdp.exe", "end. ", "同名.PDF"):
        contents = replace(NOTICE, files=(Enclosure("同名.pdf", b"1"), Enclosure(name, b"2")))
        signed = sign_statement(formats.write_parcel(TERMS, contents), holder(FINANCE).token, NOW)
        data = encrypt(signed, [holder(ARCHIVE).unit.open], formats.binding_of(TERMS), NOW)

        with pytest.raises(NothingEnclosed):
            unpacked(data)
        with pytest.raises(NothingEnclosed):
            pack(TERMS, contents, holder(FINANCE).token, [holder(ARCHIVE).unit.open], NOW)


def test_the_directory_is_not_believed_blindly() -> None:
    """A server that tells a false certificate for a unit does not get to read its letters."""
    honest = holder(ARCHIVE).unit
    assert recipient_certificates([honest], ANCHORS, NOW) == [honest.open]

    other_authority = holder(ARCHIVE, authority="别处的根").unit
    other_unit = replace(honest, open=holder(WATER).unit.open)
    wrong_use = replace(honest, open=honest.sign)
    for told in (other_authority, other_unit, wrong_use, replace(honest, open=b""), replace(honest, open=b"x")):
        with pytest.raises(RecipientNotTrusted):
            recipient_certificates([told], ANCHORS, NOW)


def test_several_units_open_one_parcel() -> None:
    terms = replace(TERMS, recipients=(ARCHIVE, WATER))
    certificates = [holder(ARCHIVE).unit.open, holder(WATER).unit.open]
    data = pack(terms, NOTICE, holder(FINANCE).token, certificates, NOW)

    for reader in (holder(ARCHIVE), holder(WATER)):
        assert unpacked(data, replace(CONSIGNMENT, recipients=terms.recipients), reader).contents == NOTICE


names = st.text(min_size=1, max_size=50)
all_contents = st.builds(
    Contents, st.text(), st.text(), st.text(), st.lists(st.builds(Enclosure, names, st.binary())).map(tuple)
)


@given(all_contents)
def test_what_is_written_is_read_again(contents: Contents) -> None:
    assert formats.read_parcel(formats.write_parcel(TERMS, contents)) == (TERMS, contents)


@given(st.binary() | st.binary().map(lambda data: formats.MARK + len(data).to_bytes(4, "big") + data))
def test_foreign_manifests_are_refused(data: bytes) -> None:
    with pytest.raises((ParcelDamaged, ParcelForged)):
        formats.read_parcel(data)


@given(st.permutations([ARCHIVE, WATER, FINANCE]))
def test_equal_terms_are_equal_bytes(order: list[UnitId]) -> None:
    one, other = replace(TERMS, recipients=tuple(order)), replace(TERMS, recipients=tuple(sorted(order)))

    assert formats.binding_of(one) == formats.binding_of(other)


def test_another_units_key_does_not_open_it_even_at_the_recipients_desk(parcel: bytes) -> None:
    with pytest.raises(NotForYou):
        unpack(parcel, holder(WATER).token, ANCHORS, NOW, CONSIGNMENT, holder(FINANCE).unit, ARCHIVE)
