"""Whether the recorder knows what a real input method wrote.

``python -m tests.bench.hangul [--rows N] [--fields qt,gtk,chromium] [--pace MS] [--reorder]`` types
the rows of ``tests/recorder/visits.txt`` on a virtual screen, through ibus-hangul, into real
programs. The recorder hears the keys by its own hook; what it makes of them is compared with what
the field shows. Exit code 1 if it was certain of a text and the field shows another one.

ibus puts a vowel and a consonant that follows it in order (ㅏ, ㄱ → 가), which Windows' method does
not; that is switched off unless ``--reorder`` is given.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from player.desktop.base import Desktop
from player.types import Event
from recorder.gestures import Gesture, Gestures
from recorder.line import Stroke
from recorder.visit import System
from tests.bench.fields import QUIET, Field, chromium_field, gtk_field, qt_field, settled_text
from tests.recorder.keys import Row, rows, strokes

FIELDS: dict[str, Callable[[], contextlib.AbstractContextManager[Field]]] = {
    "qt": qt_field,
    "gtk": gtk_field,
    "chromium": chromium_field,
}
PACES = {"chromium": 60.0}
"""Milliseconds between two keys where 8 are too few: what the method wrote and the next key come to
Chromium in two ways, and it mixes them up when they come faster than anybody types."""
PROGRAMS = ("ibus-daemon", "dbus-daemon", "setxkbmap")
_LIMIT = 30.0
PACKAGES = "ibus ibus-hangul ibus-gtk3 python3-gi gir1.2-gtk-3.0 dbus x11-xkb-utils"
_FILES = {
    "ibus-hangul": "share/ibus/component/hangul.xml",
    "ibus-gtk3": "lib/*/gtk-3.0/*/immodules/im-ibus.so",
}
_SETTINGS = """[org/freedesktop/ibus/engine/hangul]
auto-reorder={reorder}
"""


def missing() -> str:
    """What has to be installed before ibus-hangul can be started; empty if nothing has."""
    names = [name for name in PROGRAMS if shutil.which(name) is None]
    names += [name for name, file in _FILES.items() if not any(Path("/usr").glob(file))]
    return ", ".join(names)


@contextlib.contextmanager
def ibus(reorder: bool = False) -> Iterator[None]:
    """ibus-hangul with a session bus of its own on the display that ``DISPLAY`` names; programs
    that are started within the block use it."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        settings = folder / "config" / "glib-2.0" / "settings" / "keyfile"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS.format(reorder=str(reorder).lower()))
        before = dict(os.environ)
        stack.callback(_restore, before)
        os.environ.update(
            HOME=str(folder), XDG_RUNTIME_DIR=str(folder), XDG_CONFIG_HOME=str(folder / "config"),
            GSETTINGS_BACKEND="keyfile", LANG="C.UTF-8", GTK_IM_MODULE="ibus",
            QT_IM_MODULE="ibus", XMODIFIERS="@im=ibus",
        )  # fmt: skip
        layout = subprocess.run(["setxkbmap", "-query"], capture_output=True, text=True).stdout
        subprocess.run(["setxkbmap", "-layout", "kr", "-variant", "kr104"], check=True)
        stack.callback(
            subprocess.run, ["setxkbmap", "-layout", "kr" if " kr" in layout else "us"], check=True
        )
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        stack.callback(_end, bus)
        assert bus.stdout is not None
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        daemon = subprocess.Popen(
            ["ibus-daemon", "--xim", "--panel=disable", "--emoji-extension=disable"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        stack.callback(_end, daemon)
        end = time.monotonic() + _LIMIT
        while subprocess.run(["ibus", "engine", "hangul"], capture_output=True).returncode:
            assert time.monotonic() < end, "ibus did not start"
            time.sleep(0.1)
        yield


def _restore(before: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(before)


def _end(process: subprocess.Popen[str]) -> None:
    process.terminate()
    process.communicate(timeout=_LIMIT)


@dataclass
class Typist:
    """Types on a desktop, and hears with the recorder's ears what she types."""

    desktop: Desktop
    pace: float
    hangul: bool = False
    """The state of the input method, as it was seen at the start and toggled since."""
    asked: int = 0
    answered_right: int = 0
    """How often the system was asked for that state, and told it right."""
    _heard: queue.SimpleQueue[Event] = field(default_factory=queue.SimpleQueue)

    def hear(self, event: Event) -> None:
        if event.kind in ("key_down", "key_up"):
            self._heard.put(event)

    def press(self, stroke: Stroke) -> list[Event]:
        """Press one key with its modifiers; what was heard of it."""
        hands, keys = self.desktop.hands, (*stroke.held, stroke.key)
        for key in keys:
            hands.key_down(key)
        for key in reversed(keys):
            hands.key_up(key)
        self.hangul ^= stroke.key == "Hangul"
        time.sleep(self.pace)
        return [self._heard.get(timeout=_LIMIT) for _ in range(2 * len(keys))]

    def find_state(self, into: Field) -> None:
        """See what the input method writes."""
        self.desktop.ime.hangul()  # ibus tells only who listens
        into.clear()
        self.press(Stroke("r"))
        self.press(Stroke("Hangul"))
        now = time.monotonic()
        while into.text() not in ("r", "ㄱ"):
            assert time.monotonic() < now + _LIMIT, into.text()
            time.sleep(0.01)
        self.hangul = into.text() == "r"

    def _told(self) -> bool:
        """Whether the system tells the state, a moment after the key at the latest."""
        end = time.monotonic() + QUIET
        while self.desktop.ime.hangul() != self.hangul and time.monotonic() < end:
            time.sleep(0.005)
        return self.desktop.ime.hangul() == self.hangul

    def record(self, row: Row, into: Field) -> list[Gesture[None]]:
        """Type a row; what the recorder makes of it."""
        if row.hangul is not None and self.hangul != row.hangul:
            self.press(Stroke("Hangul"))
        # The last state of one row may still be under way when the next one begins.
        into.clear()
        state = [self.hangul]
        self.asked += 1
        self.answered_right += self._told()
        heard, caps = [], False
        for stroke in strokes(row.keys):
            heard += self.press(stroke)
            caps ^= stroke.key == "CapsLock"
        # What is still being composed does not stand in every field yet.
        heard += self.press(Stroke("Hangul"))
        if caps:
            self.press(Stroke("CapsLock"))
        gestures: Gestures[None] = Gestures(system=System(lambda: state[-1]))
        done: list[Gesture[None]] = []
        for event in heard:
            done += gestures.feed(event, None)
            if event.kind == "key_down" and event.key == "Hangul":
                state.append(not state[-1])
        return [*done, *gestures.flush()]


@dataclass
class Score:
    """How often the field showed what the recorder says."""

    sure: int = 0
    sure_right: int = 0
    unsure: int = 0
    unsure_right: int = 0
    asked: int = 0
    answered_right: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)
    """Keys, what was recorded, and what the field shows, where the recorder was sure."""


def fit_for_typing() -> list[Row]:
    """The rows of the table that an American keyboard without NumLock and Hanja can do."""
    return [
        row
        for row in rows()
        if row.hangul is not None and "<Num" not in row.keys and "<Hanja" not in row.keys
    ]


def compare(desktop: Desktop, into: Field, table: list[Row], pace: float) -> Score:
    """Type every row into a field, and compare."""
    score, typist = Score(), Typist(desktop, pace)
    hook = desktop.hook()
    hook.start(typist.hear)
    try:
        typist.find_state(into)
        for row in table:
            texts = [gesture for gesture in typist.record(row, into) if gesture.kind == "text"]
            text = "".join(gesture.text for gesture in texts)
            shown = settled_text(into, text)
            if any(gesture.reasons for gesture in texts):
                score.unsure += 1
                score.unsure_right += shown == text
            else:
                score.sure += 1
                score.sure_right += shown == text
                if shown != text:
                    score.wrong.append((row.keys, text, shown))
    finally:
        hook.stop()
    score.asked, score.answered_right = typist.asked, typist.answered_right
    return score


def run() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "--rows", type=int, default=0, help="every n-th row, so that about N remain"
    )
    parser.add_argument("--fields", default="qt,gtk,chromium")
    parser.add_argument("--pace", type=float, help="milliseconds between two keys")
    parser.add_argument("--reorder", action="store_true")
    arguments = parser.parse_args()
    if missing():
        print(f"{missing()}: apt-get install {PACKAGES}")
        return 2
    from player.desktop.x11 import open_x11
    from player.desktop.x11.virtual import virtual_screen

    table = fit_for_typing()
    if arguments.rows:
        table = table[:: max(1, len(table) // arguments.rows)]
    all_right = True
    with virtual_screen() as display:
        os.environ["DISPLAY"] = display
        with ibus(arguments.reorder):
            for name in arguments.fields.split(","):
                desktop = open_x11()
                pace = arguments.pace or PACES.get(name, 8.0)
                with contextlib.closing(desktop), FIELDS[name]() as into:
                    score = compare(desktop, into, table, pace / 1000)
                print(
                    f"{name}: certain {score.sure_right} of {score.sure} as shown, "
                    f"not certain {score.unsure_right} of {score.unsure}; "
                    f"한/영 told right {score.answered_right} of {score.asked}",
                    flush=True,
                )
                for keys, text, shown in score.wrong:
                    print(f"  {keys}: recorded {text!r}, shown {shown!r}")
                all_right = all_right and not score.wrong
    return 0 if all_right else 1


if __name__ == "__main__":
    sys.exit(run())
