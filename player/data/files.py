"""Files that are written whole or not at all, and whether somebody else has them open."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Any]:
    """A temporary file beside ``path`` that takes its place when the block ends well."""
    handle, name = tempfile.mkstemp(prefix=".ilson-", suffix=path.suffix, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is its maker's alone; this one may lie in a folder of a whole office.
        Path(name).chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """What the system takes away from a new file's rights: it can only be asked by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def in_use(path: Path) -> bool:
    """Whether an office program has the file open: Excel and LibreOffice leave a small file
    beside it. Windows says it by itself, so a file that a crash left behind counts only
    elsewhere."""
    beside = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    if sys.platform == "win32":
        if not path.exists():
            return False
        try:
            with path.open("r+b"):
                return False
        except PermissionError:
            return True
    return any(file.exists() for file in beside)
