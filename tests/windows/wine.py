"""Run a Windows program of the lane as if it were one of the host's.

``python -m tests.windows.wine ARGUMENTS…`` runs the lane's ``python.exe`` with them: its standard
streams and its exit code are passed on, and a signal that ends this process ends that one.

Under Wine the standard streams must be pipes, and their end must not be waited for: the desktop
process that Wine starts beside the program inherits them and goes on living.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

WINE = "/usr/lib/wine/wine64"
SERVER = "/usr/lib/wine/wineserver64"
OVERRIDES = "mscoree=;mshtml=;winemenubuilder.exe=d;winedbg.exe=d;ucrtbase,icuuc=n,b"
"""Nothing that Wine would start on the side, and the lane's own libraries before Wine's."""
_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG of prctl(2)"""
_DRAINED = 0.3
"""Seconds without output after which an ended program has said all."""


def folder() -> Path:
    """Where the lane lies: ``ILSON_WINDOWS``, or in the user's cache."""
    chosen = os.environ.get("ILSON_WINDOWS")
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(chosen) if chosen else Path(cache) / "ilson-windows"


def environment() -> dict[str, str]:
    """What a program of the lane starts with."""
    return {
        **os.environ,
        "WINEPREFIX": str(folder() / "prefix"),
        "WINEARCH": "win64",
        "WINEDEBUG": os.environ.get("WINEDEBUG", "-all"),
        "WINEDLLOVERRIDES": OVERRIDES,
        "WINEPATH": windows_path(folder() / "python"),
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONDONTWRITEBYTECODE": "",
        "TESSDATA_PREFIX": windows_path(Path("/usr/share/tesseract-ocr/5/tessdata")),
        # Of the host's, and meaningless or harmful over there.
        "PYTHONHOME": "",
        "VIRTUAL_ENV": "",
    }


def windows_path(path: Path) -> str:
    """A path of the host as the lane sees it."""
    return "Z:" + str(path).replace("/", "\\")


def host_path(path: str) -> Path:
    """A path of the lane as the host sees it."""
    drive, _, rest = path.replace("\\", "/").partition(":")
    if drive.upper() == "Z":
        return Path(rest)
    return folder() / "prefix" / f"drive_{drive.lower()}" / rest.lstrip("/")


def command(*arguments: str) -> list[str]:
    """The command line that runs the lane's Python."""
    return [WINE, str(folder() / "python" / "python.exe"), *arguments]


def end_all() -> None:
    """End every program of the lane."""
    subprocess.run([SERVER, "-k"], env=environment(), check=False, timeout=60)
    subprocess.run([SERVER, "-w"], env=environment(), check=False, timeout=60)


@contextlib.contextmanager
def program(*arguments: str) -> Iterator[None]:
    """A program of the lane; ended at the end."""
    with subprocess.Popen(
        [WINE, *arguments], env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True, preexec_fn=_die_with_us,
    ) as started:  # fmt: skip
        try:
            yield
        finally:
            started.kill()


def run(line: list[str]) -> int:
    """Run a program of the lane with this process's standard streams; its exit code."""
    process = subprocess.Popen(
        line,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
        bufsize=0,
        preexec_fn=_die_with_us,
    )
    assert process.stdin and process.stdout and process.stderr

    def end(number: int, frame: FrameType | None) -> None:
        process.kill()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)
    outputs = {process.stdout.fileno(): 1, process.stderr.fileno(): 2}
    with selectors.DefaultSelector() as selector:
        for source in outputs:
            selector.register(source, selectors.EVENT_READ)
        try:
            selector.register(0, selectors.EVENT_READ)
        except (PermissionError, ValueError, OSError):  # a plain file or nothing at all
            process.stdin.close()
        ended = False
        while True:
            ready = selector.select(_DRAINED if ended else 0.02)
            if ended and not any(key.fd in outputs for key, _ in ready):
                break
            for key, _ in ready:
                if key.fd == 0:
                    _pass_on(selector, process)
                    continue
                data = os.read(key.fd, 65536)
                if not data:
                    selector.unregister(key.fd)
                    continue
                while data:
                    data = data[os.write(outputs[key.fd], data) :]
            ended = ended or process.poll() is not None
    code = process.wait()
    # The lane's codes are a byte, as the host's are; a signal becomes what a shell makes of it.
    return 128 - code if code < 0 else code


def _die_with_us() -> None:
    """Let a program be killed when its runner is."""
    ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


def _pass_on(selector: selectors.BaseSelector, process: subprocess.Popen[bytes]) -> None:
    assert process.stdin
    data = os.read(0, 65536)
    try:
        if data:
            process.stdin.write(data)
            return
        process.stdin.close()
    except BrokenPipeError:
        pass  # it ended, which the loop sees too
    selector.unregister(0)


if __name__ == "__main__":
    sys.exit(run(command(*sys.argv[1:])))
