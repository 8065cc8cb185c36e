"""Windows without a screen, and waiting for what they do."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import shiboken6
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication

from scripts.errors import FileProblem, Problem
from scripts.folders import scripts_folder
from scripts.model import Click, ForEachRow, Input, Script, Step
from ui import theme
from ui.settings import Settings
from ui.texts import use_language
from ui.window import Window, open_window

PRETEND = (sys.executable, str(Path(__file__).with_name("pretend.py")))
WaitFor = Callable[[Callable[[], object]], None]


@pytest.fixture(scope="session")
def app() -> QApplication:
    with pytest.MonkeyPatch.context() as patch:
        # Only for this moment: programs that other tests start belong on their display.
        patch.setenv("QT_QPA_PLATFORM", "offscreen")
        found = QApplication.instance() or QApplication(["ilson-test"])
    assert isinstance(found, QApplication)
    found.setQuitOnLastWindowClosed(False)
    return found


@pytest.fixture
def wait(app: QApplication) -> WaitFor:
    """Let Qt work until a condition holds; fails when it has not after a generous time."""

    def until(condition: Callable[[], object]) -> None:
        end = time.monotonic() + 20
        while not condition():
            assert time.monotonic() < end, "this never came true"
            app.processEvents()
            time.sleep(0.002)

    return until


def load(path: Path) -> Script:
    """Reads the tests' own plain tasks, so that these tests need no file format."""
    try:
        given = json.loads((path / "task.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        place = Problem(f"{path}/script.yaml", 3, "여기에 ‘steps’가 있어야 해요.")
        raise FileProblem(place, "작업을 다시 받아 주세요.") from error
    steps = tuple(Step(f"s{n}", Click("x")) for n in range(given["steps"]))
    if not given.get("columns"):
        return Script(path.name, steps)
    columns = tuple(given["columns"])
    return Script(
        path.name, (Step("r", ForEachRow("명단", steps)),), inputs={"명단": Input(columns)}
    )


def add_task(name: str, steps: int = 2, columns: tuple[str, ...] = ()) -> Path:
    folder = scripts_folder() / name
    folder.mkdir(parents=True)
    (folder / "task.json").write_text(json.dumps({"steps": steps, "columns": columns}), "utf-8")
    return folder


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A list of three rows in its second sheet."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["다른 것"])
    sheet = book.create_sheet("12월")
    for row in (["성명", "주소"], ["가", "1"], ["나", "2"], ["다", "3"]):
        sheet.append(row)
    sheet.row_dimensions[9].hidden = True
    path = tmp_path / "명단.xlsx"
    book.save(path)
    return path


def gone(window: Window) -> None:
    """Take a window away at once: later, for which a test has no event loop, it would be dressed
    anew with every style sheet that another test sets."""
    window.tray.leave()
    window.hide()
    QThreadPool.globalInstance().waitForDone()
    shiboken6.delete(window)


@pytest.fixture
def window(
    app: QApplication, ilson_home: Path, monkeypatch: pytest.MonkeyPatch, wait: WaitFor
) -> Iterator[Window]:
    """The window over the pretended ``main.py``."""
    monkeypatch.setattr("ui.library.shelf.load_script", load)
    monkeypatch.setattr("ui.binding.dialog.load", load)
    use_language("ko")
    theme.apply(app, "light")
    made = open_window(Settings(), PRETEND)
    made.show()
    yield made
    if made.session.busy:
        made.session.stop()
        wait(lambda: not made.session.busy)
    gone(made)
