"""The house's own rules, read from the syntax tree: who may import whom, and through which door
each heavy library comes in."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

ORDER = ("scripts", "player", "recorder", "ui", "main")
"""Each may import what stands before it, and itself."""

DOORS = {
    "PySide6": ("ui", "main"),
    "cv2": ("player.vision",),
    "pytesseract": ("player.ocr",),
    "tesserocr": ("player.ocr",),
    "winrt": ("player.ocr",),
    "rapidfuzz": ("player.ocr",),
    "pynput": ("player.desktop",),
    "pyautogui": ("player.desktop",),
    "mss": ("player.desktop",),
    "Xlib": ("player.desktop",),
    "win32api": ("player.desktop",),
    "win32gui": ("player.desktop",),
    "ctypes": ("player.desktop",),
    "openpyxl": ("player.data",),
    "yaml": ("scripts",),
}


def modules() -> list[Path]:
    files = [ROOT / "main.py"]
    for package in ORDER[:-1]:
        files += sorted((ROOT / package).rglob("*.py"))
    return files


def dotted(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide who is meant"
            yield node.module or ""


def breaches(module: str, source: str) -> list[str]:
    """What a module imports against the rules."""
    home = module.split(".")[0]
    found = []
    for name in imports(source):
        top = name.split(".")[0]
        if top in ORDER and ORDER.index(top) > ORDER.index(home):
            found.append(f"{module} imports {name}, which stands above it")
        if top == "tests":
            found.append(f"{module} imports {name}")
        doors = DOORS.get(top)
        if doors and not any(module == door or module.startswith(door + ".") for door in doors):
            found.append(f"{module} imports {name}, which comes in through {', '.join(doors)}")
    return found


@pytest.mark.parametrize("file", modules(), ids=dotted)
def test_imports_only_downwards_and_through_the_doors(file: Path) -> None:
    assert breaches(dotted(file), file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("scripts.model", "import player.types"),
        ("player.run.act", "def f():\n    from recorder import record"),
        ("recorder.record", "import PySide6.QtCore"),
        ("player.locate", "import cv2"),
        ("ui.app", "from main import run"),
        ("player.data_x", "import openpyxl"),
    ],
)
def test_a_breach_is_seen(module: str, source: str) -> None:
    assert breaches(module, source)


def test_the_command_line_starts_without_heavy_libraries() -> None:
    """`--help`, `check` and `show` must come at once: nothing heavy is imported for them."""
    heavy = ["cv2", "PySide6", "numpy", "openpyxl", "mss"]
    code = f"import main, scripts.check, sys; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
