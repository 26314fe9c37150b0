"""The zip of a sealed OFD down to its last bit: the signature value is its last entry, stored as it is.

So the package before that entry can be cut out of the file again, byte for byte, and compared with what was signed.
"""

import struct
import zlib

from documents.formats.ofd import archive

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_FIRST_DAY = 0x21  # 1980-01-01


def append_stored(data: bytes, name: str, content: bytes) -> bytes:
    """The zip with one more file at its end, not deflated; everything else keeps its bytes and its place."""
    entries = archive.entries(data)
    directory = _begin_of_directory(data)
    raw = name.encode("ascii")
    told = (20, 0, 0, 0, _FIRST_DAY, zlib.crc32(content), len(content), len(content), len(raw), 0)
    local = _LOCAL.pack(b"PK\3\4", *told) + raw + content
    central = _CENTRAL.pack(b"PK\1\2", 20, *told, 0, 0, 0, 0, directory) + raw
    records = data[directory : len(data) - _END.size] + central
    return data[:directory] + local + records + _end(len(entries) + 1, len(records), directory + len(local))


def without_last(data: bytes, name: str) -> bytes | None:
    """The zip as it was before ``append_stored`` put ``name`` in; None when it was not put in that way."""
    entries = archive.entries(data)
    last = entries[-1]
    if last.name != name or any(entry.begin > last.begin for entry in entries):
        return None
    records = b"".join(entry.central for entry in entries[:-1])
    before = data[: last.begin] + records + _end(len(entries) - 1, len(records), last.begin)
    return before if append_stored(before, name, archive.unpack(data, last)) == data else None


def _begin_of_directory(data: bytes) -> int:
    return int(_END.unpack_from(data, len(data) - _END.size)[6])


def _end(count: int, size: int, offset: int) -> bytes:
    return _END.pack(b"PK\5\6", 0, 0, count, count, size, offset, 0)
