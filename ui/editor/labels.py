"""What the fields of steps and their choices are called."""

from __future__ import annotations

from scripts.schema import Field
from ui.texts import knows, say


def label_of(one: Field, kind: str = "") -> str:
    """The name of a field; the same key may mean something else in another kind of step."""
    own = f"field_{kind}_{one.key}"
    return say(own) if kind and knows(own) else say(f"field_{one.key}")


def choice(one: Field, word: str) -> str:
    """The name of one of a field's choices."""
    return say(f"choice_{one.key}_{word}")
