"""The sync server as a process of its own, started and stopped by the desk's programs."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import msgspec

from desk.errors import ServerSilent
from desk.trial import Newcomer
from office.people.model import Unit

PATIENCE = 60  # seconds


@dataclass(frozen=True, slots=True)
class Founding:
    """The first units and people, as ``python -m server found`` reads them."""

    units: Sequence[Unit]
    people: Sequence[Newcomer]


def found(data: Path, founding: Founding) -> None:
    """Set the server's directory up in ``data``. Raises ServerSilent."""
    command = [sys.executable, "-m", "server", "found", "--data", str(data)]
    done = subprocess.run(  # noqa: S603 - our own program
        command, input=msgspec.json.encode(founding), capture_output=True, timeout=PATIENCE, check=False
    )
    if done.returncode:
        raise ServerSilent(reason=_last_line(done.stderr))


class LocalServer:
    """A server on a free port of this machine; it ends with this object or with this process."""

    def __init__(self, data: Path, port: int = 0) -> None:
        command = [sys.executable, "-m", "server", "serve", "--data", str(data), "--port", str(port), "--attached"]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.url = self._first_line()

    def stop(self) -> None:
        """Let the server end by itself; after a while, end it."""
        try:
            self._process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()

    def __enter__(self) -> "LocalServer":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()

    def _first_line(self) -> str:
        output = self._process.stdout
        line = output.readline().decode().strip() if output else ""
        if line.startswith("http"):
            return line
        _out, errors = self._process.communicate()
        raise ServerSilent(reason=_last_line(errors))


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "没有说明原因"
