"""Layout, PDF and OFD of 300 pages: 100 pages a second and under 400 MB."""

from documents.formats.ofd import write_ofd
from documents.formats.pdf import write_pdf
from documents.model.official import OfficialDocument
from documents.model.pages import Layout
from documents.rules.typeset import lay_out
from office.fonts.library import Library
from tests.bench.clock import measured, peak_memory
from tests.bench.matter import about, long_document

PAGES = 300


def run() -> tuple[bytes, bytes]:
    """Print the figures; the PDF and OFD that were written."""
    library = Library.built_in()
    document = _of_pages(library)
    layout = lay_out(document, library)
    count = len(layout.pages)
    print(f"{count} 页，{sum(_glyphs(layout))} 个字形")
    about_it = about(document)

    def all_of_it() -> tuple[bytes, bytes]:
        laid = lay_out(document, library)
        return write_pdf(laid, library, about_it), write_ofd(laid, library, about_it)

    measured("排版", lambda: lay_out(document, library), count / 100)
    measured("写 PDF/A-2b", lambda: write_pdf(layout, library, about_it), count / 100)
    measured("写 OFD", lambda: write_ofd(layout, library, about_it), count / 100)
    whole = measured("排版 + PDF + OFD", all_of_it, count / 100)
    print(f"每秒 {count / whole:.0f} 页（要求 ≥ 100）；内存峰值 {peak_memory():.0f} MB（要求 ≤ 400）")
    return all_of_it()


def _of_pages(library: Library) -> OfficialDocument:
    times = 80
    while len(lay_out(long_document(times), library).pages) < PAGES:
        times += 2
    return long_document(times)


def _glyphs(layout: Layout) -> list[int]:
    return [len(mark.gids) for page in layout.pages for mark in page.marks if hasattr(mark, "gids")]
