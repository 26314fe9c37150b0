"""A throwaway PostgreSQL cluster from the machine's own binaries, never as root."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


def binaries() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``, None where there is none."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def servant() -> str | None:
    """The user who may run the cluster: this one unless it is root; None if root finds nobody else."""
    if os.name != "posix":
        return None
    if os.getuid() != 0:
        return pwd.getpwuid(os.getuid()).pw_name
    names = [entry.pw_name for entry in pwd.getpwall()]
    return next((name for name in ("postgres", "nobody") if name in names), None)


@contextmanager
def cluster(bin_: Path, user: str) -> Iterator[str]:
    """The URL (without a database's name) of a cluster that ends with the context, or with this process."""
    folder = Path(tempfile.mkdtemp(prefix="govdesk-postgres-"))
    if os.getuid() == 0:
        shutil.chown(folder, user)
    with _undertaker(bin_, user, folder):
        _run(user, bin_ / "initdb", "-D", folder / "data", "-A", "trust", "-U", "office", "-E", "UTF8", "--no-sync")
        port = _free_port()
        options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
        _run(user, bin_ / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
        yield f"postgresql://office@127.0.0.1:{port}"


@contextmanager
def _undertaker(bin_: Path, user: str, folder: Path) -> Iterator[None]:
    """A shell that waits for the end of its input, which comes however this process ends, and then clears up."""
    script = 'read _; "$0" -D "$1/data" -w -m immediate stop; rm -rf "$1"'
    with subprocess.Popen(
        ["/bin/sh", "-c", script, str(bin_ / "pg_ctl"), str(folder)],
        stdin=subprocess.PIPE,
        start_new_session=True,
        **_as(user),
    ) as shell:
        yield
        shell.communicate(timeout=60)


def _run(user: str, *words: str | Path) -> None:
    subprocess.run([str(word) for word in words], check=True, timeout=60, stdin=subprocess.DEVNULL, **_as(user))


def _as(user: str) -> dict[str, Any]:
    return {
        "user": user if os.getuid() == 0 else None,
        "cwd": "/",
        "env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
