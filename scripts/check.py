"""Whether a script can be played, found out before anything moves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from scripts import schema
from scripts.check_places import PlaceChecks
from scripts.errors import FileProblem, Problem
from scripts.fields import MOST_PROBLEMS
from scripts.files import open_script
from scripts.keys import MODIFIERS, split_chord
from scripts.korean import josa, quoted
from scripts.language import either
from scripts.model import (
    Action,
    Appears,
    Ask,
    Call,
    Click,
    Condition,
    Drag,
    ForEachRow,
    If,
    Open,
    Press,
    Read,
    Repeat,
    Script,
    Secret,
    Step,
    TextSeen,
    ValueIs,
    Vanishes,
    WaitFor,
    WayBack,
    WindowOpen,
    WindowPattern,
    WindowStill,
    WriteRow,
)
from scripts.near import did_you_mean
from scripts.parts import YAML
from scripts.placeholders import BUILT_IN, TemplateProblem, parse
from scripts.source import Source

_MOST_CALLED = 50
_DRIVE = re.compile(r"[A-Za-z]:")
_USER_FOLDER = re.compile(r"([A-Za-z]:)?[\\/](users|home|documents and settings)[\\/]", re.I)


def problems(path: Path) -> list[Problem]:
    """Everything that is wrong with the script at ``path`` and with those that it calls; empty
    if it can be played. A file that cannot be read at all is a problem like any other."""
    found: list[Problem] = []
    waiting = [path]
    seen: set[str] = set()
    while waiting and len(seen) < _MOST_CALLED and len(found) < MOST_PROBLEMS:
        path = waiting.pop(0)
        home = path.parent if path.name == YAML else path
        key = str(home.absolute())
        if key in seen:
            continue
        seen.add(key)
        try:
            loaded = open_script(path)
        except FileProblem as error:
            found += error.problems
            continue
        found += loaded.problems
        found += check(loaded.script, loaded.source, pictures_said=bool(loaded.problems))
        found += _calls(loaded.script, loaded.source, home.absolute().parent, waiting)
    return found[:MOST_PROBLEMS]


def missing_calls(script: Script, source: Source, beside: Path) -> list[Problem]:
    """A problem for each script that is called and does not lie ``beside`` this one."""
    return _calls(script, source, beside, [])


def _calls(script: Script, source: Source, beside: Path, waiting: list[Path]) -> list[Problem]:
    found = []
    for step in schema.walk(script.steps):
        if not isinstance(step.action, Call) or _bad_path(step.action.script):
            continue
        called = beside / step.action.script
        if called.exists() and called.resolve().is_relative_to(beside.resolve()):
            waiting.append(called)
        else:
            name = step.action.script
            found.append(
                source.problem(
                    either(
                        f"{quoted(name, '이라는/라는')} 작업이 옆에 없어요.",
                        f"The task {quoted(name)} is not beside this one.",
                    ),
                    "step",
                    step.id,
                    "call",
                )
            )
    return found


def check(
    script: Script, source: Source | None = None, *, pictures_said: bool = False
) -> list[Problem]:
    """Everything that is wrong with a script by itself. ``source`` gives the problems their
    lines; with ``pictures_said`` missing pictures have been reported already."""
    checker = _Checker(script, source or Source(script.name), pictures_said)
    checker.run()
    return sorted(checker.problems, key=lambda problem: problem.line)[:MOST_PROBLEMS]


def _bad_path(text: str) -> str | None:
    """Why a text is no path to something beside the script, None if it is one."""
    if not text.strip():
        return either("이름이 비어 있어요.", "The name is empty.")
    if text.startswith(("/", "\\", "~")) or _DRIVE.match(text):
        return either(
            f"{quoted(text, '은/는')} 이 컴퓨터에서만 통하는 경로예요. 옆에 두고 이름만 써 주세요.",
            f"{quoted(text)} is a path on this computer only. Put it beside the task and write "
            "only its name.",
        )
    if "\\" in text:
        return either(
            f"{quoted(text)}에는 \\ 대신 /를 써 주세요.",
            f"Write / instead of \\ in {quoted(text)}.",
        )
    if ".." in PurePosixPath(text).parts:
        return either(
            f"{quoted(text, '은/는')} 작업 폴더 밖을 가리켜요.",
            f"{quoted(text)} points out of the task's folder.",
        )
    return None


class _Checker(PlaceChecks):
    """``known`` are the names that have a value here; None where any name may come from a list
    whose columns nobody has declared."""

    def run(self) -> None:
        script = self._script
        if not script.name.strip():
            self._say(either("작업의 이름이 비어 있어요.", "The task's name is empty."), "name")
        for name, of in script.inputs.items():
            for key in of.key:
                if of.columns and key not in of.columns:
                    meant = did_you_mean(key, of.columns)
                    what = either(
                        f"{quoted(name)}의 key에 있는 {quoted(key, '이/가')} columns에 없어요.",
                        f"{quoted(key)}, in the key of {quoted(name)}, is not among its columns.",
                    )
                    self._say(what + meant, "input", name)
            for column in of.rules:
                if of.columns and column not in (*of.columns, *of.key):
                    meant = did_you_mean(column, of.columns)
                    what = either(
                        f"{quoted(name)}의 rules에 있는 {quoted(column, '이/가')} columns에 "
                        "없어요.",
                        f"{quoted(column)}, in the rules of {quoted(name)}, is not among its "
                        "columns.",
                    )
                    self._say(what + meant, "input", name)
        self._targets()
        self._whole_run()
        if not script.steps:
            self._say(either("단계가 하나도 없어요.", "There is no step."), "steps")
        self._steps(script.steps, self._at_first())

    def _whole_run(self) -> None:
        """What the file says of all steps."""
        script = self._script
        self._on_error(script.on_error, "on_error")
        if script.back is not None:
            self._back(script.back, None, "back")
        for popup in script.popups:
            self._condition(popup.when, None, "popups")
            if bool(popup.press) == (popup.click is not None):
                self._say(
                    either(
                        "뜰 수 있는 창마다 press나 click 가운데 하나를 써 주세요.",
                        "Write either press or click for each window that may pop up.",
                    ),
                    "popups",
                )
            self._chord(popup.press, "popups")
            if popup.click is not None:
                self._target(popup.click, "popups")

    def _on_error(self, rule: str | None, *place: str) -> None:
        every = schema.walk(self._script.steps)
        if rule == "retry_row" and not any(step.saves and step.enabled for step in every):
            self._say(
                either(
                    "retry_row는 저장하기 전까지만 할 수 있어요. 저장하는 단계에 saves: true를 "
                    "표시해 주세요.",
                    "retry_row is possible only before something is saved. Mark the step that "
                    "saves by saves: true.",
                ),
                *place,
            )

    def _back(self, back: WayBack, known: set[str] | None, *place: str) -> None:
        if not back.press and back.close is None:
            self._say(
                either(
                    "돌아가는 길(back)에 press나 close를 써 주세요.",
                    "Write press or close for the way back (back).",
                ),
                *place,
            )
        self._chord(back.press, *place)
        if back.close is not None:
            self._window(back.close, *place)
        if back.until is not None:
            self._condition(back.until, known, *place)

    def _chord(self, keys: str, *place: str) -> None:
        try:
            split_chord(keys) if keys else ()
        except ValueError as error:
            self._say(
                either(
                    f"{quoted(str(error), '은/는')} 누를 수 있는 키가 아니에요.",
                    f"{quoted(str(error))} is no key that can be pressed.",
                ),
                *place,
            )

    def _at_first(self) -> set[str] | None:
        inputs = self._script.inputs
        loops = any(isinstance(s.action, ForEachRow) for s in schema.walk(self._script.steps))
        if not loops and (not inputs or any(not of.columns for of in inputs.values())):
            return None
        known = {*BUILT_IN, *self._script.variables}
        if not loops:
            known |= {name for of in inputs.values() for name in (*of.columns, *of.key)}
        return known

    # ---- steps ------------------------------------------------------------------------------

    def _steps(self, steps: Sequence[Step], known: set[str] | None) -> None:
        for step in steps:
            if step.enabled and len(self.problems) < MOST_PROBLEMS:
                self._step(step, known)

    def _step(self, step: Step, known: set[str] | None) -> None:
        action = step.action
        kind = schema.kind_of(action)
        for one in kind.fields:
            value = getattr(action, one.attribute)
            place = ("step", step.id, one.key)
            if one.kind == "steps":
                if one.required and not value:
                    self._say(
                        either(
                            f"‘{one.key}’ 안에 단계가 없어요.",
                            f"There is no step inside ‘{one.key}’.",
                        ),
                        *place,
                    )
            elif value is not None:
                self._field(one.kind, value, known, place)
        for name in schema.targets_of(step):
            if name in self._script.targets:
                for text in self._script.targets[name].texts():
                    self._template(text, known, "target", name)
        self._on_error(step.on_error, "step", step.id)
        if step.back is not None:
            self._back(step.back, known, "step", step.id)
        self._whole(action, step)
        self._inside(action, known)
        if known is None:
            return
        if isinstance(action, Read | Ask):
            known.add(action.into)
        elif isinstance(action, Call):
            known.update(action.values)
            # What the other script reads and asks is known from here on too; its own check
            # sees to those names.

    def _field(
        self, kind: str, value: object, known: set[str] | None, place: tuple[str, ...]
    ) -> None:
        match kind, value:
            case "target", str():
                self._target(value, *place)
            case "template" | "typed", str():
                self._template(value, known, *place)
            case "typed", Secret(name) if not name.strip():
                self._say(
                    either("비밀 값의 이름이 비어 있어요.", "The secret has no name."), *place
                )
            case "templates", tuple():
                for text in value:
                    self._template(text, known, *place)
            case "values", Mapping():
                for text in value.values():
                    self._template(text, known, *place)
            case "window", WindowPattern():
                self._window(value, *place)
            case "condition", _:
                self._condition(value, known, *place)  # type: ignore[arg-type]
            case "path", str():
                if why := _bad_path(value):
                    self._say(why, *place)

    def _template(self, text: str, known: set[str] | None, *place: str) -> None:
        try:
            names = parse(text).names()
        except TemplateProblem as error:
            self._say(f"{error} {error.hint}".strip(), *place)
            return
        for name in names if known is not None else ():
            if known is not None and name not in known:
                self._say(self._unknown(name, known), *place)

    def _unknown(self, name: str, known: set[str]) -> str:
        for of, made in self._script.inputs.items():
            if name in made.columns:
                return either(
                    f"{{{name}}} 값은 {quoted(of)}의 각 행 안에서만 쓸 수 있어요.",
                    f"{{{name}}} can be used only inside the rows of {quoted(of)}.",
                )
        meant = did_you_mean(name, sorted(known))
        hint = meant or either(
            " 실행할 때 받는 값이면 variables에 적어 주세요.",
            " If it is given when it runs, write it into variables.",
        )
        return either(
            f"{{{name}}}{josa(name, '이라는/라는')} 값은 여기에 없어요.{hint}",
            f"There is no value {{{name}}} here.{hint}",
        )

    def _condition(self, condition: Condition, known: set[str] | None, *place: str) -> None:
        match condition:
            case Appears(target) | Vanishes(target):
                self._target(target, *place)
            case TextSeen(text, window):
                if not text.strip():
                    self._say(
                        either("기다릴 글자가 비어 있어요.", "The text to wait for is empty."),
                        *place,
                    )
                self._template(text, known, *place)
                if window is not None:
                    self._window(window, *place)
            case WindowOpen(window) | WindowStill(window):
                self._window(window, *place)
            case ValueIs(value, _, other):
                self._template(value, known, *place)
                self._template(other, known, *place)

    def _whole(self, action: Action, step: Step) -> None:
        """What concerns a kind of step as a whole."""
        place = ("step", step.id)
        match action:
            case Press(keys=keys):
                self._chord(keys, *place, "press")
            case Click(modifiers=modifiers) | Drag(modifiers=modifiers):
                for name in modifiers:
                    if name not in MODIFIERS:
                        known = ", ".join(MODIFIERS)
                        what = either(
                            f"{quoted(name, '은/는')} 함께 누를 수 없어요. 쓸 수 있는 키: {known}",
                            f"{quoted(name)} can't be held with others. These can: {known}",
                        )
                        self._say(what, *place, "with")
            case ForEachRow(input=name) if name not in self._script.inputs:
                meant = did_you_mean(name, self._script.inputs)
                what = either(
                    f"{quoted(name, '이라는/라는')} 명단이 inputs에 없어요.{meant}",
                    f"There is no list {quoted(name)} in inputs.{meant}",
                )
                self._say(what, *place, "for_each_row")
            case Read(source="screen", target=None):
                self._say(
                    either(
                        "화면에서 읽으려면 어디를 읽을지 from에 적어야 해요.",
                        "To read from the screen, say where by from.",
                    ),
                    *place,
                )
            case WriteRow(output=output, values=values):
                if why := _bad_path(output):
                    self._say(why, *place, "write_row")
                if not values:
                    self._say(
                        either("적을 값이 하나도 없어요.", "There is no value to write."),
                        *place,
                        "values",
                    )
            case Open(name=name, arguments=arguments):
                if not name.strip():
                    self._say(
                        either("무엇을 열지 비어 있어요.", "It is not said what to open."), *place
                    )
                if any(_USER_FOLDER.search(text) for text in (name, *arguments)):
                    self._say(
                        either(
                            "사용자 이름이 든 경로는 다른 컴퓨터에서 열 수 없어요.",
                            "A path with a user's name can't be opened on other computers.",
                        ),
                        *place,
                    )

    def _inside(self, action: Action, known: set[str] | None) -> None:
        match action:
            case ForEachRow(input=name, do=do):
                of = self._script.inputs.get(name)
                if known is None or of is None or not of.columns:
                    self._steps(do, None)
                    return
                # Columns are known inside only, variables that are set there also afterwards.
                columns = {*of.columns, *of.key}
                outer = set(known)
                inner = outer | columns
                self._steps(do, inner)
                known |= inner - (columns - outer)
            case If() | Repeat() | WaitFor():
                for block in schema.inner(action):
                    self._steps(block, known)
