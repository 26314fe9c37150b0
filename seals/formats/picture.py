"""The picture of a round seal in true size: ring, name on the upper arc, ★ or a figure in the centre.

Shapes by 国发〔1999〕25号: a 宋体 face, the name from left to right along the ring, feet to the centre. Measures in the
code are mm on a seal of 42 mm and grow with it. 600 dots per inch (PNG pHYs), transparent where there is no ink.
"""

from collections.abc import Sequence
from io import BytesIO
from math import cos, radians, sin

from PIL import Image, ImageChops, ImageDraw, UnidentifiedImageError

from office.fonts.library import Library
from office.fonts.roles import Role
from seals.errors import PictureUnreadable, SealNotMade
from seals.formats.glyph import Contour, contours
from seals.model import SealSpec

DPI = 600
SMALLEST, LARGEST = 18.0, 80.0  # mm
LONGEST_NAME = 40
LONGEST_CAPTION = 16
MAX_FIGURE = 8 * 1024 * 1024
MAX_FIGURE_SIDE = 6000  # pixels
INK = (230, 0, 18)

_OVERSAMPLING = 4
_RING = 1.2
_GAP = 1.25  # between ring and characters
_STAR = 6.9  # radius
_FIGURE = 7.8  # half of its longer side
_TALLEST = 6.5
_CAPTION_HEIGHT = 4.3
_CAPTION_BASE = 14.2  # foot of the caption below the centre
_PITCH = radians(30)  # between neighbouring characters of a short name
_ARC, _ARC_OVER_CAPTION = radians(264), radians(226)  # from the middle of the first character to that of the last
_WIDE, _NARROW = 0.82, 0.62  # a character's width by its height
_CLOSE = 0.9  # how much of the pitch a character may fill at its foot
_FOOT = 0.12  # descent of the em box

Point = tuple[float, float]


def draw_seal(spec: SealSpec, library: Library) -> bytes:
    """The seal as PNG with transparency, ``spec.diameter`` mm across. The same spec and faces give the same bytes.

    Raises SealNotMade (name or diameter), SealCharacterMissing and PictureUnreadable.
    """
    _check(spec)
    ink = _Ink(spec.diameter)
    ink.ring()
    ink.star() if spec.figure is None else ink.figure(spec.figure)
    ink.arc(_shapes(spec.name.strip(), library), _ARC_OVER_CAPTION if spec.caption else _ARC)
    if spec.caption:
        ink.caption(_shapes(spec.caption.strip(), library))
    return ink.png()


def _check(spec: SealSpec) -> None:
    if not 0 < len(spec.name.strip()) <= LONGEST_NAME or len(spec.caption) > LONGEST_CAPTION:
        raise SealNotMade(reason="name")
    if not SMALLEST <= spec.diameter <= LARGEST:
        raise SealNotMade(reason="diameter")


def _shapes(text: str, library: Library) -> list[tuple[Contour, ...]]:
    return [contours(library, Role.MARK, char) for char in text if not char.isspace()]


class _Ink:
    """The inked area, several times as fine as the picture; (0, 0) is the centre, y grows downwards, mm of a 42."""

    def __init__(self, diameter: float) -> None:
        self.size = round(diameter / 25.4 * DPI)
        self.scale = self.size * _OVERSAMPLING / 42
        self.mask = Image.new("L", (self.size * _OVERSAMPLING,) * 2)
        self.draw = ImageDraw.Draw(self.mask)

    def ring(self) -> None:
        for radius, value in ((21.0, 255), (21.0 - _RING, 0)):
            self.draw.ellipse([*self._at((-radius, -radius)), *self._at((radius, radius))], fill=value)

    def star(self) -> None:
        inner = _STAR * sin(radians(18)) / sin(radians(126))
        spikes = [(_STAR if k % 2 == 0 else inner, radians(36 * k)) for k in range(10)]
        self.draw.polygon([self._at((r * sin(angle), -r * cos(angle))) for r, angle in spikes], fill=255)

    def figure(self, data: bytes) -> None:
        ink = _ink_of(data)
        fit = 2 * _FIGURE * self.scale / max(ink.size)
        ink = ink.resize((max(1, round(ink.width * fit)), max(1, round(ink.height * fit))), Image.Resampling.LANCZOS)
        middle = self.mask.width // 2
        self.mask.paste(ink, (middle - ink.width // 2, middle - ink.height // 2))

    def arc(self, shapes: Sequence[tuple[Contour, ...]], arc: float) -> None:
        """Characters turned with the arc, tops on one circle: the longer the name, the narrower and then smaller."""
        top = 21 - _RING - _GAP
        pitch = min(_PITCH, arc / max(1, len(shapes) - 1))
        height = min(_TALLEST, _CLOSE * pitch * top / (_NARROW + _CLOSE * pitch))
        width = min(_WIDE * height, _CLOSE * pitch * (top - height))
        for place, shape in enumerate(shapes):
            angle = (place - (len(shapes) - 1) / 2) * pitch
            self._character(shape, (width, height), angle, (0, -(top - height)))

    def caption(self, shapes: Sequence[tuple[Contour, ...]]) -> None:
        """An upright line below the figure."""
        room = 2 * (21 - _RING - _GAP) * cos(0.85) / max(1, len(shapes))
        width = min(_CAPTION_HEIGHT * 0.9, room)
        for place, shape in enumerate(shapes):
            middle = (place - (len(shapes) - 1) / 2) * width * 1.04
            self._character(shape, (width * 0.94, _CAPTION_HEIGHT), 0.0, (middle, _CAPTION_BASE))

    def _character(self, shape: Sequence[Contour], size: tuple[float, float], angle: float, foot: Point) -> None:
        """Paint an em box of that size standing on ``foot``, the whole turned about the centre by ``angle``."""
        turn, lean = cos(angle), sin(angle)
        for contour in shape:
            points = []
            for x, y in contour.points:
                flat = (foot[0] + (x - 0.5) * size[0], foot[1] - (y + _FOOT) * size[1])
                points.append(self._at((flat[0] * turn - flat[1] * lean, flat[0] * lean + flat[1] * turn)))
            self.draw.polygon(points, fill=255 if contour.filled else 0)

    def _at(self, point: Point) -> Point:
        middle = self.mask.width / 2 - 0.5
        return middle + point[0] * self.scale, middle + point[1] * self.scale

    def png(self) -> bytes:
        picture = Image.new("RGBA", (self.size, self.size), INK)
        picture.putalpha(self.mask.reduce(_OVERSAMPLING))
        out = BytesIO()
        picture.save(out, "PNG", dpi=(DPI, DPI), optimize=True)
        return out.getvalue()


def _ink_of(data: bytes) -> Image.Image:
    """How much ink each point of a figure takes: dark and opaque is full, trimmed to where there is any."""
    picture = _opened(data)
    opaque, dark = picture.getchannel("A"), ImageChops.invert(picture.convert("RGB").convert("L"))
    ink = ImageChops.multiply(opaque, dark)
    box = ink.getbbox()
    if box is None:
        raise PictureUnreadable
    darkest = _darkest(ink)
    return ink.point([min(255, round(value * 255 / darkest)) for value in range(256)]).crop(box)


def _darkest(ink: Image.Image) -> int:
    """The value that a hundredth of the ink reaches: a few darker specks are noise of the picture's compression."""
    counts = ink.histogram()
    left = sum(counts[1:]) // 100
    for value in range(255, 0, -1):
        left -= counts[value]
        if left < 0:
            return value
    return 1


def _opened(data: bytes) -> Image.Image:
    if len(data) > MAX_FIGURE:
        raise PictureUnreadable
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            if max(picture.size) > MAX_FIGURE_SIDE:
                raise PictureUnreadable
            return picture.convert("RGBA")
    except (
        OSError,
        SyntaxError,
        ValueError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        raise PictureUnreadable from None
