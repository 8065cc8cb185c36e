"""The small parts that all windows are built from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from player.desktop import take_no_focus
from ui import theme

_ICON_GAP = 4
_INKS = {"primary": "on_brand", "record": "on_record", "danger": "red"}


def column(*items: QWidget | QLayout | int | None, margin: int = 0, gap: int = 8) -> QVBoxLayout:
    """A vertical layout; a number is a stretch of that weight."""
    made = QVBoxLayout()
    _fill(made, items, margin, gap)
    return made


def line(*items: QWidget | QLayout | int | None, margin: int = 0, gap: int = 8) -> QHBoxLayout:
    """A horizontal layout; a number is a stretch of that weight."""
    made = QHBoxLayout()
    _fill(made, items, margin, gap)
    return made


def _fill(
    layout: QBoxLayout, items: tuple[QWidget | QLayout | int | None, ...], margin: int, gap: int
) -> None:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        elif item is not None:
            layout.addLayout(item)


def label(text: str = "", role: str = "", ink: str = "", wrap: bool = False) -> QLabel:
    """A piece of text; never read as markup, whatever a file or a run put into it."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if ink:
        made.setProperty("ink", ink)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


class Elided(QLabel):
    """One line of text that shortens with … and keeps the whole in its tooltip."""

    def __init__(self, text: str = "", role: str = "", ink: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        if ink:
            self.setProperty("ink", ink)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(40)
        self._whole = ""
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._whole = " ".join(text.split())
        self.setToolTip(self._whole)
        self._shorten()

    def whole(self) -> str:
        """The text without the shortening."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        width = max(self.width(), 40)
        elided = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, width)
        self.setText(elided)


def button(text: str, kind: str = "", icon: str = "", large: bool = False) -> QPushButton:
    """A button: ``primary``, ``record``, ``danger``, ``ghost`` or plain."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    if large:
        made.setProperty("bsize", "lg")
    if icon:
        size = 20 if large else 16
        # Fusion puts the text nearly against the icon, and style sheets know no gap.
        made.setIcon(theme.icon(icon, _INKS.get(kind, "text_2"), size, _ICON_GAP))
        made.setIconSize(QSize(size + _ICON_GAP, size))
    made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the focus ring is for the keyboard only
    return made


def tool(icon: str, name: str, kind: str = "", ink: str = "text_2") -> QToolButton:
    """A button that is only an icon; ``name`` is its tooltip and what a screen reader says."""
    made = QToolButton()
    made.setIcon(theme.icon(icon, ink))
    made.setIconSize(QSize(16, 16))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if kind:
        made.setProperty("kind", kind)
    return made


def mark(size: int) -> QLabel:
    """Ilson's mark, to be looked at; ``size`` in logical pixels."""
    made = QLabel()
    ratio = made.devicePixelRatioF()
    pixels = theme.mark(round(size * ratio))
    pixels.setDevicePixelRatio(ratio)
    made.setPixmap(pixels)
    made.setFixedSize(size, size)
    return made


def segment(text: str) -> QPushButton:
    """One of a few views of the same thing; a QButtonGroup keeps one of them checked. A screen
    reader says that it is one of several, which it would not of a QToolButton."""
    made = button(text, "seg")
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    made.setCheckable(True)
    made.setAutoExclusive(True)
    made.setAutoDefault(False)
    return made


def search(hint: str, width: int = 0) -> QLineEdit:
    """A field to search by; ``hint`` is also what a screen reader says."""
    made = QLineEdit()
    made.setPlaceholderText(hint)
    made.setAccessibleName(hint)
    made.setTextMargins(22, 0, 0, 0)  # an action's icon sits off-centre under a style sheet
    glass = sign("search", "text_3")
    glass.setParent(made)
    glass.move(11, 9)
    if width:
        made.setMaximumWidth(width)
    return made


class Segmented(QFrame):
    """Two to four views of the same thing, one of them chosen; ``chosen`` with its name."""

    chosen = Signal(str)

    def __init__(self, named: Mapping[str, str], now: str, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "sunken")
        self.setAccessibleName(name)
        self.buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for key, word in named.items():
            made = segment(word)
            made.setChecked(key == now)
            made.setAccessibleName(f"{name}: {word}")
            made.clicked.connect(lambda _=False, k=key: self.chosen.emit(k))
            group.addButton(made)
            self.buttons[key] = made
        self.setLayout(line(*self.buttons.values(), margin=3, gap=2))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def choose(self, key: str) -> None:
        """Choose without telling."""
        self.buttons[key].setChecked(True)


def caps(chord: str) -> QWidget:
    """A chord ("Ctrl+Alt+R") as key caps."""
    made = QWidget()
    keys = [label(key) for key in chord.split("+")]
    for key in keys:
        key.setProperty("kind", "kbd")
        key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    made.setLayout(line(*keys, gap=4))
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


class Switch(QAbstractButton):
    """What acts at once (settings); inside forms that are saved it is a check box."""

    def __init__(self, name: str, on: bool = False) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setChecked(on)
        self.setAccessibleName(name)
        self.setFixedSize(40, 24)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = "brand" if self.isChecked() else "border_input"
        painter.setBrush(theme.colour(ground if self.isEnabled() else "border"))
        painter.drawRoundedRect(QRectF(2, 2, 36, 20), 10, 10)
        painter.setBrush(QColor("white"))
        painter.drawEllipse(QRectF(20.5 if self.isChecked() else 4.5, 4.5, 15, 15))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(1, 1, 38, 22), 11, 11)


def sign(icon: str, ink: str = "text_2", size: int = 16) -> QLabel:
    """An icon that is only looked at."""
    made = QLabel()
    made.setPixmap(theme.pixmap(icon, size, ink))
    made.setFixedSize(size, size)
    return made


def badge(text: str, tone: str = "") -> QLabel:
    """One word about a thing."""
    made = label(text)
    made.setProperty("kind", "badge")
    made.setMinimumHeight(20)  # a lower one loses its round ends
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def box(layout: QLayout, kind: str = "", tone: str = "") -> QFrame:
    """A frame around a layout: ``card``, ``foot``, ``popup``, or a toned banner."""
    made = QFrame()
    made.setLayout(layout)
    if kind:
        made.setProperty("kind", kind)
    if tone:
        made.setProperty("tone", tone)
    return made


def rule() -> QFrame:
    """A thin line between rows."""
    return box(QHBoxLayout(), "line")


def rule_down() -> QFrame:
    """A thin line between things that stand side by side."""
    made = box(QHBoxLayout(), "vline")
    made.setFixedWidth(1)
    return made


def restyle(widget: QWidget, **properties: object) -> None:
    """Change style properties of a widget that is shown already."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def key(text: str) -> QLabel:
    """One key of the keyboard."""
    made = label(text)
    made.setProperty("kind", "kbd")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


class Above(QWidget):
    """A window over those of other programs, without a frame, that never takes a key from them."""

    def __init__(self) -> None:
        super().__init__(
            None,
            Qt.WindowType.Tool
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowStaysOnTopHint
            | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if QGuiApplication.platformName() == "xcb":
            take_no_focus(int(self.winId()))


def scrolled(margin: int, gap: int) -> tuple[QScrollArea, QVBoxLayout]:
    """An area that scrolls up and down, and the column of rows in it; ``margin`` is left free at
    its right, ``gap`` between two rows (pixels)."""
    inner = QVBoxLayout()
    inner.setContentsMargins(0, 0, margin, 0)
    inner.setSpacing(gap)
    rows = QWidget()
    rows.setObjectName("Rows")
    rows.setLayout(inner)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(rows)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area, inner
