"""Where text is found, and where what only looks like it is not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from player.types import Pixels
from player.vision.boxes import boxes
from player.vision.frames import frames
from player.vision.marks import is_ring
from player.vision.segments import segments
from scripts.model import Rect
from tests.player.ocr.stand_in import screen


def paper(width: int = 300, height: int = 80, grey: int = 255) -> Pixels:
    return np.full((height, width, 3), grey, np.uint8)


def word(pixels: Pixels, at: tuple[int, int], text: str = "HW", colour: int = 0) -> None:
    """Draw 14 pixels high letters that stand on the row ``at[1]``."""
    cv2.putText(pixels, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.62, (colour,) * 3, 1)


def test_dark_and_light_letters_are_lines_of_their_own() -> None:
    pixels = paper(grey=235)
    word(pixels, (20, 40))
    cv2.rectangle(pixels, (60, 18), (140, 50), (150, 80, 20), -1)
    word(pixels, (70, 40), "OKAY", 255)
    found = segments(pixels)
    assert [box[0] // 10 for box in found] == [2, 7]


@pytest.mark.parametrize("dark", [True, False])
def test_a_box_in_front_of_a_caption_is_not_read(dark: bool) -> None:
    ink, ground = (0, 255) if dark else (255, 40)
    pixels = paper(grey=ground)
    cv2.rectangle(pixels, (20, 26), (35, 41), (ink,) * 3, 1)
    word(pixels, (44, 40), "NAME", ink)
    [box] = segments(pixels)
    assert box[0] > 40


def test_the_ring_of_a_letter_is_no_box_to_be_ticked() -> None:
    pixels = paper()
    cv2.circle(pixels, (27, 34), 7, (0, 0, 0), 1)  # an O, as high as the K behind it
    word(pixels, (37, 41), "K")
    [box] = segments(pixels)
    assert box[0] <= 21


def test_a_broken_box_is_a_ring_and_a_syllable_is_none() -> None:
    ring = np.zeros((18, 18), np.uint8)
    ring[:, 0] = ring[:, -1] = ring[0] = ring[-1] = 255
    ring[9:, 0] = 0
    assert is_ring(ring)
    ring[6:12, 4:14] = 255
    assert not is_ring(ring)


def test_a_faint_frame_divides_a_label_from_what_is_in_its_field() -> None:
    pixels = paper(grey=45)
    word(pixels, (20, 40), "NAME", 240)
    end = max(box[0] + box[2] for box in segments(pixels))
    word(pixels, (end + 9, 40), "1961", 240)
    assert len(segments(pixels)) == 1
    pixels[20:52, end + 5] = 27
    assert len(segments(pixels)) == 2


def test_a_date_with_spaces_behind_its_full_stops_is_one_line() -> None:
    pixels = paper()
    word(pixels, (20, 40), "1963.")
    end = max(box[0] + box[2] for box in segments(pixels))
    word(pixels, (end + 17, 40), "12")
    assert len(segments(pixels)) == 1
    pixels = paper()
    word(pixels, (20, 40), "1963")
    end = max(box[0] + box[2] for box in segments(pixels))
    word(pixels, (end + 17, 40), "12")
    assert len(segments(pixels)) == 2


def test_a_large_picture_is_looked_at_in_bands_and_nothing_is_lost_between_them() -> None:
    form = screen("light")
    times = -(-1_400_000 // (form.shape[0] * form.shape[1]))
    seen = []
    found = segments(np.vstack([form] * times), between=lambda: seen.append(None))
    assert len(seen) > 1
    alone = {box[:1] + box[2:] for box in segments(form)}
    lost = [box for box in found if box[:1] + box[2:] not in alone]
    assert len(lost) <= 2 * times  # where two copies meet
    assert abs(len(found) - times * len(segments(form))) <= 2 * times


def noisy(pixels: Pixels, quality: int) -> Pixels:
    coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)


def holds(box: Rect, point: tuple[int, int]) -> bool:
    return box[0] <= point[0] < box[0] + box[2] and box[1] <= point[1] < box[1] + box[3]


@pytest.mark.parametrize("quality", [100, 40])
@pytest.mark.parametrize("frame", [120, 214])
def test_a_field_is_found_by_its_frame_whatever_is_in_it(frame: int, quality: int) -> None:
    pixels = paper(400, 120, 246)
    cv2.rectangle(pixels, (60, 40), (330, 72), (255,) * 3, -1)
    cv2.rectangle(pixels, (60, 40), (330, 72), (frame,) * 3, 1)
    word(pixels, (70, 62), "holds a text that is long")
    near = [box for box in boxes(noisy(pixels, quality)).closed if holds(box, (200, 66))]
    assert any(abs(box[0] - 60) <= 4 and abs(box[3] - 32) <= 6 and box[2] > 250 for box in near)


def test_fields_one_above_the_other_are_not_one() -> None:
    levels = np.full((160, 300), 255, np.uint8)
    for top in (20, 58, 96):
        cv2.rectangle(levels, (40, top), (260, top + 32), (150,), 1)
    assert max(box[3] for box in frames(levels, True)) <= 40


def test_lines_of_text_are_no_frame() -> None:
    levels = np.full((160, 400), 255, np.uint8)
    for row in range(30, 150, 22):
        cv2.putText(levels, "words upon words", (20, row), 0, 0.6, (0,), 1)
    assert frames(levels, True) == []


def test_it_does_not_matter_in_how_many_bands_a_page_is_looked_at() -> None:
    pixels = paper(700, 900)
    for row in range(18):
        word(pixels, (40 + 9 * row, 30 + 48 * row), f"HW {row} OKAY")
    whole = segments(pixels)
    assert len(whole) >= 18
    assert segments(pixels, band=60_000) == whole == segments(pixels, band=pixels.size)
