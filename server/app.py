"""The sync server's addresses under /v1. It keeps nothing in the process: any number may run."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from office.actor import Actor
from office.clock import now as the_time
from office.database import Database
from office.files.errors import BadRange
from office.files.folder import CHUNK, FileStore
from office.modules import Module
from office.sync.errors import NothingThere
from office.sync.wire import VERSION, Pull, Push, SignIn, understand
from server.answers import Endpoint, body_of, chunks_of, minding, say, say_wrong, token_of
from server.ledger import Ledger
from server.modules import MODULES
from server.pages import Pages
from server.sign_in import Gate
from server.uploads import Part, Uploads, read_range

MOST_FILE = 512 * 1024 * 1024
SMALL = 16 * 1024
SIGN_INS_AT_ONCE = 4


@dataclass(frozen=True)
class _Office:
    """What the endpoints work with."""

    gate: Gate
    ledger: Ledger
    pages: Pages
    uploads: Uploads
    sign_ins: CapacityLimiter  # threads of its own, so that many who knock do not keep the others waiting

    async def actor(self, request: Request) -> Actor:
        return await run_in_threadpool(self.gate.actor, token_of(request))

    async def sign_in(self, request: Request) -> Response:
        body = understand(await body_of(request, SMALL), SignIn)
        return say(await to_thread.run_sync(self.gate.sign_in, body, limiter=self.sign_ins))

    async def push(self, request: Request) -> Response:
        actor = await self.actor(request)
        body = understand(await body_of(request), Push)
        return say(await run_in_threadpool(self.ledger.push, actor, body))

    async def pull(self, request: Request) -> Response:
        actor = await self.actor(request)
        body = understand(await body_of(request, 16 * SMALL), Pull)
        return say(await run_in_threadpool(self.pages.pull, actor, body))

    async def look(self, request: Request) -> Response:
        """HEAD: 200 if the unit's file is here whole; 404 with the offset at which to go on."""
        actor, digest = await self.actor(request), request.path_params["digest"]
        whole, size = await run_in_threadpool(self.uploads.arrived, actor, digest)
        return Response(status_code=200 if whole else 404, headers={"Upload-Offset": str(size)})

    async def bring(self, request: Request) -> Response:
        """PUT: the whole file, or the part that Content-Range says; 201 when it is whole, else 202."""
        actor, digest = await self.actor(request), request.path_params["digest"]
        part = _part(request)
        self.uploads.check_size(part.total)
        offset = await self._receive(request, actor, digest, part)
        if offset < part.total:
            return Response(status_code=202, headers={"Upload-Offset": str(offset)})
        await run_in_threadpool(self.uploads.finish, actor, digest)
        return Response(status_code=201)

    async def fetch(self, request: Request) -> Response:
        actor, digest = await self.actor(request), request.path_params["digest"]
        await run_in_threadpool(self.uploads.check_may_fetch, actor, digest)
        return FileResponse(self.uploads.files.path(digest), media_type="application/octet-stream")

    async def _receive(self, request: Request, actor: Actor, digest: str, part: Part) -> int:
        """Write the body as it comes; what has arrived stays when the rest does not."""
        offset, buffer = part.start, bytearray()
        try:
            async for chunk in chunks_of(request):
                buffer += chunk
                if offset + len(buffer) > part.end:
                    raise BadRange
                if len(buffer) >= CHUNK:
                    data, buffer = bytes(buffer), bytearray()
                    offset = await run_in_threadpool(self.uploads.append, actor, digest, offset, data)
        finally:
            if buffer and offset + len(buffer) <= part.end:
                offset = await run_in_threadpool(self.uploads.append, actor, digest, offset, bytes(buffer))
        return offset


def create_app(
    database: Database,
    files: FileStore,
    modules: Sequence[Module] = MODULES,
    now: Callable[[], datetime] = the_time,
    most_file: int = MOST_FILE,
) -> Starlette:
    """The application over a database that has been founded (``server.founding``)."""
    office = _Office(
        Gate(database, now),
        Ledger(database, modules, now),
        Pages(database, modules, now),
        Uploads(database, files, modules, now, most_file),
        CapacityLimiter(SIGN_INS_AT_ONCE),
    )
    digest = VERSION + "/files/{digest}"
    return Starlette(
        routes=[
            Route(VERSION + "/health", minding(_health), methods=["GET"]),
            _post("/sign-in", office.sign_in),
            _post("/push", office.push),
            _post("/pull", office.pull),
            Route(digest, minding(_file(office)), methods=["GET", "HEAD", "PUT"]),
        ],
        exception_handlers={404: _nothing_there, 405: _nothing_there},
    )


def _post(path: str, endpoint: Endpoint) -> Route:
    return Route(VERSION + path, minding(endpoint), methods=["POST"])


def _file(office: _Office) -> Endpoint:
    by_method: dict[str, Endpoint] = {"HEAD": office.look, "PUT": office.bring, "GET": office.fetch}

    async def file(request: Request) -> Response:
        return await by_method[request.method](request)

    return file


async def _health(_request: Request) -> Response:
    return say({"ok": True})


async def _nothing_there(_request: Request, _error: Exception) -> Response:
    response = say_wrong(NothingThere())
    response.status_code = 404
    return response


def _part(request: Request) -> Part:
    header = request.headers.get("content-range")
    if header is not None:
        return read_range(header)
    length = request.headers.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise BadRange
    return Part(0, int(length), int(length))
