"""What stands before the body: a typed head (版头), the title, the recipients."""

import re
from dataclasses import dataclass, replace

from documents.model.draft import Sureness
from documents.model.official import Kind, Number, Secrecy, Urgency
from documents.model.pages import Element
from documents.rules.check import ADDRESSED
from documents.rules.recognise import forms
from documents.rules.recognise.lines import Item, Line, Notes, lines_only
from documents.rules.recognise.tidy import closed_up, pieces, unspaced

_HEAD_LINES = 14
_TITLE_LINES = 6
_LONGEST_TITLE = 160
_LARGE = 20.0  # points: 2号 is 22
_ORGAN_END = "厅局委办部院会府市县区公司处署室社校行队团组所中心站"
_NOT_RECIPIENTS = re.compile(r"。|如下[:：]$|^(?:为|根据|按照|经|鉴于|现将|近日|近期)")


@dataclass(frozen=True, slots=True)
class Front:
    """The elements found before the body."""

    mark: str = ""
    number: Number | None = None
    copy_number: str = ""
    secrecy: Secrecy | None = None
    secrecy_term: str = ""
    urgency: Urgency | None = None
    approvers: tuple[str, ...] = ()
    title: str = ""
    kind: Kind = Kind.NOTICE
    recipients: str = ""


def take_front(items: list[Item], notes: Notes) -> tuple[Front, list[Item]]:
    """The front, and the items after it."""
    front, rest = _take_head(items, notes)
    front, rest = _take_title(front, rest, notes)
    return _take_recipients(front, rest, notes)


def _take_head(items: list[Item], notes: Notes) -> tuple[Front, list[Item]]:
    """Lines of a head, if the clerk typed one: everything down to 发文字号, and the small elements."""
    front = Front()
    number_at = _number_index(items)
    marks: list[Line] = []
    for index, item in enumerate(items[:_HEAD_LINES]):
        if not isinstance(item, Line):
            return _with_mark(front, marks, notes), items[index:]
        taken = _head_element(front, item, notes)
        if taken is not None:
            front = taken
        elif index < number_at or _is_mark(item, items[index + 1 :]):
            marks.append(item)
        else:
            return _with_mark(front, marks, notes), items[index:]
    return _with_mark(front, marks, notes), items[_HEAD_LINES:]


def _number_index(items: list[Item]) -> int:
    for index, item in enumerate(items[:_HEAD_LINES]):
        if isinstance(item, Line) and len(item.text) <= 60 and forms.number_line(item.text):
            return index
    return -1


def _is_mark(line: Line, after: list[Item]) -> bool:
    """A large line ending in 文件, with a title below it."""
    large = (line.look.size or 0) > _LARGE + 6
    return (
        large and line.text.endswith("文件") and any(forms.kind_at_end(other.text) for other in lines_only(after[:8]))
    )


def _with_mark(front: Front, marks: list[Line], notes: Notes) -> Front:
    if not marks:
        return front
    mark = "".join(unspaced(line.text) for line in marks)
    notes.note(Sureness.LIKELY, "mark_typed", mark, Element.MARK, marks[0].block)
    return replace(front, mark=mark)


def _head_element(front: Front, line: Line, notes: Notes) -> Front | None:
    """The front with what this line adds; None when the line is no element of a head."""
    for read in (_copy_number, _secrecy, _urgency, _number, _approvers):
        found = read(front, line, notes)
        if found is not None:
            return found
    return None


def _copy_number(front: Front, line: Line, notes: Notes) -> Front | None:
    copy_number = forms.copy_number_line(line.text)
    if copy_number is None or front.copy_number:
        return None
    notes.note(Sureness.LIKELY, "copy_number_typed", copy_number, Element.COPY_NUMBER, line.block)
    return replace(front, copy_number=copy_number)


def _secrecy(front: Front, line: Line, notes: Notes) -> Front | None:
    found = forms.secrecy_line(line.text)
    if found is None or front.secrecy:
        return None
    secrecy, term, rest = found
    if rest and forms.urgency_line(rest) is None:
        return None
    notes.note(Sureness.SURE, "secrecy_typed", secrecy + (f"★{term}" if term else ""), Element.SECRECY, line.block)
    front = replace(front, secrecy=secrecy, secrecy_term=term)
    return (_urgency(front, replace(line, text=rest), notes) if rest else None) or front


def _urgency(front: Front, line: Line, notes: Notes) -> Front | None:
    found = forms.urgency_line(line.text)
    if found is None:
        return None
    urgency, typed = found
    if urgency is None:
        notes.note(Sureness.DOUBTFUL, "urgency_unknown", typed, Element.URGENCY, line.block, {"word": typed})
        return front
    notes.note(Sureness.SURE, "urgency_typed", typed, Element.URGENCY, line.block)
    return replace(front, urgency=urgency)


def _number(front: Front, line: Line, notes: Notes) -> Front | None:
    found = forms.number_line(line.text) if len(line.text) <= 60 else None
    if found is None or front.number:
        return None
    number, repaired, rest = found
    signed = forms.approvers_in(line.text)
    if rest and not (signed and rest.startswith("签发人")):
        return None
    if number is None:
        notes.note(Sureness.DOUBTFUL, "number_blank", line.text, Element.NUMBER, line.block)
    else:
        facts = {"before": line.text, "after": str(number)}
        code = "number_repaired" if repaired and not signed else "number_typed"
        notes.note(Sureness.SURE, code, str(number), Element.NUMBER, line.block, facts)
    front = replace(front, number=number)
    return (
        _approvers(front, replace(line, text=line.text[line.text.find("签") :]), notes) if signed else None
    ) or front


def _approvers(front: Front, line: Line, notes: Notes) -> Front | None:
    found = forms.approvers_in(line.text)
    if found is None or found[0] or not found[1]:
        return None
    notes.note(Sureness.SURE, "approver_typed", "、".join(found[1]), Element.APPROVER, line.block)
    return replace(front, approvers=(*front.approvers, *found[1]))


def _take_title(front: Front, items: list[Item], notes: Notes) -> tuple[Front, list[Item]]:
    lines = _title_lines(items)
    if not lines:
        notes.note(Sureness.DOUBTFUL, "title_missing", element=Element.TITLE)
        return front, items
    title = joined_title(lines)
    if title.endswith("。"):
        title = title.rstrip("。")
        notes.note(Sureness.LIKELY, "title_stop_dropped", title, Element.TITLE, lines[0].block)
    kind = forms.kind_at_end(title)
    _note_title(lines, title, kind, notes)
    return replace(front, title=title, kind=kind or Kind.NOTICE), items[len(lines) :]


def _note_title(lines: list[Line], title: str, kind: Kind | None, notes: Notes) -> None:
    by_look = lines[0].is_centred or is_large(lines[0])
    if by_look:
        notes.note(Sureness.SURE if kind else Sureness.LIKELY, "title_by_look", title, Element.TITLE, lines[0].block)
    else:
        code = "title_by_kind" if kind else "title_guessed"
        notes.note(Sureness.LIKELY if kind else Sureness.DOUBTFUL, code, title, Element.TITLE, lines[0].block)
    if kind is None:
        notes.note(Sureness.DOUBTFUL, "kind_guessed", Kind.NOTICE, Element.TITLE, lines[0].block)
    else:
        notes.note(Sureness.SURE, "kind_by_title", kind, Element.TITLE, lines[0].block)


def is_large(line: Line) -> bool:
    return (line.look.size or 0) >= _LARGE


def _title_lines(items: list[Item]) -> list[Line]:
    """The first line and those that go on with it: in the same look, or until a kind ends them."""
    lines: list[Line] = []
    for item in items[:_TITLE_LINES]:
        if not isinstance(item, Line) or not _goes_on(lines, item):
            break
        lines.append(item)
    if lines and not (lines[0].is_centred or is_large(lines[0])):
        return _ended_by_kind(lines)
    return lines


def _goes_on(lines: list[Line], line: Line) -> bool:
    if not lines:
        return len(line.text) <= _LONGEST_TITLE
    so_far = "".join(other.text for other in lines)
    if len(so_far) + len(line.text) > _LONGEST_TITLE or line.text.endswith(("：", ":")) or forms.numbered(line.text):
        return False
    if forms.note_line(line.text):
        return (
            line.looks_like(lines[0])
            and forms.date_at_end(line.text[1:-1]) is None
            and not re.search(r"\d{4}年", line.text)
        )
    return line.looks_like(lines[0]) and not line.text.endswith("。")


def _ended_by_kind(lines: list[Line]) -> list[Line]:
    """Lines without a look of their own: up to the first three, down to the one that ends with a kind."""
    for count in range(1, min(len(lines), 3) + 1):
        if forms.kind_at_end(closed_up("".join(line.text for line in lines[:count]))):
            return lines[:count]
    return lines[:1] if len(lines[0].text) <= 60 and "。" not in lines[0].text else []


def joined_title(lines: list[Line]) -> str:
    """One title of several lines, without the blanks that shaped it; joint issuers keep one between their names."""
    title = ""
    for part in (part for line in lines for part in (pieces(line.text) or (line.text,))):
        title += ("　" if _is_next_issuer(title, part) else "") + _close(part)
    return title


def _is_next_issuer(title: str, part: str) -> bool:
    """Both what stands so far and what follows end like the full name of an organ."""
    name = part.partition("关于")[0]
    full = len(name) >= 4 and name[-1] in _ORGAN_END and not name.startswith("办公")
    return full and bool(title) and title[-1] in _ORGAN_END and "关于" not in title


def _close(part: str) -> str:
    return "".join(closed_up(part).split()) if not re.search("[A-Za-z]", part) else closed_up(part)


def _take_recipients(front: Front, items: list[Item], notes: Notes) -> tuple[Front, list[Item]]:
    count = _recipient_lines(items)
    if not count:
        if front.kind in ADDRESSED:
            notes.note(Sureness.DOUBTFUL, "recipients_missing", element=Element.RECIPIENTS)
        return front, items
    lines = lines_only(items[:count])
    recipients = closed_up("".join(line.text for line in lines)).rstrip("：:").strip()
    sureness = Sureness.SURE if len(items) > count else Sureness.LIKELY
    notes.note(sureness, "recipients_by_colon", recipients, Element.RECIPIENTS, lines[0].block)
    return replace(front, recipients=recipients), items[count:]


def _recipient_lines(items: list[Item]) -> int:
    """How many lines, each but the last ending in a comma, lead to the colon."""
    for index, item in enumerate(items[:4]):
        if (
            not isinstance(item, Line)
            or len(item.text) > 600
            or _NOT_RECIPIENTS.search(item.text)
            or forms.numbered(item.text)
        ):
            return 0
        if item.text.endswith(("：", ":")):
            return index + 1
        if not item.text.endswith(("，", "、", "；", ",")):
            return 0
    return 0
