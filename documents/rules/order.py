"""The end of an order: who signs, and the date (GB/T 9704-2012, 7.3.5.3 and 10.2)."""

from documents.model.official import OfficialDocument
from documents.model.pages import Element
from documents.rules.pieces import Piece, whole
from documents.rules.setting import Setting
from documents.rules.signature import Signature, civil_date
from documents.rules.strips import Flowing, TextLine

ASIDE = 4.0  # cells free on the right
BLANKS = 2  # lines between the text and the first signer
BEFORE_DATE = 2  # lines from the last signer down to the date: one stays blank


def order_signature(setting: Setting, document: OfficialDocument) -> list[Flowing]:
    """Each signer on a line of his own, then the date, all four cells from the right edge."""
    lines = [(row, _line(setting, name, Element.SIGNATURE)) for row, name in enumerate(document.signatories)]
    if document.dated is not None:
        row = lines[-1][0] + BEFORE_DATE if lines else 0
        lines.append((row, _line(setting, civil_date(document.dated), Element.DATE)))
    return [Signature(tuple(lines), BLANKS, spare=0)] if lines else []


def _line(setting: Setting, text: str, element: Element) -> TextLine:
    right = setting.grid.width - ASIDE * setting.grid.cell
    galley = setting.within(text, right)
    x = right - galley.width
    return TextLine((Piece(galley, whole(galley), x, element),), galley.size)
