"""Electronic seals: ours by the letter of GB/T 38540-2020, those of others as they come, none believed wrongly."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from hypothesis import given, settings
from hypothesis import strategies as st

from office.crypto import der, sm2
from office.crypto.authority import Usage
from office.crypto.certificates import read_certificate
from office.crypto.chains import check_chain
from office.crypto.errors import SignatureFailed
from office.crypto.key_file import Identity
from office.crypto.public_keys import Family
from office.crypto.sm2_names import SM2_WITH_SM3
from office.crypto.token import Purpose
from seals.devices.key_file import KeyFolder
from seals.errors import SealNotMade, SealUnreadable
from seals.formats.ses import Note, SealFile, SealSignature, make_seal, make_signature, read_seal, read_signature
from seals.formats.ses_fields import time_text
from seals.model import SealKind, SealSpec
from tests.office.pki import DISTID, END, NOW, anchors, authority, certificate, flipped, key, openssl, pem, token

MAKER = token(Family.SM2, Usage.SEAL_MAKER, "印章制作单位")
UNIT = token(Family.SM2, Usage.SEAL)
OWN = UNIT.certificate(Purpose.SEAL)
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
SPEC = SealSpec("某某市人民政府", diameter=45)
PATH = "/Doc_0/Signs/Sign_0/Signature.xml"
DOCUMENT = b"<ofd:Signature/>"
SEAL = make_seal(SPEC, "GD-0001", PICTURE, MAKER, [OWN], NOW, NOW, END)
SIGNATURE = make_signature(SEAL, UNIT, NOW, DOCUMENT, PATH)
ALGORITHM = der.identifier(SM2_WITH_SM3)


def believed(seal: SealFile) -> bool:
    chain = check_chain(seal.maker, authority(Family.SM2).chain, anchors(Family.SM2), NOW, Usage.SEAL_MAKER)
    return seal.maker_signed() and chain.trusted


def signature_believed(signature: SealSignature) -> bool:
    chain = check_chain(signature.signer, authority(Family.SM2).chain, anchors(Family.SM2), NOW, Usage.SEAL)
    conforms = not signature.notes and not signature.seal.notes
    return conforms and signature.signer_signed() and chain.trusted and believed(signature.seal)


# --- ours -------------------------------------------------------------------------------------------------------------


def test_a_seal_says_all_that_was_put_into_it() -> None:
    seal = read_seal(SEAL)
    assert (seal.version, seal.vendor, seal.esid, seal.kind, seal.name) == (4, "GovDesk", "GD-0001", 1, SPEC.name)
    assert (seal.created, seal.valid_from, seal.valid_to) == (NOW, NOW, END)
    assert (seal.picture, seal.picture_type, seal.width, seal.height) == (PICTURE, "PNG", 45, 45)
    assert (seal.holders, seal.digests, seal.maker) == ((OWN,), (), MAKER.certificate(Purpose.SEAL))
    assert (seal.raw, seal.signed, seal.notes, seal.strange) == (SEAL, seal.info, frozenset(), frozenset())
    assert seal.made_for(OWN)
    assert not seal.made_for(seal.maker)
    assert seal.valid_at(END)
    assert not seal.valid_at(END + timedelta(seconds=1))
    assert believed(seal)


def test_a_signature_says_all_that_was_put_into_it() -> None:
    read = read_signature(SIGNATURE)
    assert (read.version, read.signed_at, read.data_hash) == (4, NOW, sm2.sm3(DOCUMENT))
    assert (read.property_info, read.signer, read.algorithm) == (PATH, OWN, SM2_WITH_SM3)
    assert (read.seal, read.raw, read.timestamp, read.notes) == (read_seal(SEAL), SIGNATURE, None, frozenset())
    assert signature_believed(read)


def test_the_openssl_program_verifies_maker_and_signer_over_the_stored_bytes(tmp_path: Path) -> None:
    seal, read = read_seal(SEAL), read_signature(SIGNATURE)
    for holder, message, value in (
        (seal.maker, seal.info, seal.signature),
        (read.signer, read.to_sign, read.signature),
    ):
        assert message in SIGNATURE
        public = pem(read_certificate(holder).public_key, "PUBLIC KEY", tmp_path / "public.pem")
        (tmp_path / "message").write_bytes(message)
        (tmp_path / "value").write_bytes(value)
        dgst = ("dgst", "-sm3", "-sigopt", DISTID, "-verify", public, "-signature", tmp_path / "value")
        openssl(*dgst, tmp_path / "message")
        (tmp_path / "message").write_bytes(message + b"\0")
        openssl(*dgst, tmp_path / "message", ok=False)


def test_the_members_stand_where_the_standard_has_them() -> None:
    members = der.read(SIGNATURE).children()
    assert [each.tag for each in members] == [der.SEQUENCE, der.OCTETS, der.OID, der.BITS]
    to_sign = members[0].children()
    assert [each.tag for each in to_sign] == [der.INTEGER, der.SEQUENCE, der.TIME, der.BITS, der.IA5]
    seal = to_sign[1].children()
    assert [each.tag for each in seal] == [der.SEQUENCE, der.OCTETS, der.OID, der.BITS]
    header, esid, about, picture = seal[0].children()
    assert header.children()[0].body == b"ES"
    assert esid.tag == der.IA5
    tags = [der.INTEGER, der.UTF8, der.INTEGER, der.SEQUENCE, der.TIME, der.TIME, der.TIME]
    assert [each.tag for each in about.children()] == tags
    assert [each.tag for each in picture.children()] == [der.IA5, der.OCTETS, der.INTEGER, der.INTEGER]
    assert about.children()[4].body == b"20260302040000Z"
    assert {piece.body[0] for piece in (members[3], seal[3], to_sign[3])} == {0}


def test_a_persons_seal_is_marked_as_one() -> None:
    spec = SealSpec("张三", kind=SealKind.PERSON)
    assert read_seal(make_seal(spec, "P1", PICTURE, MAKER, [OWN], NOW, NOW, END)).kind == 2


@pytest.mark.parametrize(
    ("name", "esid", "picture", "holders", "start"),
    [
        (" ", "GD-1", PICTURE, [OWN], NOW),
        ("甲", "", PICTURE, [OWN], NOW),
        ("甲", "印-1", PICTURE, [OWN], NOW),
        ("甲", "GD-1", b"GIF89a", [OWN], NOW),
        ("甲", "GD-1", PICTURE, [], NOW),
        ("甲", "GD-1", PICTURE, [certificate(Family.EC, Usage.SIGN)], NOW),
        ("甲", "GD-1", PICTURE, [OWN], END),
    ],
)
def test_a_seal_with_something_missing_is_not_made(
    name: str, esid: str, picture: bytes, holders: list[bytes], start: datetime
) -> None:
    with pytest.raises(SealNotMade):
        make_seal(SealSpec(name), esid, picture, MAKER, holders, NOW, start, END)


def test_a_signature_that_does_not_fit_the_certificate_is_never_handed_out() -> None:
    mixed = KeyFolder({Purpose.SEAL: Identity(key(Family.SM2, "另一个"), OWN)})
    with pytest.raises(SignatureFailed):
        make_signature(SEAL, mixed, NOW, DOCUMENT, PATH)
    with pytest.raises(SignatureFailed):
        make_seal(SPEC, "GD-2", PICTURE, mixed, [OWN], NOW, NOW, END)


# --- altered ----------------------------------------------------------------------------------------------------------


def seal_of(data: bytes) -> SealFile | None:
    try:
        return read_seal(data)
    except SealUnreadable:
        return None


def signature_of(data: bytes) -> SealSignature | None:
    try:
        return read_signature(data)
    except SealUnreadable:
        return None


@settings(max_examples=300)
@given(st.integers(0, len(SIGNATURE) - 1), st.integers(1, 255))
def test_a_signature_with_a_changed_byte_is_never_believed(place: int, bits: int) -> None:
    read = signature_of(flipped(SIGNATURE, place, bits))
    assert read is None or not signature_believed(read)


@settings(max_examples=200)
@given(st.integers(0, len(SEAL) - 1), st.integers(1, 255))
def test_a_seal_with_a_changed_byte_is_never_believed(place: int, bits: int) -> None:
    seal = seal_of(flipped(SEAL, place, bits))
    assert seal is None or seal.notes or not believed(seal)


@given(st.integers(0, len(SIGNATURE) - 1))
def test_a_cut_or_lengthened_value_is_unreadable(length: int) -> None:
    assert signature_of(SIGNATURE[:length]) is None
    assert signature_of(SIGNATURE + SIGNATURE[: length + 1]) is None


@given(st.binary(max_size=300))
def test_random_bytes_are_unreadable(data: bytes) -> None:
    assert seal_of(data) is None
    assert signature_of(data) is None


SCRAPS = st.recursive(
    st.builds(der.wrap, st.sampled_from([1, 2, 3, 4, 5, 6, 12, 19, 22, 23, 24]), st.binary(max_size=20)),
    lambda inner: st.builds(
        lambda tag, parts: der.wrap(tag, b"".join(parts)),
        st.sampled_from([0x30, 0x31, 0xA0]),
        st.lists(inner, max_size=7),
    ),
    max_leaves=25,
)


@settings(max_examples=300)
@given(SCRAPS)
def test_well_formed_nonsense_is_unreadable(data: bytes) -> None:
    assert seal_of(data) is None
    assert signature_of(data) is None


@settings(max_examples=200)
@given(SCRAPS, st.integers(0, 30))
def test_nonsense_in_any_place_of_a_seal_ends_in_a_value_or_a_refusal(scrap: bytes, place: int) -> None:
    info, *rest = [each.raw for each in der.read(SEAL).children()]
    parts = [each.raw for each in der.read(info).children()]
    slots = [*parts, *rest]
    slots[place % len(slots)] = scrap
    changed = seal_of(der.sequence(der.sequence(*slots[:4]), *slots[4:]))
    assert changed is None or not believed(changed) or changed == read_seal(SEAL)


def test_a_huge_value_is_not_read() -> None:
    with pytest.raises(SealUnreadable):
        read_seal(bytes(17 * 1024 * 1024))


# --- by other makers --------------------------------------------------------------------------------------------------


def signed(message: bytes) -> bytes:
    return UNIT.sign(Purpose.SEAL, message)


def v4(value: Callable[[bytes], bytes] = der.bits, time: bytes = b"", raw: Callable[[bytes], bytes] = bytes) -> bytes:
    """A signature over our seal with one thing written as some other maker does."""
    at = time or der.time(NOW)
    to_sign = der.sequence(der.integer(4), SEAL, at, der.bits(sm2.sm3(DOCUMENT)), der.ascii_text(PATH))
    return der.sequence(to_sign, der.octets(OWN), ALGORITHM, value(raw(signed(to_sign))))


def raw_numbers(signature: bytes) -> bytes:
    r, s = decode_dss_signature(signature)
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def unpadded(signature: bytes) -> bytes:
    numbers = raw_numbers(signature)
    return der.sequence(der.wrap(der.INTEGER, numbers[:32]), der.wrap(der.INTEGER, numbers[32:]))


def test_a_signature_without_asn1_is_read_and_noted() -> None:
    read = read_signature(v4(raw=raw_numbers))
    assert read.signer_signed()
    assert read.notes == {Note.SIGNATURE_RAW}


def test_numbers_without_a_leading_zero_are_read_and_noted() -> None:
    found: set[Note] = set()
    for _ in range(20):
        read = read_signature(v4(raw=unpadded))
        assert read.signer_signed()
        found |= read.notes
    assert found == {Note.SIGNATURE_NUMBERS}


def test_nonsense_unused_bits_are_read_and_noted() -> None:
    read = read_signature(v4(value=lambda signature: der.wrap(der.BITS, b"\x47" + signature)))
    assert read.signer_signed()
    assert read.notes == {Note.UNUSED_BITS}


@pytest.mark.parametrize(
    ("written", "notes"),
    [
        (b"20260302040000Z", set()),
        (b"20260302040000.25Z", set()),
        (b"20260302120000", {Note.TIME_ZONE}),
        (b"20260302120000+0800", {Note.TIME_ZONE}),
        (b"260302040000Z", {Note.TIME_SHORT}),
    ],
)
def test_times_are_read_in_every_form(written: bytes, notes: set[Note]) -> None:
    read = read_signature(v4(time=der.wrap(der.TIME, written)))
    assert read.signer_signed()
    assert (read.signed_at, set(read.notes)) == (NOW, notes)


@given(st.binary(max_size=20) | st.from_regex(r"\A[0-9]{10,16}[Z+-]?[0-9]{0,4}\Z").map(str.encode))
def test_any_time_is_a_moment_or_a_refusal(written: bytes) -> None:
    with suppress(ValueError):
        assert time_text(written, set()).tzinfo is UTC


def long_form(value: bytes) -> bytes:
    """The same value with a length one byte longer than needed."""
    piece = der.read(value)
    size = len(piece.body).to_bytes(4, "big")
    return value[:1] + b"\x84" + size + piece.body


def test_what_is_signed_is_the_bytes_as_stored_though_they_are_no_der() -> None:
    digest = long_form(der.bits(sm2.sm3(DOCUMENT)))
    to_sign = der.sequence(der.integer(4), SEAL, der.time(NOW), digest, der.ascii_text(PATH))
    read = read_signature(der.sequence(to_sign, der.octets(OWN), ALGORITHM, der.bits(signed(to_sign))))
    assert read.signer_signed()
    assert read.to_sign == to_sign
    assert read.notes == {Note.LENGTH}


def seal_by_others(
    version: int = 4, listed: bytes | None = None, kind: int | None = 1, extra: bytes = b"", time: int = der.TIME
) -> bytes:
    moments = [at.strftime("%Y%m%d%H%M%SZ" if time == der.TIME else "%y%m%d%H%M%SZ").encode() for at in (NOW, NOW, END)]
    about = der.sequence(
        der.integer(1),
        der.utf8("某某市财政局"),
        b"" if kind is None else der.integer(kind),
        der.sequence(der.octets(OWN)) if listed is None else listed,
        *(der.wrap(time, moment) for moment in moments),
    )
    header = der.sequence(der.ascii_text("ES"), der.integer(version), der.ascii_text("Other"))
    picture = der.sequence(der.ascii_text("ofd"), der.octets(b"PK"), der.integer(40), der.integer(30))
    return der.sequence(header, der.ascii_text("3201"), about, picture, extra)


def made(info: bytes, *more: bytes) -> bytes:
    maker = der.octets(MAKER.certificate(Purpose.SEAL))
    return der.sequence(info, maker, ALGORITHM, der.bits(MAKER.sign(Purpose.SEAL, info)), *more)


def made_v1(info: bytes) -> bytes:
    maker = der.octets(MAKER.certificate(Purpose.SEAL))
    value = der.bits(MAKER.sign(Purpose.SEAL, der.sequence(info, maker, ALGORITHM)))
    return der.sequence(info, der.sequence(maker, ALGORITHM, value))


def test_digests_of_certificates_stand_for_them() -> None:
    entry = der.sequence(der.wrap(der.PRINTABLE, b"SM3"), der.octets(sm2.sm3(OWN)))
    seal = read_seal(made(seal_by_others(listed=der.sequence(entry), kind=2)))
    assert (seal.holders, seal.digests, seal.notes) == ((), (sm2.sm3(OWN),), frozenset())
    assert seal.made_for(OWN)
    assert not seal.made_for(seal.maker)
    assert believed(seal)


def test_a_wrong_type_of_list_is_read_by_what_it_holds_and_noted() -> None:
    seal = read_seal(made(seal_by_others(kind=3)))
    assert (seal.made_for(OWN), set(seal.notes)) == (True, {Note.LIST_TYPE})


def test_an_empty_list_is_for_nobody() -> None:
    assert not read_seal(made(seal_by_others(listed=der.sequence()))).made_for(OWN)


@pytest.mark.parametrize("tagged", [False, True])
def test_critical_extensions_are_named(tagged: bool) -> None:
    critical = der.sequence(der.identifier("1.2.3.4"), der.wrap(der.BOOLEAN, b"\xff"), der.octets(b""))
    plain = der.sequence(der.identifier("1.2.3.5"), der.octets(b""))
    listed = der.sequence(critical, plain)
    seal = read_seal(made(seal_by_others(extra=der.wrap(der.CONTEXT_0, listed) if tagged else listed)))
    assert seal.strange == {"1.2.3.4"}
    assert believed(seal)


def test_a_seal_of_2025_may_carry_a_time_stamp() -> None:
    stamp = der.wrap(der.CONTEXT_0, der.bits(b"token"))
    seal = read_seal(made(seal_by_others(version=5), stamp))
    assert (seal.version, seal.timestamp, seal.picture_type, seal.height) == (5, b"token", "OFD", 30)
    assert believed(seal)


def test_a_signature_may_carry_a_time_stamp() -> None:
    members = [each.raw for each in der.read(SIGNATURE).children()]
    read = read_signature(der.sequence(*members, der.wrap(der.CONTEXT_0, der.bits(b"token"))))
    assert (read.timestamp, read.signer_signed()) == (b"token", True)


@pytest.mark.parametrize("token", [False, True])
def test_a_seal_and_signature_of_2014_are_read(token: bool) -> None:
    seal_der = made_v1(seal_by_others(version=1, kind=None, time=der.UTC_TIME))
    seal = read_seal(seal_der)
    assert (seal.version, seal.created, seal.valid_to, seal.notes) == (1, NOW, END, frozenset())
    assert believed(seal)
    time = der.bits(b"0\x82token" if token else b"20260302040000Z")
    to_sign = der.sequence(
        der.integer(1), seal_der, time, der.bits(sm2.sm3(DOCUMENT)), der.ascii_text(PATH), der.octets(OWN), ALGORITHM
    )
    read = read_signature(der.sequence(to_sign, der.bits(signed(to_sign))))
    assert (read.signed_at, read.time_token) == ((None, b"0\x82token") if token else (NOW, None))
    assert read.signer_signed()
    other = der.sequence(to_sign.replace(b"Sign_0", b"Sign_1"), der.bits(signed(to_sign)))
    assert not read_signature(other).signer_signed()


def test_names_in_another_character_set_are_read_and_noted() -> None:
    info = seal_by_others().replace(
        der.utf8("某某市财政局"), der.wrap(der.UTF8, "某某市财政局".encode("gbk") + b"   GBK")
    )
    seal = read_seal(made(info))
    assert (seal.name.split()[0], set(seal.notes)) == ("某某市财政局", {Note.TEXT})


def test_another_algorithm_under_an_sm2_signature_does_not_verify() -> None:
    other = SIGNATURE.replace(ALGORITHM, der.identifier("1.2.156.10197.1.502"))
    read = read_signature(other)
    assert not read.signer_signed()
    assert Note.ALGORITHM in read.notes
