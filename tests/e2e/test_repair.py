"""A place that is not found any more is shown by the clerk, and the same row goes on."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path

import pytest

from player.desktop.fake import Button, Clock, FakeWindow, Field, Label, World
from player.lines import parse_answer
from player.ocr.reader import read_text
from player.run.options import Options
from player.vision.picture import decode
from recorder.repair import repaired
from scripts.files import load, save
from scripts.history import versions
from scripts.model import Click, ForEachRow, ImageAnchor, Input, Script, Step, Type
from tests.loop import Player, Recorder, people

ROWS = people({"성명": "홍길동"}, {"성명": "남궁민수"})


class Desk:
    """A form that saves on a button, which can look another way and lie elsewhere."""

    def __init__(self) -> None:
        self.world = World(clock=Clock(), look_takes=0.05)
        self.saved: list[str] = []

    def open(self, button: str, at: tuple[int, int]) -> FakeWindow:
        form = self.world.open_window("대상자 등록", (120, 90, 460, 260), [
            Label("성명", (20, 22, 80, 20), "표"), Field("성명", (110, 18, 200, 28)),
            Button(button, (*at, 90, 30)), Button("새로 쓰기", (340, 210, 90, 30)),
        ])  # fmt: skip

        def save_it() -> None:
            self.saved.append(form.field("성명").value)
            form.field("성명").value = ""
            form.focused = form.widget("성명")

        form.widget(button).on_click = save_it
        return form


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def script(desk: Desk, tmp_path: Path) -> Script:
    form = desk.open("저장하기", (110, 140))
    recorder = Recorder(desk.world)
    desk.world.person.type("Kim")
    desk.world.person.click((form, "저장하기"))
    made = recorder.script()
    form.close()
    desk.saved.clear()
    typed, clicked = made.steps
    assert isinstance(typed.action, Type)
    steps = (replace(typed, action=replace(typed.action, text="{성명}")), clicked)
    loop = Step("rows", ForEachRow("명단", steps))
    whole = replace(made, steps=(loop,), inputs={"명단": Input(("성명",), ("성명",))})
    save(whole, tmp_path / "script")
    return whole


def target_of(script: Script) -> str:
    loop = script.steps[0].action
    assert isinstance(loop, ForEachRow)
    click = loop.do[1].action
    assert isinstance(click, Click)
    return click.target


def test_the_place_is_learnt_and_the_row_goes_on(
    desk: Desk, script: Script, tmp_path: Path
) -> None:
    x, y = desk.open("보관", (220, 80)).client[:2]
    name = target_of(script)
    player = Player(desk.world, tmp_path)
    player.repair = repaired
    player.answer_here((x + 265, y + 95))
    result = player.play(script, Options(asking=True, step_timeout=0.5), ROWS)
    assert result.status == "done", player.events[-3:]
    assert desk.saved == ["홍길동", "남궁민수"]
    [asked] = player.named("asked")
    assert (asked["target"], asked["row"]) == (name, 2)
    assert "here" in asked["also"]  # type: ignore[operator]
    wanted = asked["expected"][0]  # type: ignore[index]
    assert decode(base64.b64decode(wanted["image"]), "expected.png").size
    assert asked["seen"]
    assert [of["target"] for of in player.named("repaired")] == [name]

    path = tmp_path / "script"
    old, new = script.targets[name].anchors, load(path).targets[name].anchors
    assert new[: len(old)] == old
    assert {anchor.added for anchor in new[len(old) :]} == {"repaired"}
    added = new[len(old)]
    assert isinstance(added, ImageAnchor)
    picture = decode(load(path).images[added.image], "added.png")
    assert "홍길동" not in read_text(picture, 1.0)
    assert versions(path), "the script as it was before is kept"

    again = Player(desk.world, tmp_path)
    assert again.play(load(path), Options(step_timeout=0.5), ROWS).status == "done"
    assert again.named("asked") == []


def test_a_place_can_be_shown_for_this_run_only(desk: Desk, script: Script, tmp_path: Path) -> None:
    x, y = desk.open("보관", (220, 80)).client[:2]
    before = (tmp_path / "script" / "script.yaml").read_bytes()
    player = Player(desk.world, tmp_path)
    player.repair = repaired
    player.answer_here((x + 265, y + 95), keep=False)
    result = player.play(script, Options(asking=True, step_timeout=0.5), ROWS)
    assert (result.status, desk.saved) == ("done", ["홍길동", "남궁민수"])
    assert len(player.named("asked")) == 1, "the second row knows the place"
    assert (tmp_path / "script" / "script.yaml").read_bytes() == before


def test_the_question_shows_the_screen_only_where_that_was_asked_for(
    desk: Desk, script: Script, tmp_path: Path
) -> None:
    desk.open("보관", (220, 80))
    player = Player(desk.world, tmp_path)
    player.repair = repaired
    player.play(script, Options(asking=True, step_timeout=0.5), ROWS)
    assert "screen" not in player.named("asked")[0]
    player = Player(desk.world, tmp_path)
    player.repair = repaired
    player.play(script, Options(asking=True, step_timeout=0.5, show_screen=True), ROWS)
    shown = player.named("asked")[0]["screen"]
    picture = decode(base64.b64decode(shown["image"]), "screen.jpg")  # type: ignore[index]
    left, top, width, height = shown["rect"]  # type: ignore[index]
    assert picture.shape[:2] == (height, width)
    assert (left, top) == (0, 0)


def test_the_screen_is_looked_at_again_when_something_was_in_the_way(
    desk: Desk, script: Script, tmp_path: Path
) -> None:
    desk.open("보관", (220, 80))
    player = Player(desk.world, tmp_path)
    player.repair = repaired
    cover = desk.world.open_window("일손", (0, 0, 400, 300), [])
    player.answer("look", "stop")

    def heard(event: str, fields: dict[str, object]) -> None:
        if event == "asked" and cover in desk.world.windows:
            desk.world.windows.remove(cover)

    player.heard = heard  # type: ignore[method-assign]
    player.play(script, Options(asking=True, step_timeout=0.5, show_screen=True), ROWS)
    first, second = (asked["screen"]["image"] for asked in player.named("asked"))  # type: ignore[index]
    assert first != second, "the second one shows what was covered"


def test_a_place_in_another_window_is_not_learnt(
    desk: Desk, script: Script, tmp_path: Path
) -> None:
    desk.open("보관", (220, 80))
    button = Button("보관", (20, 20, 90, 30))
    other = desk.world.open_window("메신저", (700, 400, 200, 120), [button])
    before = (tmp_path / "script" / "script.yaml").read_bytes()
    player = Player(desk.world, tmp_path)
    player.repair = repaired
    player.answer_here((765, 435))
    result = player.play(script, Options(asking=True, step_timeout=0.5), ROWS)
    assert result.status == "failed"  # asked again, and nobody answers any more
    asked = [of["step"] for of in player.named("asked")]
    assert asked[:2] == [script.steps[0].action.do[1].id] * 2  # type: ignore[union-attr]
    assert "창이 아니에요" in str(player.named("message")[0]["text"])
    assert (tmp_path / "script" / "script.yaml").read_bytes() == before
    assert other in desk.world.windows


def test_without_a_person_the_row_fails_with_the_same_evidence(
    desk: Desk, script: Script, tmp_path: Path
) -> None:
    desk.open("보관", (220, 80))
    player = Player(desk.world, tmp_path)
    assert player.play(script, Options(step_timeout=0.5), ROWS).status == "failed"
    [failed] = player.named("step_failed")
    assert failed["target"] == target_of(script)
    assert "candidates" in failed
    assert player.named("asked") == []


@pytest.mark.parametrize(
    ("line", "good"),
    [('{"answer": "here", "at": [3, -4]}', True), ('{"answer": "here"}', False),
     ('{"answer": "here", "at": [1]}', False), ('{"answer": "here", "at": ["a", 1]}', False)],
)  # fmt: skip
def test_here_needs_a_place(line: str, good: bool) -> None:
    answer = parse_answer(line)
    assert (answer is not None) == good
    assert answer is None or answer.at == (3, -4)
