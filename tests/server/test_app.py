"""The addresses, over real HTTP: what is answered to good and to bad requests."""

import logging
import socket
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from office.database import Database
from office.files.errors import FileTooLarge
from office.files.folder import FileStore
from office.sync.client import PART, Client
from office.sync.errors import NotSignedIn
from server import app
from server.errors import AddressTaken
from server.run import Serving, start
from tests.desks import ALL, found_small

DIGEST = sha256(b"some file").hexdigest()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def serving(folder: Path) -> Iterator[Serving]:
    url = f"sqlite:///{folder}/server.db"
    found_small(url)
    with start(url, folder / "files", modules=ALL) as serving:
        yield serving


@pytest.fixture(scope="module")
def tokens(serving: Serving) -> dict[str, str]:
    with httpx.Client(base_url=serving.url, trust_env=False, timeout=10) as http:
        return {login: token(http, login) for login in ("li", "zhao")}


@pytest.fixture
def http(serving: Serving, tokens: dict[str, str]) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {tokens['li']}"}
    with httpx.Client(base_url=serving.url, trust_env=False, timeout=10, headers=headers) as http:
        yield http


@pytest.fixture
def data(request: pytest.FixtureRequest) -> bytes:
    """A file of the test's own."""
    return f"sealed bytes of {request.node.name} ".encode() * 300


@pytest.fixture
def path(data: bytes) -> str:
    return f"/v1/files/{sha256(data).hexdigest()}"


def token(http: httpx.Client, login: str) -> str:
    answer = http.post("/v1/sign-in", json={"login": login, "password": f"password of {login}"})
    return str(answer.json()["token"])


def test_it_says_that_it_is_well(serving: Serving) -> None:
    assert httpx.get(f"{serving.url}/v1/health", trust_env=False).json() == {"ok": True}


@pytest.mark.parametrize("path", ["/v1/push", "/v1/pull"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"device": "d"}',
        b'{"device": "d", "epoch": "", "extra": 1}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_not_understood_is_refused_with_a_code(http: httpx.Client, path: str, body: bytes) -> None:
    answer = http.post(path, content=body)

    assert answer.status_code == 400
    assert answer.json()["code"] == "sync.bad_command"


def test_too_many_commands_at_once_are_refused(http: httpx.Client) -> None:
    one = {"id": "0" * 8 + "-0000-0000-0000-" + "0" * 12, "n": 1, "name": "x", "partition": "district", "fields": {}}

    answer = http.post("/v1/push", json={"device": "d", "epoch": "", "commands": [one] * 201})
    assert answer.status_code == 400


def test_too_large_a_body_is_refused(http: httpx.Client) -> None:
    answer = http.post("/v1/sign-in", content=b" " * 100_000)

    assert (answer.status_code, answer.json()["code"]) == (413, "sync.too_large")


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/v1/push"), ("POST", "/v1/pull"), ("PUT", f"/v1/files/{DIGEST}"), ("GET", f"/v1/files/{DIGEST}")],
)
@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer x", f"Bearer {'x' * 43}", "Basic bGk6eA=="])
def test_nothing_is_told_without_a_token(serving: Serving, method: str, path: str, authorization: str) -> None:
    headers = {"authorization": authorization} if authorization else {}
    answer = httpx.request(method, serving.url + path, headers=headers, content=b"{}", trust_env=False)

    assert (answer.status_code, answer.json()["code"]) == (401, "sync.not_signed_in")


def test_other_addresses_and_methods_are_not_there(http: httpx.Client) -> None:
    assert http.get("/").json()["code"] == "sync.nothing_there"
    assert http.get("/v1/push").json()["code"] == "sync.nothing_there"


def test_repeated_failures_are_told_when_to_come_back(http: httpx.Client) -> None:
    answers = [http.post("/v1/sign-in", json={"login": "wang", "password": "no"}) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert answers[-1].json() == {"code": "people.locked", "facts": {"minutes": "15"}}
    assert answers[-1].headers["retry-after"] == "900"


def test_a_file_arrives_in_parts_and_goes_on_where_it_stopped(http: httpx.Client, data: bytes, path: str) -> None:
    total = len(data)
    first = http.put(path, content=data[:5000], headers={"content-range": f"bytes 0-4999/{total}"})
    looked = http.head(path)
    last = http.put(path, content=data[5000:], headers={"content-range": f"bytes 5000-{total - 1}/{total}"})

    assert (first.status_code, looked.status_code, looked.headers["upload-offset"]) == (202, 404, "5000")
    assert (last.status_code, http.head(path).status_code) == (201, 200)
    assert http.get(path).content == data
    assert http.get(path, headers={"range": "bytes=10-19"}).content == data[10:20]


def test_a_part_in_the_wrong_place_is_told_the_right_one(http: httpx.Client, data: bytes, path: str) -> None:
    total = len(data)
    http.put(path, content=data[:10], headers={"content-range": f"bytes 0-9/{total}"})

    answer = http.put(path, content=data[20:30], headers={"content-range": f"bytes 20-29/{total}"})
    assert (answer.status_code, answer.json()["facts"]) == (409, {"offset": "10"})


def test_other_bytes_than_the_digest_says_are_not_taken_over(
    http: httpx.Client, data: bytes, path: str, folder: Path
) -> None:
    answer = http.put(path, content=data[:-1] + b"!")

    assert (answer.status_code, answer.json()["code"]) == (400, "files.wrong_digest")
    assert http.head(path).headers["upload-offset"] == "0"
    assert list((folder / "files").rglob(f"*{path[-20:]}*")) == []
    assert list((folder / "files").rglob("*.part")) == []


@pytest.mark.parametrize("digest", ["x", "A" * 64, "..%2f..%2fserver.db", "0" * 63, "0" * 65])
def test_what_is_no_digest_never_becomes_a_path(http: httpx.Client, digest: str) -> None:
    answer = http.put(f"/v1/files/{digest}", content=b"x")

    assert answer.status_code in (400, 404)
    assert answer.json()["code"] in ("files.not_a_digest", "sync.nothing_there")


@pytest.mark.parametrize(
    "header", ["bytes", "bytes 5-4/10", "bytes 0-10/10", "bytes 0-/10", "bytes -5/10", "pages 0-1/2", "bytes 0-1/*"]
)
def test_a_range_that_makes_no_sense_is_refused(http: httpx.Client, header: str) -> None:
    answer = http.put(f"/v1/files/{DIGEST}", content=b"xx", headers={"content-range": header})

    assert (answer.status_code, answer.json()["code"]) == (400, "files.bad_range")


def test_a_body_longer_than_its_range_is_refused(http: httpx.Client) -> None:
    answer = http.put(f"/v1/files/{DIGEST}", content=b"x" * 20, headers={"content-range": "bytes 0-9/10"})

    assert answer.json()["code"] == "files.bad_range"


def test_too_large_a_file_is_refused_before_it_comes(http: httpx.Client) -> None:
    answer = http.put(f"/v1/files/{DIGEST}", content=b"x", headers={"content-range": f"bytes 0-0/{app.MOST_FILE + 1}"})

    assert (answer.status_code, answer.json()["code"]) == (413, "files.too_large")


def test_a_file_is_shut_to_strangers_whether_it_is_there_or_not(
    http: httpx.Client, tokens: dict[str, str], data: bytes, path: str
) -> None:
    http.put(path, content=data)
    stranger = {"authorization": f"Bearer {tokens['zhao']}"}

    there, absent = (http.get(each, headers=stranger) for each in (path, f"/v1/files/{DIGEST}"))
    assert (there.status_code, there.content) == (absent.status_code, absent.content)
    assert there.status_code == 403
    assert http.head(path, headers=stranger).headers["upload-offset"] == "0"


def test_large_and_empty_files_come_whole_through_the_client(serving: Serving, tmp_path: Path) -> None:
    here, there = FileStore(tmp_path / "here"), FileStore(tmp_path / "there")
    with Client(serving.url) as client:
        client.sign_in("li", "password of li")
        for data in (bytes(range(256)) * (PART // 256) * 2 + b"rest", b""):
            digest = here.add(data)
            client.put_file(digest, here)
            client.fetch_file(digest, len(data), there)
            assert there.get(digest) == data
        digest = here.add(b"longer than told")
        client.put_file(digest, here)
        with pytest.raises(FileTooLarge):
            client.fetch_file(digest, 5, there)


def test_a_client_that_has_not_signed_in_is_told_so(serving: Serving, tmp_path: Path) -> None:
    files = FileStore(tmp_path / "here")
    digest = files.add(b"x")
    with Client(serving.url) as client, pytest.raises(NotSignedIn):
        client.put_file(digest, files)


def test_nothing_of_contents_or_tokens_is_logged(
    http: httpx.Client, data: bytes, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    http.put(path, content=data)
    fresh = token(http, "zhao")

    told = "\n".join(record.getMessage() for record in caplog.records if record.name.split(".")[0] != "httpcore")
    assert "password of" not in told
    assert fresh not in told
    assert "sealed bytes" not in told


def test_an_address_that_is_taken_is_told_plainly(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(AddressTaken):
            start(f"sqlite:///{tmp_path}/s.db", tmp_path, port=other.getsockname()[1])


def test_a_server_stops_twice_and_starts_again_on_its_records(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/server.db"
    found_small(url)
    for _ in range(2):
        serving = start(url, tmp_path / "files")
        with Client(serving.url) as client:
            assert client.sign_in("li", "password of li").unit == "finance"
        serving.stop()
        serving.stop()
    Database(url).close()
