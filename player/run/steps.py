"""Doing the steps of a script in their flow, and what happens when one fails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from player.data import List, append_row
from player.data.output import not_kept
from player.desktop.base import Desktop
from player.locate import Pictures
from player.run.act import Hand
from player.run.asking import Asking, Tell
from player.run.conditions import holds
from player.run.consent import Consent
from player.run.control import Answer, Control
from player.run.flow import Flow, any_holds
from player.run.identity import plain
from player.run.ladder import Ladder
from player.run.marks import Marks
from player.run.options import Options
from player.run.proofs import Proofs
from player.run.repairs import REPAIRABLE, Repair, evidence, expected, mend, screen_now
from player.run.report import reason
from player.run.rows import Ended, RowAgain, Rows, RowSkipped
from player.run.see import Eyes
from player.run.typing import Typed
from player.run.ways import Ways
from player.types import Match
from scripts.commits import irreversible
from scripts.errors import IlsonError, StepFailed
from scripts.files import load
from scripts.language import either
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
    OnError,
    Open,
    Pause,
    Point,
    Press,
    Read,
    Repeat,
    Script,
    Scroll,
    Step,
    Stop,
    Tick,
    Type,
    Vanishes,
    Wait,
    WaitFor,
    WriteRow,
)
from scripts.parts import YAML
from scripts.show import sentence

_MOST_CALLS = 8
"""How deep scripts may call each other."""
_COMES = 1.5
"""Seconds within which what is to vanish comes; what did not is gone already."""
_SLOW_PAUSE = 0.3
"""Seconds after each step at half speed."""


class Steps(Flow):
    """Does steps on one desktop for one run. ``path`` is where the script lies (for scripts that
    it calls); ``repair`` learns a place that the clerk shows. The rest is as in
    :class:`player.run.flow.Flow`."""

    def __init__(
        self,
        script: Script,
        path: Path,
        desktop: Desktop,
        control: Control,
        options: Options,
        rows: Rows,
        marks: Marks,
        proofs: Proofs,
        asking: Asking,
        tell: Tell,
        now: Callable[[], float],
        lists: Mapping[str, List],
        repair: Repair | None = None,
        ladder: Ladder | None = None,
    ) -> None:
        super().__init__(control, options, rows, tell, lists)
        self._repair = repair
        self._desktop = desktop
        self._marks = marks
        self._proofs = proofs
        self._asking = asking
        self._consent = Consent(asking, options.ask_first)
        self._now = now
        self._typed = Typed(options.type_ahead, now, ladder)
        self._paths = [path]
        if options.by_steps:
            control.single()
        self._called: dict[Path, Script] = {}
        self._copies: set[Path] = set()
        self._use(script)

    def _use(self, script: Script) -> None:
        self._current = script
        self._irreversible = irreversible(script)
        self._eyes = Eyes(self._desktop, Pictures(script.images), self._control, self._now)
        self._hand, other = (
            Hand(self._desktop, self._eyes, self._control, script.targets, self._scope.fill,
                 self._typed)
            for _ in range(2)
        )  # fmt: skip
        self._ways = Ways(
            script, self._desktop, self._eyes, other, self._marks, self._holds, self._tell,
            self._now, self._options.step_timeout,
        )  # fmt: skip
        self._eyes.waiting = self._ways.look_out

    def _step(self, step: Step) -> None:
        """One step, again as often as its rule or the clerk says."""
        say = sentence(step, self._current)
        tries, acted, match = 0, False, None
        self.step_id = step.id
        in_row = self._rows.current is not None
        self._consent.before(step, say, self._current, self._paths[-1], in_row)
        while True:
            tries += 1
            began = self._now()
            self.step_id = step.id
            self._rows.at_step(say)
            self._tell("step_started", say=say)
            self._marks.arm(step.id if step.id in self._irreversible else "")
            self._proofs.begin_step(step, say, self._current)
            try:
                self._ways.before_step()
                if not acted:
                    match = self._do(step)
                    acted = True
                if step.closes and self._hand.acted_in is not None:
                    self._hand.gone(self._hand.acted_in, self._timeout(step))
            except StepFailed as error:
                if error.settled:
                    raise  # it has been through this, at a step inside this one
                self.step_id = step.id
                self._proofs.failed_step(reason(error, ""))
                self._tell(
                    "step_failed", why=error.why, message=str(error), hint=error.hint,
                    **evidence(error),
                )  # fmt: skip
                if self._after_failure(step, error, tries, acted):
                    continue
                self._marks.done()
                return
            self.step_id = step.id
            self._marks.done()
            seconds = round(self._now() - began, 3)
            self._proofs.end_step(step, match, seconds)
            self._tell("step_done", **_seen(match), seconds=seconds)
            if self._options.speed < 1:
                self._control.wait(_SLOW_PAUSE * (1 / self._options.speed - 1))
            return

    def _after_failure(self, step: Step, error: StepFailed, tries: int, acted: bool) -> bool:
        """True to do the step again, False to go on after it; raises for everything else. A step
        that has ``acted`` is only looked at again."""
        otherwise: OnError = "ask" if self._options.asking else "stop"
        rule = step.on_error or self._current.on_error or otherwise
        in_row = self._rows.current is not None
        # Nothing of a row is done twice that was kept.
        row_again = in_row and not self._marks.acted
        if rule == "retry":
            if tries < step.tries and (step.back is not None or not error.halfway):
                back = step.back or self._current.back
                if back is not None and not acted:
                    self._ways.back(back)
                return True
            rule = otherwise
        if rule == "retry_row":
            if row_again:
                raise RowAgain(error) from error
            rule = otherwise
        if rule == "ignore":
            return False
        if rule == "skip_row" and in_row:
            raise RowSkipped(str(error)) from error
        if rule == "ask":
            again = () if error.halfway else ("retry",)
            skip = ("skip_row",) if in_row else ()
            choices = (*again, "continue", *skip, "stop")
            said = self._put(error, choices, ["retry_row"] if row_again else [])
            if said.say == "retry_row":
                raise RowAgain(error) from error
            if said.say in ("retry", "here"):
                return True
            if said.say == "continue":
                return False
            raise RowSkipped(str(error)) from error
        error.settled = True
        raise error

    def _put(self, error: StepFailed, choices: tuple[str, ...], also: list[str]) -> Answer:
        """Put a failed step to the clerk; ``also`` are answers that no button need offer. Where she
        shows the place (``here``) it is learnt when this returns."""
        told: dict[str, object] = {}
        if self._repair is not None and error.target and error.why in REPAIRABLE:
            also = [*also, "here"]
            told = {**evidence(error), "expected": expected(self._current, error.target),
                    "seen": self._proofs.last_picture, **self._shown()}  # fmt: skip
        words = (*choices, *also, *(("look",) if "screen" in told else ()))
        while True:
            said = self._asking.ask(
                str(error), choices, lambda answer: answer.say in words, also=also, **told
            )
            if said.say == "look":
                told |= self._shown()
                continue
            if said.say != "here" or (said.at and self._mended(error.target, said.at, said.keep)):
                return said

    def _shown(self) -> dict[str, object]:
        """The screen with the window in front, as it is, where that was asked for."""
        return {"screen": screen_now(self._desktop)} if self._options.show_screen else {}

    def _mended(self, name: str, at: Point, keep: bool) -> bool:
        """Learn a place that the clerk has shown, for this run or also for later ones (``keep``);
        what keeps us from it she is told."""
        assert self._repair is not None
        path = self._paths[-1]
        row = self._rows.current
        try:
            script = mend(self._current, path, name, at, self._eyes.look(),
                          plain(row) if row else {}, self._repair, keep)  # fmt: skip
        except IlsonError as error:
            self._tell("message", text=f"{error} {error.hint}".rstrip())
            return False
        if path in self._called:
            self._called[path] = script
        self._use(script)
        self._tell("repaired", target=name, point=list(at))
        return True

    # ---- one step ---------------------------------------------------------------------------

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
                self._wait_for(condition, timeout)
            case Wait(seconds):
                self._control.wait(seconds / self._options.speed)
            case Read() as action:
                value, found = hand.read(action, timeout)
                self._scope.set(action.into, value)
                return found
            case ForEachRow(_, do):
                self.each_row(do, step)
            case If(condition, then, otherwise):
                meant = self._first and [b for b in (then, otherwise) if any_holds(b, self._first)]
                self.do(meant[0] if meant else then if self._holds(condition) else otherwise)
            case Repeat(times, do, condition):
                for _ in range(times):
                    if not self._holds(condition):
                        break
                    self.do(do)
            case Call() as action:
                self._call(action)
            case Ask(question, into, choices):
                every = tuple(fill(choice) for choice in choices)
                self._scope.set(into, self._asking.text(fill(question), every))
            case Message(text):
                self._tell("message", text=fill(text))
            case Pause(text):
                self._control.pause()  # first: her word may come at once
                self._tell("paused", text=fill(text))
                self._control.check()
            case Open() as action:
                self._marks.acting()
                hand.open(action)
            case FocusWindow() as action:
                hand.focus(action, timeout)
            case CloseWindow() as action:
                self._marks.acting()
                hand.close(action, timeout)
            case WriteRow(output, values):
                self._write_row(fill(output), {name: fill(text) for name, text in values.items()})
            case Stop(reason, failed):
                if failed:
                    raise StepFailed(
                        fill(reason)
                        or either(
                            "작업이 여기서 멈추게 되어 있어요.", "The task is made to stop here."
                        ),
                        why="mismatch",
                    )
                raise Ended
        return None

    def _wait_for(self, condition: Condition, timeout: float) -> None:
        if isinstance(condition, Vanishes):
            # What a step before has set off comes first (조회 중…): not yet there is not gone.
            self._eyes.until(lambda: not self._holds(condition), min(_COMES, timeout))
        if not self._eyes.until(lambda: self._holds(condition), timeout):
            raise StepFailed(
                either(
                    f"{timeout:g}초를 기다렸지만 그렇게 되지 않았어요.",
                    f"It did not happen within {timeout:g} seconds.",
                ),
                either(
                    "더 오래 걸리는 일이면 timeout을 늘려 주세요.",
                    "If it takes longer, raise timeout.",
                ),
                why="timed_out",
            )

    def _holds(self, condition: Condition | None) -> bool:
        return condition is None or holds(
            condition, self._eyes, self._current.targets, self._scope.fill
        )

    def _write_row(self, output: str, values: dict[str, str]) -> None:
        self._marks.acting()
        written = append_row(Path(output), values)
        if written.name != Path(output).name and written not in self._copies:
            self._copies.add(written)
            lost = ", ".join(not_kept(Path(output)))
            self._tell(
                "message",
                text=either(
                    f"‘{Path(output).name}’에는 일손이 지키지 못하는 것이 있어요({lost}). 그건 "
                    f"그대로 두고 ‘{written.name}’에 적어요.",
                    f"‘{Path(output).name}’ has things that Ilson can't keep ({lost}). It "
                    f"stays as it is, and ‘{written.name}’ is written.",
                ),
            )

    def _call(self, action: Call) -> None:
        """Play another script beside this one, in its own pictures and targets."""
        here = self._paths[-1]
        path = (here.parent if here.name == YAML else here).absolute().parent / action.script
        if len(self._paths) > _MOST_CALLS:
            raise StepFailed(
                either("작업이 서로를 끝없이 부르고 있어요.", "Tasks call each other without end."),
                why="not_supported",
            )
        caller = self._current
        for name, value in action.values.items():
            self._scope.set(name, self._scope.fill(value))
        if path not in self._called:
            self._called[path] = load(path)
        self._paths.append(path)
        try:
            self._use(self._called[path])
            self.do(self._current.steps)
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
