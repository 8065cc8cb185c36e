"""One look at the desktop in files: a picture, and beside it what windows and monitors there were.

It shows whatever is on the screen: whoever asks for one sees to it that it does not stay.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from player.look import Look
from player.types import Frame, Monitor, Window
from player.vision.picture import encode
from player.vision.picture import load as load_picture
from scripts.errors import UsageError
from scripts.language import either


def keep(look: Look, path: Path) -> None:
    """Write a look to a PNG file, and to one beside it. Raises UsageError where that fails."""
    told = {
        "origin": look.frame.origin,
        "scale": look.frame.scale,
        "windows": [asdict(window) for window in look.windows],
        "monitors": [asdict(monitor) for monitor in look.monitors],
    }
    try:
        path.write_bytes(encode(look.frame.pixels))
        path.with_suffix(".json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    except OSError as error:
        raise UsageError(
            either(
                f"{path}: 그림을 쓰지 못했어요 ({error.strerror}).",
                f"{path}: the picture could not be written ({error.strerror}).",
            )
        ) from error


def opened(path: Path) -> Look:
    """The look that :func:`keep` wrote. Raises UsageError for anything else."""
    pixels = load_picture(path)
    try:
        told = json.loads(path.with_suffix(".json").read_text("utf-8"))
        x, y = told["origin"]
        frame = Frame(0.0, pixels, (int(x), int(y)), float(told["scale"]))
        windows = tuple(Window(**_pairs(one)) for one in told["windows"])
        monitors = tuple(Monitor(**_pairs(one)) for one in told["monitors"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            either(
                f"{path}: 무슨 창이 있었는지 적은 파일을 읽을 수 없어요.",
                f"{path}: the file that tells which windows there were can't be read.",
            ),
            either("화면을 다시 찍어 주세요.", "Take the screen again."),
        ) from error
    return Look(frame, windows, monitors)


def _pairs(told: dict[str, Any]) -> dict[str, Any]:
    """Rectangles are lists in JSON."""
    return {name: tuple(v) if isinstance(v, list) else v for name, v in told.items()}
