"""A small TCP proxy that writes down every byte that passes, both ways."""

import socket
import threading


class Recorder:
    """Listens on a free port and passes everything on to ``target``."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.2)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._seen: list[bytes] = []
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    @property
    def seen(self) -> bytes:
        return b"".join(self._seen)

    def close(self) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(10)
        self._listener.close()

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                near, _ = self._listener.accept()
            except TimeoutError:
                continue
            far = socket.create_connection(("127.0.0.1", self._target), timeout=5)
            pair = [threading.Thread(target=self._pass, args=ends) for ends in ((near, far), (far, near))]
            self._threads += pair
            for thread in pair:
                thread.start()

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        source.settimeout(0.2)
        while not self._ended.is_set():
            try:
                data = source.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                break
            if not data:
                break
            self._seen.append(data)
            sink.sendall(data)
        source.close()
        sink.close()
