"""Whether a script can be played, found out before anything moves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from scripts import schema
from scripts.errors import FileProblem, Problem
from scripts.fields import MOST_PROBLEMS
from scripts.files import open_script
from scripts.keys import MODIFIERS, split_chord
from scripts.korean import josa, quoted
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
    ImageAnchor,
    Open,
    Press,
    Read,
    Repeat,
    RowWhere,
    Script,
    Secret,
    Step,
    Target,
    TextAnchor,
    TextSeen,
    ValueIs,
    Vanishes,
    WaitFor,
    WayBack,
    WindowOpen,
    WindowPattern,
    WriteRow,
)
from scripts.near import did_you_mean
from scripts.parts import YAML
from scripts.pictures import MOST_PIXELS_TOGETHER, BadPicture, check_picture, picture_size
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
            name = quoted(step.action.script, "이라는/라는")
            found.append(source.problem(f"{name} 작업이 옆에 없어요.", "step", step.id, "call"))
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
        return "이름이 비어 있어요."
    if text.startswith(("/", "\\", "~")) or _DRIVE.match(text):
        return (
            f"{quoted(text, '은/는')} 이 컴퓨터에서만 통하는 경로예요. 옆에 두고 이름만 써 주세요."
        )
    if "\\" in text:
        return f"{quoted(text)}에는 \\ 대신 /를 써 주세요."
    if ".." in PurePosixPath(text).parts:
        return f"{quoted(text, '은/는')} 작업 폴더 밖을 가리켜요."
    return None


class _Checker:
    """``known`` are the names that have a value here; None where any name may come from a list
    whose columns nobody has declared."""

    def __init__(self, script: Script, source: Source, pictures_said: bool) -> None:
        self.problems: list[Problem] = []
        self._script = script
        self._source = source
        self._pictures_said = pictures_said

    def run(self) -> None:
        script = self._script
        if not script.name.strip():
            self._say("작업의 이름이 비어 있어요.", "name")
        for name, of in script.inputs.items():
            for key in of.key:
                if of.columns and key not in of.columns:
                    meant = did_you_mean(key, of.columns)
                    what = f"{quoted(name)}의 key에 있는 {quoted(key, '이/가')} columns에 없어요."
                    self._say(what + meant, "input", name)
            for column in of.rules:
                if of.columns and column not in (*of.columns, *of.key):
                    meant = did_you_mean(column, of.columns)
                    what = (
                        f"{quoted(name)}의 rules에 있는 {quoted(column, '이/가')} columns에 없어요."
                    )
                    self._say(what + meant, "input", name)
        self._targets()
        self._whole_run()
        if not script.steps:
            self._say("단계가 하나도 없어요.", "steps")
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
                self._say("뜰 수 있는 창마다 press나 click 가운데 하나를 써 주세요.", "popups")
            self._chord(popup.press, "popups")
            if popup.click is not None:
                self._target(popup.click, "popups")

    def _on_error(self, rule: str | None, *place: str) -> None:
        every = schema.walk(self._script.steps)
        if rule == "retry_row" and not any(step.saves and step.enabled for step in every):
            self._say(
                "retry_row는 저장하기 전까지만 할 수 있어요. 저장하는 단계에 saves: true를 "
                "표시해 주세요.", *place,
            )  # fmt: skip

    def _back(self, back: WayBack, known: set[str] | None, *place: str) -> None:
        if not back.press and back.close is None:
            self._say("돌아가는 길(back)에 press나 close를 써 주세요.", *place)
        self._chord(back.press, *place)
        if back.close is not None:
            self._window(back.close, *place)
        if back.until is not None:
            self._condition(back.until, known, *place)

    def _chord(self, keys: str, *place: str) -> None:
        try:
            split_chord(keys) if keys else ()
        except ValueError as error:
            self._say(f"{quoted(str(error), '은/는')} 누를 수 있는 키가 아니에요.", *place)

    def _at_first(self) -> set[str] | None:
        inputs = self._script.inputs
        loops = any(isinstance(s.action, ForEachRow) for s in schema.walk(self._script.steps))
        if not loops and (not inputs or any(not of.columns for of in inputs.values())):
            return None
        known = {*BUILT_IN, *self._script.variables}
        if not loops:
            known |= {name for of in inputs.values() for name in (*of.columns, *of.key)}
        return known

    def _say(self, message: str, *place: str) -> None:
        self.problems.append(self._source.problem(message, *place))

    # ---- targets ----------------------------------------------------------------------------

    def _targets(self) -> None:
        sizes: dict[str, int] = {}
        for name, target in self._script.targets.items():
            if not target.anchors and not (target.row and target.column.strip()):
                self._say(f"{quoted(name)}에 찾을 그림이나 글자가 없어요.", "target", name)
            self._row(target)
            if target.window is not None:
                self._window(target.window, "target", name)
            self._anchors(target, sizes)

    def _anchors(self, target: Target, sizes: dict[str, int]) -> None:
        for index, anchor in enumerate(target.anchors):
            place = ("target", target.name, str(index))
            if not isinstance(anchor, ImageAnchor):
                if not anchor.text.strip():
                    self._say(f"{quoted(target.name)}의 찾을 글자가 비어 있어요.", *place)
                continue
            png = self._script.images.get(anchor.image)
            if png is None:
                if not self._pictures_said:
                    self._say(f"‘{target.name}’의 그림 {anchor.image}.png 파일이 없어요.", *place)
                continue
            if anchor.image in sizes:
                continue
            try:
                width, height = picture_size(png)
                sizes[anchor.image] = width * height
                # Before the pixels are unpacked: that is what the limit saves.
                if sum(sizes.values()) > MOST_PIXELS_TOGETHER:
                    self._say("그림을 모두 합치면 너무 커요.", *place)
                    return
                check_picture(png)
            except BadPicture as bad:
                sizes[anchor.image] = 0
                self._say(f"‘{target.name}’의 그림 {anchor.image}.png: {bad}", *place)

    def _row(self, target: Target) -> None:
        """A target's row and how it is scrolled to; the names in its values are seen to where it is
        used."""
        place, name = ("target", target.name), quoted(target.name)
        if target.column and target.row is None:
            self._say(f"{name}: column은 어느 줄인지(row)와 함께 써야 해요.", *place)
        if isinstance(target.row, RowWhere):
            if not target.row.cells:
                self._say(f"{name}의 row에 열과 값이 하나도 없어요.", *place)
            for heading, text in target.row.cells.items():
                if not heading.strip():
                    self._say(f"{name}의 row에 열 이름이 비어 있어요.", *place)
                if not text.strip():
                    self._say(f"{name}의 row에 {quoted(heading)} 값이 비어 있어요.", *place)
        fields = [a for a in target.anchors if isinstance(a, TextAnchor) and a.then]
        if target.row is not None and fields:
            self._say(
                f"{name}: row가 있는 곳에는 then을 쓸 수 없어요. 그 줄의 어느 열인지 column에 "
                "적어 주세요.", *place,
            )  # fmt: skip
        if target.scroll is None or target.scroll.at is None:
            return
        self._target(target.scroll.at, *place)
        if target.scroll.at == target.name:
            self._say(
                f"{name}: 굴릴 자리(at)가 찾을 곳 자신이에요. 목록의 자리를 써 주세요.", *place
            )

    def _window(self, window: WindowPattern, *place: str) -> None:
        if not window.title.strip():
            self._say("창 제목이 비어 있어요. 어느 창이든 좋으면 *라고 써 주세요.", *place)
        if window.program and re.search(r"[\\/]", window.program):
            self._say(f"프로그램은 경로 없이 이름만 써 주세요: {quoted(window.program)}.", *place)

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
                    self._say(f"‘{one.key}’ 안에 단계가 없어요.", *place)
            elif value is not None:
                self._field(one.kind, value, known, place)
        for name in schema.targets_of(step):
            row = self._script.targets[name].row if name in self._script.targets else None
            if isinstance(row, RowWhere):
                for text in row.cells.values():
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
                self._say("비밀 값의 이름이 비어 있어요.", *place)
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

    def _target(self, name: str, *place: str) -> None:
        if name not in self._script.targets:
            meant = did_you_mean(name, self._script.targets)
            self._say(f"{quoted(name, '이라는/라는')} 곳은 없어요.{meant}", *place)

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
                return f"{{{name}}} 값은 {quoted(of)}의 각 행 안에서만 쓸 수 있어요."
        meant = did_you_mean(name, sorted(known))
        hint = meant or " 실행할 때 받는 값이면 variables에 적어 주세요."
        return f"{{{name}}}{josa(name, '이라는/라는')} 값은 여기에 없어요.{hint}"

    def _condition(self, condition: Condition, known: set[str] | None, *place: str) -> None:
        match condition:
            case Appears(target) | Vanishes(target):
                self._target(target, *place)
            case TextSeen(text, window):
                if not text.strip():
                    self._say("기다릴 글자가 비어 있어요.", *place)
                self._template(text, known, *place)
                if window is not None:
                    self._window(window, *place)
            case WindowOpen(window):
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
                        what = (
                            f"{quoted(name, '은/는')} 함께 누를 수 없어요. 쓸 수 있는 키: {known}"
                        )
                        self._say(what, *place, "with")
            case ForEachRow(input=name) if name not in self._script.inputs:
                meant = did_you_mean(name, self._script.inputs)
                what = f"{quoted(name, '이라는/라는')} 명단이 inputs에 없어요.{meant}"
                self._say(what, *place, "for_each_row")
            case Read(source="screen", target=None):
                self._say("화면에서 읽으려면 어디를 읽을지 from에 적어야 해요.", *place)
            case WriteRow(output=output, values=values):
                if why := _bad_path(output):
                    self._say(why, *place, "write_row")
                if not values:
                    self._say("적을 값이 하나도 없어요.", *place, "values")
            case Open(name=name, arguments=arguments):
                if not name.strip():
                    self._say("무엇을 열지 비어 있어요.", *place)
                if any(_USER_FOLDER.search(text) for text in (name, *arguments)):
                    self._say("사용자 이름이 든 경로는 다른 컴퓨터에서 열 수 없어요.", *place)

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
