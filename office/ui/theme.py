"""Colours, type and spacing of the windows: the one place that knows them.

Every length hangs on the height of the interface font, so that a larger font enlarges everything.
"""

import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from office.ui.style import SHEET

INTERFACE_FONTS = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "HarmonyOS Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
)
_BUILT_IN = ("NotoSansSC-Medium.ttf",)
_POINTS = 10.5


class ThemeName(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme, as #RRGGBB. ``quiet`` texts and every ``…_text`` keep a contrast of 4.5 : 1."""

    window: str  # behind everything
    surface: str  # cards, lists, fields
    raised: str  # buttons, headers
    line: str
    strong_line: str  # borders of fields: 3 : 1 against their ground
    text: str
    quiet: str
    accent: str  # the one colour of action
    accent_text: str  # on accent
    accent_soft: str  # the chosen row
    accent_strong: str  # accent under the pointer, words in the accent colour
    rail: str
    rail_text: str
    rail_chosen: str
    rail_chosen_text: str
    desk: str  # around the pages
    good: str
    good_soft: str
    notice: str
    notice_soft: str
    bad: str
    bad_soft: str
    hit: str  # found words on a page
    hit_now: str


LIGHT = Theme(
    window="#F3F5F8",
    surface="#FFFFFF",
    raised="#FBFCFD",
    line="#DCE1E8",
    strong_line="#8A94A3",
    text="#1B2430",
    quiet="#566173",
    accent="#1F5FA8",
    accent_text="#FFFFFF",
    accent_soft="#E3EDF8",
    accent_strong="#174C89",
    rail="#22324A",
    rail_text="#C6D0DF",
    rail_chosen="#34496A",
    rail_chosen_text="#FFFFFF",
    desk="#DDE2E9",
    good="#1D6B3F",
    good_soft="#E4F3EA",
    notice="#805300",
    notice_soft="#FDF2DC",
    bad="#A3261F",
    bad_soft="#FBE9E7",
    hit="#F5D34A",
    hit_now="#F08A24",
)

DARK = Theme(
    window="#171B21",
    surface="#1F242C",
    raised="#2A303A",
    line="#353D49",
    strong_line="#74808F",
    text="#E6EAF0",
    quiet="#A3AEBD",
    accent="#7FB2EC",
    accent_text="#0F1B2A",
    accent_soft="#27394F",
    accent_strong="#A6CBF5",
    rail="#11151A",
    rail_text="#AEB9C8",
    rail_chosen="#27313F",
    rail_chosen_text="#FFFFFF",
    desk="#0F1216",
    good="#7FD3A0",
    good_soft="#1B3326",
    notice="#EBBE6B",
    notice_soft="#382C14",
    bad="#F2958D",
    bad_soft="#41211F",
    hit="#F5D34A",
    hit_now="#F08A24",
)

THEMES = {ThemeName.LIGHT: LIGHT, ThemeName.DARK: DARK}


class _News(QObject):
    changed = Signal()  # another theme is on


class _Worn:
    theme: Theme = LIGHT
    name: ThemeName = ThemeName.LIGHT
    news: _News | None = None
    families: list[str] = []


def theme() -> Theme:
    """The theme worn now."""
    return _Worn.theme


def theme_name() -> ThemeName:
    return _Worn.name


def news() -> _News:
    """Tells when another theme is put on."""
    if _Worn.news is None:
        _Worn.news = _News()
    return _Worn.news


def colour(value: str) -> QColor:
    """A theme colour for painting."""
    return QColor(value)


def wear(application: QApplication, name: ThemeName) -> None:
    """Put the theme ``name`` on everything that ``application`` shows."""
    _Worn.theme, _Worn.name = THEMES[name], name
    application.setStyle("Fusion")
    application.setFont(interface_font())
    application.setPalette(_palette(_Worn.theme))
    application.setStyleSheet(_sheet(_Worn.theme))
    news().changed.emit()


def em() -> int:
    """The height of a Han character of the interface font, in logical pixels."""
    return QFontMetrics(interface_font()).horizontalAdvance("国")


def gap(times: float = 1.0) -> int:
    """A length of ``times`` times half a character, in logical pixels."""
    return max(1, round(em() * times / 2))


def interface_font() -> QFont:
    """The font of the windows: an installed Chinese one, or the built-in one."""
    if not _Worn.families:
        _Worn.families = [name for name in INTERFACE_FONTS if QFontDatabase.hasFamily(name)][:1] or _built_in()
    font = QFont()
    font.setFamilies([*_Worn.families, *font.families()])
    font.setPointSizeF(_POINTS)
    return font


def _built_in() -> list[str]:
    names: list[str] = []
    for name in _BUILT_IN:
        path = Path(str(files("office.fonts").joinpath("data", name)))
        number = QFontDatabase.addApplicationFont(str(path)) if path.is_file() else -1
        names += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return names


def _palette(worn: Theme) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    for target, value in (
        (role.Window, worn.window),
        (role.WindowText, worn.text),
        (role.Base, worn.surface),
        (role.AlternateBase, worn.raised),
        (role.Text, worn.text),
        (role.PlaceholderText, worn.quiet),
        (role.Button, worn.raised),
        (role.ButtonText, worn.text),
        (role.BrightText, worn.bad),
        (role.Highlight, worn.accent),
        (role.HighlightedText, worn.accent_text),
        (role.Link, worn.accent),
        (role.LinkVisited, worn.accent),
        (role.ToolTipBase, worn.surface),
        (role.ToolTipText, worn.text),
        (role.Accent, worn.accent),
        (role.Mid, worn.line),
        (role.Dark, worn.strong_line),
    ):
        palette.setColor(target, QColor(value))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(worn.strong_line))
    return palette


def _sheet(worn: Theme) -> str:
    unit = em() / 14
    lengths = {
        f"p{n}": f"{max(1, round(n * unit))}px" for n in (1, 2, 3, 4, 5, 6, 8, 10, 11, 12, 14, 16, 18, 20, 24, 28, 36)
    }
    words = (
        asdict(worn)
        | lengths
        | {"shade": _Worn.name.value}
        | {"icons": Path(str(files("office.ui").joinpath("icons"))).as_posix()}
    )
    return re.sub(r"@(\w+)", lambda found: words[found[1]], SHEET)
