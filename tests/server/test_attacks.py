"""What signed-in strangers and bad bytes try at the server, over real HTTP."""

import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest

from exchange.commands import RECEIVE
from office.actor import UnitId
from office.clock import now
from office.database import Database
from office.ids import new_id
from office.people.model import Unit
from server.founding import found
from server.run import Serving, start
from tests.desks import ALL, newcomer

PARCEL = b"an encrypted parcel" * 50
DIGEST = sha256(PARCEL).hexdigest()
SOON = "2026-01-01T00:00:00Z"


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """Li of finance and Zhao of the archive may everything; Sun of finance may only receive."""
    folder: Path = tmp_path_factory.mktemp("server")
    url = f"sqlite:///{folder}/server.db"
    database = Database(url)
    units = [Unit(UnitId(name), name.title()) for name in ("finance", "archive", "water")]
    people = [newcomer("li", "finance"), newcomer("zhao", "archive"), newcomer("sun", "finance", (RECEIVE,))]
    found(database, units, people, now())
    database.close()
    with start(url, folder / "files", modules=ALL) as serving:
        yield serving


@pytest.fixture(scope="module")
def signed_in(serving: Serving) -> Iterator[dict[str, httpx.Client]]:
    clients = {login: _client(serving, login) for login in ("li", "zhao", "sun")}
    yield clients
    for client in clients.values():
        client.close()


def _client(serving: Serving, login: str) -> httpx.Client:
    client = httpx.Client(base_url=serving.url, trust_env=False, timeout=30)
    token = client.post("/v1/sign-in", json={"login": login, "password": f"password of {login}"}).json()["token"]
    client.headers["authorization"] = f"Bearer {token}"
    return client


def push(client: httpx.Client, name: str, **fields: Any) -> dict[str, Any]:
    sent = {"id": new_id(), "n": 1, "name": name, "partition": "district", "fields": fields}
    answer = client.post("/v1/push", json={"device": new_id(), "epoch": "", "commands": [sent]})
    result: dict[str, Any] = answer.json()["results"][0]
    return result


def consignment(**changes: Any) -> dict[str, Any]:
    expires = now().replace(year=now().year + 1, day=1).isoformat()
    told = {"id": new_id(), "recipients": ["archive"], "digest": DIGEST, "size": len(PARCEL)}
    return told | {"sent_at": now().isoformat(), "expires_at": expires} | changes


@pytest.mark.parametrize("field", ["sent_at", "expires_at"])
@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_outside_the_calendar_is_refused_as_such(
    signed_in: dict[str, httpx.Client], field: str, moment: str
) -> None:
    refused = push(signed_in["li"], "exchange.send_consignment", **consignment(**{field: moment}))

    assert refused["code"] == "sync.bad_command"


def test_nobody_sends_a_file_that_their_unit_did_not_bring(signed_in: dict[str, httpx.Client]) -> None:
    """Naming a foreign digest in a consignment of one's own would open it."""
    signed_in["li"].put(f"/v1/files/{DIGEST}", content=PARCEL)
    stolen = consignment(recipients=["water"])

    assert push(signed_in["zhao"], "exchange.send_consignment", **stolen)["code"] == "files.missing"
    assert signed_in["zhao"].get(f"/v1/files/{DIGEST}").status_code == 403


def test_a_consignments_id_is_used_once(signed_in: dict[str, httpx.Client]) -> None:
    signed_in["li"].put(f"/v1/files/{DIGEST}", content=PARCEL)
    first = consignment()
    assert push(signed_in["li"], "exchange.send_consignment", **first)["status"] == "applied"

    for changed in ({"recipients": ["water"]}, {"size": 5}, {"digest": "0" * 64}):
        assert push(signed_in["li"], "exchange.send_consignment", **(first | changed))["code"] == "office.already_there"
    assert push(signed_in["zhao"], "exchange.send_consignment", **first)["code"] == "office.already_there"


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("exchange.send_consignment", {"id": "x", "recipients": [], "digest": "", "size": 1, "sent_at": SOON}),
        ("people.change_person", {"person": {"id": "sun", "unit": "finance", "name": "Sun", "permissions": ["x"]}}),
        ("people.add_unit", {"unit": {"id": "u", "name": "U"}}),
        ("people.change_unit", {"unit": {"id": "archive", "name": "Archive"}}),
        ("seals.issue_seal", {"id": "S", "unit": "finance", "diameter": 42.0, "data": "MAA="}),
        ("seals.revoke_seal", {"id": "S", "why": "x"}),
        ("seals.suspend_seal", {"id": "S", "why": "x"}),
    ],
)
def test_whoever_may_not_does_not(signed_in: dict[str, httpx.Client], name: str, fields: dict[str, Any]) -> None:
    if name.startswith("exchange"):
        fields = fields | {"expires_at": SOON}

    assert push(signed_in["sun"], name, **fields)["code"] == "office.denied"


def test_an_actor_in_the_command_is_not_listened_to(signed_in: dict[str, httpx.Client]) -> None:
    refused = push(signed_in["sun"], "exchange.send_consignment", **consignment(sender="archive"))

    assert refused["code"] == "sync.bad_command"


def test_scopes_that_are_not_granted_are_not_told(signed_in: dict[str, httpx.Client]) -> None:
    cursors = {"unit/archive": 0, "unit/finance": 0, "../unit/archive": 0}
    page = signed_in["li"].post("/v1/pull", json={"device": "d", "epoch": "", "cursors": cursors}).json()

    assert set(page["scopes"]) == {"district", "unit/finance"}


@pytest.mark.parametrize(
    "range_", ["bytes=0-0," * 2000 + "0-0", "bytes=5-2", "items=0-5", f"bytes=0-{'9' * 400}", "bytes=-0"]
)
def test_a_strange_range_is_answered(signed_in: dict[str, httpx.Client], range_: str) -> None:
    signed_in["li"].put(f"/v1/files/{DIGEST}", content=PARCEL)
    answer = signed_in["li"].get(f"/v1/files/{DIGEST}", headers={"range": range_})

    assert answer.status_code in (200, 206, 400, 416)
    assert len(answer.content) <= 2 * len(PARCEL)


def test_many_who_bring_the_same_file_at_once_do_not_mix_it(
    serving: Serving, signed_in: dict[str, httpx.Client]
) -> None:
    data = bytes(range(256)) * 100  # small enough to have come whole before it is answered
    path = f"/v1/files/{sha256(data).hexdigest()}"
    token = {"authorization": signed_in["li"].headers["authorization"]}
    statuses: list[int] = []

    def bring() -> None:
        with httpx.Client(trust_env=False, timeout=30) as one_of_many:
            statuses.append(one_of_many.put(serving.url + path, content=data, headers=token).status_code)

    bringing = [threading.Thread(target=bring) for _ in range(8)]
    for thread in bringing:
        thread.start()
    for thread in bringing:
        thread.join()
    assert set(statuses) <= {201, 202, 400, 409}
    signed_in["li"].put(path, content=data)
    assert signed_in["li"].get(path).content == data


@pytest.mark.parametrize("body", [b'{"login":"\\ud800","password":"x"}', b'{"login":"a\\u0000","password":"x"}'])
def test_names_that_no_database_holds_are_refused(serving: Serving, body: bytes) -> None:
    answer = httpx.post(f"{serving.url}/v1/sign-in", content=body, trust_env=False)

    assert (answer.status_code, answer.json()["code"]) == (400, "sync.bad_command")
