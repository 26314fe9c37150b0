"""The display list: where every glyph, line and picture lies. One list, many writers.

Lengths are millimetres, the origin is the top left corner of the page, y grows downwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType, Protocol

from office.fonts.roles import Cut as Cut
from office.fonts.roles import FaceId as FaceId
from office.fonts.roles import Role

ImageId = NewType("ImageId", str)


class Element(StrEnum):
    """公文要素 (GB/T 9704-2012 clause 7): what a run of ink belongs to."""

    COPY_NUMBER = "份号"
    SECRECY = "密级和保密期限"
    URGENCY = "紧急程度"
    MARK = "发文机关标志"
    NUMBER = "发文字号"
    APPROVER = "签发人"
    TITLE = "标题"
    RECIPIENTS = "主送机关"
    BODY = "正文"
    ANNEX_NOTE = "附件说明"
    SIGNATURE = "发文机关或签发人署名"
    DATE = "成文日期"
    NOTE = "附注"
    ANNEX = "附件"
    COPIES_TO = "抄送机关"
    PRINTED_BY = "印发机关"
    PRINTED_ON = "印发日期"
    PAGE_NUMBER = "页码"
    RULE = "分隔线"


@dataclass(frozen=True, slots=True)
class Colour:
    """sRGB, 0-255."""

    red: int
    green: int
    blue: int


BLACK = Colour(0, 0, 0)
RED = Colour(255, 0, 0)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in mm: its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Transform:
    """x' = a·x + c·y + e, y' = b·x + d·y + f (the order of PDF and OFD)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


IDENTITY = Transform()


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face, size and colour: parallel tuples, one entry per glyph.

    ``xs`` and ``ys`` are glyph origins (baseline) before ``transform``; ``size`` is the em in mm.
    """

    face: FaceId
    size: float
    text: tuple[str, ...]
    gids: tuple[int, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    colour: Colour = BLACK
    transform: Transform = IDENTITY
    element: Element | None = None


Segment = tuple[str, tuple[float, ...]]  # ("M", (x, y)) ("L", (x, y)) ("C", (x1, y1, x2, y2, x, y)) ("Z", ())


@dataclass(frozen=True, slots=True)
class Shape:
    """A path: stroked when ``stroke`` is given, filled when ``fill`` is."""

    path: tuple[Segment, ...]
    stroke: Colour | None = None
    width: float = 0.353
    fill: Colour | None = None
    even_odd: bool = False
    transform: Transform = IDENTITY
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """An image; ``transform`` maps the unit square (top left origin) to the page."""

    image: ImageId
    transform: Transform
    element: Element | None = None


Mark = Run | Shape | Picture


@dataclass(frozen=True, slots=True)
class Page:
    width: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where a seal belongs (GB/T 9704-2012 7.3.5.1): over signature and date.

    ``block`` encloses the signature and date lines; ``text_end`` is the bottom of the last line above them.
    """

    page: int
    issuer: str
    block: Box
    text_end: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A document laid out. ``images`` holds PNG or JPEG bytes; ``missing`` the characters that no face has."""

    pages: tuple[Page, ...]
    title: str = ""
    images: Mapping[ImageId, bytes] = field(default_factory=dict)
    seals: tuple[SealPlace, ...] = ()
    missing: tuple[str, ...] = ()


class Faces(Protocol):
    """The faces to choose from, as the layout sees them."""

    def pick(self, role: Role, char: str) -> Cut | None:
        """The first face in the chain of ``role`` that has ``char``; None when no face has it."""

    def ink(self, cut: Cut) -> tuple[float, float]:
        """Lowest and highest ink of the glyph relative to the baseline, in em, upwards positive."""

    def sides(self, cut: Cut) -> tuple[float, float]:
        """Leftmost and rightmost ink of the glyph relative to its origin, in em."""
