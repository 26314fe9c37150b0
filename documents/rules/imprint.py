"""版记: 抄送机关, 印发机关, 印发日期 between rules at the foot of the last page (GB/T 9704-2012, 7.4)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from documents.model.official import OfficialDocument
from documents.model.pages import BLACK, Element
from documents.rules.breaking import break_lines
from documents.rules.grid import SIZE_7_5, SIZE_10_5, SIZE_14, Grid
from documents.rules.heading import Rule
from documents.rules.pieces import Piece, whole
from documents.rules.setting import Setting
from documents.rules.signature import civil_date
from documents.rules.strips import Ink, Pager, TextLine
from office.fonts.roles import Role

THICK, THIN = 0.35, 0.25  # mm: 首条、末条分隔线用粗线, 中间的用细线
LEAST_ABOVE = 5.0  # mm of white between the text and the 版记


@dataclass(frozen=True, slots=True)
class Imprint:
    """Ink with the tops of its parts, mm under the first rule's top; the last rule's lower edge ends it."""

    parts: tuple[tuple[float, Ink], ...]
    height: float
    on_even: bool

    @property
    def least(self) -> float:
        return self.height

    def plan(self, pager: Pager) -> None:
        """At the foot of the last page, on an even one when the office binds double-sided."""
        self._find_page(pager)
        top = pager.grid.foot - self.height
        for offset, ink in self.parts:
            pager.put(ink, top + offset)

    def _find_page(self, pager: Pager) -> None:
        if self.height + LEAST_ABOVE > pager.room:
            pager.turn()
        if self.on_even and pager.page % 2 == 0:
            self._close_leaf(pager)

    def _close_leaf(self, pager: Pager) -> None:
        """Go on to the back of the leaf; a page left blank, and the 版记 behind it, carry no number (7.5)."""
        if pager.y is None and pager.page > 0:
            pager.unnumbered.update({pager.page, pager.page + 1})
        pager.turn()


def imprint_of(setting: Setting, document: OfficialDocument, recipients: bool = False) -> Imprint | None:
    """None when the document has no 版记. ``recipients``: 主送机关 moved here from the head (7.3.2)."""
    return _first_that_fits(setting, document, recipients, _ruled)


def letter_imprint(setting: Setting, document: OfficialDocument, recipients: bool = False) -> Imprint | None:
    """信函: no rules, nor who printed it and when (10.1)."""
    return _first_that_fits(setting, replace(document, printed_by="", printed_on=None), recipients, _bare)


@dataclass(frozen=True, slots=True)
class _Style:
    size: float  # em, mm
    gap: float  # of white between two lines, of the grid's


STYLES = (_Style(SIZE_14, 1.0), _Style(SIZE_14, 0.5), _Style(SIZE_10_5, 0.4), _Style(SIZE_7_5, 0.2))
Groups = Sequence[Sequence[TextLine]]


def _first_that_fits(
    setting: Setting,
    document: OfficialDocument,
    recipients: bool,
    stack: Callable[[Grid, Groups, float], Imprint],
) -> Imprint | None:
    """In 四号, or closer and smaller where hundreds of offices are named."""
    imprint = None
    for style in STYLES:
        groups = [*_groups(setting, document, recipients, style.size)]
        if not groups:
            return None
        imprint = stack(setting.grid, groups, style.gap * setting.grid.gap)
        if imprint.height <= setting.grid.height:
            break
    return imprint


def _bare(_: Grid, groups: Groups, gap: float) -> Imprint:
    parts: list[tuple[float, Ink]] = []
    height = _stack(parts, groups[0], 0.0, gap)
    return Imprint(tuple(parts), height, on_even=False)


def _ruled(grid: Grid, groups: Groups, gap: float) -> Imprint:
    parts: list[tuple[float, Ink]] = []
    y = 0.0
    for index, lines in enumerate(groups):
        rule = Rule(grid.width, THIN if index else THICK, BLACK)
        parts.append((y, rule))
        y = _stack(parts, lines, y + rule.height, gap)
    parts.append((y, Rule(grid.width, THICK, BLACK)))
    return Imprint(tuple(parts), y + THICK, grid.imprint_on_even)


def _stack(parts: list[tuple[float, Ink]], lines: Sequence[TextLine], y: float, gap: float) -> float:
    """Lines under ``y``, half the white of a line above and below each; the lower end."""
    for line in lines:
        parts.append((y + gap / 2, line))
        y += line.height + gap
    return y


def _groups(
    setting: Setting, document: OfficialDocument, recipients: bool, size: float
) -> Iterator[Sequence[TextLine]]:
    """What the rules part: 主送 and 抄送 together, then who printed it and when."""
    lines = _sent_to(setting, "主送：", document.recipients, Element.RECIPIENTS, size) if recipients else []
    lines += _sent_to(setting, "抄送：", document.copies_to, Element.COPIES_TO, size)
    if lines:
        yield lines
    if document.printed_by or document.printed_on:
        yield [_printed(setting, document, size)]


def _sent_to(setting: Setting, label: str, names: str, element: Element, size: float) -> list[TextLine]:
    """左右各空一字; turned lines stand under the first name; the list ends with a full stop."""
    groups = [group.strip() for group in names.split("\n") if group.strip()]
    head = setting.free(label, Role.BODY, size)
    x = size + head.width
    lines: list[TextLine] = []
    for group in groups:
        galley = setting.free(group if group.endswith("。") else f"{group}。", Role.BODY, size)
        measure = (setting.grid.width - size - x) / galley.cell
        pieces = [Piece(galley, line, x, element, measure) for line in break_lines(galley, measure, measure)]
        lines.extend(TextLine((piece,), size) for piece in pieces)
    if lines:
        lines[0] = TextLine((Piece(head, whole(head), size, element), *lines[0].pieces), size)
    return lines


def _printed(setting: Setting, document: OfficialDocument, size: float) -> TextLine:
    """印发机关左空一字, 印发日期右空一字; a long name is set smaller rather than into the date."""
    day = f"{civil_date(document.printed_on)}印发" if document.printed_on else ""
    on = setting.free(day, Role.BODY, size)
    by = setting.free(document.printed_by, Role.BODY, size)
    room = setting.grid.width - 3 * size - on.width
    if by.width > room:
        by = setting.free(document.printed_by, Role.BODY, size * room / by.width)
    pieces = (
        Piece(by, whole(by), size, Element.PRINTED_BY),
        Piece(on, whole(on), setting.grid.width - size - on.width, Element.PRINTED_ON),
    )
    return TextLine(pieces, size)
