"""The key that makes what a recording keeps of a row readable on this machine alone."""

from __future__ import annotations

import functools
import os
import secrets
from pathlib import Path

from scripts.folders import data_folder

_LENGTH = 32


def machine_key() -> bytes:
    """The key, made when first asked for. It never leaves the data folder."""
    return _key(data_folder() / "machine.key")


@functools.cache
def _key(file: Path) -> bytes:
    if file.exists() and file.stat().st_size < _LENGTH:
        file.unlink()  # its writing was cut off
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        made = os.open(
            file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600
        )
    except FileExistsError:
        return file.read_bytes()
    with os.fdopen(made, "wb") as opened:
        opened.write(secrets.token_bytes(_LENGTH))
    return file.read_bytes()
