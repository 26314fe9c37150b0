"""Sealing OFDs: SES V4 signatures that we and the openssl program accept; files that were there stay as they were."""

from datetime import timedelta
from pathlib import Path

import pytest

from documents.errors import OfdDamaged
from documents.formats.ofd.archive import entries, write
from documents.formats.ofd.package import read_package
from documents.formats.ofd.xml import parse
from documents.model.pages import Box
from office.crypto import der
from office.crypto.certificates import read_certificate
from office.crypto.sm2 import sm3
from seals.errors import (
    DocumentLocked,
    HiddenContent,
    PlaceOutsidePage,
    SealBroken,
    SealCertificateExpired,
    SealNotYours,
    SealOutOfDate,
)
from seals.formats.ofd_check import check_ofd
from seals.formats.ofd_seal import seal_ofd
from seals.formats.ses import read_signature
from seals.model import Outcome
from seals.rules.verdict import join
from tests.office.pki import DISTID, NOW, openssl, pem
from tests.seals.world import (
    BLANK_OFD,
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
    repacked,
    seal_for,
    seal_of,
    sealed_blank,
    sealed_ofd,
    token_until,
    unit,
)

VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"
SIGNATURE = "Doc_0/Signs/Sign_0/Signature.xml"
LIST = "Doc_0/Signs/Signatures.xml"
PUBLISHED = Path(__file__).parents[1] / "data" / "notice" / "published.ofd"


def seal(data: bytes, box: Box = RIGHT, page: int = 0) -> bytes:
    return seal_ofd(data, unit(OFFICE), seal_of(OFFICE), box, page, NOW)


def test_the_sealed_file_is_intact_and_the_seal_lies_in_true_size_where_it_was_put() -> None:
    verdict = join(check_ofd(sealed_ofd(), TRUST, NOW))

    assert verdict.outcome is Outcome.INTACT
    assert verdict.reasons == ()
    (seen,) = verdict.seals
    assert (seen.name, seen.holder, seen.signed_at, seen.page, seen.box) == (OFFICE, OFFICE, NOW, LAST, RIGHT)


def test_files_that_were_there_keep_their_packed_bytes() -> None:
    before = {entry.name: notice_ofd()[entry.body : entry.body + entry.packed] for entry in entries(notice_ofd())}
    after = {entry.name: sealed_ofd()[entry.body : entry.body + entry.packed] for entry in entries(sealed_ofd())}

    assert {name for name, packed in before.items() if after[name] != packed} == {"OFD.xml"}


def test_only_the_list_of_seals_is_added_to_the_entrance() -> None:
    before, after = files_of(notice_ofd())["OFD.xml"], files_of(sealed_ofd())["OFD.xml"]
    added = b"<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"

    assert after.replace(added, b"") == before
    assert added + b"</ofd:DocBody>" in after


def test_the_seal_covers_every_file_but_its_own_value() -> None:
    files = files_of(sealed_ofd())
    references = parse(files[SIGNATURE], SIGNATURE).children[0].child("References")

    assert references is not None
    covered = {each.get("FileRef") for each in references.children}
    assert covered == {f"/{name}" for name in files} - {f"/{SIGNATURE}", f"/{VALUE}"}


def test_an_open_document_leaves_the_list_of_seals_out() -> None:
    assert f"/{LIST}".encode() not in files_of(sealed_ofd(lock=False))[SIGNATURE]
    assert f"/{LIST}".encode() in files_of(sealed_ofd())[SIGNATURE]


def test_signature_xml_keeps_the_order_of_the_schema() -> None:
    root = parse(files_of(sealed_ofd())[SIGNATURE], SIGNATURE)

    assert [child.name for child in root.children] == ["SignedInfo", "SignedValue"]
    assert [child.name for child in root.children[0].children] == [
        "Provider",
        "SignatureMethod",
        "SignatureDateTime",
        "References",
        "StampAnnot",
        "Seal",
    ]


def test_ids_begin_with_a_letter_and_are_given_out_once() -> None:
    files = files_of(countersigned_ofd())
    listed = parse(files[LIST], LIST)
    stamps = [
        node.get("ID")
        for number in (0, 1)
        for node in parse(files[f"Doc_0/Signs/Sign_{number}/Signature.xml"], "").children[0].all("StampAnnot")
    ]
    ids = [each.get("ID") for each in listed.all("Signature")] + stamps

    assert sorted(ids) == ["s001", "s002", "s003", "s004"]
    assert listed.words("MaxSignId") == "s004"


def test_openssl_verifies_the_signature_over_tbs_sign(tmp_path: Path) -> None:
    value = read_signature(files_of(sealed_ofd())[VALUE])

    _openssl_verifies(value.signer, value.to_sign, value.signature, tmp_path)


def test_openssl_verifies_the_makers_signature_over_seal_info(tmp_path: Path) -> None:
    made = read_signature(files_of(sealed_ofd())[VALUE]).seal

    _openssl_verifies(made.maker, made.info, made.signature, tmp_path)


def _openssl_verifies(certificate: bytes, message: bytes, signature: bytes, folder: Path) -> None:
    key = pem(read_certificate(certificate).public_key, "PUBLIC KEY", folder / "key.pem")
    (folder / "message").write_bytes(message)
    (folder / "signature").write_bytes(signature)
    said = openssl(
        "dgst", "-sm3", "-sigopt", DISTID, "-verify", key, "-signature", folder / "signature", folder / "message"
    )
    assert said == b"Verified OK\n"


def test_the_value_says_what_the_standard_wants() -> None:
    files = files_of(sealed_ofd())
    value = read_signature(files[VALUE])

    assert (value.version, value.algorithm, value.property_info) == (4, "1.2.156.10197.1.501", f"/{SIGNATURE}")
    assert value.data_hash == sm3(files[SIGNATURE])
    assert value.seal.raw == files["Doc_0/Signs/Sign_0/Seal.esl"] == seal_of(OFFICE)
    assert [piece.tag for piece in der.read(value.to_sign).children()] == [2, 0x30, 0x18, 3, 0x16, 0xA0]


def test_another_makers_file_can_be_sealed() -> None:
    sealed = seal(PUBLISHED.read_bytes(), RIGHT, 4)

    assert join(check_ofd(sealed, TRUST, NOW)).outcome is Outcome.INTACT


def test_a_published_file_without_a_seal_is_unsealed() -> None:
    assert join(check_ofd(PUBLISHED.read_bytes(), TRUST, NOW)).outcome is Outcome.UNSEALED


def test_a_further_seal_of_another_unit_is_an_addition_and_breaks_nothing() -> None:
    verdict = join(check_ofd(countersigned_ofd(), TRUST, NOW + DAY))

    assert verdict.outcome is Outcome.ADDED
    assert [reason.code for reason in verdict.reasons] == ["seals.seal_added"]
    assert [seen.intact for seen in verdict.seals] == [True, True]


def test_a_locked_document_takes_no_further_seal() -> None:
    with pytest.raises(DocumentLocked):
        seal_ofd(sealed_ofd(), unit(FINANCE), seal_of(FINANCE, "S-2"), LEFT, LAST, NOW)


def test_a_document_open_for_more_seals_is_intact_and_says_so() -> None:
    verdict = join(check_ofd(sealed_ofd(lock=False), TRUST, NOW))

    assert verdict.outcome is Outcome.INTACT
    assert [reason.code for reason in verdict.reasons] == ["seals.list_open"]


def test_a_broken_seal_is_not_sealed_over() -> None:
    files = files_of(sealed_ofd(lock=False))
    page = files["Doc_0/Pages/Page_0/Content.xml"].replace(b"</ofd:Page>", b" </ofd:Page>")

    with pytest.raises(SealBroken):
        seal(repacked(sealed_ofd(lock=False), {"Doc_0/Pages/Page_0/Content.xml": page}), LEFT)


def test_anothers_seal_is_refused() -> None:
    with pytest.raises(SealNotYours):
        seal_ofd(notice_ofd(), unit(FINANCE), seal_of(OFFICE), RIGHT, LAST, NOW)


def test_a_seal_out_of_date_is_refused() -> None:
    with pytest.raises(SealOutOfDate):
        seal_ofd(notice_ofd(), unit(OFFICE), seal_of(OFFICE), RIGHT, LAST, NOW + 301 * DAY)


def test_an_expired_certificate_seals_nothing() -> None:
    token = token_until(NOW - timedelta(hours=1))

    with pytest.raises(SealCertificateExpired):
        seal_ofd(notice_ofd(), token, seal_for(token), RIGHT, LAST, NOW)


@pytest.mark.parametrize(("box", "page"), [(Box(190, 80, 42, 42), 0), (Box(0, -1, 42, 42), 0), (RIGHT, 2), (RIGHT, -1)])
def test_a_seal_never_lies_outside_the_pages(box: Box, page: int) -> None:
    with pytest.raises(PlaceOutsidePage):
        seal(notice_ofd(), box, page)


def test_a_file_nobody_refers_to_blocks_sealing() -> None:
    with pytest.raises(HiddenContent):
        seal(repacked(notice_ofd(), {"Doc_0/hidden": b"x"}))


def test_a_reference_that_leads_nowhere_blocks_sealing_for_it_could_be_filled_later() -> None:
    content = {name: text.encode() for name, text in BLANK_OFD.items()}
    content["Doc_0/Document.xml"] = content["Doc_0/Document.xml"].replace(
        b"</ofd:PageArea>", b"</ofd:PageArea><ofd:PublicRes>Res.xml</ofd:PublicRes>"
    )

    with pytest.raises(HiddenContent):
        seal(write(content))


def test_a_damaged_package_is_refused() -> None:
    with pytest.raises(OfdDamaged):
        seal(notice_ofd()[:-1])


def test_the_smallest_package_can_be_sealed() -> None:
    assert join(check_ofd(sealed_blank(), TRUST, NOW)).outcome is Outcome.INTACT
    assert set(read_package(blank_ofd()).files) < set(read_package(sealed_blank()).files)
