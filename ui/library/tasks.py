"""The clerk's tasks as they lie in a folder, good and broken ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scripts.errors import IlsonError
from scripts.model import ForEachRow, If, ImageAnchor, Point, Repeat, Script, Step

PACKED = ".ilson"
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)

Load = Callable[[Path], Script]


@dataclass(frozen=True, slots=True)
class Entry:
    """One task in the list. ``problem`` is the sentence of one that cannot be opened;
    ``columns`` are those that its list must have; ``changed`` is the time of its last change.

    ``program`` is the title of the window that it works in, ``picture`` the name of the picture of
    its first place with the acting ``point`` in it from its centre (physical pixels), ``reviews``
    how many steps the recorder wants to be looked at. ``known`` is False while only its name is.
    """

    path: Path
    name: str
    changed: datetime
    steps: int = 0
    needs_list: bool = False
    columns: tuple[str, ...] = ()
    problem: str = ""
    hint: str = ""
    program: str = ""
    picture: str = ""
    point: Point = (0, 0)
    reviews: int = 0
    by_hand: float = 0.0
    """Seconds that a person needed for it when it was recorded; 0 where that is not known."""
    known: bool = True

    @property
    def broken(self) -> bool:
        return bool(self.problem)


def entries(folder: Path, load: Load | None = None) -> list[Entry]:
    """All tasks of a folder (task folders and .ilson files), the latest first. A task that
    cannot be opened is an entry with its sentence. Raises OSError if the folder cannot be read;
    one that is not there is empty."""
    if load is None:
        from scripts.files import load as read

        load = read
    return latest_first(read_entry(path, load) for path in task_paths(folder))


def task_paths(folder: Path) -> list[Path]:
    """What could be a task in a folder, in no order; nothing where there is no folder. Raises
    OSError if it cannot be read."""
    return [path for path in folder.iterdir() if _is_task(path)] if folder.is_dir() else []


def latest_first(found: Iterable[Entry]) -> list[Entry]:
    """Tasks in the order of their last change."""
    return sorted(found, key=lambda entry: (entry.changed, entry.name), reverse=True)


def _is_task(path: Path) -> bool:
    if path.name.startswith((".", "~")):
        return False
    return path.suffix.lower() == PACKED or path.is_dir()


def file_of(path: Path) -> Path:
    """The file whose change is the task's change."""
    inside = path / "script.yaml"
    return path if path.suffix.lower() == PACKED or not inside.exists() else inside


def bare(path: Path) -> Entry:
    """A task of which only what the folder tells is known so far."""
    name = path.stem if path.suffix.lower() == PACKED else path.name
    return Entry(path, name, _changed(path), known=False)


def _changed(path: Path) -> datetime:
    try:
        return datetime.fromtimestamp(file_of(path).stat().st_mtime)
    except OSError:
        return datetime.min


def read_entry(path: Path, load: Load) -> Entry:
    """All that the list shows of the task at ``path``."""
    plain = bare(path)
    try:
        script = load(path)
    except IlsonError as error:
        return Entry(path, plain.name, plain.changed, problem=_short(str(error)), hint=error.hint)
    columns = tuple(column for given in script.inputs.values() for column in given.columns)
    picture, point = _first_picture(script)
    return Entry(
        path, script.name or plain.name, plain.changed, count_steps(script.steps),
        bool(script.inputs) or _has_rows(script.steps), columns,
        program=_program(script), picture=picture, point=point,
        reviews=sum(bool(step.review) for step in _all(script.steps)),
        by_hand=script.recorded.seconds if script.recorded else 0.0,
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


def _all(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        yield from _all(_inner(step))


def _has_rows(steps: Iterable[Step]) -> bool:
    return any(isinstance(step.action, ForEachRow) for step in _all(steps))


def _first_picture(script: Script) -> tuple[str, Point]:
    """The picture of the first place that a step uses and that has one."""
    used = [
        str(getattr(step.action, part, ""))
        for step in _all(script.steps)
        for part in ("target", "into")
    ]
    named = (script.targets[name] for name in used if name in script.targets)
    for target in (*named, *script.targets.values()):
        for anchor in target.anchors:
            if isinstance(anchor, ImageAnchor):
                return anchor.image, anchor.offset
    return "", (0, 0)


def _program(script: Script) -> str:
    """The title of the window that most places lie in, without what changes in it."""
    titles = [target.window.title for target in script.targets.values() if target.window]
    titles += [window.title for step in _all(script.steps)
               if (window := getattr(step.action, "window", None)) is not None]  # fmt: skip
    if not titles:
        return ""
    most = max(dict.fromkeys(titles), key=titles.count)
    return " ".join(most.replace("*", " ").replace("?", " ").split()).strip(" -·|")


def plain_name(name: str) -> str:
    """A name that every system takes for a file."""
    plain = _FORBIDDEN.sub(" ", name)
    plain = " ".join(plain.split()).strip(". ")[:80].strip(". ")
    if not plain or _RESERVED.match(plain):
        plain = f"{plain} 작업".strip()
    return plain


def new_path(folder: Path, name: str) -> Path:
    """A path in ``folder`` for a new task of this name that is not taken yet."""
    plain = plain_name(name)
    path, count = folder / plain, 1
    while path.exists() or path.with_name(path.name + PACKED).exists():
        count += 1
        path = folder / f"{plain} ({count})"
    return path
