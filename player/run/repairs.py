"""What a clerk is told of a place that was not found, and what becomes of her showing it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from player.desktop.base import Desktop
from player.look import Look, inside
from player.vision.veil import encoded
from scripts.errors import StepFailed
from scripts.files import load, save
from scripts.model import ImageAnchor, Point, Script

Repair = Callable[[Script, str, Point, Look, Mapping[str, str]], Script]
"""Gives a script with an anchor more for a target (its name) at a point of a look; the texts are
the row's values, which no picture may show. Raises IlsonError."""
REPAIRABLE = ("not_found", "ambiguous")
_SCREEN_BYTES = 1_500_000
_MOST = 3
"""Anchors, and candidates, that an event carries."""


def evidence(error: StepFailed) -> dict[str, object]:
    """What an event says of a place that was not found: which, and where it might be."""
    if not error.target:
        return {}
    return {"target": error.target, "candidates": list(error.candidates[:_MOST])}


def expected(script: Script, name: str) -> list[dict[str, object]]:
    """What was looked for: the script's own pictures (PNG as base64), with the point in them, and
    its texts."""
    target = script.targets.get(name)
    told: list[dict[str, object]] = []
    for anchor in target.anchors[:_MOST] if target else ():
        if isinstance(anchor, ImageAnchor):
            picture = base64.b64encode(script.images.get(anchor.image, b"")).decode()
            told.append({"image": picture, "offset": list(anchor.offset)})
        else:
            told.append({"text": anchor.text})
    return told


def screen_now(desktop: Desktop) -> dict[str, object]:
    """The monitor that shows the window in front (else the main one): ``image``, a JPEG file as
    base64 text, nothing in it covered, and ``rect``, its place on the desktop. Only for the eyes of
    the clerk who sits before that very screen."""
    window = desktop.windows.active()
    monitors = desktop.screen.monitors()
    rect = next((one.rect for one in monitors if one.primary), monitors[0].rect)
    if window is not None:
        x, y, width, height = window.rect
        middle = (x + width // 2, y + height // 2)
        rect = next((m.rect for m in monitors if inside(middle, m.rect)), rect)
    frame = desktop.screen.grab(rect)
    picture = base64.b64encode(encoded(frame.pixels, _SCREEN_BYTES)).decode()
    return {"image": picture, "rect": list(frame.rect)}


def mend(
    script: Script, path: Path, name: str, at: Point, look: Look, values: Mapping[str, str],
    repair: Repair, keep: bool = True,
) -> Script:  # fmt: skip
    """Add an anchor to a target in ``script``, as it is being played, and with ``keep`` also in the
    file at ``path``, whose version before is kept; returns the former. Raises IlsonError."""
    mended = repair(load(path) if keep else script, name, at, look, values)
    if keep:
        save(mended, path)
    return replace(
        script,
        targets={**script.targets, name: mended.targets[name]},
        images={**script.images, **mended.images},
    )
