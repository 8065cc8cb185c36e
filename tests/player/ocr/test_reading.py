"""The engines that come with the product, on drawn screens, and how they are asked."""

import threading
from collections.abc import Sequence

import numpy as np
import pytest

from player.ocr.compare import bare, folded
from player.ocr.engines import Engines, Guess, Piece, in_order
from player.ocr.fields import field_of
from player.ocr.find import MARGIN, find_text, find_with
from player.ocr.reader import Reader, interruptible, read_lines, read_text
from player.ocr.values import read_value
from player.vision.field import Grey, resize
from player.vision.segments import segments
from scripts.errors import Stopped
from scripts.model import Rect
from tests.drawn import korean_line
from tests.player.ocr.stand_in import Speaker, screen

LABELS = ["대상자 등록", "성명", "생년월일", "주민등록번호", "전화번호", "주소", "조회", "상세조회",
          "자가격리 통지서 발송", "위생키트 배송 완료", "엑셀 내려받기", "접수일자",
          "처리상태", "담당자", "홍길동", "1987-03-15", "870315-1234567", "010-2345-6789",
          "서울특별시 송파구 올림픽로 326", "508,779원", "kim@songpa.go.kr"]  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_form_is_read_line_by_line(theme: str) -> None:
    found = {folded(line.text) for line in read_lines(screen(theme))}
    missing = [label for label in LABELS if folded(label) not in found]
    assert len(missing) <= 1, missing


def test_boxes_to_be_ticked_and_frames_are_not_read() -> None:
    texts = [line.text for line in read_lines(screen("light")[115:145])]
    assert [folded(text) for text in texts[:2]] == ["자가격리통지서발송", "위생키트배송완료"]


def test_reading_again_asks_nobody_and_a_shifted_screen_neither() -> None:
    engine = Speaker(*[f"글{n}" for n in range(200)])  # each picture is one that it says once
    eyes = Reader(Engines(engine))
    pixels = screen("light")
    first = eyes.lines(pixels)
    asked = len(engine.asked)
    assert eyes.lines(pixels) == first
    again = eyes.lines(np.pad(pixels, ((8, 0), (6, 0), (0, 0)), mode="edge"))
    assert [line.text for line in again] == [line.text for line in first]
    assert again[0].rect[:2] == (first[0].rect[0] + 6, first[0].rect[1] + 8)
    assert len(engine.asked) == asked


def test_the_others_are_asked_where_the_first_is_not_sure() -> None:
    cut = screen("light")[150:176, :66]
    first = Speaker("저잠", "저잠", confidence=0.4)
    other = Speaker("저장", "저장", confidence=0.9)
    [line] = Reader(Engines(first, (other,))).lines(cut)
    assert (line.text, line.agreed, line.also) == ("저장", False, ("저잠",))
    sure, other = Speaker("저장"), Speaker("저잠", "저잠")
    [line] = Reader(Engines(sure, (other,))).lines(cut)
    assert (line.text, line.agreed, line.also) == ("저장", True, ())


def test_of_many_lines_the_others_are_asked_about_the_unsure_ones_only() -> None:
    count = len(segments(screen("light")))
    sure, unasked = Speaker(*[f"글{n}" for n in range(count)]), Speaker()
    assert len(Reader(Engines(sure, (unasked,))).lines(screen("light"))) == count > 2
    assert unasked.asked == []


def test_the_first_is_asked_again_only_where_the_others_contradict_it() -> None:
    """Three that read the same are enough, but not for a value that is acted upon."""
    cut = screen("light")[150:176, :66]
    first = Speaker("저장", "저잠", confidence=0.8)
    eyes = Reader(Engines(first, (Speaker("저장", "저장", confidence=0.9),)))
    [line] = eyes.lines(cut)
    assert (line.text, line.agreed, len(first.asked)) == ("저장", True, 1)
    [line] = eyes.lines(cut, thorough=True)
    assert (line.text, line.agreed, line.also, len(first.asked)) == ("저장", True, ("저잠",), 2)
    assert eyes.lines(cut) == [line]


def test_the_rows_of_a_region_are_put_together() -> None:
    assert folded(read_text(screen("light")[185:240, :110])) == "번호성명1김민준"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_a_whole_label_comes_before_a_part_of_one(theme: str, scale: float) -> None:
    pixels = resize(screen(theme), scale)
    for text in ("조회", "상세조회", "엑셀 내려받기", "주소"):
        hits = find_text(pixels, text, scale)
        assert hits, text
        assert len(hits) == 1 or hits[0].score - hits[1].score >= MARGIN
    left = find_text(pixels, "조회", scale)[0].rect[0] / scale
    assert 165 <= left <= 185


def test_equal_labels_are_ambiguous_unless_one_is_where_it_is_expected() -> None:
    pixels = screen("light")
    hits = find_text(pixels, "성명")
    assert len(hits) == 2
    assert hits[0].score - hits[1].score < MARGIN
    near = find_text(pixels, "성명", near=(84, 203))
    assert near[0].score - near[1].score >= MARGIN
    assert near[0].rect[1] > 150
    assert find_text(pixels, "성명", near=(600, 600))[0].score == hits[0].score


@pytest.mark.parametrize("text", ["저정", "상세 조합", "주문", "성병", "발송취소", "월간", ""])
def test_a_text_that_is_not_there_is_not_found(text: str) -> None:
    assert find_text(screen("light"), text) == []


def test_what_an_engine_is_sure_of_is_not_taken_for_something_alike() -> None:
    cut = screen("light")[52:80, 419:493]
    assert find_with(Reader(Engines(Speaker("주민등록번호"))), cut, "주민능록번호") == []
    unsure = Reader(Engines(Speaker("주민능록번호", confidence=0.6)))
    assert [hit.score for hit in find_with(unsure, cut, "주민등록번호")] == [
        pytest.approx(0.9, abs=0.1)
    ]


@pytest.mark.parametrize(
    ("box", "kind", "text"),
    [
        ((258, 53, 159, 27), "date", "1987-03-15"), ((67, 86, 159, 27), "phone", "010-2345-6789"),
        ((496, 53, 159, 27), "resident_number", "870315-1234567"),
        ((366, 218, 70, 24), "amount", "508,779원"), ((44, 53, 159, 27), "text", "홍길동"),
    ],
)  # fmt: skip
def test_a_value_is_read_as_what_it_is(box: Rect, kind: str, text: str) -> None:
    x, y, width, height = box
    value = read_value(screen("light")[y : y + height, x : x + width], kind)
    assert (value.text, value.certain) == (text, True)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("date", "2024-13-01"), ("date", "2023-02-29"), ("phone", "010-12-345"),
        ("resident_number", "991332-1234567"), ("amount", "12,34"), ("digits", ""),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_not_certain(kind: str, says: str) -> None:
    from player.ocr.values import value_with

    cut = screen("light")[53:80, 258:417]
    assert not value_with(Reader(Engines(Speaker(says, says))), cut, kind, 1.0).certain


def test_two_values_in_one_region_are_not_certain() -> None:
    assert not read_value(screen("light")[215:245, 110:300], "digits").certain


def test_an_empty_or_tiny_picture_has_no_text() -> None:
    assert read_lines(np.full((40, 200, 3), 240, np.uint8)) == []
    assert segments(np.zeros((2, 300, 3), np.uint8)) == []
    assert not read_value(np.full((30, 100, 3), 255, np.uint8), "date").certain


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_the_field_of_a_label(theme: str, scale: float) -> None:
    pixels = resize(screen(theme), scale)
    values = {"생년월일": "1987-03-15", "주민등록번호": "870315-1234567", "주소": "서울특별시"}
    lines = read_lines(pixels, scale)
    for label, value in values.items():
        rect = next(line.rect for line in lines if bare(line.text) == label)
        box = field_of(pixels, rect, scale)
        assert box is not None, label
        inside = next(line.rect for line in lines if line.text.startswith(value))
        assert box[0] <= inside[0] and inside[0] + inside[2] <= box[0] + box[2], label
        assert field_of(pixels, rect, scale, "right") == box


def test_a_mark_in_front_of_a_caption_is_left_out() -> None:
    """An unsure line is read again without it, and that is taken if it is certain."""
    cut = screen("light")[118:142, 14:160]
    whole = [(5, 3, 138, 17)]  # with the box to be ticked
    first = Speaker(("[Z 자가격리", 0.6), ("[Z 자가격리", 0.6), ("자가격리", 0.97))
    other = Speaker("??", "??", confidence=0.1)
    [line] = Reader(Engines(first, (other,))).read_at(cut, whole)
    assert (line.text, line.agreed) == ("자가격리", True)
    assert "[Z 자가격리" in line.also
    assert line.rect[0] >= 20


def test_a_caret_that_touches_a_letter_is_not_read() -> None:
    text = korean_line("TODO report")
    first = int(np.flatnonzero((text < 128).any(axis=0))[0])
    text[5:26, first - 1] = 13
    [line] = read_lines(np.repeat(text[:, :, None], 3, axis=2))
    assert (line.text, line.agreed, line.also) == ("TODO report", True, ())


def test_hangul_in_front_is_no_mark_and_what_stays_unsure_stays_whole() -> None:
    cut = screen("light")[118:142, 14:160]
    whole = [(5, 3, 138, 17)]
    for text in ("총 금액", "PDF 저장", "12 금액"):
        first = Speaker((text, 0.6), (text, 0.6), ("PDF", 0.6))
        other = Speaker("??", "??", confidence=0.1)
        [line] = Reader(Engines(first, (other,))).read_at(cut, whole)
        assert line.text == text
    first = Speaker(("[Z 금액", 0.6), ("[Z 금액", 0.6), ("금액", 0.6), ("금역", 0.6))
    other = Speaker(*["??"] * 4, confidence=0.1)
    [line] = Reader(Engines(first, (other,))).read_at(cut, whole)
    assert line.text == "[Z 금액"


def test_a_second_opinion_is_asked_for_only_where_it_is_worth_it() -> None:
    cut = screen("light")[150:176, :66]
    first = Speaker("저잠", "저잠", confidence=0.4)
    other = Speaker("저장", "저장", confidence=0.9)
    eyes = Reader(Engines(first, (other,)))
    boxes = eyes.boxes(cut)
    [rough] = eyes.read_at(cut, boxes, worth=lambda text: text != "저장")
    assert (rough.text, rough.agreed) == ("저장", False)
    assert (first.asked, len(other.asked)) == ([], 1)
    [line] = eyes.read_at(cut, boxes)  # the quick engine is not asked again at this size
    assert (line.text, len(first.asked), len(other.asked)) == ("저장", 2, 2)


def test_reading_is_left_between_two_lines_when_somebody_stops() -> None:
    engine = Speaker(*[f"글{n}" for n in range(200)])
    eyes = Reader(Engines(engine))
    asked = []

    def check() -> None:
        asked.append(None)
        if len(asked) > 3:
            raise Stopped

    pixels = screen("light")
    with pytest.raises(Stopped), interruptible(check):
        eyes.lines(pixels)
    assert 0 < len(engine.asked) < len(segments(pixels))
    assert len(eyes.lines(pixels)) > len(engine.asked) / 2  # and goes on as if nothing had been


def test_waiting_for_the_others_ends_when_somebody_stops() -> None:
    asleep, awake = threading.Event(), threading.Event()

    class Slow:
        def read(self, pictures: Sequence[Grey], letters: str = "") -> list[Guess]:
            asleep.set()
            awake.wait(60)
            return [Guess()] * len(pictures)

    def check() -> None:
        if asleep.is_set():
            raise Stopped

    cut = screen("light")[150:176, :66]
    unsure = Speaker("저장", "저장", confidence=0.4)
    with pytest.raises(Stopped), interruptible(check):
        Reader(Engines(unsure, (Slow(),))).lines(cut)
    awake.set()


def test_a_long_dash_and_wide_letters_are_what_a_keyboard_has() -> None:
    cut = screen("light")[150:176, :66]
    [line] = Reader(Engines(Speaker("제２０２４—5 — 끝"))).lines(cut)
    assert line.text == "제2024-5 — 끝"


def test_words_end_where_the_space_between_them_is() -> None:
    cut = np.full((30, 200, 3), 255, np.uint8)
    for left in (10, 20, 60, 70):
        cut[8:22, left : left + 6] = 0
    [line] = Reader(Engines(Speaker("가나다라 마바사아"))).read_at(cut, [(10, 8, 66, 14)])
    one, other = line.words
    assert 24 <= one.rect[0] + one.rect[2] <= 28
    assert 58 <= other.rect[0] <= 62


def test_boxes_that_an_engine_lost_are_laid_out_in_the_order_of_the_words() -> None:
    pieces = (Piece("jw54@mail.", (90, 2, 40, 10), 0.9), Piece("example", (0, 2, 60, 10), 0.9))
    one, other = in_order(pieces)
    assert (one.text, other.text) == ("jw54@mail.", "example")
    assert one.box[0] == 0
    assert one.box[0] + one.box[2] <= other.box[0]
    assert in_order(pieces[::-1]) == pieces[::-1]


def test_letters_that_open_a_menu_make_no_doubt_of_the_words() -> None:
    """도움말(H), read three ways but for its words, is not 도음말 misread."""
    cut = screen("light")[150:176, 80:150]
    voices = ("도움말(4)", "도움말)"), ("도움말(H)", "도움말(H)")
    for wanted, there in (("도움말", True), ("도음말", False)):
        engines = Engines(
            Speaker(*voices[0], confidence=0.6), (Speaker(*voices[1], confidence=0.5),)
        )
        assert bool(find_with(Reader(engines), cut, wanted)) is there


def test_one_that_is_sure_of_a_text_easily_mistaken_is_overruled_by_most_of_the_others() -> None:
    cut = screen("light")[150:176, :66]
    for others, there in ((("승인", "승인"), True), (("숭인", "승인"), False)):
        engines = Engines(Speaker("숭인", "숭인"), (Speaker(*others),))
        assert [hit.score for hit in find_with(Reader(engines), cut, "승인")] == [0.9] * there
    # Of a text that is not easily mistaken for it only the quickest is asked.
    engines = Engines(Speaker("주소록"), (Speaker("승인", "승인"),))
    assert find_with(Reader(engines), cut, "승인") == []


def test_a_caption_in_two_parts_is_found_as_one() -> None:
    cut = np.full((40, 200, 3), 255, np.uint8)
    for left in (10, 26, 60, 76):
        cut[12:27:3, left : left + 13] = 0
    assert len(segments(cut)) == 2
    [hit] = find_with(Reader(Engines(Speaker("고객 번호"))), cut, "고객 번호")
    assert hit.rect[0] <= 10 and hit.rect[0] + hit.rect[2] >= 89


def test_a_label_is_found_in_front_of_what_follows_its_colon() -> None:
    cut = screen("light")[52:80, 419:493]
    [hit] = find_with(Reader(Engines(Speaker("계정:홍길동"))), cut, "계정")
    assert hit.rect[2] < 0.6 * cut.shape[1]
    assert find_with(Reader(Engines(Speaker("10:30"))), cut, "10") == []


def test_a_text_that_all_engines_mistake_is_found_if_it_looks_more_like_it() -> None:
    cut = np.dstack([korean_line("알림 받기")] * 3)
    takes = Engines(Speaker("알릴 받기", "알릴 받기"), (Speaker("알릴 받기", "알릴 받기"),))
    assert [hit.score for hit in find_with(Reader(takes), cut, "알림 받기")] == [0.9]
    reads = Engines(Speaker("알릴 받기", "알림 받기"), (Speaker("알림 받기", "알림 받기"),))
    other = np.dstack([korean_line("알릴 받기")] * 3)
    assert find_with(Reader(reads), other, "알림 받기") == []
