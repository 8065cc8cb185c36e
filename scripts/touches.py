"""What a script does to the computer it is played on, told from its steps alone.

Nothing here is the author's word: an author who means harm would not say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scripts.model import (
    Call,
    Click,
    CloseWindow,
    FocusWindow,
    Open,
    Press,
    Read,
    Script,
    Secret,
    Step,
    Type,
    WriteRow,
)
from scripts.needs import columns_used, texts_of
from scripts.schema import targets_of, walk

Kind = Literal[
    "deletes", "sends", "secret", "opens_address", "opens_program", "opens_file", "calls",
    "anywhere", "writes", "closes", "reads", "windows", "types",
]  # fmt: skip
ORDER: tuple[Kind, ...] = (
    "deletes", "sends", "secret", "opens_address", "opens_program", "opens_file", "calls",
    "anywhere", "writes", "closes", "reads", "windows", "types",
)  # fmt: skip
"""The riskiest first. ``anywhere``: steps that act in whatever window is in front."""
RISKY: frozenset[Kind] = frozenset(ORDER[: ORDER.index("writes")])
"""What a clerk should look at before she takes a task from somebody."""

_DELETES = re.compile(r"삭제|지우|폐기|말소|초기화|탈퇴|delete|remove|erase|discard", re.IGNORECASE)
_SENDS = re.compile(
    r"전송|발송|보내|제출|결재|상신|승인|확정|이체|송금|신고|send|submit|approve|transfer|pay\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Touch:
    """One kind of thing that a script does: ``names`` are what it does it to (places, programs,
    files, columns), ``steps`` the numbers of the steps as they are shown."""

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
    number = 0
    for step in walk(script.steps):
        if not step.enabled or _is_block(step):
            continue
        number += 1
        for kind, name in _of(step, script):
            if name:
                names.setdefault(kind, {})[name] = None
            else:
                names.setdefault(kind, {})
            steps.setdefault(kind, [])
            if number not in steps[kind]:
                steps[kind].append(number)
    return tuple(
        Touch(kind, tuple(names[kind]), tuple(steps[kind])) for kind in ORDER if kind in names
    )


def _is_block(step: Step) -> bool:
    return hasattr(step.action, "do") or hasattr(step.action, "then")


def _of(step: Step, script: Script) -> Iterator[tuple[Kind, str]]:
    columns = set(columns_used(script))
    named = targets_of(step)
    for name in named:
        window = script.targets[name].window if name in script.targets else None
        if window is not None:
            yield "windows", window.title.strip("* ") or window.program or ""
    match step.action:
        case Click(target=target):
            if _DELETES.search(target):
                yield "deletes", target
            elif _SENDS.search(target):
                yield "sends", target
        case Type(text=Secret(name)):
            yield "secret", name
        case Type(into=None, window=None) | Press(window=None):
            yield "anywhere", ""
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
            yield "closes", window.title.strip("* ")
        case FocusWindow(window):
            yield "windows", window.title.strip("* ")
        case Read(into=into):
            yield "reads", into
    for text in texts_of(step, script):
        for column in columns:
            if "{" + column in text:
                yield "types", column
