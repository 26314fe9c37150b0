"""Writing a file so that a half-written one never stands under its final name."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from office.errors import Trouble
from office.files.reasons import why


class NotWritten(Trouble):
    """The disk did not take the file; what stood under its name before still stands."""

    code = "office.not_written"


def write_atomically(path: Path, data: bytes, *, shared: bool = False) -> None:
    """Write ``data`` under a temporary name beside ``path``, flush it to the disk, then rename it.

    Only its owner may read it, unless it is ``shared``: then whoever may read the person's other files.
    Raises NotWritten (facts: path, reason) and leaves nothing behind when the disk refuses.
    """
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(6)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(temporary, data, 0o666 if shared else 0o600)
        os.replace(temporary, path)  # noqa: PTH105
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise NotWritten(path=str(path), reason=why(error)) from error


def _write(path: Path, data: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
