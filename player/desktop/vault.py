"""Where a clerk's secrets lie: the system's own credential store, never a file of ours.

A door of our own, because the common library for it brings ten more packages, and all that is
needed is one text by its name.
"""

from __future__ import annotations

import sys
from typing import Protocol

from scripts.errors import UsageError
from scripts.korean import quoted
from scripts.language import either


class Vault(Protocol):
    """Texts by name. Raises DesktopProblem where this system has no such store, or it is shut."""

    def get(self, name: str) -> str | None:
        """The text that is kept under a name, None if there is none."""

    def set(self, name: str, text: str) -> None:
        """Keep a text in place of the one that was kept."""

    def forget(self, name: str) -> bool:
        """Forget a text; whether there was one."""


def open_vault() -> Vault:
    """This system's store; nothing is asked of it yet."""
    if sys.platform == "win32":
        from player.desktop.windows.vault import WindowsVault

        return WindowsVault()
    from player.desktop.x11.vault import SecretService

    return SecretService()


def secret(vault: Vault, name: str) -> str:
    """The text of a secret that a script names; raises UsageError where none is kept."""
    text = vault.get(name)
    if text is None:
        raise UsageError(
            either(
                f"비밀 값 {quoted(name, '이/가')} 이 컴퓨터에 없어요.",
                f"The secret {quoted(name)} is not on this computer.",
            ),
            either(
                f'main.py secret set "{name}" 으로 한 번 넣어 주세요. 작업 파일에는 적히지 않아요.',
                f'Store it once: main.py secret set "{name}". It is not written into the task.',
            ),
        )
    return text
