"""The question to the clerk which row she meant, and what her answer makes of a target.

It is put as an event and may be answered at any time, or never: recording goes on, and without an
answer the row is known by what tells it from the others on the recorded picture; a row of people is
refused then, since nothing of theirs is in the picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from player.look import Look
from recorder.tables import InTable, in_sheet, in_table
from scripts.language import either
from scripts.model import Anchor, Point, Rect, RowAt, RowSelected, RowWhere, Target, TextAnchor
from scripts.placeholders import literal

Choice = Literal["named", "number", "selected", "place"]
"""The row in whose column this value stands; the n-th row; the highlighted row; just this place."""
CHOICES: tuple[str, ...] = get_args(Choice)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a step's target."""

    step: str
    target: str
    there: InTable

    @property
    def choices(self) -> list[str]:
        """What can be answered: by a value only where one could be read."""
        return [one for one in CHOICES if one != "named" or self.there.values]

    def told(self) -> dict[str, object]:
        """The event's fields."""
        return {
            "about": "row",
            "step": self.step,
            "target": self.target,
            "question": either(
                f"‘{self.target}’: 표에서 어느 줄을 뜻하나요?",
                f"‘{self.target}’: which row of the table do you mean?",
            ),
            "choices": self.choices,
            "columns": self.there.values,
            "number": self.there.number,
        }

    def answered(self, target: Target, choice: str, column: str = "") -> Target | None:
        """The target with what was chosen; None for an answer that does not fit. ``column`` is the
        one whose value tells the row, the first where it is empty."""
        there = self.there
        if choice not in self.choices:
            return None
        if choice == "place":
            return target
        # The text of a cell says nothing about where it is in another row.
        anchors: tuple[Anchor, ...] = target.anchors
        if there.data and there.column:
            anchors = ()
        elif (
            there.caption
        ):  # words stay what they are where the pointer or a theme changes the look
            seen = next((anchor.seen for anchor in anchors if anchor.seen), None)
            anchors = (TextAnchor(literal(there.caption), seen=seen), *anchors)
        target = replace(target, anchors=anchors, column=there.column)
        if choice == "number":
            return replace(target, row=RowAt(there.number))
        if choice == "selected":
            return replace(target, row=RowSelected())
        column = column or next(iter(there.values))
        if column not in there.values:
            return None
        return replace(target, row=RowWhere({column: literal(there.values[column])}))


class Questions:
    """The questions of one recording, each open until it is answered or its target is gone."""

    def __init__(self) -> None:
        self._open: dict[str, Question] = {}
        self._new: list[str] = []
        self._considered: set[str] = set()
        """Targets that were looked at: the same place again is in the same table, or in none."""

    def consider(self, step: str, target: Target, point: Point, look: Look, window: Rect) -> None:
        """Ask about a step that acted at a point (desktop pixels) of a window, if that is in one of
        several rows."""
        if target.row is not None or target.name in self._considered:
            return
        self._considered.add(target.name)
        there = in_table(point, look, window)
        if there is not None and not in_sheet(point, look, window):
            self._open[step] = Question(step, target.name, there)
            self._new.append(step)

    def new(self) -> list[Question]:
        """Those that have come up since this was asked last."""
        found = [self._open[step] for step in self._new if step in self._open]
        self._new = []
        return found

    def forget(self, target: str) -> None:
        """A target is no more."""
        self._considered.discard(target)
        self._open = {step: q for step, q in self._open.items() if q.target != target}

    def answered(
        self, step: str, choice: str, column: str, targets: Mapping[str, Target]
    ) -> Target | None:
        """The target as the clerk means it; None for an answer to no question, or one that does not
        fit."""
        question = self._open.get(step)
        if question is None or question.target not in targets:
            return None
        target = question.answered(targets[question.target], choice, column)
        if target is not None:
            del self._open[step]
        return target
