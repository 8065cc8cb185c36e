"""The bar that is there while a task is recorded."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication

from ui.progress import Progress
from ui.recording_bar import RecordingBar
from ui.texts import say, use_language


@pytest.fixture(params=["ko", "en"])
def bar(app: QApplication, request: pytest.FixtureRequest) -> RecordingBar:
    use_language(request.param)
    made = RecordingBar()
    yield made
    made.deleteLater()
    use_language("ko")


def told(*events: dict[str, object]) -> Progress:
    progress = Progress("record", "급여 입력")
    for event in ({"event": "recording"}, *events):
        progress.take(event)
    return progress


STEP = {"event": "step", "step": "a1", "say": "‘주소 찾기’ 단추를 눌러요", "light": "amber",
        "why": "비슷한 단추가 2개예요."}  # fmt: skip


def test_it_never_takes_the_focus_or_a_key(bar: RecordingBar) -> None:
    assert bar.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert bar.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    for button in bar.findChildren(QAbstractButton):
        assert button.focusPolicy() == Qt.FocusPolicy.NoFocus
        assert button.text() or button.accessibleName()


def test_it_shows_the_last_step_and_how_well_it_will_be_found(bar: RecordingBar) -> None:
    bar.show_progress(told(STEP))
    assert bar.sentence.whole() == STEP["say"]
    assert bar.why.whole() == STEP["why"] and bar.light.isHidden(), "the reason has the room"
    assert not bar.light_sign.isHidden()
    assert bar.light_sign.accessibleName() == say("light_amber")
    bar.show_progress(told(STEP | {"light": "green", "why": ""}))
    assert bar.light.text() == say("light_green") and not bar.light.isHidden()
    assert bar.undo.isEnabled()


def test_what_she_says_is_answered_on_it(bar: RecordingBar) -> None:
    said: list[str] = []
    bar.said.connect(said.append)
    bar.show_progress(told(STEP))
    bar.undo.click()
    bar.secret.click()
    bar.pause.click()
    undone = {"event": "undone", "step": "a1", "say": STEP["say"]}
    bar.show_progress(told(STEP, undone))
    assert bar.sentence.whole() == say("bar_undone", say=STEP["say"])
    assert bar.light_sign.isHidden() and not bar.undo.isEnabled()
    bar.show_progress(told(STEP, {"event": "secret"}))
    assert bar.sentence.whole() == say("bar_secret_on")
    bar.show_progress(told(STEP, {"event": "refused", "message": "거기에는 안 돼요."}))
    assert bar.sentence.whole() == "거기에는 안 돼요."
    bar.show_progress(told(STEP, {"event": "paused"}))
    assert bar.pause.text() == say("continue")
    bar.pause.click()
    bar.done.click()
    assert said == ["undo", "secret", "pause", "continue", "stop"]


def test_the_clock_does_not_count_pauses(bar: RecordingBar) -> None:
    progress = told()
    bar.show_progress(progress)
    assert bar.time.text() == "0:00"
    progress.take({"event": "paused"})
    bar.show_progress(progress)
    assert not bar.pulse._timer.isActive()


def test_what_was_typed_before_can_be_called_secret_late(bar: RecordingBar) -> None:
    said: list[str] = []
    hidden: list[str] = []
    bar.said.connect(said.append)
    bar.hidden.connect(hidden.append)
    typed = {"event": "step", "step": "b2", "say": "‘암호’를 넣어요", "types": True}
    bar.show_progress(told(typed, STEP))
    bar.secret.click()
    _, before = choices(bar)
    assert before.toolTip() == "‘암호’를 넣어요"
    before.click()
    assert hidden == ["b2"] and said == [] and bar._asks.isHidden()
    # Once it is hidden, there is nothing to be asked any more.
    bar.show_progress(told(typed, STEP, {**typed, "types": False, "replaces": "b2"}))
    bar.secret.click()
    assert said == ["secret"] and bar._asks.isHidden()


def test_it_shows_the_place_of_the_last_step(bar: RecordingBar, tmp_path: Path) -> None:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF)
    assert image.save(str(tmp_path / "a.png"))
    bar.show_progress(told({**STEP, "picture": str(tmp_path / "a.png"), "acts": [10, -5]}))
    assert not bar.picture.isHidden() and not bar.picture.pixmap().isNull()
    assert bar.why.whole() == STEP["why"]
    bar.show_progress(told({**STEP, "picture": str(tmp_path / "gone.png")}))
    assert bar.picture.isHidden()


ASKED = {"event": "asked", "about": "row", "step": "a1", "question": "어느 줄?", "number": 3,
         "choices": ["named", "number", "selected", "place"],
         "columns": {"성명": "홍길동", "주소": "서울특별시 송파구 올림픽로 326"}}  # fmt: skip


def choices(bar: RecordingBar) -> list[QAbstractButton]:
    return [b for b in bar.findChildren(QAbstractButton) if b.property("bsize") == "sm"]


def test_it_asks_which_row_was_meant_and_goes_on_without_an_answer(bar: RecordingBar) -> None:
    meant: list[tuple[str, str, str]] = []
    bar.row_meant.connect(lambda *said: meant.append(said))
    bar.show_progress(told(STEP, ASKED))
    shown = choices(bar)
    assert "홍길동" in shown[0].text() and "…" in shown[1].text()
    for button in shown:
        assert button.focusPolicy() == Qt.FocusPolicy.NoFocus
        button.click()
    assert meant == [
        ("a1", "named", "성명"), ("a1", "named", "주소"), ("a1", "number", ""),
        ("a1", "selected", ""), ("a1", "place", ""),
    ]  # fmt: skip
    bar.show_progress(told(STEP, ASKED, {"event": "row", "step": "a1"}))
    assert bar._asks.isHidden()
    bar.show_progress(told(STEP, ASKED))
    bar.show_progress(told(STEP, ASKED, {**STEP, "step": "a2"}))
    assert bar._asks.isHidden()
