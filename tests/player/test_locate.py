"""The finder on drawn screens: found again after honest changes, refused when not certain."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font
from player.locate import Look, Pictures, locate, matches
from player.types import Frame, Match, Monitor, Refusal, Window
from recorder.anchors import Chosen, choose
from recorder.kept import near
from recorder.masking import as_it_is
from scripts.model import ImageAnchor, Seen, Target, TextAnchor, WindowPattern
from tests.drawn import DARK, LIGHT, Drawing, form
from tests.player.ocr.stand_in import screen


def recorded(drawing: Drawing, name: str) -> Chosen:
    """What the recorder keeps for a place on a drawn screen."""
    frame = Frame(0.0, drawing.pixels(), scale=drawing.scale)
    return choose(drawing.centre(name), Look(frame), None, frame.rect, None, cover=as_it_is)


def find(chosen: Chosen, drawing: Drawing) -> Match | Refusal:
    target = Target("it", None, (chosen.anchor,))
    frame = Frame(0.0, drawing.pixels(), scale=drawing.scale)
    return locate(target, Pictures({chosen.anchor.image: chosen.png}), Look(frame))


def inside(result: Match | Refusal, drawing: Drawing, name: str) -> bool:
    if not isinstance(result, Match):
        return False
    x, y, w, h = drawing.places[name]
    return x <= result.point[0] < x + w and y <= result.point[1] < y + h


@pytest.mark.parametrize("name", ["name", "phone", "Save", "Search", "Print form", "Close"])
@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({}, id="same"),
        pytest.param({"at": (371, 233)}, id="moved"),
        pytest.param({"colours": DARK}, id="dark"),
        pytest.param({"scale": 1.5}, id="150%"),
        pytest.param({"scale": 2.0, "at": (200, 100)}, id="200% moved"),
        pytest.param({"values": ("Kim Minji", "010-1234-5678")}, id="filled"),
    ],
)
def test_found_again(name: str, changed: dict[str, object]) -> None:
    chosen = recorded(form(), name)
    assert chosen.certain
    now = form(**changed)  # type: ignore[arg-type]
    assert inside(find(chosen, now), now, name)


def _table(scale: float) -> Drawing:
    """Words in rows and columns as GTK draws them at a text scaling: the letters grow, what is
    between them doesn't."""
    drawing = Drawing((900, 640), scale)
    for number in range(70):
        row, column = divmod(number, 5)
        across = (16 + 24 * column) / scale + 96 * column
        down = 20 + row * (16 + 12 / scale)
        word = f"{number * 7919 % 97} {chr(65 + number * 11 % 26)}b{number * 104729 % 9973}"
        drawing.text((across, down), word)
        drawing.places[str(number)] = (
            round(across * scale), round(down * scale) - 2, round(90 * scale), round(20 * scale),
        )  # fmt: skip
    return drawing


@pytest.mark.parametrize("name", ["2", "37", "65"])
def test_surroundings_give_way_where_only_letters_grow(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen, now = recorded(_table(1.0), name), _table(1.25)
    assert inside(find(chosen, now), now, name)
    monkeypatch.setattr("player.locate.LOOSEN", frozenset())
    assert isinstance(find(chosen, now), Refusal), "a screen that would be known anyhow"


@pytest.mark.parametrize("name", ["Save", "Search", "Print form", "Close"])
def test_a_removed_button_is_not_clicked(name: str) -> None:
    result = find(recorded(form(), name), form(without=name))
    assert isinstance(result, Refusal)
    assert result.why == "not_found"


def test_two_alike_are_refused() -> None:
    chosen = recorded(form(), "Save")
    twice = form(size=(1400, 600))
    twice_pixels = twice.pixels()
    twice_pixels[:, 700:1300] = twice_pixels[:, 0:600]
    target = Target("it", None, (chosen.anchor,))
    pictures = Pictures({chosen.anchor.image: chosen.png})
    result = locate(target, pictures, Look(Frame(0.0, twice_pixels)))
    assert isinstance(result, Refusal)
    assert result.why == "ambiguous"
    assert len(result.rivals) == 2


def test_a_flat_place_grows_until_it_is_unique() -> None:
    drawing = form()
    frame = Frame(0.0, drawing.pixels())
    point = (drawing.places["name"][0] + 230, drawing.places["name"][1] + 13)
    chosen = choose(point, Look(frame), None, frame.rect, None)
    assert chosen.certain
    moved = form(at=(300, 200))
    result = find(chosen, moved)
    assert inside(result, moved, "name")


def test_an_empty_screen_gives_no_certain_picture() -> None:
    frame = Frame(0.0, np.full((400, 600, 3), 200, np.uint8))
    chosen = choose((300, 200), Look(frame), None, frame.rect, None)
    assert not chosen.certain
    assert chosen.why


def test_a_repeated_button_is_told_apart_by_its_row_or_marked() -> None:
    drawing = Drawing((900, 700))
    names = ["Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot"]
    for index, name in enumerate(names):
        drawing.text((40, 60 + index * 60), name)
        drawing.button(name, (260, 54 + index * 60, 90, 28), "Delete")
    for name in names:
        chosen = recorded(drawing, name)
        result = find(chosen, drawing)
        # Either certain and right, or marked: never certain and wrong.
        assert inside(result, drawing, name) if chosen.certain else isinstance(result, Refusal)


def test_the_window_is_searched_before_the_rest_of_the_screen() -> None:
    left, right = form(), form()
    pixels = np.concatenate([left.pixels(), right.pixels()], axis=1)
    windows = (
        Window(1, "다른 창", "other", "", (900, 0, 900, 600), (900, 0, 900, 600)),
        Window(2, "등록 - 시스템", "app", "", (0, 0, 900, 600), (0, 0, 900, 600)),
    )
    chosen = recorded(left, "Save")
    target = Target("it", WindowPattern("* - 시스템"), (chosen.anchor,))
    pictures = Pictures({chosen.anchor.image: chosen.png})
    result = locate(target, pictures, Look(Frame(0.0, pixels), windows))
    assert inside(result, left, "Save")


def test_without_its_window_nothing_is_found() -> None:
    drawing = form()
    chosen = recorded(drawing, "Save")
    target = Target("it", WindowPattern("없는 창"), (chosen.anchor,))
    windows = (Window(1, "등록", "app", "", (0, 0, 900, 600), (0, 0, 900, 600)),)
    look = Look(Frame(0.0, drawing.pixels()), windows)
    result = locate(target, Pictures({chosen.anchor.image: chosen.png}), look)
    assert isinstance(result, Refusal)
    assert result.why == "no_window"


def test_points_are_desktop_coordinates_with_a_negative_origin() -> None:
    drawing = form()
    chosen = recorded(drawing, "Close")
    frame = Frame(0.0, drawing.pixels(), origin=(-1900, -40))
    target = Target("it", None, (chosen.anchor,))
    result = locate(target, Pictures({chosen.anchor.image: chosen.png}), Look(frame))
    assert isinstance(result, Match)
    x, y = drawing.centre("Close")
    assert math.dist(result.point, (x - 1900, y - 40)) <= 3


def test_a_picture_larger_than_the_window_is_just_not_found() -> None:
    drawing = form()
    chosen = recorded(drawing, "Save")
    small = Look(Frame(0.0, drawing.pixels()[:20, :30]))
    target = Target("it", None, (chosen.anchor,))
    result = locate(target, Pictures({chosen.anchor.image: chosen.png}), small)
    assert isinstance(result, Refusal)
    assert result.why == "not_found"


@pytest.mark.parametrize(
    ("pattern", "title", "program", "fits"),
    [
        (WindowPattern("자가격리 관리*"), "자가격리 관리 시스템", "x", True),
        (WindowPattern("* - Mousepad"), "*문서 1 - Mousepad", "mousepad", True),
        (WindowPattern("* - Mousepad", "mousepad"), "a - Mousepad", "MOUSEPAD.EXE", True),
        (WindowPattern("* - Mousepad", "gedit"), "a - Mousepad", "mousepad", False),
        (WindowPattern("저장?"), "저장 확인", "x", False),
        (WindowPattern("a[b]"), "a[b]", "x", True),
        (WindowPattern("a[b]"), "ab", "x", False),
    ],
)
def test_window_patterns(pattern: WindowPattern, title: str, program: str, fits: bool) -> None:
    assert matches(pattern, Window(1, title, program, "", (0, 0, 1, 1), (0, 0, 1, 1))) is fits


def test_near_is_within_three_pixels() -> None:
    assert near((10, 10), (13, 7))
    assert not near((10, 10), (14, 10))


def test_seen_scale_is_kept_with_the_anchor() -> None:
    drawing = form(scale=1.5)
    anchor = recorded(drawing, "Save").anchor
    assert isinstance(anchor, ImageAnchor)
    assert isinstance(anchor.seen, Seen)
    assert anchor.seen.scale == 1.5
    assert inside(find(recorded(drawing, "Save"), form()), form(), "Save")


def test_a_greyed_out_button_is_not_ready() -> None:
    chosen = recorded(form(), "Save")
    faint = {**LIGHT, "ink": "#c4c4c4", "line": "#d0d0d0", "paper": "#f4f4f4"}
    result = find(chosen, form(colours=faint))
    assert isinstance(result, Refusal)
    assert "흐려져" in result.detail


def test_a_greyed_out_field_of_a_dark_theme_is_not_ready() -> None:
    """In another theme nothing is known of the colours but that fields have one."""
    chosen = recorded(form(), "name")
    dark = form(colours=DARK)
    assert inside(find(chosen, dark), dark, "name")
    dark.colours["paper"] = "#343434"
    dark.button("name", (160, 80, 240, 26), "")
    result = find(chosen, dark)
    assert isinstance(result, Refusal)
    assert "흐려져" in result.detail
    assert inside(find(recorded(form(), "phone"), dark), dark, "phone"), "the other still is"


def test_a_window_under_a_shade_is_not_ready() -> None:
    """A page darkens what its dialog must be answered before."""
    chosen = recorded(form(), "Save")
    shaded = (form(at=(200, 120)).pixels() * 0.5).astype(np.uint8)
    target = Target("it", None, (chosen.anchor,))
    pictures = Pictures({chosen.anchor.image: chosen.png})
    result = locate(target, pictures, Look(Frame(0.0, shaded)))
    assert isinstance(result, Refusal)
    assert "흐려져" in result.detail


def test_no_words_are_read_where_the_picture_is_surely_not_ready(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While a window under a shade is waited for, each look would cost a second."""
    chosen = recorded(form(), "Save")
    words = TextAnchor("Save", seen=chosen.anchor.seen)
    target = Target("it", None, (chosen.anchor, words))
    pictures = Pictures({chosen.anchor.image: chosen.png})
    asked: list[str] = []

    def read(anchor: TextAnchor, *_: object) -> Refusal:
        asked.append(anchor.text)
        return Refusal("not_found")

    monkeypatch.setattr("player.locate.find_label", read)
    shaded = Look(Frame(0.0, (form(at=(200, 120)).pixels() * 0.5).astype(np.uint8)))
    result = locate(target, pictures, shaded)
    assert isinstance(result, Refusal)
    assert ("흐려져" in result.detail, asked) == (True, [])
    gone = locate(target, pictures, Look(Frame(0.0, form(without="Save").pixels())), True)
    assert (isinstance(gone, Refusal), asked) == (True, ["Save"])


@pytest.mark.parametrize(("away", "soon"), [(0, True), (700, False)])
def test_words_far_from_the_likeliest_place_are_looked_for_last(away: int, soon: bool) -> None:
    """To read all of a window takes several times as long as to look for the picture."""
    chosen = recorded(form(), "Save")
    words = TextAnchor("상세조회", seen=chosen.anchor.seen)
    target = Target("it", None, (chosen.anchor, words))
    pictures = Pictures({chosen.anchor.image: chosen.png})
    left, top = form().centre("Save")
    now = np.full((900, 2200, 3), 255, np.uint8)
    gone = form(without="Save").pixels()
    now[: gone.shape[0], : gone.shape[1]] = gone
    caption = screen("light")[150:176, 215:290]  # 상세조회, and its button
    x, y = (left - 37, top + 40) if not away else (left + away, top + 300)
    now[y : y + caption.shape[0], x : x + caption.shape[1]] = caption
    look = Look(Frame(0.0, now))
    assert isinstance(locate(target, pictures, look), Match) == soon
    found = locate(target, pictures, look, everywhere=True)
    assert isinstance(found, Match) and found.how == "text"
    assert abs(found.point[0] - x - 37) < 20 and abs(found.point[1] - y - 13) < 10


def test_pictures_that_mean_two_places_are_a_reason_to_ask() -> None:
    drawing = form()
    save, close = recorded(drawing, "Save"), recorded(drawing, "Close")
    target = Target("it", None, (save.anchor, close.anchor))
    pictures = Pictures({save.anchor.image: save.png, close.anchor.image: close.png})
    result = locate(target, pictures, Look(Frame(0.0, drawing.pixels())))
    assert isinstance(result, Refusal)
    assert result.why == "ambiguous"
    gone = form(without="Close")
    again = locate(target, pictures, Look(Frame(0.0, gone.pixels())))
    assert inside(again, gone, "Save")


def test_two_windows_of_one_name_that_both_show_it_are_refused() -> None:
    pixels = np.concatenate([form().pixels(), form().pixels()], axis=1)
    windows = tuple(
        Window(n, "등록 - 시스템", "app", "", (x, 0, 900, 600), (x, 0, 900, 600))
        for n, x in enumerate((900, 0), 1)
    )
    chosen = recorded(form(), "Save")
    target = Target("it", WindowPattern("* - 시스템"), (chosen.anchor,))
    pictures = Pictures({chosen.anchor.image: chosen.png})
    result = locate(target, pictures, Look(Frame(0.0, pixels), windows))
    assert isinstance(result, Refusal)
    assert result.why == "ambiguous"


@pytest.mark.parametrize("name", ["there", "gone"])
def test_the_middle_of_a_large_empty_field_is_known_by_what_is_around(name: str) -> None:
    def page(at: tuple[int, int], label: str = "Memo of the health centre") -> Drawing:
        drawing = Drawing()
        drawing.text((at[0], at[1] - 60), "Quarantine register")
        drawing.text(at, label)
        drawing.button("memo", (at[0] + 20, at[1] + 40, 500, 200), "")
        drawing.button("save", (at[0] + 330, at[1] + 270, 96, 28), "Save")
        return drawing

    chosen = recorded(page((100, 100)), "memo")
    assert chosen.certain
    if name == "there":
        now = page((260, 180))
        assert inside(find(chosen, now), now, "memo")
    else:
        other = Drawing()
        other.text((100, 100), "Something else, and a large empty field")
        other.button("memo", (60, 150, 700, 300), "")
        assert isinstance(find(chosen, other), Refusal)


def two_monitors(window: tuple[int, int, int, int], drawing: Drawing) -> Look:
    """A monitor at 150 % left of and above the primary one, and a window that shows ``drawing``."""
    pixels = np.full((1280, 3120, 3), 90, np.uint8)
    left, top = window[0] + 1920, window[1] + 200
    shown = drawing.pixels()
    pixels[top : top + shown.shape[0], left : left + shown.shape[1]] = shown
    monitors = (
        Monitor((0, 0, 1200, 900), 1.0, primary=True),
        Monitor((-1920, -200, 1920, 1280), 1.5),
    )
    windows = (Window(2, "등록 - 시스템", "app", "", window, window),)
    return Look(Frame(0.0, pixels, origin=(-1920, -200)), windows, monitors)


@pytest.mark.parametrize("pattern", [WindowPattern("* - 시스템"), None], ids=["window", "none"])
@pytest.mark.parametrize(
    ("window", "scale"),
    [
        ((-1700, -120, 1350, 900), 1.5),
        ((150, 200, 900, 600), 1.0),
        ((-1000, 100, 1350, 900), 1.5),  # across the two, more on the left one
    ],
)
def test_each_monitor_has_its_own_scaling(
    window: tuple[int, int, int, int], scale: float, pattern: WindowPattern | None
) -> None:
    chosen = recorded(form(), "Print form")
    now = form(scale=scale)
    target = Target("it", pattern, (chosen.anchor,))
    pictures = Pictures({chosen.anchor.image: chosen.png})
    result = locate(target, pictures, two_monitors(window, now))
    assert isinstance(result, Match)
    x, y, width, height = now.places["Print form"]
    assert x <= result.point[0] - window[0] < x + width
    assert y <= result.point[1] - window[1] < y + height


def test_the_recorder_notes_the_scaling_of_the_window_s_monitor() -> None:
    window = (-1700, -120, 1350, 900)
    now = form(scale=1.5)
    look = two_monitors(window, now)
    x, y = now.centre("Save")
    chosen = choose((x - 1700, y - 120), look, look.windows[0], look.monitors[1].rect, None)
    assert chosen.certain
    assert chosen.anchor.seen is not None
    assert chosen.anchor.seen.scale == 1.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_text_and_the_field_right_of_it(theme: str) -> None:
    pixels = np.pad(screen(theme), ((40, 0), (300, 0), (0, 0)), mode="edge")
    look = Look(Frame(0.0, pixels, origin=(-300, 10)))
    label = locate(Target("it", None, (TextAnchor("주민등록번호"),)), Pictures({}), look)
    field = locate(
        Target("it", None, (TextAnchor("주민등록번호", then="right"),)), Pictures({}), look
    )
    assert isinstance(label, Match) and isinstance(field, Match)
    assert (label.how, field.how) == ("text", "relation")
    # At 388 to 492, then a frame from 465 or 496 on, with the number in its left half.
    assert 388 <= label.point[0] <= 492
    assert 525 <= field.point[0] <= 590
    assert abs(field.point[1] - label.point[1]) <= 4
    assert 465 <= field.rect[0] <= 500


def test_a_label_without_a_field_below_is_refused() -> None:
    look = Look(Frame(0.0, screen("light")))
    anchor = TextAnchor("위생키트 배송 완료", then="right")
    assert isinstance(locate(Target("it", None, (anchor,)), Pictures({}), look), Refusal)


def test_a_text_that_stands_twice_is_ambiguous() -> None:
    result = locate(
        Target("it", None, (TextAnchor("성명"),)), Pictures({}), Look(Frame(0.0, screen("light")))
    )
    assert isinstance(result, Refusal)
    assert result.why == "ambiguous"
    assert len(result.rivals) == 2


@pytest.mark.parametrize(
    ("words", "named"),
    [("아이디", True), ("아이디 (필수)", True), ("아이디 저장", False), ("행정포털 아이디", False)],
)
def test_a_label_within_other_words_names_no_field(words: str, named: bool) -> None:
    image = Image.new("RGB", (620, 200), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    pen.text((60, 80), words, (20, 20, 20), font(16))
    pen.rectangle((240, 74, 440, 104), outline=(120, 120, 120))
    look = Look(Frame(0.0, np.asarray(image)[:, :, ::-1].copy()))
    anchor = TextAnchor("아이디", then="right")
    found = locate(Target("it", None, (anchor,)), Pictures({}), look)
    assert isinstance(found, Match if named else Refusal)
