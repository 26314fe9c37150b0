"""SM2 and SM3: the published examples, the openssl program, and what must never verify."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.crypto import sm2, sm2_curve
from office.crypto.keys import make_key
from office.crypto.public_keys import Family, sm2_info
from tests.office.pki import DISTID, flipped, openssl, pem

# GM/T 0003.5-2012 annex A (GB/T 32918.5-2017): the signature over "message digest" with the default user id
POINT = bytes.fromhex(
    "04"
    "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
E = bytes.fromhex("F0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640")
R = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
S = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA
MESSAGE = b"message digest"

KEY = sm2.make_key()
SIGNED = sm2.sign(KEY, MESSAGE)


def test_the_published_digests_come_out() -> None:
    assert sm2.sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert sm2.digest(POINT, MESSAGE) == E


def test_the_published_signature_verifies_and_no_neighbour_of_it_does() -> None:
    assert sm2.verify_numbers(POINT, MESSAGE, R, S)
    assert not sm2.verify_numbers(POINT, MESSAGE, R, S ^ 1)
    assert not sm2.verify_numbers(POINT, MESSAGE, R, sm2_curve.N - S)
    assert not sm2.verify_numbers(POINT, MESSAGE + b".", R, S)


@pytest.mark.parametrize(
    ("r", "s"), [(0, S), (R, 0), (sm2_curve.N, S), (R, sm2_curve.N), (R, sm2_curve.N - R), (-R, S)]
)
def test_numbers_out_of_range_never_verify(r: int, s: int) -> None:
    assert not sm2.verify_numbers(POINT, MESSAGE, r, s)


def test_a_point_off_the_curve_never_verifies() -> None:
    assert not sm2.verify_numbers(POINT[:-1] + b"\0", MESSAGE, R, S)
    assert not sm2.verify_numbers(b"\x04" + bytes(64), MESSAGE, R, S)
    assert not sm2.verify_numbers(b"", MESSAGE, R, S)


@given(st.binary(max_size=200))
def test_what_is_signed_verifies(message: bytes) -> None:
    assert sm2.verify(KEY.point, message, sm2.sign(KEY, message))


@given(st.integers(0, len(SIGNED) - 1), st.integers(1, 255))
def test_a_changed_byte_never_verifies(place: int, bits: int) -> None:
    assert not sm2.verify(KEY.point, MESSAGE, flipped(SIGNED, place, bits))


@given(st.binary(max_size=80))
def test_random_bytes_never_verify(signature: bytes) -> None:
    assert not sm2.verify(KEY.point, MESSAGE, signature)


def test_only_strict_der_is_a_signature() -> None:
    r, s = R.to_bytes(32, "big"), S.to_bytes(32, "big")
    strict = b"\x30\x46\x02\x21\0" + r + b"\x02\x21\0" + s
    assert sm2.verify(POINT, MESSAGE, strict)
    assert not sm2.verify(POINT, MESSAGE, r + s)
    assert not sm2.verify(POINT, MESSAGE, b"\x30\x44\x02\x20" + r + b"\x02\x20" + s)
    assert not sm2.verify(POINT, MESSAGE, b"\x30\x47\x02\x22\0\0" + r + b"\x02\x21\0" + s)
    assert not sm2.verify(POINT, MESSAGE, b"\x30\x81\x46" + strict[2:])
    assert not sm2.verify(POINT, MESSAGE, strict + b"\0")


def test_a_bad_signature_is_not_talked_about_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    assert not sm2.verify(KEY.point, b"another message", SIGNED)
    assert capfd.readouterr() == ("", "")


def test_a_key_does_not_show_its_secret() -> None:
    assert KEY.secret.hex() not in repr(KEY)
    assert repr(KEY.secret) not in repr(KEY)


def test_the_openssl_program_agrees_both_ways(tmp_path: Path) -> None:
    key = make_key(Family.SM2)
    secret = pem(key.pkcs8(), "PRIVATE KEY", tmp_path / "key.pem")
    public = pem(key.public, "PUBLIC KEY", tmp_path / "public.pem")
    message, ours, theirs = tmp_path / "message", tmp_path / "ours", tmp_path / "theirs"
    message.write_bytes(MESSAGE)
    ours.write_bytes(key.sign(MESSAGE))
    dgst = ("dgst", "-sm3", "-sigopt", DISTID)
    openssl(*dgst, "-verify", public, "-signature", ours, message)
    openssl(*dgst, "-sign", secret, "-out", theirs, message)
    assert sm2.verify(key.public[-65:], MESSAGE, theirs.read_bytes())
    assert sm2_info(key.public[-65:]) == key.public


@given(st.integers(1, sm2_curve.N - 1), st.integers(1, sm2_curve.N - 1))
def test_sums_of_multiples_of_the_base_point_agree(s: int, t: int) -> None:
    both = sm2_curve.combined_x(s, t, sm2_curve.GX, sm2_curve.GY)
    assert both == sm2_curve.combined_x((s + t) % sm2_curve.N, 0, sm2_curve.GX, sm2_curve.GY)


def test_a_sum_that_is_no_point_has_no_coordinate() -> None:
    assert sm2_curve.combined_x(5, sm2_curve.N - 5, sm2_curve.GX, sm2_curve.GY) is None
