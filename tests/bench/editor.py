"""How long the editor keeps the window's thread busy: ``python -m tests.bench.editor [--steps N]
[--times N] [--json]``.

A task of 2,000 steps, a fifth of them in blocks, with places, columns, problems and pictures. For
each thing that a clerk does: the longest time for which the thread did nothing else (``block``: the
median and the worst of all times), and all of its work until the editor was at rest again.
Milliseconds of the thread's own CPU time, so other programs hardly count. Exit code 1 if a block is
over 50 ms.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from scripts.model import Script
    from ui.editor.page import EditorPage

LIMIT = 50.0
"""Milliseconds that a block may take."""


@dataclass
class Blocks:
    """The thread's work, block by block, in milliseconds."""

    app: QApplication
    of: dict[str, list[list[float]]] = field(default_factory=dict)
    _now: list[float] = field(default_factory=list)

    def call(self, do: Callable[[], object]) -> None:
        began = time.thread_time()
        do()
        self._now.append((time.thread_time() - began) * 1000)

    def until(self, at_rest: Callable[[], object]) -> None:
        """Let the thread work until a condition holds."""
        end = time.monotonic() + 60
        while not at_rest():
            assert time.monotonic() < end, "the editor does not come to rest"
            self.call(self.app.processEvents)
            time.sleep(0.001)
        self.call(self.app.processEvents)

    def measure(self, name: str, do: Callable[[], object], at_rest: Callable[[], object]) -> None:
        """One thing that a clerk does, and all that follows from it."""
        self._now = []
        self.call(do)
        self.until(at_rest)
        self.of.setdefault(name, []).append(self._now)


def long_task(steps: int) -> Script:
    """A task of so many steps."""
    from scripts.files import load
    from scripts.model import Click, ForEachRow, Input, Repeat, Script, Step, Type
    from tests.ui.scenes import SAMPLE

    sample = load(SAMPLE)
    names = [name for name, target in sample.targets.items() if target.anchors]
    made: list[Step] = []
    for number in range(steps):
        name = f"s{number:04}"
        if number % 3 == 2:
            made.append(Step(name, Type("{성명} 님" if number % 2 else f"값 {number}")))
        elif number % 101 == 0:
            made.append(Step(name, Click("없는 곳")))  # a problem
        else:
            made.append(Step(name, Click(names[number % len(names)])))
        if number % 50 == 49:
            made[-10:] = [Step(f"r{number:04}", Repeat(3, tuple(made[-10:])))]
    half = len(made) // 2
    loop = Step("loop", ForEachRow("명단", tuple(made[half:])))
    return Script("긴 작업", (*made[:half], loop), inputs={"명단": Input(("성명",))},
                  targets=sample.targets, images=sample.images)  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.editor", description=__doc__)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="ilson-editor-") as home:
        os.environ["ILSON_HOME"] = home
        told = _measure(given.steps, given.times, Path(home) / "긴 작업")
    blocks = {name: [max(run) for run in runs] for name, runs in told.items()}
    usual = {name: median(of) for name, of in blocks.items()}
    worst = {name: max(of) for name, of in blocks.items()}
    total = {name: median(sum(run) for run in runs) for name, runs in told.items()}
    if given.json:
        print(json.dumps({"block": usual, "worst": worst, "all": total, "limit": LIMIT}))
    else:
        for name in told:
            print(f"{name:14} block {usual[name]:6.1f} ms (worst {worst[name]:6.1f}) · all"
                  f" {total[name]:6.1f} ms{' · over' if usual[name] > LIMIT else ''}")  # fmt: skip
    return int(any(block > LIMIT for block in usual.values()))


def _measure(steps: int, times: int, path: Path) -> dict[str, list[list[float]]]:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from scripts.files import open_script, save
    from ui import theme
    from ui.app import settle, speak
    from ui.editor.document import Document
    from ui.editor.page import EditorPage

    app = QApplication(["ilson-bench"])
    speak(app, "ko")
    theme.apply(app, "light")
    save(long_task(steps), path, versions=False)
    script = open_script(path).script
    blocks = Blocks(app)
    settle()
    for _ in range(times):
        pages: list[EditorPage] = []

        def show(pages: list[EditorPage] = pages) -> None:
            document = Document(path)
            document.open(script)
            page = EditorPage(document)
            document.setParent(page)
            page.resize(1100, 700)
            page.show()
            pages.append(page)

        def at_rest(pages: list[EditorPage] = pages) -> bool:
            return pages[0].at_rest

        blocks.measure("open", show, at_rest)
        _work(pages[0], blocks)
        pages[0].hide()
        pages[0].deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return blocks.of


def _work(page: EditorPage, blocks: Blocks) -> None:
    """All that a clerk does with a page that is open."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    view, commands, undo = page.view, page.commands, page.document.undo

    def measure(name: str, do: Callable[[], object]) -> None:
        blocks.measure(name, do, lambda: page.at_rest)

    bar = view.verticalScrollBar()
    for share in (0.1, 0.37, 0.6, 1.0, 0.0):
        measure("scroll", functools.partial(bar.setValue, int(bar.maximum() * share)))
    for row in (40, 700, 1500):
        row = min(row, len(page.model.rows) - 1)
        measure("choose", functools.partial(view.choose, (page.model.rows[row].id,)))
        measure("move down", lambda: commands.shift(True))
        measure("undo", undo.undo)
        measure("delete", commands.delete)
        measure("undo", undo.undo)
        measure("insert", lambda: commands.insert("click"))
        measure("copy", commands.duplicate)
    measure("fold", lambda: page.model.fold("loop", True))
    measure("unfold", lambda: page.model.fold("loop", False))
    measure("key down", lambda: QTest.keyClick(view, Qt.Key.Key_Down))
    measure("all chosen", view.selectAll)


if __name__ == "__main__":
    sys.exit(main())
