"""What a file says about itself: the same in PDF and OFD."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class About:
    """Title, author (发文机关), subject and keywords as they are shown in a reader's properties.

    ``created`` is timezone-aware UTC. ``identity`` names this version of the document for good:
    the PDF's /ID and the OFD's DocID are made from it, so the same inputs make the same bytes.
    """

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    created: datetime
    identity: str
