"""Drawn office screens for tests of the eyes: any scaling, theme and arrangement."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from player.desktop.fonts import OWN
from player.types import Pixels
from player.vision.field import Grey
from scripts.model import Point, Rect

LIGHT = {"back": "#f0f0f0", "paper": "#ffffff", "ink": "#1a1a1a", "line": "#7a7a7a"}
DARK = {"back": "#2b2b2b", "paper": "#1e1e1e", "ink": "#e8e8e8", "line": "#8a8a8a"}


@dataclass
class Drawing:
    """A screen of ``size`` (pixels at scaling 1) drawn at ``scale``. Coordinates that go in are
    at scaling 1; ``places`` holds rectangles in drawn pixels."""

    size: tuple[int, int] = (900, 600)
    scale: float = 1.0
    colours: dict[str, str] = field(default_factory=lambda: dict(LIGHT))
    places: dict[str, Rect] = field(default_factory=dict)
    letters: str = ""
    """A file of letters other than those of the drawing library."""

    def __post_init__(self) -> None:
        size = (round(self.size[0] * self.scale), round(self.size[1] * self.scale))
        self._image = Image.new("RGB", size, self.colours["back"])
        self._draw = ImageDraw.Draw(self._image)
        size_of_letters = 13 * self.scale
        if self.letters:
            self._font: ImageFont.ImageFont | ImageFont.FreeTypeFont = ImageFont.truetype(
                self.letters, size_of_letters
            )
        else:
            self._font = ImageFont.load_default(size_of_letters)

    def _box(self, rect: Rect) -> tuple[int, int, int, int]:
        x, y, w, h = (round(v * self.scale) for v in rect)
        return (x, y, x + w - 1, y + h - 1)

    def text(self, at: Point, text: str) -> None:
        point = (at[0] * self.scale, at[1] * self.scale)
        self._draw.text(point, text, fill=self.colours["ink"], font=self._font)

    def button(self, name: str, rect: Rect, caption: str) -> None:
        box = self._box(rect)
        self._draw.rectangle(box, fill=self.colours["paper"], outline=self.colours["line"])
        self.text((rect[0] + 10, rect[1] + 5), caption)
        self.places[name] = (box[0], box[1], box[2] - box[0] + 1, box[3] - box[1] + 1)

    def line(self, ends: Rect) -> None:
        """A line from one point to another: x, y, x, y."""
        self._draw.line(tuple(round(v * self.scale) for v in ends), fill=self.colours["ink"])

    def field(self, name: str, rect: Rect, label: str, value: str = "") -> None:
        self.text((rect[0] - 90, rect[1] + 5), label)
        self.button(name, rect, value)

    def pixels(self) -> Pixels:
        """BGR."""
        return np.ascontiguousarray(np.asarray(self._image)[:, :, ::-1])

    def centre(self, name: str) -> Point:
        x, y, w, h = self.places[name]
        return (x + w // 2, y + h // 2)


def form(
    scale: float = 1.0,
    colours: dict[str, str] = LIGHT,
    at: Point = (60, 40),
    values: tuple[str, str] = ("", ""),
    without: str = "",
    size: tuple[int, int] = (900, 600),
) -> Drawing:
    """A form with two fields and four buttons, its corner at ``at``."""
    x, y = at
    drawing = Drawing(size, scale, dict(colours))
    drawing.text((x, y), "Quarantine register")
    drawing.field("name", (x + 100, y + 40, 240, 26), "Full name", values[0])
    drawing.field("phone", (x + 100, y + 80, 240, 26), "Telephone", values[1])
    for index, caption in enumerate(("Save", "Search", "Print form", "Close")):
        if caption != without:
            drawing.button(caption, (x + index * 110, y + 140, 96, 28), caption)
    return drawing


def korean_line(text: str, size: int = 15, light: bool = False) -> Grey:
    """A line of Korean text in grey levels, in the product's own font, ``size`` pixels an em; dark
    on light, or ``light`` on dark."""
    picture = Image.new("L", (size * (len(text) + 2), 2 * size), 0)
    font = ImageFont.truetype(str(OWN / "Pretendard-Medium.otf"), size)
    ImageDraw.Draw(picture).text((size, size // 2), text, fill=255, font=font)
    levels = np.asarray(picture, np.uint8)
    return levels if light else np.asarray(255 - levels, np.uint8)
