"""A place that was not found, shown anew by the clerk in the middle of a run.

The picture is chosen and covered as in a recording; it is added to the place's other anchors, which
stay, and marked as repaired, so that it can be taken away again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from player.locate import Look, matches
from player.look import inside
from recorder.anchors import choose
from recorder.personal import Known
from scripts.errors import IlsonError, UsageError
from scripts.korean import josa
from scripts.language import either
from scripts.model import Anchor, Point, Script


def repaired(script: Script, name: str, at: Point, look: Look, values: Mapping[str, str]) -> Script:
    """The script with one more anchor for the target ``name``, at the point ``at`` of the desktop
    as it looks now. ``values`` are the texts of the row in hand: they are in no picture. Raises
    IlsonError, a sentence for the clerk, where the place cannot be learnt."""
    target = script.targets.get(name)
    if target is None:
        raise UsageError(
            either(
                f"‘{name}’{josa(name, '은/는')} 이 작업에 없어요.", f"‘{name}’ is not in this task."
            )
        )
    if target.row is not None:
        raise IlsonError(
            either(
                f"‘{name}’{josa(name, '은/는')} 표의 줄로 찾는 곳이라 그림으로 고칠 수 없어요.",
                f"‘{name}’ is found by a row of a table and can't be mended by a picture.",
            ),
            either(
                "작업에서 어느 줄의 어느 열인지 고쳐 주세요.",
                "Say in the task which column of which row it is.",
            ),
        )
    there = (w for w in look.windows if not w.minimised and inside(at, w.rect))
    window = next(there, None)
    if target.window is not None and (window is None or not matches(target.window, window)):
        raise IlsonError(
            either(
                f"그 자리는 ‘{target.window.title}’ 창이 아니에요.",
                f"That place is not in the window ‘{target.window.title}’.",
            ),
            either("그 창 안에서 다시 짚어 주세요.", "Point again, inside that window."),
        )
    rects = [monitor.rect for monitor in look.monitors if inside(at, monitor.rect)]
    monitor = rects[0] if rects else look.frame.rect
    known = Known.of({column: (value,) for column, value in values.items()})
    chosen = choose(at, look, window, monitor, target.window, known)
    if not chosen.certain:
        raise IlsonError(
            either(
                f"그 자리의 그림만으로는 ‘{name}’{josa(name, '을/를')} 알아볼 수 없어요. "
                f"{chosen.why}",
                f"The picture of that place alone does not tell ‘{name}’. {chosen.why}",
            ),
            either(
                "다른 자리를 짚거나, 건너뛰고 나중에 다시 기록해 주세요.",
                "Point to another place, or skip it and record it again later.",
            ),
        )
    fresh: list[Anchor] = [
        replace(chosen.anchor, added="repaired"),
        *(replace(anchor, added="repaired") for anchor in chosen.more),
    ]
    fresh = [anchor for anchor in fresh if anchor not in target.anchors]
    targets = {**script.targets, name: replace(target, anchors=(*target.anchors, *fresh))}
    return replace(
        script, targets=targets, images={**script.images, chosen.anchor.image: chosen.png}
    )
