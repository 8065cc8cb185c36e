"""Secrets lie in Windows' own credential store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from player.desktop.vault import open_vault, secret
from player.desktop.windows.vault import WindowsVault
from scripts.errors import UsageError

NAME = "일손 시험"


@pytest.fixture
def vault() -> Iterator[WindowsVault]:
    made = open_vault()
    assert isinstance(made, WindowsVault)
    made.forget(NAME)
    yield made
    made.forget(NAME)


def test_a_secret_is_kept_replaced_and_forgotten(vault: WindowsVault) -> None:
    assert vault.get(NAME) is None
    with pytest.raises(UsageError):
        secret(vault, NAME)
    for text in ("비밀 1!", "다른 것", "x" * 200):
        vault.set(NAME, text)
        assert secret(vault, NAME) == text
    assert vault.forget(NAME)
    assert not vault.forget(NAME)
    assert vault.get(NAME) is None
