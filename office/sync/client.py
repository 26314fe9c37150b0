"""The desk's way to the server: HTTP with time limits, from worker threads only."""

import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from ipaddress import ip_address
from types import TracebackType
from typing import TypeVar

import httpx
import msgspec

from office.errors import OfficeError
from office.files.errors import WrongDigest, WrongOffset
from office.files.folder import FileStore
from office.files.partial import Partial
from office.sync.errors import (
    InsecureAddress,
    NotSignedIn,
    NotUnderstood,
    ServerAway,
    ServerTrouble,
    as_error,
)
from office.sync.wire import VERSION, Page, Pull, Push, Pushed, SignedIn, SignIn, Wrong, believe

PART = 4 * 1024 * 1024
MOST_ANSWER = 128 * 1024 * 1024
PATIENCE = httpx.Timeout(30, connect=5, pool=30)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes


class Client:
    """Talks to one server. The bearer token lives in memory only.

    Every call raises ServerAway when nothing answers in time, ServerTrouble when the server cannot,
    NotUnderstood when it speaks otherwise, NotSignedIn, or the refusal that the server told.
    """

    def __init__(self, address: str, trust: ssl.SSLContext | None = None) -> None:
        """``trust``: whom to believe for an https address (the unit's own root); default: the machine's."""
        check_address(address)
        self.address = address
        self._token = ""
        self._http = httpx.Client(
            base_url=address,
            timeout=PATIENCE,
            trust_env=False,
            follow_redirects=False,
            verify=trust if trust is not None else address.startswith("https"),
        )

    def sign_in(self, login: str, password: str) -> SignedIn:
        body = SignIn(login, password)
        signed_in = believe(self._post("/sign-in", body), SignedIn)
        self._token = signed_in.token
        return signed_in

    @property
    def is_signed_in(self) -> bool:
        return bool(self._token)

    def sign_out(self) -> None:
        self._token = ""

    def push(self, push: Push) -> Pushed:
        pushed = believe(self._post("/push", push), Pushed)
        if [result.id for result in pushed.results] != [sent.id for sent in push.commands]:
            raise NotUnderstood(reason="results of other commands")
        return pushed

    def pull(self, pull: Pull) -> Page:
        return believe(self._post("/pull", pull), Page)

    def put_file(self, digest: str, files: FileStore) -> None:
        """Bring the file with this digest to the server; goes on where an earlier try stopped.

        Raises FileMissing or FileAltered if ``files`` does not have it, FileTooLarge, or WrongDigest if it will not
        arrive whole.
        """
        try:
            self._bring(digest, files)
        except (WrongDigest, WrongOffset):  # another desk of the unit was bringing it too, or it is altered here
            files.get(digest)
            self._bring(digest, files)

    def fetch_file(self, digest: str, size: int, files: FileStore) -> None:
        """Fetch the file with this digest into ``files``; goes on where an earlier try stopped.

        Raises WrongDigest if what came is not it, FileTooLarge if it is longer than ``size`` bytes.
        """
        if files.has(digest):
            return
        partial = Partial(files, self.address, digest)
        if partial.offset > size:
            partial.discard()
        if partial.offset < size:
            self._fetch_rest(digest, size, partial)
        if partial.offset != size:
            raise ServerAway(address=self.address, reason="the file ended early")
        partial.finish()

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def _bring(self, digest: str, files: FileStore) -> None:
        total, (whole, offset) = files.size(digest), self._look(digest)
        for part in files.chunks(digest, offset, PART) if not whole else ():
            whole = self._put(digest, part, offset, total)
            offset += len(part)
        if not whole:  # all parts are there, not yet taken over
            self._put(digest, b"", total, total)

    def _fetch_rest(self, digest: str, size: int, partial: Partial) -> None:
        start = partial.offset
        headers = self._headers() | ({"Range": f"bytes={start}-"} if start else {})
        try:
            with self._http.stream("GET", f"{VERSION}/files/{digest}", headers=headers) as response:
                if response.status_code != (206 if start else 200):
                    self._refuse(response.status_code, _body_of(response))
                for chunk in response.iter_bytes():  # as it comes: what is here stays when the rest does not come
                    start = partial.append(start, chunk, size)
        except httpx.HTTPError as error:
            raise self._away(error) from error

    def _look(self, digest: str) -> tuple[bool, int]:
        response = self._send("HEAD", f"/files/{digest}", b"", {})
        if response.status not in (200, 404):
            self._refuse(response.status, response.body)
        offset = response.headers.get("upload-offset", "")
        if not (offset.isascii() and offset.isdigit()):
            raise NotUnderstood(reason="no Upload-Offset")
        return response.status == 200, int(offset)

    def _put(self, digest: str, part: bytes, offset: int, total: int) -> bool:
        """Whether the server has the whole file now."""
        headers = {"Content-Range": f"bytes {offset}-{offset + len(part) - 1}/{total}"} if part else {}
        response = self._send("PUT", f"/files/{digest}", part, headers)
        if response.status not in (201, 202):
            self._refuse(response.status, response.body)
        return response.status == 201

    def _post(self, path: str, body: object) -> bytes:
        response = self._send("POST", path, msgspec.json.encode(body), {"Content-Type": "application/json"})
        if response.status != 200:
            self._refuse(response.status, response.body)
        return response.body

    def _send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> "_Answer":
        try:
            request = self._http.build_request(
                method, VERSION + path, content=body, headers={**self._headers(), **headers}
            )
            response = self._http.send(request, stream=True)
            return _Answer(response.status_code, response.headers, _body_of(response))
        except httpx.HTTPError as error:
            raise self._away(error) from error

    def _headers(self) -> dict[str, str]:
        headers = {"Accept-Encoding": "identity"}  # what comes is bounded by its bytes
        return headers | ({"Authorization": f"Bearer {self._token}"} if self._token else {})

    def _away(self, error: httpx.HTTPError) -> ServerAway:
        return ServerAway(address=self.address, reason=f"{type(error).__name__}: {error}"[:200])

    def _refuse(self, status: int, body: bytes) -> None:
        """Raise what the answer says."""
        try:
            wrong = msgspec.json.decode(body, type=Wrong)
        except (msgspec.DecodeError, ValueError, RecursionError) as error:
            raise _by_status(status) from error
        raise as_error(wrong.code, wrong.facts)


def _body_of(response: httpx.Response) -> bytes:
    """The whole body, or NotUnderstood if it is longer than any answer of ours."""
    body = bytearray()
    with closing(response):
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > MOST_ANSWER:
                raise NotUnderstood(reason="too long")
    return bytes(body)


def check_address(address: str) -> None:
    """InsecureAddress for plain http to another machine, NotUnderstood for what is no address."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise NotUnderstood(reason=str(error)[:200]) from error
    if url.scheme not in ("http", "https") or not url.host:
        raise NotUnderstood(reason="not an http or https address")
    if url.scheme == "http" and not _is_this_machine(url.host):
        raise InsecureAddress(address=address)


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _by_status(status: int) -> OfficeError:
    if status == 401:
        return NotSignedIn()
    if status >= 500:
        return ServerTrouble(status=str(status))
    return NotUnderstood(reason=f"status {status}")
