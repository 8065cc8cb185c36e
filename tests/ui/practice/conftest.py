"""The practice app in this process, on no screen at all, and in one of its own, on a real one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from tests.conftest import ROOT
from ui.practice.screen import Session
from ui.practice.store import Store
from ui.practice.window import MainWindow


@pytest.fixture(scope="session")
def app() -> QApplication:
    """The one application object of this process, offscreen."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    with pytest.MonkeyPatch.context() as patch:
        # Only for this moment: programs that other tests start belong on their display.
        patch.setenv("QT_QPA_PLATFORM", "offscreen")
        patch.delenv("QT_QPA_PLATFORM_PLUGIN_PATH", raising=False)
        return QApplication(["practice"])


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database."""
    made = Store(tmp_path / "practice")
    yield made
    made.close()


@pytest.fixture
def window(app: QApplication, store: Store) -> Iterator[MainWindow]:
    """The main window."""
    made = MainWindow(Session(store))
    made.show()
    yield made
    # Closing would ask about unsaved input; a test's leftovers are nobody's.
    made.hide()
    made.deleteLater()


@pytest.fixture
def answers(app: QApplication) -> Iterator[Callable[..., list[str]]]:
    """``answers("예", "확인")`` presses these in the boxes to come, in that order, and returns
    the list that their texts go to. A box that was not expected is closed and fails the test."""
    wanted: list[str] = []
    seen: list[str] = []
    surprises: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            return
        seen.append(box.text())
        if wanted:
            name = wanted.pop(0)
            next(b for b in box.buttons() if b.accessibleName() == name).click()
        else:
            surprises.append(box.text())
            box.reject()

    timer = QTimer()
    timer.timeout.connect(press)
    timer.start(1)

    def expect(*names: str) -> list[str]:
        wanted.extend(names)
        return seen

    yield expect
    timer.stop()
    assert not surprises
    assert not wanted


Condition = Callable[[dict[str, Any]], object]


class Program:
    """The practice app in a process of its own, with the last line of its report."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.last: dict[str, Any] = {}
        self.lines: list[dict[str, Any]] = []
        self._changed = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._changed:
                self.last = json.loads(line)
                self.lines.append(self.last)
                self._changed.notify_all()
        with self._changed:
            self.last = {}
            self._changed.notify_all()

    def wait(self, condition: Condition, limit: float = 20) -> dict[str, Any]:
        """The first report from now on, the present one included, that fits."""
        with self._changed:
            met = self._changed.wait_for(lambda: self.last and condition(self.last), limit)
            assert met, f"not seen in {limit} s; last: {self.last}"
            return self.last

    def wait_for_focus(self, name: str) -> None:
        """Wait until this field has the keyboard."""
        self.wait(lambda report: report["focus"] == name)

    def key(self, *keys: str) -> None:
        """Press keys, one after the other."""
        subprocess.run(["xdotool", "key", *keys], check=True)

    def type(self, text: str) -> None:
        """Type text of the present keyboard layout."""
        subprocess.run(["xdotool", "type", "--delay", "5", text], check=True)

    def click(self, name: str, times: int = 1) -> None:
        """Click into the middle of a reported widget."""
        x, y, width, height = self.last["widgets"][name]
        where = [str(x + width // 2), str(y + height // 2)]
        click = ["click", "--repeat", str(times), "--delay", "60", "1"]
        subprocess.run(["xdotool", "mousemove", *where, *click], check=True)


@contextmanager
def practice(*options: str) -> Iterator[Program]:
    """Run the app with ``--report`` on the present display."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.practice", "--report", *options],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    try:
        yield Program(process)
    finally:
        process.terminate()
        process.wait(10)
        if process.stdout is not None:
            process.stdout.close()
