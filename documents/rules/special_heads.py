"""The heads of the 特定格式: letters, orders and minutes (GB/T 9704-2012, clause 10)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from documents.model.official import Kind, OfficialDocument
from documents.model.pages import RED, Element, Mark, Shape
from documents.rules.grid import Form, Grid
from documents.rules.heading import Head, Tightness, corner_rows, head_of
from documents.rules.mark_letters import MarkInk, mark_of
from documents.rules.pieces import Piece, centred, whole
from documents.rules.setting import Setting
from documents.rules.strips import Flowing, Pager, TextLine

LETTER_MARK = 30.0  # mm from the edge of the paper to the mark of a letter
LETTER_RULE = 4.0  # mm under it
LETTER_RULE_WIDTH = 170.0
LETTER_FOOT = 20.0  # mm from the lower edge of the paper to the second double line
LETTER_SCALE = 0.8  # of the usual mark
THICK, THIN, BETWEEN = 0.53, 0.26, 0.35  # mm: 1.5 and 0.75 points, and the white between them
ORDER_MARK = 20.0  # mm from the upper edge of the 版心 to the mark of an order
UNDER_RULE = 7 / 8  # of a 三号 character, from the double line to what stands under it

FORMS = MappingProxyType({Kind.LETTER: Form.LETTER, Kind.ORDER: Form.ORDER, Kind.MINUTES: Form.MINUTES})


def form_of(grid: Grid, document: OfficialDocument) -> Form:
    """The form that the office wants, or that of the kind of document."""
    return grid.form or FORMS.get(document.kind, Form.DOCUMENT)


def mark_text(form: Form, document: OfficialDocument) -> str:
    """The mark of a special form where the document gives none; a joint letter shows 主办 alone."""
    issuer = document.issuers[0] if document.issuers else ""
    endings = {Form.LETTER: "", Form.ORDER: "令", Form.MINUTES: "会议纪要"}
    return document.mark or (f"{issuer}{endings[form]}" if issuer else "")


def is_the_mark(grid: Grid, document: OfficialDocument) -> bool:
    """An order or minutes whose title only repeats the mark shows it once."""
    form = form_of(grid, document)
    return form in {Form.ORDER, Form.MINUTES} and document.title == mark_text(form, document)


@dataclass(frozen=True, slots=True)
class DoubleRule:
    """A thick and a thin red line, 170 mm long, in the middle of the paper; ``left`` from the 版心's edge."""

    left: float
    thick_above: bool

    @property
    def height(self) -> float:
        return THICK + BETWEEN + THIN

    def draw(self, left: float, top: float) -> list[Mark]:
        upper, lower = (THICK, THIN) if self.thick_above else (THIN, THICK)
        x = left + self.left
        return [self._line(x, top + upper / 2, upper), self._line(x, top + self.height - lower / 2, lower)]

    @staticmethod
    def _line(x: float, y: float, width: float) -> Shape:
        path = (("M", (x, y)), ("L", (x + LETTER_RULE_WIDTH, y)))
        return Shape(path, RED, width, element=Element.RULE)


@dataclass(frozen=True, slots=True)
class LetterHead:
    """信函: the mark over a double line, the number at the right under it, a second line at the page's foot."""

    mark: MarkInk | None
    corner: tuple[TextLine, ...]
    number: TextLine | None
    blanks: float

    @property
    def least(self) -> float:
        return 0.0

    def plan(self, pager: Pager) -> None:
        grid = pager.grid
        left = (grid.page_width - LETTER_RULE_WIDTH) / 2 - pager.left
        foot = DoubleRule(left, thick_above=False)
        if self.mark is not None:
            pager.put(self.mark, LETTER_MARK)
        rule = DoubleRule(left, thick_above=True)
        pager.put(foot, grid.page_height - LETTER_FOOT - foot.height)
        pager.put(rule, LETTER_MARK + (self.mark.height if self.mark else 0.0) + LETTER_RULE)
        self._plan_rows(pager, (pager.y or 0.0) + UNDER_RULE * grid.size)
        pager.blank(self.blanks)
        pager.unnumbered.add(pager.page)

    def _plan_rows(self, pager: Pager, first: float) -> None:
        if self.number is not None:
            pager.put(self.number, first)
        for row, line in enumerate(self.corner):
            pager.put(line, first + row * pager.grid.pitch)


def letter_head(setting: Setting, document: OfficialDocument, tight: Tightness) -> Flowing:
    mark = mark_of(setting, mark_text(Form.LETTER, document), (), LETTER_SCALE * tight.mark)
    corner = tuple(line for _, line in corner_rows(setting, document))
    return LetterHead(mark, corner, _number_at_the_right(setting, document), tight.blanks)


def _number_at_the_right(setting: Setting, document: OfficialDocument) -> TextLine | None:
    if document.number is None:
        return None
    galley = setting.within(str(document.number), setting.grid.width / 2)
    piece = Piece(galley, whole(galley), setting.grid.width - galley.width, Element.NUMBER)
    return TextLine((piece,), galley.size)


def order_head(setting: Setting, document: OfficialDocument, tight: Tightness) -> Flowing:
    """命令（令）: mark, two blank lines, 第X号, two blank lines (10.2); no red line."""
    mark = mark_of(setting, mark_text(Form.ORDER, document), (), tight.mark)
    rows: tuple[TextLine, ...] = ()
    if document.number is not None:
        galley = setting.text(f"第{document.number.serial}号")
        piece = centred(galley, whole(galley), Element.NUMBER, setting.grid.width)
        rows = (TextLine((piece,), galley.size, lead=0.0),)
    return Head(tuple(corner_rows(setting, document)), mark, rows, None, tight.blanks, ORDER_MARK)


def minutes_head(setting: Setting, document: OfficialDocument, tight: Tightness) -> Flowing:
    return head_of(setting, replace(document, mark=mark_text(Form.MINUTES, document)), tight)


Heading = Callable[[Setting, OfficialDocument, Tightness], Flowing]
HEADS: Mapping[Form, Heading] = MappingProxyType(
    {Form.DOCUMENT: head_of, Form.LETTER: letter_head, Form.ORDER: order_head, Form.MINUTES: minutes_head}
)
