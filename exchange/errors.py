"""What is refused about exchange."""

from office.errors import Refused


class NoRecipients(Refused):
    """A consignment goes to at least one unit."""

    code = "exchange.no_recipients"


class TooManyRecipients(Refused):
    """More units than one consignment goes to (facts: most)."""

    code = "exchange.too_many_recipients"


class ToYourself(Refused):
    """The sender is among the recipients, or a recipient is there twice."""

    code = "exchange.to_yourself"


class BadConsignment(Refused):
    """Facts that no desk of ours writes (facts: reason)."""

    code = "exchange.bad_consignment"


class ParcelExpired(Refused):
    """The consignment's time is over (facts: expires)."""

    code = "exchange.parcel_expired"


class ExpiryTooFar(Refused):
    """Nothing is open for longer than that (facts: days)."""

    code = "exchange.expiry_too_far"


class NotARecipient(Refused):
    """The unit is not among the recipients (facts: unit)."""

    code = "exchange.not_a_recipient"


class NotForYou(Refused):
    """The parcel is not encrypted to this unit, or its sender did not address it so (facts: unit)."""

    code = "exchange.not_for_you"


class ParcelForged(Refused):
    """Signature, terms and contents do not belong together (facts: reason)."""

    code = "exchange.parcel_forged"


class SenderNotTrusted(Refused):
    """The sender's certificate is not to be believed (facts: sender, signer, found)."""

    code = "exchange.sender_not_trusted"


class RecipientNotTrusted(Refused):
    """The recipient's certificate is not to be believed (facts: unit, found)."""

    code = "exchange.recipient_not_trusted"


class ParcelDamaged(Refused):
    """Not a parcel, or not a whole one."""

    code = "exchange.parcel_damaged"


class ParcelTooLarge(Refused):
    """More files or bytes than a parcel takes (facts: limit)."""

    code = "exchange.parcel_too_large"


class NothingEnclosed(Refused):
    """A parcel holds at least one file, each with a name of its own (facts: name)."""

    code = "exchange.nothing_enclosed"


class ReceiptForged(Refused):
    """A receipt that does not say what it stands for, or whose signature is not to be believed (facts: reason)."""

    code = "exchange.receipt_forged"


class BadReceipt(Refused):
    """No receipt by its form."""

    code = "exchange.bad_receipt"


class NotOpenedYet(Refused):
    """Only a parcel that was opened here can be signed for."""

    code = "exchange.not_opened_yet"
