"""PDF files for the eye."""

import threading
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.errors import PdfDamaged, PdfEncrypted
from documents.formats.pdf import write_pdf
from documents.formats.pdf_view import MOST_PIXELS, PdfFile
from documents.model.pages import Layout, Page
from office.errors import OfficeError
from office.fonts.library import Library
from tests.documents.sheets import ABOUT, line, notice

LIBRARY = Library.built_in()
OWN = write_pdf(notice(LIBRARY), LIBRARY, ABOUT)


def changed(change: Callable[[pikepdf.Pdf], object], **how: object) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(OWN)) as pdf:
        change(pdf)
        pdf.save(target, **how)  # type: ignore[arg-type]
    return target.getvalue()


def test_pages_and_sizes() -> None:
    file = PdfFile(OWN)
    assert file.page_count == 2
    assert file.size_mm(0) == pytest.approx((210, 297), abs=0.01)


def test_a_page_becomes_pixels() -> None:
    raster = PdfFile(OWN).render(0, 4)
    assert (raster.width, raster.height) == (840, 1189)
    assert len(raster.bgrx) == raster.stride * raster.height
    assert raster.bgrx[:3] == b"\xff\xff\xff"
    at = raster.stride * (117 * 4) + 4 * 400  # the red rule
    assert raster.bgrx[at + 2] > 200 > raster.bgrx[at]


def test_annotations_are_drawn_only_when_asked_for() -> None:
    def stamp(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(b"1 0 0 rg 0 0 100 100 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
                               BBox=[0, 0, 100, 100])  # fmt: skip
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=[0, 0, 100, 100], F=4,
                                  AP=pikepdf.Dictionary(N=look))  # fmt: skip
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])

    file = PdfFile(changed(stamp))
    bare, full = file.render(0, 2, annotations=False), file.render(0, 2, annotations=True)
    corner = bare.stride * (bare.height - 10) + 40
    assert bare.bgrx[corner : corner + 3] == b"\xff\xff\xff"
    assert full.bgrx[corner : corner + 3] == b"\0\0\xff"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_lies_where_it_is_seen_on_a_turned_page(turn: int) -> None:
    file = PdfFile(changed(lambda pdf: pdf.pages[0].rotate(turn, relative=False)))
    width, height = file.size_mm(0)
    box = next(found for found in file.lines(0) if found.text == "青政办〔2026〕12号").box
    upright = next(found for found in PdfFile(OWN).lines(0) if found.text == "青政办〔2026〕12号").box
    expected = {
        90: (width - upright.y - upright.height, upright.x),
        180: (width - upright.x - upright.width, height - upright.y - upright.height),
        270: (upright.y, height - upright.x - upright.width),
    }
    assert (box.x, box.y) == pytest.approx(expected[turn], abs=0.02)


def test_text_lies_where_it_is_seen_on_a_cropped_page() -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].CropBox = pikepdf.Array([72, 72, 523, 700])

    file = PdfFile(changed(crop))
    box = file.lines(0)[-1].box
    upright = PdfFile(OWN).lines(0)[-1].box
    assert (upright.x - box.x) == pytest.approx(25.4, abs=0.02)


def test_words_are_found_on_their_pages() -> None:
    assert [hit.page for hit in PdfFile(OWN).search("青山县人民政府办公室")] == [0, 1, 1]
    assert list(PdfFile(OWN).search("没有的词")) == []
    assert list(PdfFile(OWN).search("  ")) == []


def test_words_beyond_the_basic_plane_are_found() -> None:
    run = line(LIBRARY, "吉野家", 28, 50)[0]
    run = type(run)(run.face, run.size, ("𠮷", "野", "家"), run.gids, run.xs, run.ys)
    file = PdfFile(write_pdf(Layout((Page(210, 297, (run,)),)), LIBRARY, ABOUT))
    assert len(list(file.search("𠮷野"))) == 1
    assert len(list(file.search("𠮷"))) == 1


def test_a_huge_page_comes_smaller_rather_than_filling_the_memory() -> None:
    def widen(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 14400, 14400])

    raster = PdfFile(changed(widen)).render(0, 20)
    assert raster.width * raster.height <= MOST_PIXELS * 1.01


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no pdf" * 50, OWN[:3000], b"PK\3\4" + OWN[4:], b"\0" * 1000])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(PdfDamaged):
        PdfFile(data)


def test_a_pdf_with_a_password_is_refused_as_such() -> None:
    locked = changed(lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(PdfEncrypted):
        PdfFile(locked)


def test_a_page_beyond_the_last_is_a_mistake_of_ours() -> None:
    for index in (-1, 2):
        with pytest.raises(IndexError):
            PdfFile(OWN).lines(index)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_pdf_is_read_or_refused_and_never_worse(data: st.DataObject) -> None:
    body = bytearray(OWN)
    for _ in range(data.draw(st.integers(1, 12))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    del body[data.draw(st.integers(len(body) // 2, len(body))) :]
    try:
        file = PdfFile(bytes(body))
        for index in range(file.page_count):
            file.size_mm(index)
            file.lines(index)
            file.render(index, 1)
    except OfficeError:
        pass


def test_threads_share_pdfium_in_turn(tmp_path: Path) -> None:
    files = [PdfFile(OWN) for _ in range(3)]
    found: list[int] = []

    def work(file: PdfFile) -> None:
        for _ in range(5):
            file.render(0, 2)
            found.append(len(file.lines(1)))

    threads = [threading.Thread(target=work, args=(file,)) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [len(files[0].lines(1))] * 15
