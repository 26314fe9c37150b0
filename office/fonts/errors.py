"""What can go wrong with fonts."""

from office.errors import NotFound, Refused


class FaceDamaged(Refused):
    """The bytes are no font we can use. Facts: name."""

    code = "fonts.face_damaged"


class FaceUnknown(NotFound):
    """No face of this id is at hand. Facts: face."""

    code = "fonts.face_unknown"
