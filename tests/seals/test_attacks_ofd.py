"""What insiders and strangers try on a sealed OFD: a seal taken off the list, stretched stamps, endless work."""

import re
import struct
from base64 import b64encode
from collections.abc import Callable

import pytest

from documents.formats.ofd import archive
from documents.formats.ofd.archive import write
from office.crypto.public_keys import Family
from office.crypto.sm2 import sm3
from seals.errands import verify
from seals.formats.ofd_seal import seal_ofd
from seals.formats.ofd_value import sign_package
from seals.formats.ofd_zip import append_stored
from seals.formats.ses import make_signature
from seals.model import Outcome, Trust
from tests.office import pki
from tests.office.pki import NOW
from tests.seals.world import (
    DAY,
    FINANCE,
    LEFT,
    OFFICE,
    RIGHT,
    TRUST,
    blank_ofd,
    files_of,
    repacked,
    seal_of,
    unit,
)

LIST = "Doc_0/Signs/Signatures.xml"
FIRST, SECOND = "Doc_0/Signs/Sign_0/", "Doc_0/Signs/Sign_1/"
PLAIN = Trust(TRUST.pdf_roots, (pki.authority(Family.SM2).certificate, *TRUST.sm2_roots), TRUST.seal_makers)
_ENTRY = re.compile(rb'<ofd:Signature ID="s001"[^>]*/>')


def outcome(data: bytes) -> Outcome:
    return verify(data, PLAIN, NOW + DAY).outcome


def codes(data: bytes) -> set[str]:
    return {reason.code for reason in verify(data, PLAIN, NOW + DAY).reasons}


def open_document() -> bytes:
    return seal_ofd(blank_ofd(), unit(OFFICE), seal_of(OFFICE), RIGHT, 0, NOW, lock=False)


def foreign_second(change: Callable[[bytes], bytes] = bytes) -> bytes:
    """A further seal by another maker's program, which signs the content and leaves the packing open."""
    seal = seal_of(FINANCE, "S-2")
    files = files_of(seal_ofd(open_document(), unit(FINANCE), seal, LEFT, 0, NOW, lock=False))
    signature = files[f"{SECOND}Signature.xml"] = change(files[f"{SECOND}Signature.xml"])
    files[f"{SECOND}SignedValue.dat"] = make_signature(seal, unit(FINANCE), NOW, signature, f"/{SECOND}Signature.xml")
    return write(files)


def test_a_further_seal_of_another_maker_is_an_addition() -> None:
    assert outcome(foreign_second()) is Outcome.ADDED


def test_a_seal_taken_off_an_open_list_is_missed() -> None:
    """Nobody's key is needed for that: the list is unprotected so that more seals can follow."""
    data = foreign_second()
    shortened = repacked(data, {LIST: _ENTRY.sub(b"", files_of(data)[LIST])})

    assert codes(shortened) >= {"seals.seal_removed"}
    assert outcome(shortened) is Outcome.CHANGED


def test_the_next_to_seal_cannot_take_the_earlier_seal_off_the_list() -> None:
    seal, token = seal_of(FINANCE, "S-2"), unit(FINANCE)
    files = files_of(seal_ofd(open_document(), token, seal, LEFT, 0, NOW, lock=False))
    files[LIST] = _ENTRY.sub(b"", files[LIST])
    del files[f"{SECOND}SignedValue.dat"]
    before, path = write(files), f"/{SECOND}Signature.xml"
    value = sign_package(seal, token, NOW, files[f"{SECOND}Signature.xml"], path, before)
    data = append_stored(before, f"{SECOND}SignedValue.dat", value)

    assert codes(data) >= {"seals.seal_removed"}
    assert outcome(data) is Outcome.CHANGED


def test_a_stretched_stamp_does_not_slip_over_an_earlier_seal() -> None:
    """Its middle is far away, and its shorter side is a seal's; yet it lies across the other."""
    data = foreign_second(lambda xml: re.sub(rb'Boundary="[^"]*"', b'Boundary="-100 80 254 42"', xml))

    assert "seals.covers_earlier_seal" in codes(data)
    assert outcome(data) is Outcome.CHANGED


def test_a_file_listed_ten_thousand_times_is_unpacked_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small to send, it would keep the checker busy for hours."""
    large = b"<x>" + b" " * 2**20 + b"</x>"
    reference = f'<ofd:Reference FileRef="/Doc_0/large.xml"><ofd:CheckValue>{b64encode(sm3(large)).decode()}'
    listed = f"{reference}</ofd:CheckValue></ofd:Reference>".encode() * 10_000 + b"</ofd:References>"
    files = files_of(open_document())
    path = f"{FIRST}Signature.xml"
    files |= {"Doc_0/large.xml": large, path: files[path].replace(b"</ofd:References>", listed)}
    unpacked: list[str] = []

    def counted(data: bytes, entry: archive.Entry) -> bytes:
        unpacked.append(entry.name)
        return unpack(data, entry)

    unpack = archive.unpack
    monkeypatch.setattr(archive, "unpack", counted)
    assert outcome(archive.write(files)) is Outcome.CHANGED
    assert 0 < unpacked.count("Doc_0/large.xml") < 5


def test_a_file_listed_with_two_digests_is_not_covered_by_either() -> None:
    files = files_of(open_document())
    path = f"{FIRST}Signature.xml"
    page = b'<ofd:Reference FileRef="/OFD.xml"><ofd:CheckValue>AAAA</ofd:CheckValue></ofd:Reference></ofd:References>'
    files[path] = files[path].replace(b"</ofd:References>", page)

    assert "seals.file_changed" in codes(write(files))


def test_a_second_name_in_an_extra_field_is_refused() -> None:
    """Info-ZIP's Unicode path (0x7075) makes other readers see the file under another name."""
    data = open_document()
    name = b"OFD.xml"
    field = struct.pack("<HHBI", 0x7075, 5 + 7, 1, 0) + b"XXX.xml"
    begin, central = data.index(b"PK\3\4"), data.index(b"PK\1\2")
    assert data[begin + 30 : begin + 37] == name
    local = data[: begin + 28] + struct.pack("<H", len(field)) + name + field + data[begin + 37 : central]
    records = bytearray(data[central:-22])
    at = 0
    while at < len(records):
        size = 46 + sum(struct.unpack_from("<3H", records, at + 28))
        if (offset := struct.unpack_from("<I", records, at + 42)[0]) > 0:
            struct.pack_into("<I", records, at + 42, offset + len(field))
        at += size
    end = bytearray(data[-22:])
    struct.pack_into("<I", end, 16, central + len(field))

    assert outcome(local + bytes(records) + bytes(end)) is Outcome.CHANGED
    assert "seals.sealed_file_damaged" in codes(local + bytes(records) + bytes(end))
