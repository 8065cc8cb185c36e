"""Drawing the fake world: flat, always the same, with real text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from player.desktop.fake.widgets import (
    ITEM_HEIGHT,
    Button,
    CheckBox,
    Field,
    Label,
    ListBox,
    Table,
    Widget,
)
from player.types import Pixels
from scripts.model import Point, Rect

if TYPE_CHECKING:
    from player.desktop.fake.window import FakeWindow
    from player.desktop.fake.world import World

TITLE_HEIGHT = 26
BORDER = 1

_FONTS = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 1),
    ("/usr/share/fonts/truetype/nanum/NanumGothic.ttf", 0),
    ("C:/Windows/Fonts/malgun.ttf", 0),
    ("/System/Library/Fonts/AppleSDGothicNeo.ttc", 0),
)
_DESKTOP = (58, 94, 122)
_INK = (32, 31, 30)
_FAINT = (150, 148, 145)


@lru_cache(maxsize=8)
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A font with Hangul where the system has one."""
    for path, index in _FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, size, index=index)
    return ImageFont.load_default(size)


def draw(world: World) -> Pixels:
    """The whole screen of the world, BGR."""
    image = Image.new("RGB", world.size, _DESKTOP)
    pen = ImageDraw.Draw(image)
    for window in reversed(world.windows):
        if not window.minimised:
            _window(pen, image, window, window is world.active_window, world)
    return np.ascontiguousarray(np.asarray(image, dtype=np.uint8)[:, :, ::-1])


def close_button(rect: Rect) -> Rect:
    """Where a window's close button is, in desktop coordinates."""
    x, y, width, _ = rect
    return (x + width - TITLE_HEIGHT - BORDER, y + BORDER, TITLE_HEIGHT, TITLE_HEIGHT)


def _window(
    pen: ImageDraw.ImageDraw, image: Image.Image, window: FakeWindow, active: bool, world: World
) -> None:
    x, y, width, height = window.rect
    pen.rectangle((x, y, x + width - 1, y + height - 1), fill=(240, 240, 240), outline=(90, 90, 90))
    bar = (225, 232, 242) if active else (248, 248, 248)
    pen.rectangle((x + 1, y + 1, x + width - 2, y + TITLE_HEIGHT), fill=bar)
    pen.text((x + 10, y + 14), window.title, _INK if active else _FAINT, font(13), "lm")
    left, top, size, _ = close_button(window.rect)
    middle = (left + size // 2, top + size // 2)
    for sign in (-1, 1):
        pen.line(
            (middle[0] - 4, middle[1] - 4 * sign, middle[0] + 4, middle[1] + 4 * sign), _INK, 1
        )
    # The client area is drawn apart, so that nothing shows outside of it.
    cx, cy, client_width, client_height = window.client
    if client_width <= 0 or client_height <= 0:
        return
    area = Image.new("RGB", (client_width, client_height), (240, 240, 240))
    inner = ImageDraw.Draw(area)
    px, py = world.pointer[0] - cx, world.pointer[1] - cy
    for widget in window.widgets:
        if widget.visible:
            _widget(inner, widget, widget is window.focused and active, widget.holds(px, py))
    image.paste(area, (cx, cy))


def _widget(pen: ImageDraw.ImageDraw, widget: Widget, focused: bool, hovered: bool) -> None:
    x, y, width, height = widget.rect
    box = (x, y, x + width - 1, y + height - 1)
    ink = _INK if widget.enabled else _FAINT
    middle = y + height // 2
    edge = (43, 76, 140) if focused else (122, 122, 122)
    if isinstance(widget, Label):
        pen.text((x, middle), widget.text, ink, font(14), "lm")
    elif isinstance(widget, Button):
        pen.rounded_rectangle(box, 4, fill=(253, 253, 253), outline=edge)
        pen.text((x + width // 2, middle), widget.text, ink, font(14), "mm")
        if hovered and widget.hint:
            pen.rectangle((x - 4, y - 2, x + width + 60, y + height + 2), (255, 255, 225), _INK)
            pen.text((x + 4, middle), widget.hint, _INK, font(13), "lm")
    elif isinstance(widget, CheckBox):
        pen.rectangle((x, middle - 7, x + 14, middle + 7), fill=(255, 255, 255), outline=edge)
        if widget.checked:
            pen.line((x + 3, middle, x + 6, middle + 4, x + 12, middle - 4), (43, 76, 140), 2)
        pen.text((x + 22, middle), widget.text, ink, font(14), "lm")
    elif isinstance(widget, Field):
        _field(pen, widget, box, focused, edge)
    elif isinstance(widget, Table):
        _table(pen, widget, box)
    elif isinstance(widget, ListBox):
        pen.rectangle(box, fill=(255, 255, 255), outline=edge)
        for line in range(min(widget.lines_shown, len(widget.items) - widget.top)):
            top, index = y + 1 + line * ITEM_HEIGHT, widget.top + line
            if index == widget.chosen:
                pen.rectangle((x + 1, top, x + width - 2, top + ITEM_HEIGHT - 1), (205, 222, 245))
            pen.text((x + 6, top + ITEM_HEIGHT // 2), widget.items[index], ink, font(13), "lm")


def _table(pen: ImageDraw.ImageDraw, table: Table, box: tuple[int, int, int, int]) -> None:
    x, y, width, _ = table.rect
    pen.rectangle(box, fill=(255, 255, 255), outline=(122, 122, 122))
    pen.rectangle((x + 1, y + 1, x + width - 2, y + table.HEAD - 1), fill=(233, 236, 240))
    left = x
    for heading, wide in table.columns:
        pen.text((left + 8, y + table.HEAD // 2), heading, _INK, font(13), "lm")
        left += wide
    shown = table.rows[table.top : table.top + table.rows_shown]
    for line, cells in enumerate(shown):
        top, left = y + table.HEAD + line * table.ROW, x
        if table.top + line == table.chosen:
            pen.rectangle((x + 1, top, x + width - 2, top + table.ROW - 1), fill=(205, 222, 245))
        pen.line((x + 1, top + table.ROW - 1, x + width - 2, top + table.ROW - 1), (214, 214, 214))
        for text, (_, wide) in zip(cells, table.columns, strict=True):
            _cell(pen, text, left, top, table.ROW)
            left += wide


def _cell(pen: ImageDraw.ImageDraw, text: str, left: int, top: int, height: int) -> None:
    middle = top + height // 2
    if text in ("☐", "☑"):
        pen.rectangle((left + 10, middle - 7, left + 24, middle + 7), (255, 255, 255), (90, 90, 90))
        if text == "☑":
            tick = (left + 13, middle, left + 16, middle + 4, left + 22, middle - 4)
            pen.line(tick, (43, 76, 140), 2)
    elif text.startswith("["):
        pen.rounded_rectangle(
            (left + 6, middle - 11, left + 62, middle + 10), 3, fill=(253, 253, 253),
            outline=(122, 122, 122),
        )  # fmt: skip
        pen.text((left + 34, middle), text.strip("[]"), _INK, font(13), "mm")
    else:
        pen.text((left + 8, middle), text, _INK, font(13), "lm")


def _field(
    pen: ImageDraw.ImageDraw,
    widget: Field,
    box: tuple[int, int, int, int],
    focused: bool,
    edge: tuple[int, int, int],
) -> None:
    pen.rectangle(box, fill=(255, 255, 255), outline=edge)
    shown = "●" * len(widget.value) if widget.secret else widget.value
    at: Point = (box[0] + 6, box[1] + 5)
    if shown:
        if widget.selected:
            pen.rectangle(pen.multiline_textbbox(at, shown, font(14)), fill=(205, 222, 245))
        pen.multiline_text(at, shown, _INK if widget.enabled else _FAINT, font(14))
    if focused and not widget.selected and not widget.lines:
        x = at[0] + round(pen.textlength(shown[: widget.caret], font(14))) + 1
        pen.line((x, box[1] + 5, x, box[3] - 5), _INK, 1)
