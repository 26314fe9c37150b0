"""A small TCP proxy that breaks the connection at a chosen moment, once, and passes everything on afterwards."""

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Traffic:
    """What has passed: bytes towards the server and back, and whether the looked-for request is under way."""

    up: int = 0
    down: int = 0
    asked: bool = False


Moment = Callable[[Traffic, bool], bool]  # the traffic so far, and whether the bytes at hand go up


def after_bytes_up(count: int) -> Moment:
    return lambda traffic, _goes_up: traffic.up > count


def after_bytes_down(count: int) -> Moment:
    return lambda traffic, _goes_up: traffic.down > count


def at_the_answer() -> Moment:
    """When the answer to the looked-for request comes; it never reaches the desk."""
    return lambda traffic, goes_up: traffic.asked and not goes_up


class Cutter:
    """Listens on a free port before ``target``; at ``moment`` it does ``then`` and breaks every connection."""

    def __init__(
        self,
        target: int,
        moment: Moment | None = None,
        then: Callable[[], object] | None = None,
        request: bytes = b"POST /v1/push",
    ) -> None:
        self._target, self._request = target, request
        self.moment, self.then = moment, then
        self.traffic = Traffic()
        self.cuts = 0
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.1)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._open: set[socket.socket] = set()
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def close(self) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(10)
        self._listener.close()
        self._drop()

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                near, _ = self._listener.accept()
            except TimeoutError:
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self._target), timeout=5)
            except OSError:  # the server is dead
                near.close()
                continue
            self._open |= {near, far}
            pair = [
                threading.Thread(target=self._pass, args=(near, far, True)),
                threading.Thread(target=self._pass, args=(far, near, False)),
            ]
            self._threads += pair
            for thread in pair:
                thread.start()

    def _pass(self, source: socket.socket, sink: socket.socket, goes_up: bool) -> None:
        source.settimeout(0.1)
        while not self._ended.is_set():
            try:
                data = source.recv(65536)
                if not data or self._is_moment(data, goes_up):
                    break
                sink.sendall(data)
            except TimeoutError:
                continue
            except OSError:
                break
        for end in (source, sink):
            self._open.discard(end)
            end.close()

    def _is_moment(self, data: bytes, goes_up: bool) -> bool:
        with self._lock:
            if goes_up:
                self.traffic.up += len(data)
                self.traffic.asked |= self._request in data
            else:
                self.traffic.down += len(data)
            if self.moment is None or not self.moment(self.traffic, goes_up):
                return False
            self.moment = None
            self.cuts += 1
            if self.then is not None:
                self.then()
            self._drop()
            return True

    def _drop(self) -> None:
        for end in tuple(self._open):
            self._open.discard(end)
            end.close()
