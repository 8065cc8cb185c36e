"""What a field shows in the end, against what was typed."""

from __future__ import annotations

import time

import pytest

from player.types import Event
from recorder.final import FinalText, agrees
from recorder.gestures import Gesture
from tests.clerk import until


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("홍길동", "홍길동"),
        ("홍길동", "홍길"),  # the last syllable is still composed
        ("01012345678", "010-1234-5678"),
        ("abc", "ABC"),
        ("서울", "서울특별시 송파구"),
        ("둘째 줄", "첫째 줄\r\n둘째 줄"),
        ("", ""),
    ],
)
def test_a_field_may_write_it_in_its_own_way(typed: str, shown: str) -> None:
    assert agrees(typed, shown)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("홍길동", "홍"), ("홍길동", ""), ("12a4", "124"), ("1234567", "12345"), ("abc", "acb")],
)
def test_another_text_is_told(typed: str, shown: str) -> None:
    assert not agrees(typed, shown)


def typed(text: str, last: float, secret: bool = False) -> Gesture[None]:
    return Gesture("text", last - 1, None, text=text, last=last, secret=secret, reasons=("왜",))


def compared(shown: str | None, text: str, secret: bool = False) -> tuple[str, ...]:
    """The reasons to look at a text, of which the field shows ``shown``."""
    asked = []
    witness = FinalText(lambda: asked.append(1) or shown)  # type: ignore[func-returns-value]
    witness.start()
    try:
        last = time.perf_counter()
        for key in "abc":
            witness.hear(Event(last, "key_down", key=key))
        until(lambda: asked, "the question")
        until(lambda: witness.between(last, time.perf_counter()), "the answer")
        assert len(asked) == 1, "not for each key"
        end = time.perf_counter()
        assert witness.compared(typed(text, end + 1, secret), end + 2).reasons == ("왜",)
        return witness.compared(typed(text, last, secret), end).reasons
    finally:
        witness.stop()


def test_a_field_that_shows_something_else_marks_the_step() -> None:
    assert compared("12345", "1234567")[0] == "왜"
    assert len(compared("12345", "1234567")) == 2
    assert compared("1234567", "1234567") == ("왜",)
    assert compared(None, "1234567") == ("왜",), "nobody tells"
    assert compared("", "Xq7wlpvk", secret=True) == ("왜",)
    assert "12345" not in "".join(compared("12345", "1234567"))
