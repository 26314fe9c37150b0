"""The zip around an OFD: read so that no two readers can see different files in it, written the same every time.

Strict where attackers play with readers (APPNOTE.TXT 4.3): every local header agrees with the central directory,
records lie edge to edge from the first byte to the last, names are unambiguous, sizes and ratios are bounded.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from documents.errors import OfdDamaged, OfdEncrypted, OfdTooLarge
from documents.formats.ofd.names import check_names, entry_name

LARGEST = 512 * 2**20  # bytes of a package
LARGEST_FILE = 256 * 2**20  # bytes of one file, unpacked
LARGEST_TOTAL = 2**30  # bytes of all files, unpacked
MOST_FILES = 20_000
STEEPEST = 250  # times a file may grow when unpacked, once it is larger than FREE_SIZE
FREE_SIZE = 8 * 2**20

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_ENCRYPTED, _DESCRIPTOR, _UTF8 = 1, 8, 0x800
_COMPARED_FLAGS = _ENCRYPTED | _DESCRIPTOR | _UTF8
_STORED, _DEFLATED = 0, 8
_OTHER_NAMES = (0x6375, 0x7075)
_FIRST_DAY = 0x21  # 1980-01-01, the day that a zip without times carries
_PACKED_ALREADY = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file in the archive: ``begin`` to ``end`` is its local record, ``central`` its directory record."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    begin: int
    body: int
    end: int
    central: bytes


def entries(data: bytes) -> tuple[Entry, ...]:
    """The entries in directory order, after every check that needs no unpacking.

    Raises OfdDamaged, OfdTooLarge, OfdUnsafeName, OfdEncrypted.
    """
    if len(data) > LARGEST:
        raise OfdTooLarge(what="zip", limit=f"{LARGEST} B")
    directory, count = _directory(data)
    found = tuple(_entries(data, directory, count))
    check_names([entry.name for entry in found])
    _check_edges(found, directory)
    _check_sizes(found)
    return found


def unpack(data: bytes, entry: Entry) -> bytes:
    """The bytes of a file, never more than its directory record promises. Raises OfdDamaged."""
    body = data[entry.body : entry.body + entry.packed]
    content = body if entry.method == _STORED else _inflate(body, entry)
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise OfdDamaged(where=entry.name, detail="size or CRC-32")
    return content


def write(files: Mapping[str, bytes]) -> bytes:
    """A zip of the files in the given order: no times, nothing of this machine."""
    return _assembled(_record(name, content) for name, content in files.items())


def rewrite(data: bytes, found: tuple[Entry, ...], changed: Mapping[str, bytes]) -> bytes:
    """The archive with some files replaced in place and others added at the end; the rest keep their packed bytes."""
    here = {entry.name for entry in found}
    check_names([entry.name for entry in found] + [name for name in changed if name not in here])

    def records() -> Iterator[tuple[bytes, bytes]]:
        for entry in sorted(found, key=lambda entry: entry.begin):
            if entry.name in changed:
                yield _record(entry.name, changed[entry.name])
            else:
                yield data[entry.begin : entry.end], entry.central
        for name, content in changed.items():
            if name not in here:
                yield _record(name, content)

    return _assembled(records())


def _directory(data: bytes) -> tuple[int, int]:
    """Where the central directory begins, and how many entries it has."""
    at = len(data) - _END.size
    if at < 0 or data[at : at + 4] != b"PK\5\6":
        raise OfdDamaged(where="zip", detail="no end record, or data after it")
    _, disk, first_disk, here, count, size, offset, comment = _END.unpack_from(data, at)
    if 0xFFFF in (here, count) or 0xFFFFFFFF in (size, offset) or count > MOST_FILES:
        raise OfdTooLarge(what="zip entries", limit=str(MOST_FILES))
    if disk or first_disk or here != count or comment or offset + size != at:
        raise OfdDamaged(where="zip", detail="end record")
    return offset, count


def _entries(data: bytes, at: int, count: int) -> Iterator[Entry]:
    for _ in range(count):
        entry, at = _entry(data, at)
        yield entry
    if at != len(data) - _END.size:
        raise OfdDamaged(where="zip", detail="central directory size")


def _entry(data: bytes, at: int) -> tuple[Entry, int]:
    """The entry whose directory record begins at ``at``, and where the next begins."""
    fields = _unpacked(_CENTRAL, data, at, b"PK\1\2")
    _, _, _, flags, method, _, _, crc, packed, size, name_size, extra, comment, disk, _, _, begin = fields
    end = at + _CENTRAL.size + name_size + extra + comment
    raw = data[at + _CENTRAL.size : at + _CENTRAL.size + name_size]
    name = entry_name(raw, bool(flags & _UTF8))
    _check_extra(data[end - comment - extra : end - comment], name)
    if flags & _ENCRYPTED:
        raise OfdEncrypted(where=name)
    if method not in (_STORED, _DEFLATED) or disk or (method == _STORED and packed != size):
        raise OfdDamaged(where=name, detail="zip method")
    body = _check_local(data, begin, raw, (flags, method, crc, packed, size))
    finish = body + packed + (_descriptor_size(data, body + packed, (crc, packed, size)) if flags & _DESCRIPTOR else 0)
    return Entry(name, method, crc, packed, size, begin, body, finish, data[at:end]), end


def _unpacked(layout: struct.Struct, data: bytes, at: int, magic: bytes) -> tuple[int, ...]:
    if at + layout.size > len(data) or data[at : at + 4] != magic:
        raise OfdDamaged(where="zip", detail=f"no record at byte {at}")
    return layout.unpack_from(data, at)


def _check_local(data: bytes, at: int, raw: bytes, central: tuple[int, ...]) -> int:
    """Where the packed bytes begin, after comparing the local header with the directory."""
    _, _, flags, method, _, _, crc, packed, size, name_size, extra = _unpacked(_LOCAL, data, at, b"PK\3\4")
    name_at = at + _LOCAL.size
    same = (
        raw == data[name_at : name_at + name_size]
        and flags & _COMPARED_FLAGS == central[0] & _COMPARED_FLAGS
        and method == central[1]
        and ((crc, packed, size) == central[2:] or (flags & _DESCRIPTOR and (crc, packed, size) == (0, 0, 0)))
    )
    if not same:
        raise OfdDamaged(where=f"zip byte {at}", detail="local header differs from central directory")
    _check_extra(data[name_at + name_size : name_at + name_size + extra], f"zip byte {at}")
    return name_at + name_size + extra


def _check_extra(extra: bytes, where: str) -> None:
    """Refuse a field that gives some readers another name or comment for the file (APPNOTE.TXT 4.6.8, 4.6.9)."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<2H", extra, at)
        if kind in _OTHER_NAMES:
            raise OfdDamaged(where=where, detail="a second name")
        at += 4 + size


def _descriptor_size(data: bytes, at: int, expected: tuple[int, int, int]) -> int:
    """The length of the data descriptor, with or without its signature (APPNOTE.TXT 4.3.9)."""
    plain = struct.pack("<3I", *expected)
    for descriptor in (b"PK\7\x08" + plain, plain):
        if data[at : at + len(descriptor)] == descriptor:
            return len(descriptor)
    raise OfdDamaged(where=f"zip byte {at}", detail="data descriptor")


def _check_edges(found: tuple[Entry, ...], directory: int) -> None:
    edge = 0
    for entry in sorted(found, key=lambda entry: entry.begin):
        if entry.begin != edge:
            raise OfdDamaged(where=entry.name, detail="records overlap or leave a gap")
        edge = entry.end
    if edge != directory:
        raise OfdDamaged(where="zip", detail="data before the central directory")


def _check_sizes(found: tuple[Entry, ...]) -> None:
    for entry in found:
        if entry.size > LARGEST_FILE:
            raise OfdTooLarge(what=entry.name, limit=f"{LARGEST_FILE} B")
        if entry.size > max(FREE_SIZE, STEEPEST * entry.packed):
            raise OfdTooLarge(what=f"{entry.name} ratio", limit=f"{STEEPEST}:1")
    if sum(entry.size for entry in found) > LARGEST_TOTAL:
        raise OfdTooLarge(what="zip, unpacked", limit=f"{LARGEST_TOTAL} B")


def _inflate(body: bytes, entry: Entry) -> bytes:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = stream.decompress(body, entry.size + 1)
    except zlib.error as error:
        raise OfdDamaged(where=entry.name, detail=str(error)) from error
    if not stream.eof or stream.unused_data:
        raise OfdDamaged(where=entry.name, detail="deflate stream")
    return content


def _record(name: str, content: bytes) -> tuple[bytes, bytes]:
    """A local record with its bytes, and its directory record (offset still zero)."""
    raw = name.encode()
    method, body = (_STORED, content) if name.lower().endswith(_PACKED_ALREADY) else (_DEFLATED, _deflate(content))
    flags = 0 if raw.isascii() else _UTF8
    told = (20, flags, method, 0, _FIRST_DAY, zlib.crc32(content), len(body), len(content), len(raw), 0)
    local = _LOCAL.pack(b"PK\3\4", *told) + raw + body
    return local, _CENTRAL.pack(b"PK\1\2", 20, *told, 0, 0, 0, 0, 0) + raw


def _deflate(content: bytes) -> bytes:
    stream = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return stream.compress(content) + stream.flush()


def _assembled(records: Iterator[tuple[bytes, bytes]]) -> bytes:
    pieces, directory, at = [], [], 0
    for local, central in records:
        pieces.append(local)
        directory.append(central[:42] + struct.pack("<I", at) + central[46:])
        at += len(local)
    size = sum(map(len, directory))
    end = _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), size, at, 0)
    return b"".join((*pieces, *directory, end))
