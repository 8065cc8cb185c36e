"""Pictures in and out of their files, without trusting the file."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from player.types import Pixels
from player.vision.field import Grey
from scripts.errors import UsageError
from scripts.language import either


def decode(data: bytes, name: str) -> Pixels:
    """The BGR pixels of PNG (or other picture) bytes; ``name`` is for the error's sentence."""
    raw = np.frombuffer(data, np.uint8)
    pixels = cv2.imdecode(raw, cv2.IMREAD_COLOR) if raw.size else None
    if pixels is None:
        raise UsageError(
            either(f"{name}: 그림으로 읽을 수 없어요.", f"{name}: can't be read as a picture."),
            either("PNG 파일인지 확인해 주세요.", "See whether it is a PNG file."),
        )
    return np.asarray(pixels, dtype=np.uint8)


def load(path: Path) -> Pixels:
    """The BGR pixels of a picture file, under any path (OpenCV itself fails on Hangul paths)."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            either(
                f"{path}: 그림을 열지 못했어요 ({error.strerror}).",
                f"{path}: the picture could not be opened ({error.strerror}).",
            )
        ) from error
    return decode(data, str(path))


def encode(pixels: Pixels | Grey) -> bytes:
    """PNG bytes, the same for the same pixels."""
    good, data = cv2.imencode(".png", pixels, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    if not good:
        raise ValueError(f"no picture: {pixels.shape}")
    return bytes(data.tobytes())
