"""Names for new records: UUID version 7 (RFC 9562), so that ids sort by the time they were made."""

import secrets
from uuid import UUID

from office.clock import now


def new_id() -> str:
    milliseconds = int(now().timestamp() * 1000)
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return str(UUID(int=value | 0b10 << 62 | secrets.randbits(62)))
