"""版头: 份号, 密级和保密期限, 紧急程度, 发文机关标志, 发文字号, 签发人, 分隔线 (GB/T 9704-2012, 7.2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.model.official import OfficialDocument
from documents.model.pages import RED, Colour, Element, Mark, Shape
from documents.rules.galley import Galley
from documents.rules.mark_letters import MarkInk, mark_of
from documents.rules.pieces import Piece, centred, whole
from documents.rules.setting import Setting
from documents.rules.strips import Pager, TextLine
from office.fonts.roles import Role

MARK_TOP = 35.0  # mm from the upper edge of the 版心 to the ink of the mark
RULE_BELOW = 4.0  # mm from 发文字号 to the red line
RULE_WIDTH = 0.7  # mm
NAMES_A_ROW = 2  # 签发人
WIDEST_NAME = 24.0  # mm
NEAR = 66.0  # mm: how far from the left edge what stands there may reach


@dataclass(frozen=True, slots=True)
class Tightness:
    """How much room the head takes: given way step by step where the first page would show no text."""

    mark: float = 1.0  # of the mark's height
    blanks: float = 2.0  # lines under the mark, and under the red line
    recipients_in_imprint: bool = False


TIGHTER = (
    Tightness(),
    Tightness(0.85, 1.5),
    Tightness(0.7, 1.0),
    Tightness(0.55, 0.5),
    Tightness(0.55, 0.5, recipients_in_imprint=True),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A line over the width of the 版心; ``height`` is its thickness."""

    width: float
    height: float
    colour: Colour

    def draw(self, left: float, top: float) -> list[Mark]:
        y = top + self.height / 2
        path = (("M", (left, y)), ("L", (left + self.width, y)))
        return [Shape(path, self.colour, self.height, element=Element.RULE)]


@dataclass(frozen=True, slots=True)
class Head:
    """The whole 版头, at the top of the first page."""

    corner: tuple[tuple[int, TextLine], ...]  # row, line
    mark: MarkInk | None
    rows: tuple[TextLine, ...]  # 发文字号 and 签发人
    rule: Rule | None
    blanks: float
    mark_top: float = MARK_TOP

    @property
    def least(self) -> float:
        return 0.0

    def plan(self, pager: Pager) -> None:
        grid = pager.grid
        for row, line in self.corner:
            pager.put(line, grid.head_margin + row * grid.pitch)
        self._plan_mark(pager)
        if self.mark is None and not self.rows:
            pager.blank(self.blanks)
            return
        for line in self.rows:
            pager.line(line)
        if self.rule is not None:
            kept = 0.0 if self.rows else grid.size  # the place of a number that is yet to be given
            pager.put(self.rule, (pager.y or 0.0) + kept + RULE_BELOW)
        pager.blank(self.blanks)

    def _plan_mark(self, pager: Pager) -> None:
        pager.y = pager.y or pager.grid.head_margin
        if self.mark is not None:
            top = pager.grid.head_margin + self.mark_top
            pager.put(self.mark, max(top, pager.y))
            pager.blank(self.blanks)


def head_of(setting: Setting, document: OfficialDocument, tight: Tightness) -> Head:
    mark = mark_of(setting, document.mark, document.issuers, tight.mark)
    rule = Rule(setting.grid.width, RULE_WIDTH, RED)
    rows = tuple(_number_rows(setting, document))
    return Head(tuple(corner_rows(setting, document)), mark, rows, rule, tight.blanks)


def corner_rows(setting: Setting, document: OfficialDocument) -> Iterator[tuple[int, TextLine]]:
    """份号 on the first row, 密级 on the second, 紧急程度 under them, at the left edge."""
    if document.copy_number:
        yield 0, _flush(setting.within(document.copy_number, NEAR), Element.COPY_NUMBER)
    if document.secrecy is not None:
        yield 1, _flush(setting.within(_secrecy(document), NEAR, Role.HEI), Element.SECRECY)
    if document.urgency is not None:
        row = 2 if document.secrecy is not None else 1 if document.copy_number else 0
        yield row, _flush(setting.text(document.urgency, Role.HEI), Element.URGENCY)


def _secrecy(document: OfficialDocument) -> str:
    return f"{document.secrecy}★{document.secrecy_term}" if document.secrecy_term else f"{document.secrecy}"


def _flush(galley: Galley, element: Element) -> TextLine:
    return TextLine((Piece(galley, whole(galley), 0.0, element),), galley.size)


def _number_rows(setting: Setting, document: OfficialDocument) -> list[TextLine]:
    """发文字号 centred; with 签发人 it stands at the left on the row of the last of them (上行文)."""
    wide = NEAR if document.approvers else setting.grid.width
    number = setting.within(str(document.number), wide) if document.number else None
    if not document.approvers:
        return [] if number is None else [_row([_in_the_middle(setting, number)], first=True)]
    rows = _approvers(setting, document.approvers)
    if number is not None:
        rows[-1].insert(0, Piece(number, whole(number), setting.grid.cell, Element.NUMBER))
    return [_row(row, first=index == 0, lead=setting.grid.gap) for index, row in enumerate(rows)]


def _in_the_middle(setting: Setting, number: Galley) -> Piece:
    return centred(number, whole(number), Element.NUMBER, setting.grid.width)


def _row(pieces: Sequence[Piece], first: bool, lead: float = 0.0) -> TextLine:
    return TextLine(tuple(pieces), pieces[0].galley.size, lead=0.0 if first else lead)


def _approvers(setting: Setting, names: Sequence[str]) -> list[list[Piece]]:
    """ "签发人：" and names in 楷体, two in a row, ending one cell from the right edge."""
    grid = setting.grid
    label = setting.text("签发人：")
    columns = min(NAMES_A_ROW, len(names))
    width = min(max(len(name) for name in names) * grid.cell, WIDEST_NAME)
    right = grid.width - grid.cell
    begin = right - columns * width - (columns - 1) * grid.cell
    rows: list[list[Piece]] = []
    for index, name in enumerate(names):
        row, column = divmod(index, NAMES_A_ROW)
        if column == 0:
            rows.append([])
        rows[row].append(_name(setting, name, begin + column * (width + grid.cell), width))
    rows[0].insert(0, Piece(label, whole(label), begin - label.width, Element.APPROVER))
    return rows


def _name(setting: Setting, name: str, x: float, width: float) -> Piece:
    """A name of two characters is spread to the width of the others."""
    galley = setting.within(name, width, Role.KAI)
    measure = width / galley.cell
    spread = measure if len(galley) == 2 and galley.width < width else None
    line = whole(galley) if spread is None else whole(galley).stretched
    return Piece(galley, line, x, Element.APPROVER, spread)
