"""The written forms of the elements (GB/T 9704-2012 clause 7), and the other ways in which clerks type them."""

import re
from dataclasses import dataclass
from datetime import date

from documents.model.numerals import value_of
from documents.model.official import Kind, Level, Number, Secrecy, Urgency
from documents.rules.recognise.tidy import closed_up, plain_digits, unspaced

_D = r"[0-9０-９]"
_N = "一二三四五六七八九十百"
_OPEN, _CLOSE = r"[〔\[（(【［﹝]", r"[〕\]）)】］﹞]"

_KIND = re.compile("(" + "|".join([*Kind, "令"]) + r")(?:[（(][^（）()]{1,20}[）)])?$")
_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_BLANK_DATE = re.compile(r"(?:\d{4}|[×xX*_]{1,4})?年(?:\d{1,2}|[×xX*_]{1,2})?月(?:\d{1,2}|[×xX*_]{1,2})?日")
_HAN_DATE = re.compile(rf"([〇零○OＯ{_N}]{{4}})年([{_N}元〇]{{1,3}})月([{_N}〇廿卅]{{1,3}})日")
_DOTTED_DATE = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_NUMBER = re.compile(rf"^(\D{{1,20}}?){_OPEN}({_D}{{4}}){_CLOSE}(第?)(0*)({_D}{{1,5}})号")
_BLANK_NUMBER = re.compile(rf"^\D{{1,20}}?{_OPEN}(?:{_D}{{4}}|[×xX*_]{{1,4}})?{_CLOSE}第?[×xX*_]*号")
_SECRECY = re.compile(
    r"^(绝密|机密|秘密)(?:[★☆*＊]([0-9０-９一二三四五六七八九十]{1,3}(?:年|个月|日|天)|长期))?[★☆*＊]?"
)
_URGENCY = re.compile(r"^(特急|加急|特提|平急|急件)$")
_COPY_NUMBER = re.compile(rf"^(?:份号[:：]?|№|[Nn][Oo][.．]?)?({_D}{{1,8}})$")
_APPROVERS = re.compile(r"签发人[:：]")
_ANNEX_LABEL = re.compile(rf"^附件({_D}{{1,2}}|[{_N}]{{1,3}})?(?:[:：](.*))?$")
_ANNEX_NOTE = re.compile(rf"^附(?:件)?({_D}{{1,2}})?[:：](.+)$")
_ANNEX_ITEM = re.compile(rf"(?:^|(?<=[^0-9０-９]))({_D}{{1,2}})[．.、](?!\d)")
_NOTE = re.compile(r"^[（(](.+)[）)]$")
_PRINTED = re.compile(r"^([^，。；：,;:]{0,40}?)(\d{4}年\d{1,2}月\d{1,2}日)印发([（(]?共印\d{1,6}份[）)]?)?。?$")
_COPIES = re.compile(r"^抄(送|报|发)[:：](.*)$")
_DECORATION = re.compile(r"^[—─━\-_=＿★☆*·.…\s]+$")

_FIRST = re.compile(rf"^([{_N}]{{1,5}})([、.．,，])")
_SECOND = re.compile(rf"^([（(])([{_N}]{{1,5}})([）)])([、，,.．]?)")
_THIRD = re.compile(rf"^({_D}{{1,3}})([.．、])(?!{_D})")
_FOURTH = re.compile(rf"^([（(])({_D}{{1,3}})([）)])([、，,.．]?)")
_NOT_A_NUMBER = re.compile(rf"^[{_N}]+[级类等期批组号楼线是季月方手流产]")


@dataclass(frozen=True, slots=True)
class DateForm:
    """A date as typed. ``value`` is None when it leaves the day open or no such day exists."""

    value: date | None
    form: str  # "plain", "converted", "blank", "impossible"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered line: its level and number, the number in its proper form, and the rest."""

    level: Level
    number: int
    prefix: str
    rest: str
    repaired: bool


def kind_at_end(title: str) -> Kind | None:
    """The kind (文种) that a title ends with; 令 is the short form of 命令."""
    found = _KIND.search(title.rstrip("。"))
    if found is None:
        return None
    return Kind.ORDER if found[1] == "令" else Kind(found[1])


def issuer_in_title(title: str) -> str:
    """What stands before 关于: the issuer's name, or nothing."""
    before, about, _ = title.partition("关于")
    return before.strip() if about and 2 <= len(before.strip()) <= 120 else ""


def date_line(text: str) -> DateForm | None:
    """The date, when the whole line is one."""
    found = date_at_end(text)
    return found[1] if found and not found[0] else None


def date_at_end(text: str) -> tuple[str, DateForm] | None:
    """What stands before a date that ends the line, and the date."""
    line = plain_digits(text)
    tight = unspaced(line)
    for pattern, form in ((_DATE, "plain"), (_HAN_DATE, "converted"), (_DOTTED_DATE, "converted")):
        for found in pattern.finditer(tight):
            if found.end() == len(tight):
                return _before(line, found[0]), _dated(found, form)
    for found in _BLANK_DATE.finditer(tight):
        if found.end() == len(tight):
            return _before(line, found[0]), DateForm(None, "blank")
    return None


def _before(line: str, tight_end: str) -> str:
    """The part of ``line`` before its last ``len(tight_end)`` characters that are not blank."""
    left = len(tight_end)
    for index in range(len(line) - 1, -1, -1):
        left -= bool(unspaced(line[index]))
        if not left:
            return line[:index].strip()
    return ""


def _dated(found: re.Match[str], form: str) -> DateForm:
    year, month, day = (int(part) if part.isdigit() else value_of(part.replace("O", "〇")) for part in found.groups())
    padded = any(part.startswith("0") for part in found.groups())
    try:
        return DateForm(date(year or 0, month or 0, day or 0), "converted" if padded else form)
    except ValueError:
        return DateForm(None, "impossible")


def number_line(text: str) -> tuple[Number | None, bool, str] | None:
    """(发文字号 or None when its serial is left open, whether its form was repaired, the rest of the line)."""
    tight = unspaced(text)
    found = _NUMBER.match(tight)
    if found and int(plain_digits(found[5])):
        number = Number(found[1], int(plain_digits(found[2])), int(plain_digits(found[5])))
        return number, found[0] != str(number), tight[found.end() :]
    blank = _BLANK_NUMBER.match(tight)
    return None if blank is None else (None, False, tight[blank.end() :])


def secrecy_line(text: str) -> tuple[Secrecy, str, str] | None:
    """(密级, 保密期限 with Arabic digits, the rest of the line)."""
    tight = unspaced(text)
    found = _SECRECY.match(tight)
    if found is None or len(tight) > 16:
        return None
    term = plain_digits(found[2] or "")
    spoken = re.match(rf"[{_N}]+", term)
    if spoken:
        term = f"{value_of(spoken[0])}{term[spoken.end() :]}"
    return Secrecy(found[1]), term, tight[found.end() :]


def urgency_line(text: str) -> tuple[Urgency | None, str] | None:
    """(紧急程度, as typed); None in it for a word that only telegrams use."""
    found = _URGENCY.match(unspaced(text))
    if found is None:
        return None
    return (Urgency(found[1]) if found[1] in tuple(Urgency) else None), found[1]


def copy_number_line(text: str) -> str | None:
    """份号 as six digits (7.2.1)."""
    found = _COPY_NUMBER.match(unspaced(text))
    return None if found is None else plain_digits(found[1]).lstrip("0").rjust(6, "0")


def approvers_in(text: str) -> tuple[str, tuple[str, ...]] | None:
    """(what stands before 签发人, the names)."""
    found = _APPROVERS.search(unspaced(text))
    label = re.search(r"签\s*发\s*人\s*[:：]", text)
    if found is None or label is None:
        return None
    return text[: label.start()].strip(), names_in(text[label.end() :])


def names_in(text: str) -> tuple[str, ...]:
    """Personal names divided by blanks or 、; a name of two characters may be typed apart (张　三)."""
    names: list[str] = []
    for part in re.split(r"[、，,;；\s\u3000]+", text.strip()):
        if len(part) == 1 and names and len(names[-1]) == 1:
            names[-1] += part
        elif part:
            names.append(part)
    return tuple(names)


def annex_label(text: str) -> tuple[str, str] | None:
    """("附件1", a title behind a colon) of a line that begins an annex."""
    found = _ANNEX_LABEL.match(closed_up(plain_digits(text)).replace(" ", "", 1))
    if found is None:
        return None
    numeral = found[1] or ""
    count = value_of(numeral) if numeral and not numeral.isdigit() else int(numeral or 0)
    return (f"附件{count}" if count else "附件"), (found[2] or "").strip()


def annex_note_start(text: str) -> str | None:
    """What stands behind "附件：" (7.3.4), or behind the "附件1：" that some clerks write."""
    found = _ANNEX_NOTE.match(text)
    return None if found is None else found[2].strip()


def annex_names_in(text: str) -> tuple[tuple[str, ...], bool]:
    """The names in (a part of) an annex note, and whether the first begins a new item."""
    marks = list(_ANNEX_ITEM.finditer(text))
    if not marks or marks[0].start():
        return (_annex_name(text),), False
    counts = [int(plain_digits(mark[1])) for mark in marks]
    kept = [mark for mark, count in zip(marks, counts, strict=True) if count >= counts[0]]
    ends = [*(mark.start() for mark in kept[1:]), len(text)]
    return tuple(_annex_name(text[mark.end() : end]) for mark, end in zip(kept, ends, strict=True)), True


def _annex_name(text: str) -> str:
    return closed_up(text.strip()).rstrip("。；;，,")


def note_line(text: str) -> str | None:
    """附注 without its parentheses."""
    found = _NOTE.match(text)
    return None if found is None else found[1].strip()


def copies_line(text: str) -> tuple[str, str] | None:
    """("送", "报" or "发"; the names) of a 抄送 line."""
    found = _COPIES.match(re.sub(r"^抄\s*([送报发])\s*[:：]\s*", r"抄\1：", text))
    return None if found is None else (found[1], found[2].strip())


def printed_line(text: str) -> tuple[str, date | None, str] | None:
    """(印发机关, 印发日期, what stands behind 印发)."""
    found = _PRINTED.match(unspaced(plain_digits(text[:120])))
    if found is None or len(text) > 120:
        return None
    dated = date_line(found[2])
    return found[1], dated.value if dated else None, found[3] or ""


def is_decoration(text: str) -> bool:
    """A line of dashes or stars, drawn for a rule."""
    return bool(_DECORATION.match(text))


def numbered(text: str) -> Numbered | None:
    """A line with a heading number of one of the four levels (7.3.3), whichever way its marks are typed."""
    for level, read in ((Level.FIRST, _first), (Level.SECOND, _second), (Level.THIRD, _third), (Level.FOURTH, _fourth)):
        found = read(text)
        if found is not None:
            count, prefix, end = found
            rest = text[end:].lstrip(" \t\u3000")
            repaired = unspaced(prefix) != unspaced(text[:end])
            return Numbered(level, count, prefix, rest, repaired) if rest else None
    return None


Prefix = tuple[int, str, int]


def _first(text: str) -> Prefix | None:
    found = _FIRST.match(text)
    if found is None or _NOT_A_NUMBER.match(text[found.end() :]):
        return None
    return value_of(found[1]) or 0, f"{found[1]}、", found.end()


def _second(text: str) -> Prefix | None:
    found = _SECOND.match(text)
    return None if found is None else (value_of(found[2]) or 0, f"（{found[2]}）", found.end())


def _third(text: str) -> Prefix | None:
    found = _THIRD.match(text)
    if found is None:
        return None
    mark = "." if found[2] == "、" else found[2]
    return int(plain_digits(found[1])), plain_digits(found[1]) + mark, found.end()


def _fourth(text: str) -> Prefix | None:
    found = _FOURTH.match(text)
    if found is None:
        return None
    return int(plain_digits(found[2])), f"（{plain_digits(found[2])}）", found.end()
