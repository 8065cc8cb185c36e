"""Whether a condition of a script holds now."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from player.run.scope import settled
from player.run.see import Eyes
from scripts.errors import DataProblem
from scripts.language import either
from scripts.model import (
    Appears,
    Condition,
    Target,
    TextSeen,
    ValueIs,
    Vanishes,
    WindowOpen,
    WindowStill,
)


def holds(
    condition: Condition, eyes: Eyes, targets: Mapping[str, Target], fill: Callable[[str], str]
) -> bool:
    """Look once and answer; raises IlsonError for values that cannot be compared."""
    match condition:
        case Appears(name):
            return eyes.seen(settled(targets[name], fill))
        case Vanishes(name):
            return not eyes.seen(settled(targets[name], fill))
        case TextSeen(text, window):
            return eyes.text_seen(fill(text), window)
        case WindowOpen(window):
            return bool(eyes.windows(window))
        case WindowStill(window):
            return eyes.still(window)
        case ValueIs():
            return compare(fill(condition.value), condition.comparison, fill(condition.other))


def compare(value: str, comparison: str, other: str) -> bool:
    """Compare two texts; ``more_than`` and ``less_than`` compare them as numbers."""
    match comparison:
        case "is":
            return value == other
        case "is_not":
            return value != other
        case "contains":
            return other in value
        case "starts_with":
            return value.startswith(other)
        case "ends_with":
            return value.endswith(other)
        case "empty":
            return not value.strip()
        case "not_empty":
            return bool(value.strip())
        case "more_than":
            return _number(value) > _number(other)
        case "less_than":
            return _number(value) < _number(other)
    raise ValueError(comparison)


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "").strip())
    except ValueError:
        raise DataProblem(
            either(
                "숫자가 아닌 값은 크기를 견줄 수 없어요.",
                "Values that are no numbers can't be compared by size.",
            ),
            either(
                "‘more_than’과 ‘less_than’에는 숫자를 써 주세요.",
                "Give numbers to ‘more_than’ and ‘less_than’.",
            ),
        ) from None
