"""What a person types about a document on the command line, read into values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from desk.errors import DateUnclear, NumberUnclear
from documents.model.official import Number, OfficialDocument, Secrecy, Urgency
from documents.model.pages import Element

_NAMES: Mapping[Element, str] = {
    Element.NUMBER: "number",
    Element.MARK: "mark",
    Element.COPY_NUMBER: "copy_number",
    Element.SECRECY: "secrecy",
    Element.URGENCY: "urgency",
    Element.APPROVER: "approvers",
    Element.COPIES_TO: "copies_to",
    Element.PRINTED_BY: "printed_by",
    Element.PRINTED_ON: "printed_on",
}
NUMBER = re.compile(r"(?P<code>[^〔〕\[\]\s\d]+)[〔\[（(](?P<year>\d{4})[〕\]）)](?P<serial>[1-9]\d*)号?")
DAY = re.compile(r"(\d{4})(?:年|-|/|\.)(\d{1,2})(?:月|-|/|\.)(\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Given:
    """Elements that a draft does not carry; empty means: leave what the draft says."""

    number: str = ""
    mark: str = ""
    copy_number: str = ""
    secrecy: str = ""
    secrecy_term: str = ""
    urgency: str = ""
    approvers: tuple[str, ...] = ()
    copies_to: str = ""
    printed_by: str = ""
    printed_on: str = ""

    @property
    def elements(self) -> frozenset[Element]:
        """Those that were given."""
        return frozenset(element for element, name in _NAMES.items() if getattr(self, name))


def read_number(text: str) -> Number:
    """ "闽政办〔2021〕55号" as a Number; raises NumberUnclear."""
    found = NUMBER.fullmatch(text.strip())
    if found is None:
        raise NumberUnclear(text=text)
    return Number(found["code"], int(found["year"]), int(found["serial"]))


def read_day(text: str) -> date:
    """ "2021年9月30日" or "2021-09-30" as a date; raises DateUnclear."""
    found = DAY.fullmatch(text.strip())
    try:
        if found is None:
            raise DateUnclear(text=text)
        return date(*(int(part) for part in found.groups()))
    except ValueError as error:
        raise DateUnclear(text=text) from error


def complete(document: OfficialDocument, given: Given) -> OfficialDocument:
    """The document with what was given put over what the draft says."""
    return replace(
        document,
        number=read_number(given.number) if given.number else document.number,
        mark=given.mark or document.mark,
        copy_number=given.copy_number or document.copy_number,
        secrecy=Secrecy(given.secrecy) if given.secrecy else document.secrecy,
        secrecy_term=given.secrecy_term or document.secrecy_term,
        urgency=Urgency(given.urgency) if given.urgency else document.urgency,
        approvers=given.approvers or document.approvers,
        copies_to=given.copies_to or document.copies_to,
        printed_by=given.printed_by or document.printed_by,
        printed_on=read_day(given.printed_on) if given.printed_on else document.printed_on,
    )
