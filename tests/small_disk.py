"""A disk that can be filled: a small file system of its own where this process may mount one, else a limit on files."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class SmallDisk:
    """A folder on a small disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fill(self) -> None:
        """Leave no room at all."""
        with (self.path / "filler").open("wb", buffering=0) as file:
            for size in (65536, 4096, 1):
                _write_all(file.fileno(), size)

    def free(self) -> None:
        (self.path / "filler").unlink()


class LimitedFiles(SmallDisk):
    """Where nothing can be mounted: no file of this process may grow (setrlimit, RLIMIT_FSIZE)."""

    def fill(self) -> None:
        self._limit(1)

    def free(self) -> None:
        self._limit(None)

    def _limit(self, size: int | None) -> None:
        import resource  # not on Windows

        hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard if size is None else size, hard))


@contextmanager
def small_disk(path: Path, megabytes: int = 16) -> Iterator[SmallDisk | None]:
    """A small disk at ``path``; None where neither kind can be had."""
    path.mkdir()
    if sys.platform == "win32":
        yield None
    elif _mount(path, megabytes):
        try:
            yield SmallDisk(path)
        finally:
            subprocess.run(["umount", "--lazy", str(path)], check=True)
    else:
        disk = LimitedFiles(path)
        try:
            yield disk
        finally:
            disk.free()


def _mount(path: Path, megabytes: int) -> bool:
    if os.environ.get("GOVDESK_NO_MOUNT") or not sys.platform.startswith("linux") or os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _write_all(handle: int, size: int) -> None:
    try:
        while os.write(handle, bytes(size)):
            pass
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
