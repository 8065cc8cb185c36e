"""The tasks of a folder, kept up to date: names at once, the rest as it is read.

What was read of a task is kept in a file of the data folder, by the time and size of its own, so
that a library of a thousand tasks opens without reading a thousand files.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from scripts.atomic import replace_file
from scripts.errors import IlsonError
from scripts.files import load as load_script
from scripts.folders import data_folder
from ui.library.tasks import Entry, bare, file_of, latest_first, read_entry, task_paths
from ui.work import Worker

_SETTLE = 300
"""Milliseconds of quiet in the folder before it is read again."""
_BATCH = 24
"""Tasks that are read between two times that the list is shown."""
_FORM = 1
_OWN = ("path", "changed", "known")

Stamp = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Known:
    stamp: Stamp
    told: dict[str, Any]


class Shelf(QObject):
    """``changed`` whenever ``entries`` are others than before; ``failed`` with a sentence where the
    folder cannot be read."""

    changed = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self.read = False
        """Whether the folder has been looked at since the start."""
        self._folder: Path | None = None
        self._known: dict[str, _Known] | None = None
        self._worker = Worker(self)
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE)
        self._settle.timeout.connect(self.refresh)
        self._watcher.directoryChanged.connect(lambda _: self._settle.start())

    def open(self, folder: Path | None) -> None:
        """Show the tasks of this folder from now on; None: of none."""
        if folder != self._folder:
            self.entries, self._known, self.read = [], None, False
            if watched := self._watcher.directories():
                self._watcher.removePaths(watched)
        self._folder = folder
        self.refresh()

    def refresh(self) -> None:
        """Look at the folder anew, in the background."""
        folder = self._folder
        if folder is None:
            self._worker.drop()
            self.entries, self.read = [], True
            self.changed.emit()
            return
        known = self._known
        self._worker.do(lambda: _scan(folder, known), self._scanned, self._failed)

    def _scanned(self, found: tuple[list[Entry], dict[str, _Known]]) -> None:
        listed, self._known = found
        self._watch()
        before = {entry.path: entry for entry in self.entries if entry.known}
        # What is being read again stays as it was known, instead of flickering.
        shown = [e if e.known else before.get(e.path, e) for e in listed]
        self.entries, self.read = latest_first(shown), True
        self.changed.emit()
        self._read_on([entry.path for entry in listed if not entry.known])

    def _watch(self) -> None:
        folder = str(self._folder)
        if folder not in self._watcher.directories() and Path(folder).is_dir():
            self._watcher.addPath(folder)

    def _read_on(self, unread: list[Path]) -> None:
        now, later = unread[:_BATCH], unread[_BATCH:]
        if not now:
            return
        self._worker.do(lambda: _read(now), lambda read: self._was_read(read, later), self._failed)

    def _was_read(self, read: list[tuple[Entry, Stamp]], later: list[Path]) -> None:
        assert self._known is not None
        fresh = {entry.path: entry for entry, _ in read}
        self.entries = latest_first(fresh.get(entry.path, entry) for entry in self.entries)
        for entry, stamp in read:
            if not entry.broken:  # a broken one is asked again each time
                self._known[entry.path.name] = _Known(stamp, _told(entry))
        self.changed.emit()
        if later:
            self._read_on(later)
        elif self._folder is not None:
            folder, known = self._folder, dict(self._known)
            self._worker.do(lambda: _keep(folder, known), lambda _: None, lambda _: None)

    def _failed(self, error: IlsonError | OSError) -> None:
        self.read = True
        self.failed.emit(str(error))


# ---- in the background ----------------------------------------------------------------------


def _scan(folder: Path, known: dict[str, _Known] | None) -> tuple[list[Entry], dict[str, _Known]]:
    if known is None:
        known = _kept(folder)
    found, still = [], {}
    for path in task_paths(folder):
        plain = bare(path)
        one = known.get(path.name)
        if one is not None and one.stamp == _stamp(path):
            still[path.name] = one
            try:
                plain = Entry(path, changed=plain.changed, **one.told)
            except TypeError:
                del still[path.name]  # written by another version
        found.append(plain)
    return found, still


def _read(paths: Iterable[Path]) -> list[tuple[Entry, Stamp]]:
    return [(read_entry(path, load_script), _stamp(path)) for path in paths]


def _stamp(path: Path) -> Stamp:
    try:
        stat = file_of(path).stat()
    except OSError:
        return (0, 0)
    return (stat.st_mtime_ns, stat.st_size)


def _told(entry: Entry) -> dict[str, Any]:
    return {one.name: getattr(entry, one.name) for one in fields(entry) if one.name not in _OWN}


def _file(folder: Path) -> Path:
    digest = hashlib.sha256(str(folder.absolute()).encode("utf-8", "surrogatepass")).hexdigest()
    return data_folder() / "cache" / f"library-{digest[:12]}.json"


def _kept(folder: Path) -> dict[str, _Known]:
    """What was read of the folder's tasks before; what cannot be read was never read."""
    try:
        given = json.loads(_file(folder).read_text("utf-8"))
        if given["form"] != _FORM:
            return {}
        names = {field.name for field in fields(Entry)} - set(_OWN)
        return {
            name: _Known((stamp[0], stamp[1]), {
                key: tuple(value) if isinstance(value, list) else value
                for key, value in told.items() if key in names
            })
            for name, (stamp, told) in given["tasks"].items()
        }  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return {}


def _keep(folder: Path, known: dict[str, _Known]) -> None:
    """Raises OSError; the tasks are read again then."""
    tasks = {name: (one.stamp, one.told) for name, one in known.items()}
    path = _file(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps({"form": _FORM, "tasks": tasks}, ensure_ascii=False).encode())
