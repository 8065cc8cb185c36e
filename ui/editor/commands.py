"""What a clerk does to the steps of a document: each is one thing that can be undone."""

from __future__ import annotations

import base64
import json
from dataclasses import replace

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from scripts import clips, edit
from scripts.errors import IlsonError
from scripts.model import Script, Step
from scripts.nodes import MOST_BYTES
from scripts.parts import MOST_UNPACKED
from ui.editor.blank import new_step, turned
from ui.editor.document import Document, View
from ui.editor.view import StepsView
from ui.texts import say

PICTURES = "application/x-ilson-pictures"
"""The pictures of copied steps: a JSON object, name → base64 of a PNG."""


class Commands(QObject):
    """``told(sentence)`` says what could not be done, and why."""

    told = Signal(str)

    def __init__(self, document: Document, view: StepsView) -> None:
        super().__init__(view)
        self._document = document
        self._view = view

    @property
    def _script(self) -> Script:
        return self._document.script

    def _chosen(self) -> tuple[str, ...]:
        return self._view.chosen_ids()

    def _do(self, key: str, after: Script, chosen: tuple[str, ...], count: int = 1) -> None:
        self._document.change(say(key, n=count), after, View(chosen))

    # ---- where ------------------------------------------------------------------------------

    def spot(self) -> edit.Spot:
        """Where new steps go: behind the current row, at the end where there is none."""
        row = self._view.current_row()
        if row is None:
            return edit.Spot(None, 0, len(self._script.steps))
        return self._view.after(row)

    # ---- what -------------------------------------------------------------------------------

    def delete(self) -> None:
        """Delete the chosen steps; the next one is chosen then."""
        ids = self._chosen()
        if not ids:
            return
        gone = {step.id for step in edit.outermost(self._script, ids)}
        left = edit.remove(self._script, gone)
        self._do("edit_did_delete", left, self._neighbour(gone, left), len(gone))

    def _neighbour(self, gone: set[str], left: Script) -> tuple[str, ...]:
        names = [row.step.id for row in self._view.steps.rows
                 if row.step is not None and row.kind in ("step", "head")]  # fmt: skip
        first = next((n for n, name in enumerate(names) if name in gone), len(names))
        still = edit.all_ids(left)
        near = (*names[first:], *reversed(names[:first]))
        return tuple([name for name in near if name in still][:1])

    def copy(self) -> None:
        """Put the chosen steps on the clipboard: as the text of a script, with their pictures."""
        steps = edit.outermost(self._script, self._chosen())
        if not steps:
            return
        clip = clips.copy(self._script, steps)
        data = QMimeData()
        data.setText(clip.text)
        pictures = {name: base64.b64encode(png).decode() for name, png in clip.images.items()}
        data.setData(PICTURES, json.dumps(pictures).encode())
        QGuiApplication.clipboard().setMimeData(data)

    def cut(self) -> None:
        """Copy the chosen steps and take them away."""
        self.copy()
        self.delete()

    def paste(self) -> None:
        """Put steps from the clipboard behind the current one."""
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not data.hasText() or len(data.text()) > MOST_BYTES:
            self.told.emit(say("edit_paste_none"))
            return
        try:
            other = clips.opened(clips.Clip(data.text(), _pictures(data)))
        except IlsonError as error:
            self.told.emit(f"{error} {error.hint}".strip())
            return
        self.add(other, "edit_did_paste")

    def add(self, other: Script, key: str) -> None:
        """Put all steps of another script behind the current one."""
        after, ids = clips.join(self._script, self.spot(), other)
        self._do(key, after, ids, len(ids))

    def duplicate(self) -> None:
        """Put copies of the chosen steps behind them."""
        steps = edit.outermost(self._script, self._chosen())
        if not steps:
            return
        new = edit.fresh(steps, edit.all_ids(self._script))
        last = edit.spot_of(self._script, steps[-1].id)
        after = edit.insert(self._script, replace(last, index=last.index + 1), new)
        self._do("edit_did_copy", after, tuple(step.id for step in new), len(new))

    def shift(self, down: bool) -> None:
        """Move the chosen steps one place up or down."""
        ids = self._chosen()
        key = "edit_did_move"
        self._do(key, edit.shift(self._script, ids, down), ids, len(ids))

    def move(self, ids: tuple[str, ...], spot: edit.Spot) -> None:
        """Move steps to a place."""
        self._do("edit_did_move", edit.move(self._script, ids, spot), ids, len(ids))

    def insert(self, kind: str) -> None:
        """A new step of a kind behind the current one."""
        step = new_step(kind, self._script)
        after = edit.insert(self._script, self.spot(), (step,))
        self._do("edit_did_insert", after, (step.id,))

    def otherwise(self, name: str) -> None:
        """Give a choice a first step that is done otherwise."""
        step = new_step("message", self._script)
        after = edit.insert(self._script, edit.Spot(name, 1, 0), (step,))
        self._do("edit_did_insert", after, (step.id,))

    def rest(self) -> None:
        """Let the chosen steps rest, or wake them if all of them rest."""
        ids = self._chosen()
        steps = [step for step in map(self._step, ids) if step is not None]
        if not steps:
            return
        awake = all(not step.enabled for step in steps)
        after = self._script
        for name in ids:
            step = edit.step_of(after, name)
            assert step is not None
            after = edit.put(after, name, replace(step, enabled=awake))
        self._do("edit_did_wake" if awake else "edit_did_rest", after, ids, len(ids))

    def turn(self, step: Step, kind: str) -> None:
        """Make a step one of another kind."""
        try:
            made = turned(step, kind, self._script)
        except ValueError:
            self.told.emit(say("edit_turn_blocked"))
            return
        after = edit.forget_unused(self._script, edit.put(self._script, step.id, made))
        self._do("edit_did_turn", after, (step.id,))

    def wrap(self, kind: str) -> None:
        """Put the chosen steps into a new block."""
        steps = edit.outermost(self._script, self._chosen())
        if not steps:
            return
        block = new_step(kind, self._script)
        places = len(edit.blocks(block.action))
        inside = edit.with_blocks(block.action, (steps, *((),) * (places - 1)))
        first = edit.spot_of(self._script, steps[0].id)
        new = replace(block, action=inside)
        gone = edit.remove(self._script, {step.id for step in steps})
        # What the steps use is used again at once.
        gone = replace(gone, targets=self._script.targets)
        self._do("edit_did_wrap", edit.insert(gone, first, (new,)), (block.id,), len(steps))

    def _step(self, name: str) -> Step | None:
        return edit.step_of(self._script, name)


def _pictures(data: QMimeData) -> dict[str, bytes]:
    """The pictures on the clipboard; none where it holds something else."""
    raw = bytes(data.data(PICTURES).data())
    if not raw or len(raw) > 2 * MOST_UNPACKED:
        return {}
    try:
        given = json.loads(raw)
        return {str(name): base64.b64decode(str(text)) for name, text in given.items()}
    except (ValueError, AttributeError):
        return {}  # another program's; the checker tells of pictures that are missing
