"""What goes wrong with kept files."""

from office.errors import OfficeError, Refused, Trouble


class FileMissing(OfficeError):
    """No file with this digest is held here (facts: digest)."""

    code = "files.missing"


class FileUnreadable(Trouble):
    """The disk does not give the file (facts: path, reason)."""

    code = "files.unreadable"


class FileAltered(Trouble):
    """What lies under the digest no longer has it (facts: digest)."""

    code = "files.altered"


class FileTooLarge(Refused):
    """More bytes than are taken (facts: size, limit)."""

    code = "files.too_large"


class WrongDigest(Refused):
    """What arrived does not have the digest under which it was sent (facts: digest)."""

    code = "files.wrong_digest"


class WrongOffset(Refused):
    """A part of a file that does not follow what is there (facts: offset, where it goes on)."""

    code = "files.wrong_offset"


class NotADigest(Refused):
    """Not 64 lower-case hexadecimal digits."""

    code = "files.not_a_digest"


class BadRange(Refused):
    """A Content-Range that is not understood."""

    code = "files.bad_range"
