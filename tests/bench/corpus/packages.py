"""The kits' files: fetched once with npm, at the versions pinned in kits.txt, kept in the cache."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

PINS = Path(__file__).with_name("kits.txt")


def pins(listed: Path = PINS) -> dict[str, tuple[str, str]]:
    """Version and split by package."""
    found = {}
    for line in listed.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pin, split = line.split()
            name, _, version = pin.rpartition("@")
            found[name] = (version, split)
    return found


def split_of(package: str) -> str:
    return pins()[package][1]


def package_folder(cache: Path, name: str, listed: Path = PINS) -> Path:
    """The unpacked package; ``npm pack`` fetches what is not there yet."""
    version, _ = pins(listed)[name]
    folder = cache / f"{name.replace('/', '+')}@{version}"
    if folder.exists():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as work:
        subprocess.run(
            ["npm", "pack", "--silent", "--pack-destination", work, f"{name}@{version}"],
            check=True, stdout=subprocess.DEVNULL, timeout=300,
        )  # fmt: skip
        (packed,) = Path(work).glob("*.tgz")
        with tarfile.open(packed) as archive:
            archive.extractall(Path(work) / "out", filter="data")
        (inside,) = (Path(work) / "out").iterdir()
        shutil.move(inside, folder)
    return folder
