"""Whether what is typed may be kept at all.

Three witnesses: the system, which knows its password fields; the screen, where equal dots stand
for what was typed; and the clerk, who says so (:meth:`recorder.gestures.Gestures.secret`). One of
them is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from player.vision.dots import shows_dots
from recorder.asked import Asked
from recorder.gestures import Gesture
from recorder.sights import Sight
from scripts.language import either
from scripts.model import Action, Secret, Step, Target, Type, WindowPattern

_LONGEST = 40
"""Letters of a window's title in the name of a secret."""
_KEPT = 4000
"""Answers that are kept: those of minutes of fast typing."""


class Secrecy(Asked[bool | None]):
    """Asks ``hides`` (see :class:`player.desktop.base.Windows`) at once when a key goes down."""

    def __init__(self, hides: Callable[[], bool | None]) -> None:
        super().__init__(hides, "secrecy", _KEPT)

    def hidden(self, begin: float, end: float) -> bool:
        """Whether the field with the focus hid what was typed from ``begin`` until just before
        ``end`` (seconds)."""
        return any(self.between(begin, end))

    def hush(self, gesture: Gesture[Sight], end: float, sight: Sight) -> Gesture[Sight]:
        """A gesture as it may be kept: without its text where that is secret. ``end`` is when
        something else began, ``sight`` what was to be seen just before."""
        if gesture.kind != "text":
            return gesture
        if not (
            gesture.secret
            or self.hidden(gesture.time, max(end, gesture.last))
            or _dots(gesture, sight)
        ):
            return gesture
        # The reasons may quote what was typed.
        return replace(gesture, text="", reasons=(), secret=True)


def secret_name(pattern: WindowPattern | None, before: Sequence[Action]) -> str:
    """A name for the secret that was typed in a window: another one for each field in it, the same
    in each recording. ``before`` are the actions so far."""
    where = (pattern.title.replace("*", " ").strip(" -") if pattern else "")[:_LONGEST].strip()
    base = either(f"{where} 비밀번호", f"Password of {where}").strip()
    taken = {action.text.name for action in before
             if isinstance(action, Type) and isinstance(action.text, Secret)}  # fmt: skip
    name, number = base, 2
    while name in taken:
        name = f"{base} {number}"
        number += 1
    return name


def to_be_set(name: str) -> str:
    """What the clerk has to know about a secret."""
    return either(
        "입력한 내용은 비밀이라 적지 않았어요. "
        f'실행하기 전에 main.py secret set "{name}" 으로 한 번 넣어 주세요.',
        "What was typed is secret and was not written down. "
        f'Before a run store it once: main.py secret set "{name}"',
    )


def hide(steps: list[Step], identity: str, targets: Mapping[str, Target]) -> Step | None:
    """Make a secret of what one of the steps types; the step, or None where there is no such
    text."""
    for number, step in enumerate(steps):
        action = step.action
        if step.id == identity and isinstance(action, Type) and isinstance(action.text, str):
            into = targets.get(action.into) if action.into else None
            window = action.window or (into.window if into else None)
            name = secret_name(window, [other.action for other in steps])
            hidden = replace(action, text=Secret(name))
            steps[number] = replace(step, action=hidden, review=to_be_set(name))
            return steps[number]
    return None


def _dots(gesture: Gesture[Sight], sight: Sight) -> bool:
    """Whether the window that was typed into shows dots now."""
    window = gesture.seen.active
    if window is None or not any(w.id == window.id for w in sight.windows):
        return False
    before, after = (s.frame.crop(window.rect) for s in (gesture.seen, sight))
    return shows_dots(before.pixels, after.pixels, before.scale, gesture.text)
