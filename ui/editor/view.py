"""The list of steps as it is scrolled, chosen from, folded, dragged and driven by keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
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
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView

from scripts import edit
from ui.editor.delegate import StepDelegate
from ui.editor.model import ROW, STEPS, Index, StepsModel
from ui.editor.rows import Row
from ui.texts import say
from ui.turns import Turns

LONG = 300
"""Rows from which on the list alone keeps the window busy for a moment: it is laid out, and what
goes with it is shown, in turns of their own."""
_SLICE = 0.008
"""Seconds for which rows are measured before the window does something else."""


class StepsView(QListView):
    """``chosen`` when other steps are chosen, ``moved(ids, spot)`` when some were dragged,
    ``menu_asked`` with a place on the screen."""

    chosen = Signal()
    moved = Signal(tuple, object)
    menu_asked = Signal(QPoint)
    laid_out = Signal()
    """Another list, whose layout was put off, is laid out now."""

    def __init__(self, model: StepsModel) -> None:
        super().__init__()
        self.steps = model
        self.put_off = False
        """Whether the layout of another list is still to come."""
        self._to_see = -1
        """The row that is to be scrolled to once it is laid out."""
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
        self._turns = Turns(self)
        model.leaving.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.dataChanged.connect(self._hold)
        model.pictured.connect(self.viewport().update)
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
        self._quiet = True
        self._select(rows)
        self._quiet = False
        self.scrollTo(self.steps.index(rows[-1]))
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
        if not self.put_off:
            self._top = self.verticalScrollBar().value()
        self._quiet, self._to_see = True, -1

    def _restore(self) -> None:
        self.put_off = len(self.steps.rows) > LONG
        rows = [row for row in map(self.steps.row_of, self._kept) if row >= 0]
        self._select(rows)
        if self.put_off:
            self.scheduleDelayedItemsLayout()
            self._hold()
        else:
            if not rows:
                self.doItemsLayout()  # else choosing them has done it
            self.verticalScrollBar().setValue(self._top)
        self._quiet = False

    def _hold(self) -> None:
        """Paint a long list that is laid out anew in a turn of its own, after that: Qt would do
        both in one."""
        if len(self.steps.rows) > LONG and self.isVisible():
            self.setUpdatesEnabled(False)
            self.scheduleDelayedItemsLayout()

    def _select(self, rows: Sequence[int]) -> None:
        """Choose rows, the last one as the current."""
        selection = QItemSelection()
        for row in rows:
            index = self.steps.index(row)
            selection.select(index, index)
        model = self.selectionModel()
        # Qt would lay the list out to say what is to be painted, and what to scroll to.
        before = model.blockSignals(self.put_off)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            index = self.steps.index(rows[-1])
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        model.blockSignals(before)
        self.viewport().update()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if self.put_off:
            self._to_see = index.row()
        else:
            super().scrollTo(index, hint)

    # ---- size -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        self.setUpdatesEnabled(True)  # what was hidden meanwhile is laid out as it is painted
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.painter_of.heights.width = self.viewport().width()
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._hold()

    def doItemsLayout(self) -> None:
        self.painter_of.heights.begin()
        super().doItemsLayout()
        if not self.updatesEnabled():
            self.setUpdatesEnabled(True)
        if self.put_off:
            self.put_off = False
            self.verticalScrollBar().setValue(self._top)
            if self._to_see >= 0:
                self.scrollTo(self.steps.index(self._to_see))
                # As Qt does, for screen readers.
                self.currentChanged(self.currentIndex(), QModelIndex())
            self.laid_out.emit()
        if self.painter_of.heights.guessed:
            self._turns.put("measure", self._measure_on)

    @property
    def at_rest(self) -> bool:
        """Whether the list is laid out, and no height is guessed any more."""
        return self._turns.over and self.updatesEnabled() and not self.put_off

    def _measure_on(self) -> None:
        if not self.painter_of.heights.measure_on(_SLICE):
            self._turns.put("measure", self._measure_on)
        elif self.painter_of.heights.guessed_wrong:
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
