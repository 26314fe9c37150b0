"""The signature value of a PDF seal: CMS SignedData as PAdES B-B wants it (ETSI EN 319 142-1, RFC 5652, RFC 5035).

Nothing in the value but the signed attributes is protected by the signature. So whoever reads one builds the same
value again from its parts and compares all bytes: what differs was put in, or altered, by somebody else.
"""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from asn1crypto import algos, cms, core, tsp, x509  # type: ignore[import-untyped]  # ships no py.typed

from office.crypto.public_keys import settled
from office.crypto.token import Purpose, Token

_DIGEST = "sha256"


@dataclass(frozen=True, slots=True)
class SignatureValue:
    """A read value. ``regular`` says that every byte of it is explained; ``others`` are the certificates beside.

    ``settled``: the signature has the one form in which we write it.
    """

    certificate: bytes
    others: tuple[bytes, ...]
    regular: bool
    settled: bool


def sign_digest(digest: bytes, token: Token) -> bytes:
    """Sign a SHA-256 ``digest`` of a file with the token's SIGN key; DER ContentInfo, detached."""
    certificate = x509.Certificate.load(token.certificate(Purpose.SIGN))
    attributes = _signed_attributes(digest, certificate)
    signature = settled(certificate.public_key.dump(), token.sign(Purpose.SIGN, attributes.dump()))
    info = _signer_info(certificate, attributes, signature)
    return _content_info(info, [certificate, *map(x509.Certificate.load, token.chain(Purpose.SIGN))])


def reserve(token: Token) -> int:
    """How many bytes to leave free for a value: its certificates, and room for attributes and the signature."""
    certificates = (token.certificate(Purpose.SIGN), *token.chain(Purpose.SIGN))
    return sum(map(len, certificates)) + 2048


def read_value(data: bytes) -> SignatureValue:
    """Read a value with one signer. Raises ValueError, TypeError or KeyError when it is none."""
    content = cms.ContentInfo.load(data, strict=True)
    signed = content["content"]
    (info,) = signed["signer_infos"]
    certificates = [choice.chosen for choice in signed["certificates"]]
    certificate = _named(info["sid"], certificates)
    others = tuple(each.dump() for each in certificates if each is not certificate)
    signature = info["signature"].native
    one_form = settled(certificate.public_key.dump(), signature) == signature
    return SignatureValue(certificate.dump(), others, _rebuilt(info, certificate, certificates) == data, one_form)


def _named(sid: Any, certificates: list[Any]) -> Any:
    for certificate in certificates:
        if sid.name == "issuer_and_serial_number":
            name = sid.chosen
            if name["issuer"] == certificate.issuer and name["serial_number"].native == certificate.serial_number:
                return certificate
        elif sid.chosen.native == certificate.key_identifier:
            return certificate
    raise ValueError("the signer's certificate is missing")


def _rebuilt(info: Any, certificate: Any, certificates: list[Any]) -> bytes:
    """The value as it must look, made of what the signature or a certificate's own signature protects."""
    attributes = cms.CMSAttributes.load(info["signed_attrs"].untag().dump(force=True))
    algorithm = info["signature_algorithm"]["algorithm"].native
    digest = info["digest_algorithm"]["algorithm"].native
    fresh = _signer_info(certificate, attributes, info["signature"].native, algorithm, digest)
    return _content_info(fresh, certificates, digest)


def _signed_attributes(digest: bytes, certificate: Any) -> Any:
    identity = tsp.SigningCertificateV2(
        {"certs": [tsp.ESSCertIDv2({"cert_hash": sha256(certificate.dump()).digest()})]}
    )
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [identity]}),
        ]
    )


def _signer_info(
    certificate: Any, attributes: Any, signature: bytes, algorithm: str | None = None, digest: str = _DIGEST
) -> Any:
    return cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                    )
                }
            ),
            "digest_algorithm": algos.DigestAlgorithm({"algorithm": digest}),
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": algorithm or _algorithm(certificate)},
            "signature": signature,
        }
    )


def _algorithm(certificate: Any) -> str:
    return "sha256_ecdsa" if certificate.public_key.algorithm == "ec" else "sha256_rsa"


def _content_info(info: Any, certificates: list[Any], digest: str = _DIGEST) -> bytes:
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [algos.DigestAlgorithm({"algorithm": digest})],
            "encap_content_info": {"content_type": "data"},
            "certificates": [cms.CertificateChoices("certificate", each) for each in certificates],
            "signer_infos": [info],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def is_der(data: bytes) -> bool:
    """Whether ``data`` is exactly one DER value, nothing after it."""
    try:
        return len(core.load(data, strict=True).dump()) == len(data)
    except (ValueError, TypeError):
        return False
