"""How a step looks in the list: number, picture, sentence with its columns, light."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QIcon,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.editor.heights import BELOW, LEVEL, LINE, NUMBER, THUMB, Heights, Word, is_strong
from ui.editor.model import ROW, Index, StepsModel
from ui.editor.rows import Row
from ui.texts import say

_LIGHTS = {"green": "circle-check", "amber": "triangle-alert", "red": "circle-x"}
_KINDS = {
    "click": "mouse-pointer-click", "check": "square-check", "uncheck": "square",
    "drag": "move", "scroll": "mouse", "type": "keyboard", "press": "keyboard",
    "wait_for": "hourglass", "wait": "hourglass", "read": "scan-text", "for_each_row": "repeat",
    "if": "split", "repeat": "repeat", "call": "layers", "ask": "message-circle-question-mark",
    "message": "info", "open_program": "app-window", "open_file": "folder-open",
    "open_address": "globe", "focus_window": "app-window", "close_window": "x",
    "write_row": "table-2", "pause": "pause", "stop": "square",
}  # fmt: skip


def icon_of(kind: str) -> str:
    """The icon of a kind of step."""
    return _KINDS[kind]


class StepDelegate(QStyledItemDelegate):
    """Paints rows; ``heights`` says how high they are."""

    def __init__(self, model: StepsModel) -> None:
        super().__init__()
        self._model = model
        self.drop: tuple[int, int] | None = None
        """The row above which a dragged step would land, and at which depth."""
        self._icons: dict[tuple[str, str, float], QPixmap] = {}
        self._fonts = {role: theme.font(role) for role in ("caption", "small", "body", "strong")}
        self._metrics = {role: QFontMetricsF(font) for role, font in self._fonts.items()}
        self.heights = Heights(model, self._metrics)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self.heights.size(self._model.rows[index.row()])

    # ---- painting ---------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        state: QStyle.StateFlag = option.state
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = self._frames(painter, row, area)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        focus = bool(state & QStyle.StateFlag.State_HasFocus)
        if row.kind == "otherwise":
            self._text(painter, inside.adjusted(10, 0, -8, 0), say("edit_otherwise"), "strong",
                       theme.colour("brand_text"))  # fmt: skip
        elif row.kind == "empty":
            self._text(painter, inside.adjusted(10, 0, -8, 0), say("edit_block_empty"), "small",
                       theme.colour("text_3"))  # fmt: skip
        else:
            self._ground(painter, inside, row, chosen, over, focus)
            (self._head if row.kind == "head" else self._step)(painter, row, inside, chosen)
        self._drop_line(painter, index.row(), row, area)
        painter.restore()

    def _frames(self, painter: QPainter, row: Row, area: QRectF) -> QRectF:
        """Draw the frames of the blocks around a row; the rectangle that is left for itself."""
        levels = row.depth + (row.kind == "head")
        left = area
        for level in range(levels):
            begins = row.kind == "head" and level == levels - 1
            ends = level >= levels - row.ends
            frame = area.adjusted(level * LEVEL, 0, -level * LEVEL, 0)
            if begins:
                frame.setTop(frame.top() + (4 if level == 0 else 1))
            below = (row.ends - (levels - level)) * 4 if ends else 0
            frame.setBottom(frame.bottom() - max(0, below) - (1 if ends else 0))
            self._frame(painter, frame, begins, ends, level)
            left = frame
        inside = QRectF(area)
        inset = levels * LEVEL if row.kind != "head" else row.depth * LEVEL
        inside.adjust(inset, 0, -inset, 0)
        inside.setBottom(area.bottom() - 4 * row.ends)
        if row.kind == "head":
            inside.setTop(left.top())
        if row.kind not in ("head", "otherwise") and row.depth:
            self._inner(painter, inside)
        return inside

    def _frame(
        self, painter: QPainter, frame: QRectF, begins: bool, ends: bool, level: int
    ) -> None:
        painter.save()
        painter.setClipRect(frame.adjusted(-1, 0, 1, 0))
        shape = frame.adjusted(0.5, 0.5 if begins else -20, -0.5, -0.5 if ends else 20)
        painter.setPen(QPen(theme.colour("brand_line"), 1))
        painter.setBrush(theme.colour("brand_tint"))
        painter.drawRoundedRect(shape, 10, 10)
        painter.restore()

    def _inner(self, painter: QPainter, inside: QRectF) -> None:
        painter.fillRect(inside.adjusted(-4, 0, 4, 0), theme.colour("surface"))

    def _ground(
        self, painter: QPainter, inside: QRectF, row: Row, chosen: bool, over: bool, focus: bool
    ) -> None:
        ground = inside.adjusted(1, 1, -1, -1)
        if row.kind == "head":
            ground = inside.adjusted(3, 3, -3, -2)
        if chosen or (over and row.kind == "step"):
            painter.setPen(Qt.PenStyle.NoPen)
            token = "brand_tint" if chosen else "hover"
            if chosen and row.kind == "head":
                token = "selection"
            painter.setBrush(theme.colour(token))
            painter.drawRoundedRect(ground, 8, 8)
            if chosen:
                painter.setBrush(theme.colour("brand"))
                bar = QRectF(ground.left(), ground.top() + 6, 3, ground.height() - 12)
                painter.drawRoundedRect(bar, 1.5, 1.5)
        if focus:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 7, 7)

    def _head(self, painter: QPainter, row: Row, inside: QRectF, chosen: bool) -> None:
        assert row.step is not None
        x = inside.left() + 12
        middle = inside.center().y()
        kind = _kind(row)
        self._icon(painter, icon_of(kind), "brand_text", QPointF(x, middle - 8))
        ink = theme.colour("text_disabled" if row.resting else "brand_text")
        self._sentence(painter, row, x + 24, middle, ink)
        self._light(painter, row, inside.adjusted(0, 0, -26, 0))
        arrow = "chevron-right" if row.folded else "chevron-down"
        self._icon(painter, arrow, "text_2", QPointF(inside.right() - 28, middle - 8))

    def _step(self, painter: QPainter, row: Row, inside: QRectF, chosen: bool) -> None:
        assert row.step is not None
        middle = inside.center().y()
        number = QRectF(inside.left(), inside.top(), NUMBER, inside.height())
        self._text(painter, number, str(row.number), "caption", theme.colour("text_3"),
                   Qt.AlignmentFlag.AlignRight)  # fmt: skip
        thumb = QRectF(inside.left() + NUMBER + 8, middle - 16, THUMB.width(), THUMB.height())
        self._thumb(painter, row, thumb)
        below = self._model.below(row)
        x = thumb.right() + 10
        ink = theme.colour("text_disabled" if row.resting else "text")
        at = middle - (BELOW / 2 if below else 0)
        self._sentence(painter, row, x, at, ink)
        if below:
            lines = len(self.heights.lines(row))
            top = at + LINE * lines / 2 - 2
            room = QRectF(x, top, self.heights.room(row), BELOW)
            self._text(painter, room, below, "caption", theme.colour("text_2"))
        self._light(painter, row, inside)

    def _sentence(self, painter: QPainter, row: Row, x: float, middle: float, ink: QColor) -> None:
        lines = self.heights.lines(row)
        room = self.heights.room(row)
        top = middle - LINE * len(lines) / 2
        for words in lines:
            at = x
            for word in words:
                left = x + room - at
                if left < 12:
                    break
                if word.column:
                    self._chip(painter, word, QRectF(at + 3, top + 1, word.width - 6, LINE - 2))
                else:
                    role = "strong" if is_strong(row) else "body"
                    text = word.text
                    if word.width > left:
                        text = self._metrics[role].elidedText(
                            text, Qt.TextElideMode.ElideRight, left
                        )
                    self._text(painter, QRectF(at, top, word.width + 4, LINE), text, role, ink)
                at += word.width + word.space
            top += LINE

    def _chip(self, painter: QPainter, word: Word, place: QRectF) -> None:
        painter.setPen(QPen(theme.colour("brand_line"), 1))
        painter.setBrush(theme.colour("brand_tint"))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        self._text(painter, place, word.text, "small", theme.colour("brand_text"),
                   Qt.AlignmentFlag.AlignHCenter, 600)  # fmt: skip

    def _thumb(self, painter: QPainter, row: Row, place: QRectF) -> None:
        image = self._model.thumbs.get(row.id)
        shape = QPainterPath()
        shape.addRoundedRect(place, 4, 4)
        if image is None:
            painter.fillPath(shape, theme.colour("sunken"))
            at = QPointF(place.center().x() - 8, place.center().y() - 8)
            self._icon(painter, icon_of(_kind(row)), "text_2", at)
            return
        painter.save()
        painter.setClipPath(shape)
        if row.resting:
            painter.setOpacity(0.45)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)
        if theme.scheme() == "dark":
            painter.fillRect(place, QColor(20, 18, 15, 40))
        painter.restore()
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _light(self, painter: QPainter, row: Row, inside: QRectF) -> None:
        mark = self._model.marks.get(row.id)
        if mark is None or not mark.light:
            return
        middle, right = inside.center().y(), inside.right() - 12
        if mark.word:
            width = self._metrics["small"].horizontalAdvance(mark.word)
            room = QRectF(right - width, middle - 11, width + 2, 22)
            self._text(painter, room, mark.word, "small", theme.colour(mark.light))
            right -= width + 6
        self._icon(painter, _LIGHTS[mark.light], mark.light, QPointF(right - 16, middle - 8))

    def _drop_line(self, painter: QPainter, number: int, row: Row, area: QRectF) -> None:
        if self.drop is None:
            return
        above, depth = self.drop
        y = area.top() + 1 if above == number else area.bottom() - 1
        if above == number or (above == number + 1 and above == len(self._model.rows)):
            inset = depth * LEVEL + 6
            painter.setPen(QPen(theme.colour("brand_text"), 2))
            painter.drawLine(QPointF(area.left() + inset, y), QPointF(area.right() - inset, y))
            painter.setBrush(theme.colour("brand_text"))
            painter.drawEllipse(QPointF(area.left() + inset, y), 3, 3)

    # ---- bits -------------------------------------------------------------------------------

    def _text(
        self, painter: QPainter, place: QRectF, text: str, role: str, ink: QColor,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft, weight: int = 0,
    ) -> None:  # fmt: skip
        font = self._fonts[role]
        if weight:
            font = QFont(font)
            font.setWeight(QFont.Weight(weight))
        painter.setFont(font)
        painter.setPen(ink)
        if self._metrics[role].horizontalAdvance(text) > place.width() + 4:
            text = self._metrics[role].elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(place.adjusted(0, 0, 2, 0), int(flags), text)

    def _icon(self, painter: QPainter, name: str, ink: str, at: QPointF) -> None:
        ratio = painter.device().devicePixelRatioF()
        key = (name, ink, ratio)
        if key not in self._icons:
            self._icons[key] = theme.pixmap(name, 16, ink, ratio)
        painter.drawPixmap(at, self._icons[key])

    def fold_place(self, area: QRect) -> QRect:
        """Where in a head's rectangle a click folds it."""
        return QRect(area.right() - 48, area.top(), 48, area.height())


def _kind(row: Row) -> str:
    from scripts.schema import kind_of

    assert row.step is not None
    return kind_of(row.step.action).key


def kind_icon(kind: str) -> QIcon:
    """The icon of a kind of step, for menus."""
    return theme.icon(icon_of(kind))
