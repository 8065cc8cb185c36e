"""What this desktop lets Ilson do, looked at once: ``main.py self-check``.

Nothing is pressed and nothing is kept. Each finding is one event; who shows them has the words.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from player.desktop import open_desktop
from player.desktop.base import Desktop
from player.lines import Lines
from player.ocr.engines import engines, english_alone
from player.ocr.reader import read_text
from player.vision.picture import load
from scripts.errors import DesktopProblem, ExitCode, IlsonError
from scripts.folders import data_folder
from scripts.language import either

State = Literal["good", "warn", "bad"]
_LITTLE = 1 << 30
"""Bytes of free space from which on it is little."""
_NONE_LEFT = 100 << 20
_PROBE = Path(__file__).resolve().parent.parent / "assets" / "pictures" / "probe.png"
"""A picture of a Korean word and a number, as screens show them."""
PROBE_SAYS = ("주민등록번호", "2026")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``name`` is what, ``state`` how it is, ``kind`` which case of
    it (the same words fit), ``values`` what the words are filled with; ``message`` and ``hint`` are
    the sentences of an error."""

    name: str
    state: State
    kind: str = ""
    values: Mapping[str, str | int] = field(default_factory=dict)
    message: str = ""
    hint: str = ""

    def told(self) -> dict[str, Any]:
        """As the fields of an event."""
        return {
            "check": self.name, "state": self.state, "kind": self.kind, "values": dict(self.values),
            "message": self.message, "hint": self.hint,
        }  # fmt: skip


_WORDS = {
    "good": ("좋아요", "good"),
    "warn": ("살펴봐 주세요", "have a look"),
    "bad": ("안 돼요", "does not work"),
}
_NAMES = {
    "screen": ("화면 보기", "Seeing the screen"),
    "session": ("이 화면의 상태", "This screen's state"),
    "input": ("마우스와 글자 입력", "Mouse and keyboard"),
    "elevated": ("관리자로 켠 프로그램", "Programs run as administrator"),
    "secrets": ("비밀번호 보관함", "Store for passwords"),
    "reading": ("글자 읽기", "Reading text"),
    "space": ("저장 공간", "Storage"),
}


def self_check(as_json: bool) -> ExitCode:
    """Print each finding as it is found; 4 if anything is missing that a run needs."""
    lines = Lines(sys.stdout)
    worst = False
    for found in findings():
        worst = worst or found.state == "bad"
        if as_json:
            lines.emit("check", found.told())
            continue
        print(f"{either(*_NAMES[found.name])}: {either(*_WORDS[found.state])}", flush=True)
        for sentence in (found.message, found.hint):
            if sentence:
                print(f"  → {sentence}", flush=True)
    return ExitCode.NO_DESKTOP if worst else ExitCode.DONE


def findings(open_it: Callable[[], Desktop] = open_desktop) -> Iterator[Finding]:
    """Look at one thing after the other."""
    try:
        desktop = open_it()
    except DesktopProblem as error:
        yield Finding("screen", "bad", "none", {}, str(error), error.hint)
    else:
        try:
            for look in (_screen, _session, _input, _elevated, _secrets):
                yield _safely(look, desktop)
        finally:
            desktop.close()
    yield reading()
    yield space(data_folder())


def _safely(look: Callable[[Desktop], Finding], desktop: Desktop) -> Finding:
    try:
        return look(desktop)
    except IlsonError as error:
        return Finding(look.__name__.strip("_"), "bad", "failed", {}, str(error), error.hint)


def _screen(desktop: Desktop) -> Finding:
    monitors = desktop.screen.monitors()
    frame = desktop.screen.grab(monitors[0].rect)
    scales = ", ".join(f"{round(monitor.scale * 100)} %" for monitor in monitors)
    values: dict[str, str | int] = {"n": len(monitors), "scales": scales}
    if frame.pixels.size == 0:
        return Finding("screen", "bad", "black", values)
    if int(frame.pixels.max()) == int(frame.pixels.min()):
        return Finding("screen", "warn", "plain", values)
    return Finding("screen", "good", "sees", values)


def _session(desktop: Desktop) -> Finding:
    state = desktop.session()
    return Finding("session", "good" if state == "ok" else "bad", state)


def _input(desktop: Desktop) -> Finding:
    desktop.ime.hangul()
    hangul = desktop.ime.hangul()
    return Finding("input", "good", "knows_hangul" if hangul is not None else "hangul_unknown")


def _elevated(desktop: Desktop) -> Finding:
    there = desktop.windows.list()
    above = [window.title for window in there if window.elevated and window.title]
    if above:
        return Finding("elevated", "warn", "above", {"title": above[0][:40]})
    known = any(window.elevated is not None for window in there)
    return Finding("elevated", "good", "none" if known else "no_such")


def _secrets(desktop: Desktop) -> Finding:
    desktop.vault().get("ilson-self-check")
    return Finding("secrets", "good", "there")


def reading() -> Finding:
    """Whether text is read: Korean and digits, or, where she wants English alone, the digits."""
    wanted = PROBE_SAYS[1:] if english_alone() else PROBE_SAYS
    try:
        voices = 1 + len(engines().others)
        text = read_text(load(_PROBE))
    except IlsonError as error:
        return Finding("reading", "bad", "failed", {}, str(error), error.hint)
    together = "".join(text.split())
    if not all(word in together for word in wanted):
        return Finding("reading", "warn", "badly", {"n": voices})
    kind = "reads_english" if english_alone() else "reads"
    return Finding("reading", "good", kind, {"n": voices})


def space(folder: Path) -> Finding:
    """How much room the data folder has and takes."""
    there = next(place for place in (folder, *folder.parents) if place.is_dir())
    free = shutil.disk_usage(there).free
    used = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    values = {"used": _size(used), "free": _size(free)}
    state: State = "bad" if free < _NONE_LEFT else "warn" if free < _LITTLE else "good"
    return Finding("space", state, "little" if free < _LITTLE else "enough", values)


def _size(number: int) -> str:
    for unit in ("KB", "MB"):
        number_of = number / (1024 if unit == "KB" else 1 << 20)
        if number_of < 1000:
            return f"{number_of:.0f} {unit}"
    return f"{number / (1 << 30):.1f} GB"
