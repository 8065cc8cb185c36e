"""Going through a script without touching anything."""

from __future__ import annotations

from player.data import List
from player.data.lists import Row
from player.desktop.base import Desktop
from player.locate import Pictures, locate
from player.run.options import Options
from player.run.report import EmitEvent
from player.run.scope import Scope
from player.run.see import failure, look_at
from player.types import Match
from scripts.errors import ExitCode, IlsonError
from scripts.model import Script
from scripts.needs import texts, variables_set

RUN = "rehearsal"
"""What stands for the run in a rehearsal's events: it is none of the history."""


def rehearse(
    script: Script, desktop: Desktop, emit_event: EmitEvent, options: Options, data: List | None
) -> ExitCode:
    """Fill every placeholder for every row, and look for every target on the present screen.

    Emits ``row_done`` or ``row_failed`` per row and ``target`` per target; no key and no button
    moves. Fails if a row cannot be filled, or if the first target of the script is not there (later
    ones may lie on screens that are not open yet).
    """

    def emit(event: str, fields: dict[str, object]) -> None:
        emit_event(event, {"run": RUN, **fields})

    name = data.name if data else ""
    emit("run_started", {"script": script.name, "data": name, "rehearse": True})
    rows = [row for row in data.rows if options.wants(row.number)] if data else []
    failed = 0
    for row in rows:
        wrong = _cannot_fill(script, options, row)
        failed += bool(wrong)
        told: dict[str, object] = {"row": row.number, "seconds": 0, "message": wrong}
        if wrong:
            emit("row_failed", {**told, "status": "failed"})
        else:
            emit("row_done", {**told, "status": "done"})
    found = _look_for_targets(script, desktop, emit)
    good = not failed and (not found or found[0])
    emit(
        "run_done",
        {
            "status": "done" if good else "failed",
            "rehearse": True,
            "done": len(rows) - failed,
            "failed": failed,
            "seconds": 0,
            "report": "",
        },
    )
    return ExitCode.DONE if good else ExitCode.FAILED


def _cannot_fill(script: Script, options: Options, row: Row) -> str:
    """Why a row's values do not fit the script; empty if they do."""
    scope = Scope({**dict.fromkeys(variables_set(script), "0"), **options.values})
    with scope.row(row.values):
        for text in texts(script):
            try:
                scope.fill(text)
            except IlsonError as error:
                return str(error)
    return ""


def _look_for_targets(script: Script, desktop: Desktop, emit: EmitEvent) -> list[bool]:
    """Look once for each target, tell, and return whether each was found."""
    look, pictures = look_at(desktop), Pictures(script.images)
    found = []
    for target in script.targets.values():
        result = locate(target, pictures, look)
        told: dict[str, object] = {"target": target.name, "found": isinstance(result, Match)}
        if isinstance(result, Match):
            told["point"] = list(result.point)
        else:
            told |= {"why": result.why, "message": str(failure(target, result))}
        emit("target", told)
        found.append(isinstance(result, Match))
    return found
