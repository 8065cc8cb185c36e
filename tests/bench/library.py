"""How soon many tasks are there: ``python -m tests.bench.library [--tasks N] [--json]``.

``first`` is the very first time, when every file is read: until the names are shown, and until
all is known of every task. ``again`` is every later start, ``search`` one letter more in the
search, ``panel`` the tray's panel, ``longest`` the longest time for which the window's thread did
nothing else while the list filled up. Seconds, wall clock.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="ilson-library-") as home:
        os.environ["ILSON_HOME"] = home
        _furnish(given.tasks)
        told = _measure(given.tasks)
    if given.json:
        print(json.dumps(told))
    else:
        for name, seconds in told.items():
            print(f"{name:12} {seconds:7.3f} s")
    return 0


def _furnish(tasks: int) -> None:
    from scripts.files import load
    from scripts.folders import scripts_folder
    from tests.ui.scenes import SAMPLE

    sample = {path.relative_to(SAMPLE): path.read_bytes()
              for path in SAMPLE.rglob("*") if path.is_file()}  # fmt: skip
    name = load(SAMPLE).name
    for number in range(tasks):
        folder = scripts_folder() / f"{name} {number}"
        for path, data in sample.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)


def _measure(tasks: int) -> dict[str, float]:
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.app import speak
    from ui.settings import Settings
    from ui.window import open_window

    app = QApplication(["ilson-bench"])
    settings = Settings(language="ko", theme="light", toured=True)
    speak(app, "ko")
    theme.apply(app, "light")
    longest = 0.0

    def until(condition: Callable[[], object]) -> float:
        nonlocal longest
        began = time.perf_counter()
        while not condition():
            step = time.thread_time()
            app.processEvents()
            longest = max(longest, time.thread_time() - step)
            time.sleep(0.001)
        return time.perf_counter() - began

    told = {}
    began = time.perf_counter()
    first = open_window(settings, ("false",))
    first.show()
    until(lambda: len(first.library.library.rows) == tasks)
    told["first names"] = time.perf_counter() - began
    longest = 0.0
    until(lambda: all(entry.known for entry in first.entries))
    told["first all"] = time.perf_counter() - began
    told["longest"] = longest
    kept = Path(os.environ["ILSON_HOME"]) / "cache"
    until(lambda: list(kept.glob("library-*.json")))
    began = time.perf_counter()
    for text in ("ㅈ", "ㅈㄱ", "ㅈㄱㄱㄹ 77"):
        first.library.search.setText(text)
    told["search"] = (time.perf_counter() - began) / 3
    first.tray.leave()
    first.hide()
    began = time.perf_counter()
    again = open_window(settings, ("false",))
    again.show()
    until(lambda: len(again.library.library.rows) == tasks)
    until(lambda: all(entry.known for entry in again.entries))
    told["again"] = time.perf_counter() - began
    again.tray.leave()
    began = time.perf_counter()
    again.tray.show_panel()
    app.processEvents()
    told["panel"] = time.perf_counter() - began
    return told


if __name__ == "__main__":
    sys.exit(main())
