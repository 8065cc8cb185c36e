"""Where Ilson keeps its things on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """The folder of scripts, runs, journal, settings and caches.

    ``ILSON_HOME`` if it is set (tests, a USB stick), else the platform's own folder for a
    program's data. It may not exist yet: whoever writes makes it.
    """
    home = os.environ.get("ILSON_HOME")
    if home:
        return Path(home).absolute()
    return Path(platformdirs.user_data_dir("Ilson", appauthor=False))


def scripts_folder() -> Path:
    """Where the clerk's scripts lie, as folders and as .ilson files."""
    return data_folder() / "scripts"


def runs_folder() -> Path:
    """Where the journal and the reports lie."""
    return data_folder() / "runs"
