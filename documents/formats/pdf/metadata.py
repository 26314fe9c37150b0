"""Info dictionary and XMP packet of a PDF/A-2b: they say the same (ISO 19005-2, 6.6)."""

import hashlib
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from documents.model.about import About

PRODUCER = "GovDesk"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def info(about: About) -> dict[str, str]:
    """Entries of the Info dictionary; empty ones are left out."""
    stamp = about.created.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    entries = {
        "/Title": about.title,
        "/Author": about.author,
        "/Subject": about.subject,
        "/Keywords": _keywords(about),
        "/Creator": PRODUCER,
        "/Producer": PRODUCER,
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    return {name: _legal(value) for name, value in entries.items() if value}


def xmp(about: About) -> bytes:
    """The XMP packet with the same entries."""
    stamp = _iso(about.created)
    properties = [
        "<dc:format>application/pdf</dc:format>",
        _alternatives("dc:title", about.title),
        f"<dc:creator><rdf:Seq><rdf:li>{_text(about.author)}</rdf:li></rdf:Seq></dc:creator>" if about.author else "",
        _alternatives("dc:description", about.subject),
        f"<pdf:Keywords>{_text(_keywords(about))}</pdf:Keywords>" if about.keywords else "",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
        f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>",
        f"<xmp:CreateDate>{stamp}</xmp:CreateDate>",
        f"<xmp:ModifyDate>{stamp}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{stamp}</xmp:MetadataDate>",
    ]
    return _PACKET.format(properties="\n".join(filter(None, properties))).encode()


def identity(about: About) -> bytes:
    """16 bytes for the first part of /ID."""
    return hashlib.sha256(about.identity.encode()).digest()[:16]


def _keywords(about: About) -> str:
    return ", ".join(about.keywords)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _alternatives(name: str, text: str) -> str:
    if not text:
        return ""
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{_text(text)}</rdf:li></rdf:Alt></{name}>'


def _text(text: str) -> str:
    return escape(_legal(text))


def _legal(text: str) -> str:
    """One line without characters that XML cannot hold."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
