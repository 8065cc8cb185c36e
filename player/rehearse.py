"""Going through a script without touching anything."""

from __future__ import annotations

from player.data import List
from player.desktop.base import Desktop
from player.locate import Look, Pictures, locate
from player.run.options import Options
from player.run.report import EmitEvent
from player.run.scope import Scope
from player.run.see import failure
from player.types import Match
from scripts.errors import ExitCode, IlsonError
from scripts.model import Script
from scripts.needs import texts


def rehearse(
    script: Script, desktop: Desktop, emit: EmitEvent, options: Options, data: List | None
) -> ExitCode:
    """Fill every placeholder for every row, and look for every target on the present screen.

    Emits ``row_done`` or ``row_failed`` per row and ``target`` per target; no key and no button
    moves. Fails if a row cannot be filled or if the first target of the script is not there (later
    ones may lie on screens that are not open yet).
    """
    good = True
    emit(
        "run_started", {"script": script.name, "data": data.name if data else "", "rehearse": True}
    )
    for row in data.rows if data else ():
        if options.rows and not options.rows[0] <= row.number <= options.rows[1]:
            continue
        scope = Scope(options.values)
        wrong = ""
        with scope.row(row.values):
            for text in texts(script):
                try:
                    scope.fill(text)
                except IlsonError as error:
                    wrong = wrong or str(error)
        good = good and not wrong
        status = (
            {"status": "failed", "message": wrong} if wrong else {"status": "done", "message": ""}
        )
        emit("row_failed" if wrong else "row_done", {"row": row.number, "seconds": 0, **status})
    look, pictures = Look(desktop.screen.grab(), desktop.windows.list()), Pictures(script.images)
    for index, target in enumerate(script.targets.values()):
        result = locate(target, pictures, look)
        found = isinstance(result, Match)
        said = (
            {}
            if isinstance(result, Match)
            else {"why": result.why, "message": str(failure(target, result))}
        )
        emit("target", {"target": target.name, "found": found, **said})
        good = good and (found or index > 0)
    status = "done" if good else "failed"
    emit("run_done", {"status": status, "rehearse": True, "done": 0, "failed": int(not good),
                      "seconds": 0, "report": ""})  # fmt: skip
    return ExitCode.DONE if good else ExitCode.FAILED
