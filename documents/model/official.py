"""An official document (公文) as values: its elements, not its looks.

The elements are those of GB/T 9704-2012 clause 7; the kinds (文种) those of
《党政机关公文处理工作条例》 article 8.
"""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import NewType

DraftId = NewType("DraftId", str)


class Kind(StrEnum):
    """文种，《条例》第八条。"""

    RESOLUTION = "决议"
    DECISION = "决定"
    ORDER = "命令"
    COMMUNIQUE = "公报"
    PROCLAMATION = "公告"
    ANNOUNCEMENT = "通告"
    OPINION = "意见"
    NOTICE = "通知"
    CIRCULAR = "通报"
    REPORT = "报告"
    REQUEST = "请示"
    REPLY = "批复"
    PROPOSAL = "议案"
    LETTER = "函"
    MINUTES = "纪要"


class Secrecy(StrEnum):
    TOP_SECRET = "绝密"
    SECRET = "机密"
    CONFIDENTIAL = "秘密"


class Urgency(StrEnum):
    EXTRA_URGENT = "特急"
    URGENT = "加急"


class Level(IntEnum):
    """Heading levels: 一、 （一） 1. （1）."""

    FIRST = 1
    SECOND = 2
    THIRD = 3
    FOURTH = 4


@dataclass(frozen=True, slots=True)
class Number:
    """发文字号: 机关代字〔年份〕序号."""

    code: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line, its own number included ("一、总体要求")."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``lead`` counts the leading characters set as a heading of ``level`` ("（一）…。后文")."""

    text: str
    lead: int = 0
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: paragraphs of text, and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1
    heading: bool = False


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of cells; ``widths`` are relative column widths. A cell is listed in the row where it begins."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    header_rows: int = 1


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture (PNG or JPEG bytes), its size in mm as the draft gives it."""

    image: bytes
    width: float
    height: float
    caption: str = ""


Block = Heading | Paragraph | TableBlock | PictureBlock


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: begins on a new page. ``label`` is "附件" or "附件1"."""

    label: str
    title: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """Everything that an official document says. Empty strings and tuples mean: it has no such element."""

    kind: Kind
    title: str
    body: tuple[Block, ...]
    issuers: tuple[str, ...] = ()  # 发文机关 (the first is 主办)
    mark: str = ""  # 发文机关标志 as printed; empty: the issuers' names and "文件"
    number: Number | None = None  # 发文字号
    copy_number: str = ""  # 份号, six digits
    secrecy: Secrecy | None = None
    secrecy_term: str = ""  # 保密期限, "1年"
    urgency: Urgency | None = None
    approvers: tuple[str, ...] = ()  # 签发人
    recipients: str = ""  # 主送机关, without the colon
    annex_names: tuple[str, ...] = ()  # 附件说明
    signatories: tuple[str, ...] = ()  # 署名
    dated: date | None = None  # 成文日期
    note: str = ""  # 附注, without its parentheses
    annexes: tuple[Annex, ...] = ()
    copies_to: str = ""  # 抄送机关, without "抄送：" and the full stop
    printed_by: str = ""  # 印发机关
    printed_on: date | None = None  # 印发日期
