"""The process that watches over a run: it holds the stop keys, and the run in its hand.

``play`` is two processes. This one starts the player, hears the person and passes lines both ways.
It does nothing that could hang. When a person says stop, the player has a moment to say that
nothing more will be sent; a player that does not is ended by force, whatever it hangs in, and the
keys that it held are released here.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from player.desktop import open_desktop, release
from player.desktop.base import Desktop, Hook
from player.desktop.sent import SentElsewhere
from player.desktop.shared import Shared
from player.lines import HALTED, READY, EmitEvent, listen, own_command
from player.run.control import Answer, Say
from player.stopkey import StopKey, Ways, corners
from player.waiting import order
from scripts.errors import DesktopProblem, ExitCode
from scripts.language import either
from scripts.model import Point

GRACE = 0.08
"""Seconds that a player has to say that nothing more will be sent. With the time that a loaded
machine needs for the rest, the last event is sent within 150 ms of the person's key."""
HELD, _LOOK = 0.5, 0.1
"""Seconds for which a player may keep the screen to itself (a few milliseconds are normal), and
seconds between two looks at that: meanwhile no stop key would be heard."""
FINISH = 10.0
"""Seconds that a player which sends nothing any more may take to close its books."""


class Guard:
    """One player process; ``command`` starts it."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> None:
        self._emit: EmitEvent = lambda name, fields: None
        self._shared = Shared()
        self._lock = threading.Lock()
        self._pipe = threading.Lock()
        self._halted = threading.Event()
        self._stopping = False
        self._killed = False
        self._held = False
        self._over = threading.Event()
        self._paused = False
        self._asking = False
        self._run = ""
        self._told: set[str] = set()
        self._rows = {"done": 0, "failed": 0, "skipped": 0}
        self._began = time.perf_counter()
        # A group of its own: Ctrl+C in a terminal is for this process, which passes it on.
        own = 0
        if sys.platform == "win32":
            own = subprocess.CREATE_NEW_PROCESS_GROUP
        self._player = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, **(environment or {}), **self._shared.variables},
            creationflags=own,
            start_new_session=sys.platform != "win32",
            pass_fds=self._shared.descriptors,
        )
        self._shared.passed_on()

    def give(self, arguments: Sequence[str]) -> bool:
        """Give a player that waits (:mod:`player.waiting`) the arguments of ``play``, this folder
        and this environment; False where it has ended."""
        self._tell(order(arguments, Path.cwd(), {**os.environ, **self._shared.variables}))
        return self._player.poll() is None

    def dismiss(self) -> None:
        """Nothing more is wanted of the player: it ends with its input."""
        self._close_pipes()
        try:
            self._player.wait(FINISH)
        except subprocess.TimeoutExpired:
            self._player.kill()
            self._player.wait()

    @property
    def paused(self) -> bool:
        """Whether the run waits because a person said so."""
        return self._paused

    # ---- what a person says -------------------------------------------------------------------

    def say(self, say: Say, why: str = "", at: Point | None = None, keep: bool = True) -> None:
        """Pass on what a person said; from any thread. A stop is seen through."""
        if say == "stop":
            self.stop()
            return
        if say == "pause" and self._asking:
            return  # It waits already, and the hand on the mouse is on its way to the answer.
        if say in ("pause", "continue", "step", "stop_after_row"):
            self._paused = say == "pause"
        self._asking = False
        place = {"at": list(at), "keep": keep} if at else {}
        self._tell({"answer": say, "text": why, **place})

    def stop(self) -> None:
        """No event is sent any more within :data:`GRACE`; asked a second time, the player is ended
        at once."""
        with self._lock:
            again, self._stopping = self._stopping, True
        if again:
            if not self._halted.is_set():
                self._kill()
            return
        threading.Thread(target=self._see_through, name="stop", daemon=True).start()

    def _see_through(self) -> None:
        # The pipe of a player that reads nothing may be full.
        threading.Thread(target=self._tell, args=({"answer": "stop"},), daemon=True).start()
        if not self._halted.wait(GRACE):
            self._kill()
            return
        try:
            self._player.wait(FINISH)
        except subprocess.TimeoutExpired:
            self._kill()

    def _watch(self) -> None:
        """End a player that hangs while it keeps the screen to itself: nobody could stop it, or do
        anything else."""
        while not self._over.wait(_LOOK):
            since = self._shared.ring.held_since
            if since and time.perf_counter() - since > HELD:
                self._held = True
                self._kill()

    def _kill(self) -> None:
        if self._player.poll() is None:
            self._killed = True
            self._player.kill()

    def _tell(self, line: Mapping[str, object]) -> None:
        pipe = self._player.stdin
        assert pipe is not None
        try:
            with self._pipe:
                pipe.write(json.dumps(line, ensure_ascii=False) + "\n")
                pipe.flush()
        except (OSError, ValueError):
            return  # It has ended; what comes of that is seen where its lines are read.

    # ---- what the player says -----------------------------------------------------------------

    def pass_on(self, emit: EmitEvent, ready: Callable[[], None]) -> int:
        """Give out the player's events until it ends; ``ready`` is called when it waits for
        :meth:`go`. Returns its exit code, negative if a signal ended it."""
        out: IO[str] | None = self._player.stdout
        assert out is not None
        self._emit, self._began = emit, time.perf_counter()
        threading.Thread(target=self._watch, name="watch", daemon=True).start()
        for line in out:
            event = _event(line)
            if event is None:
                print(line, end="", file=sys.stderr)
            elif event.get("event") == READY:
                ready()
            elif event.get("event") == HALTED:
                self._halted.set()
            else:
                self._give(event)
        code = self._player.wait()
        self._over.set()
        self._halted.set()
        return code

    def go(self) -> None:
        """The word to begin."""
        self._tell({"answer": "go"})

    def _give(self, event: dict[str, object]) -> None:
        name = str(event.pop("event"))
        self._told.add(name)
        self._run = str(event.get("run") or self._run)
        if name in ("paused", "continued"):
            self._paused = name == "paused"
        self._asking = name == "asked"
        if name in ("row_done", "row_failed"):
            status = str(event.get("status", "failed"))
            self._rows[status] = self._rows.get(status, 0) + 1
        self._emit(name, event)

    def close(self, code: int) -> ExitCode | int:
        """After the end of the player: release what it left down, say what it could not say any
        more, and give the exit code for the shell."""
        self._close_pipes()
        if code >= 0 and not self._killed:
            return code
        release()
        if not self._killed:
            print(
                either("일손: 실행이 갑자기 끝났어요.", "일손: The run has ended suddenly."),
                file=sys.stderr,
            )
            if self._run:
                print(
                    either(
                        f"  → 이어서 하려면 --resume {self._run} 을 써 주세요.",
                        f"  → To go on with it: --resume {self._run}",
                    ),
                    file=sys.stderr,
                )
            return ExitCode.FAILED
        place: dict[str, object] = {"run": self._run} if self._run else {}
        if "stopped" not in self._told:
            self._emit("stopped", {**place, "killed": True})
        if "run_started" in self._told and "run_done" not in self._told:
            seconds = round(time.perf_counter() - self._began, 3)
            why = (
                either("화면을 붙잡고 있어서", "It held the screen, so")
                if self._held
                else either("멈추지 않아서", "It did not stop, so")
            )
            said = either(
                f"{why} 강제로 끝냈어요. 하던 행은 확인해 주세요.",
                f"{why} it was ended by force. Check the row that was in hand.",
            )
            self._emit("run_done", {**place, "status": "stopped", **self._rows, "in_doubt": 0,
                                    "seconds": seconds, "report": "", "message": said,
                                    "killed": True})  # fmt: skip
        return ExitCode.STOPPED

    def _close_pipes(self) -> None:
        for pipe in (self._player.stdin, self._player.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # it has gone, and what it did not read with it
                    pipe.close()

    def sent(self) -> SentElsewhere:
        """What the player's hands did."""
        return SentElsewhere(self._shared.ring)


def _event(line: str) -> dict[str, object] | None:
    try:
        event = json.loads(line)
    except json.JSONDecodeError:
        return None
    return event if isinstance(event, dict) and "event" in event else None


def guarded(
    arguments: Sequence[str],
    emit: EmitEvent,
    ways: Ways,
    waiting: Guard | None = None,
    not_before: float = 0.0,
) -> ExitCode | int:
    """Play in a process of its own (``main.py play ARGUMENTS``), watched over here. Returns its
    exit code; raises DesktopProblem where no stop key can be heard: then nothing is played.
    ``waiting`` has a player that waits for its arguments; ``not_before`` is a time of
    ``time.perf_counter`` before which the run does not look at the screen."""
    if waiting is not None and waiting.give(arguments):
        guard = waiting
    else:
        guard = Guard([*own_command(), "play", "--guarded", *arguments])
    opened: list[Desktop] = []
    hooks: list[Hook] = []
    wrong: list[DesktopProblem] = []

    def heard(say: Say, why: str) -> None:
        guard.say(say, why)

    def open_ears() -> None:
        try:
            desktop = open_desktop()
            opened.append(desktop)
            places = corners(desktop.screen.monitors())
            sent = guard.sent()
            hook = desktop.hook()
            hook.start(StopKey(sent.take, lambda: guard.paused, heard, ways, places))
            hooks.append(hook)
        except DesktopProblem as problem:
            wrong.append(problem)

    ears = threading.Thread(target=open_ears, name="ears", daemon=True)
    ears.start()

    def ready() -> None:
        ears.join()
        if wrong:
            guard.stop()
        left = not_before - time.perf_counter()
        if left <= 0:
            guard.go()
            return
        # Not waited for here, where a player that has stopped is heard.
        later = threading.Timer(left, guard.go)
        later.daemon = True
        later.start()

    def answered(answer: Answer) -> None:
        guard.say(answer.say, answer.text, answer.at, answer.keep)

    def signalled(number: int, frame: object) -> None:
        guard.stop()

    before = {n: signal.signal(n, signalled) for n in (signal.SIGINT, signal.SIGTERM)}
    listen(sys.stdin, answered, lambda: guard.say("hang_up"))
    try:
        code = guard.pass_on(emit, ready)
        if wrong and code == ExitCode.STOPPED:
            raise wrong[0]
        return guard.close(code)
    finally:
        ears.join()
        for hook in hooks:
            hook.stop()
        for desktop in opened:
            desktop.close()
        for number, handler in before.items():
            signal.signal(number, handler)
