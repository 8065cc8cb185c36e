"""Run the unit tests on the lane's Python: ``python -m tests.windows.inside [pytest arguments]``.

Left out is what is about X11 or about the host (see ``collect_ignore`` in the tests' conftest
files), and what drives programs: that is done from outside, by ``pytest tests/windows``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from player.desktop.x11.virtual import virtual_screen
from tests.windows import wine

CHOSEN = (
    "tests/player", "tests/recorder", "tests/e2e/test_fake_loop.py",
    "tests/e2e/test_fake_typing.py", "tests/scripts",
    # Hundreds of saves each, of which every one costs a second over there; what is particular to
    # Windows about saving is in the others.
    "--ignore=tests/scripts/test_damaged.py", "-k", "not full_disk", "-m", "not slow",
)  # fmt: skip
LIMIT = 60
"""Seconds after which a test that hangs is shown with its stacks and ended."""


def _memory() -> str | None:
    """A folder that is no disk, where there is one: syncing to a disk is not what is tested."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def main(arguments: list[str]) -> int:
    """The exit code of pytest."""
    chosen = arguments or CHOSEN
    with virtual_screen() as display, tempfile.TemporaryDirectory(dir=_memory()) as folder:
        os.environ["DISPLAY"] = display
        wine.end_all()
        subprocess.run([wine.SERVER, "-p"], env=wine.environment(), check=True, timeout=60)
        try:
            return wine.run(
                wine.command(
                    "-X", "faulthandler", "-m", "pytest", "-p", "no:cacheprovider",
                    "-o", f"faulthandler_timeout={LIMIT}", "--durations=10",
                    f"--basetemp={wine.windows_path(Path(folder))}", *chosen,
                )
            )  # fmt: skip
        finally:
            wine.end_all()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
