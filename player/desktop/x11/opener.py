"""Starting programs, and opening files and addresses."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from scripts.errors import DesktopProblem, StepFailed
from scripts.language import either

_ADDRESSES = ("http", "https", "file")


class X11Opener:
    """See :class:`player.desktop.base.Opener`. What it starts lives on after this process."""

    def __init__(self) -> None:
        self._started: list[int] = []

    def open(self, name: str, arguments: Sequence[str] = ()) -> None:
        """See :class:`player.desktop.base.Opener`.

        Raises StepFailed(why="not_found") for what does not exist, (why="not_supported") for an
        address of a kind that is not opened; DesktopProblem where xdg-open is missing.
        """
        self._reap()
        scheme = urlsplit(name).scheme.lower() if "://" in name or name.startswith("file:") else ""
        if scheme:
            if scheme not in _ADDRESSES:
                raise StepFailed(
                    either(
                        f"“{scheme}:” 주소는 열지 않아요.",
                        f"“{scheme}:” addresses are not opened.",
                    ),
                    either(
                        "http, https, file 주소만 쓸 수 있어요.",
                        "Only http, https and file addresses can be used.",
                    ),
                    why="not_supported",
                )
            self._hand_over(name)
            return
        path = Path(name).expanduser()
        if path.is_absolute() or "/" in name:
            if not path.exists():
                raise self._missing(name)
            if not path.is_file() or not os.access(path, os.X_OK):
                self._hand_over(str(path.absolute()))
                return
            try:
                self._start(str(path.absolute()), arguments)
            except OSError:
                # A document that is marked as executable, as on drives shared with Windows.
                self._hand_over(str(path.absolute()))
            return
        program = shutil.which(name)
        if program is not None:
            self._start(program, arguments)
        elif path.exists():
            self._hand_over(str(path.absolute()))
        else:
            raise self._missing(name)

    def there(self, name: str) -> bool | None:
        """See :class:`player.desktop.base.Opener`. An address is not asked for."""
        if "://" in name or name.startswith("file:"):
            return None
        return shutil.which(name) is not None or Path(name).expanduser().exists()

    def close(self) -> None:
        """Forget what was started; it goes on living."""
        self._reap()

    def _hand_over(self, address: str) -> None:
        opener = shutil.which("xdg-open")
        if opener is None:
            raise DesktopProblem(
                either(
                    "파일과 주소를 여는 프로그램(xdg-open)이 없어요.",
                    "There is no program that opens files and addresses (xdg-open).",
                ),
                either(
                    "apt-get install xdg-utils 로 설치해 주세요.",
                    "Install it: apt-get install xdg-utils",
                ),
            )
        self._start(opener, [address])

    def _start(self, program: str, arguments: Sequence[str]) -> None:
        if sys.platform == "win32":
            raise NotImplementedError
        null = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0o600) for number in (0, 1, 2)]
        # A session of its own: a stop of this process does not reach it.
        process = os.posix_spawn(
            program, [program, *arguments], os.environ, file_actions=null, setsid=True
        )
        self._started.append(process)

    def _reap(self) -> None:
        """Let the system forget the programs that have ended."""
        if sys.platform == "win32":
            raise NotImplementedError
        for process in self._started.copy():
            try:
                done, _ = os.waitpid(process, os.WNOHANG)
            except ChildProcessError:
                done = process
            if done:
                self._started.remove(process)

    @staticmethod
    def _missing(name: str) -> StepFailed:
        return StepFailed(
            either(f"“{name}”을(를) 찾지 못했어요.", f"“{name}” was not found."),
            either(
                "이름이 맞는지, 설치되어 있는지 확인해 주세요.",
                "See whether the name is right and it is installed.",
            ),
            why="not_found",
        )
