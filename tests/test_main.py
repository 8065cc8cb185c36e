"""The commands as the contract has them: what they print, and what they return to the shell."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from player.locate import Look
from player.types import Frame
from player.vision.picture import decode, encode
from recorder.anchors import choose
from scripts.files import load, save
from scripts.folders import data_folder
from scripts.model import (
    Click,
    Input,
    Message,
    Press,
    Repeat,
    Script,
    Step,
    Target,
    Type,
    Wait,
    WaitFor,
    WindowOpen,
    WindowPattern,
)
from tests.clerk import Clerk, Practice, child, command, main, practice, until, xdotool
from tests.drawn import Drawing, form


def made(tmp_path: Path, *actions: object, **more: object) -> Path:
    """A script folder with these actions."""
    steps = tuple(Step(f"s{n:03}", action) for n, action in enumerate(actions))  # type: ignore[arg-type]
    path = tmp_path / "작업"
    save(Script("시험 작업", steps, **more), path)  # type: ignore[arg-type]
    return path


def with_button(tmp_path: Path, drawing: Drawing) -> Path:
    frame = Frame(0.0, drawing.pixels())
    chosen = choose(drawing.centre("Save"), Look(frame), None, frame.rect, None)
    target = Target("저장 단추", None, (chosen.anchor,))
    return made(
        tmp_path,
        Click("저장 단추"),
        targets=MappingProxyType({"저장 단추": target}),
        images=MappingProxyType({chosen.anchor.image: chosen.png}),
    )


# ---- without a desktop ----------------------------------------------------------------------


def test_check_of_a_good_script_is_silent_and_zero(tmp_path: Path) -> None:
    done = command("check", str(made(tmp_path, Message("안녕"))))
    assert (done.returncode, done.stdout) == (0, "")


def test_check_names_file_line_and_the_likely_word(tmp_path: Path) -> None:
    path = made(tmp_path, Message("안녕"))
    file = path / "script.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("message:", "mesage:"), "utf-8")
    done = command("check", str(path))
    assert done.returncode == 2
    [line] = done.stdout.splitlines()
    assert line.startswith(f"{file}:4: ")
    assert "‘message’" in line


@pytest.mark.parametrize("name", ["없는 것", "없는 것.ilson"])
def test_a_file_that_is_not_there_is_two(tmp_path: Path, name: str) -> None:
    for arguments in (["check"], ["play"], ["show"], ["unpack"]):
        rest = [str(tmp_path / name)] + ([str(tmp_path / "x")] if arguments == ["unpack"] else [])
        done = command(*arguments, *rest)
        assert done.returncode == 2, arguments
        assert "Traceback" not in done.stderr


def test_show_speaks_two_languages(tmp_path: Path) -> None:
    path = made(tmp_path, Press("Ctrl+S"), Type("{성명}"))
    korean, english = command("show", str(path)).stdout, command("show", str(path), "--lang", "en")
    assert "Ctrl+S" in korean
    assert "눌러요" in korean
    assert "Press" in english.stdout


def test_pack_and_unpack_are_inverse_and_a_pack_plays_the_same(tmp_path: Path) -> None:
    folder = with_button(tmp_path, form())
    packed = tmp_path / "나눔.ilson"
    assert command("pack", str(folder), str(packed)).returncode == 0
    assert command("unpack", str(packed), str(tmp_path / "다시")).returncode == 0
    assert load(tmp_path / "다시") == load(folder) == load(packed)
    again = tmp_path / "또.ilson"
    command("pack", str(tmp_path / "다시"), str(again))
    assert again.read_bytes() == packed.read_bytes()


def test_locate_says_where_as_json(tmp_path: Path) -> None:
    script = with_button(tmp_path, form())
    moved = form(at=(300, 250))
    (tmp_path / "화면.png").write_bytes(encode(moved.pixels()))
    done = command(
        "locate", str(script), "저장 단추", "--screen", str(tmp_path / "화면.png"), "--json"
    )
    found = json.loads(done.stdout)
    x, y, width, height = moved.places["Save"]
    assert done.returncode == 0
    assert found["found"] is True
    assert x <= found["point"][0] < x + width
    assert y <= found["point"][1] < y + height
    assert {"found", "point", "rect", "score", "margin", "how", "seconds"} <= set(found)
    [told] = found["candidates"]
    assert told["why"] == "ok"
    assert told["places"][0]["point"] == found["point"]
    assert len(told["places"]) > 1


@pytest.mark.parametrize("without", ["", "Save"])
def test_locate_draws_how_it_decided(tmp_path: Path, without: str) -> None:
    script = with_button(tmp_path, form())
    now = form(at=(300, 250), without=without)
    (tmp_path / "s.png").write_bytes(encode(now.pixels()))
    drawn = tmp_path / "왜.png"
    screen = ["--screen", str(tmp_path / "s.png"), "--draw"]
    done = command("locate", str(script), "저장 단추", *screen, str(drawn))
    assert done.returncode == (1 if without else 0)
    picture = decode(drawn.read_bytes(), "왜.png")
    assert picture.shape == now.pixels().shape
    assert (picture != now.pixels()).any()
    failed = command("locate", str(script), "저장 단추", *screen, str(tmp_path / "없는" / "왜.png"))
    assert failed.returncode == 2
    assert "그림을 쓰지 못했어요" in failed.stderr


def test_locate_takes_the_scaling_of_the_picture(tmp_path: Path) -> None:
    script = with_button(tmp_path, form())
    large = form(scale=1.5)
    (tmp_path / "s.png").write_bytes(encode(large.pixels()))
    done = command(
        "locate", str(script), "저장 단추", "--screen", str(tmp_path / "s.png"), "--scale", "1.5",
        "--json",
    )  # fmt: skip
    x, y, width, height = large.places["Save"]
    point = json.loads(done.stdout)["point"]
    assert x <= point[0] < x + width
    assert y <= point[1] < y + height


def test_locate_says_why_not(tmp_path: Path) -> None:
    script = with_button(tmp_path, form())
    (tmp_path / "s.png").write_bytes(encode(form(without="Save").pixels()))
    screen = ["--screen", str(tmp_path / "s.png")]
    done = command("locate", str(script), "저장 단추", *screen, "--json")
    assert (done.returncode, json.loads(done.stdout)["why"]) == (1, "not_found")
    wrong = command("locate", str(script), "저장단추", *screen)
    assert wrong.returncode == 2
    assert "‘저장 단추’" in wrong.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["play"],
        ["play", "x", "--rows", "5-2"],
        ["play", "x", "--rows", "a"],
        ["play", "x", "--var", "novalue"],
        ["play", "x", "--speed", "0"],
        ["record"],
        ["nonsense"],
        ["locate", "x", "y"],
    ],
)
def test_wrong_usage_is_two(arguments: list[str]) -> None:
    assert command(*arguments).returncode == 2


def test_without_a_display_it_is_four(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    for arguments in (["play", str(made(tmp_path, Wait(0)))], ["record", "--out", "x"]):
        done = command(*arguments)
        assert done.returncode == 4
        assert done.stderr.startswith("일손: ")


def test_a_missing_column_names_the_sheet_the_columns_and_the_likely_one(tmp_path: Path) -> None:
    (tmp_path / "명단.csv").write_text("이름,전화\n홍길동,010\n", encoding="utf-8")
    path = made(tmp_path, Message("{전화번호}"))
    done = command("play", str(path), "--data", str(tmp_path / "명단.csv"))
    assert done.returncode == 2
    assert "전화번호" in done.stderr
    assert "‘전화’" in done.stderr


def test_what_is_missing_is_said_before_anything_is_touched(tmp_path: Path) -> None:
    path = made(tmp_path, Message("a"), Message("{성명}"))
    assert "성명" in command("play", str(path)).stderr
    (tmp_path / "명단.csv").write_text("성명\n홍길동\n", encoding="utf-8")
    data = ["--data", str(tmp_path / "명단.csv")]
    done = command("play", str(path), *data, "--rows", "500-600")
    assert (done.returncode, done.stdout) == (2, "")
    assert "2행부터 2행까지" in done.stderr


def test_a_window_without_a_display_is_four(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert command().returncode == 4


def test_a_missing_workbook_is_two(tmp_path: Path) -> None:
    done = command("play", str(made(tmp_path, Message("a"))), "--data", str(tmp_path / "x.xlsx"))
    assert done.returncode == 2
    assert "x.xlsx" in done.stderr


# ---- on a desktop ---------------------------------------------------------------------------

desktop = pytest.mark.desktop


@desktop
@pytest.mark.usefixtures("display")
def test_play_prints_json_lines_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "명단.csv").write_text("성명\n홍길동\n김영희\n", encoding="utf-8")
    path = made(tmp_path, Message("{성명}님, {말}"))
    done = command(
        "play", str(path), "--data", str(tmp_path / "명단.csv"), "--json", "--var", "말=안녕",
        "--report", str(tmp_path / "결과"),
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [line["event"] for line in lines] == [
        "run_started",
        *["row_started", "step_started", "message", "step_done", "row_done"] * 2,
        "run_done",
    ]
    assert all("run" in line and "time" in line for line in lines)
    assert [line["text"] for line in lines if line["event"] == "message"] == [
        "홍길동님, 안녕",
        "김영희님, 안녕",
    ]
    report = json.loads((tmp_path / "결과" / "report.json").read_text(encoding="utf-8"))
    assert [row["row"] for row in report["rows"]] == [2, 3]
    runs = json.loads(command("runs", "--json").stdout)
    assert [(run["script"], run["status"], run["rows"]) for run in runs] == [
        ("시험 작업", "done", {"done": 2})
    ]


@desktop
@pytest.mark.usefixtures("display")
def test_nothing_of_the_list_is_left_on_disk(tmp_path: Path, ilson_home: Path) -> None:
    (tmp_path / "명단.csv").write_text("성명\n홍길동아무개\n", encoding="utf-8")
    path = made(
        tmp_path, Message("{성명}"), inputs=MappingProxyType({"명단": Input(("성명",), ("성명",))})
    )
    assert command("play", str(path), "--data", str(tmp_path / "명단.csv")).returncode == 0
    for file in ilson_home.rglob("*"):
        assert file.is_dir() or "홍길동아무개".encode() not in file.read_bytes(), file


@desktop
@pytest.mark.usefixtures("display")
def test_a_failed_step_is_one(tmp_path: Path) -> None:
    path = made(tmp_path, WaitFor(WindowOpen(WindowPattern("없는 창"))))
    done = command("play", str(path), "--step-timeout", "0.2", "--json")
    assert done.returncode == 1
    failed = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["why"] for line in failed if line["event"] == "step_failed"] == ["timed_out"]


def by_signal(number: int) -> Callable[[object], None]:
    return lambda player: player.process.send_signal(number)  # type: ignore[attr-defined]


def by_escape(player: object) -> None:
    xdotool("key", "Escape", "Escape")


@desktop
@pytest.mark.usefixtures("display")
@pytest.mark.parametrize(
    "stop",
    [by_signal(signal.SIGINT), by_signal(signal.SIGTERM), by_escape, lambda p: p.say("stop")],
    ids=["SIGINT", "SIGTERM", "Esc Esc", "stdin"],
)
def test_a_person_stops_a_run_at_once(tmp_path: Path, stop: Callable[[object], None]) -> None:
    path = made(tmp_path, Repeat(1000, (Step("w000", Wait(3600)),)))
    with main("play", str(path), "--json") as player:
        player.next(lambda line: line.get("step") == "w000", "the long wait")
        stop(player)
        assert player.rest() == 3
    events = [line["event"] for line in player.seen]
    assert "stopped" in events
    assert events[-1] == "run_done"


@desktop
@pytest.mark.usefixtures("display")
def test_rehearsing_touches_nothing(tmp_path: Path) -> None:
    (tmp_path / "명단.csv").write_text("성명,수\n홍길동,하나\n김영희,둘\n", encoding="utf-8")
    path = with_button(tmp_path, form())
    script = load(path)
    steps = (*script.steps, Step("t000", Type("{성명}{수}")))
    save(replace(script, steps=steps), path)
    before = xdotool("getmouselocation")
    done = command("play", str(path), "--data", str(tmp_path / "명단.csv"), "--rehearse", "--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [line["found"] for line in lines if line["event"] == "target"] == [False]
    assert [line["row"] for line in lines if line["event"] == "row_done"] == [2, 3]
    assert xdotool("getmouselocation") == before


@pytest.fixture
def app(display: str, tmp_path: Path) -> Practice:  # type: ignore[misc]
    with practice(tmp_path / "app") as started:
        yield started


@desktop
def test_the_stop_keys_end_a_recording_and_are_not_in_it(tmp_path: Path, app: Practice) -> None:
    out = tmp_path / "기록.ilson"
    with main("record", "--out", str(out), "--no-ui") as recorder:
        recorder.event("recording")
        Clerk().key("F2")
        app.when(lambda state: state["screen"] == "등록", "the form")
        xdotool("key", "ctrl+alt+r")
        assert recorder.rest() == 0
    [step] = load(out).steps
    assert isinstance(step.action, Press)
    assert step.action.keys == "F2"


@desktop
def test_a_killed_recording_is_recovered(tmp_path: Path, app: Practice) -> None:
    out = tmp_path / "기록"
    clerk = Clerk()
    with main("record", "--out", str(out), "--no-ui") as recorder:
        recorder.event("recording")
        clerk.key("F2")
        app.when(lambda state: state["screen"] == "등록", "the form")
        clerk.type("Kim")
        clerk.key("Tab")
        clerk.type("L")
        until(lambda: [s for s in recorder_steps(recorder) if s == 3], "three steps")
        os.kill(recorder.process.pid, signal.SIGKILL)
    assert not out.exists()
    assert list((data_folder() / "recording").iterdir())
    assert command("record", "--recover", "--out", str(out)).returncode == 0
    script = load(out)
    assert [getattr(s.action, "text", getattr(s.action, "keys", "")) for s in script.steps] == [
        "F2", "Kim", "Tab",
    ]  # fmt: skip
    assert script.name == "기록"
    assert not list((data_folder() / "recording").iterdir())
    assert command("record", "--recover").returncode == 2


def test_proposing_columns_and_accepting_them(tmp_path: Path) -> None:
    (tmp_path / "명단.csv").write_text("성명,수량\n홍길동,1\n남궁나래,12\n", encoding="utf-8")
    path = made(tmp_path, Wait(0), Type("남궁나래"), Type("12"))
    data = ("--data", str(tmp_path / "명단.csv"))
    told = json.loads(command("propose", str(path), *data, "--json").stdout)
    assert told["row"] == 3
    assert told["loop"] == ["s001", "s002"]
    assert [(step["template"], step["sure"]) for step in told["steps"]] == [
        ("{성명}", True), ("{수량}", False),
    ]  # fmt: skip
    assert "남궁나래" not in json.dumps(told, ensure_ascii=False)
    assert load(path).steps[1].action == Type("남궁나래")  # nothing was changed yet
    wrong = command("propose", str(path), *data, "--take", "s002={수랑}", "--accept")
    assert wrong.returncode == 2
    assert "수량" in wrong.stderr
    done = command("propose", str(path), *data, "--take", "s002={수량|0채움 3}", "--accept")
    assert done.returncode == 0
    assert command("check", str(path)).returncode == 0
    text = (path / "script.yaml").read_text(encoding="utf-8")
    assert "{수량|0채움 3}" in text
    assert "남궁나래" not in text
    assert not [file for file in data_folder().rglob("*") if file.is_file()
                and "남궁나래".encode() in file.read_bytes()]  # fmt: skip
    assert command("play", str(path), *data, "--rehearse").returncode == 0


@desktop
def test_hot_keys_and_answers_steer_a_recording(tmp_path: Path, app: Practice) -> None:
    out = tmp_path / "기록"
    clerk = Clerk()
    with main("record", "--out", str(out), "--no-ui") as recorder:
        keys = recorder.event("recording")["hot_keys"]
        assert keys["undo"] == "Ctrl+Alt+Z"
        clerk.key("F2")
        app.when(lambda state: state["screen"] == "등록", "the form")
        clerk.type("Kim")
        clerk.key("ctrl+alt+z")  # the text that was in hand
        assert recorder.event("undone")["say"]
        recorder.say("undo")
        assert "F2" in recorder.event("undone")["say"]
        recorder.say("undo")
        assert recorder.event("undone")["step"] is None
        clerk.key("ctrl+alt+p")
        recorder.event("paused")
        clerk.type("not this")
        clerk.key("ctrl+alt+w")
        assert recorder.event("refused")["command"] == "wait_here"
        clerk.key("ctrl+alt+p")
        recorder.event("continued")
        recorder.say("secret")
        recorder.event("secret")
        clerk.type("geheim")
        clerk.key("Tab")
        clerk.type("L")
        xdotool("mousemove", *middle(app.place("저장")))
        clerk.key("ctrl+alt+w")
        assert recorder.next(lambda line: line.get("mark") == "wait_here", "the mark")["say"]
        recorder.say("stop")
        assert recorder.rest() == 0
    assert recorder.seen[-1]["proposals"]["steps"] == []
    script = load(out)
    kinds = [type(step.action) for step in script.steps]
    assert kinds == [Type, Press, Type, WaitFor]
    assert "geheim" not in "".join(map(str, recorder.seen))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in files if b"geheim" in path.read_bytes() and path.suffix != ".db"]
    assert "not this" not in (out / "script.yaml").read_text(encoding="utf-8")


def middle(place: list[int]) -> tuple[int, int]:
    return place[0] + place[2] // 2, place[1] + place[3] // 2


def recorder_steps(recorder: object) -> list[int]:
    """How many steps a recording has told of so far, as a list of one."""
    recorder.event("step")  # type: ignore[attr-defined]
    seen = recorder.seen  # type: ignore[attr-defined]
    return [sum(line["event"] == "step" for line in seen)]


@desktop
def test_the_history_survives_a_kill(tmp_path: Path, app: Practice) -> None:
    path = made(tmp_path, Wait(3600))
    with main("play", str(path), "--json") as player:
        pid = player.event("run_started")["pid"]
        player.event("step_started")
        os.kill(pid, signal.SIGKILL)
        assert player.rest() == 1
    [run] = json.loads(command("runs", "--json").stdout)
    assert run["status"] == "running"
    with sqlite3.connect(data_folder() / "runs" / "journal.db") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


def held_keys() -> int:
    """How many keys the X server thinks are down."""
    from Xlib.display import Display

    display = Display()
    try:
        return sum(bin(byte).count("1") for byte in display.query_keymap())
    finally:
        display.close()


@desktop
@pytest.mark.usefixtures("display")
def test_keys_of_a_killed_run_are_released(tmp_path: Path) -> None:
    code = (
        "from player.desktop import open_desktop\n"
        "hands = open_desktop().hands\n"
        "hands.key_down('Ctrl')\n"
        'print(\'{"event": "held"}\', flush=True)\n'
        "input()\n"
    )
    with child(sys.executable, "-c", code) as holder:
        holder.event("held")
        assert held_keys() == 1
        holder.process.kill()
        holder.process.wait()
    assert held_keys() == 1
    assert command("release").returncode == 0
    assert held_keys() == 0
