"""The versions before: what a save replaced is kept, the last fifty of every script.

They lie in the data folder and not beside the script: folders and packs are shared, and what a
clerk took out of a script must not travel with it.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scripts.atomic import replace_file
from scripts.errors import FileProblem
from scripts.folders import data_folder
from scripts.parts import IMAGES, YAML, Parts, is_pack, read_parts

KEPT = 50

_VERSION = re.compile(r"(\d{6})\.yaml")
_IMAGE_IN_TEXT = re.compile(rb"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Version:
    """One version: ``number`` counts up, ``saved`` is when it had been saved."""

    number: int
    file: Path
    saved: datetime


def folder_of(path: Path, history: Path | None = None) -> Path:
    """Where the versions of the script at ``path`` lie."""
    if history is not None:
        return history
    place = unicodedata.normalize("NFC", str(_home(path)))
    digest = hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return data_folder() / "versions" / digest


def _home(path: Path) -> Path:
    return (path.parent if path.name == YAML else path).absolute()


def keep(path: Path, history: Path | None = None) -> None:
    """Put the script that lies at ``path`` now among the versions; nothing where there is none.

    Raises OSError where it cannot be written.
    """
    path = _home(path)
    source = path if is_pack(path) else path / YAML
    if not source.is_file():
        return
    folder = folder_of(path, history)
    try:
        before = read_parts(path)
    except FileProblem:
        # Damaged: it cannot be listed as a version, but it is not thrown away either.
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(folder / f"damaged{source.suffix}", source.read_bytes())
        return
    numbers = _numbers(folder)
    if numbers and (folder / f"{numbers[-1]:06}.yaml").read_bytes() == before.yaml:
        return
    images = folder / IMAGES
    images.mkdir(parents=True, exist_ok=True)
    for name, png in before.images.items():
        if not (images / f"{name}.png").is_file():
            replace_file(images / f"{name}.png", png)
    number = (numbers[-1] if numbers else 0) + 1
    file = folder / f"{number:06}.yaml"
    replace_file(file, before.yaml)
    when = source.stat().st_mtime_ns
    os.utime(file, ns=(when, when))
    _thin_out(folder, [*numbers, number])


def _numbers(folder: Path) -> list[int]:
    if not folder.is_dir():
        return []
    found = (_VERSION.fullmatch(entry.name) for entry in folder.iterdir())
    return sorted(int(one.group(1)) for one in found if one)


def _thin_out(folder: Path, numbers: list[int]) -> None:
    """Drop versions beyond the last fifty, and the pictures that only they named."""
    if len(numbers) <= KEPT:
        return
    for number in numbers[:-KEPT]:
        (folder / f"{number:06}.yaml").unlink(missing_ok=True)
    named: set[str] = set()
    for number in numbers[-KEPT:]:
        text = (folder / f"{number:06}.yaml").read_bytes()
        named.update(name.decode() for name in _IMAGE_IN_TEXT.findall(text))
    for picture in (folder / IMAGES).glob("*.png"):
        if picture.stem not in named:
            picture.unlink(missing_ok=True)


def versions(path: Path, history: Path | None = None) -> list[Version]:
    """The kept versions of the script at ``path``, the newest first."""
    folder = folder_of(path, history)
    made = []
    for number in reversed(_numbers(folder)):
        file = folder / f"{number:06}.yaml"
        made.append(Version(number, file, datetime.fromtimestamp(file.stat().st_mtime)))
    return made


def parts(version: Version) -> Parts:
    """The raw parts of a version. Raises OSError where it is no longer there."""
    images = version.file.parent / IMAGES
    found = Parts(str(version.file), version.file.read_bytes())
    for name in {name.decode() for name in _IMAGE_IN_TEXT.findall(found.yaml)}:
        if (images / f"{name}.png").is_file():
            found.images[name] = (images / f"{name}.png").read_bytes()
    return found
