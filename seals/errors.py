"""What can be refused about seals and sealing."""

from office.errors import Refused, Trouble


class SealCertificateExpired(Refused):
    """The certificate is not valid at the time of sealing; facts: holder, valid_from, valid_to."""

    code = "seals.seal_certificate_expired"


class SealKeyUnfit(Refused):
    """The certificate does not allow signing; fact: holder."""

    code = "seals.seal_key_unfit"


class SealOutOfDate(Refused):
    """The seal itself is not valid at the time of sealing; facts: name, valid_from, valid_to."""

    code = "seals.seal_out_of_date"


class SealNotYours(Refused):
    """The certificate on the token is not among those the seal was made for; facts: name, holder."""

    code = "seals.seal_not_yours"


class SealNotActive(Refused):
    """The seal is suspended or destroyed; facts: name, standing."""

    code = "seals.seal_not_active"


class SealAltered(Refused):
    """The data registered for the seal is not what the seal file says; fact: id."""

    code = "seals.seal_altered"


class DocumentLocked(Refused):
    """The last seal on the document allows no further one."""

    code = "seals.document_locked"


class DocumentDamaged(Refused):
    """The file cannot be read without guessing; fact: reason."""

    code = "seals.document_damaged"


class DocumentEncrypted(Refused):
    """The file is protected by a password."""

    code = "seals.document_encrypted"


class DocumentTooLarge(Refused):
    """The file is larger than we seal; facts: size, limit (MB)."""

    code = "seals.document_too_large"


class HiddenContent(Refused):
    """The file carries something that could change what it shows; fact: what."""

    code = "seals.hidden_content"


class SealBroken(Refused):
    """The file bears a seal that does not hold; another one must not be put over it; fact: reason."""

    code = "seals.seal_broken"


class FormatUnknown(Refused):
    """The file is neither PDF nor OFD."""

    code = "seals.format_unknown"


class PlaceNotFound(Refused):
    """No line with the date of the document was found."""

    code = "seals.place_not_found"


class PlaceOutsidePage(Refused):
    """The seal would lie outside the page; facts: page, pages."""

    code = "seals.place_outside_page"


class PlaceTaken(Refused):
    """The seal would lie on an earlier one; fact: name."""

    code = "seals.place_taken"


class PictureUnreadable(Refused):
    """The picture of the seal cannot be read."""

    code = "seals.picture_unreadable"


class SealingFailed(Trouble):
    """The sealed file did not pass our own check and was thrown away; fact: reason."""

    code = "seals.sealing_failed"


class SealUnreadable(Refused):
    """The bytes are no electronic seal or no seal signature; fact: reason."""

    code = "seals.seal_unreadable"


class SealCharacterMissing(Refused):
    """No face has a character of the seal's name; fact: character."""

    code = "seals.seal_character_missing"


class SealNotMade(Refused):
    """The seal was not made: name, holder, dates or picture are not as they must be; fact: reason."""

    code = "seals.seal_not_made"


class SealGone(Refused):
    """The seal was destroyed; nothing more can become of it; fact: name."""

    code = "seals.seal_gone"
