"""What can be done with a task in its folder. Each may take a while (call it off the window's
thread) and raises IlsonError with a sentence where it could not be done."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QFile, QStandardPaths

from player.run.journal import Journal
from scripts import history
from scripts.errors import IlsonError
from scripts.files import load, pack, save
from scripts.folders import runs_folder
from ui.library.tasks import PACKED, Entry, new_path, plain_name
from ui.texts import say


@dataclass(frozen=True, slots=True)
class Binned:
    """A task in the system's bin: where it was, and where it is now (None where the system does not
    tell, and only the bin itself can give it back)."""

    path: Path
    now: Path | None


def rename(entry: Entry, name: str) -> Path:
    """Give a task and its folder another name; its history goes with it. Returns its new path."""
    script = load(entry.path)
    packed = entry.path.suffix.lower() == PACKED
    path = _free(entry.path, name)
    # Where the name was taken, the task is called as its folder is: two of a name share a history.
    called = name if path.stem == plain_name(name) else path.stem
    with _said("rename_failed", entry.name):
        if path != entry.path:
            versions = history.folder_of(entry.path)
            entry.path.rename(path)
            if versions.is_dir() and not history.folder_of(path).exists():
                versions.rename(history.folder_of(path))
    save(replace(script, name=called), path, versions=not packed)
    if runs_folder().is_dir():
        with Journal(runs_folder()) as journal:
            journal.rename(entry.name, called)
    return path


def _free(path: Path, name: str) -> Path:
    """A path for another name beside the old one, which may be taken by the task itself."""
    suffix = path.suffix if path.suffix.lower() == PACKED else ""
    if path.name == plain_name(name) + suffix:
        return path
    made = new_path(path.parent, name)
    return made.with_name(made.name + suffix)


def duplicate(entry: Entry, folder: Path) -> Path:
    """Copy a task into ``folder`` under a name of its own. Returns the new path."""
    script = load(entry.path)
    path = new_path(folder, say("copy_of", name=entry.name))
    save(replace(script, name=path.name), path)
    return path


def share(entry: Entry, file: Path, author: str = "") -> Path:
    """Write a task into one ``.ilson`` file, to be passed on; ``author`` is who made it, where the
    task does not say already. Returns the file."""
    file = file if file.suffix.lower() == PACKED else file.with_name(file.name + PACKED)
    packed = entry.path.suffix.lower() == PACKED
    if packed or author:
        script = load(entry.path)
        save(replace(script, author=script.author or author), file, versions=False)
    else:
        pack(entry.path, file)
    return file


def to_bin(path: Path, name: str) -> Binned:
    """Move a task to the system's bin."""
    if sys.platform != "win32":  # where the bin lies; Qt makes the bin, but not what it lies in
        kind = QStandardPaths.StandardLocation.GenericDataLocation
        Path(QStandardPaths.writableLocation(kind)).mkdir(parents=True, exist_ok=True)
    file = QFile(str(path))
    if not file.moveToTrash():
        raise IlsonError(say("delete_failed", name=name), say("delete_failed_hint"))
    there = Path(file.fileName())
    return Binned(path, there if there != path and there.exists() else None)


def out_of_bin(binned: Binned) -> Path:
    """Put a task back where it was."""
    assert binned.now is not None
    with _said("undo_failed", binned.path.stem):
        binned.path.parent.mkdir(parents=True, exist_ok=True)
        if binned.path.exists():
            raise FileExistsError(17, "exists")
        binned.now.rename(binned.path)
    # The note that the desktop's bin keeps about it (freedesktop.org).
    note = binned.now.parent.parent / "info" / f"{binned.now.name}.trashinfo"
    with contextlib.suppress(OSError):
        note.unlink(missing_ok=True)
    return binned.path


@contextlib.contextmanager
def _said(key: str, name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise IlsonError(say(key, name=name), say("disk_hint", why=why)) from error
