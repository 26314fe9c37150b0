"""The English catalogue: gathers every message of the code, keeps the translations, writes the compiled catalogue.

    python -m installer.catalogue          # bring govdesk.po up to date and compile it
    python -m installer.catalogue --check  # fail when a message has no translation or the compiled file is old

Messages are the literal arguments of ``_()`` and ``N_()``, and the members of the enums whose values are words.
"""

import ast
import re
import struct
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from documents.model.official import Kind, Secrecy, Urgency
from documents.model.pages import Element

ROOT = Path(__file__).parent.parent
PACKAGES = ("office", "documents", "seals", "exchange", "desk", "server")
MARKS = ("_", "N_")
WORDS: tuple[type[StrEnum], ...] = (Kind, Secrecy, Urgency, Element)
BOOK = ROOT / "office" / "locale" / "en" / "LC_MESSAGES"
HEAD = (
    "Project-Id-Version: GovDesk\n"
    "Language: en\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
)
_MAGIC = 0x950412DE
_ENTRY = re.compile(r'msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)')
_FIELD = re.compile(r"\{(\w+)")


def messages() -> dict[str, list[str]]:
    """Every message with the files that say it, in order."""
    found: dict[str, list[str]] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for text in _said(path):
                places = found.setdefault(text, [])
                if (place := path.relative_to(ROOT).as_posix()) not in places:
                    places.append(place)
    for kind in WORDS:
        for member in kind:
            found.setdefault(member.value, []).append(f"{kind.__module__}.{kind.__name__}")
    return found


def read_po(text: str) -> dict[str, str]:
    """Message and translation of every entry, without the head."""
    entries = {_unquoted(entry[1]): _unquoted(entry[2]) for entry in _ENTRY.finditer(text)}
    entries.pop("", None)
    return entries


def write_po(found: Mapping[str, list[str]], translations: Mapping[str, str]) -> str:
    """The catalogue as text; a message without a translation has an empty one."""
    parts = [f'msgid ""\nmsgstr ""\n{_quoted(HEAD)}']
    for text, places in found.items():
        where = "".join(f"#: {place}\n" for place in places)
        parts.append(f"{where}msgid {_quoted(text)}msgstr {_quoted(translations.get(text, ''))}")
    return "\n".join(parts)


def compiled(translations: Mapping[str, str]) -> bytes:
    """The catalogue as gettext reads it (GNU .mo, little endian, sorted, without a hash table)."""
    pairs = sorted((text.encode(), said.encode()) for text, said in {"": HEAD, **translations}.items() if said)
    count, start = len(pairs), 28 + 16 * len(pairs)
    tables: list[bytes] = []
    body = b""
    for column in (0, 1):
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[column]), start + len(body)))
            body += pair[column] + b"\0"
    return struct.pack("<7I", _MAGIC, 0, count, 28, 28 + 8 * count, 0, start) + b"".join(tables) + body


def faults(found: Mapping[str, list[str]], translations: Mapping[str, str]) -> Iterator[str]:
    """What is missing or wrong: messages without a translation, and translations that lose or invent a fact."""
    for text, places in found.items():
        said = translations.get(text, "")
        if not said:
            yield f"{places[0]}: no translation: {text}"
        elif set(_FIELD.findall(said)) - set(_FIELD.findall(text)):
            yield f"{places[0]}: other facts: {text}"
        elif ("&" in text) != ("&" in said):
            yield f"{places[0]}: key letter: {text}"


def main(arguments: list[str]) -> int:
    """Update the catalogue, or only check it; 1 when something is missing."""
    found, book = messages(), BOOK / "govdesk.po"
    known = read_po(book.read_text(encoding="utf-8")) if book.exists() else {}
    translations = {text: known[text] for text in found if known.get(text)}
    if "--check" not in arguments:
        BOOK.mkdir(parents=True, exist_ok=True)
        book.write_text(write_po(found, translations), encoding="utf-8")
        (BOOK / "govdesk.mo").write_bytes(compiled(translations))
    wrong = list(faults(found, translations))
    if (BOOK / "govdesk.mo").read_bytes() != compiled(translations):
        wrong.append("govdesk.mo is old")
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    return 1 if wrong else 0


def _said(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS and node.args:
            text = node.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value:
                yield text.value


def _quoted(text: str) -> str:
    lines = text.split("\n")
    pieces = [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] or len(lines) == 1 else [])
    return "".join(f'"{_escaped(piece)}"\n' for piece in pieces)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")


def _unquoted(lines: str) -> str:
    text = "".join(line[1:-1] for line in lines.strip().split("\n"))
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
