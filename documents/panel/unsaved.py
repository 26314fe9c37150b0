"""Leaving with a draft that the records did not take: stay, or give the changes up."""

from PySide6.QtWidgets import QWidget

from office.ui.dialog import Dialog
from office.ui.pieces import button, column, row, words
from office.words import _


class UnsavedDialog(Dialog):
    """Accepted when the person would rather lose the changes than stay."""

    def __init__(self, title: str, why: str, parent: QWidget | None = None) -> None:
        """``why`` says in a sentence what kept the draft from being saved."""
        super().__init__(_("文稿没有存上"), 38, parent)
        head = _("《{title}》没有存上").format(title=title or _("无标题"))
        self.why = words(why, wrap=True)
        note = words(
            _("留在这里，改动都还在，处理好之后再保存。现在关闭，没有存上的改动就没有了。"), "quiet", wrap=True
        )
        self.stay = button(_("留在这里(&S)"), does=self.reject, primary=True)
        self.give_up = button(_("不要改动，关闭(&D)"), does=self.accept)
        self.stay.setDefault(True)
        foot = row(None, self.give_up, self.stay, gap=1)
        self.lay_out(column(words(head, "heading", wrap=True), self.why, note, foot, gap=2, margin=3))
        self.stay.setFocus()
