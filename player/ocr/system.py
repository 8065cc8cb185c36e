"""The reader that Windows brings, where it and Korean are installed: a further voice.

It needs the packages ``winrt-Windows.Media.Ocr``, ``winrt-Windows.Graphics.Imaging``,
``winrt-Windows.Globalization`` and ``winrt-Windows.Storage.Streams``, which do not come with the
product, and the Korean language of Windows' settings. It tells no confidence.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any

from player.ocr.engines import Engine, Guess, Piece
from player.vision.field import Grey

_CONFIDENCE = 0.8
"""What it says counts less than a model that is sure, more than one that is not."""


class WindowsReader:
    """Windows.Media.Ocr; ``parts`` are its modules by their last name."""

    def __init__(self, engine: Any, parts: dict[str, Any]) -> None:
        self._engine, self._parts = engine, parts

    def read(self, pictures: Sequence[Grey], letters: str = "") -> list[Guess]:
        found = [self._line(picture) for picture in pictures]
        if not letters:
            return found
        # It cannot be told which letters there may be: what has others is no guess.
        fits = [all(set(piece.text) <= set(letters) for piece in one.pieces) for one in found]
        return [one if good else Guess() for one, good in zip(found, fits, strict=True)]

    def _line(self, picture: Grey) -> Guess:
        height, width = picture.shape
        imaging = self._parts["imaging"]
        writer = self._parts["streams"].DataWriter()
        writer.write_bytes(picture.tobytes())
        bitmap = imaging.SoftwareBitmap.create_copy_from_buffer(
            writer.detach_buffer(), imaging.BitmapPixelFormat.GRAY8, width, height
        )
        result = self._engine.recognize_async(bitmap).get()
        pieces = []
        for line in result.lines:
            for word in line.words:
                at = word.bounding_rect
                box = (round(at.x), round(at.y), round(at.width), round(at.height))
                pieces.append(Piece(word.text, box, _CONFIDENCE))
        return Guess(tuple(pieces))


def open_engine() -> Engine | None:
    """The engine, or None where the system has none that reads Korean."""
    if sys.platform != "win32":
        return None
    names = ("media.ocr", "graphics.imaging", "globalization", "storage.streams")
    try:
        parts = {name.rpartition(".")[2]: importlib.import_module(f"winrt.windows.{name}")
                 for name in names}  # fmt: skip
    except ImportError:
        return None
    language = parts["globalization"].Language("ko")
    engine = parts["ocr"].OcrEngine.try_create_from_language(language)
    return None if engine is None else WindowsReader(engine, parts)
