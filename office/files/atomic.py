"""Writing a file so that a half-written one never stands under its final name."""

import os
import tempfile
from pathlib import Path

from office.errors import Trouble
from office.files.reasons import why


class NotWritten(Trouble):
    """The disk did not take the file; what stood under its name before still stands."""

    code = "office.not_written"


def write_atomically(path: Path, data: bytes) -> None:
    """Write ``data`` under a temporary name beside ``path``, flush it to the disk, then rename it.

    Raises NotWritten (facts: path, reason) and leaves nothing behind when the disk refuses.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)  # noqa: PTH105
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise NotWritten(path=str(path), reason=why(error)) from error
