"""A draft as a clerk hands it in, and what was recognised in it.

Reading a file gives blocks in their order; recognising gives a document and a finding for
every element, so that the desk can show what was taken for what and let the person correct it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from documents.model.official import OfficialDocument, PictureBlock, TableBlock
from documents.model.pages import Element


class Alignment(StrEnum):
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    JUSTIFIED = "justified"


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph: its text with the automatic number in front, and how it looks in the draft.

    ``size`` is in points and ``face`` the name of the Han typeface, as most of its characters have
    them; ``lead`` counts the leading characters set in a face or weight of their own, ``lead_face``
    names it; ``indent`` is the first line's indent in points. Line breaks are "\\n", tabs "\\t".
    """

    text: str
    alignment: Alignment = Alignment.LEFT
    size: float | None = None
    face: str = ""
    bold: bool = False
    lead: int = 0
    lead_face: str = ""
    indent: float = 0.0
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class DraftTable:
    table: TableBlock


@dataclass(frozen=True, slots=True)
class DraftPicture:
    picture: PictureBlock


@dataclass(frozen=True, slots=True)
class DraftDoubt:
    """Something in the file that the reader left out or could not be sure of, where it stood."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


DraftBlock = DraftParagraph | DraftTable | DraftPicture | DraftDoubt


class Sureness(StrEnum):
    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was recognised, or noticed on the way.

    ``code`` says by which form, ``facts`` fill its sentence; ``block`` is the place in the draft
    (its index, -1 when it has none); ``element`` is None when the finding is about the file.
    """

    element: Element | None
    text: str
    sureness: Sureness
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    block: int = -1


@dataclass(frozen=True, slots=True)
class Recognised:
    document: OfficialDocument
    findings: tuple[Finding, ...]

    def of(self, element: Element) -> tuple[Finding, ...]:
        """The findings about one element, in the order of the draft."""
        return tuple(finding for finding in self.findings if finding.element is element)

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """What the person should look at first."""
        return tuple(finding for finding in self.findings if finding.sureness is Sureness.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class Remark:
    """A rule of 《党政机关公文处理工作条例》 that the document does not keep.

    ``article`` is the number of the article ("第十五条"); ``binding`` is False for what only practice asks.
    """

    article: str
    code: str
    element: Element
    facts: Mapping[str, str] = field(default_factory=dict)
    binding: bool = True
