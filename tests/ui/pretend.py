"""A stand-in for ``main.py``: prints the JSON lines of the contract and does nothing else.

What it does is chosen by the name of the task: ``rows``, ``plain``, ``hang``, ``ask``, ``lost``,
``doubt``, ``pause``,
``fail``, ``refuse``, ``noise``, ``crash``, ``slow``; ``record`` always records two steps. One that
was told to ``wait`` for what to do says so; with PRETEND_WAIT set it ends instead, ``at once`` or
when it is ``asked``.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path


def emit(event: str, **fields: object) -> None:
    print(json.dumps({"event": event, "run": "r1", **fields}, ensure_ascii=False), flush=True)


def answer() -> dict[str, str]:
    line = sys.stdin.readline()
    if not line:
        sys.exit(9)
    given: dict[str, str] = json.loads(line)
    return given


def record(out: Path) -> int:
    if "못함" in out.name:
        print("일손: 화면을 볼 수 없어요.\n  → 화면을 켜 주세요.", file=sys.stderr)
        return 4
    emit("recording", stop_keys="Ctrl+Alt+R", pid=os.getpid())
    emit("step", step="a1", say="‘성명’ 칸을 눌러요", review="")
    emit("step", step="a2", say="‘홍길동’을 넣어요", review="")
    while answer()["answer"] != "stop":
        pass
    out.mkdir(parents=True)
    (out / "task.json").write_text(json.dumps({"steps": 2}), "utf-8")
    emit("saved", file=str(out), steps=2)
    return 0


def rows(name: str, data: str, count: int) -> int:
    emit("run_started", script=name, data=data, rows=count if data else 1)
    numbers = range(2, count + 2) if data else (0,)
    failed = 0
    for row in numbers:
        place = {"row": row} if row else {}
        if row:
            emit("row_started", **place)
        emit("step_started", step="a1", say="‘저장’ 단추를 눌러요", **place)
        emit("step_done", step="a1", how="image", score=0.99, margin=0.3, seconds=0.1, **place)
        if name == "slow":
            time.sleep(0.2)
        if name == "fail" and row == 3:
            failed += 1
            emit("row_failed", message="‘저장’을 화면에서 못 찾겠어요.", status="failed", **place)
        elif row:
            emit("row_done", status="done", seconds=0.2, message="", **place)
    done = (count if data else 1) - failed
    status = "failed" if failed else "done"
    emit("run_done", status=status, done=done, failed=failed, skipped=0, in_doubt=0, seconds=3.2,
         report=str(Path(data or "x").parent / "report.html"))  # fmt: skip
    return 1 if failed else 0


def stopped() -> int:
    emit("stopped")
    emit("run_done", status="stopped", done=0, failed=0, skipped=0, in_doubt=1, seconds=1.0,
         report="")  # fmt: skip
    return 3


def rehearse(name: str, data: str) -> int:
    """Finds nothing wrong, but for a task that is called ``check``."""
    place = {"run": "rehearsal"}
    emit("run_started", script=name, data=data, rehearse=True, **place)
    if name != "check":
        emit("run_done", status="done", rehearse=True, problems=0, notices=0, **place)
        return 0
    emit("problem", level="wrong", what="missing", message="‘주소’ 값이 비어 있어요.",
         hint="명단의 그 칸을 채워 주세요.", row=3, column="주소", **place)  # fmt: skip
    emit("problem", level="look", what="resident", message="한 자리가 모자라요.", hint="",
         row=4, column="성명", **place)  # fmt: skip
    emit("problem", level="wrong", what="target", message="지금 화면에서 못 찾겠어요.", hint="",
         target="저장", **place)  # fmt: skip
    emit("run_done", status="failed", rehearse=True, problems=2, notices=1, **place)
    return 1


def play(file: Path, data: str) -> int:
    name = file.stem
    if "--rehearse" in sys.argv:
        return rehearse(name, data)
    if name == "refuse":
        print("일손: ‘명단’ 시트에 ‘성명’ 열이 없어요.\n  → 있는 열: 이름, 주소", file=sys.stderr)
        return 2
    if name == "crash":
        emit("run_started", script=name, data=data, rows=2)
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    if name == "hang":
        emit("run_started", script=name, data=data, rows=1)
        emit("step_started", step="a1", say="멈춰 있어요")
        threading.Event().wait()
    if name == "ask":
        emit("run_started", script=name, data=data, rows=1)
        emit("step_failed", step="a1", why="not_found", message="못 찾겠어요.", hint="살펴보세요.")
        emit("asked", question="못 찾겠어요.", choices=["retry", "continue", "skip_row", "stop"])
        given = answer()
        if given["answer"] == "stop":
            return stopped()
        emit("message", text=f"들은 답: {given['answer']}")
        emit("asked", question="몇 장 드릴까요?", choices=["한 장", "두 장"])
        emit("message", text=f"들은 답: {answer()['text']}")
        emit("asked", question="이름은요?", choices=[])
        emit("message", text=f"들은 답: {answer()['text']}")
    if name == "lost":
        emit("run_started", script=name, data=data, rows=3, ranges=[[2, 4]], by_hand=60)
        emit("row_started", row=2)
        emit("step_started", step="a1", row=2, say="눌러요")
        picture = base64.b64encode(Path(__file__).with_name("screen.png").read_bytes()).decode()
        given, looks = {"answer": "look"}, -1
        while given["answer"] == "look":
            looks += 1
            emit("asked", row=2, step="a1", question="못 찾겠어요.", target="저장", looks=looks,
                 choices=["retry", "continue", "skip_row", "stop"], also=["retry_row", "here"],
                 candidates=[{"point": [140, 130], "rect": [120, 120, 40, 20], "score": 0.8}],
                 expected=[{"image": picture, "offset": [0, 0]}], seen="",
                 screen={"image": picture, "rect": [100, 100, 200, 120]})  # fmt: skip
            given = answer()
        emit("message", text=f"들은 답: {json.dumps(given)}")
    if name == "doubt":
        emit("run_started", script=name, data=data, rows=3)
        emit("asked", row=3, question="이 행이 저장됐나요?", why="in_doubt", at_step="a1",
             choices=["done", "again", "skip_row"],
             picture=str(Path(__file__).with_name("screen.png")))  # fmt: skip
        emit("message", text=f"들은 답: {answer()['answer']}")
        emit("asked", question="이미 처리했어요. 어떻게 할까요?", why="already_done", wants="text",
             choices=["남은 행만 하기", "모두 다시 하기"])  # fmt: skip
        emit("message", text=f"들은 답: {answer()['text']}")
    if name == "pause":
        emit("run_started", script=name, data=data, rows=1)
        emit("step_started", step="a1", say="기다려요")
        while True:
            word = answer()["answer"]
            if word == "stop":
                return stopped()
            if word == "pause":
                emit("paused", **({"row": 5} if data else {}))
            if word in ("continue", "stop_after_row"):
                break
    if "--ask-first" in sys.argv:
        emit("run_started", script=name, data=data, rows=1)
        emit("asked", step="a1", question="이 단계를 하려고 해요: ‘‘삭제’를 눌러요’. 할까요?",
             why="not_trusted", kind="deletes", choices=["continue", "stop"])  # fmt: skip
        given = answer()
        if given["answer"] == "stop":
            return stopped()
        emit("message", text=f"들은 답: {given['answer']}")
    if name == "noise":
        print("no JSON at all", flush=True)
        print("[1, 2]", flush=True)
        emit("something_new", row="x", fields=[1])
    return rows(name, Path(data.partition("#")[0]).name if data else "", 3)


def wait() -> int:
    """Wait for an order and do it."""
    mood = os.environ.get("PRETEND_WAIT")
    if mood == "at once":
        return 7
    line = sys.stdin.readline()
    if not line or mood == "asked":
        return 7
    order = json.loads(line)
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    emit("taken")
    emit("message", text=f"waited {os.environ.get('PRETEND_SAYS', '')} {Path.cwd()}")
    sys.argv[1:] = order["arguments"]
    return main(order["arguments"])


def main(arguments: list[str]) -> int:
    def value(name: str) -> str:
        return arguments[arguments.index(name) + 1] if name in arguments else ""

    if arguments[0] == "wait":
        return wait()
    if arguments[0] == "self-check":
        emit("check", check="session", state="bad", kind="locked", values={})
        emit("check", check="reading", state="good", kind="reads", values={"n": 2})
        return 4
    if arguments[0] == "practice":
        emit("ready")
        while answer()["answer"] != "stop":
            pass
        return 0
    if arguments[0] == "record":
        return record(Path(value("--out")))
    return play(Path(arguments[1]), value("--data"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
