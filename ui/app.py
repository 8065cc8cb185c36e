"""The start of the window: one process a person, with a tray."""

from __future__ import annotations

import gc
import hashlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from scripts.faults import keep
from scripts.folders import data_folder
from scripts.language import language
from ui import theme
from ui.settings import Settings
from ui.texts import use_language
from ui.window import Window, open_window
from ui.words.qt import KOREAN
from ui.work import tell_no_more

_CONNECT = 300
"""Milliseconds in which a window that is open already answers."""
_SHOWN = 2500
"""Milliseconds from the first reading of the tasks to when the window is drawn whole."""


class OnlyOne(QObject):
    """Sees to it that a data folder has one window: a second start brings the first one up."""

    called = Signal(str)
    """With the path of a file to open, empty for none."""

    def __init__(self) -> None:
        super().__init__()
        folder = hashlib.sha256(str(data_folder()).encode()).hexdigest()[:12]
        self._name = f"ilson-{folder}"
        self._open: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._come)

    def first(self, file: Path | None = None) -> bool:
        """Whether no other window is open; if one is, it has been called, and given the file."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_CONNECT):
            socket.write(f"{file or ''}\n".encode("utf-8", "surrogateescape"))
            socket.waitForBytesWritten(_CONNECT)
            socket.disconnectFromServer()
            return False
        QLocalServer.removeServer(self._name)  # what a crash left behind
        self._server.listen(self._name)
        return True

    def _come(self) -> None:
        connection = self._server.nextPendingConnection()
        self._open.append(connection)
        connection.readyRead.connect(self._read)
        connection.disconnected.connect(self._over)
        self._read()

    def _read(self) -> None:
        for connection in self._open:
            if connection.canReadLine():
                line = bytes(connection.readLine().data())
                self.called.emit(line.decode("utf-8", "surrogateescape").rstrip("\r\n"))

    def _over(self) -> None:
        self._read()
        gone = QLocalSocket.LocalSocketState.UnconnectedState
        for connection in [one for one in self._open if one.state() == gone]:
            self._open.remove(connection)
            connection.deleteLater()


class _QtWords(QTranslator):
    """What Qt has no Korean for."""

    def isEmpty(self) -> bool:  # Qt's name
        return False

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        # None: the next translator is asked.
        return KOREAN.get((context, sourceText))


def speak(app: QApplication, code: str) -> None:
    """Use a language everywhere, also in what Qt itself says: the menus of text fields, the buttons
    and places of file dialogs."""
    use_language(code)
    before = app.findChildren(QTranslator)
    for old in before:
        app.removeTranslator(old)
        old.deleteLater()
    if language() == "ko":
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(app)
        if translator.load("qtbase_ko", folder):
            app.installTranslator(translator)
        app.installTranslator(_QtWords(app))
    QLocale.setDefault(QLocale("ko_KR" if language() == "ko" else "en_US"))


def _keep_faults() -> None:
    """What goes wrong in the window by our own mistake ends on stderr, and for the help desk it is
    kept as well."""
    told = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        told(kind, error, trace)
        try:
            keep(error.with_traceback(trace), "")
        except OSError:
            logging.getLogger("ilson").exception("the fault could not be kept")

    sys.excepthook = tell


def main(
    argv: Sequence[str],
    command: tuple[str, ...] | None = None,
    open_file: Path | None = None,
    hidden: bool = False,
) -> int:
    """Open the window and run until the clerk quits; returns the exit code. ``command`` starts
    recordings and runs in place of our own ``main.py``; ``open_file`` is a task that somebody sent,
    to be taken in; ``hidden`` starts in the tray."""
    _keep_faults()
    app = QApplication(["ilson", *argv])
    app.setApplicationName("Ilson")
    app.setDesktopFileName("ilson")
    app.setQuitOnLastWindowClosed(False)
    only = OnlyOne()
    if not only.first(open_file):
        return 0
    settings = Settings.load()
    speak(app, settings.language)
    theme.apply(app, settings.theme)
    window = open_window(settings, command)
    only.called.connect(lambda file: window.bring_in(Path(file)) if file else window.come_up())
    window.left.connect(lambda: _leave(app, window))
    app.styleHints().colorSchemeChanged.connect(lambda _: _recolour(app, window))
    if not hidden:
        window.show()
    if open_file is not None:
        window.bring_in(open_file)
    elif not hidden:
        window.desk.read_first.connect(window.tour.at_first_start)
    # A process that waits for the next run, once the window is there: both load for a second.
    window.desk.read_first.connect(
        lambda _: QTimer.singleShot(_SHOWN, window, window.session.warm_up)
    )
    window.desk.read_first.connect(lambda _: window.anywhere.begin())
    window.desk.read_first.connect(lambda _: settle())
    app.aboutToQuit.connect(window.anywhere.close)
    app.aboutToQuit.connect(window.session.close)
    app.aboutToQuit.connect(tell_no_more)
    return app.exec()


def settle() -> None:
    """What is there once the window is (modules, tables, words) is no garbage: Python's collector,
    which stops the window's thread, need not look through it again (half of its time in a long
    task)."""
    gc.freeze()


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
