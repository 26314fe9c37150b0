"""What keys, certificates, envelopes and statements refuse."""

from office.errors import Refused


class WrongPin(Refused):
    """The PIN does not open the key file."""

    code = "crypto.wrong_pin"


class KeyFileDamaged(Refused):
    """The bytes are no readable key file; fact: reason."""

    code = "crypto.key_file_damaged"


class KeyFileUnsupported(Refused):
    """The key file is protected in a way we do not open; fact: method."""

    code = "crypto.key_file_unsupported"


class KeyUnusable(Refused):
    """The key cannot do what was asked; facts: purpose."""

    code = "crypto.key_unusable"


class CertificateDamaged(Refused):
    """The bytes are no readable certificate; fact: reason."""

    code = "crypto.certificate_damaged"


class CertificateNotMade(Refused):
    """The authority may not issue this certificate; fact: reason."""

    code = "crypto.certificate_not_made"


class RecipientExpired(Refused):
    """The encryption certificate is not valid at this time; fact: holder."""

    code = "crypto.recipient_expired"


class RecipientUnfit(Refused):
    """The certificate is not for encryption, or its key is of a kind we cannot encrypt to; fact: holder."""

    code = "crypto.recipient_unfit"


class NoRecipients(Refused):
    """An envelope needs one recipient at least."""

    code = "crypto.no_recipients"


class NotForYou(Refused):
    """No recipient of the envelope matches the token's certificate; fact: holder."""

    code = "crypto.not_for_you"


class EnvelopeDamaged(Refused):
    """The envelope is broken or was altered."""

    code = "crypto.envelope_damaged"


class StatementDamaged(Refused):
    """The bytes are no readable signed statement."""

    code = "crypto.statement_damaged"


class SignatureFailed(Refused):
    """A signature just made does not verify: key and certificate do not belong together, or the device erred."""

    code = "crypto.signature_failed"


class RevocationsDamaged(Refused):
    """The bytes are no complete list of revoked certificates."""

    code = "crypto.revocations_damaged"
