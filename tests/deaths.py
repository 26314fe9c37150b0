"""Killing a desk at any step.

Before every commit, around every kept file, before a request leaves, after its answer came.
"""

from collections.abc import Callable

import httpx
from sqlalchemy import Connection, event

from tests.desks import Desk


class Killed(BaseException):
    """The process is gone; nothing may catch this."""


class Fate:
    """Counts the steps and kills at the one that was chosen."""

    def __init__(self, step: int) -> None:
        self._left = step

    def step(self, *_: object) -> None:
        self._left -= 1
        if self._left == 0:
            raise Killed


def dies_at(step: int, desk: Desk, work: Callable[[], object]) -> bool:
    """Do the work at the desk and kill it at the given step; whether it came to the end alive."""
    fate = Fate(step)
    add, hooks = desk.files.add, desk.client._http.event_hooks

    def add_and_die(data: bytes) -> str:
        fate.step()
        digest = add(data)
        fate.step()
        return digest

    def before_commit(_: Connection) -> None:
        fate.step()

    def answered(response: httpx.Response) -> None:
        response.read()
        fate.step()

    engine = desk.database._engine
    event.listen(engine, "commit", before_commit)
    desk.files.add = add_and_die  # type: ignore[method-assign]  # this one store only
    desk.client._http.event_hooks = {"request": [fate.step], "response": [answered]}
    try:
        work()
    except Killed:
        return False
    finally:
        event.remove(engine, "commit", before_commit)
        del desk.files.add
        desk.client._http.event_hooks = hooks
        desk.database.close()
    return True
