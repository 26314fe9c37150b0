"""The authority, its certificates, and what a chain is worth."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from office.crypto.authority import Revocation, Subject, Usage, Why, authority_of, make_authority
from office.crypto.certificates import read_certificate
from office.crypto.chains import Anchors, Found, check_chain
from office.crypto.errors import CertificateDamaged, CertificateNotMade, RevocationsDamaged
from office.crypto.key_file import open_key_file, write_key_file
from office.crypto.keys import make_key
from office.crypto.own_names import SEAL_MAKING
from office.crypto.public_keys import Family
from office.crypto.revocations import read_revocations
from tests.office.pki import DISTID, END, NOW, anchors, authority, certificate, flipped, key, openssl, pem, root

CASES = [(Family.EC, Usage.SIGN), (Family.RSA, Usage.SIGN), (Family.SM2, Usage.SEAL), (Family.SM2, Usage.SEAL_MAKER)]
UNIT = certificate(Family.EC, Usage.SIGN)


def found(der: bytes, family: Family, usage: Usage, at: datetime = NOW, trusted: Anchors | None = None) -> Found:
    return check_chain(der, authority(family).chain, trusted or anchors(family), at, usage).found


@pytest.mark.parametrize(("family", "usage"), CASES)
def test_a_certificate_of_ours_says_what_it_is_for(family: Family, usage: Usage) -> None:
    read = read_certificate(certificate(family, usage))
    assert (read.holder, read.organisation) == ("某某市人民政府", "某某市")
    assert read.subject["organizational_unit_name"] == "办公室"
    assert read.usages == frozenset({"digital_signature", "non_repudiation"})
    assert (SEAL_MAKING in (read.purposes or ())) is (usage is Usage.SEAL_MAKER)
    assert read.serial.bit_length() <= 159
    assert read.issuer_key_id == read_certificate(authority(family).certificate).key_id
    assert read.family is family
    assert found(read.der, family, usage) is Found.TRUSTED


@pytest.mark.parametrize(("family", "usage"), [("key_agreement", Family.EC), ("key_encipherment", Family.RSA)])
def test_an_encryption_certificate_encrypts_and_does_nothing_else(family: str, usage: Family) -> None:
    read = read_certificate(certificate(usage, Usage.OPEN))
    assert read.usages == frozenset({family})
    assert found(read.der, usage, Usage.OPEN) is Found.TRUSTED
    assert found(read.der, usage, Usage.SIGN) is Found.WRONG_USAGE


@pytest.mark.parametrize(("family", "usage"), CASES)
def test_the_openssl_program_verifies_the_chain(family: Family, usage: Usage, tmp_path: Path) -> None:
    top = pem(root(family).certificate, "CERTIFICATE", tmp_path / "root.pem")
    middle = pem(authority(family).certificate, "CERTIFICATE", tmp_path / "issuing.pem")
    leaf = pem(certificate(family, usage), "CERTIFICATE", tmp_path / "leaf.pem")
    verify = ("verify", "-x509_strict", "-attime", str(int(NOW.timestamp())))
    if family is Family.SM2:  # openssl hands the user id to the last certificate alone, so step by step
        openssl(*verify, "-vfyopt", DISTID, "-partial_chain", "-CAfile", middle, leaf)
        openssl(*verify, "-vfyopt", DISTID, "-CAfile", top, middle)
    else:
        openssl(*verify, "-CAfile", top, "-untrusted", middle, leaf)


@pytest.mark.parametrize("family", [Family.EC, Family.SM2])
def test_a_stricter_parser_reads_our_certificates(family: Family) -> None:
    read = x509.load_der_x509_certificate(certificate(family, Usage.SIGN if family is Family.EC else Usage.SEAL))
    assert read.extensions.get_extension_for_class(x509.KeyUsage).critical
    constraints = x509.load_der_x509_certificate(authority(family).certificate).extensions
    assert constraints.get_extension_for_class(x509.BasicConstraints).value.path_length == 0


@pytest.mark.parametrize(
    ("family", "public", "usage"),
    [
        (Family.EC, Family.SM2, Usage.PERSON),
        (Family.SM2, Family.EC, Usage.SEAL),
        (Family.EC, Family.EC, Usage.SEAL),
        (Family.SM2, Family.SM2, Usage.OPEN),
    ],
)
def test_families_do_not_mix_and_keys_fit_their_use(family: Family, public: Family, usage: Usage) -> None:
    with pytest.raises(CertificateNotMade):
        authority(family).issue(Subject("甲", "乙"), key(public, "x").public, usage, NOW, END)


def test_no_certificate_outlives_its_authority() -> None:
    with pytest.raises(CertificateNotMade):
        authority(Family.EC).issue(
            Subject("甲", "乙"), key(Family.EC, "x").public, Usage.SIGN, NOW, NOW + timedelta(days=365 * 30)
        )
    with pytest.raises(CertificateNotMade):
        make_authority("丙", NOW, Family.SM2, root(Family.EC))


def test_a_certificate_is_good_from_its_first_to_its_last_moment() -> None:
    read = read_certificate(UNIT)
    second = timedelta(seconds=1)
    at = {
        read.not_before - second: Found.NOT_YET_VALID,
        read.not_before: Found.TRUSTED,
        read.not_after: Found.TRUSTED,
        read.not_after + second: Found.EXPIRED,
    }
    assert {when: found(UNIT, Family.EC, Usage.SIGN, when) for when in at} == at


def test_without_the_root_or_a_link_nothing_is_trusted() -> None:
    assert found(UNIT, Family.EC, Usage.SIGN, trusted=Anchors((root(Family.SM2).certificate,))) is Found.UNKNOWN_ISSUER
    assert check_chain(UNIT, (), anchors(Family.EC), NOW, Usage.SIGN).found is Found.UNKNOWN_ISSUER


def test_a_certificate_by_a_false_authority_of_the_same_name_is_a_forgery() -> None:
    real = authority(Family.EC)
    false = replace(real, key=make_key(Family.EC))
    forged = false.issue(Subject("甲", "乙"), key(Family.EC, "x").public, Usage.SIGN, NOW, END)
    assert found(forged, Family.EC, Usage.SIGN) is Found.BAD_SIGNATURE


def test_a_unit_cannot_play_the_authority() -> None:
    unit = replace(authority(Family.EC), key=key(Family.EC, "某某市人民政府"), certificate=UNIT, chain=())
    issued = unit.issue(Subject("甲", "乙"), key(Family.EC, "x").public, Usage.SIGN, NOW, END - timedelta(days=1))
    others = (UNIT, *authority(Family.EC).chain)
    assert check_chain(issued, others, anchors(Family.EC), NOW, Usage.SIGN).found is Found.WRONG_USAGE


def test_an_issuing_authority_makes_no_authorities() -> None:
    below = make_authority("下级", NOW, Family.EC, authority(Family.EC))
    issued = below.issue(Subject("甲", "乙"), key(Family.EC, "x").public, Usage.SIGN, NOW, END)
    assert check_chain(issued, below.chain, anchors(Family.EC), NOW, Usage.SIGN).found is Found.WRONG_USAGE


def test_only_a_seal_maker_makes_seals_and_it_does_nothing_else() -> None:
    maker, unit = certificate(Family.SM2, Usage.SEAL_MAKER), certificate(Family.SM2, Usage.SEAL)
    assert found(unit, Family.SM2, Usage.SEAL_MAKER) is Found.WRONG_USAGE
    assert found(maker, Family.SM2, Usage.SEAL) is Found.WRONG_USAGE
    assert found(unit, Family.SM2, Usage.SEAL_MAKER, trusted=Anchors((unit,))) is Found.TRUSTED


@pytest.mark.parametrize(
    ("why", "days", "expected"),
    [
        (Why.REPLACED, 3, Found.TRUSTED),
        (Why.REPLACED, 0, Found.REVOKED),
        (Why.KEY_LOST, 3, Found.REVOKED),
        (Why.UNKNOWN, 3, Found.REVOKED),
    ],
)
@pytest.mark.parametrize("family", [Family.EC, Family.SM2])
def test_a_lost_key_is_revoked_backwards_and_a_replaced_one_is_not(
    family: Family, why: Why, days: int, expected: Found
) -> None:
    usage = Usage.SIGN if family is Family.EC else Usage.SEAL
    der = certificate(family, usage)
    entry = {read_certificate(der).serial: Revocation(NOW + timedelta(days=days), why)}
    listed = authority(family).revoke(entry, NOW, END)
    trusted = replace(anchors(family), lists=(listed,))
    assert found(der, family, usage, trusted=trusted) is expected


def test_a_list_by_somebody_else_or_of_other_serials_revokes_nothing() -> None:
    serial = read_certificate(UNIT).serial
    false = replace(authority(Family.EC), key=make_key(Family.EC)).revoke({serial: Revocation(NOW)}, NOW, END)
    other = authority(Family.EC).revoke({serial + 1: Revocation(NOW)}, NOW, END)
    empty = authority(Family.EC).revoke({}, NOW, END)
    trusted = replace(anchors(Family.EC), lists=(false, other, empty, b"junk"))
    assert found(UNIT, Family.EC, Usage.SIGN, trusted=trusted) is Found.TRUSTED


def test_a_name_on_the_list_of_revoked_is_revoked() -> None:
    named = replace(anchors(Family.EC), revoked=frozenset({read_certificate(UNIT).name_in_revocations}))
    assert found(UNIT, Family.EC, Usage.SIGN, trusted=named) is Found.REVOKED
    middle = read_certificate(authority(Family.EC).certificate).name_in_revocations
    above = replace(anchors(Family.EC), revoked=frozenset({middle}))
    assert found(UNIT, Family.EC, Usage.SIGN, trusted=above) is Found.REVOKED


@pytest.mark.parametrize("family", [Family.EC, Family.SM2])
def test_the_openssl_program_reads_the_list(family: Family, tmp_path: Path) -> None:
    listed = tmp_path / "list.der"
    listed.write_bytes(authority(family).revoke({0xABCDEF: Revocation(NOW, Why.KEY_LOST)}, NOW, END, 7))
    said = openssl("crl", "-inform", "DER", "-in", listed, "-noout", "-text").decode()
    assert "Serial Number: ABCDEF" in said
    assert "Key Compromise" in said
    if family is Family.EC:
        middle = pem(authority(family).certificate, "CERTIFICATE", tmp_path / "issuing.pem")
        openssl("crl", "-inform", "DER", "-in", listed, "-noout", "-CAfile", middle)


@given(st.integers(0, len(UNIT) - 1), st.integers(1, 255))
def test_a_certificate_with_a_changed_byte_is_never_trusted(place: int, bits: int) -> None:
    assert found(flipped(UNIT, place, bits), Family.EC, Usage.SIGN) is not Found.TRUSTED


@given(st.binary(max_size=300) | st.builds(lambda cut: UNIT[:cut], st.integers(0, len(UNIT) - 1)))
def test_what_is_no_certificate_is_refused(data: bytes) -> None:
    with pytest.raises(CertificateDamaged):
        read_certificate(data)
    assert check_chain(data, (data,), Anchors((data,)), NOW, Usage.SIGN).found is Found.DAMAGED


@given(st.integers(0, 10_000), st.integers(1, 255), st.booleans())
def test_a_damaged_list_is_refused_or_read(place: int, bits: int, cut: bool) -> None:
    listed = authority(Family.EC).revoke({5: Revocation(NOW, Why.CLOSED)}, NOW, END)
    data = listed[: place % len(listed)] if cut else flipped(listed, place, bits)
    try:
        read = read_revocations(data)
    except RevocationsDamaged:
        return
    assert not read.is_by(read_certificate(authority(Family.EC).certificate))


@pytest.mark.parametrize("family", [Family.EC, Family.SM2])
def test_an_authority_comes_back_from_its_key_file(family: Family) -> None:
    for before in (root(family), authority(family)):
        data = write_key_file(before.key, before.certificate, before.chain[1:], "1", iterations=10)
        kept = open_key_file(data, "1")
        after = authority_of(kept.key, kept.certificate, kept.chain)
        assert (after.certificate, after.chain) == (before.certificate, before.chain)
        issued = after.issue(Subject("甲", "乙"), key(family, "x").public, Usage.PERSON, NOW, END)
        assert read_certificate(before.certificate).issued(read_certificate(issued))


@pytest.mark.parametrize("family", [Family.EC, Family.SM2])
def test_bits_that_no_signature_covers_are_never_free(family: Family) -> None:
    # A signature that ends in a zero bit could also be written with one bit unused.
    for _ in range(40):
        issued = authority(family).issue(Subject("甲", "乙"), key(family, "x").public, Usage.PERSON, NOW, END)
        signature = read_certificate(issued).signature
        if not signature[-1] & 1:
            break
    changed = issued.replace(b"\0" + signature, b"\1" + signature)
    assert changed != issued
    with pytest.raises(CertificateDamaged):
        read_certificate(changed)


def test_the_largest_certificate_is_bounded() -> None:
    with pytest.raises(CertificateDamaged):
        read_certificate(bytes(70_000))
