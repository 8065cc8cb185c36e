"""Which runs keep their pictures: the latest ones. Of an older one the page stays, without them; of
one that the history has forgotten, nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from player.run.page import write_page
from player.run.report import read_report

FULL_RUNS = 20
"""Runs that keep their pictures."""
_AT_ONCE = 100
"""Runs that are looked through after each run: normally only one has become too old."""
_RUN = re.compile(r"\d{8}-\d{6}-[0-9a-f]{4}")


def forget_old(folder: Path, runs: Sequence[str]) -> None:
    """Delete what is not kept any more from ``folder``, which holds one folder a run. ``runs`` are
    the ids of the history, the newest first. Raises OSError."""
    for run in runs[FULL_RUNS : FULL_RUNS + _AT_ONCE]:
        _without_pictures(folder / run)
    known = set(runs)
    for old in folder.iterdir():
        if _RUN.fullmatch(old.name) and old.name not in known and old.is_dir():
            for file in (*_pictures(old), old / "report.json", old / "report.html"):
                file.unlink(missing_ok=True)
            if not any(old.iterdir()):
                old.rmdir()


def _pictures(folder: Path) -> list[Path]:
    return [*folder.glob("row-*.json"), *folder.glob("before-*.jpg")]


def _without_pictures(folder: Path) -> None:
    pictures = _pictures(folder)
    if not pictures:
        return
    result = read_report(folder)
    if result is not None:
        (folder / "report.html").write_text(write_page(result, ()), encoding="utf-8")
    for file in pictures:
        file.unlink(missing_ok=True)
