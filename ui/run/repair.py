"""Where is it now? A place that a run does not find, shown by the clerk."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QMenu, QWidget

from ui import kit, theme
from ui.picture import Picture
from ui.progress import Question
from ui.run.outline import anchor_image
from ui.run.spot import Spot
from ui.texts import say

_AROUND = 400
"""At least so many pixels of the screen are shown across a suggestion."""
_BOX = (150, 48)
"""Pixels of the screen: a suggestion's box is no larger. What was looked for is far more than the
element, its surroundings tell where it is."""
_MORE = ("continue", "retry_row", "stop")


def image_of(data: object) -> QImage | None:
    """A picture that came as base64 text; None where there is none."""
    if not isinstance(data, str) or not data:
        return None
    image = QImage.fromData(base64.b64decode(data))
    return None if image.isNull() else image


class RepairDialog(QDialog):
    """``here`` (x, y in pixels of the desktop, whether it is kept) or ``answered`` (a word), once;
    ``waiting`` when she closes it without an answer: the run waits on."""

    here = Signal(int, int, bool)
    answered = Signal(str, object)
    waiting = Signal()

    def __init__(self, question: Question, row: str, step: str) -> None:
        super().__init__(None, Qt.WindowType.WindowStaysOnTopHint)
        self._question = question
        self._over = False
        shown = question.told.get("screen")
        shown = shown if isinstance(shown, Mapping) else {}
        self._screen = image_of(shown.get("image"))
        rect = shown.get("rect")
        self._rect = QRectF(*rect) if isinstance(rect, list) and len(rect) == 4 else QRectF()
        self._boxes, self._points = self._candidates(question.told.get("candidates"))
        self._chosen = 0
        self.setWindowTitle(say("repair_title"))
        self.setWindowIcon(theme.mark_icon("amber_solid"))
        self._build(row, step)
        self._show_expected(question.told.get("expected"))
        self._point(not self._boxes)
        self.resize(920, 532)

    @property
    def can_show(self) -> bool:
        """Whether there is a picture on which a place can be shown."""
        return self._screen is not None and not self._rect.isEmpty()

    # ---- building ---------------------------------------------------------------------------

    def _build(self, row: str, step: str) -> None:
        why = "repair_many" if len(self._boxes) > 1 else "repair_none"
        title = kit.label(say(why, name=self._question.target), "title", wrap=True)
        where = " · ".join(part for part in (row, step) if part)
        below = kit.label(f"{where} · {say('repair_ask')}" if where else say("repair_ask"), "small",
                          wrap=True)  # fmt: skip
        head = kit.line(gap=12)
        head.addWidget(kit.sign("circle-x", "red", 24), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(kit.column(title, below, gap=2), 1)
        self.expected = Picture(say("repair_before"))
        self.expected.setMinimumHeight(150)
        self.expected.on_top = True
        self.seen = Spot(say("repair_now"))
        self.seen.on_top = True
        self.seen.pointed.connect(self._pointed)
        self._left = QWidget()
        self._left.setLayout(
            kit.column(kit.label(say("repair_before"), "strong"), self.expected, gap=6)
        )
        right = kit.column(kit.label(say("repair_now"), "strong"), self.seen, gap=6)
        right.setStretch(1, 1)
        both = kit.line(self._left, right, gap=16)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self._both = both
        self._card = self._make_card()
        body = kit.column(head, both, self._card, gap=12)
        body.setContentsMargins(24, 18, 24, 14)
        body.setStretch(1, 1)
        whole = kit.column(gap=0)
        whole.addLayout(body, 1)
        whole.addWidget(self._make_foot())
        self.setLayout(whole)

    def _make_card(self) -> QFrame:
        self.crop = Picture("", radius=4)
        self.crop.setFixedSize(110, 44)
        self.suggestion = kit.label("", "small", wrap=True)
        self.other = kit.button(say("repair_other"), "ghost", "chevron-right")
        self.other.clicked.connect(lambda: self._choose(1))
        self.other.setVisible(len(self._boxes) > 1)
        words = kit.column(kit.label(say("repair_here"), "strong"), self.suggestion, gap=1)
        line = kit.line(self.crop, words, self.other, gap=12)
        line.setStretch(1, 1)
        line.setContentsMargins(12, 8, 14, 8)
        return kit.box(line, tone="brand")

    def _make_foot(self) -> QFrame:
        self.keep = QCheckBox(say("repair_keep"))
        self.keep.setChecked(True)
        self.more = kit.tool("ellipsis", say("more"))
        self.more.clicked.connect(self._show_more)
        self.retry = kit.button(say("repair_retry"), "ghost", "rotate-ccw")
        self.skip = kit.button(say("answer_skip_row"), "ghost", "skip-forward")
        self.point_button = kit.button(say("repair_point"), icon="crosshair")
        self.accept_button = kit.button(say("repair_accept"), "primary", "check")
        self.retry.clicked.connect(lambda: self._say("retry"))
        self.skip.clicked.connect(lambda: self._say("skip_row"))
        self.point_button.clicked.connect(lambda: self._point(not self.seen.pointing))
        self.accept_button.clicked.connect(self._accept)
        for button in (self.retry, self.skip, self.point_button, self.accept_button):
            button.setAutoDefault(False)
        self.retry.setVisible(self._question.takes("retry"))
        self.skip.setVisible(self._question.takes("skip_row"))
        self.skip.setToolTip(f"{say('answer_skip_row')} (S)")
        self.point_button.setVisible(self.can_show)
        self.accept_button.setVisible(self.can_show)
        self.keep.setVisible(self.can_show)
        line = kit.line(
            self.keep, 1, self.more, self.retry, self.skip, self.point_button, self.accept_button
        )
        line.setContentsMargins(24, 10, 24, 10)
        return kit.box(line, "foot")

    def _show_expected(self, told: object) -> None:
        anchors = told if isinstance(told, list) else []
        self._across = _AROUND
        for one in anchors:
            data, offset = one.get("image"), one.get("offset")
            if data and isinstance(offset, list) and len(offset) == 2:
                png = base64.b64decode(data)
                image, point = anchor_image(png, (offset[0], offset[1]))
                self.expected.show_image(image, point=point)
                self._across = max(_AROUND, image.width())
                return
        texts = [str(one.get("text")) for one in anchors if one.get("text")]
        if texts:
            self.expected.empty = say("repair_text", text=texts[0])

    def _candidates(self, told: object) -> tuple[list[QRectF], list[QPointF]]:
        """The places that may be meant, in pixels of the screen's picture."""
        boxes, points = list[QRectF](), list[QPointF]()
        for one in told if isinstance(told, list) and self.can_show else ():
            rect, point = one.get("rect"), one.get("point")
            if isinstance(rect, list) and len(rect) == 4 and isinstance(point, list):
                at = self._in_picture(QPointF(*point))
                if self._screen is not None and self._screen.rect().contains(at.toPoint()):
                    corner = self._in_picture(QPointF(*rect[:2]))
                    width, height = rect[2] * self._shrunk, rect[3] * self._shrunk
                    most = QRectF(0, 0, _BOX[0] * self._shrunk, _BOX[1] * self._shrunk)
                    most.moveCenter(at)
                    boxes.append(QRectF(corner.x(), corner.y(), width, height) & most)
                    points.append(at)
        return boxes, points

    @property
    def _shrunk(self) -> float:
        """Pixels of the picture for one of the desktop."""
        return self._screen.width() / self._rect.width() if self._screen is not None else 1.0

    def _in_picture(self, at: QPointF) -> QPointF:
        return (at - self._rect.topLeft()) * self._shrunk

    # ---- choosing ---------------------------------------------------------------------------

    def _point(self, on: bool) -> None:
        """Point on the whole screen, or look at the suggestions again."""
        on = self.can_show and (on or not self._boxes)
        self._left.setVisible(not on or not self.can_show)
        self._card.setVisible(bool(self._boxes) and not on)
        self.point_button.setText(say("repair_point" if not on else "repair_back"))
        self.point_button.setVisible(self.can_show and bool(self._boxes))
        if not self.can_show:
            self.seen.show_image(image_of(self._question.told.get("seen")))
        elif on:
            self.seen.show_image(self._screen)
            start = self._points[self._chosen] if self._points else None
            self.seen.suggest(self._boxes, self._chosen)
            self.seen.point_at(True, start or QPointF(self.seen.part.center()))
            self.accept_button.setEnabled(False)
            self.accept_button.setToolTip(say("repair_first"))
        else:
            self.seen.point_at(False)
            self._choose(0)

    def _choose(self, step: int) -> None:
        """Show the suggestion that is so many further."""
        count = len(self._boxes)
        self._chosen = (self._chosen + step) % count
        at, box = self._points[self._chosen], self._boxes[self._chosen]
        width = self._across * self._shrunk
        height = width * self.seen.height() / max(1, self.seen.width())
        part = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
        assert self._screen is not None
        room = self._screen.rect()
        part.moveLeft(max(0.0, min(part.left(), room.width() - width)))
        part.moveTop(max(0.0, min(part.top(), room.height() - height)))
        self.seen.show_image(self._screen, point=at, part=part)
        self.seen.suggest(self._boxes, self._chosen)
        self.crop.show_image(self._screen, part=box.adjusted(-6, -4, 6, 4))
        words = "repair_best" if count == 1 else "repair_one_of"
        self.suggestion.setText(say(words, n=self._chosen + 1, all=count))
        self.accept_button.setEnabled(True)
        self.accept_button.setToolTip(f"{say('repair_accept')} (Enter)")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._boxes and not self.seen.pointing:
            self._choose(0)

    def _pointed(self, at: QPointF) -> None:
        self.accept_button.setEnabled(True)
        self.accept_button.setToolTip(f"{say('repair_accept')} (Enter)")

    def _accept(self) -> None:
        at = self.seen.point
        if at is None or self._over or not self.accept_button.isEnabled():
            return
        self._over = True
        self.hide()
        desktop = self._rect.topLeft() + at / self._shrunk
        self.here.emit(round(desktop.x()), round(desktop.y()), self.keep.isChecked())

    def _say(self, word: str) -> None:
        if not self._over and self._question.takes(word):
            self._over = True
            self.hide()
            self.answered.emit(word, None)

    def _show_more(self) -> None:
        menu = QMenu(self)
        for word in _MORE:
            if self._question.takes(word):
                menu.addAction(say(f"answer_{word}")).setData(word)
        menu.triggered.connect(lambda action: self._say(action.data()))
        menu.popup(self.more.mapToGlobal(self.more.rect().topLeft()))

    # ---- keys -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match Qt.Key(event.key()):
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._accept()
            case Qt.Key.Key_Space if self.can_show:
                self._point(not self.seen.pointing)
            case Qt.Key.Key_S:
                self._say("skip_row")
            case Qt.Key.Key_Left | Qt.Key.Key_Right if self._boxes and not self.seen.pointing:
                self._choose(1 if event.key() == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Escape:
                self.close()
            case _:
                super().keyPressEvent(event)

    def show_above(self) -> None:
        """Show above everything, in the middle of the screen, ready for the keyboard."""
        self.show()
        self.raise_()
        self.activateWindow()
        (self.seen if self.seen.pointing else self.accept_button).setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def reject(self) -> None:
        """Escape is no answer: the run waits on, and she can come back."""
        if not self._over:
            self.hide()
            self.waiting.emit()


def repairable(question: Question) -> bool:
    """Whether a place can be shown as the answer."""
    told: Mapping[str, Any] = question.told
    return question.takes("here") and bool(told.get("screen"))
