"""What the window remembers: language, colours, keys, the list that each task last ran with."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from scripts.folders import data_folder


@dataclass(slots=True)
class Settings:
    """``lists`` maps a task's path to ``WORKBOOK[#SHEET]``, ``labels`` to its labels;
    ``favourites``, ``received`` and ``trusted`` are paths."""

    language: str = "system"
    theme: str = "system"
    lists: dict[str, str] = field(default_factory=dict)
    inner_lists: dict[str, dict[str, str]] = field(default_factory=dict)
    """Those of a task's inner loops, by its path and their names."""
    bar: tuple[int, int] | None = None
    """Where the clerk put the recording bar."""
    told_tray: bool = False
    """Whether the clerk was told once that closing leaves Ilson in the tray."""
    toured: bool = False
    """Whether the tour was shown, or called off."""
    favourites: list[str] = field(default_factory=list)
    received: list[str] = field(default_factory=list)
    trusted: list[str] = field(default_factory=list)
    """Those of the received tasks that do everything unasked."""
    author: str = ""
    """What the clerk calls herself in tasks that she passes on; empty: nothing."""
    labels: dict[str, list[str]] = field(default_factory=dict)
    team: str = ""
    """The folder of the team's tasks."""
    keys: dict[str, str] = field(default_factory=dict)
    """Letters of hot keys (with Ctrl+Alt) by the word for what they do; those that were never
    changed are not here."""
    anywhere: bool = True
    """Whether some keys are heard whatever program is in front."""
    speed: float = 1.0
    on_mouse: bool = True
    """Whether a run pauses when the clerk moves the mouse."""
    sounds: bool = True
    reads: str = "both"
    """What is read on the screen: ``both`` Korean and English, or ``en``, English alone."""
    fields: bool = False
    """Whether a field that was reached by Tab is recorded as a place."""
    button: tuple[int, int] | None = None
    """Where the clerk put the small button that stands for a tray."""

    @classmethod
    def load(cls) -> Settings:
        """The saved settings; what cannot be read is as if it had never been set."""
        made = cls()
        try:
            given = json.loads(_path().read_text("utf-8"))
        except (OSError, ValueError):
            return made
        if not isinstance(given, dict):
            return made
        for name, value in given.items():
            if name in cls.__dataclass_fields__ and _fits(name, value, getattr(made, name)):
                setattr(made, name, tuple(value) if name in _PLACES else value)
        return made

    def save(self) -> None:
        """Write the settings, whole or not at all. Raises OSError."""
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".settings-", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(asdict(self), file, ensure_ascii=False, indent=1)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    # ---- about one task ---------------------------------------------------------------------

    def like(self, path: Path, liked: bool) -> None:
        """Make a task a favourite, or take that back."""
        _mark(self.favourites, str(path), liked)

    def receive(self, path: Path, trusted: bool = False) -> None:
        """A task came from somebody else."""
        _mark(self.received, str(path), True)
        self.trust(path, trusted)

    def trust(self, path: Path, on: bool) -> None:
        """Let a task that was received do everything unasked, or take that back."""
        _mark(self.trusted, str(path), on)

    def asks_first(self, path: Path) -> bool:
        """Whether a task asks before it does what a clerk should look at."""
        return str(path) in self.received and str(path) not in self.trusted

    def label(self, path: Path, label: str, on: bool) -> None:
        """Put a label on a task, or take it off."""
        given = self.labels.setdefault(str(path), [])
        _mark(given, label, on)
        if not given:
            del self.labels[str(path)]

    def all_labels(self) -> list[str]:
        """The labels in use, in their order."""
        return sorted({label for given in self.labels.values() for label in given})

    def moved(self, old: Path, new: Path) -> None:
        """A task lies at another path now; what is remembered of it goes with it."""
        before, now = str(old), str(new)
        for texts in (self.favourites, self.received, self.trusted):
            texts[:] = [now if text == before else text for text in texts]
        by_path: tuple[dict[str, Any], ...] = (self.lists, self.inner_lists, self.labels)
        for told in by_path:
            if before in told:
                told[now] = told.pop(before)


_PLACES = ("bar", "button")


def _mark(marked: list[str], text: str, on: bool) -> None:
    if on and text not in marked:
        marked.append(text)
    elif not on and text in marked:
        marked.remove(text)


def _fits(name: str, value: object, default: object) -> bool:
    """Whether a value that was read may stand in a setting."""
    if name in _PLACES:
        return isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value)
    if isinstance(default, list):
        return _texts(value)
    if isinstance(default, dict):
        fits = {"labels": _texts, "inner_lists": _texts_by_name}.get(name, _text)
        return isinstance(value, Mapping) and all(fits(one) for one in value.values())
    if isinstance(default, float):
        return isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    return type(value) is type(default)


def _text(value: object) -> bool:
    return isinstance(value, str)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _texts_by_name(value: object) -> bool:
    return isinstance(value, dict) and all(map(_text, (*value, *value.values())))


def _path() -> Path:
    return data_folder() / "settings.json"
