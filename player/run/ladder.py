"""The ways in which a text gets into a program, and which one each program takes.

Usually text goes as it is: as Unicode input, or what the system has for it. Old programs drop that
or garble it; some of them take keys through their input method, others what is pasted. Which way a
program takes shows where a step reads the field back; it is remembered for windows of its kind.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from player.desktop.base import Clipboard, Hands, Ime
from player.run.keys import press
from player.types import Window
from scripts.atomic import replace_file
from scripts.dubeolsik import hangul_keys
from scripts.errors import StepFailed
from scripts.language import either

TypeWay = Literal["text", "keys", "paste"]
LADDER: tuple[TypeWay, ...] = ("text", "keys", "paste")
_SHIFTED = dict(zip('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./", strict=True))
"""Signs that a Korean keyboard has with Shift, and their keys."""
_NAMED = {" ": "Space", "\n": "Enter", "\t": "Tab"}


class Ladder:
    """Which way windows of a kind (their program and class) take; kept in ``file``, None for this
    run only. It holds names of programs, nothing that was typed."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._known: dict[str, TypeWay] = _read(file)

    def ways(self, window: Window | None) -> tuple[TypeWay, ...]:
        """What to try, in this order."""
        first = self._known.get(_kind(window), LADDER[0])
        return (first, *(way for way in LADDER if way != first))

    def worked(self, window: Window | None, way: TypeWay) -> None:
        """A window took a text this way. Where that cannot be kept, the next run finds out anew."""
        kind = _kind(window)
        if not kind or self._known.get(kind, LADDER[0]) == way:
            return
        self._known[kind] = way
        if self._file is not None:
            text = json.dumps(self._known, ensure_ascii=False, indent=1, sort_keys=True)
            with contextlib.suppress(OSError):
                self._file.parent.mkdir(parents=True, exist_ok=True)
                replace_file(self._file, text.encode())


def _kind(window: Window | None) -> str:
    return f"{window.program} {window.cls}".strip() if window is not None else ""


def _read(file: Path | None) -> dict[str, TypeWay]:
    """What was kept; nothing where that is damaged, because it is found out again."""
    if file is None or not file.exists():
        return {}
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(told, dict):
        return {}
    return {kind: way for kind, way in told.items() if way in LADDER}


def by_keys(
    text: str, hands: Hands, ime: Ime, check: Callable[[], None],
    until: Callable[[Callable[[], bool]], bool],
) -> None:  # fmt: skip
    """Type a text key by key, Hangul through the input method, which is left writing Latin. Raises
    StepFailed(why="not_supported"), before anything is typed, where a character is on no key or the
    input method's state cannot be known."""
    strokes = list(_strokes(text))
    if any(hangul for _, _, hangul in strokes) and ime.hangul() is None:
        raise _not_by_keys(
            either("한/영 상태를 알 수 없어서", "Whether 한/영 is on Hangul can't be told, so")
        )
    try:
        for key, shift, hangul in strokes:
            check()
            if hangul is not None:
                _switch(hangul, hands, ime, until)
            press(hands, ("Shift", key) if shift else (key,))
    finally:
        if ime.hangul():
            _switch(False, hands, ime, until)


def _switch(
    hangul: bool, hands: Hands, ime: Ime, until: Callable[[Callable[[], bool]], bool]
) -> None:
    if ime.hangul() in (hangul, None):
        return
    press(hands, ("Hangul",))
    if not until(lambda: ime.hangul() is hangul):
        raise _not_by_keys(either("한/영을 바꾸지 못해서", "한/영 could not be switched, so"))


def _strokes(text: str) -> Iterator[tuple[str, bool, bool | None]]:
    """Key, whether with Shift, and whether the input method must write Hangul for it (None: what it
    writes is the same)."""
    for sign in text:
        if "가" <= sign <= "힣":
            for key in hangul_keys(sign):
                yield key.lower(), key.isupper(), True
        elif sign in _NAMED:
            yield _NAMED[sign], False, None
        elif sign in _SHIFTED:
            yield _SHIFTED[sign], True, None
        elif sign.isascii() and sign.isprintable():
            yield sign.lower(), sign.isupper(), False if sign.isalpha() else None
        else:
            raise _not_by_keys(
                either(
                    f"자판에 없는 글자(“{sign}”)가 있어서",
                    f"There is a character that is on no key (“{sign}”), so",
                )
            )


def _not_by_keys(because: str) -> StepFailed:
    return StepFailed(
        either(
            f"{because} 글쇠로는 입력하지 못했어요.", f"{because} it could not be typed by keys."
        ),
        either("그 칸은 손으로 넣고 이어서 해 주세요.", "Type that field by hand and go on."),
        why="not_supported",
    )


def by_paste(text: str, hands: Hands, clipboard: Clipboard, arrived: Callable[[], bool]) -> None:
    """Paste a text. The clipboard is put back when it has ``arrived``, or that was waited for."""
    kept = clipboard.save()
    try:
        clipboard.set_text(text)
        press(hands, ("Ctrl", "v"))
        arrived()
    finally:
        clipboard.restore(kept)
