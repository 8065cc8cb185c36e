"""Playing a script: its flow, its rows, and what happens when a step fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from player.data import List, Row, append_row
from player.data.lists import Values
from player.desktop.base import Desktop
from player.locate import Pictures
from player.run.act import Hand
from player.run.conditions import holds
from player.run.control import Answer, Control
from player.run.journal import Journal
from player.run.options import Options
from player.run.report import EmitEvent, RowResult, RunResult, write_report
from player.run.scope import Scope
from player.run.see import Eyes
from player.types import Match
from scripts.errors import DataProblem, IlsonError, StepFailed, Stopped
from scripts.files import load
from scripts.model import (
    Ask,
    Call,
    Click,
    CloseWindow,
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


class RowSkipped(Exception):
    """The present row is left out, on the clerk's or the script's word."""


class _Ended(Exception):
    """The script itself said stop."""


@dataclass(slots=True)
class _Place:
    """Where a run is: filled into every event."""

    row: int | None = None
    step: str | None = None
    calls: list[Path] = field(default_factory=list)


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
        self._path = path
        self._desktop = desktop
        self._control = control
        self._emit_event = emit
        self._journal = journal
        self._options = options
        self._data = data
        self._report_folder = report_folder
        self._now = now
        self._scope = Scope(options.values)
        self._place = _Place()
        self._run = ""
        self._states: dict[str, str] = {}
        self._result = RunResult("", script.name, data.name if data else "", "")
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
            self._options.speed,
        )

    def _emit(self, event: str, **fields: object) -> None:
        place = {"row": self._place.row, "step": self._place.step}
        known = {name: value for name, value in place.items() if value is not None}
        self._emit_event(event, {"run": self._run, **known, **fields})

    # ---- the run ----------------------------------------------------------------------------

    def run(self) -> RunResult:
        """Play to the end, and write the journal and the report whatever happens."""
        began = self._now()
        result = self._result
        result.started = datetime.now().isoformat(timespec="seconds")
        options = self._options
        if options.resume:
            self._states = dict(self._journal.resume_run(options.resume))
            self._run = options.resume
        else:
            self._run = self._journal.begin_run(self._script.name, result.data)
        result.run = self._run
        self._emit(
            "run_started", script=self._script.name, data=result.data, rows=self._rows_to_do()
        )
        report = ""
        try:
            self._play()
        except _Ended:
            pass
        except Stopped:
            result.status = "stopped"
            self._emit("stopped")
        except IlsonError as error:
            result.status = "failed"
            result.message = str(error)
        finally:
            self._desktop.hands.release_all()
            self._place = _Place()
            result.seconds = self._now() - began
            if result.status == "done" and (result.count("failed") or result.count("in_doubt")):
                result.status = "failed"
            if self._report_folder is not None:
                report = str(write_report(result, self._report_folder(self._run)))
            self._journal.end_run(self._run, result.status, report)
        self._emit(
            "run_done",
            status=result.status,
            done=result.count("done"),
            failed=result.count("failed"),
            skipped=result.count("skipped"),
            in_doubt=result.count("in_doubt"),
            seconds=round(result.seconds, 3),
            report=report,
            message=result.message,
        )
        return result

    def _play(self) -> None:
        # A script recorded without a loop is, given a list, done once for each of its rows.
        if self._data is not None and not goes_over_rows(self._script.steps):
            self._each_row(self._script.steps, ())
        elif self._data is None and not goes_over_rows(self._script.steps):
            self._one_row(Row(0, Values({})), "", self._script.steps)
        else:
            self._steps(self._script.steps)

    def _rows_to_do(self) -> int:
        return sum(self._options.wants(row.number) for row in self._data.rows) if self._data else 0

    # ---- rows -------------------------------------------------------------------------------

    def _each_row(self, steps: tuple[Step, ...], key: tuple[str, ...]) -> None:
        if self._data is None:
            raise DataProblem(
                "이 작업에는 명단이 필요해요.", "--data 명단.xlsx#시트 로 명단을 알려 주세요."
            )
        if self._place.row is not None:
            raise StepFailed(
                "명단의 각 행마다 하는 일 안에 다른 명단을 넣는 것은 아직 할 수 없어요.",
                why="not_supported",
            )
        for row in self._data.rows:
            if not self._options.wants(row.number):
                continue
            mark = self._journal.key(_plain(row), key, row.number)
            state = self._states.get(mark)
            if state == "done" or (state == "begun" and not self._again(row, mark)):
                continue
            self._one_row(row, mark, steps)
        self._place.row = None

    def _again(self, row: Row, mark: str) -> bool:
        """Settle a row that was begun and not finished; True to play it again."""
        self._place.row = row.number
        say = self._options.in_doubt
        if say is None and self._options.asking:
            said = self._ask(
                f"{row.number}행은 하던 중에 끊겼어요. 이 행이 끝났나요?",
                ("done", "again", "skip_row"),
            )
            say = "done" if said.say == "done" else "again" if said.say == "again" else "skip"
        if say == "again":
            return True
        if say == "done":
            self._journal.set_row(self._run, mark, row.number, "done")
            self._result.rows.append(RowResult(row.number, "done", 0.0, why="사람이 확인했어요"))
        elif say == "skip":
            self._journal.set_row(self._run, mark, row.number, "skipped")
            self._result.rows.append(RowResult(row.number, "skipped", 0.0))
        else:
            self._result.rows.append(
                RowResult(row.number, "in_doubt", 0.0, why="하던 중에 끊겼어요")
            )
            self._emit("row_failed", why="in_doubt", message="하던 중에 끊긴 행이에요.")
        return False

    def _one_row(self, row: Row, mark: str, steps: tuple[Step, ...]) -> None:
        began = self._now()
        if row.number:
            self._place.row = row.number
            self._journal.set_row(self._run, mark, row.number, "begun")
            self._emit("row_started")
        try:
            with self._scope.row(row.values):
                self._steps(steps)
        except RowSkipped as skipped:
            self._row_ended(row, mark, RowResult(row.number, "skipped", 0, why=str(skipped)), began)
        except IlsonError as error:
            step = self._place.step or ""
            failed = RowResult(row.number, "failed", 0, step, str(error))
            self._row_ended(row, mark, failed, began)
            raise
        except _Ended:
            self._row_ended(row, mark, RowResult(row.number, "done", 0), began)
            raise
        else:
            self._row_ended(row, mark, RowResult(row.number, "done", 0), began)

    def _row_ended(self, row: Row, mark: str, result: RowResult, began: float) -> None:
        result = replace(result, seconds=round(self._now() - began, 3))
        self._result.rows.append(result)
        self._place.step = None
        if not row.number:
            return
        state = result.status if result.status != "in_doubt" else "begun"
        self._journal.set_row(self._run, mark, row.number, state)
        event = "row_failed" if result.status == "failed" else "row_done"
        self._emit(event, status=result.status, seconds=result.seconds, message=result.why)

    # ---- steps ------------------------------------------------------------------------------

    def _steps(self, steps: Iterable[Step]) -> None:
        for step in steps:
            if step.enabled:
                self._control.check()
                self._step(step)

    def _step(self, step: Step) -> None:
        """One step, again as often as its rule or the clerk says."""
        self._place.step = step.id
        tries = 0
        while True:
            tries += 1
            began = self._now()
            self._emit("step_started", say=sentence(step, self._current, "ko"))
            try:
                match = self._do(step)
                if step.closes and self._hand.acted_in is not None:
                    self._hand.gone(self._hand.acted_in, self._timeout(step))
            except StepFailed as error:
                self._place.step = step.id
                self._emit("step_failed", why=error.why, message=str(error), hint=error.hint)
                if self._after_failure(step, error, tries):
                    continue
                return
            self._place.step = step.id
            seen = (
                {"how": match.how, "score": round(match.score, 3), "margin": round(match.margin, 3),
                 "point": list(match.point)}
                if match
                else {}
            )  # fmt: skip
            self._emit("step_done", **seen, seconds=round(self._now() - began, 3))
            return

    def _after_failure(self, step: Step, error: StepFailed, tries: int) -> bool:
        """True to do the step again, False to go on after it; raises for everything else."""
        rule = step.on_error or ("ask" if self._options.asking else "stop")
        if rule == "retry" and tries <= 2:
            return True
        if rule == "ignore":
            return False
        if rule == "skip_row" and self._place.row is not None:
            raise RowSkipped(str(error))
        if rule == "ask":
            said = self._ask(str(error), ("retry", "continue", "skip_row", "stop"))
            if said.say in ("retry", "again"):
                return True
            if said.say == "continue":
                return False
            if said.say == "skip_row":
                raise RowSkipped(str(error))
        raise error

    def _ask(self, question: str, choices: tuple[str, ...]) -> Answer:
        self._control.forget_answers()
        self._emit("asked", question=question, choices=list(choices))
        answer = self._control.ask()
        if answer is None:
            raise StepFailed(
                "물어볼 사람이 없어서 멈췄어요.",
                "창에서 실행하거나 답을 함께 보내 주세요.",
                why="timed_out",
            )
        return answer

    def _timeout(self, step: Step) -> float:
        return self._options.step_timeout if step.timeout is None else step.timeout

    def _do(self, step: Step) -> Match | None:
        timeout = self._timeout(step)
        hand, fill = self._hand, self._scope.fill
        match step.action:
            case Click() as action:
                return hand.click(action, timeout)
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
                    if condition is not None and not self._holds(condition):
                        break
                    self._steps(do)
            case Call() as action:
                self._call(action)
            case Ask(question, into, choices):
                asked = self._ask(fill(question), tuple(fill(choice) for choice in choices))
                self._scope.set(into, asked.text)
            case Message(text):
                self._emit("message", text=fill(text))
            case Pause(text):
                self._emit("paused", text=fill(text))
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
                raise _Ended
        return None

    def _holds(self, condition: object) -> bool:
        return holds(condition, self._eyes, self._current.targets, self._scope.fill)  # type: ignore[arg-type]

    def _call(self, action: Call) -> None:
        """Play another script beside this one, in its own pictures and targets."""
        caller_path = self._place.calls[-1] if self._place.calls else self._path
        home = caller_path.parent if caller_path.name == YAML else caller_path
        path = home.absolute().parent / action.script
        if len(self._place.calls) >= _MOST_CALLS:
            raise StepFailed("작업이 서로를 끝없이 부르고 있어요.", why="not_supported")
        caller = self._current
        for name, value in action.values.items():
            self._scope.set(name, self._scope.fill(value))
        self._place.calls.append(path)
        try:
            self._use(load(path))
            self._steps(self._current.steps)
        finally:
            self._place.calls.pop()
            self._use(caller)


def _plain(row: Row) -> dict[str, str]:
    """The row's texts, a bad cell as nothing: a row is told apart by what it holds."""
    values = row.values
    return {name: "" if values.problem(name) else values[name] for name in values}
