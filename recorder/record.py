"""The ``record`` command: one recording in a process of its own.

Four threads: the hook stamps events, :class:`Sights` looks at the screen, a listener takes what
the window says on stdin, and the main thread writes the script. After every step the script as it
stands is saved beside the data, so that a killed recording loses at most the step in hand.
"""

from __future__ import annotations

import os
import queue
import shutil
import signal
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from player.data import List, read_list
from player.desktop import open_desktop
from player.desktop.base import Desktop
from player.lines import Lines, listen_for, window_process
from player.types import Event
from recorder.commands import Command, HotKeys, hot_keys, own_letters, parse_command
from recorder.final import FinalText
from recorder.gestures import Gesture, Gestures
from recorder.hover import unhovered
from recorder.naming import Namer
from recorder.personal import NOBODY, Known
from recorder.propose import proposals_for, told
from recorder.secrecy import Secrecy
from recorder.sights import Sight, Sights
from recorder.told import about
from recorder.unsaved import left_behind, new_recording
from recorder.visit import System
from recorder.writing import Writer
from scripts.errors import ExitCode, StepFailed, UsageError
from scripts.files import load, save
from scripts.folders import scripts_folder
from scripts.language import either
from scripts.model import Point, Script, Step
from scripts.show import sentence

_TICK = 0.2
"""Seconds after which a held gesture is looked at again while nothing happens."""
_KEPT_WITHIN = 1.0
"""Seconds after which finished steps are saved even while events keep coming; longer where saving
takes more than a tenth of that: a script is saved as a whole."""
_SIGNALS = (signal.SIGINT, getattr(signal, "SIGBREAK", signal.SIGTERM))
_Item = tuple[Event, Sight] | Command


def record(
    out: Path, spec: str | None, letters: Mapping[str, str], fields: bool = False
) -> ExitCode:
    """Record until the stop keys, a signal or the word on stdin, and save to ``out`` (a folder, or
    a file that ends in .ilson); ``spec`` names the list that what is typed is compared with,
    ``letters`` other hot keys (see :func:`own_letters`); with ``fields`` what was reached by Tab
    becomes a place. Raises IlsonError."""
    keys = HotKeys(own_letters(letters))
    data = read_list(spec) if spec else None  # a list that cannot be read is said before
    lines = Lines(sys.stdout)
    left = left_behind()
    if left:
        lines.emit("unsaved", {"recordings": len(left)})
    with new_recording() as unsaved:
        desktop = open_desktop()
        own = frozenset({os.getpid(), window_process()})
        try:
            known = known_from(data)
            script = Recording(desktop, lines, out.stem, unsaved, own, known, keys, fields).run()
        finally:
            desktop.close()
        return _finish(script, out, unsaved, lines, data)


def known_from(data: List | None) -> Known:
    """What is somebody's for sure: what a list says of people."""
    if data is None:
        return NOBODY
    return Known.of(
        {
            name: [row.values[name] for row in data.rows if not row.values.problem(name)]
            for name in data.columns
        }
    )


def recover(out: Path | None, spec: str | None = None) -> ExitCode:
    """Save the newest recording that an earlier process left behind; without ``out`` among the
    clerk's scripts."""
    data = read_list(spec) if spec else None
    left = left_behind()
    if not left:
        raise UsageError(either("되살릴 기록이 없어요.", "There is no recording to recover."))
    if out is None:
        out = scripts_folder() / either(
            f"되살린 기록 {datetime.now():%Y-%m-%d %H%M%S}",
            f"Recovered {datetime.now():%Y-%m-%d %H%M%S}",
        )
    script = replace(load(left[0]), name=out.stem)
    return _finish(script, out, left[0], Lines(sys.stdout), data)


def _finish(script: Script, out: Path, unsaved: Path, lines: Lines, data: List | None) -> ExitCode:
    save(script, out)
    if unsaved.exists():
        shutil.rmtree(unsaved)
    proposals = told(script, proposals_for(script, data))
    lines.emit("saved", {"file": str(out), "steps": len(script.steps), "proposals": proposals})
    return ExitCode.DONE


def same_front(one: Sight, other: Sight) -> bool:
    """Whether the same window was in front in both."""
    ids = [sight.active.id if sight.active else 0 for sight in (one, other)]
    return ids[0] == ids[1]


class Recording:
    """One recording on one desktop. ``lines`` takes the events for whoever started us; windows of
    the processes ``own`` are not recorded, and what is ``known`` to be somebody's is in no
    picture. The script as it stands is kept in ``unsaved``."""

    def __init__(
        self,
        desktop: Desktop,
        lines: Lines,
        name: str,
        unsaved: Path,
        own: frozenset[int],
        known: Known = NOBODY,
        keys: HotKeys | None = None,
        fields: bool = False,
    ) -> None:
        self._desktop = desktop
        self._unsaved = unsaved
        self._untold: list[dict[str, object]] = []
        """Steps that are written down, but neither saved nor told of yet."""
        self._told: set[str] = set()
        self._gone: list[str] = []
        """Steps that were told of and turned out to be none."""
        self._keep_again = 0.0
        """When finished steps are saved, whatever comes."""
        self._lines = lines
        self._keys = keys or HotKeys()
        self._pointer: Point = (0, 0)
        self._paused = False  # nothing is recorded: said by any thread, at once
        self._events: queue.SimpleQueue[_Item] = queue.SimpleQueue()
        self._sight: Sight | None = None
        """What belongs to the event in hand."""
        self._until = 0.0
        """When that happened."""
        self._secrecy = Secrecy(desktop.windows.hides)
        self._final = FinalText(desktop.windows.field_text)
        self._toggled = self._toggled_taken = 0
        """How often 한/영 was pressed, and how often in the events that were taken."""
        self._writer = Writer(
            name,
            desktop.system,
            desktop.screen.monitors(),
            Namer(known),
            own,
            known,
            fields,
        )

    def stop(self) -> None:
        """End the recording after what has happened so far. May be called from any thread."""
        self._say(Command("stop"))

    def run(self) -> Script:
        """Record until stopped; returns the script."""
        sights = Sights(self._desktop.new_screen, self._desktop.windows)
        sights.start()
        self._secrecy.start()
        self._final.start()
        hook = self._desktop.hook()

        def put(event: Event) -> None:
            self._pointer = event.at
            said = self._keys.hear(event)
            if said is not None:
                again = said == "pause" and self._paused
                self._say(Command("continue" if again else said, event.at, event.time))
            sights.something_happened(event.at, event.time)  # a move too: a click may follow
            if event.kind == "move" or self._keys.ours(event) or self._paused:
                return
            self._secrecy.hear(event)
            self._final.hear(event)
            self._toggled += event.kind == "key_down" and event.key == "Hangul"
            pressed = event.kind == "button_down"
            self._events.put((event, sights.before(event.time, event.window, history=pressed)))
            sights.done(event.time)

        before = {n: signal.signal(n, lambda *_: self.stop()) for n in _SIGNALS}
        self._desktop.ime.hangul()  # some tell only what changes after the first question
        try:
            hook.start(put)
            listen_for(sys.stdin, parse_command, self._say, self._unheard)
            keys = hot_keys(self._keys.letters)
            self._lines.emit(
                "recording", {"stop_keys": keys["stop"], "hot_keys": keys, "pid": os.getpid()}
            )
            return self._write(sights)
        finally:
            hook.stop()
            sights.stop()
            self._secrecy.stop()
            self._final.stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _unheard(self) -> None:
        """Nobody says anything any more: of our window that means that it has died, and no
        recording goes on unseen."""
        if window_process():
            self.stop()

    def _say(self, command: Command) -> None:
        """Take what the clerk said, from any thread. A pause begins at once."""
        if command.say in ("pause", "continue"):
            self._paused = command.say == "pause"
        self._events.put(command)

    def _write(self, sights: Sights) -> Script:
        system = System(self._hangul_then, self._clipboard_text, self._hides_then)
        gestures: Gestures[Sight] = Gestures(same_front, system, self._desktop.habits())
        while True:
            try:
                item = self._events.get(timeout=_TICK)
            except queue.Empty:
                self._take(gestures.settle(time.perf_counter()))
                self._keep()
                if sights.error is None:
                    continue
                self._lines.emit(
                    "warning",
                    {
                        "message": either(
                            "화면을 더 볼 수 없어서 기록을 마쳐요.",
                            "The screen can't be seen any more, so the recording ends.",
                        )
                    },
                )
                break
            if isinstance(item, Command):
                if item.say == "stop":
                    break
                self._obey(item, gestures, sights)
                continue
            event, sight = item
            self._until = event.time
            self._sight = self._with_front(event, sight)
            if event.kind == "button_down":
                # the pointer rests where it is about to press, and programs show it
                self._sight = unhovered(self._sight, event.at, self._sight.frame.scale)
            self._take(gestures.feed(event, self._sight))
            self._toggled_taken += event.kind == "key_down" and event.key == "Hangul"
        self._ended(sights)
        self._take(gestures.flush())
        self._keep()
        self._writer.settle(sights.newest())
        return self._writer.script()

    def _obey(self, command: Command, gestures: Gestures[Sight], sights: Sights) -> None:
        """Do what the clerk said, and answer by an event."""
        if command.say == "row":
            self._answer_row(command)
            return
        if command.say == "secret" and command.step:
            self._hide(command.step)
            return
        gestures.let_go_of_modifiers()
        if command.say == "secret":
            gestures.secret()
            self._lines.emit("secret", {})
            return
        self._ended(sights)
        for gesture in gestures.flush():
            self._write_down(gesture)
        match command.say:
            case "pause":
                self._keep()
                self._writer.settle(sights.newest())
                self._lines.emit("paused", {})
            case "continue":
                gestures.begin_anew()
                self._lines.emit("continued", {})
            case "undo":
                self._undo()
            case "wait_here" | "read_here":
                self._mark(command, sights.before(command.time or time.perf_counter()))

    def _ended(self, sights: Sights) -> None:
        """What is being typed ends now, and what is seen now is how it ended."""
        self._until, self._sight = time.perf_counter(), sights.newest()

    def _undo(self) -> None:
        script = self._writer.script()
        step = self._writer.undo()
        if step is not None:
            # What was not saved or told of yet need never be: it may be what the clerk means.
            self._untold = [told for told in self._untold if told["step"] != step.id]
            save(self._writer.script(), self._unsaved, versions=False)
        self._keep()
        say = sentence(step, script) if step else ""
        self._lines.emit("undone", {"step": step.id if step else None, "say": say})

    def _mark(self, command: Command, sight: Sight) -> None:
        point = command.at or self._pointer
        wait = command.say == "wait_here"
        if self._paused:
            step, why = (
                None,
                either(
                    "잠시 멈춘 동안에는 표시할 수 없어요.", "Nothing can be marked while paused."
                ),
            )
        else:
            why = either(
                "일손의 창에는 표시할 수 없어요. 기록하는 프로그램 위에서 해 주세요.",
                "Ilson's own window can't be marked. Do it on the program that is recorded.",
            )
            mark = self._writer.mark_wait if wait else self._writer.mark_read
            step = mark(point, sight)
        if step is None:
            self._keep()
            self._lines.emit("refused", {"command": command.say, "message": why})
            return
        self._to_be_told(step, mark=command.say)
        self._keep()

    def _answer_row(self, command: Command) -> None:
        """Take the clerk's word which row she meant."""
        step = self._writer.answer_row(command.step, command.choice, command.column)
        if step is None:
            why = either(
                "그 물음은 없거나, 그렇게 답할 수 없어요.",
                "There is no such question, or this is no answer to it.",
            )
            self._lines.emit("refused", {"command": "row", "message": why})
            return
        save(self._writer.script(), self._unsaved, versions=False)
        say = sentence(step, self._writer.script())
        self._lines.emit("row", {"step": step.id, "say": say})

    def _hide(self, identity: str) -> None:
        """Take the clerk's word that what a step types is secret. What was saved of it goes."""
        step = self._writer.hide(identity)
        if step is None:
            why = either("그 단계에는 숨길 글이 없어요.", "That step has no text to hide.")
            self._lines.emit("refused", {"command": "secret", "message": why})
            return
        self._to_be_told(step)
        self._keep()

    def _hides_then(self) -> bool | None:
        """Whether the field with the focus at the event in hand hides what is typed."""
        front = self._desktop.windows.active()
        then = self._sight.active if self._sight else None
        if front is None or then is None or front.id != then.id:
            return None
        return self._desktop.windows.hides()

    def _hangul_then(self) -> bool | None:
        """Whether the input method wrote Hangul at the event in hand; None where that cannot be
        known. The system's answer is about now, and about the window in front."""
        now, front = self._desktop.ime.hangul(), self._desktop.windows.active()
        then = self._sight.active if self._sight else None
        if now is None or front is None or then is None or front.id != then.id:
            return None
        return now != bool((self._toggled - self._toggled_taken) % 2)

    def _clipboard_text(self) -> str | None:
        try:
            return self._desktop.clipboard.text()
        except StepFailed:
            return None  # Who copied does not answer: what a paste brings is not known.

    def _with_front(self, event: Event, sight: Sight) -> Sight:
        """The sight with the window that the event names, should it have come up so lately that
        no glance had caught it."""
        if not event.window or (sight.active and sight.active.id == event.window):
            return sight
        for window in self._desktop.windows.list():
            if window.id == event.window:
                return replace(sight, active=window)
        return sight

    def _take(self, done: Iterable[Gesture[Sight]]) -> None:
        """Write finished gestures down, save the script as it stands, and tell."""
        for gesture in done:
            self._write_down(gesture)
        # Under a storm of events, saving after each would fall behind.
        if self._events.empty() or time.monotonic() > self._keep_again:
            self._keep()

    def _write_down(self, gesture: Gesture[Sight]) -> None:
        if self._sight is not None:
            gesture = self._secrecy.hush(gesture, self._until, self._sight)
            gesture = self._final.compared(gesture, self._until)
        for step in self._writer.take(gesture, self._sight):
            self._to_be_told(step)
        dropped = {step.id for step in self._writer.dropped}
        self._writer.dropped.clear()
        self._untold = [told for told in self._untold if told["step"] not in dropped]
        self._gone += dropped & self._told

    def _to_be_told(self, step: Step, **more: object) -> None:
        script = self._writer.script()
        say = sentence(step, script)
        more.update(about(step, script, self._unsaved))
        self._untold = [told for told in self._untold if told["step"] != step.id]
        if step.id in self._told:
            more["replaces"] = step.id
        light = self._writer.light(step)
        if light is not None:
            more["light"], more["why"] = light
        self._untold.append({"step": step.id, "say": say, "review": step.review, **more})

    def _keep(self) -> None:
        """Save the script as it stands, and only then tell of its steps: what was told of is not
        lost. Without versions: what the clerk took back, a password perhaps, must not stay
        anywhere."""
        if self._untold or self._gone:
            began = time.monotonic()
            save(self._writer.script(), self._unsaved, versions=False)
            now = time.monotonic()
            self._keep_again = now + max(_KEPT_WITHIN, 10 * (now - began))
        told, self._untold = self._untold, []
        gone, self._gone = self._gone, []
        for step in gone:
            self._lines.emit("dropped", {"step": step})
        for fields in told:
            self._lines.emit("step", fields)
            self._told.add(str(fields["step"]))
        for question in self._writer.questions.new():
            self._lines.emit("asked", question.told())
