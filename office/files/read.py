"""Reading a file that a person chose, within bounds."""

from pathlib import Path

from office.files.errors import FileTooLarge, FileUnreadable
from office.files.reasons import why


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of the file. Raises FileUnreadable, or FileTooLarge when there are more than ``limit`` bytes."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
            size = max(path.stat().st_size, len(data))
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=why(error)) from error
    if len(data) > limit:
        raise FileTooLarge(size=str(size), limit=str(limit))
    return data
