"""The tray icon, its menu, and the small panel of tasks to run again with one click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QToolButton, QWidget

from ui import kit, theme
from ui.library import Entry
from ui.progress import Progress
from ui.texts import say

PANEL_WIDTH = 380
MOST_TASKS = 7


class Panel(QWidget):
    """At most seven tasks with a play button each, and the way to record and to the window."""

    play = Signal(object)
    record = Signal()
    open = Signal()
    quit = Signal()

    def __init__(self, entries: list[Entry], last_list: Callable[[Entry], str]) -> None:
        super().__init__(None, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(say("tray_panel"))
        self._plays: list[QToolButton] = []
        rows = kit.column(gap=2)
        good = [entry for entry in entries if not entry.broken]
        for entry in good[:MOST_TASKS]:
            rows.addWidget(self._row(entry, last_list(entry)))
        if not good:
            rows.addWidget(kit.label(say("tray_empty"), "small"))
        record = kit.button(say("record"), "ghost", "circle-dot")
        record.clicked.connect(lambda: self._go(self.record))
        window = kit.tool("layers", say("open_window"))
        window.clicked.connect(lambda: self._go(self.open))
        leave = kit.tool("power", say("quit"))
        leave.clicked.connect(lambda: self._go(self.quit))
        inner = kit.column(
            kit.label(say("tray_recent"), "label"), rows, kit.rule(),
            kit.line(record, 1, window, leave), margin=14, gap=8,
        )  # fmt: skip
        self.setLayout(kit.column(kit.box(inner, "popup")))
        self.setFixedWidth(PANEL_WIDTH)

    def _row(self, entry: Entry, data: str) -> QWidget:
        text = kit.column(kit.Elided(entry.name, "strong"), gap=0)
        below = data or (say("by_list") if entry.needs_list else say("steps", n=entry.steps))
        text.addWidget(kit.Elided(below, "small"))
        word = say("play_again", data=data) if data else say("play")
        play = kit.tool("play", f"{word}: {entry.name}", "play", "brand_text")
        play.clicked.connect(lambda: self._go(self.play, entry))
        self._plays.append(play)
        row = kit.line(text, play, gap=8)
        row.setStretch(0, 1)
        row.setContentsMargins(8, 6, 4, 6)
        return kit.box(row, "row")

    def _go(self, signal: object, *values: object) -> None:
        self.close()
        signal.emit(*values)  # type: ignore[attr-defined]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 9 run the task of that place, Enter the first."""
        key = event.key()
        place = 0 if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) else key - Qt.Key.Key_1
        if 0 <= place < len(self._plays):
            self._plays[place].click()
        else:
            super().keyPressEvent(event)

    def show_near(self, place: QRect) -> None:
        """Show beside the tray icon (an empty rectangle: beside the pointer), on its screen."""
        self.adjustSize()
        spot = place.center() if place.isValid() and not place.isEmpty() else QCursor.pos()
        screen = QGuiApplication.screenAt(spot) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        gap = 14
        most = room.right() - self.width() - gap
        x = min(max(spot.x() - self.width() // 2, room.left() + gap), most)
        below = spot.y() < room.center().y()
        y = spot.y() + gap if below else spot.y() - self.height() - gap
        y = min(max(y, room.top() + gap), room.bottom() - self.height() - gap)
        self.move(QPoint(x, y))
        self.show()


class Tray(QObject):
    """The icon. Where there is no tray, nothing is shown and nothing fails."""

    record = Signal()
    open = Signal()
    stop = Signal()
    quit = Signal()
    play = Signal(object)

    def __init__(
        self, entries: Callable[[], list[Entry]], last_list: Callable[[Entry], str]
    ) -> None:
        super().__init__()
        self._entries, self._last_list = entries, last_list
        self.panel: Panel | None = None
        self.icon = QSystemTrayIcon(theme.mark_icon(), self)
        self.menu = QMenu()
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self.open)
        self._busy: Progress | None = None
        self.rebuild()

    def appear(self) -> None:
        """Show the icon: once the tasks are known, so that the first click finds them."""
        self.icon.show()

    @property
    def there(self) -> bool:
        """Whether there is a tray that shows us."""
        return QSystemTrayIcon.isSystemTrayAvailable() and self.icon.isVisible()

    def rebuild(self) -> None:
        """Say everything anew, after a change of language or colours."""
        self.menu.clear()
        self._record = self.menu.addAction(
            theme.icon("circle-dot", "record"), say("record"), self.record.emit
        )
        self._stop = self.menu.addAction(theme.icon("square"), say("stop"), self.stop.emit)
        self.menu.addAction(theme.icon("layers"), say("open_window"), self.open.emit)
        self.menu.addSeparator()
        self.menu.addAction(theme.icon("power"), say("quit"), self.quit.emit)
        self.show_progress(self._busy)

    def show_progress(self, progress: Progress | None) -> None:
        """Show what goes on: a red dot while recording, a ring while running, amber while a run
        waits; None: nothing."""
        self._busy = progress if progress is not None and not progress.ended else None
        busy = self._busy
        self._record.setVisible(busy is None)
        self._stop.setVisible(busy is not None)
        if busy is None:
            self.icon.setIcon(theme.mark_icon())
            self.icon.setToolTip(say("tray_idle"))
        elif busy.kind == "record":
            self._stop.setText(say("record_stop"))
            self.icon.setIcon(theme.mark_icon("record"))
            self.icon.setToolTip(say("tray_recording"))
        else:
            self._stop.setText(say("stop"))
            waits = busy.state in ("asking", "paused")
            self.icon.setIcon(theme.mark_icon("amber_solid" if waits else None, ring=True))
            if waits:
                self.icon.setToolTip(say("tray_waiting"))
            elif busy.rows is not None:
                self.icon.setToolTip(say("tray_playing", done=busy.finished_rows, all=busy.rows))
            else:
                self.icon.setToolTip(say("tray_playing_plain"))

    def tell(self, text: str) -> None:
        """A short message beside the icon; clicking it opens the window."""
        if self.there:
            self.icon.showMessage(say("app"), text, theme.mark_icon(), 6000)

    def show_panel(self) -> None:
        """Show the panel of tasks."""
        self.panel = panel = Panel(self._entries(), self._last_list)
        panel.play.connect(self.play)
        panel.record.connect(self.record)
        panel.open.connect(self.open)
        panel.quit.connect(self.quit)
        panel.destroyed.connect(lambda: self._forget(panel))
        panel.show_near(self.icon.geometry())

    def _forget(self, panel: Panel) -> None:
        if self.panel is panel:
            self.panel = None

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason != QSystemTrayIcon.ActivationReason.Trigger:
            return
        if self._busy is None:
            self.show_panel()
        elif self._busy.kind == "record":
            self.stop.emit()
        else:
            self.menu.popup(QCursor.pos())
