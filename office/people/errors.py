"""What is refused about people and signing in."""

from office.errors import Refused


class WrongPassword(Refused):
    """The login name and password do not belong together; it is not said which is wrong."""

    code = "people.wrong_password"


class Locked(Refused):
    """Too many failures; nobody signs in under this name for a while (facts: minutes)."""

    code = "people.locked"


class NoName(Refused):
    """A unit or person without a name, or with an unreasonably long one."""

    code = "people.no_name"


class TooManyCertificates(Refused):
    """Certificates of a size or number that none has."""

    code = "people.too_many_certificates"
