"""The look of an office system of the early 2000s, light and dark, the same on every platform.

Qt's "Windows" style draws its bevels from the palette alone, so a palette is all that it takes
and no desktop theme shines through.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

FAMILIES = ["Malgun Gothic", "Gulim", "Noto Sans CJK KR", "sans-serif"]
POINTS = 9


@dataclass(frozen=True, slots=True)
class _Colours:
    window: str
    text: str
    base: str
    stripe: str
    light: str
    midlight: str
    mid: str
    dark: str
    shadow: str
    disabled: str
    highlight: str
    on_highlight: str
    head: str
    on_head: str
    label: str
    required: str
    line: str


_LIGHT = _Colours(
    window="#d4d0c8", text="#000000", base="#ffffff", stripe="#f1f4f8", light="#ffffff",
    midlight="#e8e5de", mid="#a8a49c", dark="#808080", shadow="#404040", disabled="#808080",
    highlight="#0a246a", on_highlight="#ffffff", head="#3a5f9a", on_head="#ffffff",
    label="#c3cfe2", required="#9c1c1c", line="#8f9bb0",
)  # fmt: skip
_DARK = _Colours(
    window="#3a3d42", text="#e6e6e6", base="#24262a", stripe="#2b2e33", light="#6a6e76",
    midlight="#4b4f56", mid="#2f3236", dark="#222428", shadow="#101114", disabled="#858890",
    highlight="#3f6fb5", on_highlight="#ffffff", head="#24405f", on_head="#e8eef6",
    label="#46505f", required="#ff9d8a", line="#5b6472",
)  # fmt: skip


def _palette(colours: _Colours) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for target, colour in (
        (role.Window, colours.window), (role.WindowText, colours.text),
        (role.Base, colours.base), (role.AlternateBase, colours.stripe),
        (role.Text, colours.text), (role.Button, colours.window),
        (role.ButtonText, colours.text), (role.BrightText, colours.on_highlight),
        (role.Light, colours.light), (role.Midlight, colours.midlight),
        (role.Mid, colours.mid), (role.Dark, colours.dark), (role.Shadow, colours.shadow),
        (role.Highlight, colours.highlight), (role.HighlightedText, colours.on_highlight),
        (role.ToolTipBase, colours.base), (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.disabled), (role.Link, colours.highlight),
        (role.Accent, colours.highlight),
    ):  # fmt: skip
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.disabled))
    return palette


def _sheet(colours: _Colours) -> str:
    """Only for what a palette cannot say; everything else stays with the style."""
    return f"""
    QLabel[kind="heading"] {{ background: {colours.head}; color: {colours.on_head};
        font-weight: bold; padding: 3px 8px; }}
    QLabel[kind="field"] {{ background: {colours.label}; border: 1px solid {colours.line};
        padding: 0 6px; }}
    QLabel[kind="required"] {{ background: {colours.label}; border: 1px solid {colours.line};
        padding: 0 6px; color: {colours.required}; font-weight: bold; }}
    QLabel[kind="panel"] {{ padding: 0 4px; }}
    QPushButton[kind="renewed"] {{ background: {colours.head}; color: {colours.on_head};
        border: 0; border-radius: 6px; font-weight: bold; }}
    QPushButton[kind="renewed"]:focus {{ border: 2px solid {colours.required}; }}
    QHeaderView::section {{ background: {colours.label}; color: {colours.text};
        border: 0; border-right: 1px solid {colours.line};
        border-bottom: 1px solid {colours.line}; padding: 2px 4px; }}
    """


def dress(app: QApplication, theme: str) -> None:
    """Give the application its style, palette and font."""
    QLocale.setDefault(QLocale(QLocale.Language.Korean, QLocale.Country.SouthKorea))
    colours = _DARK if theme == "dark" else _LIGHT
    app.setStyle(QStyleFactory.create("Windows"))
    app.setPalette(_palette(colours))
    font = QFont(FAMILIES, POINTS)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    app.setFont(font)
    app.setStyleSheet(_sheet(colours))
