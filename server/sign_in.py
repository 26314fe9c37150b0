"""Signing in: passwords (argon2id), bearer tokens, and a lock after repeated failures."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from office.actor import Actor, PersonId
from office.database import Database
from office.errors import NotFound
from office.people import store as people
from office.people.errors import Locked, WrongPassword
from office.sync.errors import NotSignedIn
from office.sync.wire import SignedIn, SignIn
from server import store

MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
SESSION = timedelta(hours=12)

_hasher = PasswordHasher()  # RFC 9106's low-memory profile: argon2id, 64 MiB, 3 passes
_at_once = BoundedSemaphore(4)  # 256 MiB at most, however many knock


def hash_password(password: str) -> str:
    """The argon2id hash in its own text form, with salt and parameters."""
    with _at_once:
        return _hasher.hash(password)


@cache
def _nobody() -> str:
    """The hash that an unknown login name is compared with."""
    return hash_password(secrets.token_hex(16))


def _fits(hash_: str, password: str) -> bool:
    with _at_once:
        try:
            return _hasher.verify(hash_, password)
        except (Argon2Error, InvalidHashError):
            return False


@dataclass(frozen=True)
class Gate:
    """Who comes in, and who is meant by a token."""

    database: Database
    now: Callable[[], datetime]

    def sign_in(self, request: SignIn) -> SignedIn:
        """A new token. WrongPassword, or Locked (facts: minutes) after repeated failures.

        An attempt is counted before the password is looked at, so that many at once gain nothing;
        an unknown name costs as much time and ends in the same words as a wrong password.
        """
        login, now = request.login.strip().casefold(), self.now()
        with self.database.transaction() as connection:
            failures = _failures_or_locked(store.failed_attempts(connection, login), now)
            store.note_attempts(connection, login, failures + 1, now)
            found = store.credential(connection, login)
        if not _fits(found[1] if found else _nobody(), request.password) or found is None:
            raise WrongPassword
        return self._admit(login, found[0], now)

    def actor(self, token: str) -> Actor:
        """Whom the token stands for, with their permissions of this moment; NotSignedIn."""
        with self.database.reading() as connection:
            person_id = store.session_person(connection, _hashed(token), self.now())
            if person_id is None:
                raise NotSignedIn
            try:
                person = people.person(connection, person_id)
            except NotFound as error:
                raise NotSignedIn from error
        if not person.active:
            raise NotSignedIn
        return person.actor

    def _admit(self, login: str, person_id: PersonId, now: datetime) -> SignedIn:
        token = secrets.token_urlsafe(32)
        with self.database.transaction() as connection:
            person = people.person(connection, person_id)
            if not person.active:
                raise WrongPassword
            store.forget_attempts(connection, login, now - LOCKED_FOR)
            store.end_sessions(connection, now)
            store.add_session(connection, _hashed(token), person_id, now + SESSION)
        permissions = [str(permission) for permission in sorted(person.permissions)]
        return SignedIn(token, person.id, person.unit, person.name, permissions, now + SESSION)


def _failures_or_locked(attempts: store.Attempts | None, now: datetime) -> int:
    if attempts is None or attempts.last + LOCKED_FOR <= now:
        return 0
    if attempts.failures >= MOST_FAILURES:
        left = attempts.last + LOCKED_FOR - now
        raise Locked(minutes=str(max(1, -(-left // timedelta(minutes=1)))))
    return attempts.failures


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
