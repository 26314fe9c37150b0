"""A desk at which a clerk types without a pause until somebody kills it::

python -m tests.documents.typing_desk FOLDER TEXT
"""

import sys
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from documents.panel.drafts import Drafts
from office.database import Database
from tests import panels
from tests.panels import DRAFT


def main(folder: str, text: str) -> None:
    application = QApplication([])
    panels.dress(application)
    database = Database(f"sqlite:///{folder}/office.db")
    database.create()
    panel = Drafts(panels.make_bench(Path(folder), database, None))
    panel.resize(1200, 800)
    panel.show()
    panel.open_file(DRAFT)
    letters, keys = cycle(text), QTimer()

    def type_one() -> None:
        if panel._open is not None and panel._open.base == 1:
            QTest.keyClicks(panel.editor.body, next(letters))

    keys.timeout.connect(type_one)
    keys.start(20)
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
