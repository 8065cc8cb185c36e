"""Paths for libraries that open files by the system's narrow names only."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path


def narrow(folder: Path, files: tuple[str, ...]) -> bytes:
    """A folder of models under a name that a C library can open: its own, the short one that
    Windows keeps beside it, or that of a copy of ``files`` in the folder that all users share.

    Windows' C library takes names in the system's old code page; a folder such as
    ``C:\\Users\\홍길동`` cannot be told to it on a system whose code page is not Korean. Raises
    OSError if nothing else is left and the copy cannot be made.
    """
    if sys.platform != "win32":
        return os.fsencode(folder)
    for name in (str(folder), _short(str(folder))):
        told = _told(name)
        if told is not None:
            return told
    shared = Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Ilson" / "ocr"
    shared.mkdir(parents=True, exist_ok=True)
    for file in files:
        _copied(folder / file, shared / file)
    return os.fsencode(shared)


def _told(name: str) -> bytes | None:
    """A name in the system's code page, if that has all its letters."""
    try:
        told = name.encode("mbcs", "strict")
    except UnicodeEncodeError:
        return None
    # The code page may have turned a letter into one that only looks like it.
    return told if told.decode("mbcs") == name else None


def _short(name: str) -> str:
    if sys.platform != "win32":
        return name
    import ctypes

    buffer = ctypes.create_unicode_buffer(1024)
    length = ctypes.windll.kernel32.GetShortPathNameW(name, buffer, len(buffer))
    return buffer.value if 0 < length < len(buffer) else name


def _copied(source: Path, target: Path) -> None:
    """Copy a file unless the very same is there: another user may have put something else."""
    if target.exists() and target.read_bytes() == source.read_bytes():
        return
    handle, made = tempfile.mkstemp(dir=target.parent)
    os.close(handle)
    try:
        shutil.copyfile(source, made)
        Path(made).replace(target)
    except OSError:
        Path(made).unlink(missing_ok=True)
        raise
