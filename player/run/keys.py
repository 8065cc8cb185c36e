"""Keys that are held, and let go whatever happens."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from player.desktop.base import Hands


@contextlib.contextmanager
def held(hands: Hands, keys: tuple[str, ...]) -> Iterator[None]:
    """Keys that are down during the block."""
    down: list[str] = []
    try:
        for key in keys:
            hands.key_down(key)
            down.append(key)
        yield
    finally:
        for key in reversed(down):
            hands.key_up(key)


def press(hands: Hands, chord: tuple[str, ...]) -> None:
    """Press a chord and let go."""
    with held(hands, chord):
        pass
