"""Asking before a task that is not trusted does what a clerk should look at.

A task that somebody sent does nothing unseen: before a step deletes, sends, opens or types what may
start anything, the clerk is asked, the first time in a run. What counts is told from the steps
(:mod:`scripts.touches`), never by the task itself.
"""

from __future__ import annotations

from pathlib import Path

from player.run.asking import Asking
from player.run.rows import RowSkipped
from scripts.language import either
from scripts.model import Script, Step
from scripts.touches import Kind, risky_run, risky_steps


class Consent:
    """What the clerk has allowed in this run. Nothing is asked unless ``wanted``."""

    def __init__(self, asking: Asking, wanted: bool) -> None:
        self._asking = asking
        self._wanted = wanted
        self._allowed: set[tuple[Path, str]] = set()

    def before(self, step: Step, say: str, script: Script, path: Path, in_row: bool) -> None:
        """Return when the clerk lets a step of the script at ``path`` be done, ``say`` being its
        sentence. Raises RowSkipped where she wants the row left out, Stopped, and StepFailed where
        nobody is there to ask."""
        if not self._wanted:
            return
        at_any_time = risky_run(script)
        if at_any_time is not None:
            question = either(
                "이 작업은 창이 뜨거나 행을 다시 시작할 때 스스로 누르기도 해요. "
                "그렇게 해도 될까요?",
                "When a window pops up or a row begins again, this task clicks or presses keys by "
                "itself. May it?",
            )
            self._ask(question, at_any_time, (path, ""), in_row)
        kind = risky_steps(script).get(step.id)
        if kind is not None:
            question = either(
                f"받은 작업이 이 단계를 하려고 해요. {say}. 할까요?",
                f"The task is about to do this: {say}. May it?",
            )
            self._ask(question, kind, (path, step.id), in_row)

    def _ask(self, question: str, kind: Kind, what: tuple[Path, str], in_row: bool) -> None:
        if what in self._allowed:
            return
        skip = ("skip_row",) if in_row else ()
        said = self._asking.ask(question, ("continue", *skip, "stop"), why="not_trusted", kind=kind)
        if said.say != "continue":
            raise RowSkipped(
                either("받은 작업의 단계를 허락하지 않았어요.", "The step was not allowed.")
            )
        self._allowed.add(what)
