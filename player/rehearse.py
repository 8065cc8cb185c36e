"""Going through a script without touching anything: a list of what would go wrong."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from player.data import List, Row
from player.data.checks import Finding, findings
from player.data.files import in_use
from player.data.output import copy_of, not_kept
from player.desktop.base import Desktop
from player.lines import EmitEvent
from player.locate import Look, Pictures, locate, matches
from player.rehearse_lists import Fill, InnerLists, cannot_fill
from player.run.options import Options
from player.run.scope import settled
from player.run.see import failure, look_at
from player.types import Frame, Match, Monitor, Refusal, Window
from scripts.errors import ExitCode, IlsonError
from scripts.language import either
from scripts.model import ImageAnchor, Input, Open, Script, Step, Target, Type, WriteRow
from scripts.needs import columns_used, secrets_used
from scripts.placeholders import parse
from scripts.schema import targets_of, walk

RUN = "rehearsal"
"""What stands for the run in a rehearsal's events: it is none of the history."""
MOST_TOLD = 50
"""Problems of one kind in one column that are told one by one."""


class Rehearsal:
    """One rehearsal of ``script``. ``results`` is where the result workbook would go, ``lists`` are
    those of inner loops by the names of their inputs. ``emit`` gets
    the events of the contract, and ``problem`` events (``level`` wrong or look, ``what``,
    ``message``, ``hint``, and where it applies ``row``, ``column``, ``step``, ``target``)."""

    def __init__(
        self, script: Script, desktop: Desktop, emit: EmitEvent, options: Options,
        data: List | None, results: Path | None = None,
        lists: Mapping[str, List] | None = None,
    ) -> None:  # fmt: skip
        self._script, self._desktop = script, desktop
        self._emit_event, self._options, self._data = emit, options, data
        self._results = results
        self._inner = InnerLists(script, options, lists or {})
        self._counts = {"wrong": 0, "look": 0}

    def run(self) -> ExitCode:
        """Emit everything; DONE if nothing is wrong (what only looks so is told, too)."""
        name = self._data.name if self._data else ""
        self._emit("run_started", {"script": self._script.name, "data": name, "rehearse": True})
        done, failed = self._rows()
        self._needs()
        self._targets()
        good = not self._counts["wrong"]
        self._emit("run_done", {
            "status": "done" if good else "failed", "rehearse": True, "done": done,
            "failed": failed, "problems": self._counts["wrong"], "notices": self._counts["look"],
            "seconds": 0, "report": "",
        })  # fmt: skip
        return ExitCode.DONE if good else ExitCode.FAILED

    def _emit(self, event: str, fields: dict[str, object]) -> None:
        self._emit_event(event, {"run": RUN, **fields})

    def _problem(self, level: str, what: str, message: str, hint: str = "", **at: object) -> None:
        self._counts[level] += 1
        self._emit("problem", {"level": level, "what": what, **at, "message": message,
                               "hint": hint})  # fmt: skip

    # ---- the list ---------------------------------------------------------------------------

    def _rows(self) -> tuple[int, int]:
        """Go through the list; how many rows can be played, and how many not."""
        data, options = self._data, self._options
        rows = [row for row in data.rows if options.wants(row.number)] if data else []
        found: dict[int, list[Finding]] = {}
        if data is not None:
            main = next(iter(self._script.inputs.values()), Input())
            typed = tuple(_typed(self._script))
            used = columns_used(self._script, options.values)
            for one in findings(data, rows, used, main.key, main.rules, typed):
                found.setdefault(one.row, []).append(one)
        told: Counter[tuple[str, str]] = Counter()
        failed = 0
        for told_of in self._inner.cells():
            self._problem(told_of.level, "inner", told_of.message, told_of.hint)
        for row in rows:
            of_row = found.get(row.number, [])
            for one in of_row:
                told[one.what, one.column] += 1
                if told[one.what, one.column] <= MOST_TOLD:
                    self._problem(one.level, one.what, one.message, one.hint, row=one.row,
                                  column=one.column)  # fmt: skip
                else:
                    self._counts[one.level] += 1
            failed += self._row(row, of_row)
        for (what, column), count in told.items():
            if count > MOST_TOLD:
                more = count - MOST_TOLD
                text = either(
                    f"{column}: 그 밖에 {more}행도 그래요.", f"{column}: so have {more} more rows."
                )
                self._emit("message", {"what": what, "column": column, "text": text})
        return len(rows) - failed, failed

    def _row(self, row: Row, found: Sequence[Finding]) -> bool:
        """Tell of a row as a whole; whether it cannot be played."""
        wrong = next((one.message for one in found if one.level == "wrong"), "")
        if not wrong:
            wrong = cannot_fill(self._script, self._options, row)
            if wrong:
                self._problem("wrong", "value", wrong, row=row.number)
        for one in self._inner.of_row(row):
            self._problem(one.level, "inner", one.message, one.hint, row=row.number)
            wrong = wrong or (one.message if one.level == "wrong" else "")
        told: dict[str, object] = {"row": row.number, "seconds": 0, "message": wrong}
        status = "failed" if wrong else "done"
        self._emit("row_failed" if wrong else "row_done", {**told, "status": status})
        return bool(wrong)

    # ---- files, programs, secrets -----------------------------------------------------------

    def _needs(self) -> None:
        vault = self._desktop.vault()
        for name in secrets_used(self._script):
            if vault.get(name) is None:
                self._problem(
                    "wrong",
                    "secret",
                    either(
                        f"비밀 값 ‘{name}’이 이 컴퓨터에 없어요.",
                        f"The secret ‘{name}’ is not on this computer.",
                    ),
                    either(f"secret set {name} 으로 넣어 주세요.", f"Store it: secret set {name}"),
                )
        for step in walk(self._script.steps):
            if not step.enabled:
                continue
            match step.action:
                case Open(name=name) if "{" not in name:
                    self._opens(name, step)
                case WriteRow(output=output) if "{" not in output:
                    self._writes(Path(output), step.id)
        if self._results is not None:
            self._writes(self._results, "")

    def _opens(self, name: str, step: Step) -> None:
        there = self._desktop.opener.there(name)
        if there is None:
            self._problem(
                "look",
                "program",
                either(
                    f"‘{name}’이 이 컴퓨터에 있는지 알 수 없어요.",
                    f"Nobody can tell whether ‘{name}’ is on this computer.",
                ),
                either("설치되어 있는지 살펴봐 주세요.", "See whether it is installed."),
                step=step.id,
            )
        elif not there:
            self._problem(
                "wrong",
                "program",
                either(
                    f"‘{name}’을 이 컴퓨터에서 찾지 못했어요.",
                    f"‘{name}’ was not found on this computer.",
                ),
                either(
                    "이름을 확인하고, 없으면 설치해 주세요.",
                    "Look at the name; if it is missing, install it.",
                ),
                step=step.id,
            )

    def _writes(self, file: Path, step: str) -> None:
        at = {"step": step} if step else {}
        lost = not_kept(file) if step else ()
        if lost:
            file = copy_of(file)
            self._problem(
                "look",
                "file",
                either(
                    f"결과를 ‘{file.name}’에 따로 적어요.",
                    f"The results are written to ‘{file.name}’ instead.",
                ),
                either(
                    f"원래 파일에 일손이 지키지 못하는 것이 있어요: {', '.join(lost)}.",
                    f"The file has things that Ilson can't keep: {', '.join(lost)}.",
                ),
                **at,
            )
        if file.exists() and in_use(file):
            self._problem(
                "wrong",
                "file",
                either(
                    f"‘{file.name}’ 파일이 열려 있어서 쓸 수 없어요.",
                    f"‘{file.name}’ is open and can't be written.",
                ),
                either("엑셀에서 닫아 주세요.", "Close it in Excel."),
                **at,
            )
            return
        folder = file.absolute().parent
        while not folder.exists():
            folder = folder.parent
        if not folder.is_dir() or not os.access(folder, os.W_OK):
            self._problem(
                "wrong",
                "file",
                either(
                    f"‘{file.name}’ 파일을 쓸 수 없는 폴더예요.",
                    f"‘{file.name}’ is in a folder that can't be written to.",
                ),
                either("쓸 수 있는 폴더를 골라 주세요.", "Choose a folder that can be written to."),
                **at,
            )

    # ---- targets ----------------------------------------------------------------------------

    def _targets(self) -> None:
        """Look once for each target. The first one that a step needs has to be there; a later one
        may lie on a screen that is not open yet, and then its own recorded picture has to show it
        exactly once."""
        look, pictures = look_at(self._desktop), Pictures(self._script.images)
        first = next((name for step in walk(self._script.steps) if step.enabled
                      for name in targets_of(step)), "")  # fmt: skip
        for target in self._script.targets.values():
            try:
                wanted = settled(target, self._filled())
                result: Match | Refusal = locate(wanted, pictures, look, everywhere=True)
            except IlsonError as error:
                self._problem("wrong", "target", str(error), error.hint, target=target.name)
                continue
            told: dict[str, object] = {"target": target.name, "found": isinstance(result, Match)}
            if isinstance(result, Match):
                told |= {"point": list(result.point), "where": "screen"}
                self._emit("target", told)
                continue
            reason = failure(target, result)
            told |= {"why": result.why, "message": str(reason)}
            recorded = _in_its_picture(target, pictures)
            if recorded is not None:
                told["where"] = "recorded" if recorded else ""
            self._emit("target", told)
            at = {"target": target.name}
            if target.name == first:
                self._problem(
                    "wrong",
                    "target",
                    either(f"지금 화면에서: {reason}", f"On the screen now: {reason}"),
                    reason.hint,
                    **at,
                )
            elif recorded is False:
                self._problem(
                    "wrong",
                    "target",
                    either(
                        f"‘{target.name}’은 기록한 그림에서도 알아볼 수 없어요.",
                        f"‘{target.name}’ can't be recognised even on the recorded picture.",
                    ),
                    either(
                        "그 화면을 열고 다시 잡아 주세요.", "Open that screen and take it again."
                    ),
                    **at,
                )
            elif result.why == "ambiguous":
                self._problem(
                    "look",
                    "target",
                    either(f"지금 화면에서: {reason}", f"On the screen now: {reason}"),
                    reason.hint,
                    **at,
                )

    def _filled(self) -> Fill:
        rows = self._data.rows if self._data else ()
        first = next((row for row in rows if self._options.wants(row.number)), None)
        return Fill(self._script, self._options, *([first] if first else []))


def _typed(script: Script) -> Iterator[str]:
    """The columns that are typed as they are."""
    for step in walk(script.steps):
        if step.enabled and isinstance(step.action, Type) and isinstance(step.action.text, str):
            yield from parse(step.action.text).names()


def _in_its_picture(target: Target, pictures: Pictures) -> bool | None:
    """Whether a target is found in what was recorded of it, exactly once; None where it has no
    picture. The picture lies on a window of its own size and nothing else is there."""
    found = None
    for anchor in target.anchors:
        if not isinstance(anchor, ImageAnchor) or target.row is not None:
            continue
        pixels = pictures.pixels(anchor.image)
        height, width = pixels.shape[:2]
        rect = (0, 0, width, height)
        title = target.window.title.replace("*", "") if target.window else ""
        program = (target.window.program or "") if target.window else ""
        window = Window(1, title, program, "", rect, rect)
        if target.window is not None and not matches(target.window, window):
            continue
        scale = anchor.seen.scale if anchor.seen else 1.0
        look = Look(Frame(0.0, pixels, (0, 0), scale), (window,), (Monitor(rect, scale, True),))
        found = bool(found) or isinstance(locate(target, pictures, look, everywhere=True), Match)
    return found
