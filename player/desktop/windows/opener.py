"""Starting programs, and opening files and addresses, as a double click does."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from player.desktop.windows import api
from scripts.errors import DesktopProblem, StepFailed
from scripts.language import either

assert sys.platform == "win32"

_ADDRESSES = ("http", "https", "file")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
"""At least two letters: one is a drive."""
_SHOW = 1
_DONE = 32
"""Answers above this are success."""
_NOT_FOUND = (2, 3)


class WindowsOpener:
    """See :class:`player.desktop.base.Opener`."""

    def open(self, name: str, arguments: Sequence[str] = ()) -> None:
        """See :class:`player.desktop.base.Opener`.

        Raises StepFailed(why="not_found") for what does not exist, (why="not_supported") for an
        address of a kind that is not opened; DesktopProblem where Windows refuses.
        """
        scheme = _SCHEME.match(name)
        if scheme and scheme[1].lower() not in _ADDRESSES:
            raise StepFailed(
                either(
                    f"“{scheme[1]}:” 주소는 열지 않아요.",
                    f"“{scheme[1]}:” addresses are not opened.",
                ),
                either(
                    "http, https, file 주소만 쓸 수 있어요.",
                    "Only http, https and file addresses can be used.",
                ),
                why="not_supported",
            )
        line = subprocess.list2cmdline(arguments) or None
        answer = api.ShellExecuteW(None, "open", name, line, None, _SHOW)
        if answer in _NOT_FOUND:
            raise StepFailed(
                either(f"“{name}”을(를) 찾지 못했어요.", f"“{name}” was not found."),
                either(
                    "이름이 맞는지, 설치되어 있는지 확인해 주세요.",
                    "See whether the name is right and it is installed.",
                ),
                why="not_found",
            )
        if answer <= _DONE:
            raise DesktopProblem(
                either(f"“{name}”을(를) 열지 못했어요.", f"“{name}” could not be opened."),
                either(
                    "그 파일을 여는 프로그램이 정해져 있는지 확인해 주세요.",
                    "See whether a program is set to open that kind of file.",
                ),
            )

    def there(self, name: str) -> bool | None:
        """See :class:`player.desktop.base.Opener`. Windows also opens what is registered by a name
        alone, which shows only when it does."""
        scheme = _SCHEME.match(name)
        if scheme:
            return None
        if shutil.which(name) is not None or Path(name).exists():
            return True
        return False if "\\" in name or "/" in name else None
