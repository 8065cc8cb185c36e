"""What is written at a place speaks for or against the picture that is found there."""

from __future__ import annotations

import numpy as np
import pytest

from player import captions
from player.captions import caption_at, label_of, speaks_against, speaks_for, written_at
from player.locate import Look, Pictures, locate
from player.ocr.reader import Line, Word
from player.run.see import failure
from player.types import Frame, Match, Pixels, Refusal
from recorder.anchors import choose
from scripts.errors import DesktopProblem
from scripts.model import Rect, Target, TextAnchor
from tests.player.ocr.stand_in import screen


def line(text: str, agreed: bool = True, also: tuple[str, ...] = ()) -> Line:
    return Line(text, (10, 10, 60, 14), 0.95, agreed, (), also)


def test_the_caption_of_a_button_is_kept_with_its_picture() -> None:
    frame = Frame(0.0, screen("light"))
    assert choose((252, 163), Look(frame), None, frame.rect, None).anchor.caption == "상세조회"


@pytest.mark.parametrize("point", [(125, 100), (560, 66), (640, 150)])
def test_numbers_and_empty_places_are_no_captions(point: tuple[int, int]) -> None:
    assert caption_at(Frame(0.0, screen("light")), point, 1.0) == ""


def test_points_are_desktop_coordinates() -> None:
    frame = Frame(0.0, screen("light"), origin=(-500, 40))
    found = written_at(frame, (252 - 500, 163 + 40), 1.0)
    assert found is not None
    assert found.text == "상세조회"


def test_the_others_are_asked_where_the_quickest_reader_reads_something_else() -> None:
    """The grey levels are other ones, so that nothing is remembered of them."""
    frame = Frame(0.0, np.minimum(screen("light"), np.uint8(250)))
    quick = written_at(frame, (252, 163), 1.0, unless="상세조회")
    assert speaks_for("상세조회", quick) and not speaks_against("상세조회", quick)
    asked = written_at(frame, (252, 163), 1.0, unless="일괄조회")
    assert asked is not None and asked.agreed and asked.text == "상세조회"


@pytest.mark.parametrize(
    ("alone", "caption"),
    [(line("환경 설정"), "환경 설정"), (line("환경 설정", agreed=False), ""), (line("환결"), "")],
)
def test_a_caption_beside_one_that_is_in_doubt_is_read_alone(
    alone: Line, caption: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = tuple(
        Word(text, (left, 14, 30, 14), 0.97)
        for text, left in (("결재함", 60), ("환경", 140), ("설정", 174))
    )
    menu = Line("결재함 환경 설정", (58, 12, 150, 18), 0.97, False, words)

    class Eyes:
        def boxes(self, *given: object) -> list[Rect]:
            return [(58, 12, 150, 18)]

        def read_at(
            self, _: Pixels, boxes: list[Rect], *given: object, **named: object
        ) -> list[Line]:
            return [alone if boxes == [(140, 14, 64, 14)] else menu]

    monkeypatch.setattr(captions, "reader", Eyes)
    frame = Frame(0.0, np.full((44, 300, 3), 255, np.uint8))
    assert caption_at(frame, (150, 22), 1.0) == caption


def test_an_icon_that_one_reader_takes_for_a_letter_is_no_doubt() -> None:
    assert label_of(line("미리 보기", also=("요 미리 보기",))) == "미리 보기"
    assert label_of(line("미리 보기", also=("마리 보기",))) == ""
    assert label_of(line("요 미리 보기", also=("미리 보기",))) == ""


def test_other_words_speak_against_it_unsure_ones_do_not() -> None:
    assert speaks_against("주간", line("월간"))
    assert not speaks_against("주간", line("월간", agreed=False))
    assert not speaks_against("저장", line("설정 저장"))
    assert not speaks_against("저장", None)
    assert speaks_for("저장(S)", line("저장(5)", agreed=False))
    assert speaks_for("조회", line("소회", agreed=False, also=("조회",)))
    assert not speaks_for("조회", line("상세조회"))


def _swapped(pixels: Pixels) -> Pixels:
    """조회 and 저장 have changed their captions, which are as large."""
    new = pixels.copy()
    one, other = np.s_[155:175, 171:199], np.s_[155:175, 31:59]
    new[one], new[other] = pixels[other], pixels[one]
    return new


def test_a_button_that_now_says_something_else_is_not_pressed() -> None:
    frame = Frame(0.0, screen("light"))
    chosen = choose((185, 163), Look(frame), None, frame.rect, None)
    assert chosen.anchor.caption == "조회"
    now = Look(Frame(0.0, _swapped(frame.pixels)))
    pictures = Pictures({chosen.anchor.image: chosen.png})
    found = locate(Target("it", None, (chosen.anchor,)), pictures, now)
    assert not isinstance(found, Match) or not 171 <= found.point[0] <= 199


def test_without_an_engine_the_pictures_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*given: object, **named: object) -> list[Line]:
        raise DesktopProblem("none")

    frame = Frame(0.0, screen("light"))
    chosen = choose((185, 163), Look(frame), None, frame.rect, None)
    monkeypatch.setattr(captions, "reader", none)
    assert caption_at(frame, (185, 163), 1.0) == ""
    pictures = Pictures({chosen.anchor.image: chosen.png})
    moved = Look(Frame(0.0, np.pad(frame.pixels, ((30, 0), (20, 0), (0, 0)), mode="edge")))
    found = locate(Target("it", None, (chosen.anchor,)), pictures, moved)
    assert not isinstance(found, Refusal)
    assert abs(found.point[0] - 205) <= 1 and abs(found.point[1] - 193) <= 1


def test_the_clerk_is_told_why_a_place_was_refused() -> None:
    frame = Frame(0.0, screen("light"))
    target = Target("조회", None, (TextAnchor("통계 내기"),))
    refused = locate(target, Pictures({}), Look(frame))
    assert isinstance(refused, Refusal)
    message = str(failure(target, refused))
    assert message == "‘조회’를 화면에서 못 찾겠어요. ‘통계 내기’라고 쓰인 곳이 보이지 않아요."
