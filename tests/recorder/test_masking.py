"""What a recording leaves, read again: nothing of anybody's, and all that a place is known by."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.alike import is_in_column
from player.desktop.fake.drawing import font as font_of
from player.locate import Look, Pictures, locate
from player.ocr.reader import Line, read_lines, reader
from player.types import Frame, Match, Monitor, Pixels, Refusal, Window
from player.vision.picture import decode
from player.vision.segments import segments
from recorder.anchors import choose
from recorder.changing import learn, watch
from recorder.gestures import Gesture
from recorder.masking import _is_behind_an_icon, _is_surely_a_word, _Text, as_it_is, mask
from recorder.naming import Namer
from recorder.personal import NOBODY, Known
from recorder.sights import Sight
from recorder.writing import Writer
from scripts.model import Rect, Target
from tests.bench.ocr import words
from tests.bench.privacy import Screen, leaks, readable, record, secrets_of
from tests.drawn import korean_line

LABELS = ("성명", "주민등록번호", "휴대전화", "주소", "처리상태", "계좌번호")


def office(seed: int, scale: float = 1.0, dark: bool = False) -> Screen:
    """A form above a table of people, all made up."""
    chance = random.Random(seed)
    ground, ink, line = ((38, 40, 45), (228, 228, 228), (110, 110, 110)) if dark else (
        (250, 250, 250), (25, 25, 25), (150, 150, 150))  # fmt: skip
    image = Image.new("RGB", (round(900 * scale), round(620 * scale)), ground)
    pen = ImageDraw.Draw(image)
    font = font_of(round(15 * scale))
    places: list[Rect] = []
    hidden: set[str] = set()

    def write(x: float, y: float, text: str, secret: bool = False) -> None:
        box = pen.textbbox((x * scale, y * scale), text, font)
        pen.text((x * scale, y * scale), text, ink, font)
        places.append(
            (round(box[0]), round(box[1]), round(box[2] - box[0]), round(box[3] - box[1]))
        )
        if secret:
            hidden.update(secrets_of(text))

    write(30, 20, "대상자 기본 정보")
    values = (words.name(chance), words.resident_number(chance), words.phone(chance),
              words.address(chance), "접수", f"110-234-{chance.randint(1, 9)}12345")  # fmt: skip
    for number, (label, value) in enumerate(zip(LABELS, values, strict=True)):
        x, y = 30 + 440 * (number % 2), 70 + 44 * (number // 2)
        write(x, y, label)
        box = (x + 120, y - 6, x + 400, y + 26)
        pen.rectangle(tuple(edge * scale for edge in box), outline=line)
        write(x + 128, y, value, secret=value != "접수")
    heads = {30: "번호", 160: "성명", 360: "주민등록번호", 560: "전화번호", 720: "상태"}
    for x, head in heads.items():
        write(x, 230, head)
    for row in range(8):
        y = 266 + 44 * row
        pen.line((20 * scale, (y - 12) * scale, 880 * scale, (y - 12) * scale), fill=line)
        write(30, y, str(row + 1))
        write(160, y, words.name(chance), secret=True)
        write(360, y, words.resident_number(chance), secret=True)
        write(560, y, words.phone(chance), secret=True)
        write(720, y, chance.choice(("접수", "완료", "보류")))
    pixels = np.asarray(image)[:, :, ::-1].copy()
    return Screen(f"drawn-{seed}", pixels, scale, tuple(places), frozenset(hidden))


def read(pixels: Pixels, scale: float = 1.0) -> str:
    return "\n".join(line.text for line in read_lines(pixels, scale))


def whole(screen: Screen) -> Frame:
    return Frame(0.0, screen.pixels, scale=screen.scale)


@pytest.mark.parametrize(("scale", "dark"), [(1.0, False), (1.5, True)])
def test_values_go_and_labels_stay(scale: float, dark: bool) -> None:
    screen = office(7, scale, dark)
    before = read(screen.pixels, scale)
    assert sum(secret in "".join(before.split()) for secret in screen.secrets) >= 8
    done = mask(whole(screen), whole(screen).rect, scale)
    after = read(done.pixels, scale)
    assert leaks({"it": after}, screen.secrets) == []
    for label in (*LABELS, "대상자 기본 정보", "번호"):
        assert label in after, label
    assert done.covered
    for x, y, w, h in done.covered:
        assert np.ptp(done.pixels[y : y + h, x : x + w].reshape(-1, 3), axis=0).max() == 0


def test_a_line_that_the_edge_of_a_picture_cuts_is_covered_too() -> None:
    screen = office(3)
    height = 266 + 44 * 3 + 9  # through the middle of the fourth row
    done = mask(whole(screen), (0, 100, 900, height - 100), 1.0)
    last = done.pixels[-9:, 150:700]
    assert np.ptp(last.reshape(-1, 3), axis=0).max() < 40


def test_the_sides_of_a_window_and_of_a_button_are_no_rest_of_a_line() -> None:
    """Below and above something that is covered; the rest of a cut line is lower than a line."""
    image = Image.new("RGB", (420, 200), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    pen.text((300, 60), "Tran Huong", (20, 20, 20), font_of(16))
    pen.text((40, 60), "Tran Huong", (20, 20, 20), font_of(16))
    pen.line((330, 80, 330, 160), (20, 20, 20), 2)  # the side of a list
    pen.rounded_rectangle((200, 86, 360, 118), 4, None, (90, 90, 90))  # that of a button
    pen.rectangle((30, 97, 200, 160), (255, 255, 255))
    pen.text((40, 86), "Hong Gildong", (20, 20, 20), font_of(16))
    pen.rectangle((30, 95, 190, 160), (255, 255, 255))  # a line of which the upper part is left
    frame = Frame(0.0, np.asarray(image)[:, :, ::-1].copy())
    covered = mask(frame, frame.rect, 1.0, Known.of({"이용자": ["Tran Huong"]})).covered
    assert any(x < 60 and 80 < y < 100 for x, y, _, _ in covered)
    assert not [rect for rect in covered if rect[0] > 150 and rect[1] > 76]


def test_what_a_list_says_is_covered_whatever_it_looks_like() -> None:
    image = Image.new("RGB", (420, 120), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    pen.text((20, 20), "Tran Huong", (20, 20, 20), font_of(16))
    pen.text((20, 70), "Print form", (20, 20, 20), font_of(16))
    frame = Frame(0.0, np.asarray(image)[:, :, ::-1].copy())
    known = Known.of({"이용자": ["Tran Huong"]})
    assert "Tran" in read(mask(frame, frame.rect, 1.0).pixels)
    left = read(mask(frame, frame.rect, 1.0, known).pixels)
    assert "Tran" not in left and "Print form" in left


def test_a_row_of_people_is_known_again_on_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What tells it from the others is covered, and known by what nobody can read."""
    screen = office(5)
    at = (735, 266 + 44 * 2 + 9)
    chosen = choose(at, Look(whole(screen)), None, whole(screen).rect, None)
    assert chosen.certain and len(chosen.anchor.sealed) > 4
    swapped = screen.pixels.copy()
    rows = [slice(266 + 44 * n - 10, 266 + 44 * n + 32) for n in (2, 4)]
    swapped[rows[0]], swapped[rows[1]] = screen.pixels[rows[1]], screen.pixels[rows[0]]
    target, pictures = Target("it", None, (chosen.anchor,)), {chosen.anchor.image: chosen.png}
    found = locate(target, Pictures(pictures), Look(Frame(0.0, swapped)))
    assert isinstance(found, Match) and found.point == (735, at[1] + 2 * 44)
    swapped[rows[1]] = screen.pixels[slice(266 + 44 * 6 - 10, 266 + 44 * 6 + 32)]
    gone = locate(target, Pictures(pictures), Look(Frame(0.0, swapped)))
    assert isinstance(gone, Refusal)

    monkeypatch.setenv("ILSON_HOME", str(tmp_path / "another machine"))
    elsewhere = locate(target, Pictures(pictures), Look(whole(screen)))
    assert isinstance(elsewhere, Refusal) and "기록한 컴퓨터" in elsewhere.detail


def test_our_own_window_over_the_program_is_in_no_picture() -> None:
    screen = office(3)
    clean, covered = whole(screen), whole(screen)
    bar = Window(9, "일손", "python", "", (300, 20, 260, 40), (300, 20, 260, 40), pid=77)
    x, y, width, height = bar.rect
    covered.pixels[y : y + height, x : x + width] = (0, 0, 255)
    program = Window(1, "접수", "app", "", clean.rect, clean.rect, pid=5)
    writer = Writer("it", "x11", (Monitor(clean.rect, 1.0, True),), Namer(), own=frozenset({77}))
    seen = Sight(covered, (bar, program), program)
    [step] = writer.take(Gesture("click", 1.0, seen, at=(60, 30), last=1.0))
    script = writer.script()
    assert script.steps == (step,)
    [png] = script.images.values()
    picture = decode(png, "it")
    red = (picture[:, :, 2] > 200) & (picture[:, :, 1] < 60)
    assert picture.shape[0] > 100 and not red.any()


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_nothing_can_be_read_in_what_a_recording_leaves(tmp_path: Path, seed: int) -> None:
    """The small version of ``python -m tests.bench.privacy``."""
    screen = office(seed, (1.0, 1.25, 1.5)[seed % 3], dark=seed == 12)
    record(screen, tmp_path / "it", clicks=3)
    texts = readable(tmp_path / "it", screen.scale)
    assert len(texts) >= 2
    assert leaks(texts, screen.secrets) == []


def test_the_bench_would_see_it(tmp_path: Path) -> None:
    screen = office(11)
    done = as_it_is(whole(screen), whole(screen).rect, 1.0)
    Image.fromarray(np.ascontiguousarray(done.pixels[:, :, ::-1])).save(tmp_path / "it.png")
    assert leaks(readable(tmp_path, 1.0), screen.secrets)


def test_titles_and_names_hold_nobody(tmp_path: Path) -> None:
    rect = (0, 0, 900, 620)
    screen = office(21)
    writer = Writer("녹화", "fake", (Monitor(rect, 1.0, True),), Namer())
    for number, title in enumerate(("홍길동 상세 정보", "민경숙 상세 정보")):
        window = Window(1, title, "office", "", rect, rect)
        sight = Sight(whole(screen), (window,), window)
        x, y, w, h = screen.places[3 + 2 * number]
        writer.take(
            Gesture("click", 5.0 * number, sight, (x + w // 2, y + h // 2), last=5.0 * number)
        )
    targets = writer.script().targets.values()
    assert {t.window.title for t in targets if t.window} == {"* 상세 정보"}
    assert not any(secret in name for name in writer.script().targets for secret in screen.secrets)


def test_a_row_is_known_again_after_something_around_it_was_learnt() -> None:
    """What is left out later must not take away what tells the row."""
    screen = office(5)
    look, at = Look(whole(screen)), (640, 266 + 44 * 2 + 9)  # the number, which is covered
    chosen = choose(at, look, None, whole(screen).rect, None)
    watched = watch("it", chosen, at, look, None)
    news = screen.pixels.copy()
    news[196:216, 830:870] = 40
    wiser = learn(watched, Sight(Frame(1.0, news), ()), typed=False)
    assert wiser is not None and wiser.sealed == chosen.anchor.sealed
    assert is_in_column(wiser)
    pictures = Pictures({wiser.image: chosen.png})
    found = locate(Target("it", None, (wiser,)), pictures, look)
    assert isinstance(found, Match) and found.point == at


def test_an_icon_of_a_caption_is_no_rest_of_a_line() -> None:
    """It stands below something that is covered, and in front of words that are whole."""
    image = Image.new("RGB", (420, 160), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    pen.text((40, 40), "Tran Huong", (20, 20, 20), font_of(16))
    pen.rectangle((44, 82, 58, 96), outline=(20, 20, 20), width=2)
    pen.text((64, 80), "설정 저장", (20, 20, 20), font_of(16))
    frame = Frame(0.0, np.asarray(image)[:, :, ::-1].copy())
    covered = mask(frame, frame.rect, 1.0, Known.of({"이용자": ["Tran Huong"]})).covered
    assert covered and all(y < 70 for _, y, _, _ in covered)


@pytest.mark.parametrize(
    ("drawn", "first", "other", "word"),
    [
        ("초기화", "조기화", "초기화", True),
        ("조기화", "조기화", "초기화", False),  # a name that somebody read as a word
        ("성명", "정명", "성명", True),
        ("정명", "정명", "성명", False),
        ("조회", "의조회", "조회", True),  # an icon in front
        ("김조회나", "김조회나", "조회", False),
        ("김주소", "김주소", "주소", False),  # somebody whose family name one reader did not see
        ("주소", "주소", "주소", False),  # nobody else was heard
    ],
)
def test_a_word_of_forms_that_is_read_otherwise_too_is_told_by_its_looks(
    drawn: str, first: str, other: str, word: bool
) -> None:
    pixels = np.repeat(korean_line(drawn)[:, :, None], 3, axis=2)
    [box] = segments(pixels)
    text = _Text(box, Line(first, box, 0.4, False, (), (other,)))
    assert not text.may_be_kept(NOBODY)
    assert _is_surely_a_word(reader(), pixels, text, NOBODY, 1.0) is word


def test_a_word_of_forms_is_as_surely_one_when_the_picture_is_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pixels = np.repeat(korean_line("조회")[:, :, None], 3, axis=2)
    [box] = segments(pixels)
    text = _Text(box, Line("의조회", box, 0.4, False, (), ("조회",)))
    monkeypatch.setattr("recorder.masking._texts", lambda *_: [text])
    frame = Frame(0.0, np.ascontiguousarray(pixels))
    assert mask(frame, frame.rect, 1.0).covered == ()


@pytest.mark.parametrize(
    ("voices", "icon"),
    [
        (("이 미리 보기", "으 미리 보기"), True),
        (("이 미리 보기", "이 미리 보기"), False),
        (("김주소", "긴주소"), False),
        (("이 미리 보기", "으 미리 봄"), False),
        ((), False),
    ],
)
def test_a_word_of_forms_behind_what_each_reads_in_its_own_way_is_behind_an_icon(
    voices: tuple[str, ...], icon: bool
) -> None:
    assert _is_behind_an_icon(voices) is icon
