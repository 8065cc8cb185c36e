"""What is typed arrives, or that is told: in the fake world."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from player.desktop.fake import Field
from scripts.model import (
    Click,
    Type,
    WindowPattern,
)
from tests.office import Office, play_steps, record_one, target_of


class Interrupted(Field):
    """A field over which another window comes up at the third character, once."""

    __slots__ = ("comes_up", "selects")

    def type(self, text: str) -> bool:
        done = super().type(text)
        if len(self.value) == 3 and self.comes_up is not None:
            comes_up, self.comes_up = self.comes_up, None
            comes_up()
            self.selected = self.selects
        return done


@pytest.fixture
def interrupted(office: Office) -> Callable[..., tuple[Interrupted, Field]]:
    """A field in which a text is interrupted, and the field of the window that does it."""

    def made(same_program: bool = False, selects: bool = False, secret: bool = False) -> object:
        note, other = Interrupted("본문", (10, 10, 300, 28)), Field("칸", (9, 9, 200, 28))
        note.selects, note.secret = selects, secret
        window = office.world.open_window("메모", (50, 50, 400, 200), [note])

        def comes_up() -> None:
            came = office.world.open_window("알림", (300, 300, 300, 200), [other])
            came.pid = window.seen().pid if same_program else 0

        note.comes_up = comes_up
        return note, other

    return made  # type: ignore[return-value]


INTO_NOTE = Type("가나다라마바사아자차카타파하" * 9, window=WindowPattern("메모"))


def test_a_window_of_the_same_program_in_mid_text_gets_nothing_and_stays(
    office: Office, tmp_path: Path, interrupted: Callable[..., tuple[Interrupted, Field]]
) -> None:
    script = record_one(office)
    note, other = interrupted(same_program=True)
    player = play_steps(office, tmp_path, script, INTO_NOTE)
    assert player.named("step_failed")[0]["why"] == "wrong_window"
    assert (note.value, other.value) == ("가나다", "")
    assert not office.world.held
    assert office.world.windows[0].title == "알림"


@pytest.mark.parametrize("selects", [False, True])
def test_another_programs_window_in_mid_text_gets_nothing_and_the_text_is_whole(
    office: Office,
    tmp_path: Path,
    interrupted: Callable[..., tuple[Interrupted, Field]],
    selects: bool,
) -> None:
    """Also where the field selects all that stands in it when it gets the focus back."""
    script = record_one(office)
    note, other = interrupted(selects=selects)
    office.world.clipboard = {"text/plain": b"hers"}
    player = play_steps(office, tmp_path, script, INTO_NOTE)
    assert player.result.status == "done"  # type: ignore[attr-defined]
    assert (note.value, other.value) == (INTO_NOTE.text, "")
    assert not note.selected
    assert office.world.clipboard == {"text/plain": b"hers"}


def test_an_interrupted_text_that_cannot_be_read_back_is_put_to_the_clerk(
    office: Office, tmp_path: Path, interrupted: Callable[..., tuple[Interrupted, Field]]
) -> None:
    script = record_one(office)
    _, other = interrupted(secret=True)
    player = play_steps(office, tmp_path, script, INTO_NOTE)
    assert player.named("step_failed")[0]["why"] == "mismatch"
    assert other.value == ""


def test_hangul_input_is_off_while_typing_and_on_again_after(
    office: Office, tmp_path: Path
) -> None:
    script = record_one(office)
    form = office.open()
    office.world.hangul = True
    play_steps(office, tmp_path, script, Click(target_of(script, 0)), Type("Kim 홍길동"))
    assert form.field("성명").value == "Kim 홍길동"
    assert office.world.hangul is True


def test_what_cannot_be_copied_is_read_on_the_screen(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = record_one(office)
    form = office.open()

    def copies_nothing(focused: object, key: str, held: frozenset[str]) -> bool:
        return held == {"Ctrl"} and key in ("c", "v")

    monkeypatch.setattr(office.world, "_clipboard_key", copies_nothing)  # as a viewer may

    name = target_of(script, 0)
    typed = Type("담당자 변경", into=name, clear=True, verify=True)
    assert play_steps(office, tmp_path, script, typed).result.status == "done"  # type: ignore[attr-defined]
    assert form.field("성명").value == "담당자 변경"
    # Another text than the one that was typed.
    monkeypatch.setattr(Field, "type", lambda self, text: setattr(self, "value", "담당자 변동"))
    result = play_steps(office, tmp_path, script, typed).result  # type: ignore[attr-defined]
    assert result.status == "failed"


@pytest.mark.parametrize("copies", [True, False])
def test_an_empty_cell_leaves_the_field_empty(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copies: bool
) -> None:
    script = record_one(office)
    form = office.open()

    def copies_nothing(focused: object, key: str, held: frozenset[str]) -> bool:
        return held == {"Ctrl"} and key in ("c", "v")

    if not copies:
        monkeypatch.setattr(office.world, "_clipboard_key", copies_nothing)
    form.field("성명").value = "앞사람"
    typed = Type("", into=target_of(script, 0), clear=True, verify=True)
    assert play_steps(office, tmp_path, script, typed).result.status == "done"  # type: ignore[attr-defined]
    assert form.field("성명").value == ""
    # A field that cannot be emptied.
    form.field("성명").value = "앞사람"
    monkeypatch.setattr(Field, "_delete", lambda self, step: None)
    result = play_steps(office, tmp_path, script, typed).result  # type: ignore[attr-defined]
    assert result.status == "failed"
    assert form.field("성명").value == "앞사람"
