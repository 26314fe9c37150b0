"""Colours that can be read, icons that exist, a sheet without holes."""

import re
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from office.ui import icons, theme
from office.ui.style import SHEET
from office.ui.theme import THEMES, Theme, ThemeName

ICONS = Path(icons.__file__).parent
ROOT = ICONS.parent.parent.parent


def light(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]  # type: ignore[index]  # the stubs say object
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.1."""
    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("worn", THEMES.values(), ids=[name.value for name in THEMES])
def test_every_text_colour_can_be_read(worn: Theme) -> None:
    grounds = (worn.window, worn.surface, worn.raised)
    pairs = [(text, ground) for text in (worn.text, worn.quiet, worn.accent_strong) for ground in grounds]
    pairs += [(worn.good, worn.good_soft), (worn.notice, worn.notice_soft), (worn.bad, worn.bad_soft)]
    pairs += [(colour, ground) for colour in (worn.good, worn.notice, worn.bad) for ground in grounds]
    pairs += [(worn.text, soft) for soft in (worn.good_soft, worn.notice_soft, worn.bad_soft, worn.accent_soft)]
    pairs += [(worn.accent_text, worn.accent), (worn.rail_text, worn.rail), (worn.rail_chosen_text, worn.rail_chosen)]
    pairs += [(worn.quiet, worn.accent_soft), (worn.accent_strong, worn.accent_soft)]

    assert [(one, other) for one, other in pairs if contrast(one, other) < 4.5] == []


@pytest.mark.parametrize("worn", THEMES.values(), ids=[name.value for name in THEMES])
def test_borders_of_fields_and_the_focus_can_be_seen(worn: Theme) -> None:
    for ground in (worn.window, worn.surface):
        assert contrast(worn.strong_line, ground) >= 2.5
        assert contrast(worn.accent, ground) >= 3


def test_the_style_sheet_asks_only_for_what_the_theme_has(qapp: QApplication) -> None:
    theme.wear(qapp, ThemeName.DARK)

    assert "@" not in qapp.styleSheet()
    assert "dark.svg" in qapp.styleSheet()
    colours = set(asdict(THEMES[ThemeName.DARK]))
    asked = {name for name in re.findall(r"@([a-z_]+)", SHEET) if name not in ("p", "icons", "shade")}
    assert asked <= colours


def test_the_interface_font_has_chinese(qapp: QApplication) -> None:
    metrics = QFontMetrics(theme.interface_font())

    assert all(metrics.inFontUcs4(ord(char)) for char in "政务公文用印收发签收镕")


def test_another_theme_repaints_the_icons(qapp: QApplication, qtbot: QtBot) -> None:
    theme.wear(qapp, ThemeName.LIGHT)
    label, button = QLabel(), QPushButton()
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    icons.put_in(label, "seal", "text")
    icons.put_on(button, "seal")
    before = label.pixmap().toImage()

    theme.wear(qapp, ThemeName.DARK)
    icons.retint(qapp)

    assert label.pixmap().toImage() != before
    theme.wear(qapp, ThemeName.LIGHT)


@pytest.mark.parametrize("path", sorted(ICONS.glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_draws_something(path: Path, qapp: QApplication) -> None:
    image = icons.drawing(path.stem, "#000000", 48).toImage()

    assert any(image.pixelColor(x, y).alpha() > 128 for x in range(48) for y in range(48))


def test_no_icon_is_kept_for_nothing() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for package in ("desk", "office/ui", "documents/panel", "seals/panel", "exchange/panel")
        for path in (ROOT / package).rglob("*.py")
    )
    drawn = {path.stem.partition(".")[0] for path in ICONS.glob("*.svg")}

    assert {name for name in drawn if f'"{name}"' not in code and f"/{name}." not in code} == set()
