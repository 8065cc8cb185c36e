"""The look that comes with Ilson is the one that is shown."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from ui import theme


@pytest.mark.parametrize(("role", "weight"), [("body", 400), ("strong", 600), ("title", 700)])
def test_texts_are_in_the_font_that_comes_with_it(
    app: QApplication, role: str, weight: int
) -> None:
    theme.apply(app, "light")
    shown = QFontInfo(theme.font(role))
    assert shown.family().startswith("Pretendard")
    assert shown.weight() == weight


def test_everything_that_came_from_elsewhere_has_its_licence() -> None:
    for folder, word in (("fonts", "SIL OPEN FONT LICENSE"), ("icons", "ISC License")):
        assert word in (theme.ASSETS / folder / "LICENSE").read_text("utf-8")
