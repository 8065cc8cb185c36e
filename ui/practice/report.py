"""``--report``: where the widgets are, one JSON line on stdout for each change.

``{"event", "pid", "screen", "title", "dialog", "popup", "status", "focus", "scale", "waited",
"window": [x, y, w, h], "widgets": {name: [x, y, w, h]}}``; rectangles are in physical pixels of
the virtual desktop, windows without their frames. ``event`` is ``ready`` on the first line, when
the program takes input, and ``screen`` after that. ``screen`` is 로그인 or a name of
:data:`ui.practice.SCREENS`. ``dialog`` is the text of the modal box in front, else null; while
there is one, or an open menu or drop-down list (``popup``), ``widgets`` holds its widgets only.
``waited`` is how many milliseconds ``--delay`` has cost so far. ``focus`` is the name of the field
that has the keyboard, ``status`` the line at the bottom.
Names are accessible names; a second one of the same name gets ``#2``. Menus are
"메뉴 <caption>", rows of lists "<list> <n>행".
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QMenu,
    QMenuBar,
    QMessageBox,
    QTableView,
    QTreeWidget,
    QWidget,
)

from ui.practice.window import MainWindow

Place = tuple[str, QWidget, QRect]

_EVENTS = frozenset((
    QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize,
    QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate, QEvent.Type.FocusIn,
    QEvent.Type.LayoutRequest, QEvent.Type.EnabledChange, QEvent.Type.UpdateRequest,
))  # fmt: skip


def physical(widget: QWidget, rect: QRect) -> list[int]:
    """A rectangle of a widget in physical pixels of the virtual desktop."""
    screen = widget.window().screen()
    ratio = screen.devicePixelRatio()
    origin = screen.geometry().topLeft()
    corner = widget.mapToGlobal(rect.topLeft()) - origin
    return [
        round(origin.x() + corner.x() * ratio), round(origin.y() + corner.y() * ratio),
        round(rect.width() * ratio), round(rect.height() * ratio),
    ]  # fmt: skip


def _visible(widget: QWidget) -> QRect:
    """The part of a widget that its parents do not cut off.

    Not ``visibleRegion``: that leaves out what opaque children cover.
    """
    rect = widget.rect()
    parent = widget
    while not parent.isWindow():
        above = parent.parentWidget()
        if above is None:
            break
        rect &= above.rect().translated(-widget.mapTo(above, QPoint(0, 0)))
        parent = above
    return rect


def _parts(widget: QWidget) -> Iterator[Place]:
    """The places inside a widget that are no widgets themselves."""
    if isinstance(widget, (QMenuBar, QMenu)):
        for action in widget.actions():
            if action.text():
                text = action.text().split("(")[0]
                name = f"메뉴 {text}" if isinstance(widget, QMenuBar) else text
                yield name, widget, widget.actionGeometry(action)
    elif isinstance(widget, QTreeWidget):
        for row in range(widget.topLevelItemCount()):
            branch = widget.topLevelItem(row)
            for index in range(branch.childCount() if branch else 0):
                child = branch.child(index) if branch else None
                if child is not None:
                    yield child.text(0), widget.viewport(), widget.visualItemRect(child)
    elif isinstance(widget, QTableView):
        view = widget.viewport()
        for row in range(widget.model().rowCount()):
            top, height = widget.rowViewportPosition(row), widget.rowHeight(row)
            rect = QRect(0, top, view.width(), height) & view.rect()
            if rect.height() == height:
                yield f"{widget.accessibleName()} {row + 1}행", view, rect
    elif isinstance(widget, QAbstractItemView):
        for row in range(widget.model().rowCount()):
            entry = widget.model().index(row, 0)
            yield str(entry.data()), widget.viewport(), widget.visualRect(entry)


def _places(top: QWidget) -> Iterator[Place]:
    for widget in [top, *top.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        rect = _visible(widget)
        if widget is not top and widget.accessibleName() and not rect.isEmpty():
            yield widget.accessibleName(), widget, rect
        if not rect.isEmpty():
            yield from _parts(widget)


class Report(QObject):
    """Watches the application and prints what changed, once things have settled."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.main: MainWindow | None = None
        self._last = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(40)
        self._timer.timeout.connect(self._look)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when something may have moved."""
        if event.type() in _EVENTS and not self._timer.isActive():
            self._timer.start()
        return False

    def _look(self) -> None:
        popup = QApplication.activePopupWidget()
        top = popup or QApplication.activeModalWidget() or self.main
        handle = top.windowHandle() if top else None
        if top is None or handle is None or not handle.isExposed():
            return
        text = json.dumps(describe(top, self.main), ensure_ascii=False)
        if text != self._last:
            event = "screen" if self._last else "ready"
            print(f'{{"event": "{event}", {text[1:]}', flush=True)
            self._last = text


def describe(top: QWidget, main: MainWindow | None) -> dict[str, object]:
    """The report of the window in front, without its event's name."""
    dialog = None
    if isinstance(top, QMessageBox):
        dialog = top.text()
    elif isinstance(top, QDialog):
        dialog = top.accessibleName() or top.windowTitle()
    widgets: dict[str, list[int]] = {}
    for name, widget, rect in _places(top):
        unique, count = name, 1
        while unique in widgets:
            count += 1
            unique = f"{name}#{count}"
        widgets[unique] = physical(widget, rect)
    focus = QApplication.focusWidget()
    window = main if main is not None else top
    return {
        "pid": os.getpid(),
        "screen": main.front.name if main is not None else "로그인",
        "title": window.windowTitle(),
        "dialog": dialog,
        "popup": top is QApplication.activePopupWidget(),
        "status": main.status if main is not None else "",
        "focus": focus.accessibleName() if focus is not None else "",
        "scale": top.devicePixelRatioF(),
        "waited": sum(main.session.waited) if main is not None else 0,
        "window": physical(window, window.rect()),
        "widgets": widgets,
    }
