"""Files by their digest (SHA-256), in a folder.

A file is never altered: what is there stays as it is, and reading checks that it did.
"""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from office.files.atomic import NotWritten, write_atomically
from office.files.errors import FileAltered, FileMissing, FileUnreadable, NotADigest, WrongDigest
from office.files.reasons import why

CHUNK = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


def check_digest(text: str) -> str:
    """``text`` if it is a digest, else NotADigest: nothing else may become a path."""
    if _DIGEST.fullmatch(text) is None:
        raise NotADigest
    return text


class FileStore:
    """Content-addressed files in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        return self.folder / check_digest(digest)[:2] / digest[2:]

    def has(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def size(self, digest: str) -> int:
        """Bytes, or FileMissing."""
        try:
            return self.path(digest).stat().st_size
        except OSError as error:
            raise FileMissing(digest=digest) from error

    def add(self, data: bytes) -> str:
        """Keep ``data``; its digest. NotWritten if the disk refuses."""
        digest = sha256(data).hexdigest()
        if not self._holds(digest):
            self._write(digest, data)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes, checked. Raises FileMissing, FileUnreadable or FileAltered."""
        data = b"".join(self.chunks(digest))
        if sha256(data).hexdigest() != digest:
            raise FileAltered(digest=digest)
        return data

    def chunks(self, digest: str, start: int = 0, size: int = CHUNK) -> Iterator[bytes]:
        """The bytes from ``start`` on, unchecked, ``size`` at a time."""
        path = self.path(digest)
        try:
            with path.open("rb") as file:
                file.seek(start)
                while data := file.read(size):
                    yield data
        except FileNotFoundError as error:
            raise FileMissing(digest=digest) from error
        except OSError as error:
            raise FileUnreadable(path=str(path), reason=why(error)) from error

    def take(self, chunks: Iterable[bytes], digest: str) -> int:
        """Keep what arrives as ``chunks`` if it has the ``digest``; its size in bytes.

        Raises WrongDigest, or NotWritten if the disk refuses; then nothing is kept.
        """
        path = self.path(digest)
        temporary: Path | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".taking.", suffix=".part", dir=path.parent)
            temporary = Path(name)
            size = _write(handle, chunks, digest)
            temporary.replace(path)
        except OSError as error:
            raise NotWritten(path=str(self.folder), reason=why(error)) from error
        finally:
            if temporary is not None:
                temporary.unlink(missing_ok=True)
        return size

    def _write(self, digest: str, data: bytes) -> None:
        try:
            write_atomically(self.path(digest), data)
        except NotWritten as error:  # a person knows the folder, not the names in it
            raise NotWritten(path=str(self.folder), reason=error.facts["reason"]) from error

    def _holds(self, digest: str) -> bool:
        """Whether the file is there and still as it was."""
        if not self.has(digest):
            return False
        return sha256(b"".join(self.chunks(digest))).hexdigest() == digest


def _write(handle: int, chunks: Iterable[bytes], digest: str) -> int:
    seen, size = sha256(), 0
    with os.fdopen(handle, "wb") as file:
        for chunk in chunks:
            seen.update(chunk)
            size += file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if seen.hexdigest() != digest:
        raise WrongDigest(digest=digest)
    return size
