"""The dialogs of Debian's GTK programs, shown from their own builder files in their own Korean
translation; nothing is installed, the packages are fetched and unpacked."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from player.types import Pixels
from player.vision.picture import load
from tests.bench.ocr import words
from tests.bench.ocr.shots import Shot

SHOWER = Path(__file__).with_name("gtk_dialog.py")
OFFICE = "usr/lib/libreoffice/share/config/soffice.cfg"


@dataclass(frozen=True, slots=True)
class Program:
    """Where a program's builder files and translations lie, by Debian package."""

    files: dict[str, str]
    """Folder of builder files by package."""
    translated: tuple[str, str]
    """Package and folder of its translations."""
    domain: str = ""
    """Its translations' name; none: LibreOffice's, one for each part."""


PROGRAMS = {
    "libreoffice": Program(
        {"libreoffice-common": OFFICE, "libreoffice-writer": OFFICE, "libreoffice-calc": OFFICE},
        ("libreoffice-l10n-ko", "usr/lib/libreoffice/program/resource"),
    ),
    "gnucash": Program(
        {"gnucash-common": "usr/share/gnucash/gtkbuilder"},
        ("gnucash-common", "usr/share/locale"), "gnucash",
    ),
    "orca": Program({"orca": "usr/share/orca/ui"}, ("orca", "usr/share/locale"), "orca"),
    "anjuta": Program(
        {"anjuta-common": "usr/share/anjuta/glade"},
        ("anjuta-common", "usr/share/locale"), "anjuta",
    ),
    "geany": Program(
        {"geany-common": "usr/share/geany"}, ("geany-common", "usr/share/locale"), "geany"
    ),
    "pluma": Program(
        {"pluma-common": "usr/share/pluma"}, ("pluma-common", "usr/share/locale"), "pluma"
    ),
    "synaptic": Program(
        {"synaptic": "usr/share/synaptic/gtkbuilder"}, ("synaptic", "usr/share/locale"), "synaptic"
    ),
    "virt-manager": Program(
        {"virt-manager": "usr/share/virt-manager/ui"},
        ("virtinst", "usr/share/locale"), "virt-manager",
    ),
}  # fmt: skip
DOMAINS = {"modules/swriter": "sw", "modules/scalc": "sc", "modules/schart": "chart",
           "filter": "flt"}  # fmt: skip


class Dialogs:
    """Shows dialogs on a virtual screen."""

    def __init__(self, display: str, cache: Path) -> None:
        self._display, self._cache = display, cache

    def paint(self, shot: Shot) -> tuple[Pixels, dict[str, Any]]:
        """The dialog's picture and what is written where, edges in units of 1/scale."""
        program = PROGRAMS[shot.name]
        path, _, page = shot.page.partition("#")
        package, folder = program.translated
        job = {
            "file": str(self._file(program, path)),
            "domain": program.domain or DOMAINS.get(path.split("/ui/")[0], path.split("/")[0]),
            "locales": str(debian_folder(self._cache, package) / folder),
            "font": shot.font, "points": 10, "dpi": 96 * shot.scale,
            "dark": shot.theme == "dark", "stripes": shot.text == "lcd",
            "values": _values(shot.id), "page": int(page or 0),
        }  # fmt: skip
        with tempfile.TemporaryDirectory() as work:
            picture = Path(work) / "dialog.png"
            asked = Path(work) / "job.json"
            asked.write_text(json.dumps({**job, "picture": str(picture)}), encoding="utf-8")
            done = subprocess.run(
                ["/usr/bin/python3", str(SHOWER), str(asked)], capture_output=True, text=True,
                timeout=60, check=True, env=self._surroundings(work),
            )  # fmt: skip
            told = json.loads(done.stdout)
            pixels = load(picture)
        for one in told["items"]:
            one["edges"] = [edge / shot.scale for edge in one["edges"]]
        for pair in told["pairs"]:
            for side in ("label_edges", "field_edges"):
                pair[side] = [edge / shot.scale for edge in pair[side]]
        return pixels, told

    def _file(self, program: Program, path: str) -> Path:
        places = [debian_folder(self._cache, package) / folder / path
                  for package, folder in program.files.items()]  # fmt: skip
        return next(place for place in places if place.exists())

    def _surroundings(self, home: str) -> dict[str, str]:
        """A Korean one, in which nothing of this machine's own settings is seen."""
        return {
            "PATH": os.environ["PATH"], "HOME": home, "DISPLAY": self._display,
            "LANG": "ko_KR.UTF-8", "LOCPATH": str(korean(self._cache)), "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "1", "GSETTINGS_BACKEND": "memory", "XDG_RUNTIME_DIR": home,
        }  # fmt: skip


def _values(seed: str) -> list[str]:
    chance = random.Random(seed)
    return [words.value(chance, chance.choice(words.KINDS)) for _ in range(24)]


def korean(cache: Path) -> Path:
    """A folder with the Korean locale, made once."""
    folder = cache / "locale"
    if not (folder / "ko_KR.UTF-8").exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["localedef", "-i", "ko_KR", "-f", "UTF-8", folder / "ko_KR.UTF-8"],
                       check=True, stdout=subprocess.DEVNULL, timeout=120)  # fmt: skip
    return folder


def debian_folder(cache: Path, name: str) -> Path:
    """The unpacked Debian package; ``apt-get download`` fetches what is not there yet."""
    folder = cache / f"debian+{name}"
    if folder.exists():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as work:
        subprocess.run(["apt-get", "download", "-q", name], cwd=work, check=True, timeout=300,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        (packed,) = Path(work).glob("*.deb")
        subprocess.run(["dpkg", "-x", packed, Path(work) / "out"], check=True, timeout=300)
        shutil.move(Path(work) / "out", folder)
    return folder
