"""Finders of other programs, each in a process of its own (see ``peers/setup.sh``)."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

from player.types import Pixels
from player.vision.picture import encode

_HERE = Path(__file__).resolve().parent / "peers"
NAMES = ("airtest", "guibot", "sikulix")


class Other:
    """One of ``NAMES``, set up in ``folder``; a context. Raises OSError where it is not."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        self._asked = 0
        self._work = tempfile.TemporaryDirectory()
        if name == "sikulix":
            jars = f"{folder / 'sikuli.jar'}:{folder}"
            command = ["java", "-cp", jars, "Sikuli"]
        else:
            command = [str(folder / "venv/bin/python"), str(_HERE / "answer.py"), name]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, cwd=self._work.name,
        )  # fmt: skip

    def __enter__(self) -> Other:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._work.cleanup()

    def ask(
        self, needle: Pixels, screen: Path, size: tuple[int, int]
    ) -> tuple[tuple[float, float] | None, float]:
        """Where the picture is on the screen's picture, and the seconds it took. ``size`` is that
        of the screen (width, height) that the picture was cut from."""
        # A name of its own: pictures are remembered by their paths there.
        self._asked += 1
        path = Path(self._work.name) / f"{self._asked}.png"
        path.write_bytes(encode(needle))
        ask: Any = {"needle": str(path), "screen": str(screen), "size": list(size)}
        line = f"{path}\t{screen}" if self._name == "sikulix" else json.dumps(ask)
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        said: dict[str, Any] = json.loads(self._process.stdout.readline())
        point = said["point"]
        return None if point is None else (point[0], point[1]), float(said["seconds"])
