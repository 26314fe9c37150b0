"""Signing in while the server is away: for a week after the last time the server itself let the person in.

Only a slow hash of the password is kept, beside what the server said of the person; never the password or the token.
"""

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from office.files.atomic import write_atomically
from office.people.errors import WrongPassword
from office.sync.wire import SignedIn

GOOD_FOR = timedelta(days=7)
_hasher = PasswordHasher()


class Remembered(msgspec.Struct, frozen=True):
    """One person's last sign-in at this desk."""

    login: str
    hash: str
    at: datetime
    signed_in: SignedIn


def remember(path: Path, login: str, password: str, signed_in: SignedIn, at: datetime) -> None:
    """Keep what is needed to let ``login`` in without the server until GOOD_FOR has passed."""
    others = [each for each in _read(path) if each.login != login]
    told = msgspec.structs.replace(signed_in, token="")
    mine = Remembered(login, _hasher.hash(password), at, told)
    write_atomically(path, msgspec.json.encode([*others, mine]))


def recall(path: Path, login: str, password: str, at: datetime) -> SignedIn | None:
    """What the server last said of the person; None when they were not here lately. Raises WrongPassword."""
    found = next((each for each in _read(path) if each.login == login), None)
    if found is None or not timedelta() <= at - found.at <= GOOD_FOR:
        return None
    try:
        _hasher.verify(found.hash, password)
    except (Argon2Error, InvalidHashError):
        raise WrongPassword from None
    return found.signed_in


def _read(path: Path) -> list[Remembered]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Remembered])
    except (OSError, msgspec.MsgspecError):
        return []
