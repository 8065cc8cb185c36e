"""The film strip: what each step of a row looked like."""

from __future__ import annotations

import base64
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QWidget

from player.run.proofs import Proof, RowProof
from ui import kit, theme
from ui.picture import Picture
from ui.texts import say, without_marks

_FRAME = (224, 140)
"""Logical pixels of one picture."""
_SIGNS = {"done": ("circle-check", "green"), "failed": ("circle-x", "red")}


@lru_cache(maxsize=64)
def _image(data: str) -> QImage:
    return QImage.fromData(base64.b64decode(data))


def show_proof(picture: Picture, proof: Proof, after: bool = False) -> None:
    """Show a step in a picture: before it acted with the place it acted at, or ``after`` it."""
    data = proof.after if after or not proof.before else proof.before
    image = _image(data) if data else QImage()
    box = point = None
    if not after and data == proof.before and not image.isNull():
        width, height = image.width(), image.height()
        if proof.box is not None:
            x, y, across, down = proof.box
            box = QRectF(x * width, y * height, across * width, down * height)
        if proof.point is not None:
            point = QPointF(proof.point[0] * width, proof.point[1] * height)
    picture.show_image(image, box=box, point=point)


class Frame(QFrame):
    """One step of the strip; ``opened`` when it is clicked or Enter is pressed on it."""

    opened = Signal()

    def __init__(self, number: int, proof: Proof) -> None:
        super().__init__()
        self.setProperty("kind", "row")
        said = without_marks(proof.say)
        self.setAccessibleName(f"{say('bar_step', n=number)}, {said}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        picture = Picture(radius=6)
        picture.setFixedSize(*_FRAME)
        show_proof(picture, proof)
        icon, ink = _SIGNS.get(proof.status, ("circle-x", "red"))
        words = kit.Elided(f"{number} {said}", "small")
        below = kit.line(kit.sign(icon, ink), words, gap=6)
        below.setStretch(1, 1)
        layout = kit.column(picture, below, gap=6)
        layout.setContentsMargins(5, 5, 5, 5)
        self.setLayout(layout)
        self.setFixedWidth(_FRAME[0] + 10)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class _Line(QWidget):
    """``laid_out`` when its frames have places for another width."""

    laid_out = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.laid_out.emit()


class Film(QScrollArea):
    """The steps of one row beside each other."""

    def __init__(self) -> None:
        super().__init__()
        self._line = QHBoxLayout()
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(6)
        inner = _Line()
        inner.setObjectName("Rows")
        inner.setLayout(self._line)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(_FRAME[1] + 52)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(say("hist_film"))
        self.frames: list[Frame] = []
        self._failed: Frame | None = None
        # Only then is it known where a frame is, and can one scroll that far.
        inner.laid_out.connect(self._see_failed)
        self.horizontalScrollBar().rangeChanged.connect(self._see_failed)

    def show_row(self, row: RowProof | None) -> None:
        """Show a row's steps; the failed one comes into sight."""
        kit.clear(self._line)
        self.frames = []
        for number, proof in enumerate(row.steps if row else (), 1):
            frame = Frame(number, proof)
            frame.opened.connect(lambda number=number: _open(self, row, number))
            self._line.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
            self.frames.append(frame)
        self._line.addStretch(1)
        bad = [n for n, p in enumerate(row.steps if row else ()) if p.status != "done"]
        self._failed = self.frames[bad[0]] if bad else None
        QTimer.singleShot(0, self, self._see_failed)

    def _see_failed(self) -> None:
        if self._failed is not None:
            self.ensureWidgetVisible(self._failed)


class StepDialog(QDialog):
    """One step in large, before and after; the arrow keys go through the row."""

    def __init__(self, row: RowProof, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("hist_film"))
        self.setWindowIcon(theme.mark_icon())
        self._row, self._number = row, number
        self.title = kit.label("", "subtitle", wrap=True)
        self.why = kit.label("", "small", "red", wrap=True)
        self.before, self.after = Picture(say("hist_before")), Picture(say("hist_after"))
        self._after_word = kit.label(say("hist_after"), "label")
        back, on = kit.tool("chevron-left", say("hist_back")), kit.tool("chevron-right",
                                                                        say("hist_on"))  # fmt: skip
        back.clicked.connect(lambda: self._go(-1))
        on.clicked.connect(lambda: self._go(1))
        sides = []
        for word, picture in (
            (kit.label(say("hist_before"), "label"), self.before), (self._after_word, self.after)
        ):  # fmt: skip
            picture.on_top = True
            side = kit.column(word, picture, gap=6)
            side.setStretch(1, 1)
            sides.append(side)
        both = kit.line(*sides, gap=16)
        head = kit.line(self.title, back, on)
        head.setStretch(0, 1)
        layout = kit.column(head, self.why, both, margin=24, gap=10)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.resize(1000, 460)
        self._go(0)

    def _go(self, step: int) -> None:
        self._number = min(max(1, self._number + step), len(self._row.steps))
        proof = self._row.steps[self._number - 1]
        number = say("bar_step", n=self._number)
        self.title.setText(f"{number} · {without_marks(proof.say)}")
        self.why.setText(proof.why)
        self.why.setVisible(bool(proof.why))
        show_proof(self.before, proof)
        show_proof(self.after, proof, after=True)
        both = bool(proof.before and proof.after)
        self.after.setVisible(both)
        self._after_word.setVisible(both)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._go(step)
        else:
            super().keyPressEvent(event)


def _open(parent: QWidget, row: RowProof | None, number: int) -> None:
    if row is not None:
        StepDialog(row, number, parent.window()).open()
