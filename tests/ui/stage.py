"""Shows the scenes one after the other on a real display: ``python -m tests.ui.stage``.

A scene's name on standard input shows it and is answered by a JSON line; a scene that was shown
before is put away first. Its data folder is ILSON_HOME.
"""

from __future__ import annotations

import json
import sys
import threading

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.scenes import SCENES, furnish, put_away, stage_of
from ui import theme
from ui.app import speak


class Lines(QObject):
    """Standard input, line by line; ``ended`` with it."""

    came = Signal(str)
    ended = Signal()

    def listen(self) -> None:
        def read() -> None:
            for line in sys.stdin:
                self.came.emit(line.strip())
            self.ended.emit()

        threading.Thread(target=read, daemon=True).start()


def main() -> int:
    app = QApplication(["ilson-stage"])
    app.setApplicationName("Ilson")
    app.setQuitOnLastWindowClosed(False)
    settings = furnish()
    speak(app, settings.language)
    theme.apply(app, settings.theme)
    shown: list[QWidget] = []
    stage = stage_of(app)

    def show(name: str) -> None:
        while shown:
            put_away(shown.pop())
        scene = SCENES[name](stage)
        shown.append(scene)
        scene.show()
        scene.raise_()
        scene.activateWindow()
        takes = not scene.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
        if takes:
            stage.wait(scene.isActiveWindow)
        said = {"event": "shown", "title": scene.windowTitle(), "takes_focus": takes}
        print(json.dumps(said, ensure_ascii=False), flush=True)

    lines = Lines()
    lines.came.connect(show)
    lines.ended.connect(app.quit)
    lines.listen()
    print(json.dumps({"event": "ready"}), flush=True)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
