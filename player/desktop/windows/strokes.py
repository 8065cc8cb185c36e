"""Text as input events.

Usually as Unicode input, which neither the layout nor CapsLock nor the input method touches.
Programs that show another computer pass on keys, not characters: into them text goes by the keys
that give it, as far as the keyboard has such keys. Each event brings the scan code, which is what
they send on, beside the key itself, so that hooks and the programs of this computer see the same.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from player.desktop.windows import api, keys, processes
from scripts.errors import DesktopProblem, StepFailed
from scripts.language import either

assert sys.platform == "win32"

REMOTE = frozenset(
    (
        "mstsc", "msrdc", "msrdcw",  # Remote Desktop, Windows App
        "vmconnect",  # Hyper-V
        "wfica32", "wfcrun32", "cdviewer",  # Citrix
        "vmware-view", "vmware-remotemks", "horizon-client", "horizon-protocol",
        "vmware", "vmplayer", "virtualboxvm",
    )
)  # fmt: skip
"""Programs that show another computer."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """The press and release of one character, sent together so that nothing comes between, and
    what the hook will hear of it."""

    events: list[api.Input]
    doings: list[tuple[Any, ...]]


Way = Callable[[str], Iterator[Stroke]]


def way_for_front(text: str) -> Way:
    """How ``text`` is typed into the program in front.

    Raises StepFailed(why="not_supported") where that shows another computer and a character is
    on no key: nothing has been typed then.
    """
    front = api.GetForegroundWindow()
    if not front or processes.program_of_window(front) not in REMOTE:
        return unicode_strokes
    layout = keys.layout_of(front)
    for character in text:
        if character not in "\n\t" and keys.code_and_shift(character, layout) is None:
            raise StepFailed(
                either(
                    f"원격 화면에는 자판에 없는 글자(“{character}”)를 넣을 수 없어요.",
                    f"A character that is on no key (“{character}”) can't be typed into a "
                    "remote screen.",
                ),
                either(
                    "일손을 원격 컴퓨터 안에서 실행하거나, 그 칸은 손으로 넣어 주세요.",
                    "Start Ilson inside the remote computer, or type this field by hand.",
                ),
                why="not_supported",
            )
    return lambda piece: key_strokes(piece, layout)


def unicode_strokes(text: str) -> Iterator[Stroke]:
    """Each character as Unicode input; line ends and tabs as their keys."""
    for character in text:
        if character in "\n\t":
            yield _key_stroke(character)
            continue
        encoded = character.encode("utf-16-le")
        units = [int.from_bytes(encoded[at : at + 2], "little") for at in range(0, len(encoded), 2)]
        yield Stroke(
            [_unicode(unit, up) for up in (False, True) for unit in units],
            [(kind, keys.PACKET) for kind in ("key_down", "key_up") for _ in units],
        )


def key_strokes(text: str, layout: int) -> Iterator[Stroke]:
    """Each character by the key that gives it under ``layout``; CapsLock is made up for. The other
    computer must have an equal layout, and its input method be off."""
    capital = bool(api.GetKeyState(keys.NAMED["CapsLock"]) & 1)
    for character in text:
        if character in "\n\t":
            yield _key_stroke(character)
            continue
        found = keys.code_and_shift(character, layout)
        assert found is not None, "looked at by way_for_front"
        code, shift = found
        if capital and character.isalpha():
            shift = not shift
        codes = [keys.SHIFT, code] if shift else [code]
        yield Stroke(
            [key(code, False, up=False) for code in codes]
            + [key(code, False, up=True) for code in reversed(codes)],
            [("key_down", code) for code in codes] + [("key_up", code) for code in reversed(codes)],
        )


def mouse(flags: int, x: int = 0, y: int = 0, data: int = 0) -> api.Input:
    """A mouse event."""
    event = api.Input(type=api.INPUT_MOUSE)
    event.mi = api.MouseInput(x, y, data & 0xFFFFFFFF, flags, 0, 0)
    return event


def key(code: int, extended: bool, up: bool) -> api.Input:
    """A key event."""
    flags = (api.KEYEVENTF_EXTENDEDKEY if extended else 0) | (api.KEYEVENTF_KEYUP if up else 0)
    event = api.Input(type=api.INPUT_KEYBOARD)
    # Old programs, and sessions on other machines, read the scan code rather than the key.
    scan = keys.scan_code(code, keys.foreground_layout())
    event.ki = api.KeyboardInput(code, scan, flags, 0, 0)
    return event


def send(events: list[api.Input]) -> None:
    """Hand events to the system, all of them or none. Raises DesktopProblem where Windows does
    not take them."""
    array = (api.Input * len(events))(*events)
    if api.SendInput(len(events), array, ctypes.sizeof(api.Input)) != len(events):
        raise DesktopProblem(
            either(
                "윈도우가 키보드·마우스 입력을 받아 주지 않았어요.",
                "Windows did not take the keyboard and mouse input.",
            ),
            either(
                "관리자 권한 창이나 잠금 화면이 앞에 있으면 닫고 다시 해 주세요.",
                "If an administrator's window or the lock screen is in front, close it and "
                "try again.",
            ),
        )


def _key_stroke(character: str) -> Stroke:
    code = keys.NAMED["Enter" if character == "\n" else "Tab"]
    return Stroke(
        [key(code, False, up=False), key(code, False, up=True)],
        [("key_down", code), ("key_up", code)],
    )


def _unicode(unit: int, up: bool) -> api.Input:
    event = api.Input(type=api.INPUT_KEYBOARD)
    flags = api.KEYEVENTF_UNICODE | (api.KEYEVENTF_KEYUP if up else 0)
    event.ki = api.KeyboardInput(0, unit, flags, 0, 0)
    return event
