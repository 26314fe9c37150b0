"""Running the server: in the foreground until told to stop, or on a thread beside other work."""

import os
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from types import TracebackType

import uvicorn

from office.database import Database
from office.files.folder import FileStore
from office.files.reasons import why
from office.modules import Module
from server.app import create_app
from server.errors import AddressTaken, NotStarted
from server.founding import prepare
from server.modules import MODULES

STOP_SECONDS = 10
START_SECONDS = 30


@dataclass(frozen=True)
class Certificate:
    """The server's TLS certificate (with chain) and key, PEM files."""

    certificate: Path
    key: Path


class Serving:
    """A server at work on its own thread; ``stop`` lets requests under way end."""

    def __init__(self, server: uvicorn.Server, listener: socket.socket, database: Database, scheme: str) -> None:
        self._server, self._listener, self._database = server, listener, database
        host, self.port = listener.getsockname()[:2]
        self.url = f"{scheme}://{f'[{host}]' if ':' in host else host}:{self.port}"
        self._thread = Thread(target=server.run, args=([listener],), name="server", daemon=True)

    def start(self) -> "Serving":
        """Returns when requests are answered; NotStarted otherwise."""
        self._thread.start()
        for _ in range(START_SECONDS * 100):
            if self._server.started:
                return self
            if not self._thread.is_alive():
                break
            time.sleep(0.01)
        self.stop()
        raise NotStarted

    def stop(self) -> None:
        """Stop taking requests, let those under way end, close the database. Twice is harmless."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS + 5)
        self._listener.close()
        self._database.close()

    def __enter__(self) -> "Serving":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()


def start(
    url: str,
    files_folder: Path,
    host: str = "127.0.0.1",
    port: int = 0,
    tls: Certificate | None = None,
    modules: Sequence[Module] = MODULES,
) -> Serving:
    """A server on a thread of this process; ``port`` 0 takes a free one, told by the answer's ``url``."""
    listener = _listen(host, port)
    database = Database(url)
    server = _server(database, files_folder, tls, modules)
    return Serving(server, listener, database, "https" if tls else "http").start()


def serve(url: str, files_folder: Path, host: str, port: int, tls: Certificate | None = None) -> None:
    """Serve until the process is told to stop (SIGINT, SIGTERM); requests under way may end."""
    listener = _listen(host, port)
    database = Database(url)
    try:
        _server(database, files_folder, tls).run([listener])
    finally:
        listener.close()
        database.close()


def _server(
    database: Database, files_folder: Path, tls: Certificate | None, modules: Sequence[Module] = MODULES
) -> uvicorn.Server:
    prepare(database)
    return uvicorn.Server(
        uvicorn.Config(
            create_app(database, FileStore(files_folder), modules),
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            limit_concurrency=500,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=STOP_SECONDS,
            ssl_certfile=tls.certificate if tls else None,
            ssl_keyfile=tls.key if tls else None,
        )
    )


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket, taken here so that a free port is known before the server runs."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two servers share the address
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise AddressTaken(address=f"{host}:{port}", reason=why(error)) from error
    listener.set_inheritable(True)
    return listener
