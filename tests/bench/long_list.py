"""What a long list costs: memory, the journal, the report, and the time to the first row.

``python -m tests.bench.long_list [--rows 10000] [--failing] [--json]`` enters a workbook of so many
rows into a form of the fake desktop, whose time stands still, so that only our own work counts. One
row in ten can be made to fail (it is left out then). Exit code 1 if memory grows by 50 MiB or more
after the first rows, if the journal takes more than 1 KiB a row or the run's folder more than
16 MiB, or if the first row begins later than 3 s after the list is opened.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from player.data import read_list
from player.desktop.fake import Button, Clock, FakeWindow, Field, Label, World, open_fake
from player.run.journal import Journal
from player.run.options import Options
from player.run.runner import Runner
from scripts.model import (
    ForEachRow,
    If,
    Input,
    Press,
    Script,
    Step,
    Type,
    ValueIs,
    WaitFor,
    WindowOpen,
    WindowPattern,
)
from tests.loop import FakeControl, Recorder

GROWTH, JOURNAL, FOLDER, FIRST = 50.0, 1024, 16.0, 3.0
"""MiB, bytes a row, MiB, seconds: see above."""
_SETTLED = 100
"""Rows after which what is kept for the whole run is there."""
COLUMNS = ("성명", "전화번호", "주소", "비고")


def workbook(path: Path, rows: int) -> None:
    """A list of made-up people."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("대상자")
    sheet.append(COLUMNS)
    for n in range(rows):
        sheet.append([f"홍길동 {n}", f"010-{n // 10000:04d}-{n % 10000:04d}",
                      f"한빛구 가람로 {n}, 101동 {n % 1500}호", "낮에는 어려움"])  # fmt: skip
    book.save(path)


def form(world: World, saved: list[str]) -> FakeWindow:
    """A window with a field that saves on its button."""
    window = world.open_window("대상자 등록", (20, 20, 280, 160), [
        Label("성명", (10, 12, 60, 20), "성명 표"), Field("성명", (80, 8, 180, 28)),
        Button("저장하기", (80, 60, 90, 30)),
    ])  # fmt: skip

    def save() -> None:
        saved.append(window.field("성명").value)
        window.field("성명").value = ""
        window.focused = window.widget("성명")

    window.widget("저장하기").on_click = window.shortcuts["Enter"] = save
    return window


def script(world: World, failing: bool) -> Script:
    """The form filled in once, as recorded, with a column in the place of what was typed."""
    window = form(world, [])
    recorder, clerk = Recorder(world), world.person
    clerk.type("Kim")
    clerk.click((window, "저장하기"))
    made = recorder.script()
    window.close()
    [typed, clicked] = made.steps
    assert isinstance(typed.action, Type)
    enter = Step("key0", Press("Enter", window=typed.action.window))
    steps = [
        replace(typed, action=replace(typed.action, text="{성명}")),
        # Finding a place takes most of a row's time, so one row in ten has to do.
        Step("how0", If(ValueIs("{성명}", "ends_with", "0"), (clicked,), (enter,))),
    ]
    if failing:
        never = WaitFor(WindowOpen(WindowPattern("없는 창")))
        fail = Step("fail", never, timeout=0.01, on_error="skip_row")
        steps.append(Step("how1", If(ValueIs("{성명}", "ends_with", "7"), (fail,))))
    loop = Step("rows", ForEachRow("명단", tuple(steps)))
    return replace(made, steps=(loop,), inputs={"명단": Input(COLUMNS, COLUMNS[:2])})


def resident() -> float:
    """MiB of this process's memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure(rows: int, failing: bool, folder: Path) -> dict[str, float]:
    """Play, and give what it took."""
    clock = Clock()
    world = World((320, 200), clock, look_takes=0.01)
    played, saved = script(world, failing), list[str]()
    form(world, saved)
    workbook(folder / "명단.xlsx", rows)
    told: dict[str, float] = {"rows": rows, "most": 0.0}
    seen = {"row_started": 0, "failed": 0, "done": 0}
    began = time.perf_counter()

    def emit(event: str, fields: dict[str, object]) -> None:
        if event == "row_started":
            seen[event] += 1
            if seen[event] == 1:
                told["first_row"] = time.perf_counter() - began
            if seen[event] == min(_SETTLED, rows):
                told["before"] = resident()
            if seen[event] % 100 == 0:
                told["most"] = max(told["most"], resident())
        elif event == "run_done":
            seen["done"] = int(str(fields["done"]))

    runs = folder / "runs"
    with Journal(runs) as journal:
        data = read_list(str(folder / "명단.xlsx"))
        runner = Runner(
            played, folder / "작업", open_fake(world), FakeControl(clock), emit, journal,
            Options(type_ahead=0.0), data, lambda run: runs / run, now=clock,
            results_file=lambda run: folder / "결과.xlsx",
        )  # fmt: skip
        result = runner.run()
    told["seconds"] = time.perf_counter() - began
    told["after"] = resident()
    told["growth"] = max(told["most"], told["after"]) - told["before"]
    told["journal"] = sum(file.stat().st_size for file in runs.glob("journal.db*")) / rows
    kept = [file.stat().st_size for file in (runs / result.run).iterdir()]
    told["folder"] = sum(kept) / 2**20
    told["report"] = (runs / result.run / "report.html").stat().st_size / 2**20
    told["saved"], told["done"] = len(saved), seen["done"]
    return told


def bench(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.long_list", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--failing", action="store_true", help="let one row in ten fail")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        told = measure(given.rows, given.failing, Path(name))
    if given.json:
        print(json.dumps(told))
    else:
        print(
            f"{given.rows:,} rows in {told['seconds']:.0f} s, {told['saved']:.0f} saved; first row"
            f" after {told['first_row']:.1f} s · memory {told['before']:.0f} MiB, growth"
            f" {told['growth']:.1f} MiB · journal {told['journal']:.0f} bytes a row · the run's"
            f" folder {told['folder']:.1f} MiB (report {told['report']:.2f} MiB)"
        )
    good = told["growth"] < GROWTH and told["journal"] <= JOURNAL and told["folder"] <= FOLDER
    return int(not good or told["first_row"] > FIRST)


if __name__ == "__main__":
    sys.exit(bench())
