"""Work in pieces: in order, each by itself, with painting in between."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from tests.ui.conftest import WaitFor
from ui.turns import Turns


class Painted(QWidget):
    def __init__(self, done: list[str]) -> None:
        super().__init__()
        self._done = done

    def paintEvent(self, event: QPaintEvent) -> None:
        self._done.append("painted")


def test_what_a_piece_has_changed_is_painted_before_the_next(app: object, wait: WaitFor) -> None:
    done: list[str] = []
    window = Painted(done)
    window.show()
    wait(lambda: bool(done))
    done.clear()
    turns = Turns(window)

    def piece(name: str) -> None:
        done.append(name)
        window.update()

    for name in ("a", "b", "c"):
        turns.put(name, lambda name=name: piece(name))  # type: ignore[misc]
    assert not done and not turns.over
    wait(lambda: turns.over and done[-1] == "painted")
    assert done == ["a", "painted", "b", "painted", "c", "painted"]


def test_a_piece_is_replaced_and_may_ask_for_another_turn(app: object, wait: WaitFor) -> None:
    done: list[int] = []
    window = QWidget()
    turns = Turns(window)

    def again() -> None:
        done.append(len(done))
        if len(done) < 3:
            turns.put("piece", again)

    turns.put("piece", lambda: done.append(-1))
    turns.put("piece", again)
    wait(lambda: turns.over)
    assert done == [0, 1, 2]
    turns.put("piece", lambda: done.append(9))
    wait(lambda: turns.over)
    assert done[-1] == 9
