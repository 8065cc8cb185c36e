"""What is told of a step besides its sentence: the picture of its place, and whether it types."""

from __future__ import annotations

from pathlib import Path

from scripts.model import ImageAnchor, Script, Step, Type
from scripts.parts import IMAGES


def about(step: Step, script: Script, folder: Path) -> dict[str, object]:
    """Fields of the event: ``picture``, a path in the ``folder`` of the recording, with the acting
    point ``acts`` from its centre (physical pixels); ``types`` where the step types a text that can
    still be made a secret."""
    told: dict[str, object] = {}
    action = step.action
    if isinstance(action, Type) and isinstance(action.text, str) and action.text:
        told["types"] = True
    names = (getattr(action, "target", None), getattr(action, "into", None))
    for name in names:
        target = script.targets.get(name) if isinstance(name, str) else None
        for anchor in target.anchors if target else ():
            if isinstance(anchor, ImageAnchor):
                told["picture"] = str(folder / IMAGES / f"{anchor.image}.png")
                told["acts"] = list(anchor.offset)
                return told
    return told
