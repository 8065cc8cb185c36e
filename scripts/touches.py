"""What a script does to the computer it is played on, told from its steps alone.

Nothing here is the author's word: an author who means harm would not say so. A place counts by all
words by which it is found, not only by the name that the author gave it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from scripts.keys import split_chord
from scripts.model import (
    Action,
    Call,
    Click,
    CloseWindow,
    Drag,
    FocusWindow,
    ForEachRow,
    ImageAnchor,
    Open,
    Press,
    Read,
    Script,
    Secret,
    Step,
    Tick,
    Type,
    WayBack,
    WindowPattern,
    WriteRow,
)
from scripts.needs import columns_used, texts_of
from scripts.schema import has_steps, targets_of, walk

Kind = Literal[
    "deletes", "sends", "secret", "commands", "opens_address", "opens_program", "opens_file",
    "calls", "anywhere", "writes", "closes", "reads", "lists", "windows", "types",
]  # fmt: skip
ORDER: tuple[Kind, ...] = (
    "deletes", "sends", "secret", "commands", "opens_address", "opens_program", "opens_file",
    "calls", "anywhere", "writes", "closes", "reads", "lists", "windows", "types",
)  # fmt: skip
"""The riskiest first. ``commands``: what is typed or pressed may start anything. ``anywhere``: what
is done in whatever window is in front."""
RISKY: frozenset[Kind] = frozenset(ORDER[: ORDER.index("writes")])
"""What a clerk should look at before she takes a task from somebody."""

_DELETES = re.compile(r"삭제|지우|폐기|말소|초기화|탈퇴|delete|remove|erase|discard", re.IGNORECASE)
_SENDS = re.compile(
    r"전송|발송|보내|제출|결재|상신|승인|확정|이체|송금|신고|send|submit|approve|transfer|pay\b",
    re.IGNORECASE,
)
_SHELLS = re.compile(
    r"\bcmd\b|powershell|pwsh|terminal|konsole|xterm|\b(ba|z)?sh\b|명령 프롬프트|터미널|^실행$"
    r"|^run$|regedit|레지스트리|wscript|cscript",
    re.IGNORECASE,
)
_SYSTEM_CHORDS = frozenset({("Ctrl", "Esc"), ("Alt", "F2"), ("Ctrl", "Alt", "t")})
"""Chords without the Windows key that open a menu or a window in which anything can be started."""


@dataclass(frozen=True, slots=True)
class Touch:
    """One kind of thing that a script does: ``names`` are what it does it to (places, programs,
    files, columns), ``steps`` the numbers of the steps as they are shown, 0 for what is done
    whenever a window pops up or a row has to begin again."""

    kind: Kind
    names: tuple[str, ...]
    steps: tuple[int, ...]

    @property
    def risky(self) -> bool:
        return self.kind in RISKY


def touches(script: Script) -> tuple[Touch, ...]:
    """What the enabled steps of a script do, each kind once, the riskiest first."""
    names: dict[Kind, dict[str, None]] = {}
    steps: dict[Kind, list[int]] = {}

    def note(number: int, kind: Kind, name: str) -> None:
        names.setdefault(kind, {}).update({name: None} if name else {})
        numbers = steps.setdefault(kind, [])
        if number not in numbers:
            numbers.append(number)

    for kind, name in _of_run(script):
        note(0, kind, name)
    number = 0
    for step in walk(script.steps):
        if not step.enabled:
            continue
        number += not has_steps(step.action)
        for kind, name in _of(step, script):
            note(number if not has_steps(step.action) else number + 1, kind, name)
    return tuple(
        Touch(kind, tuple(names[kind]), tuple(steps[kind])) for kind in ORDER if kind in names
    )


def risky_steps(script: Script) -> Mapping[str, Kind]:
    """The ids of the enabled steps that a clerk should look at, with the riskiest that each does.
    A step counts that can do something so before or after itself: in its way back."""
    found: dict[str, Kind] = {}
    for step in walk(script.steps):
        kinds = [kind for kind, _ in _of(step, script) if kind in RISKY] if step.enabled else []
        if kinds:
            found[step.id] = min(kinds, key=ORDER.index)
    return found


def risky_run(script: Script) -> Kind | None:
    """The riskiest that a script may do at any time, whatever step is in hand; None for nothing."""
    kinds = [kind for kind, _ in _of_run(script) if kind in RISKY]
    return min(kinds, key=ORDER.index) if kinds else None


def _of_run(script: Script) -> Iterator[tuple[Kind, str]]:
    for popup in script.popups:
        if popup.click is not None:
            yield from _clicked(popup.click, script)
        if popup.press:
            yield from _pressed(popup.press)
    yield from _way_back(script.back)


def _way_back(back: WayBack | None) -> Iterator[tuple[Kind, str]]:
    if back is not None and back.press:
        yield from _pressed(back.press)
    if back is not None and back.close is not None:
        yield "closes", _named(back.close)


def _of(step: Step, script: Script) -> Iterator[tuple[Kind, str]]:
    yield from _way_back(step.back)
    for name in targets_of(step):
        yield from _in_window(script.targets[name].window if name in script.targets else None)
    yield from _of_action(step.action, script)
    columns = set(columns_used(script))
    for text in texts_of(step, script):
        for column in columns:
            if "{" + column in text:
                yield "types", column


def _of_action(action: Action, script: Script) -> Iterator[tuple[Kind, str]]:
    match action:
        case Click(target=target) | Tick(target=target):
            yield from _clicked(target, script)
        case Drag(target=target, to=to):
            yield from _clicked(target, script)
            yield from _clicked(to, script)
        case Type(text=text, into=into, window=window):
            if isinstance(text, Secret):
                yield "secret", text.name
            yield from _typed_into(window or _window_of(into, script), into is not None)
        case Press(keys=keys, window=window):
            yield from _pressed(keys)
            yield from _typed_into(window, False)
        case Open(what, name):
            kinds: dict[str, Kind] = {
                "address": "opens_address", "program": "opens_program", "file": "opens_file",
            }  # fmt: skip
            yield kinds[what], name
        case Call(script=other):
            yield "calls", other
        case WriteRow(output=output):
            yield "writes", output
        case CloseWindow(window):
            yield "closes", _named(window)
        case FocusWindow(window):
            yield from _in_window(window)
        case Read(into=into):
            yield "reads", into
        case ForEachRow(input=of):
            yield "lists", of


def _clicked(name: str, script: Script) -> Iterator[tuple[Kind, str]]:
    words = [name]
    if name in script.targets:
        for anchor in script.targets[name].anchors:
            words.append(anchor.caption if isinstance(anchor, ImageAnchor) else anchor.text)
    for kind, pattern in (("deletes", _DELETES), ("sends", _SENDS)):
        found = next((word for word in words if pattern.search(word)), None)
        if found is not None:
            yield kind, found  # type: ignore[misc]
            return


def _pressed(keys: str) -> Iterator[tuple[Kind, str]]:
    try:
        chord = split_chord(keys)
    except ValueError:
        return  # no key, which the check says
    if "Win" in chord or chord in _SYSTEM_CHORDS:
        yield "commands", keys


def _typed_into(window: WindowPattern | None, field: bool) -> Iterator[tuple[Kind, str]]:
    if window is None:
        if not field:
            yield "anywhere", ""
        return
    if any(_SHELLS.search(text) for text in (_title(window), window.program or "")):
        yield "commands", _named(window)


def _in_window(window: WindowPattern | None) -> Iterator[tuple[Kind, str]]:
    if window is not None:
        yield "windows", _named(window)


def _window_of(target: str | None, script: Script) -> WindowPattern | None:
    return script.targets[target].window if target and target in script.targets else None


def _title(window: WindowPattern) -> str:
    return window.title.strip("* ")


def _named(window: WindowPattern) -> str:
    return _title(window) or window.program or ""
