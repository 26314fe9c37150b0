"""PDF, OFD and layout agree on every glyph."""

import ctypes
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import pdfa

from documents.errands import read_draft, typeset
from documents.formats.ofd import read_ofd, write_ofd
from documents.formats.pdf import write_pdf
from documents.formats.pdf_view import PdfFile
from documents.formats.pdfium import LOCK, Document, raw
from documents.formats.text import page_text
from documents.model.pages import IDENTITY, Layout, Page, Run, Transform
from office.fonts.library import Library
from office.fonts.roles import Role
from tests.documents.sheets import ABOUT, line, notice

NS = "{http://www.ofdspec.org/2016}"
MM = 25.4 / 72
NEAR = 0.01  # mm, what issue and standard ask; the writers keep 0.001
Placed = tuple[str, float, float]
LIBRARY = Library.built_in()


def of_layout(page: Page) -> list[Placed]:
    """In the order of painting, as the others."""
    return [
        (text, *mark.transform.at(x, y))
        for mark in page.marks
        if isinstance(mark, Run)
        for text, x, y in zip(mark.text, mark.xs, mark.ys, strict=True)
    ]


def of_pdf(data: bytes, index: int) -> list[Placed]:
    """Glyph origins as pdfium sees them, by its own functions."""
    with LOCK, Document(data) as document:
        page = document[index]
        text = page.get_textpage()
        height = page.get_height()
        found = []
        for at in range(raw.FPDFText_CountChars(text)):
            x, y = ctypes.c_double(), ctypes.c_double()
            if raw.FPDFText_IsGenerated(text, at) == 0:
                raw.FPDFText_GetCharOrigin(text, at, x, y)
                char = chr(raw.FPDFText_GetUnicode(text, at))
                found.append((char, x.value * MM, (height - y.value) * MM))
        text.close()
        page.close()
    return found


def of_ofd(data: bytes, index: int) -> list[Placed]:
    """Glyph origins as the XML says them, read without our reader (GB/T 33190-2016, clause 11)."""
    root = ET.fromstring(ZipFile(BytesIO(data)).read(f"Doc_0/Pages/Page_{index}/Content.xml"))  # noqa: S314
    return [placed for node in root.iter(f"{NS}TextObject") for placed in of_object(node)]


def of_object(node: ET.Element) -> Iterator[Placed]:
    left, top, _, _ = map(float, node.attrib["Boundary"].split())
    a, b, c, d, e, f = map(float, node.get("CTM", "1 0 0 1 0 0").split())
    code = node.find(f"{NS}TextCode")
    assert code is not None
    assert code.text is not None
    x, y = float(code.attrib["X"]), float(code.attrib["Y"])
    steps = zip(
        deltas(code.get("DeltaX", ""), len(code.text)), deltas(code.get("DeltaY", ""), len(code.text)), strict=True
    )
    for char, (dx, dy) in zip(code.text, steps, strict=True):
        yield char, a * x + c * y + e + left, b * x + d * y + f + top
        x, y = x + dx, y + dy


def deltas(text: str, count: int) -> list[float]:
    words, found = text.split(), []
    while words:
        word = words.pop(0)
        found += [float(words.pop(1))] * int(words.pop(0)) if word == "g" else [float(word)]
    assert not found or len(found) == count - 1
    return (found or [0.0] * (count - 1)) + [0.0]


def assert_near(first: list[Placed], second: list[Placed], near: float) -> None:
    assert [place[0] for place in first] == [place[0] for place in second]
    worst = max((max(abs(a[1] - b[1]), abs(a[2] - b[2])) for a, b in zip(first, second, strict=True)), default=0.0)
    assert worst <= near


@pytest.mark.parametrize("index", [0, 1])
def test_every_glyph_of_a_notice_stands_where_the_layout_says(index: int) -> None:
    layout = notice(LIBRARY)
    wanted = of_layout(layout.pages[index])
    assert len(wanted) > 50
    assert_near(wanted, of_pdf(write_pdf(layout, LIBRARY, ABOUT), index), 0.001)
    assert_near(wanted, of_ofd(write_ofd(layout, LIBRARY, ABOUT), index), 0.001)


def test_every_glyph_of_a_real_notice_stands_where_the_layout_says() -> None:
    """A clerk's draft, recognised and typeset: the same origins, the same lines, and fit for the archive."""
    draft = read_draft((Path(__file__).parent.parent / "data" / "notice" / "draft.docx").read_bytes())
    made = typeset(draft.document, LIBRARY, ABOUT)
    assert pdfa.validate_written(BytesIO(made.pdf), "2b").passed
    file = PdfFile(made.pdf)
    assert file.page_count == len(made.layout.pages) >= 5
    for index, page in enumerate(made.layout.pages):
        wanted = of_layout(page)
        assert_near(wanted, of_pdf(made.pdf, index), 0.001)
        assert_near(wanted, of_ofd(made.ofd, index), 0.001)
        assert [line.text for line in file.lines(index)] == [line.text for line in page_text(made.layout)[index]]


turns = st.sampled_from([IDENTITY, Transform(0, 1, -1, 0, 200, 10), Transform(0, -1, 1, 0, 5, 290),
                         Transform(0.6, 0, 0, 1, 30, 0), Transform(0.8, 0.1, -0.05, 1.1, 20, 20)])  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(
    text=st.text("一二三四五的是，。（）ABC123 年月", min_size=1, max_size=40),
    x=st.floats(20, 60),
    y=st.floats(30, 150),
    size=st.floats(2, 20),
    pitch=st.floats(0.5, 3),
    turn=turns,
    role=st.sampled_from(Role),
)
def test_glyphs_always_agree(
    text: str, x: float, y: float, size: float, pitch: float, turn: Transform, role: Role
) -> None:
    marks = line(LIBRARY, text, x, y, size=size, pitch=pitch, transform=turn, role=role)
    layout = Layout((Page(210, 297, marks),))
    wanted = of_layout(layout.pages[0])
    assert_near(wanted, of_ofd(write_ofd(layout, LIBRARY, ABOUT), 0), NEAR / 10)
    read, _ = read_ofd(write_ofd(layout, LIBRARY, ABOUT), LIBRARY)
    assert_near([place for place in wanted if place[0] != " "],
                [place for place in of_layout(read.pages[0]) if place[0] != " "], NEAR / 10)  # fmt: skip
    assert_near([("", *place[1:]) for place in wanted],
                [("", *place) for place in shown_by(write_pdf(layout, LIBRARY, ABOUT))], NEAR / 10)  # fmt: skip


def shown_by(data: bytes) -> Iterator[tuple[float, float]]:
    """Glyph origins by the operators of the content stream (ISO 32000-1, 9.4)."""
    with pikepdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[0]
        fonts = {name: widths(font) for name, font in page.resources["/Font"].items()}
        height = float(page.mediabox[3])
        size, font, matrix, base = 1.0, fonts[next(iter(fonts))], [0.0] * 6, [0.0] * 6
        for instruction in pikepdf.parse_content_stream(page):
            assert isinstance(instruction, pikepdf.ContentStreamInstruction)
            operands = instruction.operands
            match str(instruction.operator):
                case "cm":
                    base = [float(number) for number in operands]
                case "Tf":
                    font, size = fonts[str(operands[0])], float(operands[1])
                case "Tm":
                    matrix, pen = [float(number) for number in operands], 0.0
                case "TJ":
                    for item in operands[0]:
                        if isinstance(item, pikepdf.String):
                            codes = bytes(item)
                            for at in range(0, len(codes), 2):
                                x = matrix[0] * pen + matrix[4]
                                y = matrix[1] * pen + matrix[5]
                                yield (base[0] * x + base[4]) * MM, (height - base[3] * y - base[5]) * MM
                                pen += font.get(int.from_bytes(codes[at : at + 2], "big"), 1000.0) / 1000 * size
                        else:
                            pen -= float(item) / 1000 * size


def widths(font: pikepdf.Object) -> dict[int, float]:
    table = list(font.DescendantFonts[0].W)
    found: dict[int, float] = {}
    for first, row in zip(table[::2], table[1::2], strict=True):
        found |= {int(first) + place: float(width) for place, width in enumerate(row)}
    return found


def test_pdf_and_ofd_say_the_same_lines() -> None:
    layout = notice(LIBRARY)
    file = PdfFile(write_pdf(layout, LIBRARY, ABOUT))
    read, _ = read_ofd(write_ofd(layout, LIBRARY, ABOUT), LIBRARY)
    for index, lines in enumerate(page_text(layout)):
        assert [line.text for line in file.lines(index)] == [line.text for line in lines]
        assert [line.text for line in page_text(read)[index]] == [line.text for line in lines]
