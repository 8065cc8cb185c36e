"""How Ilson looks: the design tokens as a palette, a style sheet and tinted icons."""

from __future__ import annotations

import json
import re
import tempfile
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

ASSETS = Path(__file__).resolve().parent.parent / "assets"
TOKENS = json.loads((ASSETS / "tokens.json").read_text("utf-8"))

_scheme = "light"
_files = tempfile.TemporaryDirectory(prefix="ilson-style-")
"""QSS can name only files for its arrows and ticks; they live as long as the process."""

_ROLES = {
    QPalette.ColorRole.Window: "bg", QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface", QPalette.ColorRole.AlternateBase: "bg",
    QPalette.ColorRole.Text: "text", QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text", QPalette.ColorRole.BrightText: "on_brand",
    QPalette.ColorRole.Highlight: "selection", QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "link", QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.PlaceholderText: "text_3", QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text", QPalette.ColorRole.Accent: "brand",
    QPalette.ColorRole.Light: "raised", QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border", QPalette.ColorRole.Dark: "border_input",
    QPalette.ColorRole.Shadow: "border",
}  # fmt: skip


@lru_cache(maxsize=1)
def load_fonts() -> tuple[str, ...]:
    """Make the fonts that come with Ilson known to Qt, once a process; the families that there
    now are. Where one cannot be read, the next family of the tokens is used."""
    families: list[str] = []
    for path in sorted((ASSETS / "fonts").glob("*.otf")):
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0:
            families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))


def scheme() -> str:
    """``light`` or ``dark``."""
    return _scheme


def colour(name: str) -> QColor:
    """The colour of a token, with its transparency."""
    code = TOKENS["color"][_scheme][name]
    made = QColor(code[:7])
    if len(code) == 9:
        made.setAlpha(int(code[7:], 16))
    return made


def font(role: str = "body") -> QFont:
    """The font of a text role; sizes are logical pixels."""
    kind = TOKENS["type"][role]
    made = QFont()
    made.setFamilies(TOKENS["font"]["family"])
    made.setPixelSize(kind["size"])
    made.setWeight(QFont.Weight(kind["weight"]))
    return made


@lru_cache(maxsize=128)
def _svg(name: str) -> str:
    return (ASSETS / "icons" / f"{name}.svg").read_text("utf-8")


def _code(ink: str) -> str:
    return ink if ink.startswith("#") else colour(ink).name()


def _tinted(name: str, ink: str) -> bytes:
    return _svg(name).replace("currentColor", _code(ink)).encode()


def pixmap(
    name: str, size: int = 16, ink: str = "text_2", scale: float | None = None, gap: int = 0
) -> QPixmap:
    """A Lucide icon in a colour (token or "#rrggbb"), sharp at the screen's scaling, with ``gap``
    empty logical pixels at its right."""
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    ratio = scale or app.devicePixelRatio()
    key = f"ilson {name} {size} {_code(ink)} {ratio} {gap}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    side = round(size * ratio)
    made = QPixmap(QSize(side + round(gap * ratio), side))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(_tinted(name, ink))).render(painter, QRectF(0, 0, side, side))
    painter.end()
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


def icon(name: str, ink: str = "text_2", size: int = 16, gap: int = 0) -> QIcon:
    """An icon for a button, with its disabled look."""
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    return _icon(name, _code(ink), _code("text_disabled"), size, gap, app.devicePixelRatio())


@lru_cache(maxsize=512)
def _icon(name: str, ink: str, disabled: str, size: int, gap: int, ratio: float) -> QIcon:
    made = QIcon(pixmap(name, size, ink, ratio, gap))
    made.addPixmap(pixmap(name, size, disabled, ratio, gap), QIcon.Mode.Disabled)
    return made


def mark(size: int, dot: str | None = None, ring: bool = False) -> QPixmap:
    """Ilson's mark, a helping hand on an indigo tile; a ``dot`` (token) while it records or
    waits, a ``ring`` while it runs. ``size`` in device pixels, for the tray and title bars."""
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(TOKENS["color"]["light"]["brand"]))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.26, size * 0.26)
    hand = round(size * 0.68)
    place = (size - hand) / 2
    painter.drawPixmap(QRectF(place, place, hand, hand).topLeft(),
                       pixmap("hand-helping", hand, "#ffffff", 1.0))  # fmt: skip
    if ring:
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setColor(QColor(TOKENS["color"]["dark"]["brand_text"]))
        pen.setWidthF(max(2.0, size * 0.1))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = size * 0.05
        painter.drawRoundedRect(
            QRectF(inset, inset, size - 2 * inset, size - 2 * inset), size * 0.24, size * 0.24
        )
    if dot:
        painter.setPen(QColor("#ffffff"))
        painter.setBrush(colour(dot))
        radius = size * 0.42
        painter.drawEllipse(QRectF(size - radius - 1, 1, radius, radius))
    painter.end()
    return made


def mark_icon(dot: str | None = None, ring: bool = False) -> QIcon:
    """The mark in the sizes that title bars and trays ask for."""
    made = QIcon()
    for size in (16, 22, 24, 32, 48, 64):
        made.addPixmap(mark(size, dot, ring))
    return made


def _palette() -> QPalette:
    made = QPalette()
    for role, token in _ROLES.items():
        made.setColor(role, colour(token))
    for role in (
        QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText,
    ):  # fmt: skip
        made.setColor(QPalette.ColorGroup.Disabled, role, colour("text_disabled"))
    return made


def _icon_file(name: str, ink: str) -> str:
    path = Path(_files.name) / f"{name}-{_scheme}-{ink}.svg"
    path.write_bytes(_tinted(name, ink))
    return path.as_posix()


def _style_sheet() -> str:
    """ilson.qss with its ``@token`` colours and ``%icon:token%`` files filled in."""
    source = (ASSETS / "style" / "ilson.qss").read_text("utf-8")
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.S)
    source = re.sub(r"%([\w-]+):(\w+)%", lambda m: _icon_file(m[1], m[2]), source)

    def rgba(found: re.Match[str]) -> str:
        made = colour(found[1])
        return f"rgba({made.red()},{made.green()},{made.blue()},{made.alpha()})"

    return re.sub(r"@(\w+)", rgba, source)


def apply(app: QApplication, wanted: str = "system") -> None:
    """Dress the application: ``light``, ``dark`` or what the ``system`` says. Call again when
    the system's colours change."""
    global _scheme
    hints = app.styleHints()
    if wanted == "system":
        hints.unsetColorScheme()
        _scheme = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
    else:
        _scheme = wanted
        # For the title bar, which belongs to the system.
        hints.setColorScheme(Qt.ColorScheme.Dark if wanted == "dark" else Qt.ColorScheme.Light)
    load_fonts()
    app.setStyle("Fusion")
    app.setPalette(_palette())
    app.setFont(font())
    app.setStyleSheet(_style_sheet())
