"""What stands after the body: the annex note, signature and date, the note, the imprint."""

from dataclasses import dataclass, field, replace
from datetime import date

from documents.model.draft import Sureness
from documents.model.pages import Element
from documents.rules.recognise import forms
from documents.rules.recognise.lines import Item, Line, Notes
from documents.rules.recognise.tidy import closed_up, pieces, plain_digits, unspaced

_LONGEST_SIGNATURE = 40
_MOST_SIGNATORIES = 12
_MOST_ANNEX_LINES = 40
_LONGEST_ANNEX_NOTE = 2000
_MOST_IMPRINT_LINES = 10
_SENTENCE_ENDS = tuple("。；;：:，,！!？?、")


@dataclass(frozen=True, slots=True)
class Ending:
    """The elements found after the body."""

    annex_names: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    dated: date | None = None
    note: str = ""
    copies_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Parted:
    """The items of a draft after its front: body, ending, and those of the annexes."""

    body: list[Item]
    ending: Ending
    annexes: list[Item] = field(default_factory=list)


def part(items: list[Item], issuer: str, notes: Notes) -> Parted:
    """Find the ending: the first date that stands alone before any annex begins."""
    items, ending = _take_imprint(items, notes)
    found = _date_line(items)
    if found is None:
        return _undated(items, ending, notes)
    date_at, date_line = found
    signature_at, signatories = _signature(items, date_at, date_line, issuer)
    ending = _note_signature(replace(ending, signatories=signatories), items[signature_at], notes)
    ending = _note_date(ending, date_line, notes)
    body, ending = _take_annex_note(items[:signature_at], ending, notes, "annex_note_found")
    return _after_date(Parted(body, ending), items[date_at + 1 :], notes)


def is_annex_start(items: list[Item], index: int) -> bool:
    """Whether an annex begins here: "附件", "附件1", or with a colon and a title at the top of a page."""
    item = items[index]
    if not isinstance(item, Line) or len(item.text) > 60:
        return False
    label = forms.annex_label(item.text)
    return (
        label is not None
        and (not item.text.rstrip().endswith(("：", ":")) or item.look.new_page)
        and (not label[1] or item.look.new_page)
    )


def _first_annex(items: list[Item]) -> int:
    return next((index for index in range(len(items)) if is_annex_start(items, index)), len(items))


def _date_line(items: list[Item]) -> tuple[int, Line] | None:
    for index, item in enumerate(items[: _first_annex(items)]):
        if isinstance(item, Line) and len(item.text) <= _LONGEST_SIGNATURE + 40:
            found = forms.date_at_end(item.text)
            if found and (not found[0] or _is_signature(item, found[0])):
                return index, item
    return None


def _is_signature(line: Line, before: str) -> bool:
    """A name on the line of the date: set to the right, short, and no sentence."""
    return line.is_right and len(before) <= _LONGEST_SIGNATURE and not before.endswith(_SENTENCE_ENDS)


def _signature(items: list[Item], date_at: int, date_line: Line, issuer: str) -> tuple[int, tuple[str, ...]]:
    """Where the signature begins, and its names."""
    before = forms.date_at_end(date_line.text)
    names: list[str] = list(_names(before[0])) if before and before[0] else []
    start = date_at
    while start and not _is_full(names):
        item = items[start - 1]
        if not isinstance(item, Line) or not _signs(item, issuer, is_nearest=start == date_at and not names):
            break
        names[:0] = _names(item.text)
        start -= 1
    return start, tuple(names)


def _is_full(names: list[str]) -> bool:
    return len(names) >= _MOST_SIGNATORIES


def _signs(line: Line, issuer: str, is_nearest: bool) -> bool:
    text = unspaced(line.text)
    if len(text) > _LONGEST_SIGNATURE or text.endswith(_SENTENCE_ENDS) or _is_other_element(line.text):
        return False
    named = bool(issuer) and (text in unspaced(issuer) or unspaced(issuer) in text)
    return line.is_right or named or (is_nearest and line.is_centred)


def _is_other_element(text: str) -> bool:
    return forms.numbered(text) is not None or forms.annex_note_start(text) is not None


def _names(text: str) -> tuple[str, ...]:
    """The signatories of one line; a name with a post (省长　张三) stays whole."""
    parts = [closed_up(part) for part in pieces(text)]
    if len(parts) > 1 and all(len(part) >= 4 for part in parts):
        return tuple(parts)
    single = all(len(part) == 1 for part in parts)
    return ("".join(parts) if single else "　".join(parts),) if parts else ()


def _note_signature(ending: Ending, item: Item, notes: Notes) -> Ending:
    if not ending.signatories:
        notes.note(Sureness.DOUBTFUL, "signature_missing", element=Element.SIGNATURE)
        return ending
    right = isinstance(item, Line) and item.is_right
    text = "、".join(ending.signatories)
    sureness = Sureness.SURE if right else Sureness.LIKELY
    notes.note(sureness, "signature_above_date", text, Element.SIGNATURE, item.block)
    return ending


def _note_date(ending: Ending, line: Line, notes: Notes) -> Ending:
    found = forms.date_at_end(line.text)
    if found is None:
        return ending
    _, form = found
    sureness = {"plain": Sureness.SURE, "converted": Sureness.LIKELY}.get(form.form, Sureness.DOUBTFUL)
    code = {"plain": "date_found", "converted": "date_converted", "blank": "date_blank"}.get(
        form.form, "date_impossible"
    )
    shown = "" if form.value is None else f"{form.value.year}年{form.value.month}月{form.value.day}日"
    notes.note(sureness, code, shown or line.text, Element.DATE, line.block, {"before": line.text, "after": shown})
    return replace(ending, dated=form.value)


def _undated(items: list[Item], ending: Ending, notes: Notes) -> Parted:
    """No date: whatever stands to the right at the end is the signature."""
    notes.note(Sureness.DOUBTFUL, "date_missing", element=Element.DATE)
    split = _first_annex(items)
    body, annexes = items[:split], items[split:]
    names: list[str] = []
    while body and not _is_full(names):
        last = body[-1]
        if not isinstance(last, Line) or not last.is_right or not _signs(last, "", is_nearest=False):
            break
        names[:0] = _names(last.text)
        body = body[:-1]
    if names:
        notes.note(Sureness.LIKELY, "signature_by_place", "、".join(names), Element.SIGNATURE, items[len(body)].block)
    body, ending = _take_annex_note(body, replace(ending, signatories=tuple(names)), notes, "annex_note_found")
    return Parted(body, ending, annexes)


def _take_annex_note(items: list[Item], ending: Ending, notes: Notes, code: str) -> tuple[list[Item], Ending]:
    """The annex note (7.3.4) at the end of these items: from "附件：" to the last of its names."""
    start = _annex_note_index(items)
    if start is None:
        return items, ending
    names: list[str] = []
    for item in items[start:]:
        if isinstance(item, Line):
            first = forms.annex_note_start(item.text)
            found, is_new = forms.annex_names_in(item.text if first is None else first)
            if is_new or first is not None or not names:
                names += found
            else:
                names[-1] += "".join(found)
    sureness = Sureness.SURE if code == "annex_note_found" else Sureness.LIKELY
    notes.note(sureness, code, "；".join(names), Element.ANNEX_NOTE, items[start].block, {"count": str(len(names))})
    return items[:start], replace(ending, annex_names=(*ending.annex_names, *filter(None, names)))


def _annex_note_index(items: list[Item]) -> int | None:
    """The first line of an annex note after which nothing but its names follows."""
    start = None
    for index in range(len(items) - 1, max(len(items) - _MOST_ANNEX_LINES, 0) - 1, -1):
        item = items[index]
        if not isinstance(item, Line):
            break
        if len(item.text) <= _LONGEST_ANNEX_NOTE and forms.annex_note_start(item.text) is not None:
            start = index
        elif len(item.text) > 120 or (item.text.endswith(("。", "：")) and not forms.annex_names_in(item.text)[1]):
            break
    return start


def _after_date(parted: Parted, items: list[Item], notes: Notes) -> Parted:
    """附注, an annex note in the wrong place, and then the annexes; other lines go back to the body, with a doubt."""
    split = _first_annex(items)
    between, annexes = items[:split], items[split:]
    between, ending = _take_annex_note(between, parted.ending, notes, "annex_note_after_date")
    said: list[str] = []
    body = list(parted.body)
    for item in between:
        note = forms.note_line(item.text) if isinstance(item, Line) else None
        if note is None:
            text = item.text if isinstance(item, Line) else ""
            notes.note(Sureness.DOUBTFUL, "left_over", text, Element.BODY, item.block)
            body.append(item)
        else:
            said.append(note)
            notes.note(Sureness.SURE, "note_found", note, Element.NOTE, item.block)
    if len(said) > 1:
        notes.note(Sureness.LIKELY, "notes_joined", "；".join(said), Element.NOTE)
    return Parted(body, replace(ending, note="；".join(said)), annexes)


def _take_imprint(items: list[Item], notes: Notes) -> tuple[list[Item], Ending]:
    """版记: the few lines from 抄送 to 印发."""
    start = next((index for index, item in enumerate(items) if _begins_imprint(item)), len(items))
    lines = _imprint_lines(items, start)
    if not lines or len(lines) > _MOST_IMPRINT_LINES:
        return items, Ending()
    ending, copies = Ending(), list[str]()
    for line in lines:
        ending = _imprint_line(ending, line, copies, notes)
    names = closed_up("".join(copies)).rstrip("。")
    if names:
        notes.note(Sureness.SURE, "copies_to_found", names, Element.COPIES_TO, lines[0].block)
    return items[:start] + items[start + len(lines) :], replace(ending, copies_to=names)


def _begins_imprint(item: Item) -> bool:
    return isinstance(item, Line) and (
        forms.copies_line(item.text) is not None or forms.printed_line(item.text) is not None
    )


def _imprint_lines(items: list[Item], start: int) -> list[Line]:
    lines: list[Line] = []
    for index in range(start, len(items)):
        item = items[index]
        if not isinstance(item, Line) or is_annex_start(items, index):
            break
        lines.append(item)
        if forms.printed_line(item.text):
            break
    return lines


def _imprint_line(ending: Ending, line: Line, copies: list[str], notes: Notes) -> Ending:
    printed = forms.printed_line(line.text)
    if printed is not None:
        by, on, rest = printed
        notes.note(Sureness.SURE, "printed_found", plain_digits(line.text), Element.PRINTED_BY, line.block)
        if rest:
            notes.note(Sureness.LIKELY, "print_run_dropped", rest, Element.PRINTED_BY, line.block)
        return replace(ending, printed_by=by, printed_on=on)
    copied = forms.copies_line(line.text)
    if copied and copied[0] != "送":
        notes.note(Sureness.DOUBTFUL, "copies_renamed", line.text, Element.COPIES_TO, line.block, {"word": copied[0]})
    copies.append(copied[1] if copied else line.text)
    return ending
