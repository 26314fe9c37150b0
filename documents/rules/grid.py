"""The page and its grid: 版心, 天头, 订口, 28 cells by 22 lines (GB/T 9704-2012, 5.2 and 6).

All lengths are millimetres.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

MM_PER_POINT = 25.4 / 72

SIZE_22 = 22 * MM_PER_POINT  # 二号
SIZE_16 = 16 * MM_PER_POINT  # 三号
SIZE_14 = 14 * MM_PER_POINT  # 四号
SIZE_12 = 12 * MM_PER_POINT  # 小四
SIZE_10_5 = 10.5 * MM_PER_POINT  # 五号
SIZE_9 = 9 * MM_PER_POINT  # 小五
SIZE_7_5 = 7.5 * MM_PER_POINT  # 六号
SIZE_6_5 = 6.5 * MM_PER_POINT  # 小六

ASCENT = 0.84  # of the glyph box: where the baseline of a Han face lies under the top of its em square


class Form(StrEnum):
    """The form of the whole document: the usual one, or one of the 特定格式 of clause 10."""

    DOCUMENT = "文件"
    LETTER = "信函"
    ORDER = "命令"
    MINUTES = "纪要"


@dataclass(frozen=True, slots=True)
class Grid:
    """How a page is divided, and the customs of an office where the standard leaves a choice.

    ``fixed_pitch`` (mm from line to line) replaces the standard pitch, which makes the glyph boxes of
    ``lines`` lines fill the 版心; the number of lines then follows from it.
    """

    page_width: float = 210.0
    page_height: float = 297.0
    head_margin: float = 37.0  # 天头
    bound_margin: float = 28.0  # 订口
    width: float = 156.0  # 版心
    height: float = 225.0
    cells: int = 28
    lines: int = 22
    fixed_pitch: float | None = None
    mirrored: bool = True  # printed on both sides: the binding edge is on the right of even pages
    sealed: bool = True  # leaves room for the seal over the signature
    keep_headings: bool = True  # a heading never ends a page
    widow_control: bool = False  # no single line of a paragraph at the foot or head of a page
    imprint_on_even: bool = True  # the 版记 closes a leaf
    text_with_signature: int = 2  # lines of text or annex note that the signature's page must carry
    form: Form | None = None  # None: by the kind of document
    title_size: float = SIZE_22
    mark_height: float = 54 * MM_PER_POINT  # em of the 发文机关标志, at most

    @property
    def size(self) -> float:
        """The em of running text: 三号."""
        return SIZE_16

    @property
    def cell(self) -> float:
        return self.width / self.cells

    @property
    def pitch(self) -> float:
        """From one line to the next, mm."""
        if self.fixed_pitch is not None:
            return self.fixed_pitch
        return (self.height - self.size) / (self.lines - 1)

    @property
    def gap(self) -> float:
        """White between the glyph boxes of two lines, mm."""
        return self.pitch - self.size

    @property
    def foot(self) -> float:
        """The lower edge of the 版心, mm from the top of the page."""
        return self.head_margin + self.height

    def left(self, page: int) -> float:
        """The left edge of the 版心 of a page (counted from 0), mm."""
        if self.mirrored and page % 2:
            return self.page_width - self.bound_margin - self.width
        return self.bound_margin

    def with_lines(self, lines: int) -> "Grid":
        """The same 版心 filled with another number of lines."""
        return replace(self, lines=lines, fixed_pitch=None)

    @property
    def line_count(self) -> int:
        """How many lines a page holds."""
        return int((self.height - self.size) / self.pitch + 1e-6) + 1


STANDARD = Grid()
