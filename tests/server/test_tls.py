"""Over TLS: the desk believes the root it was given, and no other."""

import ssl
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from office.clock import now
from office.sync.client import Client
from office.sync.errors import ServerAway
from server.run import Certificate, start
from tests.desks import found_small


def certificate(folder: Path, name: str) -> Certificate:
    """A certificate for this machine that is its own root."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    )
    made = Certificate(folder / f"{name}.pem", folder / f"{name}.key")
    made.certificate.write_bytes(builder.sign(key, SHA256()).public_bytes(Encoding.PEM))
    made.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return made


def test_the_desk_believes_its_own_root_only(tmp_path: Path) -> None:
    own, other = certificate(tmp_path, "own"), certificate(tmp_path, "other")
    url = f"sqlite:///{tmp_path}/server.db"
    found_small(url)

    with start(url, tmp_path / "files", tls=own) as serving:
        with Client(serving.url, ssl.create_default_context(cafile=own.certificate)) as client:
            assert client.sign_in("li", "password of li").unit == "finance"
        for trust in (ssl.create_default_context(cafile=other.certificate), None):
            with Client(serving.url, trust) as stranger, pytest.raises(ServerAway) as away:
                stranger.sign_in("li", "password of li")
            assert "CERTIFICATE_VERIFY_FAILED" in away.value.facts["reason"]
