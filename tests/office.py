"""A program in the fake world that a task is recorded in and played."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from player.desktop.fake import Button, CheckBox, FakeWindow, Field, Label, World
from player.run.options import Options
from scripts.model import (
    Script,
    Step,
    Type,
)
from tests.loop import Player, Recorder, people

PEOPLE = people(
    {"성명": "홍길동", "전화번호": "010-1234-5678"},
    {"성명": "남궁민수", "전화번호": "02-345-6789"},
    {"성명": "뷁쀍", "전화번호": "0"},
)


@dataclass
class Office:
    """A program in the world: a form that saves into ``saved`` after a question."""

    world: World = field(default_factory=lambda: World(look_takes=0.01))
    saved: list[tuple[str, str, bool]] = field(default_factory=list)
    slow: float = 0.0

    def open(self, x: int = 100, y: int = 80, without: str = "") -> FakeWindow:
        """Open the form at a place."""
        widgets = [
            Label("성명", (20, 22, 80, 20), "성명 표"),
            Field("성명", (110, 18, 200, 28)),
            Label("전화번호", (20, 62, 80, 20), "전화 표"),
            Field("전화번호", (110, 58, 200, 28)),
            CheckBox("동의합니다", (110, 98, 140, 24)),
            Button("저장하기", (110, 140, 90, 30)),
            Button("새로 쓰기", (220, 140, 90, 30)),
        ]
        window = self.world.open_window(
            "대상자 등록", (x, y, 460, 260), [w for w in widgets if w.name != without]
        )
        if without != "저장하기":
            window.widget("저장하기").on_click = lambda: self.world.after(
                self.slow, lambda: self._ask(window)
            )
        return window

    def _ask(self, form: FakeWindow) -> None:
        box = self.world.open_window(
            "질문", (form.rect[0] + 60, form.rect[1] + 60, 240, 130),
            [Label("저장할까요?", (20, 15, 180, 20)), Button("예", (40, 50, 70, 28))], modal=True,
        )  # fmt: skip

        def yes() -> None:
            agreed = form.widget("동의합니다")
            assert isinstance(agreed, CheckBox)
            name, phone = form.field("성명"), form.field("전화번호")
            self.saved.append((name.value, phone.value, agreed.checked))
            name.value = phone.value = ""
            agreed.checked = False
            box.close()

        box.widget("예").on_click = yes
        box.shortcuts["Enter"] = yes


def record_one(office: Office) -> Script:
    """One person entered by the world's clerk, as recorded."""
    form = office.open()
    recorder = Recorder(office.world)
    clerk = office.world.person
    clerk.click((form, "성명"))
    clerk.type("Kim")
    clerk.press("Tab")
    clerk.type("010")
    clerk.click((form, "동의합니다"))
    clerk.click((form, "저장하기"))
    clerk.wait(1)
    clerk.press("Enter")
    script = recorder.script()
    assert office.saved == [("Kim", "010", True)]
    office.saved.clear()
    form.close()
    return script


def with_columns(script: Script, **texts: str) -> Script:
    """The script with typed texts replaced, as the clerk does it in the file."""
    steps = [
        replace(step, action=replace(step.action, text=texts[step.action.text]))
        if isinstance(step.action, Type) and step.action.text in texts
        else step
        for step in script.steps
    ]
    return replace(script, steps=tuple(steps))


def play_steps(office: Office, tmp_path: Path, script: Script, *actions: object) -> Player:
    """Play these actions with the targets of a recording; variables are in the player's events."""
    steps = tuple(Step(f"s{n}", action) for n, action in enumerate(actions))  # type: ignore[arg-type]
    player = Player(office.world, tmp_path)
    player.result = player.play(replace(script, steps=steps), Options(step_timeout=0.5))  # type: ignore[attr-defined]
    return player


def target_of(script: Script, index: int) -> str:
    return list(script.targets)[index]
