"""The ids of steps: short, and never taken for a number."""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""The letters of step ids: none that looks like another."""


def new_id() -> str:
    """A random id for a step, four letters."""
    return _id(secrets.randbits(60))


def id_from(text: str) -> str:
    """The id that always comes from this text."""
    return _id(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))


def _id(number: int) -> str:
    # A letter first, so that no YAML reader takes it for a number.
    number, first = divmod(number, 22)
    letters = [ALPHABET[10 + first]]
    for _ in range(3):
        number, rest = divmod(number, 32)
        letters.append(ALPHABET[rest])
    return "".join(letters)
