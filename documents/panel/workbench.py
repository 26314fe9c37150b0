"""How the panel of drafts lies on the screen: the list, the fields, and the pages beside."""

from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from documents.panel.draft_work import Open, state_words
from documents.panel.editor import DocumentEditor
from office.ui import theme
from office.ui.empty import Empty
from office.ui.entries import EntryList
from office.ui.page_view import PageView
from office.ui.panel import Bench, Panel
from office.ui.pieces import button, column, frame, side_by_side, words
from office.words import _


class Workbench(Panel):
    """The widgets of the panel, without what they do."""

    module = "documents"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.list = EntryList(_("文稿"))
        self.editor = DocumentEditor(bench.now().astimezone().date(), bench.sentences)
        self.pages = PageView(bench.background, page_list=False)
        self.empty = Empty(
            "draft", _("从一份 Word 文稿开始"), _("打开 .docx 文稿，或把它拖到这里。程序识别各要素，您核对后即可排版。")
        )
        self.new_button = button(_("新建(&N)"), "add")
        self.open_button = button(_("打开文稿(&O)"), "open")
        self.discard_button = button(_("作废(&D)"), "delete")
        self.apart_button = button(_("存为新稿(&A)"), "add")
        self.save_button = button(_("保存(&S)"), "save")
        self.make_button = button(_("生成版式文件(&G)"), "typeset", primary=True)
        self.state = words("", "quiet")
        self.side = frame("side", column(self.list, gap=0))
        self.stack = _fields_and_pages(self.empty, self.editor, self.pages)
        saving = (self.discard_button, self.apart_button, self.save_button, self.make_button)
        whole = _list_and_work(self.side, self.stack)
        self.lay_out(_("拟稿"), whole, self.state, self.new_button, self.open_button, *saving)
        self.show_state(None)

    def show_state(self, now: Open | None) -> None:
        """Say how what is open stands, and offer what can be done with it."""
        self.stack.setCurrentIndex(0 if now is None else 1)
        self.side.setVisible(self.list.count() > 0)
        self.save_button.setEnabled(now is not None and now.changed)
        self.make_button.setEnabled(now is not None)
        self.discard_button.setEnabled(now is not None and now.base > 0)
        self.apart_button.setVisible(now is not None and now.overtaken)
        self.state.setText(state_words(now))


def _fields_and_pages(empty: QWidget, editor: QWidget, pages: QWidget) -> QStackedWidget:
    """``empty``, or else the fields with their pages beside."""
    fields = QWidget()
    fields.setLayout(column(editor, gap=0))
    both = side_by_side((fields, 31), (pages, 44))
    fields.setMinimumWidth(theme.em() * 22)
    stack = QStackedWidget()
    stack.addWidget(empty)
    stack.addWidget(both)
    return stack


def _list_and_work(side: QWidget, work: QWidget) -> QSplitter:
    """The list at the side, what is worked on beside it."""
    return side_by_side((side, 15), (work, 75), grows=1)
