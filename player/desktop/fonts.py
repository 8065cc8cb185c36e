"""The files of the fonts in which programs on this computer write Korean."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

OWN = Path(__file__).resolve().parents[2] / "assets" / "fonts"
_ON_WINDOWS = (
    "malgun*", "gulim*", "batang*", "dotum*", "gungsuh*", "nanum*", "notosanskr*", "notosanscjk*",
    "notoserifkr*", "pretendard*", "spoqa*", "gmarket*", "hancom*", "hy*", "h2*",
)  # fmt: skip
"""Names of font files that have Hangul: Windows' own, Hangul's, and those that offices install."""
_ASKED = 10
"""Seconds that the system's list of fonts may take: the first time, it is made."""


@functools.cache
def korean_fonts() -> tuple[Path, ...]:
    """Files of fonts that have Hangul, those that come with the product among them."""
    found = {*OWN.glob("*.otf"), *(_windows() if sys.platform == "win32" else _listed())}
    return tuple(sorted(path for path in found if path.is_file()))


def _windows() -> set[Path]:
    folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    if local := os.environ.get("LOCALAPPDATA"):
        folders.append(Path(local) / "Microsoft" / "Windows" / "Fonts")
    return {
        path
        for folder in folders
        for name in _ON_WINDOWS
        for path in folder.glob(name)
        if path.suffix.lower() in {".ttf", ".ttc", ".otf"}
    }


def _listed() -> set[Path]:
    """What fontconfig lists; nothing where it is not installed."""
    program = shutil.which("fc-list")
    if program is None:
        return set()
    done = subprocess.run(
        [program, ":lang=ko", "file"], capture_output=True, text=True, timeout=_ASKED, check=False
    )
    names = (line.split(": ")[0].strip() for line in done.stdout.splitlines())
    return {Path(name) for name in names if name.lower().endswith((".ttf", ".ttc", ".otf"))}
