"""A small world of authorities and tokens for tests, made once; its key files take few iterations and open quickly."""

import shutil
import subprocess
from base64 import encodebytes
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from office.crypto.authority import Authority, Subject, Usage, make_authority
from office.crypto.chains import Anchors
from office.crypto.key_file import write_key_file
from office.crypto.keys import PrivateKey, make_key
from office.crypto.public_keys import Family
from office.crypto.token import Purpose, Token
from seals.devices.key_file import open_key_folder

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
END = NOW + timedelta(days=1000)
PIN = "口令 2026"
UNIT = "某某市人民政府"
DISTID = "distid:1234567812345678"
_PURPOSE = {Usage.OPEN: Purpose.OPEN, Usage.SEAL: Purpose.SEAL, Usage.SEAL_MAKER: Purpose.SEAL}


@cache
def root(family: Family) -> Authority:
    return make_authority(f"测试根 {family}", NOW - timedelta(days=10), family)


@cache
def authority(family: Family) -> Authority:
    return make_authority(f"测试签发 {family}", NOW - timedelta(days=9), family, root(family))


@cache
def anchors(family: Family) -> Anchors:
    return Anchors((root(family).certificate,))


@cache
def key(family: Family, name: str) -> PrivateKey:
    return make_key(family, 2048)


def certificate(family: Family, usage: Usage, name: str = UNIT) -> bytes:
    return _certificate(family, usage, name)


def token(family: Family, usage: Usage, name: str = UNIT) -> Token:
    return _token(family, usage, name)


@cache
def _certificate(family: Family, usage: Usage, name: str) -> bytes:
    public = key(family, name).public
    return authority(family).issue(Subject("某某市", name, "办公室"), public, usage, NOW - timedelta(days=1), END)


@cache
def _token(family: Family, usage: Usage, name: str) -> Token:
    der = certificate(family, usage, name)
    data = write_key_file(key(family, name), der, authority(family).chain, PIN, iterations=10)
    return open_key_folder({_PURPOSE.get(usage, Purpose.SIGN): data}, PIN)


def pem(der: bytes, label: str, path: Path) -> Path:
    path.write_text(f"-----BEGIN {label}-----\n{encodebytes(der).decode()}-----END {label}-----\n")
    return path


def openssl(*arguments: str | Path, ok: bool = True) -> bytes:
    """What the ``openssl`` program says; it must agree (or, with ``ok`` False, refuse)."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl program on this machine, so no second opinion")
    command: Sequence[str] = ["openssl", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode == 0) is ok, done.stderr.decode()
    return done.stdout


def flipped(data: bytes, place: int, bits: int) -> bytes:
    """``data`` with one byte changed."""
    changed = bytearray(data)
    changed[place % len(data)] ^= bits
    return bytes(changed)
