"""The demo: a shipped script, played for every row of a shipped workbook into the practice app in
a real window, and then proven from the app's own database."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from player.data import List, read_list
from scripts.errors import ExitCode, IlsonError
from scripts.placeholders import parse

_ROOT = Path(__file__).resolve().parent.parent
SAMPLES = _ROOT / "assets" / "samples"
SCRIPT = SAMPLES / "자가격리 대상자 등록"
WORKBOOK = SAMPLES / "자가격리_대상자.xlsx"

EXPECTED = {
    "name": "{성명}",
    "resident_number": "{주민등록번호}",
    "phone": "{전화번호}",
    "address": "{주소}",
    "start_date": "{격리시작일|날짜 %Y-%m-%d}",
    "health_center": "{담당보건소}",
    "kit": "{위생키트}",
    "memo": "{메모}",
}
"""Column of the app's table → what of the row must have arrived there."""


def demo(slowly: bool = False) -> int:
    """Play the demo and print what arrived; exit code 0 if every row arrived exactly."""
    data = read_list(f"{WORKBOOK}#대상자")
    with _display() as environment, tempfile.TemporaryDirectory(prefix="ilson-demo-") as folder:
        print(f"명단: {data.name} · {len(data.rows)}명 → 자가격리 관리 시스템 (연습)", flush=True)
        with _practice_app(Path(folder), environment):
            began = time.perf_counter()
            done = _play(environment, slowly)
            seconds = time.perf_counter() - began
        entered = _entered(Path(folder))
    _print_table(entered)
    wrong = differences(data, entered)
    for line in wrong:
        print(line)
    rows = len(data.rows)
    verdict = "모두 명단과 똑같아요" if not wrong else f"{len(wrong)}곳이 달라요"
    print(f"\n확인: 명단 {rows}행, 입력된 사람 {len(entered)}명 · {verdict}")
    print(f"걸린 시간: {seconds:.1f}초 · 한 행에 {seconds / max(1, rows):.1f}초")
    print(f"처리 결과: {done.get('report', '')}")
    good = not wrong and done.get("status") == "done"
    return ExitCode.DONE if good else ExitCode.FAILED


@contextlib.contextmanager
def _display() -> Iterator[dict[str, str]]:
    """The environment for child processes: this screen, or a virtual one where there is none."""
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8"}
    if sys.platform == "win32" or os.environ.get("DISPLAY"):
        yield environment
        return
    from player.desktop.x11.virtual import virtual_screen

    with virtual_screen() as display:
        print("화면이 없어서 가상 화면에서 해요.", flush=True)
        yield {**environment, "DISPLAY": display}


def _main(*arguments: str) -> list[str]:
    return [sys.executable, str(_ROOT / "main.py"), *arguments]


def _events(process: subprocess.Popen[str]) -> Iterator[dict[str, Any]]:
    assert process.stdout is not None
    for line in process.stdout:
        yield json.loads(line)


@contextlib.contextmanager
def _practice_app(folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """The practice app, its data in ``folder``, ready for input."""
    command = _main("practice", "--no-login", "--report", "--data", str(folder))
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as app:
        try:
            events = _events(app)
            if not any(event["event"] == "ready" for event in events):
                raise IlsonError("연습 프로그램이 켜지지 않았어요.")
            # Read on: a full pipe would bring the app to a halt.
            threading.Thread(target=deque, args=(events, 0), daemon=True).start()
            yield
        finally:
            app.terminate()


def _play(environment: dict[str, str], slowly: bool) -> dict[str, Any]:
    """Play, printing a line a row; the run's last event."""
    command = _main("play", str(SCRIPT), "--data", f"{WORKBOOK}#대상자", "--json", "--no-results")
    if slowly:
        command += ["--speed", "0.3"]
    last: dict[str, Any] = {}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
        encoding="utf-8",
    ) as player:  # fmt: skip
        for event in _events(player):
            last = event
            if event["event"] == "row_done":
                print(f"  {event['row']}행 완료 · {event['seconds']:.1f}초", flush=True)
            elif event["event"] in ("row_failed", "step_failed"):
                print(f"  {event.get('row', '')}행 {event['message']}", flush=True)
    return last


def _entered(folder: Path) -> list[tuple[str, ...]]:
    """What the app holds, in the order of entry, in the columns of :data:`EXPECTED`."""
    columns = ", ".join(EXPECTED)
    with contextlib.closing(sqlite3.connect(folder / "practice.db")) as db:
        rows = db.execute(f"SELECT {columns} FROM people ORDER BY id").fetchall()
    return [tuple(str(value) for value in row) for row in rows]


def differences(data: List, entered: Sequence[tuple[str, ...]]) -> list[str]:
    """A sentence for each value that is not as the list has it, and for rows lost or doubled."""
    found = []
    if len(entered) != len(data.rows):
        found.append(f"명단은 {len(data.rows)}행인데 {len(entered)}명이 입력됐어요.")
    for row, there in zip(data.rows, entered, strict=False):
        for (column, template), value in zip(EXPECTED.items(), there, strict=True):
            wanted = parse(template).fill(row.values, datetime.now())
            if column == "kit":
                wanted = "1" if wanted == "Y" else "0"
            if wanted != value:
                found.append(f"{row.number}행 {column}: ‘{wanted}’이어야 하는데 ‘{value}’이에요.")
    return found


def _print_table(rows: Sequence[tuple[str, ...]]) -> None:
    heads = (
        "성명",
        "주민등록번호",
        "전화번호",
        "주소",
        "격리시작일",
        "담당 보건소",
        "키트",
        "메모",
    )
    shown = [heads, *(tuple(value.replace("\n", " ⏎ ") for value in row) for row in rows)]
    widths = [min(30, max(_width(row[i]) for row in shown)) for i in range(len(heads))]
    print()
    for row in shown:
        cells = (_fit(value, width) for value, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def _width(text: str) -> int:
    """Columns of a terminal: Hangul takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _fit(text: str, width: int) -> str:
    while _width(text) > width:
        text = text[:-2] + "…"
    return text + " " * (width - _width(text))
