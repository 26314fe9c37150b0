"""Makes the built-in faces from Debian and npm packages: ``python installer/fonts.py --output office/fonts/data``.

Each face is cut down to GB 2312, the 8105 characters of 《通用规范汉字表》 (Unihan ``kTGH``) and the symbols of
official documents, gets TrueType outlines, and loses hinting and layout tables. The same packages and the same
fontTools give the same bytes. Needs apt-get, dpkg-deb and npm, and only when ``--sources`` lacks a package.
"""

import argparse
import bz2
import gzip
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import msgspec
from fontTools import version  # type: ignore[import-untyped]  # carries no types
from fontTools.pens.cu2quPen import Cu2QuPen  # type: ignore[import-untyped]  # carries no types
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]  # carries no types
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # carries no types
from fontTools.ttLib import TTFont, newTable  # type: ignore[import-untyped]  # carries no types

UPRIGHT_EM = (880, -120)  # ascent and descent of the ideographic em box
DROPPED = ["BASE", "DSIG", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "gasp", "meta", "vhea", "vmtx"]
SYMBOLS = (  # first and last of each range: Latin, punctuation, numerals, units, arrows, boxes, full-width forms
    *("\u0020\u007e", "\u00a0\u017f", "\u01cd\u01dc", "\u0391\u03c9", "\u0401\u0451", "\u2000\u2027"),
    *("\u2030\u203b", "\u2070\u209f", "\u20a0\u20bf", "\u2100\u2138", "\u2150\u218b", "\u2190\u2199"),
    *("\u21d2\u21d4", "\u2200\u22ff", "\u2312\u2312", "\u2460\u24ff", "\u2500\u257f", "\u2581\u2595"),
    *("\u25a0\u25ff", "\u2600\u2642", "\u2705\u2718", "\u2776\u2793", "\u3000\u303f", "\u3041\u30fe"),
    *("\u3105\u312f", "\u3200\u33ff", "\ufe10\ufe19", "\ufe30\ufe6b", "\uff01\uff5e", "\uffe0\uffe6"),
)
NAMES_KEPT = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14)


class SourceChanged(Exception):
    """A package is not the one this script was written for."""


class Package(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A package of Debian or npm: the file name its registry gives it, its licence files, what they leave unsaid."""

    name: str
    version: str
    archive: str
    sha256: str
    papers: tuple[str, ...] = ()
    licence: str = ""

    @property
    def is_debian(self) -> bool:
        return self.archive.endswith(".deb")


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one built-in face is made; ``fonts.toml`` says what the fields mean."""

    name: str
    package: str
    file: str
    full_width: tuple[str, ...] = ()
    latin_of: str = ""
    beside: str = ""
    gbk: bool = False
    renamed: str = ""


class Book(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    made: str
    origin: str
    packages: dict[str, Package]
    faces: tuple[Recipe, ...]


def read_book() -> Book:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Book)


def fetch(source: Package, folder: Path) -> Path:
    """The package's archive in ``folder``, downloaded when it is not there. Raises SourceChanged."""
    archive = folder / source.archive
    if not archive.exists():
        download(source, folder)
    if sha256(archive.read_bytes()) != source.sha256:
        raise SourceChanged(f"{source.archive} is not the file this script was written for")
    return archive


def download(source: Package, folder: Path) -> None:
    if source.is_debian:
        command = ["apt-get", "download", f"{source.name}={source.version}"]
    else:
        command = ["npm", "pack", "--silent", f"{source.name}@{source.version}"]
    subprocess.run(command, cwd=folder, check=True)


def unpack(source: Package, sources: Path, folder: Path) -> Path:
    archive, target = fetch(source, sources), folder / source.archive
    target.mkdir()
    if source.is_debian:
        subprocess.run(["dpkg-deb", "-x", archive, target], check=True)
    else:
        with tarfile.open(archive) as tar:
            tar.extractall(target, filter="data")
    return target


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def characters_of_gb2312() -> Iterator[str]:
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield bytes((row, cell)).decode("gb2312", errors="ignore")


def characters_of_gbk() -> Iterator[str]:
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            yield bytes((lead, trail)).decode("gbk", errors="ignore")[:1]


def standard_characters(unihan: Path) -> Iterator[str]:
    """The 8105 characters of 《通用规范汉字表》 (2013), as Unihan lists them under kTGH."""
    with bz2.open(unihan / "usr/share/unicode/Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            if "\tkTGH\t" in line:
                yield chr(int(line.split("\t")[0][2:], 16))


def symbols() -> Iterator[str]:
    for ends in SYMBOLS:
        yield from map(chr, range(ord(ends[0]), ord(ends[1]) + 1))


def wanted(unihan: Path) -> frozenset[str]:
    return frozenset((*characters_of_gb2312(), *standard_characters(unihan), *symbols())) - {""}


def make(recipe: Recipe, book: Book, original: Path, chars: frozenset[str], output: Path) -> bytes:
    """The built-in face: cut down, with glyf outlines, named, dated; ``output`` has the faces made before."""
    font = TTFont(original, recalcTimestamp=False)
    widen(font, recipe.full_width)
    cut_down(font, chars)
    if "CFF " in font:
        draw_as_truetype(font)
    if recipe.latin_of:
        borrow_latin(font, output / f"{recipe.latin_of}.ttf")
    straighten(font, book.made)
    name(font, recipe, book.made, book.packages[recipe.package].licence)
    file = BytesIO()
    font.save(file, reorderTables=True)
    return file.getvalue()


def widen(font: TTFont, pairs: Iterable[str]) -> None:
    for narrow, wide in (map(ord, pair) for pair in pairs):
        for table in font["cmap"].tables:
            if narrow in table.cmap and wide in table.cmap:
                table.cmap[narrow] = table.cmap[wide]


def cut_down(font: TTFont, chars: frozenset[str]) -> None:
    options = Options(
        bidi_closure=False,
        hinting=False,
        layout_features=[],
        notdef_outline=True,
        glyph_names=False,
        name_IDs=["*"],
        recalc_timestamp=False,
    )
    options.drop_tables += DROPPED
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in chars])
    subsetter.subset(font)


def draw_as_truetype(font: TTFont) -> None:
    """Replace cubic CFF outlines by quadratic ones, at most 1/1000 em away."""
    order, drawn, glyphs = font.getGlyphOrder(), font.getGlyphSet(), {}
    for glyph in order:
        pen = TTGlyphPen(None)
        drawn[glyph].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        glyphs[glyph] = pen.glyph()
    del font["CFF "]
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
    for glyph in order:
        glyphs[glyph].recalcBounds(font["glyf"])
        font["hmtx"][glyph] = (font["hmtx"][glyph][0], getattr(glyphs[glyph], "xMin", 0))
    font["maxp"] = profile(len(order))
    font.sfntVersion = "\0\1\0\0"


def borrow_latin(font: TTFont, lender: Path) -> None:
    """Digits, letters and marks of ASCII as another face draws them."""
    with TTFont(lender) as other:
        for code in range(0x21, 0x7F):
            mine, theirs = font.getBestCmap()[code], other.getBestCmap()[code]
            font["glyf"][mine], font["hmtx"][mine] = other["glyf"][theirs], other["hmtx"][theirs]


def profile(count: int) -> object:
    """A ``maxp`` of version 1.0; the glyph maxima are counted when the font is saved."""
    table = newTable("maxp")
    table.tableVersion, table.numGlyphs, table.maxZones = 0x00010000, count, 1
    for field in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(table, f"max{field}", 0)
    table.maxSizeOfInstructions = table.maxComponentElements = table.maxComponentDepth = 0
    return table


def straighten(font: TTFont, made: str) -> None:
    """One em box for all (some sources have a wrong descent), no glyph names, fixed dates."""
    font["hhea"].ascent, font["hhea"].descent = UPRIGHT_EM
    font["hhea"].lineGap = 0
    font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender = UPRIGHT_EM
    font["post"].formatType = 3.0
    font["head"].created = font["head"].modified = seconds_since_1904(made)


def seconds_since_1904(day: str) -> int:
    return (date.fromisoformat(day) - date(1904, 1, 1)).days * 86_400


def name(font: TTFont, recipe: Recipe, made: str, licence: str) -> None:
    """Keep what the licences want kept, say that the face was changed and when, and rename where a name is reserved."""
    names = font["name"]
    names.names = [record for record in names.names if record.platformID == 3 and record.nameID in NAMES_KEPT]
    changed = f"Changed for GovDesk on {made}: fewer characters, TrueType outlines, no hinting, no layout tables."
    names.setName(changed, 10, 3, 1, 0x409)
    if licence:
        names.setName(licence, 13, 3, 1, 0x409)
    if recipe.renamed:
        names.names = [record for record in names.names if record.langID == 0x409]
        for number, text in ((1, recipe.renamed), (2, "Regular"), (4, recipe.renamed), (6, recipe.name)):
            names.setName(text, number, 3, 1, 0x409)
        names.setName(f"{recipe.name} {made}", 3, 3, 1, 0x409)


def characters_in(face: Path) -> frozenset[str]:
    with TTFont(face, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def licence_of(package: Package, folder: Path) -> bytes:
    papers = [(folder / paper).read_bytes() for paper in package.papers]
    texts = [gzip.decompress(paper) if paper.startswith(b"\x1f\x8b") else paper for paper in papers]
    return b"\n\n".join([package.licence.encode()] * bool(package.licence) + texts)


def origin(book: Book, output: Path) -> str:
    faces = (face_row(recipe, book, output / f"{recipe.name}.ttf") for recipe in book.faces)
    packages = map(package_row, book.packages.values())
    facts = {"faces": "\n".join(faces), "packages": "\n".join(packages)}
    return book.origin.lstrip().format(made=book.made, tools=version, **facts)


def face_row(recipe: Recipe, book: Book, face: Path) -> str:
    data, count = face.read_bytes(), str(len(characters_in(face)))
    cells = (face.name, book.packages[recipe.package].name, recipe.file, count, str(len(data)), sha256(data))
    return f"| {' | '.join(cells)} |"


def package_row(package: Package) -> str:
    registry = "Debian" if package.is_debian else "npm"
    return f"| {package.name} | {package.version} | {registry} | {package.sha256} |"


def make_all(sources: Path, output: Path, work: Path) -> None:
    book = read_book()
    folders = {key: unpack(package, sources, work) for key, package in book.packages.items()}
    standard = wanted(folders["unihan"])
    (output / "licences").mkdir(parents=True, exist_ok=True)
    for recipe in book.faces:
        package, folder = book.packages[recipe.package], folders[recipe.package]
        chars = standard.union(characters_of_gbk()) - {""} if recipe.gbk else standard
        lacking = chars - characters_in(output / f"{recipe.beside}.ttf") if recipe.beside else chars
        data = make(recipe, book, folder / recipe.file, lacking, output)
        (output / f"{recipe.name}.ttf").write_bytes(data)
        (output / "licences" / f"{recipe.name}.txt").write_bytes(licence_of(package, folder))
        sys.stdout.write(f"{recipe.name}: {len(data)} bytes\n")
    (output / "ORIGIN.md").write_text(origin(book, output), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the built-in faces.")
    parser.add_argument("--output", type=Path, required=True, help="folder for the faces")
    parser.add_argument("--sources", type=Path, help="folder of packages already downloaded; missing ones are fetched")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        sources = arguments.sources or work
        sources.mkdir(parents=True, exist_ok=True)
        unpacked = work / "unpacked"
        unpacked.mkdir()
        make_all(sources, arguments.output, unpacked)


if __name__ == "__main__":
    main()
