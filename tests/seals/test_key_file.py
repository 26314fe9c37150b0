"""Key files as a token: each purpose has its key, and a key does nothing but its purpose."""

import pytest

from office.crypto.authority import Usage
from office.crypto.errors import KeyFileDamaged, KeyUnusable, WrongPin
from office.crypto.key_file import write_key_file
from office.crypto.keys import make_key
from office.crypto.public_keys import SIGNATURE_OF, Family, verify
from office.crypto.token import Purpose
from seals.devices.key_file import open_key_folder
from tests.office.pki import PIN, authority, certificate, key

WHAT = {
    Purpose.SIGN: (Family.EC, Usage.SIGN),
    Purpose.SEAL: (Family.SM2, Usage.SEAL),
    Purpose.OPEN: (Family.EC, Usage.OPEN),
}


def file(purpose: Purpose, pin: str = PIN) -> bytes:
    family, usage = WHAT[purpose]
    name = f"甲 {purpose}"
    der = certificate(family, usage, name)
    return write_key_file(key(family, name), der, authority(family).chain, pin, iterations=10)


FILES = {purpose: file(purpose) for purpose in Purpose}
TOKEN = open_key_folder(FILES, PIN)


def test_a_token_has_a_key_and_a_certificate_for_each_purpose() -> None:
    assert TOKEN.purposes == frozenset(Purpose)
    for purpose, (family, usage) in WHAT.items():
        assert TOKEN.certificate(purpose) == certificate(family, usage, f"甲 {purpose}")
        assert TOKEN.chain(purpose) == authority(family).chain


@pytest.mark.parametrize("purpose", [Purpose.SIGN, Purpose.SEAL])
def test_a_token_signs_with_the_key_of_the_certificate(purpose: Purpose) -> None:
    family = WHAT[purpose][0]
    signature = TOKEN.sign(purpose, b"message")
    assert verify(key(family, f"甲 {purpose}").public, SIGNATURE_OF[family], b"message", signature)


def test_a_token_agrees_on_a_secret() -> None:
    peer = make_key(Family.EC)
    assert TOKEN.agree(Purpose.OPEN, peer.public) == peer.agree(key(Family.EC, "甲 open").public)
    with pytest.raises(KeyUnusable):
        TOKEN.agree(Purpose.OPEN, make_key(Family.SM2).public)
    with pytest.raises(KeyUnusable):
        TOKEN.agree(Purpose.OPEN, b"no key")


def test_the_key_for_opening_signs_nothing_and_seal_keys_open_nothing() -> None:
    with pytest.raises(KeyUnusable):
        TOKEN.sign(Purpose.OPEN, b"message")
    with pytest.raises(KeyUnusable):
        TOKEN.agree(Purpose.SEAL, make_key(Family.EC).public)
    with pytest.raises(KeyUnusable):
        TOKEN.unwrap(Purpose.SEAL, bytes(256))
    with pytest.raises(KeyUnusable):
        TOKEN.unwrap(Purpose.OPEN, bytes(256))


def test_a_signing_key_never_opens_what_was_encrypted() -> None:
    with pytest.raises(KeyUnusable):
        TOKEN.agree(Purpose.SIGN, make_key(Family.EC).public)
    with pytest.raises(KeyUnusable):
        TOKEN.unwrap(Purpose.SIGN, bytes(256))


def test_a_purpose_without_a_key_is_refused() -> None:
    only = open_key_folder({Purpose.SIGN: FILES[Purpose.SIGN]}, PIN)
    assert only.purposes == {Purpose.SIGN}
    with pytest.raises(KeyUnusable) as caught:
        only.sign(Purpose.SEAL, b"message")
    assert caught.value.facts == {"purpose": "seal"}


def test_one_wrong_pin_or_damaged_file_opens_nothing() -> None:
    with pytest.raises(WrongPin):
        open_key_folder(FILES, PIN + " ")
    with pytest.raises(WrongPin):
        open_key_folder({**FILES, Purpose.OPEN: file(Purpose.OPEN, "another")}, PIN)
    with pytest.raises(KeyFileDamaged):
        open_key_folder({**FILES, Purpose.SEAL: FILES[Purpose.SEAL][:-1]}, PIN)


def test_a_token_does_not_show_what_it_holds() -> None:
    assert repr(TOKEN).startswith("<seals.devices.key_file.KeyFolder object")
    assert not hasattr(TOKEN, "__dict__")
