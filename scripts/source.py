"""Where the parts of a script stand in its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts.errors import Problem

Place = tuple[str, ...]
"""Part of a script: ("step", id[, key]), ("target", name[, anchor]), ("input", name)."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the parts of a script stand in its file."""

    file: str
    lines: Mapping[Place, int] = field(default_factory=dict)

    def problem(self, message: str, *place: str) -> Problem:
        """A problem at a place, or at the nearest thing around it whose line is known."""
        while place and place not in self.lines:
            place = place[:-1]
        return Problem(self.file, self.lines.get(place, 0), message)
