"""The clipboard with all its formats.

On X11 whoever copied hands the content out whenever another program pastes. A thread does that
while this process lives; on closing, a small process of its own takes over
(:mod:`player.desktop.x11.keeper`) and lives until somebody copies anew.
"""

from __future__ import annotations

import os
import pickle
import select
import subprocess
import sys
import threading
from pathlib import Path

from Xlib import error as xerror

from player.desktop.base import ClipboardContent
from player.desktop.x11.connection import close, connect
from player.desktop.x11.pasting import Copies, arrived
from player.desktop.x11.selection import UTF8, Formats, Promise, Question, text_formats
from player.types import Window
from scripts.errors import DesktopProblem, StepFailed
from scripts.language import either

_TAKE_LIMIT = 5.0
_KEEPER_LIMIT = 10.0
_NO_CONTENT = frozenset(
    ("TARGETS", "MULTIPLE", "TIMESTAMP", "SAVE_TARGETS", "DELETE", "INSERT_PROPERTY",
     "INSERT_SELECTION")
)  # fmt: skip
_TEXT = frozenset(("TEXT", "STRING", "COMPOUND_TEXT", "text/plain", "text/plain;charset=utf-8"))
"""Formats that are made anew from UTF8_STRING."""


class X11Clipboard:
    """See :class:`player.desktop.base.Clipboard`. May be used from any thread."""

    def __init__(self) -> None:
        self._display = connect()
        self._question = Question(self._display)
        self._lock = threading.RLock()
        self._thread: threading.Thread | None = None
        self._wake = (-1, -1)
        self._wish: Formats | None = None
        self._granted = threading.Event()
        self._held: Formats = {}
        self._copies: Copies | None = None

    def text(self) -> str | None:
        """See :class:`player.desktop.base.Clipboard`. Raises StepFailed(why="timed_out") where the
        program that copied does not answer."""
        with self._lock:
            try:
                for name in (UTF8, "text/plain;charset=utf-8"):
                    found = self._question.fetch(name)
                    if found is not None:
                        return found.decode("utf-8", "replace")
                found = self._question.fetch("STRING")
            except TimeoutError as problem:
                raise StepFailed(
                    either(
                        "클립보드의 내용을 가진 프로그램이 응답하지 않아요.",
                        "The program that holds the clipboard does not answer.",
                    ),
                    either("다시 복사한 뒤에 해 주세요.", "Copy again and retry."),
                    why="timed_out",
                ) from problem
            return None if found is None else found.decode("latin-1")

    def set_text(self, text: str) -> None:
        self._give(text_formats(text))

    def save(self) -> ClipboardContent:
        """See :class:`player.desktop.base.Clipboard`. A format that its owner does not hand out
        in time is left out; of a picture, PNG stands for all its formats."""
        with self._lock:
            try:
                offered = self._question.targets()
            except TimeoutError:
                return ClipboardContent()
            kept = [
                name
                for name in dict.fromkeys(offered)
                if name not in _NO_CONTENT
                and not (name in _TEXT and UTF8 in offered)
                and not (
                    name.startswith("image/") and name != "image/png" and "image/png" in offered
                )
            ]
            formats = []
            for name in kept:
                try:
                    data = self._question.fetch(name)
                except TimeoutError:
                    continue
                if data is not None:
                    formats.append((name, data))
            return ClipboardContent(tuple(formats))

    def restore(self, content: ClipboardContent) -> None:
        formats: dict[str, bytes] = {}
        for name, data in content.formats:
            if name == UTF8:
                formats |= text_formats(data.decode("utf-8", "replace"))
            formats[name] = data
        self._give(formats)

    def version(self) -> int:
        with self._lock:
            if self._copies is None:
                self._copies = Copies()
            return self._copies.count()

    def arrived(self, window: Window | None) -> None:
        if window is not None:
            with self._lock:
                arrived(self._display, window.id, self._question.targets)

    def close(self) -> None:
        """Close the connections; what was put into the clipboard stays in it."""
        with self._lock:
            if self._thread is not None:
                if self._held:
                    self._keep(self._held)
                self._wish = None
                os.write(self._wake[1], b"x")
                self._thread.join(_TAKE_LIMIT)
                self._thread = None
                for end in self._wake:
                    os.close(end)
            if self._copies is not None:
                self._copies.close()
            close(self._display)

    def _give(self, formats: Formats) -> None:
        with self._lock:
            if self._thread is None:
                display = connect()
                self._wake = os.pipe()
                self._thread = threading.Thread(
                    target=self._serve, args=(Promise(display),), name="clipboard", daemon=True
                )
                self._thread.start()
            self._granted.clear()
            self._wish = formats
            os.write(self._wake[1], b"x")
            if not self._granted.wait(_TAKE_LIMIT) or self._wish is not None:
                raise DesktopProblem(
                    either(
                        "클립보드에 내용을 넣지 못했어요.", "The clipboard could not be filled."
                    ),
                    either("다시 한번 해 주세요.", "Try once more."),
                )

    def _serve(self, promise: Promise) -> None:
        """The thread: take the clipboard when asked to, and hand out."""
        display = promise.display
        try:
            while True:
                while display.pending_events():
                    promise.answer(display.next_event())
                self._held = promise.formats
                ready = select.select([display.fileno(), self._wake[0]], [], [])[0]
                if self._wake[0] in ready:
                    os.read(self._wake[0], 1)
                    if self._wish is None:
                        return
                    if promise.give(self._wish):
                        self._wish = None
                    self._held = promise.formats
                    self._granted.set()
        except (xerror.ConnectionClosedError, OSError):
            self._held = {}
        finally:
            close(display)

    @staticmethod
    def _keep(formats: Formats) -> None:
        """Let a process of its own keep the content; without it the content goes with us."""
        house = str(Path(__file__).resolve().parents[3])
        command = [sys.executable, "-m", "player.desktop.x11.keeper"]
        try:
            subprocess.run(
                command, input=pickle.dumps(dict(formats)), cwd=house, timeout=_KEEPER_LIMIT,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
                start_new_session=True,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return
