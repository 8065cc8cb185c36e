"""Rows of settings, and a group of them in a card."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui import kit
from ui.texts import say


def row(title: str, below: str, *controls: QWidget, note: QWidget | None = None) -> QWidget:
    """One setting: what it is, a line about it, what is to be noted just now, and what changes
    it."""
    about = kit.column(kit.label(title, wrap=True), gap=1)
    if below:
        about.addWidget(kit.label(below, "caption", wrap=True))
    if note is not None:
        about.addWidget(note)
    layout = kit.line(gap=10)
    layout.addLayout(about, 1)
    for control in controls:
        layout.addWidget(control)
    layout.setContentsMargins(16, 9, 16, 9)
    made = QWidget()
    made.setLayout(layout)
    return made


def group(word: str, rows: Sequence[QWidget]) -> QVBoxLayout:
    """A card of rows with a heading above it."""
    inner = kit.column(gap=0)
    inner.setContentsMargins(0, 3, 0, 3)
    for number, one in enumerate(rows):
        if number:
            inner.addWidget(kit.rule())
        inner.addWidget(one)
    return kit.column(kit.label(say(word), "over"), kit.box(inner, "card"), gap=6)


class _Inner(QFrame):
    """As high as its lines are at its width: a layout's own minimum counts them at their
    narrowest."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class Column(QScrollArea):
    """A column that scrolls where the window is not high enough for it."""

    def __init__(self, layout: QVBoxLayout) -> None:
        super().__init__()
        inner = _Inner()
        inner.setObjectName("Rows")
        layout.setContentsMargins(0, 0, 8, 4)
        layout.addStretch(1)
        inner.setLayout(layout)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(inner)

    def minimumSizeHint(self) -> QSize:
        return QSize(260, 200)
