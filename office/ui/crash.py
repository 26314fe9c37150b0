"""What happens to an error that nobody expected: a report on the disk, a plain sentence on the screen."""

import logging
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from office.errors import Trouble
from office.files.atomic import write_atomically
from office.ids import new_id
from office.words import N_, _

log = logging.getLogger(__name__)

SENTENCE = N_(
    "一个意外错误发生了，已记录在本机，代码 {code}。您的草稿没有丢失；请再试一次，仍不行时把代码告诉系统管理员。"
)

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def sentence(code: str) -> str:
    """What the person reads. Never a traceback."""
    return _(SENTENCE).format(code=code)


def report(folder: Path, error: BaseException, at: datetime) -> str:
    """Keep ``error`` in ``folder`` and return the code it is kept under (eight characters, also its file name)."""
    code = new_id().replace("-", "")[-8:].upper()
    lines = [f"{at.isoformat()} {code}\n", *traceback.format_exception(error)]
    try:
        write_atomically(folder / f"{code}.txt", "".join(lines).encode("utf-8", "replace"))
    except Trouble:
        log.exception("no crash report could be kept for %s", code)
    return code


def catch_all(folder: Path, now: Callable[[], datetime], show: Callable[[str], None]) -> Hook:
    """Send every unexpected error to ``folder`` and its code to ``show``; return the hook that was there before."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
            return
        log.error("unexpected", exc_info=(kind, error, trace))
        show(report(folder, error, now()))

    sys.excepthook = hook
    return before
