"""Starting the practice app; the environment is settled by :mod:`ui.practice`."""

from __future__ import annotations

import signal
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui.practice import Geometry
from ui.practice.login import log_in
from ui.practice.look import dress
from ui.practice.report import Report
from ui.practice.screen import Session
from ui.practice.store import Store
from ui.practice.window import MainWindow


def place(window: MainWindow, at: Geometry) -> None:
    """Put the window where it is wanted; ``at`` is in physical pixels, Qt's are logical."""
    x, y, width, height = at
    ratio = window.devicePixelRatioF()
    window.resize(round(width / ratio), round(height / ratio))
    window.move(round(x / ratio), round(y / ratio))


def start(
    folder: Path,
    theme: str,
    at: Geometry | None,
    *,
    no_login: bool,
    screen: str,
    delay: tuple[int, int],
    report: bool,
    renewed: bool,
) -> int:
    """Open the database, let the user in, and run until the window is closed."""
    store = Store(folder)
    try:
        app = QApplication(["ilson-practice"])
        app.setApplicationName("ilson-practice")
        # Ctrl+C in the terminal ends it; every save is already on disk.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        dress(app, theme)
        watcher = Report(app) if report else None
        if not log_in(store, skip=no_login):
            return 0
        window = MainWindow(Session(store, delay, renewed=renewed))
        if at is not None:
            place(window, at)
        if watcher is not None:
            watcher.main = window
        window.open(screen)
        window.show()
        return app.exec()
    finally:
        store.close()
