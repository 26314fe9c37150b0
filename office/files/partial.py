"""Files that have arrived in part: they go on where they stopped, also after a crash."""

from hashlib import sha256

from office.files.atomic import NotWritten
from office.files.errors import FileTooLarge, WrongDigest, WrongOffset
from office.files.folder import CHUNK, FileStore, check_digest
from office.files.reasons import why


class Partial:
    """One file on its way into ``files``; ``owner`` keeps the parts of different bringers apart."""

    def __init__(self, files: FileStore, owner: str, digest: str) -> None:
        self._files, self._digest = files, check_digest(digest)
        self._path = files.folder / "partial" / f"{sha256(owner.encode()).hexdigest()[:32]}-{digest}"

    @property
    def offset(self) -> int:
        """How many bytes are there."""
        try:
            return self._path.stat().st_size
        except OSError:
            return 0

    def append(self, start: int, data: bytes, limit: int) -> int:
        """Add ``data`` at ``start``; the new offset.

        Raises WrongOffset (facts: offset), FileTooLarge beyond ``limit`` bytes, NotWritten.
        """
        if start != self.offset:
            raise WrongOffset(offset=str(self.offset))
        if start + len(data) > limit:
            raise FileTooLarge(size=str(start + len(data)), limit=str(limit))
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.write(data)
        except OSError as error:
            raise NotWritten(path=str(self._path.parent), reason=why(error)) from error
        return start + len(data)

    def finish(self) -> int:
        """Check the digest and take the file over; its size. WrongDigest throws the parts away."""
        self._touch()
        try:
            with self._path.open("rb") as file:
                size = self._files.take(iter(lambda: file.read(CHUNK), b""), self._digest)
        except WrongDigest:
            self.discard()
            raise
        except OSError as error:
            raise NotWritten(path=str(self._path.parent), reason=why(error)) from error
        self.discard()
        return size

    def discard(self) -> None:
        self._path.unlink(missing_ok=True)

    def _touch(self) -> None:
        """A file of no bytes never had a part."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch()
