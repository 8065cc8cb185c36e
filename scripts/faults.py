"""What went wrong by our own mistake, kept for whoever mends it.

Of an exception only its kind and the places in our own code are kept: its message may hold a value
of somebody's list, a window's title or a path.
"""

from __future__ import annotations

import json
import traceback
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from scripts.folders import data_folder

MOST = 200
"""Faults that are kept, the latest ones."""
_ROOT = Path(__file__).resolve().parents[1]
_OURS = ("scripts", "player", "recorder", "ui", "main.py")


@dataclass(frozen=True, slots=True)
class Fault:
    """``time`` is local, ISO 8601; ``command`` the command of ``main.py`` ("" for the window);
    ``kind`` the exception's class; ``where`` places in our code as ``file:line function``, the
    innermost last."""

    time: str
    command: str
    kind: str
    where: tuple[str, ...]


def fault(error: BaseException, command: str) -> Fault:
    """What may be kept of an exception."""
    where = []
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(_ROOT) and path.relative_to(_ROOT).parts[0] in _OURS:
            file = path.relative_to(_ROOT).as_posix()
            where.append(f"{file}:{frame.lineno} {frame.name}")
    time = datetime.now().isoformat(timespec="seconds")
    return Fault(time, command, type(error).__name__, tuple(where))


def keep(error: BaseException, command: str) -> None:
    """Keep a fault. Raises OSError."""
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(asdict(fault(error, command)))
    lines = [*_lines(file), line][-MOST:]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def kept() -> list[Fault]:
    """The faults that were kept, the latest last. What is no fault of ours is passed over."""
    found = []
    for line in _lines(_file()):
        try:
            told = json.loads(line)
            found.append(Fault(**{**told, "where": tuple(told["where"])}))
        except (ValueError, TypeError, KeyError):
            continue
    return found


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _file() -> Path:
    return data_folder() / "faults.jsonl"
