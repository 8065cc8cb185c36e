"""JSON lines: how the child processes of the product speak with whoever started them."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TextIO, TypeVar, get_args

from player.run.control import Answer, Say
from scripts.language import either

Said = TypeVar("Said")

EmitEvent = Callable[[str, dict[str, object]], None]
"""Takes an event's name and its fields."""

_ANSWERS = frozenset(get_args(Say))
READY, HALTED = "ready", "halted"
"""Events for the process that watches over a run, and for nobody else: the player waits for the
word to begin; it sends nothing any more."""
READS = "ILSON_READS"
"""The environment variable by which a process is told what it reads: "en" is English alone."""
WINDOW_PROCESS = "ILSON_WINDOW_PROCESS"
"""The environment variable by which our window tells its process to those that it starts. They
cannot ask for their parent: on Windows that of a virtual environment's Python is a launcher."""


def window_process() -> int:
    """The process whose window started this one, 0 for none."""
    told = os.environ.get(WINDOW_PROCESS, "")
    return int(told) if told.isdigit() else 0


def own_command() -> tuple[str, ...]:
    """The command line that starts ``main.py`` in this environment."""
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    return (sys.executable, str(Path(__file__).resolve().parent.parent / "main.py"))


class Lines:
    """Writes one JSON object a line, whole, from any thread. A reader that went away ends
    nothing: the run goes on, only nobody hears of it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream: TextIO | None = stream
        self._lock = threading.Lock()

    def emit(self, event: str, fields: dict[str, object]) -> None:
        """Write an event with the time (local, ISO 8601 with milliseconds)."""
        line = {"event": event, "time": datetime.now().isoformat(timespec="milliseconds"), **fields}
        with self._lock:
            if self._stream is None:
                return
            try:
                self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
                self._stream.flush()
            except (OSError, ValueError):
                self._stream = None


class Sentences:
    """The same events as sentences for a person at a terminal. A terminal that went away ends
    nothing either."""

    def __init__(self, stream: TextIO) -> None:
        self._stream: TextIO | None = stream
        self._lock = threading.Lock()

    def emit(self, event: str, fields: dict[str, object]) -> None:
        """Print an event, if it is one for people."""
        text = self._sentence(event, fields)
        with self._lock:
            if not text or self._stream is None:
                return
            try:
                print(text, file=self._stream, flush=True)
            except (OSError, ValueError):
                self._stream = None

    @staticmethod
    def _sentence(event: str, fields: dict[str, object]) -> str:
        row = either(f"{fields['row']}행 ", f"Row {fields['row']}: ") if fields.get("row") else ""
        match event:
            case "run_started":
                data = (
                    either(f" · 명단 {fields['data']}", f" · list {fields['data']}")
                    if fields.get("data")
                    else ""
                )
                left = fields.get("left_out")
                without = (
                    either(
                        f" · 숨기거나 빈 행은 빼요: {left}",
                        f" · without hidden or empty rows: {left}",
                    )
                    if left
                    else ""
                )
                return either(
                    f"‘{fields['script']}’ 작업을 시작해요{data}{without}",
                    f"The task ‘{fields['script']}’ begins{data}{without}",
                )
            case "row_failed" | "row_done" if fields.get("run") == "rehearsal":
                return ""  # each of its problems is told
            case "row_done":
                done = (
                    either("완료", "done")
                    if fields["status"] == "done"
                    else either("건너뜀", "skipped")
                )
                return either(
                    f"{row}{done} · {fields['seconds']}초", f"{row}{done} · {fields['seconds']} s"
                )
            case "row_failed" | "step_failed":
                return either(
                    f"{row}실패: {fields.get('message', '')} {fields.get('hint', '')}",
                    f"{row}failed: {fields.get('message', '')} {fields.get('hint', '')}",
                ).rstrip()
            case "asked":
                choices = fields.get("choices")
                return f"{row}{fields['question']} {choices or ''}"
            case "paused":
                return either(
                    f"잠시 멈췄어요. {fields.get('text', '')}", f"Paused. {fields.get('text', '')}"
                )
            case "message":
                return str(fields["text"])
            case "stopped":
                return either("그만했어요.", "Stopped.")
            case "run_done" if fields.get("rehearse"):
                wrong, look = fields["problems"], fields["notices"]
                if not wrong and not look:
                    return either("끝 · 잘못된 곳이 없어요.", "End · nothing is wrong.")
                return either(
                    f"끝 · 고칠 곳 {wrong}, 살펴볼 곳 {look}",
                    f"End · {wrong} to mend, {look} to look at",
                )
            case "run_done":
                return either(
                    f"끝 · 완료 {fields['done']} · 실패 {fields['failed']} · "
                    f"{fields['seconds']}초\n처리 결과: {fields['report']}",
                    f"End · {fields['done']} done · {fields['failed']} failed · "
                    f"{fields['seconds']} s\nReport: {fields['report']}",
                )
            case "continued":
                return either("이어서 해요.", "Going on.")
            case "problem":
                column = f"{fields['column']}: " if fields.get("column") else ""
                mark = "✕" if fields["level"] == "wrong" else "·"
                return f"{mark} {row}{column}{fields['message']} {fields['hint']}".rstrip()
        return ""


def listen(
    stream: TextIO | None, heard: Callable[[Answer], None], ended: Callable[[], None] = lambda: None
) -> None:
    """Read a run's answers from ``stream`` in a thread of their own until it ends: JSON objects
    ``{"answer": "stop" | "pause" | "continue" | "retry" | "skip_row" | "done" | "again" | "text",
    "text": …}``, and what else :data:`player.run.control.Say` knows. A line that is none is told on
    stderr and passed over."""
    listen_for(stream, parse_answer, heard, ended)


def listen_for(
    stream: TextIO | None,
    parse: Callable[[str], Said | None],
    heard: Callable[[Said], None],
    ended: Callable[[], None] = lambda: None,
) -> None:
    """As :func:`listen`, for what else ``parse`` understands of a line."""

    def read() -> None:
        for line in stream or ():
            if not line.strip():
                continue
            answer = parse(line)
            if answer is None:
                print(
                    either(
                        f"일손: 알아들을 수 없는 답이에요: {line.strip()[:80]}",
                        f"일손: This answer is not understood: {line.strip()[:80]}",
                    ),
                    file=sys.stderr,
                )
            else:
                heard(answer)
        ended()

    threading.Thread(target=read, name="answers", daemon=True).start()


def parse_answer(line: str) -> Answer | None:
    """One line of answers, None if it is no answer."""
    try:
        given = json.loads(line)
    except json.JSONDecodeError:
        return None
    if not isinstance(given, dict) or given.get("answer") not in _ANSWERS:
        return None
    at = given.get("at")
    point = None
    if isinstance(at, list) and len(at) == 2 and all(isinstance(part, int) for part in at):
        point = (at[0], at[1])
    if given["answer"] == "here" and point is None:
        return None
    keep = given.get("keep") is not False
    return Answer(given["answer"], str(given.get("text", "")), point, keep)
