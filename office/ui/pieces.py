"""Small pieces that every window is put together from: words, buttons, cards, rows and columns."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from office.ui import icons, theme

Item = QWidget | QLayout | int | None
L = TypeVar("L", bound=QBoxLayout)


def words(text: str, look: str = "", wrap: bool = False) -> QLabel:
    """A label; ``look`` is title, heading, section, quiet, label or nothing."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if look:
        label.setProperty("look", look)
    return label


def copyable(text: str, look: str = "") -> QLabel:
    """Words that can be marked and copied, with the keyboard too."""
    label = words(text, look, wrap=True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label


def button(text: str, icon: str = "", does: Callable[[], object] | None = None, primary: bool = False) -> QPushButton:
    """A button with words (an & names its key) and perhaps an icon."""
    made = QPushButton(f" {text}" if icon else text)
    made.setAccessibleName(text.replace("&", ""))
    if icon:
        icons.put_on(made, icon, "accent_text" if primary else "text")
    if primary:
        made.setProperty("look", "primary")
    if does is not None:
        made.clicked.connect(lambda: does())
    return made


def tool(name: str, icon: str, does: Callable[[], object] | None = None, key: str = "", text: str = "") -> QToolButton:
    """A small button that shows an icon; ``name`` is told as tooltip and to screen readers, ``key`` is its shortcut."""
    made = QToolButton()
    made.setAccessibleName(name)
    made.setToolTip(f"{name}（{QKeySequence(key).toString()}）" if key else name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    icons.put_on(made, icon)
    if text:
        made.setText(text)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    if does is not None:
        made.clicked.connect(lambda: does())
    return made


def on_key(owner: QWidget, key: str, does: Callable[[], object], whole_window: bool = False) -> QShortcut:
    """Let ``key`` do something while the focus is in ``owner`` (or anywhere in its window)."""
    shortcut = QShortcut(QKeySequence(key), owner)
    context = Qt.ShortcutContext.WindowShortcut if whole_window else Qt.ShortcutContext.WidgetWithChildrenShortcut
    shortcut.setContext(context)
    shortcut.activated.connect(lambda: does())
    return shortcut


def frame(look: str, layout: QLayout) -> QFrame:
    """A frame with one of the theme's looks: card, bar, foot, side, drop."""
    made = QFrame()
    made.setProperty("look", look)
    made.setLayout(layout)
    return made


def with_edge(told: QWidget) -> QWidget:
    """``told`` with some air around it; the air goes when it is hidden."""
    outer = _Air()
    outer.setLayout(column(told, margin=1.2))
    told.installEventFilter(outer)
    outer.setVisible(not told.isHidden())
    return outer


class _Air(QWidget):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.HideToParent:
            self.hide()
        elif event.type() == QEvent.Type.ShowToParent:
            self.show()
        return super().eventFilter(watched, event)


def divider() -> QFrame:
    made = QFrame()
    made.setProperty("look", "divider")
    return made


def column(*items: Item, gap: float = 1.0, margin: float = 0.0) -> QVBoxLayout:
    """Widgets and layouts under one another; None stretches, a number is a space in half characters."""
    layout = QVBoxLayout()
    return _fill(layout, items, gap, margin)


def row(*items: Item, gap: float = 1.0, margin: float = 0.0) -> QHBoxLayout:
    """Widgets and layouts side by side; None stretches, a number is a space in half characters."""
    layout = QHBoxLayout()
    return _fill(layout, items, gap, margin)


def _fill(layout: L, items: tuple[Item, ...], gap: float, margin: float) -> L:
    layout.setSpacing(theme.gap(gap) if gap else 0)
    edge = theme.gap(margin) if margin else 0
    layout.setContentsMargins(edge, edge, edge, edge)
    for item in items:
        _add(layout, item)
    return layout


def _add(layout: QBoxLayout, item: Item) -> None:
    if item is None:
        layout.addStretch(1)
    elif isinstance(item, int):
        layout.addSpacing(theme.gap(item))
    elif isinstance(item, QWidget):
        layout.addWidget(item)
    else:
        layout.addLayout(item)


def side_by_side(*parts: tuple[QWidget, float], grows: int | None = None) -> QSplitter:
    """Widgets with their widths in em, divided by handles; none folds away. ``grows`` takes what is left over."""
    whole = QSplitter(Qt.Orientation.Horizontal)
    for widget, _width in parts:
        whole.addWidget(widget)
    whole.setSizes([round(theme.em() * width) for _widget, width in parts])
    if grows is not None:
        whole.setStretchFactor(grows, 1)
    whole.setChildrenCollapsible(False)
    return whole


def empty_out(layout: QLayout) -> None:
    """Take every widget out of ``layout`` and delete it."""
    for place in range(layout.count() - 1, -1, -1):
        item = layout.takeAt(place)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.deleteLater()


def restyle(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties and let the theme look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
