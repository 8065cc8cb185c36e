"""The clerk's tasks as they lie in the folder, good and broken ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scripts.errors import IlsonError
from scripts.model import ForEachRow, If, Repeat, Script, Step

PACKED = ".ilson"
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One task in the list. ``problem`` is the sentence of one that cannot be opened;
    ``columns`` are those that its list must have; ``changed`` is the time of its last change."""

    path: Path
    name: str
    changed: datetime
    steps: int = 0
    needs_list: bool = False
    columns: tuple[str, ...] = ()
    problem: str = ""
    hint: str = ""

    @property
    def broken(self) -> bool:
        return bool(self.problem)


def entries(folder: Path, load: Callable[[Path], Script] | None = None) -> list[Entry]:
    """All tasks of a folder (task folders and .ilson files), the latest first. A task that
    cannot be opened is an entry with its sentence. Raises OSError if the folder cannot be read;
    one that is not there is empty."""
    if not folder.is_dir():
        return []
    if load is None:
        from scripts.files import load as read

        load = read
    found = [_entry(path, load) for path in folder.iterdir() if _is_task(path)]
    return sorted(found, key=lambda entry: (entry.changed, entry.name), reverse=True)


def _is_task(path: Path) -> bool:
    if path.name.startswith((".", "~")):
        return False
    return path.is_dir() or path.suffix.lower() == PACKED


def _entry(path: Path, load: Callable[[Path], Script]) -> Entry:
    name = path.stem if path.suffix.lower() == PACKED else path.name
    inside = path / "script.yaml"
    try:
        changed = datetime.fromtimestamp((inside if inside.exists() else path).stat().st_mtime)
    except OSError:
        changed = datetime.min
    try:
        script = load(path)
    except IlsonError as error:
        return Entry(path, name, changed, problem=_short(str(error)), hint=error.hint)
    columns = tuple(column for given in script.inputs.values() for column in given.columns)
    return Entry(
        path, script.name or name, changed, count_steps(script.steps),
        bool(script.inputs) or _has_rows(script.steps), columns,
    )  # fmt: skip


def _short(text: str) -> str:
    """The first problem, without the place in the file, which a clerk has no use for."""
    first = text.splitlines()[0] if text else ""
    return re.sub(r"^.*?\.(?:ilson|yaml)(?:/script\.yaml)?(?::\d+)?: ", "", first)


def count_steps(steps: Iterable[Step]) -> int:
    """How many things a task does; blocks count by what is in them."""
    return sum(count_steps(_inner(step)) or 1 for step in steps)


def _inner(step: Step) -> tuple[Step, ...]:
    match step.action:
        case ForEachRow(_, do) | Repeat(_, do, _):
            return do
        case If(_, then, otherwise):
            return (*then, *otherwise)
    return ()


def _has_rows(steps: Iterable[Step]) -> bool:
    return any(isinstance(s.action, ForEachRow) or _has_rows(_inner(s)) for s in steps)


def new_path(folder: Path, name: str) -> Path:
    """A path in ``folder`` for a new task of this name that is not taken yet."""
    plain = _FORBIDDEN.sub(" ", name)
    plain = " ".join(plain.split()).strip(". ")[:80].strip(". ")
    if not plain or _RESERVED.match(plain):
        plain = f"{plain} 작업".strip()
    path, count = folder / plain, 1
    while path.exists() or path.with_name(path.name + PACKED).exists():
        count += 1
        path = folder / f"{plain} ({count})"
    return path
