"""Statements: who signed what, when, and that nothing in them can be changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms  # type: ignore[import-untyped]  # no stubs exist
from hypothesis import given, settings
from hypothesis import strategies as st

from office.crypto import words
from office.crypto.authority import Usage
from office.crypto.certificates import read_certificate
from office.crypto.chains import Anchors, Found
from office.crypto.errors import KeyUnusable, SignatureFailed, StatementDamaged
from office.crypto.key_file import Identity
from office.crypto.public_keys import Family
from office.crypto.statement import check_statement, sign_statement
from office.crypto.token import Purpose
from office.errors import OfficeError
from office.words import explain
from seals.devices.key_file import KeyFolder
from tests.office.pki import END, NOW, anchors, authority, certificate, flipped, key, openssl, pem, root, token

UNIT = token(Family.EC, Usage.SIGN)
YEARS = (NOW.replace(year=1980, tzinfo=None), NOW.replace(year=2080, tzinfo=None))
SAID = "已收到《关于开展检查工作的通知》".encode()
STATEMENT = sign_statement(SAID, UNIT, NOW)


def intact(data: bytes) -> bool:
    try:
        return check_statement(data, anchors(Family.EC), NOW).intact
    except StatementDamaged:
        return False


@pytest.mark.parametrize("family", [Family.EC, Family.RSA])
def test_a_statement_says_who_said_what_when(family: Family) -> None:
    read = check_statement(sign_statement(SAID, token(family, Usage.SIGN), NOW), anchors(family), NOW)
    assert (read.content, read.signer.holder, read.signed_at) == (SAID, "某某市人民政府", NOW)
    assert (read.intact, read.chain.found, read.believable) == (True, Found.TRUSTED, True)


@settings(max_examples=30)
@given(st.binary(max_size=3000), st.datetimes(*YEARS))
def test_any_content_and_time_come_back(content: bytes, at: datetime) -> None:
    moment = at.replace(tzinfo=UTC)
    read = check_statement(sign_statement(content, UNIT, moment), anchors(Family.EC), NOW)
    assert (read.intact, read.content, read.signed_at) == (True, content, moment.replace(microsecond=0))


@settings(max_examples=300)
@given(st.integers(0, len(STATEMENT) - 1), st.integers(1, 255))
def test_a_statement_with_a_changed_byte_is_never_intact(place: int, bits: int) -> None:
    assert not intact(flipped(STATEMENT, place, bits))


@given(st.integers(0, len(STATEMENT) - 1))
def test_a_cut_or_lengthened_statement_is_never_intact(length: int) -> None:
    assert not intact(STATEMENT[:length])
    assert not intact(STATEMENT + STATEMENT[:length] + b"\0")


def test_a_second_signer_is_never_slipped_in() -> None:
    parsed = cms.ContentInfo.load(STATEMENT)
    signed = parsed["content"]
    signed["signer_infos"] = [signed["signer_infos"][0], signed["signer_infos"][0]]
    assert not intact(parsed.dump(force=True))


def test_no_certificate_can_be_added_or_taken_away() -> None:
    for certificates in ((), (*authority(Family.EC).chain, root(Family.EC).certificate)):
        parsed = cms.ContentInfo.load(STATEMENT)
        kept = [certificate(Family.EC, Usage.SIGN), *certificates]
        parsed["content"]["certificates"] = [cms.CertificateChoices.load(each) for each in kept]
        assert not intact(parsed.dump(force=True))


def test_a_statement_by_an_unknown_or_expired_signer_is_intact_and_not_believed() -> None:
    stranger = check_statement(STATEMENT, Anchors((root(Family.SM2).certificate,)), NOW)
    late = check_statement(STATEMENT, anchors(Family.EC), END + timedelta(days=1))
    assert (stranger.intact, stranger.chain.found, stranger.believable) == (True, Found.UNKNOWN_ISSUER, False)
    assert (late.intact, late.chain.found, late.believable) == (True, Found.EXPIRED, False)


def test_a_revoked_signer_is_not_believed() -> None:
    name = read_certificate(certificate(Family.EC, Usage.SIGN)).name_in_revocations
    revoked = replace(anchors(Family.EC), revoked=frozenset({name}))
    assert check_statement(STATEMENT, revoked, NOW).chain.found is Found.REVOKED


@pytest.mark.parametrize("family", [Family.EC, Family.RSA])
def test_the_openssl_program_verifies_a_statement(family: Family, tmp_path: Path) -> None:
    file = tmp_path / "statement.der"
    file.write_bytes(sign_statement(SAID, token(family, Usage.SIGN), NOW))
    top = pem(root(family).certificate, "CERTIFICATE", tmp_path / "root.pem")
    verify = ("cms", "-verify", "-cades", "-inform", "DER", "-binary", "-purpose", "any")
    assert openssl(*verify, "-attime", str(int(NOW.timestamp())), "-CAfile", top, "-in", file) == SAID


def test_a_seal_key_signs_no_statements() -> None:
    unit = Identity(key(Family.SM2, "甲"), certificate(Family.SM2, Usage.SEAL, "甲"))
    with pytest.raises(KeyUnusable):
        sign_statement(SAID, KeyFolder({Purpose.SIGN: unit}), NOW)


def test_a_signature_that_does_not_fit_the_certificate_is_never_handed_out() -> None:
    mixed = Identity(key(Family.EC, "另一个"), certificate(Family.EC, Usage.SIGN))
    with pytest.raises(SignatureFailed):
        sign_statement(SAID, KeyFolder({Purpose.SIGN: mixed}), NOW)


def all_refusals(kind: type[OfficeError]) -> list[type[OfficeError]]:
    return [each for below in kind.__subclasses__() for each in (below, *all_refusals(below))]


def test_every_refusal_is_explained() -> None:
    ours = [kind for kind in all_refusals(OfficeError) if kind.code.startswith("crypto.")]
    assert {kind.code for kind in ours} == set(words.SENTENCES)
    for kind in ours:
        assert explain(kind(holder="甲单位"), words.SENTENCES).endswith("。")
