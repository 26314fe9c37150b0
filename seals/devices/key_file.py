"""Key files (PKCS#12) as a token: one file and certificate for each purpose, one PIN for all."""

from collections.abc import Mapping, Sequence

from office.crypto.errors import KeyUnusable
from office.crypto.key_file import Identity, open_key_file
from office.crypto.keys import PrivateKey
from office.crypto.token import Purpose, Token


class KeyFolder:
    """An opened folder of key files. It shows purposes and certificates, never a key."""

    __slots__ = ("_identities",)

    def __init__(self, identities: Mapping[Purpose, Identity]) -> None:
        self._identities = dict(identities)

    @property
    def purposes(self) -> frozenset[Purpose]:
        return frozenset(self._identities)

    def certificate(self, purpose: Purpose) -> bytes:
        return self._identity(purpose).certificate

    def chain(self, purpose: Purpose) -> Sequence[bytes]:
        return self._identity(purpose).chain

    def sign(self, purpose: Purpose, message: bytes) -> bytes:
        if purpose is Purpose.OPEN:
            raise KeyUnusable(purpose=purpose.value)
        return self._identity(purpose).key.sign(message)

    def agree(self, purpose: Purpose, peer: bytes) -> bytes:
        return self._opener(purpose).agree(peer)

    def unwrap(self, purpose: Purpose, wrapped: bytes) -> bytes:
        return self._opener(purpose).unwrap(wrapped)

    def _opener(self, purpose: Purpose) -> PrivateKey:
        if purpose is not Purpose.OPEN:
            raise KeyUnusable(purpose=purpose.value)
        return self._identity(purpose).key

    def _identity(self, purpose: Purpose) -> Identity:
        if purpose not in self._identities:
            raise KeyUnusable(purpose=purpose.value)
        return self._identities[purpose]


def open_key_folder(files: Mapping[Purpose, bytes], pin: str) -> Token:
    """Open every key file with the PIN. Raises WrongPin, KeyFileDamaged or KeyFileUnsupported."""
    return KeyFolder({purpose: open_key_file(data, pin) for purpose, data in files.items()})
