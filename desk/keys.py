"""The list of keys (F1)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QWidget

from office.ui import theme
from office.ui.dialog import Dialog
from office.ui.panel import PanelSpec
from office.ui.pieces import column, words
from office.words import N_, _

KEYS = (
    ("F1", N_("这份按键一览")),
    ("F5", N_("立即与服务器同步")),
    ("F9", N_("浅色与深色之间切换")),
    ("Alt", N_("按住后再按带下划线的字母，等于按那个按钮")),
    ("Ctrl+N", N_("新建")),
    ("Ctrl+O", N_("打开文件")),
    ("Ctrl+S", N_("保存")),
    ("Ctrl+F", N_("在页面中查找文字；回车到下一处")),
    ("Ctrl+G", N_("转到某一页")),
    ("Ctrl+L", N_("显示或隐藏页面列表")),
    ("Ctrl++ / Ctrl+-", N_("放大、缩小页面；也可按住 Ctrl 滚动滚轮")),
    ("Ctrl+0 / Ctrl+1 / Ctrl+2", N_("实际大小、适合宽度、整页")),
    ("Tab / Shift+Tab", N_("到下一处、上一处")),
)


class KeyList(Dialog):
    def __init__(self, specs: Sequence[PanelSpec], parent: QWidget | None = None) -> None:
        super().__init__(_("按键一览"), 38, parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.gap(4))
        grid.setVerticalSpacing(theme.gap(1))
        keys = [*((spec.key, spec.title) for spec in specs if spec.key), *KEYS]
        for line, (key, what) in enumerate(keys):
            grid.addWidget(words(key, "strong"), line, 0, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(words(_(what)), line, 1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setText(_("关闭(&C)"))
        close.rejected.connect(self.reject)
        self.lay_out(column(words(_("按键一览"), "heading"), grid, close, gap=2, margin=3))
