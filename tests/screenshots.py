"""Pictures of every window and dialog: ``python -m tests.screenshots OUT [NAME…]``.

Light and dark, Korean and English, at 100 % and 150 %, without a screen; only the check of a list
needs one (``xvfb-run``) to show what it finds. Each combination is a process of its own, since Qt
takes its scaling from the environment.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Make the pictures, and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--only", help="one combination: ko,light,1", default="")
    given = parser.parse_intermixed_args(argv)
    given.out.mkdir(parents=True, exist_ok=True)
    if given.only and os.environ.get("ILSON_SCREENSHOT"):
        language, theme, scale = given.only.split(",")
        return _one(given.out, language, theme, scale, given.names)
    all_of_them = product(("ko", "en"), ("light", "dark"), ("1", "1.5"))
    wanted = [given.only.split(",")] if given.only else [list(one) for one in all_of_them]
    for one in wanted:
        with tempfile.TemporaryDirectory(prefix="ilson-pictures-") as home:
            environment = {
                **os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": one[2],
                "ILSON_HOME": home, "ILSON_SCREENSHOT": "1",
            }  # fmt: skip
            done = subprocess.run(
                [sys.executable, "-m", "tests.screenshots", str(given.out), "--only", ",".join(one),
                 *given.names], env=environment, check=False,
            )  # fmt: skip
            if done.returncode:
                return done.returncode
    print(f"{len(list(given.out.glob('*.png')))} pictures in {given.out}")
    return 0


def _one(out: Path, language: str, theme: str, scale: str, names: list[str]) -> int:
    from PySide6.QtWidgets import QApplication

    from tests.ui.scenes import SCENES, furnish, put_away, stage_of
    from ui import theme as look
    from ui.app import speak
    from ui.settings import Settings

    app = QApplication(["ilson-pictures"])
    app.setQuitOnLastWindowClosed(False)
    furnish()
    settings = Settings.load()
    settings.language, settings.theme = language, theme
    settings.save()
    speak(app, language)
    look.apply(app, theme)

    for name, scene in SCENES.items():
        if names and name not in names:
            continue
        shown = scene(stage_of(app))
        shown.show()
        for _ in range(3):
            app.processEvents()
        percent = "" if scale == "1" else f"-{round(float(scale) * 100)}"
        shown.grab().save(str(out / f"{name}@{theme}-{language}{percent}.png"))
        put_away(shown)
    return 0


if __name__ == "__main__":
    sys.exit(main())
