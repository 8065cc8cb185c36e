"""Lines in which something else is read than what stands there."""

from collections.abc import Callable, Sequence

import numpy as np

from player.ocr.engines import Engines, Guess, Piece
from player.ocr.find import find_with
from player.ocr.reader import Reader
from player.types import Pixels
from player.vision.field import Grey
from player.vision.segments import segments
from tests.drawn import korean_line


class _Always:
    """Reads the same in each line, or what it makes of how wide the line is for its height."""

    def __init__(self, says: str | Callable[[float], str], confidence: float = 0.5) -> None:
        self._says, self._confidence = says, confidence

    def read(self, pictures: Sequence[Grey], letters: str = "") -> list[Guess]:
        return [self._line(*picture.shape[:2]) for picture in pictures]

    def _line(self, height: int, width: int) -> Guess:
        text = self._says if isinstance(self._says, str) else self._says(width / height)
        return Guess((Piece(text, (6, 6, width - 12, height - 12), self._confidence),))


def _line(text: str) -> Pixels:
    return np.dstack([korean_line(text, 24)] * 3)


def test_several_letters_may_be_misread_if_the_line_looks_like_the_text() -> None:
    takes = Engines(_Always("도옴랄(4)"), (_Always("도움달(4)"),))
    assert len(find_with(Reader(takes), _line("도움말(H)"), "도움말")) == 1
    assert find_with(Reader(takes), _line("도옴랄(H)"), "도움말") == []


def test_an_engine_that_is_sure_of_another_text_is_believed() -> None:
    assert find_with(Reader(Engines(_Always("도옴랄", 0.99))), _line("도움말"), "도움말") == []


def test_signs_that_were_overlooked_do_not_matter_in_a_line_that_is_in_doubt() -> None:
    takes = Engines(_Always("디스크버스"), (_Always("다스크버스"),))
    assert len(find_with(Reader(takes), _line("디스크-버스"), "디스크-버스")) == 1
    assert find_with(Reader(takes), _line("디스크-버스"), "디스크-배수") == []


def test_a_caption_of_several_words_far_from_each_other_is_one() -> None:
    cut = np.full((40, 260, 3), 255, np.uint8)
    for left in (10, 42, 74, 90):
        cut[12:27:3, left : left + 13] = 0
    assert len(segments(cut)) == 3
    reads = _Always(lambda shape: "열 및 글꼴" if shape > 4 else "및", 0.97)
    [hit] = find_with(Reader(Engines(reads)), cut, "열 및 글꼴")
    assert hit.rect[0] <= 10 and hit.rect[0] + hit.rect[2] >= 103


def test_a_caption_is_freed_from_the_icon_in_front_of_it() -> None:
    cut = np.full((40, 200, 3), 255, np.uint8)
    cut[9:31:3, 10:32] = 0
    for left in (40, 56):
        cut[13:28:3, left : left + 13] = 0
    [(x, _, width, _)] = segments(cut)
    assert (x, x + width) == (10, 69)
    reads = _Always(lambda shape: "찾기" if shape < 2 else "4체 7")
    [hit] = find_with(Reader(Engines(reads)), cut, "찾기")
    assert 36 <= hit.rect[0] <= 40
