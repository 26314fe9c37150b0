"""Runs the sync server, or founds its office: python -m server serve | found.

``found`` reads the first units and people as JSON from standard input, so that no password stands in an argument.
"""

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from office.clock import now
from office.database import Database
from office.errors import OfficeError
from office.files.atomic import NotWritten
from office.files.reasons import why
from office.modules import all_sentences
from office.people.model import Unit
from office.words import explain
from server.founding import Newcomer, found
from server.modules import MODULES
from server.run import Certificate, start

REFUSED = 10


@dataclass(frozen=True, slots=True)
class Founding:
    """The first units and people of an office."""

    units: list[Unit]
    people: list[Newcomer]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    url = options.database or f"sqlite:///{options.data / 'server.db'}"
    try:
        _make_folder(options.data)
        if options.command == "found":
            _found(url)
        else:
            _serve(url, options)
    except OfficeError as error:
        sys.stderr.write(explain(error, all_sentences(MODULES)) + "\n")
        return REFUSED
    return 0


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritten(path=str(folder), reason=why(error)) from error


def _found(url: str) -> None:
    database = Database(url)
    try:
        founding = msgspec.json.decode(sys.stdin.buffer.read(), type=Founding)
        found(database, founding.units, founding.people, now())
    finally:
        database.close()


def _serve(url: str, options: argparse.Namespace) -> None:
    """Serve until SIGINT or SIGTERM comes, or, with --attached, until standard input ends."""
    tls = Certificate(options.certificate, options.key) if options.certificate and options.key else None
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    with start(url, options.data / "files", options.host, options.port, tls) as serving:
        sys.stdout.write(serving.url + "\n")
        sys.stdout.flush()
        if options.attached:
            threading.Thread(target=_wait_for_end, args=(stop,), daemon=True).start()
        while not stop.wait(0.5):
            pass


def _wait_for_end(stop: threading.Event) -> None:
    sys.stdin.read()
    stop.set()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m server", description="政务桌面同步服务")
    parser.add_argument("command", choices=("serve", "found"))
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="数据文件夹")
    parser.add_argument("--database", default="", metavar="URL", help="不写则用数据文件夹里的 SQLite")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--certificate", type=Path, metavar="PEM", help="TLS 证书")
    parser.add_argument("--key", type=Path, metavar="PEM", help="TLS 私钥")
    parser.add_argument("--attached", action="store_true", help="标准输入结束时停止服务")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
