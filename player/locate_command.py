"""The ``locate`` command: where would the player act on this picture?"""

from __future__ import annotations

import difflib
import time
from pathlib import Path
from typing import Any

from player.desktop import open_desktop
from player.explain import Explained, explain
from player.eyewitness import point_of
from player.locate import Look, Pictures, locate
from player.run.see import failure, look_at
from player.shots import keep
from player.types import Frame, Match, Refusal
from player.vision.drawing import draw
from player.vision.picture import encode
from player.vision.picture import load as load_picture
from scripts.errors import UsageError
from scripts.files import load
from scripts.language import either
from scripts.model import ImageAnchor, Script, Target


def locate_on_picture(
    file: Path, name: str, screen: Path, scale: float, drawn: Path | None = None
) -> dict[str, Any]:
    """The answer of the contract as a dict: ``found`` with ``point``, ``rect``, ``score``,
    ``margin``, ``how``, or ``why`` with ``best`` and ``message``; and ``seconds``, and the
    ``candidates`` of each picture.

    ``scale`` is the scaling of the pictured screen; ``drawn`` is where a PNG is written that shows
    how it was decided. Raises UsageError for an unknown target or
    a file that is no picture.
    """
    script, target = _target(file, name)
    frame = Frame(0.0, load_picture(screen), scale=scale)
    began = time.perf_counter()
    result = locate(target, Pictures(script.images), Look(frame))
    seconds = round(time.perf_counter() - began, 4)
    pictures, look = Pictures(script.images), Look(frame)
    told = [
        explain(anchor, pictures, look, frame.rect)
        for anchor in target.anchors if isinstance(anchor, ImageAnchor)
    ]  # fmt: skip
    if drawn is not None:
        _write(drawn, frame, told)
    return _answer(target, result) | {
        "seconds": seconds, "candidates": [_told(one) for one in told],
    }  # fmt: skip


def locate_now(file: Path, name: str, shot: Path | None = None) -> dict[str, Any]:
    """The answer of the contract for the desktop as it is now, without ``candidates``; ``shot`` is
    a PNG to keep what was seen in (see :mod:`player.shots`), whose first pixel is at ``origin``.
    Raises IlsonError, as for a picture, and where the desktop cannot be seen."""
    script, target = _target(file, name)
    desktop = open_desktop()
    try:
        look = look_at(desktop)
    finally:
        desktop.close()
    if shot is not None:
        keep(look, shot)
    began = time.perf_counter()
    result = locate(target, Pictures(script.images), look)
    return _answer(target, result) | {
        "seconds": round(time.perf_counter() - began, 4), "origin": list(look.frame.origin),
    }  # fmt: skip


def _target(file: Path, name: str) -> tuple[Script, Target]:
    script = load(file)
    if name not in script.targets:
        near = difflib.get_close_matches(name, script.targets, n=1, cutoff=0.5)
        hint = (
            either(f"혹시 ‘{near[0]}’인가요?", f"Did you mean ‘{near[0]}’?")
            if near
            else either(
                f"있는 대상: {', '.join(script.targets)}",
                f"Places there: {', '.join(script.targets)}",
            )
        )
        raise UsageError(
            either(f"‘{name}’ 대상이 이 작업에 없어요.", f"This task has no place ‘{name}’."), hint
        )
    return script, script.targets[name]


def _answer(target: Target, result: Match | Refusal) -> dict[str, Any]:
    if isinstance(result, Match):
        return {
            "found": True,
            "point": list(result.point),
            "rect": list(result.rect),
            "score": round(result.score, 4),
            "margin": round(result.margin, 4),
            "how": result.how,
        }
    return {
        "found": False,
        "why": result.why,
        "best": round(result.best, 4),
        "rivals": [list(rival.point) for rival in result.rivals],
        "message": str(failure(target, result)),
    }


def _told(one: Explained) -> dict[str, Any]:
    """The candidates of a picture, the best first, and why none was taken."""
    judged = [j for j in (one.verdict.best, *one.verdict.rivals) if j is not None]
    return {
        "why": one.why or "ok",
        "places": [
            {
                "point": list(point_of(j, one.known, one.area)),
                "size": j.scale,
                "core": round(j.candidate.core, 3),
                "element": round(j.candidate.element, 3),
                "around": round(j.context, 3),
                "apart": round(j.apart, 3),
                "row": None if j.row is None else round(j.row, 3),
            }
            for j in judged
        ],
        "left_out": [list(rect) for rect in one.known.sample.changing],
    }


def _write(path: Path, frame: Frame, told: list[Explained]) -> None:
    picture = frame.pixels
    for one in told:
        corner = (one.area.origin[0] - frame.origin[0], one.area.origin[1] - frame.origin[1])
        picture = draw(picture, one.known.sample, one.verdict, corner, one.area.factor, one.why)
    try:
        path.write_bytes(encode(picture))
    except OSError as error:
        raise UsageError(
            either(
                f"{path}: 그림을 쓰지 못했어요 ({error.strerror}).",
                f"{path}: the picture could not be written ({error.strerror}).",
            ),
            either("다른 폴더를 골라 주세요.", "Choose another folder."),
        ) from error
