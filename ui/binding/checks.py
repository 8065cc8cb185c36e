"""The rehearsal: what would go wrong, before anything is touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from player.data import split_spec
from ui import kit
from ui.child import Child
from ui.progress import last_sentence
from ui.texts import say

_MOST = 100
"""Problems listed here; the grid tints all of them."""
_SIGNS = {"wrong": ("circle-x", "red"), "look": ("triangle-alert", "amber")}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is ``wrong`` or worth a ``look``; ``row`` 0 where it is of no row."""

    level: str
    message: str
    hint: str = ""
    row: int = 0
    column: str = ""


@dataclass(slots=True)
class Found:
    """What a rehearsal has found so far."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    targets_seen: int = 0
    targets: int = 0

    def take(self, event: Mapping[str, object]) -> None:
        """Learn from one event."""
        match event.get("event"):
            case "problem" if event.get("what") != "target":
                # Places are looked for on a screen that shows this very window.
                row = event.get("row")
                self.problems.append(Problem(
                    str(event.get("level", "look")), str(event.get("message", "")),
                    str(event.get("hint", "")), row if isinstance(row, int) else 0,
                    str(event.get("column", "")),
                ))  # fmt: skip
            case "message":
                self.notes.append(str(event.get("text", "")))

    @property
    def cells(self) -> dict[tuple[int, str], tuple[str, str]]:
        """The bad cells, the worst of each."""
        found: dict[tuple[int, str], tuple[str, str]] = {}
        for one in self.problems:
            for column in one.column.split(", ") if one.row else ():
                place = (one.row, column)
                if found.get(place, ("look", ""))[0] != "wrong":
                    found[place] = (one.level, one.message)
        return found

    @property
    def bad_rows(self) -> set[int]:
        """Rows that cannot be played as they are."""
        return {one.row for one in self.problems if one.row and one.level == "wrong"}


class Rehearsal(QObject):
    """Runs ``main.py play --rehearse``; ``found`` whenever something is known, ``over`` with the
    sentence why it could not be done, or an empty one."""

    found = Signal()
    over = Signal(str)

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._child: Child | None = None
        self.result = Found()

    def begin(
        self, script: Path, spec: str, rows: tuple[int, int] | None, inner: Mapping[str, str]
    ) -> None:
        """Start anew; what was going on is void. ``inner`` are the lists of inner loops."""
        self.cancel()
        self.result = Found()
        self._child = child = Child(self._command, self)
        child.heard.connect(lambda event: self._take(child, event))
        child.ended.connect(lambda code, errors, _: self._ended(child, code, errors))
        arguments = ["play", str(script), "--rehearse", "--json", "--data", spec]
        for name, other in inner.items():
            arguments += ["--data", f"{name}={other}"]
        if rows is not None:
            arguments += ["--rows", f"{rows[0]}-{rows[1]}"]
        child.start(arguments, split_spec(spec)[0].absolute().parent)

    @property
    def busy(self) -> bool:
        return self._child is not None

    def cancel(self) -> None:
        """End what is going on, without a word."""
        if self._child is not None:
            child, self._child = self._child, None
            child.end_now()

    def _take(self, child: Child, event: dict[str, object]) -> None:
        if child is self._child:
            self.result.take(event)
            self.found.emit()

    def _ended(self, child: Child, code: int, errors: str) -> None:
        child.deleteLater()
        if child is not self._child:
            return
        self._child = None
        sentence, hint = last_sentence(errors)
        told = f"{sentence} {hint}".strip() if code not in (0, 1) else ""
        self.over.emit(told or (say("rehearse_failed") if code not in (0, 1) else ""))


class Checks(QFrame):
    """The list of problems. ``again`` rehearses anew, ``leave_out`` and ``take_in`` are about a
    row, ``show_row`` shows it, ``open_list`` opens the workbook."""

    again = Signal()
    leave_out = Signal(int)
    take_in = Signal(int)
    show_row = Signal(int)
    open_list = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.badge = kit.badge("")
        self.note = kit.Elided(say("rehearse_nothing_touched"), "caption")
        self.again_button = kit.button(say("rehearse_again"), "ghost", "rotate-ccw")
        kit.restyle(self.again_button, bsize="sm")
        self.again_button.clicked.connect(self.again)
        self._shown: object = None
        area, self._inner = kit.scrolled(margin=6, gap=2)
        area.setMinimumHeight(64)
        head = kit.line(
            kit.label(say("rehearse"), "subtitle"), self.badge, self.note, self.again_button
        )
        head.setStretch(2, 1)
        layout = kit.column(head, area, gap=4)
        layout.setContentsMargins(16, 10, 12, 8)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def tell(self, text: str, tone: str = "") -> None:
        """Say how it goes in one word beside the heading."""
        self.badge.setText(text)
        self.badge.setVisible(bool(text))
        kit.restyle(self.badge, tone=tone)

    def show_found(self, found: Found, without: set[int], over: bool, wrong: str = "") -> None:
        """Show what was found; ``wrong`` is why there was no rehearsal."""
        rows = len(found.problems)
        if wrong:
            self.tell(say("rehearse_not"), "red")
        elif rows:
            self.tell(say("rehearse_found", n=rows), "amber")
        elif over:
            self.tell(say("rehearse_good"), "green")
        else:
            self.tell(say("rehearsing"))
        shown = (tuple(found.problems[:_MOST]), frozenset(without), wrong, tuple(found.notes))
        if shown == self._shown:
            return
        self._shown = shown
        kit.clear(self._inner)
        if wrong:
            self._inner.addWidget(self._line("circle-x", "red", wrong, ""))
        order = sorted(found.problems[:_MOST], key=lambda one: (one.level != "wrong", one.row))
        for number, one in enumerate(order):
            if number:
                self._inner.addWidget(kit.rule())
            self._inner.addWidget(self._problem(one, one.row in without))
        for text in found.notes[:10]:
            self._inner.addWidget(self._line("info", "text_2", text, ""))
        self._inner.addStretch(1)

    def _problem(self, one: Problem, left_out: bool) -> QWidget:
        icon, ink = _SIGNS.get(one.level, _SIGNS["look"])
        place = say("row", row=one.row) if one.row else ""
        text = " · ".join(part for part in (place, one.message) if part)
        made = self._line(icon, ink, text, one.hint)
        layout = made.layout()
        assert layout is not None
        if one.row:
            word = "take_in" if left_out else "leave_out"
            out = _small(say(f"rehearse_{word}"), "ghost", f"{place} {say(f'rehearse_{word}')}")
            signal = self.take_in if left_out else self.leave_out
            out.clicked.connect(lambda: signal.emit(one.row))
            mend = _small(say("rehearse_mend"), "", f"{place} {say('rehearse_mend')}")
            mend.clicked.connect(lambda: self.show_row.emit(one.row))
            mend.clicked.connect(self.open_list)
            layout.addWidget(out)
            layout.addWidget(mend)
        return made

    @staticmethod
    def _line(icon: str, ink: str, text: str, hint: str) -> QWidget:
        made = QWidget()
        line = kit.line(kit.sign(icon, ink), kit.Elided(text), gap=9)
        line.setStretch(1, 3)
        if hint:
            line.addWidget(kit.Elided(hint, "small"), 2)
        line.setContentsMargins(2, 2, 0, 2)
        made.setLayout(line)
        made.setMinimumHeight(34)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return made


def _small(text: str, kind: str, named: str) -> QPushButton:
    made = kit.button(text, kind)
    kit.restyle(made, bsize="sm")
    made.setAccessibleName(named)
    return made
