"""Cells that are known again by bits, and by this machine alone."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from player.desktop.fake.drawing import font
from player.vision.field import Field, orientation_field
from player.vision.sealed import BITS, Sealed, reach, seal, unseal

KEY, OTHER = b"k" * 32, b"o" * 32
AT = (100, 50)
CELLS = [((-40, 0), 0.3), ((0, 0), 0.3), ((40, 0), 0.3)]
NAMES = ("민경숙 010-2381", "박서준 010-7745", "최은영 010-1196", "한지우 010-9052")


def field(text: str, size: int = 15, left: int = 45) -> Field:
    image = Image.new("RGB", (200, 100), (250, 250, 250))
    ImageDraw.Draw(image).text((left, 40), text, (20, 20, 20), font(size))
    return orientation_field(np.asarray(image)[:, :, ::-1].copy())


def cells(text: str) -> tuple[Sealed, ...]:
    found = unseal(seal(field(text), AT, CELLS, KEY), KEY)
    assert found is not None and len(found) == len(CELLS)
    return found


def likeness(sealed: tuple[Sealed, ...], there: Field, gives: int = 4) -> float:
    return float(np.mean([
        one.likeness(reach(there, AT[0] + one.offset[0] - 20, AT[1] + one.offset[1] - 10,
                           gives, gives)).max() for one in sealed
    ]))  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_text_is_like_itself_and_like_no_other(name: str) -> None:
    sealed = cells(name)
    assert likeness(sealed, field(name), 0) == pytest.approx(1)
    assert likeness(sealed, field(name, left=47)) > 0.85
    others = [likeness(sealed, field(other)) for other in NAMES if other != name]
    assert max(others) < 0.8


def test_an_empty_place_is_like_nothing() -> None:
    assert likeness(cells(NAMES[0]), np.zeros((100, 200, 2), np.float32)) < 0.5


def test_without_the_key_nothing_is_known() -> None:
    texts = seal(field(NAMES[0]), AT, CELLS, KEY)
    assert unseal(texts, OTHER) is None
    assert unseal((), OTHER) == ()
    assert unseal((texts[0], "0,0,30:not it"), KEY) is None
    assert unseal(("nobody's", *texts[1:]), KEY) is None


def test_bits_say_nothing_by_themselves() -> None:
    """Of the same text in two places, in two recordings, or with two keys they are as different as
    of two texts."""
    same = np.hstack([np.ascontiguousarray(field("김")[30:70, 40:80])] * 4)
    one, two = (
        unseal(seal(same, (60, 20), [((0, 0), 0.3), ((40, 0), 0.3)], KEY), KEY) or () for _ in "ab"
    )
    assert (one[0].bits == two[0].bits).all()
    apart = abs(float((one[0].bits == one[1].bits).mean()) - 0.5)
    assert apart < 4 * 0.5 / np.sqrt(BITS)
    again = unseal(seal(np.vstack([same, same]), (60, 20), [((0, 0), 0.3)], KEY), KEY) or ()
    assert abs(float((one[0].bits == again[0].bits).mean()) - 0.5) < 4 * 0.5 / np.sqrt(BITS)


def test_a_place_is_as_like_in_a_large_part_as_in_a_small_one() -> None:
    """Many places are compared in several products."""
    [first, *_] = cells(NAMES[0])
    there = field(NAMES[0])
    left, top = AT[0] + first.offset[0] - 20, AT[1] + first.offset[1] - 10
    large = first.likeness(reach(there, left, top, 24, 8))
    assert large.size > 64
    assert large[4, 12] == pytest.approx(1)
    assert large[4, 12] == first.likeness(reach(there, left, top, 0, 0))[0, 0]
    nearby = first.likeness(reach(there, left, top, 4, 4))
    assert np.allclose(large[2:7, 10:15], nearby, atol=0.05)
