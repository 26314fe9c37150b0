"""Attacks on sealed OFDs. None of them is ever called intact; most must be called changed."""

import struct
import zlib
from base64 import b64encode
from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.formats.ofd.archive import entries, unpack
from documents.formats.ofd.package import append_files
from documents.model.pages import Box
from office.crypto.authority import Usage
from office.crypto.certificates import read_certificate
from office.crypto.public_keys import Family
from office.crypto.sm2 import sm3
from office.crypto.token import Purpose
from seals.errands import verify
from seals.errors import PlaceTaken
from seals.formats.ofd_seal import seal_ofd
from seals.formats.ofd_value import sign_package
from seals.formats.ofd_zip import append_stored, without_last
from seals.formats.ses import make_seal, make_signature
from seals.model import Outcome, SealSpec, Trust, Verdict
from tests.office import pki
from tests.office.pki import NOW, flipped
from tests.seals.world import (
    DAY,
    FINANCE,
    LAST,
    LEFT,
    OFFICE,
    RIGHT,
    TRUST,
    blank_ofd,
    countersigned_ofd,
    files_of,
    notice_ofd,
    picture,
    repacked,
    seal_for,
    seal_of,
    sealed_blank,
    sealed_ofd,
    token_until,
    unit,
)

SIGNED = {Outcome.INTACT, Outcome.ADDED}
LATER = NOW + DAY
FOLDER = "Doc_0/Signs/Sign_0"
VALUE, SIGNATURE, SEAL = (f"{FOLDER}/{name}" for name in ("SignedValue.dat", "Signature.xml", "Seal.esl"))
LIST = "Doc_0/Signs/Signatures.xml"
PAGE = "Doc_0/Pages/Page_0/Content.xml"


def verdict(data: bytes, trust: Trust = TRUST, at: datetime = LATER) -> Verdict:
    return verify(data, trust, at)


def outcome(data: bytes) -> Outcome:
    return verdict(data).outcome


def codes(data: bytes, trust: Trust = TRUST, at: datetime = LATER) -> set[str]:
    return {reason.code for reason in verdict(data, trust, at).reasons}


@cache
def foreign() -> bytes:
    """A seal of another maker, who leaves the packing open: made with the plain value of GB/T 38540, packed anew."""
    files = files_of(seal_ofd(blank_ofd(), unit(OFFICE), seal_of(OFFICE), RIGHT, 0, NOW, lock=False))
    files[VALUE] = make_signature(seal_of(OFFICE), unit(OFFICE), NOW, files[SIGNATURE], f"/{SIGNATURE}")
    return repacked(blank_ofd(), files)


FOREIGN_TRUST = replace(
    TRUST, sm2_roots=(pki.authority(Family.SM2).certificate, *TRUST.sm2_roots)
)  # no chain in a plain value


def test_the_file_as_it_was_sealed_is_intact() -> None:
    assert outcome(sealed_blank()) is Outcome.INTACT
    assert outcome(sealed_ofd()) is Outcome.INTACT


@settings(max_examples=250, deadline=None)
@given(place=st.integers(min_value=0), bits=st.integers(1, 255))
def test_one_changed_byte_anywhere_is_never_called_intact(place: int, bits: int) -> None:
    assert outcome(flipped(sealed_blank(), place, bits)) not in SIGNED


@settings(max_examples=60, deadline=None)
@given(place=st.integers(min_value=0), bits=st.integers(1, 255))
def test_one_changed_byte_in_a_real_notice_is_never_called_intact(place: int, bits: int) -> None:
    assert outcome(flipped(sealed_ofd(), place, bits)) not in SIGNED


@settings(max_examples=60, deadline=None)
@given(place=st.integers(min_value=0), bits=st.integers(1, 255))
def test_one_changed_byte_under_two_seals_is_never_called_intact(place: int, bits: int) -> None:
    assert outcome(flipped(countersigned_ofd(), place, bits)) not in SIGNED


def _zip_regions() -> list[int]:
    """Every byte of the zip's own records: local headers, directory, end."""
    data = sealed_blank()
    found = entries(data)
    heads = [place for entry in found for place in range(entry.begin, entry.body)]
    tails = [place for entry in found for place in range(entry.body + entry.packed - 3, entry.end)]
    return [*heads, *tails, *range(max(entry.end for entry in found), len(data))]


@pytest.mark.parametrize("part", range(8))
def test_no_bit_of_the_packing_is_free(part: int) -> None:
    for place in _zip_regions()[part::40]:
        for bit in (0, 3, 6):
            assert outcome(flipped(sealed_blank(), place, 1 << bit)) not in SIGNED


@pytest.mark.parametrize("tail", [b"\n", b"\0", b"PK\5\6" + bytes(18), b"%PDF-1.7"])
def test_bytes_behind_the_end_are_never_called_intact(tail: bytes) -> None:
    assert outcome(sealed_blank() + tail) is Outcome.CHANGED


@pytest.mark.parametrize("head", [b"\n", b"PK\3\4", b"MZ" + bytes(62)])
def test_bytes_before_the_beginning_are_never_called_intact(head: bytes) -> None:
    assert outcome(head + sealed_blank()) not in SIGNED


def test_two_packages_one_after_the_other_are_never_called_intact() -> None:
    assert outcome(sealed_blank() + sealed_blank()) is Outcome.CHANGED
    assert outcome(blank_ofd() + sealed_blank()) is Outcome.CHANGED
    assert outcome(sealed_blank() + blank_ofd()) not in SIGNED


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(1, 3000))
def test_a_file_cut_short_is_never_called_intact(cut: int) -> None:
    assert outcome(sealed_blank()[:-cut]) not in SIGNED


def test_the_same_content_packed_anew_is_called_changed() -> None:
    assert codes(repacked(sealed_blank(), {})) == {"seals.package_changed"}
    assert outcome(repacked(sealed_blank(), {})) is Outcome.CHANGED


@pytest.mark.parametrize("name", ["OFD.xml", "Doc_0/Document.xml", PAGE, LIST, SEAL, SIGNATURE, VALUE])
def test_no_file_can_be_changed(name: str) -> None:
    content = files_of(sealed_blank())[name]
    changed = content[:-1] + b" " + content[-1:]

    assert outcome(repacked(sealed_blank(), {name: changed})) is Outcome.CHANGED
    assert outcome(append_files(sealed_blank(), {f"/{name}": changed})) is Outcome.CHANGED


@pytest.mark.parametrize("name", ["Doc_0/Document.xml", PAGE, LIST, SEAL, SIGNATURE, VALUE])
def test_no_file_can_be_taken_out(name: str) -> None:
    assert outcome(repacked(sealed_blank(), {name: None})) is Outcome.CHANGED


@pytest.mark.parametrize("make", [sealed_blank, countersigned_ofd, foreign])
def test_an_added_file_is_never_called_intact(make: object) -> None:
    data = make()  # type: ignore[operator]
    for name in ("/evil.txt", "/Doc_0/Signs/Sign_9/Signature.xml", "/Doc_0/Pages/Page_9/Content.xml"):
        assert outcome(append_files(data, {name: b"<x/>"})) not in SIGNED


def test_an_added_page_is_called_changed() -> None:
    files = files_of(sealed_blank())
    document = files["Doc_0/Document.xml"].replace(
        b"</ofd:Pages>", b'<ofd:Page ID="7" BaseLoc="Pages/Page_1/Content.xml"/></ofd:Pages>'
    )
    added = {"Doc_0/Document.xml": document, "Doc_0/Pages/Page_1/Content.xml": files[PAGE]}

    assert outcome(repacked(sealed_blank(), added)) is Outcome.CHANGED
    assert outcome(repacked(foreign(), added)) is Outcome.CHANGED


def test_an_entrance_that_leads_elsewhere_is_called_changed() -> None:
    files = files_of(sealed_blank())
    entrance = files["OFD.xml"].replace(b"Doc_0/Document.xml", b"Doc_0/Other.xml")
    other = {"OFD.xml": entrance, "Doc_0/Other.xml": files["Doc_0/Document.xml"]}

    assert outcome(repacked(sealed_blank(), other)) is Outcome.CHANGED


def test_a_moved_stamp_is_called_changed() -> None:
    signature = files_of(sealed_blank())[SIGNATURE]
    moved = signature.replace(b'Boundary="112 80 42 42"', b'Boundary="12 180 42 42"')

    assert moved != signature
    assert "seals.file_changed" in codes(repacked(sealed_blank(), {SIGNATURE: moved}))
    assert outcome(repacked(sealed_blank(), {SIGNATURE: moved})) is Outcome.CHANGED
    assert outcome(repacked(foreign(), {SIGNATURE: moved})) is Outcome.CHANGED


def test_a_swapped_seal_is_called_changed() -> None:
    other = seal_of(FINANCE, "S-2")

    for data in (sealed_blank(), foreign()):
        assert outcome(repacked(data, {SEAL: other})) is Outcome.CHANGED
    assert "seals.seal_swapped" in codes(repacked(foreign(), {SEAL: other}), FOREIGN_TRUST)


def test_the_value_of_another_document_is_called_changed() -> None:
    other = seal_ofd(notice_ofd(), unit(OFFICE), seal_of(OFFICE), LEFT, LAST, NOW)
    value = files_of(other)[VALUE]

    assert outcome(repacked(sealed_blank(), {VALUE: value})) is Outcome.CHANGED
    assert "seals.file_changed" in codes(repacked(sealed_blank(), {VALUE: value}))


def test_the_signature_of_another_unit_with_this_seal_is_called_changed() -> None:
    """A forger with a key of his own takes the seal out of a real document and signs with it."""
    files = files_of(sealed_blank())
    before = without_last(sealed_blank(), VALUE)
    assert before is not None
    value = sign_package(files[SEAL], unit(FINANCE), NOW, files[SIGNATURE], f"/{SIGNATURE}", before)

    data = append_stored(before, VALUE, value)

    assert codes(data) == {"seals.signer_not_in_seal"}
    assert outcome(data) is Outcome.CHANGED


def test_a_seal_altered_by_its_holder_is_called_changed() -> None:
    """The holder gives the seal another name; the maker's signature no longer fits."""
    altered = seal_of(OFFICE).replace(OFFICE.encode(), "青山县人民政府财政局".encode(), 1)
    files = files_of(sealed_blank())
    reference = files[SIGNATURE].replace(_digest(files[SEAL]), _digest(altered))
    before = without_last(sealed_blank(), VALUE)
    assert before is not None
    before = append_files(before, {f"/{SEAL}": altered, f"/{SIGNATURE}": reference})
    data = append_stored(before, VALUE, sign_package(altered, unit(OFFICE), NOW, reference, f"/{SIGNATURE}", before))

    assert codes(data) == {"seals.maker_signature_wrong"}
    assert outcome(data) is Outcome.CHANGED


def _digest(content: bytes) -> bytes:
    return b64encode(sm3(content))


def test_a_signature_moved_to_another_folder_is_called_changed() -> None:
    files = files_of(foreign())
    moved = dict.fromkeys((SIGNATURE,)) | {"Doc_0/Signs/Sign_5/Signature.xml": files[SIGNATURE]}
    listing = files[LIST].replace(b"Sign_0/Signature.xml", b"Sign_5/Signature.xml")

    assert outcome(repacked(foreign(), {**moved, LIST: listing})) is Outcome.CHANGED
    assert "seals.signature_moved" in codes(repacked(foreign(), {**moved, LIST: listing}))


def test_removing_the_seal_but_not_its_traces_is_called_changed() -> None:
    files = files_of(sealed_blank())
    entrance = files["OFD.xml"].replace(f"<ofd:Signatures>/{LIST}</ofd:Signatures>".encode(), b"")
    begin, end = files[LIST].index(b"<ofd:Signature "), files[LIST].index(b"</ofd:Sig")
    empty = files[LIST][:begin] + files[LIST][end:]

    assert codes(repacked(sealed_blank(), {"OFD.xml": entrance})) == {"seals.seal_removed"}
    assert codes(repacked(sealed_blank(), {LIST: empty})) == {"seals.seal_removed"}
    assert outcome(repacked(sealed_blank(), {"OFD.xml": entrance})) is Outcome.CHANGED


def test_a_file_that_never_had_a_seal_is_unsealed() -> None:
    assert outcome(blank_ofd()) is Outcome.UNSEALED
    assert outcome(notice_ofd()) is Outcome.UNSEALED


def test_a_further_seal_over_an_earlier_one_is_refused() -> None:
    with pytest.raises(PlaceTaken):
        seal_ofd(sealed_ofd(lock=False), unit(FINANCE), seal_of(FINANCE, "S-2"), Box(120, 90, 42, 42), LAST, LATER)


def test_a_seal_of_another_maker_is_intact_though_its_packing_is_open() -> None:
    found = verdict(foreign(), FOREIGN_TRUST)

    assert found.outcome is Outcome.INTACT
    assert {reason.code for reason in found.reasons} == {"seals.list_open", "seals.packing_open"}


def test_files_that_a_foreign_seal_leaves_out_are_named() -> None:
    """Vendors leave OFD.xml and templates out; then nobody can say whether they were changed."""
    files = files_of(foreign())
    start = files[SIGNATURE].index(b'<ofd:Reference FileRef="/OFD.xml">')
    end = files[SIGNATURE].index(b"</ofd:Reference>", start) + len(b"</ofd:Reference>")
    narrow = files[SIGNATURE][:start] + files[SIGNATURE][end:]
    value = make_signature(seal_of(OFFICE), unit(OFFICE), NOW, narrow, f"/{SIGNATURE}")
    found = verdict(repacked(foreign(), {SIGNATURE: narrow, VALUE: value}), FOREIGN_TRUST)

    assert found.outcome is Outcome.UNCHECKABLE
    assert [dict(reason.facts)["files"] for reason in found.reasons if reason.code == "seals.files_uncovered"] == [
        "/OFD.xml"
    ]


def test_a_smuggled_file_is_named() -> None:
    found = verdict(append_files(foreign(), {"/Doc_0/smuggled.bin": b"x"}), FOREIGN_TRUST)

    assert found.outcome is Outcome.UNCHECKABLE
    assert "seals.files_smuggled" in {reason.code for reason in found.reasons}


def test_an_unknown_authority_and_an_unknown_maker_cannot_be_checked() -> None:
    assert verdict(sealed_blank(), Trust()).outcome is Outcome.UNCHECKABLE
    assert codes(sealed_blank(), Trust()) == {"seals.issuer_unknown", "seals.maker_unknown"}


def test_a_maker_who_is_none_cannot_be_believed() -> None:
    """A unit with an ordinary certificate makes a seal for itself."""
    holder = unit(OFFICE).certificate(Purpose.SEAL)
    own = make_seal(SealSpec(FINANCE), "S-7", picture(), unit(OFFICE), [holder], NOW - DAY, NOW - DAY, NOW + DAY * 9)
    data = seal_ofd(blank_ofd(), unit(OFFICE), own, RIGHT, 0, NOW)

    assert codes(data) == {"seals.certificate_unfit"}
    assert verdict(data).outcome is Outcome.UNCHECKABLE


def test_a_revoked_certificate_cannot_be_believed() -> None:
    name = read_certificate(unit(OFFICE).certificate(Purpose.SEAL)).name_in_revocations

    assert codes(sealed_blank(), replace(TRUST, revoked=frozenset({name}))) == {"seals.certificate_revoked"}


def test_a_destroyed_seal_cannot_be_believed() -> None:
    maker = sha256(pki.certificate(Family.SM2, Usage.SEAL_MAKER, "制章中心")).hexdigest()
    trust = replace(TRUST, destroyed=frozenset({(maker, "S-1")}))

    assert codes(sealed_blank(), trust) == {"seals.seal_destroyed"}
    assert verdict(sealed_blank(), trust).outcome is Outcome.UNCHECKABLE


def test_a_seal_out_of_date_cannot_be_believed() -> None:
    assert codes(sealed_blank(), at=NOW + 400 * DAY) == {"seals.seal_out_of_date_then"}


def test_a_certificate_that_expired_since_cannot_be_believed() -> None:
    token = token_until(NOW + 2 * DAY)
    data = seal_ofd(blank_ofd(), token, seal_for(token), RIGHT, 0, NOW)

    assert outcome(data) is Outcome.INTACT
    assert codes(data, at=NOW + 3 * DAY) == {"seals.certificate_expired"}


def test_a_seal_from_the_future_cannot_be_believed() -> None:
    assert codes(sealed_blank(), at=NOW - DAY / 2) == {"seals.time_in_future"}


def test_a_deflated_value_in_place_of_the_stored_one_is_called_changed() -> None:
    """The same value, packed otherwise: every digest holds, yet it is not the file that was sealed."""
    data = sealed_blank()
    (last,) = [entry for entry in entries(data) if entry.name == VALUE]
    files = {f"/{VALUE}": unpack(data, last)}
    before = without_last(data, VALUE)
    assert before is not None

    assert outcome(append_files(before, files)) is Outcome.CHANGED


def test_deflate_padding_is_not_free() -> None:
    """The last bits of a deflate stream mean nothing to readers of zip; here they count."""
    data = sealed_blank()
    for entry in entries(data):
        if entry.method == 8:
            changed = bytearray(data)
            changed[entry.body + entry.packed - 1] ^= 0x80
            assert outcome(bytes(changed)) not in SIGNED


def test_a_zip_bomb_ends_in_a_verdict() -> None:
    bomb = zlib.compress(bytes(50_000_000), 9)[2:-4]
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, 0, len(bomb), 50_000_000, 7, 0) + b"OFD.xml" + bomb
    central = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, 0, len(bomb), 50_000_000, 7, 0, 0, 0, 0, 0, 0)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1, 1, len(central) + 7, len(local), 0)

    assert outcome(local + central + b"OFD.xml" + end) is Outcome.UNCHECKABLE


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_pieces_moved_about_end_in_a_verdict(data: st.DataObject) -> None:
    whole = sealed_blank()
    begin = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(begin, min(len(whole), begin + 2000)))
    place = data.draw(st.integers(0, len(whole)))
    moved = whole[:place] + whole[begin:end] + whole[place:]

    assert moved == whole or outcome(moved) not in SIGNED


@settings(max_examples=80, deadline=None)
@given(name=st.sampled_from([LIST, SIGNATURE, VALUE, SEAL, "OFD.xml"]), data=st.data())
def test_garbage_in_any_file_of_the_seal_ends_in_a_verdict(name: str, data: st.DataObject) -> None:
    content = files_of(foreign())[name]
    place = data.draw(st.integers(0, len(content) - 1))
    garbage = content[:place] + data.draw(st.binary(min_size=1, max_size=30)) + content[place + 5 :]

    assert garbage == content or outcome(repacked(sealed_blank(), {name: garbage})) not in SIGNED
    verdict(repacked(foreign(), {name: garbage}))
