"""The ``locate`` command: where would the player act on this picture?"""

from __future__ import annotations

import difflib
import time
from pathlib import Path
from typing import Any

from player.locate import Look, Pictures, locate
from player.run.see import failure
from player.types import Frame, Match
from player.vision.picture import load as load_picture
from scripts.errors import UsageError
from scripts.files import load


def locate_on_picture(file: Path, name: str, screen: Path, scale: float) -> dict[str, Any]:
    """The answer of the contract as a dict: ``found`` with ``point``, ``rect``, ``score``,
    ``margin``, ``how``, or ``why`` with ``best`` and ``message``; and ``seconds``.

    ``scale`` is the scaling of the pictured screen. Raises UsageError for an unknown target or
    a file that is no picture.
    """
    script = load(file)
    if name not in script.targets:
        near = difflib.get_close_matches(name, script.targets, n=1, cutoff=0.5)
        hint = f"혹시 ‘{near[0]}’인가요?" if near else f"있는 대상: {', '.join(script.targets)}"
        raise UsageError(f"‘{name}’ 대상이 이 작업에 없어요.", hint)
    target = script.targets[name]
    frame = Frame(0.0, load_picture(screen), scale=scale)
    began = time.perf_counter()
    result = locate(target, Pictures(script.images), Look(frame))
    seconds = round(time.perf_counter() - began, 4)
    if isinstance(result, Match):
        return {
            "found": True,
            "point": list(result.point),
            "rect": list(result.rect),
            "score": round(result.score, 4),
            "margin": round(result.margin, 4),
            "how": result.how,
            "seconds": seconds,
        }
    return {
        "found": False,
        "why": result.why,
        "best": round(result.best, 4),
        "rivals": [list(rival.point) for rival in result.rivals],
        "message": str(failure(target, result)),
        "seconds": seconds,
    }
