"""What a person says to a run while it runs: stop, pause, continue, an answer.

Every wait of a run goes through here, so a stop ends it at once.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from dataclasses import dataclass
from typing import Literal

from scripts.errors import Stopped
from scripts.model import Point

Say = Literal[
    "stop", "pause", "continue", "step", "retry", "retry_row", "skip_row", "done", "again", "text",
    "here", "look", "hang_up", "go", "stop_after_row",
]  # fmt: skip
"""``step``: one step, then a pause. ``here``: the place is at a point. ``look``: put the question
again with the screen as it is now. ``hang_up``: nobody answers
any more. ``go``: the run may begin, its stop keys are held. ``stop_after_row``: stop when the row
in hand is over."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that a person said; ``text`` is what belongs to ``text``, or why there is a
    pause, ``at`` the point of the desktop that belongs to ``here``; ``keep`` says whether it is
    also written into the script."""

    say: Say
    text: str = ""
    at: Point | None = None
    keep: bool = True


class Control:
    """Shared by the thread that plays and those that listen; all methods may be called from any
    thread, the waiting ones from the playing thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._stopped = False
        self._paused = False
        self._listening = True
        self._answers: deque[Answer] = deque()
        self._paused_for = 0.0
        self._single = False
        self._last_row = False

    # ---- said by a person -------------------------------------------------------------------

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def pause(self) -> None:
        with self._changed:
            self._paused = True
            self._changed.notify_all()

    def resume(self) -> None:
        with self._changed:
            self._paused = False
            self._changed.notify_all()

    def toggle_pause(self) -> None:
        with self._changed:
            self._paused = not self._paused
            self._changed.notify_all()

    def single(self) -> None:
        """From now on each step is waited for; a pause ends, so that one step is done."""
        with self._changed:
            self._single, self._paused = True, False
            self._changed.notify_all()

    def answer(self, answer: Answer) -> None:
        """Stop and pause act at once, and so does a continue that ends a pause: it was not meant
        for a question that happens to be open. Everything else is an answer."""
        if answer.say == "stop":
            self.stop()
        elif answer.say == "pause":
            self.pause()
        elif answer.say == "continue" and self.paused:
            self._single = False
            self.resume()
        elif answer.say == "step":
            self.single()
        elif answer.say == "stop_after_row":
            self._last_row = True
            self.resume()
        elif answer.say == "hang_up":
            self.hang_up()
        else:
            with self._changed:
                self._answers.append(answer)
                self._changed.notify_all()

    def hang_up(self) -> None:
        """Nobody is there to answer any more: open and further questions get None."""
        with self._changed:
            self._listening = False
            self._changed.notify_all()

    # ---- used by the run --------------------------------------------------------------------

    @property
    def stopped(self) -> bool:
        return self._stopped

    @property
    def paused(self) -> bool:
        return self._paused

    @property
    def last_row(self) -> bool:
        """Whether the row in hand is the last one, on a person's word."""
        return self._last_row

    @property
    def by_steps(self) -> bool:
        """Whether a person wants to see each step before it is done."""
        return self._single

    @property
    def paused_for(self) -> float:
        """Seconds that pauses have taken so far: they are nobody's waiting time."""
        return self._paused_for

    def check(self) -> bool:
        """Raise Stopped after a stop; wait here during a pause, and say whether there was one:
        the screen is then no longer what it was."""
        with self._changed:
            began = time.perf_counter()
            waited = self._paused
            while self._paused and not self._stopped:
                self._changed.wait()
            if waited:
                self._paused_for += time.perf_counter() - began
            if self._stopped:
                raise Stopped
            return waited

    def go_on(self) -> None:
        """Raise Stopped after a stop: for work that can be left at any point, but not halted by a
        pause, since it looks at the screen of before."""
        if self._stopped:
            raise Stopped

    def wait(self, seconds: float) -> None:
        """Let time pass; a stop ends it at once, a pause does not count."""
        end = time.perf_counter() + seconds
        with self._changed:
            while not self._stopped:
                left = end - time.perf_counter()
                if left <= 0:
                    break
                self._changed.wait(left)
        self.check()

    def ask(self) -> Answer | None:
        """The next answer of a person; None if nobody is there. Raises Stopped."""
        with self._changed:
            while not self._answers and self._listening and not self._stopped:
                self._changed.wait()
            if self._stopped:
                raise Stopped
            return self._answers.popleft() if self._answers else None

    def forget_answers(self) -> None:
        """Drop what was said before a question was put: it cannot have been meant for it."""
        with self._changed:
            self._answers.clear()
