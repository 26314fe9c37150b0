"""Annexes (附件): each with its label, its title and its body."""

from documents.model.draft import Sureness
from documents.model.official import Annex
from documents.model.pages import Element
from documents.rules.recognise import forms
from documents.rules.recognise.body import recognise_body
from documents.rules.recognise.ending import is_annex_start
from documents.rules.recognise.front import is_large, joined_title
from documents.rules.recognise.lines import Item, Line, Notes
from documents.rules.recognise.tidy import unspaced

_TITLE_LINES = 4
_LONGEST_TITLE = 60


def recognise_annexes(items: list[Item], names: tuple[str, ...], notes: Notes) -> tuple[Annex, ...]:
    """The annexes that begin in ``items``, compared with the ``names`` of the annex note."""
    starts = [index for index in range(len(items)) if is_annex_start(items, index)]
    ends = [*starts[1:], len(items)] if starts else []
    annexes = tuple(
        _annex(items[start:end], _name(names, count), notes)
        for count, (start, end) in enumerate(zip(starts, ends, strict=True))
    )
    for missing in names[len(annexes) :]:
        notes.note(Sureness.DOUBTFUL, "annex_missing", missing, Element.ANNEX, facts={"name": missing})
    return annexes


def _name(names: tuple[str, ...], index: int) -> str:
    return names[index] if index < len(names) else ""


def _annex(items: list[Item], name: str, notes: Notes) -> Annex:
    first = items[0]
    found = forms.annex_label(first.text) if isinstance(first, Line) else None
    label, title = found or ("附件", "")
    rest = items[1:]
    if not title:
        lines = _title_lines(rest, name)
        title, rest = joined_title(lines), rest[len(lines) :]
    title = _noted_title(title, name, label, first, notes)
    return Annex(label, title, recognise_body(rest, notes, Element.ANNEX))


def _noted_title(title: str, name: str, label: str, first: Item, notes: Notes) -> str:
    """The title, or the name that the annex note gives where the annex has none."""
    if not title:
        notes.note(Sureness.DOUBTFUL, "annex_untitled", label, Element.ANNEX, first.block, {"name": name})
        return name
    notes.note(Sureness.SURE, "annex_found", f"{label}　{title}", Element.ANNEX, first.block)
    if name and unspaced(name) != unspaced(title):
        notes.note(
            Sureness.DOUBTFUL, "annex_title_differs", title, Element.ANNEX, first.block, {"name": name, "title": title}
        )
    return title


def _title_lines(items: list[Item], name: str) -> list[Line]:
    """The lines under the label that look like a title, or say the name given in the annex note."""
    lines: list[Line] = []
    for item in items[:_TITLE_LINES]:
        if not isinstance(item, Line) or not _belongs(lines, item, name):
            break
        lines.append(item)
    return lines


def _belongs(lines: list[Line], line: Line, name: str) -> bool:
    text = "".join(unspaced(other.text) for other in lines) + unspaced(line.text)
    if name and unspaced(name).startswith(text):
        return True
    if len(text) > 2 * _LONGEST_TITLE or line.text.endswith(("。", "；")):
        return False
    if lines:
        return (
            line.looks_like(lines[0])
            and (line.is_centred or is_large(line))
            and unspaced(name) not in text[: len(text) - 1]
        )
    return line.is_centred or is_large(line)
