"""How a run was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

STEP_TIMEOUT = 15.0
"""Seconds that a step waits for its place where neither it nor the command says otherwise."""

TYPE_AHEAD = 1.05
"""Seconds after which typing is a new word. A list that is searched by typing takes what comes
sooner for more of the last word: within 1 s in a Windows list view ("fixed at one second",
Microsoft's Default List-View Message Processing), within 0.4 s in Qt."""

InDoubt = Literal["done", "again", "skip"]
Already = Literal["skip", "again"]


@dataclass(frozen=True, slots=True)
class Options:
    """``rows`` are Excel's row numbers, first and last, ``without`` those of them that are left
    out. ``asking``: a failed step is put to the clerk, who is there to answer. ``resume`` is the id
    of an earlier run. ``in_doubt`` says what to do with a row that was begun and not finished
    when that run died, ``already`` with rows that an earlier run of the script has done (None:
    the clerk is asked; where nobody is, they are done as they were told to be). ``type_ahead``
    is how long a step waits after it last typed, seconds. ``show_screen``: a question about a
    place carries the screen as it is, for a window that shows it to the clerk and keeps it
    nowhere. ``ask_first``: before a step that a stranger's task should not do unseen, the clerk is
    asked, the first time. ``by_steps``: each step waits for the clerk's word. The first row begins
    at the step ``first``, the run stops after the step ``last`` (their ids).
    """

    values: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[int, int] | None = None
    without: frozenset[int] = frozenset()
    resume: str | None = None
    in_doubt: InDoubt | None = None
    already: Already | None = None
    speed: float = 1.0
    step_timeout: float = STEP_TIMEOUT
    asking: bool = False
    show_screen: bool = False
    ask_first: bool = False
    by_steps: bool = False
    first: str = ""
    last: str = ""
    type_ahead: float = TYPE_AHEAD

    def wants(self, row: int) -> bool:
        """Whether a row of this number (Excel's) is to be played."""
        inside = self.rows is None or self.rows[0] <= row <= self.rows[1]
        return inside and row not in self.without
