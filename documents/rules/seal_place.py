"""Where a seal is pressed: over signature and date (GB/T 9704-2012, 7.3.5.1)."""

from enum import StrEnum

from documents.model.pages import Box, SealPlace
from documents.rules.grid import SIZE_16

BELOW_CENTRE = 4.0  # mm: "使发文机关署名和成文日期居印章中心偏下位置"
CLOSEST = 0.5  # mm from the text above to the seal
FARTHEST = 10.4  # mm: "印章顶端应当上距正文（或附件说明）一行之内"
IN_THE_ARC = 0.13  # of the diameter: how far the date stands above the lower edge in 下套


class SealMode(StrEnum):
    LOWER = "下压"  # over name and date, which stand a little under its centre: the standard of 2012
    ARC = "下套"  # the lower arc over the date: for seals with no words in it (1999)
    MIDDLE = "中套"  # the centre line on the date: for seals with words in the lower arc (1999)


def seal_box(place: SealPlace, diameter: float, mode: SealMode = SealMode.LOWER) -> Box:
    """The square around a seal of ``diameter`` mm on the page of ``place``, mm."""
    centre = place.block.x + place.block.width / 2
    top = _centre_line(place.block, diameter, mode) - diameter / 2
    top = max(top, place.text_end + CLOSEST)
    if mode is SealMode.LOWER:
        top = min(top, max(place.text_end, 0.0) + FARTHEST)
    return Box(centre - diameter / 2, top, diameter, diameter)


def _centre_line(block: Box, diameter: float, mode: SealMode) -> float:
    date_line = block.y + block.height - SIZE_16 / 2
    match mode:
        case SealMode.LOWER:
            return block.y + block.height / 2 - BELOW_CENTRE
        case SealMode.ARC:
            return date_line - diameter * (0.5 - IN_THE_ARC)
        case SealMode.MIDDLE:
            return date_line
