"""What attackers do to sealed PDFs: incremental updates, borrowed signatures, bytes around the file."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import keys, x509  # type: ignore[import-untyped]  # ships no py.typed
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from office.crypto.authority import Usage
from office.crypto.public_keys import Family
from tests.office import pki

Change = Callable[[Any], None]


def updated(data: bytes, change: Change) -> bytes:
    """The file with an incremental update by pyHanko."""
    writer = IncrementalPdfFileWriter(BytesIO(data))
    change(writer)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def page(writer: Any, index: int = 0) -> Any:
    return writer.find_page_for_modification(index)[0].get_object()


def dictionary(**entries: Any) -> Any:
    return generic.DictionaryObject({pdf_name(f"/{name}"): value for name, value in entries.items()})


def numbers(*values: float) -> Any:
    return generic.ArrayObject(generic.FloatObject(value) for value in values)


def rewrite_content(writer: Any) -> None:
    content = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    page(writer)[pdf_name("/Contents")] = content
    writer.update_container(page(writer))


def shrink_media_box(writer: Any) -> None:
    page(writer)[pdf_name("/MediaBox")] = numbers(0, 0, 595, 600)
    writer.update_container(page(writer))


def note_over_text(writer: Any) -> None:
    form = generic.StreamObject(
        dictionary(Type=pdf_name("/XObject"), Subtype=pdf_name("/Form"), BBox=numbers(0, 0, 200, 100)),
        stream_data=b"1 1 1 rg 0 0 200 100 re f",
    )
    look = dictionary(N=writer.add_object(form))
    note = dictionary(Type=pdf_name("/Annot"), Subtype=pdf_name("/Stamp"), Rect=numbers(80, 350, 280, 450), AP=look)
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))


def another_page(writer: Any) -> None:
    root = writer.root["/Pages"]
    kids = root["/Kids"][0].get_object() if "/Kids" in root["/Kids"][0].get_object() else root
    new = dictionary(Type=pdf_name("/Page"), MediaBox=numbers(0, 0, 595, 842), Resources=dictionary())
    new[pdf_name("/Parent")] = kids.container_ref and generic.IndirectObject(
        kids.container_ref.idnum, kids.container_ref.generation, writer
    )
    kids["/Kids"].append(writer.add_object(new))
    kids[pdf_name("/Count")] = generic.NumberObject(int(kids["/Count"]) + 1)
    writer.update_container(kids)


def remove_form(writer: Any) -> None:
    del writer.root["/AcroForm"]
    writer.update_root()


def empty_field_value(writer: Any) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0].get_object()
    del field["/V"]
    writer.update_container(field)


def other_picture(writer: Any) -> None:
    """Another picture in the place of the seal's."""
    field = writer.root["/AcroForm"]["/Fields"][0].get_object()
    form = generic.StreamObject(
        dictionary(Type=pdf_name("/XObject"), Subtype=pdf_name("/Form"), BBox=numbers(0, 0, 100, 100)),
        stream_data=b"1 0 0 rg 0 0 100 100 re f",
    )
    field[pdf_name("/AP")] = dictionary(N=writer.add_object(form))
    writer.update_container(field)


def moved_widget(writer: Any) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0].get_object()
    field[pdf_name("/Rect")] = numbers(100, 100, 219, 219)
    writer.update_container(field)


def script(writer: Any) -> None:
    writer.root[pdf_name("/OpenAction")] = dictionary(S=pdf_name("/JavaScript"), JS=generic.pdf_string("x"))
    writer.update_root()


def empty_signature_field(writer: Any) -> None:
    """A field without a signature, whose picture covers the text: no key is needed for that."""
    form = generic.StreamObject(
        dictionary(Type=pdf_name("/XObject"), Subtype=pdf_name("/Form"), BBox=numbers(0, 0, 200, 100)),
        stream_data=b"1 1 1 rg 0 0 200 100 re f",
    )
    where = writer.find_page_for_modification(0)[0]
    field = dictionary(
        Type=pdf_name("/Annot"), Subtype=pdf_name("/Widget"), FT=pdf_name("/Sig"), T=generic.pdf_string("x"),
        Rect=numbers(80, 350, 280, 450), P=where, F=generic.NumberObject(132),
        AP=dictionary(N=writer.add_object(form)),
    )  # fmt: skip
    reference = writer.add_object(field)
    writer.register_annotation(where, reference)
    writer.root["/AcroForm"]["/Fields"].append(reference)
    writer.update_container(writer.root["/AcroForm"]["/Fields"])


def text_field(writer: Any) -> None:
    """A form value laid over signed text."""
    form = generic.StreamObject(
        dictionary(Type=pdf_name("/XObject"), Subtype=pdf_name("/Form"), BBox=numbers(0, 0, 200, 100)),
        stream_data=b"1 1 1 rg 0 0 200 100 re f",
    )
    where = writer.find_page_for_modification(0)[0]
    field = dictionary(
        Type=pdf_name("/Annot"), Subtype=pdf_name("/Widget"), FT=pdf_name("/Tx"), T=generic.pdf_string("amount"),
        Rect=numbers(80, 350, 280, 450), P=where, F=generic.NumberObject(4), V=generic.pdf_string("1000000"),
        AP=dictionary(N=writer.add_object(form)),
    )  # fmt: skip
    reference = writer.add_object(field)
    writer.register_annotation(where, reference)
    writer.root["/AcroForm"]["/Fields"].append(reference)
    writer.update_container(writer.root["/AcroForm"]["/Fields"])


def loose_object(writer: Any) -> None:
    """Something that nothing refers to: another reader may find it when it repairs the file."""
    writer.add_object(dictionary(Type=pdf_name("/Page"), MediaBox=numbers(0, 0, 595, 842)))


def add_proof(data: bytes) -> bytes:
    """What a PAdES B-LT signer adds later: certificates for those who check in years to come."""
    output = BytesIO(data)
    issuer = x509.Certificate.load(pki.authority(Family.EC).certificate)
    DocumentSecurityStore.add_dss(output, None, certs=[issuer])
    return output.getvalue()


UPDATES: tuple[Change, ...] = (
    loose_object,
    rewrite_content,
    shrink_media_box,
    note_over_text,
    another_page,
    remove_form,
    empty_field_value,
    other_picture,
    moved_widget,
    script,
    empty_signature_field,
    text_field,
)


def signed_by_pyhanko(
    data: bytes,
    name: str,
    box: tuple[int, int, int, int],
    colour: tuple[int, int, int, int],
    on_page: int = 0,
    at: datetime = pki.NOW,
) -> bytes:
    """A signature of another maker, with an opaque picture of one colour (not multiplied with the text)."""
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(pki.certificate(Family.EC, Usage.SIGN, name)),
        signing_key=keys.PrivateKeyInfo.load(pki.key(Family.EC, name).pkcs8()),
        cert_registry=SimpleCertificateStore.from_certs(
            [x509.Certificate.load(der) for der in pki.authority(Family.EC).chain]
        ),
    )
    style = StaticStampStyle(
        background=PdfImage(Image.new("RGBA", (8, 8), colour)),
        background_opacity=1.0,
        border_width=0,
        background_layout=SimpleBoxLayoutRule(
            AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins.uniform(0), InnerScaling.STRETCH_FILL
        ),
    )
    meta = PdfSignatureMetadata(field_name=f"By{name}", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    pdf_signer = PdfSigner(meta, signer, stamp_style=style, new_field_spec=SigFieldSpec(f"By{name}", on_page, box))
    return asyncio.run(_signed(pdf_signer, IncrementalPdfFileWriter(BytesIO(data)), at))


async def _signed(signer: PdfSigner, writer: Any, at: datetime) -> bytes:
    """What ``PdfSigner.async_sign_pdf`` does, at a time of our choice."""
    session = signer.init_signing_session(writer)
    session.system_time = at
    size = await session.estimate_signature_container_size(None)
    prepared = session.prepare_tbs_document(None, size)
    output = BytesIO()
    digest, _ = prepared.digest_tbs_document(output=output)
    await prepared.perform_signature(digest.document_digest, PdfCMSSignedAttributes(signing_time=at))
    return output.getvalue()
