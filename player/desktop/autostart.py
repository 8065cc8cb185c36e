"""Whether a program starts when the clerk signs in: the Run key of Windows, the XDG autostart
folder elsewhere. Both are the user's own; no administrator is needed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.atomic import replace_file
from scripts.errors import DesktopProblem
from scripts.language import either

_NAME = "Ilson"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_HINT = (
    "관리자가 막아 두었을 수 있어요. 전산 담당자에게 물어봐 주세요.",
    "Your administrator may have forbidden it. Ask your IT office.",
)


def starts_with_session() -> bool:
    """Whether it does now."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                return bool(winreg.QueryValueEx(key, _NAME)[0])
        except OSError:
            return False
    return _file().is_file()


def start_with_session(command: Sequence[str] | None) -> None:
    """Have a command started from now on, None for none. Raises DesktopProblem where the system
    does not let us."""
    try:
        _set(command)
    except OSError as error:
        raise DesktopProblem(
            either(
                "로그인할 때 켜기를 바꾸지 못했어요.", "Starting at sign-in could not be changed."
            ),
            either(*_HINT),
        ) from error


def _set(command: Sequence[str] | None) -> None:
    if sys.platform == "win32":
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
            if command is not None:
                line = subprocess.list2cmdline(command)
                winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, line)
            elif starts_with_session():
                winreg.DeleteValue(key, _NAME)
        return
    if command is None:
        _file().unlink(missing_ok=True)
        return
    _file().parent.mkdir(parents=True, exist_ok=True)
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=일손",
        "Name[en]=Ilson",
        f"Exec={' '.join(map(_quoted, command))}",
        "X-GNOME-Autostart-enabled=true",
        "",
    )
    replace_file(_file(), "\n".join(lines).encode())


def _quoted(word: str) -> str:
    """A word of an Exec line, as the desktop entry specification wants it."""
    for sign in ("\\", '"', "`", "$"):
        word = word.replace(sign, f"\\{sign}")
    return '"' + word.replace("%", "%%") + '"'


def _file() -> Path:
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(home) / "autostart" / "ilson.desktop"
