"""What a clerk is told of a place that was not found, and what becomes of her showing it."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from player.look import Look
from scripts.errors import StepFailed
from scripts.files import load, save
from scripts.model import ImageAnchor, Point, Script

Repair = Callable[[Script, str, Point, Look, Mapping[str, str]], Script]
"""Gives a script with an anchor more for a target (its name) at a point of a look; the texts are
the row's values, which no picture may show. Raises IlsonError."""
REPAIRABLE = ("not_found", "ambiguous")
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


def mend(
    script: Script, path: Path, name: str, at: Point, look: Look, values: Mapping[str, str],
    repair: Repair,
) -> Script:  # fmt: skip
    """Add an anchor to a target, in the file at ``path``, whose version before is kept, and in
    ``script``, as it is being played; returns the latter. Raises IlsonError."""
    mended = repair(load(path), name, at, look, values)
    save(mended, path)
    return replace(
        script,
        targets={**script.targets, name: mended.targets[name]},
        images={**script.images, **mended.images},
    )
