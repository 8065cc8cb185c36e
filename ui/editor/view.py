"""The list of steps as it is scrolled, chosen from, folded, dragged and driven by keys."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from scripts import edit
from ui.editor.delegate import StepDelegate
from ui.editor.model import ROW, STEPS, StepsModel
from ui.editor.rows import Row
from ui.texts import say

_SLICE = 0.008
"""Seconds for which rows are measured before the window does something else."""


class StepsView(QListView):
    """``chosen`` when other steps are chosen, ``moved(ids, spot)`` when some were dragged,
    ``menu_asked`` with a place on the screen."""

    chosen = Signal()
    moved = Signal(tuple, object)
    menu_asked = Signal(QPoint)

    def __init__(self, model: StepsModel) -> None:
        super().__init__()
        self.steps = model
        self.setObjectName("Steps")
        self.setModel(model)
        self.painter_of = StepDelegate(model)
        self.setItemDelegate(self.painter_of)
        self.setAccessibleName(say("edit_steps"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda at: self.menu_asked.emit(self.viewport().mapToGlobal(at))
        )
        self._quiet = False
        self._later = QTimer(self, interval=0)
        self._later.timeout.connect(self._measure_on)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.selectionModel().selectionChanged.connect(self._told)
        self.selectionModel().currentChanged.connect(self._told)
        self._kept: tuple[str, ...] = ()
        self._top = 0

    # ---- choosing ---------------------------------------------------------------------------

    def chosen_ids(self) -> tuple[str, ...]:
        """The ids of the chosen steps in the list's order, the current one last."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        found = dict.fromkeys(self.steps.rows[row].id for row in rows)
        found.pop("", None)
        current = self.current_row()
        if current is not None and current.id in found:
            del found[current.id]
            found[current.id] = None
        return tuple(found)

    def current_row(self) -> Row | None:
        """The row that has the focus."""
        index = self.currentIndex()
        return self.steps.rows[index.row()] if index.isValid() else None

    def choose(self, ids: Iterable[str]) -> None:
        """Choose steps, the last one as the current; folded blocks around them open."""
        wanted = tuple(ids)
        for name in wanted:
            self._unfold_around(name)
        rows = [row for row in map(self.steps.row_of, wanted) if row >= 0]
        if not rows:
            return
        selection = QItemSelection()
        for row in rows:
            index = self.steps.index(row)
            selection.select(index, index)
        self._quiet = True
        model = self.selectionModel()
        current = self.steps.index(rows[-1])
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._quiet = False
        self.scrollTo(current)
        self.chosen.emit()

    def _unfold_around(self, name: str) -> None:
        if self.steps.row_of(name) >= 0:
            return
        try:
            parent = edit.spot_of(self.steps.script, name).parent
            while parent is not None:
                self.steps.folded.discard(parent)
                parent = edit.spot_of(self.steps.script, parent).parent
        except KeyError:
            return
        self.steps.show(self.steps.script)

    def _told(self) -> None:
        if not self._quiet:
            self.chosen.emit()

    def _remember(self) -> None:
        self._kept = self.chosen_ids()
        self._top = self.verticalScrollBar().value()
        self._quiet = True

    def _restore(self) -> None:
        rows = [row for row in map(self.steps.row_of, self._kept) if row >= 0]
        selection = QItemSelection()
        for row in rows:
            index = self.steps.index(row)
            selection.select(index, index)
        model = self.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            index = self.steps.index(rows[-1])
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        if not rows:
            self.doItemsLayout()  # else choosing them has done it
        self.verticalScrollBar().setValue(self._top)
        self._quiet = False

    # ---- size -------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.painter_of.width = self.viewport().width()
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def doItemsLayout(self) -> None:
        self.painter_of.begin()
        super().doItemsLayout()
        if self.painter_of.guessed:
            self._later.start()

    @property
    def at_rest(self) -> bool:
        """Whether no height is guessed any more."""
        return not self._later.isActive()

    def _measure_on(self) -> None:
        if not self.painter_of.measure_on(_SLICE):
            return
        self._later.stop()
        if self.painter_of.guessed_wrong:
            # What is seen stays where it is.
            top = self.indexAt(QPoint(4, 0))
            before = self.visualRect(top).top()
            self.doItemsLayout()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(top).top() - before)

    # ---- folding ----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            row: Row = index.data(ROW)
            place = self.painter_of.fold_place(self.visualRect(index))
            if row.kind == "head" and place.contains(event.position().toPoint()):
                self.steps.fold(row.id, not row.folded)
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row: Row | None = index.data(ROW) if index.isValid() else None
        if row is not None and row.kind == "head":
            self.steps.fold(row.id, not row.folded)
            return
        super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and row is not None:
            if event.key() == Qt.Key.Key_Left:
                self._left(row)
                return
            if event.key() == Qt.Key.Key_Right:
                if row.kind == "head":
                    self.steps.fold(row.id, False)
                return
        super().keyPressEvent(event)

    def _left(self, row: Row) -> None:
        if row.kind == "head" and not row.folded:
            self.steps.fold(row.id, True)
        elif row.spot.parent is not None:
            self.choose((row.spot.parent,))

    # ---- dragging ---------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(STEPS):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not event.mimeData().hasFormat(STEPS):
            event.ignore()
            return
        at = event.position().toPoint()
        row, spot = self._landing(at)
        self.painter_of.drop = (row, self._depth(spot))
        self.viewport().update()
        super().dragMoveEvent(event)  # scrolls at the edges
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._dropped()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._dropped()
        if not event.mimeData().hasFormat(STEPS):
            return
        _, spot = self._landing(event.position().toPoint())
        ids = bytes(event.mimeData().data(STEPS).data()).decode().split("\n")
        # Ours moves the steps itself; Qt must not take the dragged rows away.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.moved.emit(tuple(ids), spot)

    def _dropped(self) -> None:
        self.painter_of.drop = None
        self.stopAutoScroll()
        self.viewport().update()

    def _landing(self, at: QPoint) -> tuple[int, edit.Spot]:
        """The row above which a drop lands, and where that is in the script."""
        rows = self.steps.rows
        index = self.indexAt(at)
        if not index.isValid():
            return len(rows), edit.Spot(None, 0, len(self.steps.script.steps))
        number = index.row()
        row = rows[number]
        area: QRect = self.visualRect(index)
        if at.y() < area.center().y() and row.kind in ("step", "head"):
            return number, row.spot
        return number + 1, self.after(row, at.y() > area.bottom() - 4 * row.ends - 4)

    def after(self, row: Row, outside: bool = False) -> edit.Spot:
        """The spot behind a row, with ``outside`` that behind the blocks that end with it."""
        if row.kind in ("otherwise", "empty"):
            return row.spot
        if row.kind == "head" and not row.folded:
            return edit.Spot(row.id, 0, 0)
        spot = edit.Spot(row.spot.parent, row.spot.block, row.spot.index + 1)
        out = row.ends - (row.kind == "head")
        while outside and out > 0 and spot.parent is not None:
            outer = edit.spot_of(self.steps.script, spot.parent)
            spot = edit.Spot(outer.parent, outer.block, outer.index + 1)
            out -= 1
        return spot

    def _depth(self, spot: edit.Spot) -> int:
        depth, parent = 0, spot.parent
        while parent is not None:
            depth += 1
            parent = edit.spot_of(self.steps.script, parent).parent
        return depth

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Rows that are no steps ("otherwise") are passed over."""
        index = super().moveCursor(action, modifiers)
        down = action in (
            QAbstractItemView.CursorAction.MoveDown,
            QAbstractItemView.CursorAction.MoveNext,
            QAbstractItemView.CursorAction.MovePageDown,
        )
        while index.isValid() and self.steps.rows[index.row()].kind == "otherwise":
            step = index.row() + (1 if down else -1)
            if not 0 <= step < len(self.steps.rows):
                break
            index = self.steps.index(step)
        return index
