"""Requests in, answers out: bounded bodies, and every error as a code with facts."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from office.database import DatabaseFull, DatabaseTrouble
from office.errors import Denied, NotFound, OfficeError, Trouble
from office.files.atomic import NotWritten
from office.files.errors import FileMissing, FileTooLarge, FileUnreadable, WrongOffset
from office.people.errors import Locked, WrongPassword
from office.sync.errors import (
    Forked,
    NewEpoch,
    NotSignedIn,
    ServerCannotWrite,
    ServerFault,
    ServerTrouble,
    TooLarge,
    TooSlow,
)
from office.sync.wire import Wrong

MOST_BODY = 16 * 1024 * 1024
PATIENCE_SECONDS = 30

log = logging.getLogger(__name__)

_STATUSES: tuple[tuple[type[OfficeError], int], ...] = (
    (NotSignedIn, 401),
    (WrongPassword, 401),
    (Locked, 429),
    (Denied, 403),
    (NotFound, 404),
    (FileMissing, 404),
    (Forked, 409),
    (NewEpoch, 409),
    (WrongOffset, 409),
    (TooLarge, 413),
    (FileTooLarge, 413),
    (TooSlow, 408),
    (ServerFault, 500),
    (Trouble, 503),
)

Endpoint = Callable[[Request], Awaitable[Response]]


def say(value: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")


def say_wrong(error: OfficeError) -> Response:
    status = next((status for kind, status in _STATUSES if isinstance(error, kind)), 400)
    response = say(Wrong(error.code, dict(error.facts)), status)
    if isinstance(error, Locked):
        response.headers["Retry-After"] = str(60 * int(error.facts["minutes"]))
    return response


def minding(endpoint: Endpoint) -> Endpoint:
    """The endpoint, answering every error; what is logged of a bug is its kind and place, no contents."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (NotWritten, FileUnreadable, DatabaseTrouble) as error:
            log.error("%s %s: %s", request.method, _route(request), error)  # noqa: TRY400 - its facts say all
            return say_wrong(_as_the_desk_is_told(error))
        except OfficeError as error:
            return say_wrong(error)
        except ClientDisconnect:
            return Response(status_code=499)
        except Exception as fault:  # noqa: BLE001 - the last line before the network
            log.error("%s %s failed: %s", request.method, _route(request), _where(fault))  # noqa: TRY400
            return say_wrong(ServerFault())

    return answer


def _as_the_desk_is_told(error: Trouble) -> Trouble:
    """The server's trouble with its own disk or database, told without its paths."""
    full = isinstance(error, NotWritten | DatabaseFull)
    return ServerCannotWrite() if full else ServerTrouble(status="503")


async def chunks_of(request: Request) -> AsyncIterator[bytes]:
    """The body as it comes; TooSlow if nothing comes for a while."""
    stream = request.stream()
    while True:
        try:
            chunk = await asyncio.wait_for(anext(stream), PATIENCE_SECONDS)
        except StopAsyncIteration:
            return
        except TimeoutError as error:
            raise TooSlow from error
        if chunk:
            yield chunk


async def body_of(request: Request, limit: int = MOST_BODY) -> bytes:
    """The whole body, or TooLarge (facts: limit)."""
    body = bytearray()
    async for chunk in chunks_of(request):
        body += chunk
        if len(body) > limit:
            raise TooLarge(limit=str(limit))
    return bytes(body)


def token_of(request: Request) -> str:
    """The bearer token (RFC 6750), or NotSignedIn."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not 20 <= len(token) <= 200:
        raise NotSignedIn
    return token


def _route(request: Request) -> str:
    return "/".join(request.url.path.split("/")[:3])


def _where(fault: BaseException) -> str:
    last = fault.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f" at {last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last is not None else ""
    return f"{type(fault).__name__}{place}"
