"""Secrets in the desktop's own keyring (GNOME Keyring, KWallet), by way of ``secret-tool``.

The text goes through pipes only: an argument would be in the list of processes.
"""

from __future__ import annotations

import shutil
import subprocess

from scripts.errors import DesktopProblem
from scripts.language import either

_PROGRAM = "secret-tool"
_LIMIT = 60.0
"""Seconds: the keyring may ask for its own password first."""


class SecretService:
    """See :class:`player.desktop.vault.Vault`."""

    def get(self, name: str) -> str | None:
        done = self._run("lookup", *_place(name))
        return done.stdout if done.returncode == 0 else None

    def set(self, name: str, text: str) -> None:
        done = self._run("store", f"--label=Ilson: {name}", *_place(name), text=text)
        if done.returncode:
            raise _shut(done.stderr)

    def forget(self, name: str) -> bool:
        if self.get(name) is None:
            return False
        return self._run("clear", *_place(name)).returncode == 0

    def _run(self, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        program = shutil.which(_PROGRAM)
        if program is None:
            raise DesktopProblem(
                either(
                    "비밀 값을 두는 보관함을 쓸 수 없어요: secret-tool이 없어요.",
                    "The store for secrets can't be used: there is no secret-tool.",
                ),
                "sudo apt install libsecret-tools gnome-keyring",
            )
        try:
            done = subprocess.run(
                [program, *arguments], input=text, capture_output=True, timeout=_LIMIT,
                encoding="utf-8", check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise _shut("") from None
        if done.returncode and done.stderr.strip():
            raise _shut(done.stderr)
        return done


def _place(name: str) -> tuple[str, ...]:
    return ("service", "ilson", "name", name)


def _shut(said: str) -> DesktopProblem:
    why = f" ({said.strip().splitlines()[-1]})" if said.strip() else ""
    return DesktopProblem(
        either(
            f"비밀 값을 두는 보관함이 열리지 않아요{why}.",
            f"The store for secrets does not open{why}.",
        ),
        either(
            "로그인한 데스크톱에서 암호 보관함(키링)을 연 뒤 다시 해 주세요.",
            "Open the keyring in the desktop that you are signed in to, and try again.",
        ),
    )
