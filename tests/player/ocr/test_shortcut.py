"""The letter behind a caption that opens it by keyboard."""

import numpy as np
import pytest

from player.ocr.engines import Engines
from player.ocr.reader import Reader
from player.ocr.shortcut import CAPITALS, doubtful, read_as, starts, told, with_key
from tests.player.ocr.stand_in import Speaker, guess


@pytest.mark.parametrize(
    ("text", "also", "is_one"),
    [
        ("간단히(『)", (), True), ("취소하기(@)", (), True), ("볼륨(%):", (), True),
        ("도움말대)", ("도움말(4)",), True), ("파일 압축(만", ("파일 압축(P)",), True),
        ("저장(S)", (), False), ("저장(1)", (), False), ("(『)", (), False), ("저장", (), False),
        # A syllable that all read is one, and so is a number or a word in brackets.
        ("금액(원)", (), False), ("금액(원)", ("금맥(원)",), False), ("파일(12)", (), False),
        ("출력(PC)", ("출력(『)",), False),
    ],
)  # fmt: skip
def test_what_may_be_a_key_that_was_misread(text: str, also: tuple[str, ...], is_one: bool) -> None:
    assert doubtful(text, also) is is_one


def test_another_voice_tells_the_key_unless_two_contradict() -> None:
    assert told(("도움말 (H)", "도움말대)")) == "H"
    assert told(("도움말(H)", "도움말(N)")) == ""
    assert told(("도움말",)) == ""


def test_the_surest_reading_of_the_end_counts_if_it_is_sure_at_all() -> None:
    assert read_as([guess("I(F)", 0.36), guess("(F)", 0.9), guess("(E)", 0.5)]) == "F"
    assert read_as([guess("(F)", 0.1), guess("HH", 0.9)]) == ""
    assert read_as([guess("F):", 0.9)]) == "F"


@pytest.mark.parametrize(
    ("said", "key", "text"),
    [("간단히 (『)", "F", "간단히(F)"), ("키 사용(『):", "F", "키 사용(F):"),
     ("도움말대)", "H", "도움말(H)"), ("파일 압축(만", "P", "파일 압축(P)")],
)  # fmt: skip
def test_the_key_takes_the_place_of_what_was_read(said: str, key: str, text: str) -> None:
    assert " ".join(piece.text for piece in with_key(guess(said).pieces, key)) == text


def test_the_end_of_a_line_is_as_wide_as_a_key() -> None:
    ink = [(0, 20), (25, 45), (60, 65), (67, 78), (80, 85)]
    assert list(starts(ink, 20)) == [60, 67]
    assert list(starts([], 20)) == []


def test_latin_letters_alone_are_asked_for_only_at_such_an_end() -> None:
    cut = np.full((20, 100, 3), 255, np.uint8)
    for left, right in ((4, 22), (26, 44), (58, 62), (65, 76), (79, 83)):
        cut[3:17:3, left:right] = 0
    box = [(3, 2, 82, 16)]
    misread = Speaker("간단(『)", "(F)", "(F)", "(F)")
    [line] = Reader(Engines(misread)).read_at(cut, box)
    assert (line.text, set(misread.asked)) == ("간단(F)", {"", CAPITALS})
    read = Speaker("간단(S)")
    [line] = Reader(Engines(read)).read_at(cut, box)
    assert (line.text, read.asked) == ("간단(S)", [""])
