"""Recordings that are not saved yet: each in a folder of its own, locked while its process lives.

The lock goes with its process, however that ends, and is not mistaken when the system gives the
process's number to another one.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from scripts.folders import data_folder
from scripts.parts import YAML


@contextlib.contextmanager
def new_recording() -> Iterator[Path]:
    """A place for a recording that begins; it counts as going on until the block is left."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}"
    lock = _lock(path)
    try:
        with lock:
            yield path
    finally:
        Path(lock.lock_file).unlink(missing_ok=True)


def left_behind() -> list[Path]:
    """What processes left behind when they were killed, newest first; not what is going on."""
    folder = _folder()
    if not folder.is_dir():
        return []
    there = sorted((path for path in folder.iterdir() if path.is_dir()), reverse=True)
    return [path for path in there if (path / YAML).is_file() and not _is_going_on(path)]


def _folder() -> Path:
    return data_folder() / "recording"


def _lock(recording: Path) -> FileLock:
    return FileLock(recording.with_name(f"{recording.name}.lock"))


def _is_going_on(recording: Path) -> bool:
    lock = _lock(recording)
    try:
        with lock.acquire(timeout=0):
            pass
    except Timeout:
        return True
    Path(lock.lock_file).unlink(missing_ok=True)
    return False
