"""Key files: what goes in comes out, wrong PINs and damage are told apart, nothing secret shows."""

import traceback
from pathlib import Path

import pytest
from asn1crypto import pkcs12 as asn1_pkcs12  # type: ignore[import-untyped]  # no stubs exist
from asn1crypto.keys import PrivateKeyInfo  # type: ignore[import-untyped]  # no stubs exist
from cryptography.hazmat.primitives.serialization import pkcs12
from hypothesis import given, settings
from hypothesis import strategies as st

from office.crypto.authority import Usage
from office.crypto.errors import KeyFileDamaged, KeyFileUnsupported, WrongPin
from office.crypto.key_file import ITERATIONS, Identity, open_key_file, write_key_file
from office.crypto.keys import PrivateKey, make_key, read_key
from office.crypto.public_keys import SIGNATURE_OF, Family, verify
from office.errors import OfficeError
from tests.office.pki import authority, certificate, flipped, key, openssl, pem

USAGE = {Family.EC: Usage.SIGN, Family.RSA: Usage.SIGN, Family.SM2: Usage.SEAL}


def written(family: Family, pin: str = "1234") -> bytes:
    der = certificate(family, USAGE[family], "甲")
    return write_key_file(key(family, "甲"), der, authority(family).chain, pin, iterations=10)


EC_FILE = written(Family.EC)


def secret_number(key: PrivateKey) -> int:
    inner = PrivateKeyInfo.load(key.pkcs8())["private_key"].parsed
    return int(inner["private_exponent" if key.family is Family.RSA else "private_key"].native)


@pytest.mark.parametrize("family", list(Family))
@pytest.mark.parametrize("pin", ["1234", "", "口令 pass ☆", "x" * 200])
def test_what_was_written_opens_with_its_pin(family: Family, pin: str) -> None:
    identity = open_key_file(written(family, pin), pin)
    assert identity.certificate == certificate(family, USAGE[family], "甲")
    assert identity.chain == authority(family).chain
    signature = identity.key.sign(b"message")
    assert verify(identity.key.public, SIGNATURE_OF[family], b"message", signature)


@pytest.mark.parametrize("family", list(Family))
def test_a_wrong_pin_is_a_wrong_pin(family: Family) -> None:
    for pin in ("1235", "", "12345", "１２３４"):
        with pytest.raises(WrongPin):
            open_key_file(written(family), pin)


@pytest.mark.parametrize("family", list(Family))
def test_the_openssl_program_opens_our_files(family: Family, tmp_path: Path) -> None:
    file = tmp_path / "x.p12"
    file.write_bytes(written(family, "口令1234"))
    out = openssl("pkcs12", "-in", file, "-passin", "pass:口令1234", "-nodes").decode()
    assert out.count("BEGIN CERTIFICATE") == 2
    (tmp_path / "all.pem").write_text(out)
    public = openssl("pkey", "-in", tmp_path / "all.pem", "-pubout", "-outform", "DER")
    assert public == key(family, "甲").public
    openssl("pkcs12", "-in", file, "-passin", "pass:1234", "-nodes", ok=False)


@pytest.mark.parametrize("family", list(Family))
def test_we_open_files_of_the_openssl_program(family: Family, tmp_path: Path) -> None:
    secret = pem(key(family, "甲").pkcs8(), "PRIVATE KEY", tmp_path / "key.pem")
    own = pem(certificate(family, USAGE[family], "甲"), "CERTIFICATE", tmp_path / "own.pem")
    above = pem(authority(family).certificate, "CERTIFICATE", tmp_path / "above.pem")
    file = tmp_path / "x.p12"
    openssl(
        "pkcs12", "-export", "-inkey", secret, "-in", own, "-certfile", above, "-passout", "pass:1234", "-out", file
    )
    identity = open_key_file(file.read_bytes(), "1234")
    assert identity.certificate == certificate(family, USAGE[family], "甲")
    assert identity.chain == authority(family).chain
    with pytest.raises(WrongPin):
        open_key_file(file.read_bytes(), "4321")


def test_another_library_opens_our_file() -> None:
    read = pkcs12.load_pkcs12(EC_FILE, b"1234")
    assert read.cert is not None
    assert len(read.additional_certs) == 1


def test_an_old_kind_of_protection_is_named_as_such(tmp_path: Path) -> None:
    secret = pem(key(Family.EC, "甲").pkcs8(), "PRIVATE KEY", tmp_path / "key.pem")
    own = pem(certificate(Family.EC, Usage.SIGN, "甲"), "CERTIFICATE", tmp_path / "own.pem")
    file = tmp_path / "x.p12"
    old = ("-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1")
    openssl("pkcs12", "-export", "-inkey", secret, "-in", own, *old, "-passout", "pass:1234", "-out", file)
    with pytest.raises(KeyFileUnsupported):
        open_key_file(file.read_bytes(), "1234")
    with pytest.raises(WrongPin):
        open_key_file(file.read_bytes(), "12345")


def test_real_files_are_dear_to_guess_at() -> None:
    parsed = asn1_pkcs12.Pfx.load(
        write_key_file(key(Family.EC, "甲"), certificate(Family.EC, Usage.SIGN, "甲"), (), "1")
    )
    assert parsed["mac_data"]["iterations"].native >= 2 * ITERATIONS >= 1_200_000
    bag = asn1_pkcs12.SafeContents.load(parsed.authenticated_safe[0]["content"].native)[0]["bag_value"]
    scheme = bag["encryption_algorithm"]
    assert scheme.kdf_iterations >= 600_000
    assert (scheme.kdf_hmac, scheme.encryption_cipher, scheme.key_length) == ("sha256", "aes", 32)


def test_a_file_that_asks_for_endless_work_is_refused() -> None:
    parsed = asn1_pkcs12.Pfx.load(EC_FILE)
    parsed["mac_data"]["iterations"] = 1 << 40
    with pytest.raises(KeyFileUnsupported):
        open_key_file(parsed.dump(force=True), "1234")


@pytest.mark.parametrize("family", [Family.EC, Family.SM2])
def test_a_key_and_a_certificate_of_another_key_are_no_identity(family: Family) -> None:
    other = write_key_file(make_key(family), certificate(family, USAGE[family], "甲"), (), "1234", iterations=10)
    with pytest.raises(KeyFileDamaged):
        open_key_file(other, "1234")


@given(st.binary(max_size=400))
def test_random_bytes_are_no_key_file(data: bytes) -> None:
    with pytest.raises(KeyFileDamaged):
        open_key_file(data, "1234")


@settings(max_examples=300)
@given(st.integers(0, len(EC_FILE) - 1), st.integers(1, 255))
def test_a_damaged_file_ends_in_a_refusal_or_the_same_identity(place: int, bits: int) -> None:
    try:
        identity = open_key_file(flipped(EC_FILE, place, bits), "1234")
    except OfficeError:
        return
    assert identity.key.public == key(Family.EC, "甲").public
    assert identity.certificate == certificate(Family.EC, Usage.SIGN, "甲")


@given(st.integers(0, len(EC_FILE) - 1))
def test_half_a_file_is_damaged(length: int) -> None:
    with pytest.raises(KeyFileDamaged):
        open_key_file(EC_FILE[:length], "1234")


@pytest.mark.parametrize("family", list(Family))
def test_neither_key_nor_pin_shows_in_reprs_and_errors(family: Family) -> None:
    pin = "secret-pin-7391"
    data = written(family, pin)
    identity = open_key_file(data, pin)
    try:
        open_key_file(data, pin + "x")
    except WrongPin as error:
        told = "".join(traceback.format_exception(error)) + repr(error) + repr(error.facts)
    assert pin not in told
    assert "secret" not in repr(Identity(identity.key, b"certificate"))
    shown = f"{identity!r}{identity.key!r}{identity.key}"
    number = secret_number(identity.key)
    for form in (f"{number}", f"{number:x}", f"{number:X}", repr(number.to_bytes(384, "big").lstrip(b"\0"))[2:-1]):
        assert form not in shown


@pytest.mark.parametrize("family", list(Family))
@given(data=st.binary(max_size=200))
def test_random_bytes_are_no_private_key(family: Family, data: bytes) -> None:
    with pytest.raises(KeyFileDamaged):
        read_key(data, key(family, "甲").public)
