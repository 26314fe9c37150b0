"""The first page of a 300-page PDF and OFD on the screen, from opening the file."""

import os
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QImage

from documents.panel.pages import open_pages
from office.fonts.library import Library
from tests.bench.clock import measured

SCALE = 150 / 25.4  # pixels a millimetre


def run(pdf: bytes, ofd: bytes) -> None:
    """Print the figures."""
    application = QGuiApplication.instance() or QGuiApplication([])
    library = Library.built_in()
    for name, data in (("PDF", pdf), ("OFD", ofd)):
        measured(f"{name}：打开并画出首页（150 dpi）", partial(_first, data, library), 0.2)
    del application


def _first(data: bytes, library: Library) -> QImage:
    pages = open_pages(data, library)
    width, height = pages.page_size_mm(0)
    return pages.image(0, SCALE, QRect(0, 0, round(width * SCALE), round(height * SCALE)))
