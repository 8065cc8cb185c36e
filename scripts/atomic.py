"""Putting bytes in a file's place at once, or not at all."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_TEMPORARY = ".ilson-saving-"
_BUSY_LIMIT = 2.0
"""Seconds for which a file that somebody has open is waited for."""


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of a file, or leave the file as it was and raise OSError."""
    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix":
            Path(name).chmod(0o644)
        _put(name, path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(path.parent)


def _put(name: str, path: Path) -> None:
    """Rename over ``path``. On Windows this is refused while anyone reads the file, as a virus
    scanner does for a moment after each change: it is tried again for a while."""
    end = time.monotonic() + _BUSY_LIMIT
    while True:
        try:
            os.replace(name, path)  # noqa: PTH105 - the one call that tests make fail
            return
        except PermissionError:
            if os.name == "posix" or time.monotonic() > end:
                raise
            time.sleep(0.02)


def _sync_folder(folder: Path) -> None:
    """Make the rename last through a power cut, where the system can. It has happened already."""
    if os.name == "posix":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what saves that were killed left behind. Another save may be under way: its file is
    younger than ours was, so only older ones go."""
    with suppress(OSError):
        now = folder.stat().st_mtime
        for left in folder.glob(f"{_TEMPORARY}*"):
            if left.stat().st_mtime < now - 3600:
                left.unlink()
