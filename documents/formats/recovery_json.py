"""A recovery copy as JSON and back: changes that were not saved yet, with a digest against half-written disks."""

import re
from hashlib import sha256

import msgspec

from documents.errors import CopyDamaged, DocumentUnreadable
from documents.formats.document_json import read_document, write_document
from documents.model.official import DraftId
from documents.model.record import RecoveryCopy

_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_SOURCE = re.compile(r"(?:[0-9a-f]{64})?")


class _Written(msgspec.Struct, forbid_unknown_fields=True):
    draft: str
    base: int
    source: str
    sha256: str  # of the document's bytes
    document: msgspec.Raw


def write_copy(copy: RecoveryCopy) -> bytes:
    """The copy as UTF-8 JSON; its document stands in it as ``write_document`` gives it."""
    document = write_document(copy.document)
    written = _Written(copy.id, copy.base, copy.source, sha256(document).hexdigest(), msgspec.Raw(document))
    return msgspec.json.encode(written)


def read_copy(data: bytes) -> RecoveryCopy:
    """The copy written by ``write_copy``. Raises CopyDamaged when a single byte of it is not as it was."""
    try:
        written = msgspec.json.decode(data, type=_Written)
        if not _is_whole(written):
            raise CopyDamaged
        document = read_document(bytes(written.document))
    except (msgspec.MsgspecError, DocumentUnreadable, ValueError, RecursionError) as error:
        raise CopyDamaged from error
    return RecoveryCopy(DraftId(written.draft), document, written.base, written.source)


def _is_whole(written: _Written) -> bool:
    return (
        sha256(bytes(written.document)).hexdigest() == written.sha256
        and _ID.fullmatch(written.draft) is not None
        and _SOURCE.fullmatch(written.source) is not None
        and 0 <= written.base < 2**31
    )
