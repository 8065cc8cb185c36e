"""The file for the help desk: what Ilson runs on, what its check of the PC found, how runs went,
what went wrong by our own mistake.

Nothing in it was taken out of something bigger: each line is made of what is known to be nobody's
(versions, counts, times, words of ours). So no name, no text that was typed, no picture, no title
of a window and no path can be in it, whatever these look like.
"""

from __future__ import annotations

import locale
import platform
import re
import tomllib
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from player.data.files import replacing
from player.run.journal import Journal, RunEntry
from scripts.faults import Fault, kept
from scripts.folders import runs_folder, scripts_folder
from scripts.language import either, language

_PACKAGES = (
    "PySide6_Essentials", "opencv-python", "numpy", "tesserocr", "pytesseract", "openpyxl",
    "PyYAML", "mss", "pynput",
)  # fmt: skip
_MOST_RUNS = 50
_VALUES = ("n", "scales", "used", "free")
_HARMLESS = re.compile(r"[\d.,]+( ?(%|KB|MB|GB))?(, [\d.]+ %)*")
"""What a finding's value may be to be told: numbers, scalings, sizes."""
_WORD = re.compile(r"[a-z_-]{1,40}")
_CLASS = re.compile(r"[A-Za-z_]\w{0,80}", re.ASCII)
_PLACE = re.compile(r"[\w/]{1,120}\.py:\d{1,6} (\w{1,80}|<\w{1,20}>)", re.ASCII)
_STATES = ("waiting", "begun", "done", "failed", "broken", "skipped")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of it: its name and its text."""

    name: str
    text: str


def parts(findings: Sequence[Mapping[str, Any]]) -> list[Part]:
    """The files, as they will be saved. ``findings`` are the events of a self-check. Raises
    IlsonError where the journal cannot be read."""
    return [
        Part("about.txt", _lines(_about())),
        Part("self-check.txt", _lines(_checks(findings))),
        Part("runs.txt", _lines(_runs())),
        Part("faults.txt", _lines(_faults(kept()))),
    ]


def save(made: Iterable[Part], file: Path) -> None:
    """Write the files into one zip, whole or not at all. Raises OSError, and DataProblem where it
    is open in another program."""
    with replacing(file) as new, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in made:
            packed.writestr(part.name, part.text.encode("utf-8"))


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _about() -> Iterable[str]:
    yield f"{either('만든 때', 'Made')}: {datetime.now():%Y-%m-%d %H:%M}"
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    yield f"{either('시스템', 'System')}: {system}"
    yield f"{either('언어', 'Language')}: {language()} · {locale.getlocale()[0] or '-'}"
    yield f"Python: {platform.python_version()} ({platform.architecture()[0]})"
    yield f"Ilson: {_own_version()}"
    for package in _PACKAGES:
        yield f"{package}: {_version(package)}"
    folder = scripts_folder()
    tasks = sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0
    yield f"{either('작업', 'Tasks')}: {tasks}"


def _own_version() -> str:
    """Ours, also where it was unpacked and not installed."""
    made = _version("ilson")
    project = Path(__file__).resolve().parents[1] / "pyproject.toml"
    if made == "-" and project.is_file():
        made = str(tomllib.loads(project.read_text("utf-8"))["project"]["version"])
    return made


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"


def _checks(findings: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    if not findings:
        yield either("아직 살펴보지 않았어요.", "Not checked yet.")
    for one in findings:
        words = [_word(one.get(name)) for name in ("check", "state", "kind")]
        given = one.get("values")
        values = given if isinstance(given, Mapping) else {}
        told = [
            f"{name}={values[name]}"
            for name in _VALUES
            if name in values and _HARMLESS.fullmatch(str(values[name]))
        ]
        yield " ".join(word for word in (*words, *told) if word)


def _word(given: object) -> str:
    """A word of ours; nothing for anything else."""
    return given if isinstance(given, str) and _WORD.fullmatch(given) else ""


def _runs() -> Iterable[str]:
    runs: list[RunEntry] = []
    if runs_folder().is_dir():
        with Journal(runs_folder()) as journal:
            runs = journal.runs()[:_MOST_RUNS]
    if not runs:
        yield either("실행한 적이 없어요.", "Nothing was run yet.")
    numbers: dict[str, int] = {}
    for run in runs:
        number = numbers.setdefault(run.script, len(numbers) + 1)
        rows = " ".join(f"{state}={run.rows[state]}" for state in _STATES if state in run.rows)
        task = either("작업", "task")
        yield f"{_minute(run.started)} {task}{number} {_word(run.status)} {run.seconds:.0f}s {rows}"


def _faults(faults: Sequence[Fault]) -> Iterable[str]:
    if not faults:
        yield either(
            "일손의 잘못으로 멈춘 적이 없어요.", "Ilson has never stopped by its own mistake."
        )
    for one in faults:
        kind = one.kind if _CLASS.fullmatch(one.kind) else "?"
        yield f"{_minute(one.time)} {_word(one.command) or 'window'} {kind}"
        yield from (f"  {place}" for place in one.where if _PLACE.fullmatch(place))


def _minute(time: str) -> str:
    try:
        return f"{datetime.fromisoformat(time):%Y-%m-%d %H:%M}"
    except ValueError:
        return "?"
