"""Playing a script: its flow, its rows, and what happens when a step fails."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from player.data import List, append_row
from player.desktop.base import Desktop
from player.locate import Pictures
from player.ocr.reader import interruptible
from player.run.act import Hand
from player.run.conditions import holds
from player.run.control import Answer, Control
from player.run.journal import Journal
from player.run.options import InDoubt, Options
from player.run.report import EmitEvent, RunResult, prepare_folder, reason, write_report
from player.run.rows import Ended, Rows, RowSkipped
from player.run.scope import Scope
from player.run.see import Eyes
from player.run.typing import Typed
from player.types import Match
from scripts.errors import DataProblem, IlsonError, StepFailed, Stopped
from scripts.files import load
from scripts.model import (
    Ask,
    Call,
    Click,
    CloseWindow,
    Condition,
    Drag,
    FocusWindow,
    ForEachRow,
    If,
    Message,
    Open,
    Pause,
    Press,
    Read,
    Repeat,
    Script,
    Scroll,
    Step,
    Stop,
    Tick,
    Type,
    Wait,
    WaitFor,
    WriteRow,
)
from scripts.needs import goes_over_rows
from scripts.parts import YAML
from scripts.show import sentence

_MOST_CALLS = 8
"""How deep scripts may call each other."""
_TRIES = 3
"""How often ``on_error: retry`` does a step."""
_ACTING = (Click, Tick, Drag, Type, Press, Open, CloseWindow, WriteRow)
"""Steps after which a row is no longer as if it had never been begun."""
_SLOW_PAUSE = 0.3
"""Seconds after each step at half speed."""


class Runner:
    """Plays one script on one desktop, once.

    ``path`` is where the script lies (for scripts that it calls), ``emit`` takes the events of the
    contract, ``now`` is the clock (seconds). The journal is written before and after every row.
    """

    def __init__(
        self,
        script: Script,
        path: Path,
        desktop: Desktop,
        control: Control,
        emit: EmitEvent,
        journal: Journal,
        options: Options,
        data: List | None = None,
        report_folder: Callable[[str], Path] | None = None,
        now: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._script = script
        self._desktop = desktop
        self._control = control
        self._emit_event = emit
        self._journal = journal
        self._options = options
        self._report_folder = report_folder
        self._now = now
        self._scope = Scope(options.values)
        self._typed = Typed(options.type_ahead, now)
        self._step_id: str | None = None
        self._paths = [path]
        self._called: dict[Path, Script] = {}
        self._result = RunResult("", script.name, data.name if data else "", "")
        self._rows = Rows(data, options, journal, self._result, self.tell, self._settle_row, now)
        self._use(script)

    def _use(self, script: Script) -> None:
        self._current = script
        self._eyes = Eyes(self._desktop, Pictures(script.images), self._control, self._now)
        self._hand = Hand(
            self._desktop,
            self._eyes,
            self._control,
            script.targets,
            self._scope.fill,
            self._typed,
        )

    def tell(self, event: str, **fields: object) -> None:
        """Emit an event with its run, and where it applies its row and step."""
        row = self._rows.current
        place: dict[str, object] = {"run": self._result.run}
        if row is not None:
            place["row"] = row.number
        if self._step_id is not None:
            place["step"] = self._step_id
        self._emit_event(event, {**place, **fields})

    # ---- the run ----------------------------------------------------------------------------

    def run(self) -> RunResult:
        """Play to the end; the journal and the report tell of it whatever happens. Raises
        IlsonError only before anything was touched."""
        began = self._now()
        result, options = self._result, self._options
        result.started = datetime.now().isoformat(timespec="seconds")
        if options.resume:
            self._rows.resume(self._journal.resume_run(options.resume, result.script, result.data))
            result.run = options.resume
        else:
            result.run = self._journal.begin_run(result.script, result.data)
        folder = prepare_folder(self._report_folder(result.run)) if self._report_folder else None
        data = self._rows.data
        self.tell(
            "run_started",
            pid=os.getpid(),
            script=result.script,
            data=result.data,
            rows=self._rows.wanted,
            left_out=[skipped.number for skipped in data.skipped] if data else [],
        )
        message = ""
        try:
            with interruptible(self._control.go_on):
                self._play()
            result.status = "done"
        except Ended:
            result.status = "done"
        except Stopped:
            result.status = "stopped"
            self._desktop.hands.release_all()
            self.tell("stopped")
        except IlsonError as error:
            message = str(error)
            result.message = result.message or reason(error, "")
        finally:
            self._desktop.hands.release_all()
            self._step_id = None
            result.seconds = round(self._now() - began, 3)
            if result.status == "done" and (result.count("failed") or result.count("in_doubt")):
                result.status = "failed"
            report = self._write_report(folder)
            self._journal.end_run(result.run, result.status, report)
        self.tell(
            "run_done",
            status=result.status,
            done=result.count("done"),
            failed=result.count("failed"),
            skipped=result.count("skipped"),
            in_doubt=result.count("in_doubt"),
            seconds=result.seconds,
            report=report,
            message=message,
        )
        return result

    def _write_report(self, folder: Path | None) -> str:
        """The report's page; a report that cannot be written must not hide what was done."""
        if folder is None:
            return ""
        try:
            return str(write_report(self._result, folder))
        except OSError as error:
            self.tell("message", text=f"처리 결과를 남기지 못했어요 ({error.strerror}).")
            return ""

    def _play(self) -> None:
        loop = goes_over_rows(self._script.steps)
        if self._rows.data is not None and not loop:
            # A script recorded without a loop is, given a list, done once for each of its rows.
            key = next((of.key for of in self._script.inputs.values()), ())
            self._each_row(self._script.steps, key)
        elif loop:
            self._steps(self._script.steps)
        else:
            with self._rows.playing(None, ""):
                self._steps(self._script.steps)

    def _each_row(self, steps: tuple[Step, ...], key: tuple[str, ...]) -> None:
        if self._rows.data is None:
            raise DataProblem(
                "이 작업에는 명단이 필요해요.", "--data 명단.xlsx#시트 로 명단을 알려 주세요."
            )
        if self._rows.current is not None:
            raise StepFailed(
                "명단의 각 행마다 하는 일 안에 다른 명단을 넣는 것은 아직 할 수 없어요.",
                why="not_supported",
            )
        for row, mark in self._rows.to_do(key):
            self._control.check()
            with self._rows.playing(row, mark), self._scope.row(row.values):
                self._steps(steps)
                self._step_id = None

    # ---- steps ------------------------------------------------------------------------------

    def _steps(self, steps: Iterable[Step]) -> None:
        for step in steps:
            if step.enabled:
                self._control.check()
                self._step(step)

    def _step(self, step: Step) -> None:
        """One step, again as often as its rule or the clerk says."""
        say = sentence(step, self._current, "ko")
        tries, acted, match = 0, False, None
        while True:
            tries += 1
            began = self._now()
            self._step_id = step.id
            self._rows.at_step(say)
            self.tell("step_started", say=say)
            try:
                if not acted:
                    self._rows.acted = self._rows.acted or isinstance(step.action, _ACTING)
                    match = self._do(step)
                    acted = True
                if step.closes and self._hand.acted_in is not None:
                    self._hand.gone(self._hand.acted_in, self._timeout(step))
            except StepFailed as error:
                if error.settled:
                    raise  # it has been through this, at a step inside this one
                self._step_id = step.id
                self.tell("step_failed", why=error.why, message=str(error), hint=error.hint)
                if self._after_failure(step, error, tries):
                    continue
                return
            self._step_id = step.id
            self.tell("step_done", **_seen(match), seconds=round(self._now() - began, 3))
            if self._options.speed < 1:
                self._control.wait(_SLOW_PAUSE * (1 / self._options.speed - 1))
            return

    def _after_failure(self, step: Step, error: StepFailed, tries: int) -> bool:
        """True to do the step again, False to go on after it; raises for everything else."""
        rule = step.on_error or ("ask" if self._options.asking else "stop")
        in_row = self._rows.current is not None
        if rule == "retry":
            if tries < _TRIES and not error.halfway:
                return True
            rule = "ask" if self._options.asking else "stop"
        if rule == "ignore":
            return False
        if rule == "skip_row" and in_row:
            raise RowSkipped(str(error)) from error
        if rule == "ask":
            again = () if error.halfway else ("retry",)
            skip = ("skip_row",) if in_row else ()
            said = self._ask(str(error), (*again, "continue", *skip, "stop"))
            if said.say == "retry":
                return True
            if said.say == "continue":
                return False
            raise RowSkipped(str(error)) from error
        error.settled = True
        raise error

    def _ask(
        self,
        question: str,
        choices: tuple[str, ...],
        fits: Callable[[Answer], bool] | None = None,
        **told: object,
    ) -> Answer:
        """Put a question and wait for an answer that ``fits`` (by default: one of ``choices``);
        anything else is passed over."""
        self._control.forget_answers()
        self.tell("asked", question=question, choices=list(choices), **told)
        while True:
            answer = self._control.ask()
            if answer is None:
                raise StepFailed(
                    "물어볼 사람이 없어서 멈췄어요.",
                    "창에서 실행하거나 답을 함께 보내 주세요.",
                    why="timed_out",
                )
            if fits(answer) if fits else answer.say in choices:
                return answer

    def _ask_text(self, question: str, choices: tuple[str, ...]) -> str:
        """Ask for a text: one of ``choices``, or any where there are none."""

        def fits(answer: Answer) -> bool:
            return answer.say == "text" and (not choices or answer.text in choices)

        return self._ask(question, choices, fits, wants="text").text

    def _settle_row(self, number: int) -> InDoubt:
        said = self._ask(
            f"{number}행은 하던 중에 끊겼어요. 이 행이 끝났나요?", ("done", "again", "skip_row")
        )
        return "done" if said.say == "done" else "again" if said.say == "again" else "skip"

    def _timeout(self, step: Step) -> float:
        return self._options.step_timeout if step.timeout is None else step.timeout

    def _do(self, step: Step) -> Match | None:
        timeout = self._timeout(step)
        hand, fill = self._hand, self._scope.fill
        match step.action:
            case Click() as action:
                return hand.click(action, timeout)
            case Tick() as action:
                return hand.tick(action, timeout)
            case Drag() as action:
                return hand.drag(action, timeout)
            case Scroll() as action:
                return hand.scroll(action, timeout)
            case Type() as action:
                return hand.type(action, timeout)
            case Press() as action:
                hand.press(action, timeout)
            case WaitFor(condition):
                if not self._eyes.until(lambda: self._holds(condition), timeout):
                    raise StepFailed(
                        f"{timeout:g}초를 기다렸지만 그렇게 되지 않았어요.",
                        "더 오래 걸리는 일이면 timeout을 늘려 주세요.",
                        why="timed_out",
                    )
            case Wait(seconds):
                self._control.wait(seconds / self._options.speed)
            case Read() as action:
                value, found = hand.read(action, timeout)
                self._scope.set(action.into, value)
                return found
            case ForEachRow(name, do):
                key = self._current.inputs[name].key if name in self._current.inputs else ()
                self._each_row(do, key)
            case If(condition, then, otherwise):
                self._steps(then if self._holds(condition) else otherwise)
            case Repeat(times, do, condition):
                for _ in range(times):
                    if not self._holds(condition):
                        break
                    self._steps(do)
            case Call() as action:
                self._call(action)
            case Ask(question, into, choices):
                asked = self._ask_text(fill(question), tuple(fill(choice) for choice in choices))
                self._scope.set(into, asked)
            case Message(text):
                self.tell("message", text=fill(text))
            case Pause(text):
                self.tell("paused", text=fill(text))
                self._control.pause()
                self._control.check()
            case Open() as action:
                hand.open(action)
            case FocusWindow() as action:
                hand.focus(action, timeout)
            case CloseWindow() as action:
                hand.close(action, timeout)
            case WriteRow(output, values):
                append_row(
                    Path(fill(output)), {name: fill(value) for name, value in values.items()}
                )
            case Stop(reason, failed):
                if failed:
                    raise StepFailed(
                        fill(reason) or "작업이 여기서 멈추게 되어 있어요.", why="mismatch"
                    )
                raise Ended
        return None

    def _holds(self, condition: Condition | None) -> bool:
        return condition is None or holds(
            condition, self._eyes, self._current.targets, self._scope.fill
        )

    def _call(self, action: Call) -> None:
        """Play another script beside this one, in its own pictures and targets."""
        here = self._paths[-1]
        path = (here.parent if here.name == YAML else here).absolute().parent / action.script
        if len(self._paths) > _MOST_CALLS:
            raise StepFailed("작업이 서로를 끝없이 부르고 있어요.", why="not_supported")
        caller = self._current
        for name, value in action.values.items():
            self._scope.set(name, self._scope.fill(value))
        if path not in self._called:
            self._called[path] = load(path)
        self._paths.append(path)
        try:
            self._use(self._called[path])
            self._steps(self._current.steps)
        finally:
            self._paths.pop()
            self._use(caller)


def _seen(match: Match | None) -> dict[str, object]:
    """What an event says of a place."""
    if match is None:
        return {}
    return {
        "how": match.how,
        "score": round(match.score, 3),
        "margin": round(match.margin, 3),
        "point": list(match.point),
    }
