"""The start of the window: one process a person, with a tray."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from scripts.folders import data_folder
from ui import theme
from ui.settings import Settings
from ui.texts import use_language
from ui.window import Window, open_window

_CONNECT = 300
"""Milliseconds in which a window that is open already answers."""


class OnlyOne(QObject):
    """Sees to it that a data folder has one window: a second start brings the first one up."""

    called = Signal()

    def __init__(self) -> None:
        super().__init__()
        folder = hashlib.sha256(str(data_folder()).encode()).hexdigest()[:12]
        self._name = f"ilson-{folder}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._come)

    def first(self) -> bool:
        """Whether no other window is open; if one is, it has been called."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_CONNECT):
            socket.disconnectFromServer()
            return False
        QLocalServer.removeServer(self._name)  # what a crash left behind
        self._server.listen(self._name)
        return True

    def _come(self) -> None:
        connection = self._server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        self.called.emit()


def main(argv: Sequence[str], command: tuple[str, ...] | None = None) -> int:
    """Open the window and run until the clerk quits; returns the exit code. ``command`` starts
    recordings and runs in place of our own ``main.py``."""
    app = QApplication(["ilson", *argv])
    app.setApplicationName("Ilson")
    app.setDesktopFileName("ilson")
    app.setQuitOnLastWindowClosed(False)
    only = OnlyOne()
    if not only.first():
        return 0
    settings = Settings.load()
    use_language(settings.language)
    theme.apply(app, settings.theme)
    window = open_window(settings, command)
    only.called.connect(window.come_up)
    window.left.connect(lambda: _leave(app, window))
    app.styleHints().colorSchemeChanged.connect(lambda _: _recolour(app, window))
    window.show()
    return app.exec()


def _leave(app: QApplication, window: Window) -> None:
    """Quit, after what goes on was stopped and, for a recording, saved."""
    if window.session.busy:
        window.session.ended.connect(app.quit)
        window.session.stop()
    else:
        app.quit()


def _recolour(app: QApplication, window: Window) -> None:
    if window.session.settings.theme == "system":
        theme.apply(app, "system")
        window.build()
        window.tray.rebuild()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
