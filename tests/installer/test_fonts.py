"""The making of built-in faces, tried on a small face."""

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]  # carries no types
from fontTools.pens.t2CharStringPen import T2CharStringPen  # type: ignore[import-untyped]  # carries no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # carries no types

from installer.fonts import (
    Book,
    Package,
    Recipe,
    SourceChanged,
    characters_in,
    characters_of_gb2312,
    characters_of_gbk,
    fetch,
    licence_of,
    make,
    read_book,
    symbols,
)
from office.fonts.face import Face
from office.fonts.library import DATA, FILES

PACKAGE = Package("small", "1", "small.tgz", "0" * 64, ("COPYING",), "Free, with the font exception.")
BOOK = Book("2026-11-21", "", {"small": PACKAGE}, ())


def curve(width: int) -> object:
    pen = T2CharStringPen(width, None)
    pen.moveTo((100, 0))
    pen.curveTo((400, 0), (width - 100, 300), (width - 100, 700))
    pen.lineTo((100, 700))
    pen.closePath()
    return pen.getCharString()


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """A face with cubic outlines: A, an em dash of 0.9 em, a joined one of 1 em, 公."""
    widths = {".notdef": 500, "A": 600, "dash": 900, "joined": 1000, "gong": 1000}
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(list(widths))
    builder.setupCharacterMap({0x41: "A", 0x2014: "dash", 0x2500: "joined", 0x516C: "gong"})
    builder.setupCFF("Small", {}, {glyph: curve(width) for glyph, width in widths.items()}, {})
    builder.setupHorizontalMetrics({glyph: (width, 100) for glyph, width in widths.items()})
    builder.setupHorizontalHeader(ascent=800, descent=200)
    builder.setupNameTable({"familyName": "Small", "styleName": "Regular", "psName": "Small"})
    builder.setupOS2()
    builder.setupPost()
    path = tmp_path / "small.otf"
    builder.save(path)
    return path


def made(original: Path, chars: str, **fields: object) -> bytes:
    recipe = Recipe("Small", "small", original.name, **fields)  # type: ignore[arg-type]  # fields of one test each
    return make(recipe, BOOK, original, frozenset(chars), original.parent)


def test_a_made_face_has_truetype_outlines_close_to_the_cubic_ones(original: Path) -> None:
    before, after = Face.from_bytes(original.read_bytes()), Face.from_bytes(made(original, "公"))

    assert after.is_truetype
    assert after.advance(after.gid("公")) == 1.0
    assert after.ink(after.gid("公")) == pytest.approx(before.ink(before.gid("公")), abs=0.001)
    assert (after.ascent, after.descent) == (0.88, -0.12)


def test_a_made_face_holds_only_the_characters_asked_for(original: Path) -> None:
    face = Face.from_bytes(made(original, "公"))

    assert (face.gid("A"), face.glyph_count) == (0, 2)


def test_the_same_package_always_gives_the_same_bytes(original: Path) -> None:
    assert made(original, "公A—") == made(original, "A—公")


def test_the_dash_is_widened(original: Path) -> None:
    face = Face.from_bytes(made(original, "—", full_width=("—─",)))

    assert face.advance(face.gid("—")) == 1.0


def test_a_reserved_name_is_given_up(original: Path) -> None:
    names = TTFont(BytesIO(made(original, "公", renamed="Other")))["name"]

    assert {str(name) for name in names.names if name.nameID in (1, 4, 6)} == {"Other", "Small"}
    assert names.getDebugName(1) == names.getDebugName(4) == "Other"


def test_a_made_face_says_that_it_was_changed_and_under_which_licence(original: Path) -> None:
    names = TTFont(BytesIO(made(original, "公")))["name"]

    assert "Changed for GovDesk on 2026-11-21" in names.getDebugName(10)
    assert names.getDebugName(13) == PACKAGE.licence


def test_the_licence_file_says_what_the_package_leaves_unsaid(tmp_path: Path) -> None:
    (tmp_path / "COPYING").write_bytes(b"GPL")

    assert licence_of(PACKAGE, tmp_path) == b"Free, with the font exception.\n\nGPL"


def test_a_package_that_changed_is_refused(tmp_path: Path) -> None:
    (tmp_path / PACKAGE.archive).write_bytes(b"something else")

    with pytest.raises(SourceChanged):
        fetch(PACKAGE, tmp_path)


def test_the_book_makes_the_faces_the_library_knows() -> None:
    book = read_book()

    assert {recipe.name for recipe in book.faces} == {file for file, _ in FILES.values()}
    assert {recipe.package for recipe in book.faces} < book.packages.keys()
    assert all(package.sha256 in (DATA / "ORIGIN.md").read_text(encoding="utf-8") for package in book.packages.values())


def test_the_character_sets_have_their_known_sizes() -> None:
    assert len({char for char in characters_of_gb2312() if char}) == 7445
    assert len({char for char in characters_of_gbk() if "\u4e00" <= char <= "\u9fa5"}) == 20902
    assert set("★〔〕％℃㎡①⑳㈠㊣—…·“”→─０Ａ") <= set(symbols())


def test_a_gap_filler_has_what_its_neighbour_lacks() -> None:
    own, neighbour = characters_in(DATA / "GovDeskWenKai.ttf"), characters_in(DATA / "FandolKai.ttf")

    assert not own & neighbour
    assert set("镕堃喆") <= own
