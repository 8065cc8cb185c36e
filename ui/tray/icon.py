"""The tray icon, its menu and its messages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from ui import theme
from ui.progress import Progress
from ui.texts import say
from ui.tray.floating import Floating
from ui.tray.panel import Offer, Panel


class Tray(QObject):
    """The icon. Where there is no tray, a small button that stays on top stands for it."""

    record = Signal()
    open = Signal()
    settings = Signal()
    stop = Signal()
    pause = Signal()
    go_on = Signal()
    quit = Signal()
    play = Signal(object)
    button_moved = Signal(int, int)

    def __init__(self, offers: Callable[[], Sequence[Offer]]) -> None:
        super().__init__()
        self._offers = offers
        self.place: tuple[int, int] | None = None
        """Where the small button belongs."""
        self._panel: Panel | None = None
        self.button: Floating | None = None
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
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._drop_button()
        elif self.button is None:
            self.button = Floating()
            self.button.clicked.connect(self._clicked)
            self.button.menu.connect(self.menu.popup)
            self.button.moved.connect(self._button_moved)
            self.show_progress(self._busy)

    def leave(self) -> None:
        """Show nothing any more."""
        self.icon.hide()
        self._drop_button()
        if self._panel is not None:
            self._panel.hide()

    def _drop_button(self) -> None:
        if self.button is not None:
            self.button.hide()
            self.button.deleteLater()
            self.button = None

    def _button_moved(self, x: int, y: int) -> None:
        self.place = (x, y)
        self.button_moved.emit(x, y)

    @property
    def there(self) -> bool:
        """Whether the clerk has a way back to us while the window is hidden."""
        shown = QSystemTrayIcon.isSystemTrayAvailable() and self.icon.isVisible()
        return shown or self.button is not None

    def rebuild(self) -> None:
        """Say everything anew, after a change of language or colours."""
        self.menu.clear()
        add = self.menu.addAction
        self._record = add(theme.icon("circle-dot", "record"), say("record"), self.record.emit)
        self._pause = add(theme.icon("pause"), say("pause"), self.pause.emit)
        self._go_on = add(theme.icon("play"), say("continue"), self.go_on.emit)
        self._stop = add(theme.icon("square"), say("stop"), self.stop.emit)
        add(theme.icon("layers"), say("open_window"), self.open.emit)
        add(theme.icon("settings"), say("settings"), self.settings.emit)
        self.menu.addSeparator()
        add(theme.icon("power"), say("quit"), self.quit.emit)
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        self.show_progress(self._busy)

    def show_progress(self, progress: Progress | None) -> None:
        """Show what goes on: a red dot while recording, a ring while running, amber while one of
        them waits; None: nothing."""
        self._busy = progress if progress is not None and not progress.ended else None
        busy = self._busy
        self._record.setVisible(busy is None)
        self._stop.setVisible(busy is not None)
        goes_on = ("recording",) if busy and busy.kind == "record" else ("starting", "running")
        self._pause.setVisible(busy is not None and busy.state in goes_on)
        self._go_on.setVisible(busy is not None and busy.state == "paused")
        dot, ring, tip = self._state(busy)
        self._stop.setText(say("record_stop" if busy and busy.kind == "record" else "stop"))
        self.icon.setIcon(theme.mark_icon(dot, ring))
        self.icon.setToolTip(tip)
        if self.button is not None:
            self.button.show_state(dot, ring)
            self.button.setAccessibleDescription(tip)
            # It must be in no picture, and over nothing that is to be clicked.
            if busy is None:
                self.button.show_at(self.place)
            else:
                self.button.hide()

    def _state(self, busy: Progress | None) -> tuple[str | None, bool, str]:
        if busy is None:
            return None, False, say("tray_idle")
        if busy.kind == "record" and busy.state == "paused":
            return "amber_solid", False, say("tray_record_paused")
        if busy.kind == "record":
            return "record", False, say("tray_recording")
        if busy.state in ("asking", "paused"):
            return "amber_solid", True, say("tray_waiting")
        if busy.rows is None:
            return None, True, say("tray_playing_plain")
        return None, True, say("tray_playing", done=busy.finished_rows, all=busy.rows)

    def tell(self, text: str) -> None:
        """A short message beside the icon; clicking it opens the window."""
        if self.there:
            self.icon.showMessage(say("app"), text, theme.mark_icon(), 6000)

    @property
    def panel(self) -> Panel:
        """The panel of tasks, made when it is first needed."""
        if self._panel is None:
            self._panel = panel = Panel()
            panel.play.connect(self.play)
            panel.record.connect(self.record)
            panel.open.connect(self.open)
            panel.look.connect(self.open)
            panel.settings.connect(self.settings)
            panel.stop.connect(self.stop)
            panel.quit.connect(self.quit)
        return self._panel

    def show_panel(self) -> None:
        """Show the panel of tasks."""
        self.panel.show_offers(self._offers(), self._busy)
        beside = self.button.geometry() if self.button is not None else self.icon.geometry()
        self.panel.show_near(beside)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason == QSystemTrayIcon.ActivationReason.Trigger:
            self._clicked()

    def _clicked(self) -> None:
        if self._busy is not None and self._busy.kind == "record":
            self.stop.emit()
        else:
            self.show_panel()
