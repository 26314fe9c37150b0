"""What can be refused about a desk's own folder and the command line."""

from office.errors import Refused


class FolderUnusable(Refused):
    """The desk's folder lacks something or holds something unreadable (facts: path, what)."""

    code = "desk.folder_unusable"


class NumberUnclear(Refused):
    """A 发文字号 that is not 机关代字〔年份〕序号 (fact: text)."""

    code = "desk.number_unclear"


class DateUnclear(Refused):
    """A date that is not like 2026-03-01 or 2026年3月1日 (fact: text)."""

    code = "desk.date_unclear"


class ServerSilent(Refused):
    """The sync server that this program started did not come up (fact: reason)."""

    code = "desk.server_silent"


class SealUnclear(Refused):
    """None or several seals lie in the desk's folder, and none was named (facts: count, path)."""

    code = "desk.seal_unclear"


class NobodyToAsk(Refused):
    """The server is away, and this desk does not remember the person (fact: address)."""

    code = "desk.nobody_to_ask"


class NoSeal(Refused):
    """No seal lies in the desk's folder, and none was named (fact: path)."""

    code = "desk.no_seal"


class NotSaid(Refused):
    """What was to be told could not be written out (fact: reason)."""

    code = "desk.not_said"


class DemoStuck(Refused):
    """A step of the demonstration did not come to its end (fact: what)."""

    code = "desk.demo_stuck"
