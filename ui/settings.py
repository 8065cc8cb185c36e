"""What the window remembers: language, colours, the list that each task last ran with."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from scripts.folders import data_folder


@dataclass(slots=True)
class Settings:
    """``lists`` maps a task's path to ``WORKBOOK[#SHEET]``."""

    language: str = "ko"
    theme: str = "system"
    lists: dict[str, str] = field(default_factory=dict)
    bar: tuple[int, int] | None = None
    """Where the clerk put the recording bar."""
    told_tray: bool = False
    """Whether the clerk was told once that closing leaves Ilson in the tray."""

    @classmethod
    def load(cls) -> Settings:
        """The saved settings; what cannot be read is as if it had never been set."""
        try:
            given = json.loads(_path().read_text("utf-8"))
        except (OSError, ValueError):
            return cls()
        made = cls()
        if not isinstance(given, dict):
            return made
        for name in ("language", "theme", "told_tray"):
            if isinstance(given.get(name), type(getattr(made, name))):
                setattr(made, name, given[name])
        bar = given.get("bar")
        if isinstance(bar, list) and len(bar) == 2 and all(isinstance(n, int) for n in bar):
            made.bar = (bar[0], bar[1])
        lists = given.get("lists")
        if isinstance(lists, dict):
            made.lists = {k: v for k, v in lists.items() if isinstance(v, str)}
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


def _path() -> Path:
    return data_folder() / "settings.json"
