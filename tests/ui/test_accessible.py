"""Every window for those who use no mouse, or hear it, or need contrast."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QWidget,
)

from tests.ui.conftest import WaitFor
from tests.ui.scenes import SCENES, Stage, furnish, put_away
from ui import theme
from ui.kit import Elided
from ui.texts import use_language


@contextlib.contextmanager
def on_stage(app: QApplication, wait: WaitFor, name: str, language: str) -> Iterator[QWidget]:
    use_language(language)
    theme.apply(app, "light")
    settings = furnish()
    settings.language = language
    settings.save()
    shown = SCENES[name](Stage(app, wait))
    shown.show()
    app.processEvents()
    yield shown
    put_away(shown)
    use_language("ko")


@pytest.fixture(params=sorted(SCENES))
def scene(app: QApplication, wait: WaitFor, request: pytest.FixtureRequest) -> Iterator[QWidget]:
    with on_stage(app, wait, request.param, "ko") as shown:
        yield shown


def focusable(shown: QWidget) -> list[QWidget]:
    """What the Tab key is to reach."""
    return [
        widget for widget in shown.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not _only_scrolls(widget)
    ]  # fmt: skip


def _only_scrolls(widget: QWidget) -> bool:
    """A frame around other things that takes the focus only to scroll."""
    return type(widget).__name__ in ("Column", "QScrollArea") and isinstance(
        widget, QAbstractScrollArea
    )


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    told = QAccessible.queryAccessibleInterface(widget)
    return told.text(QAccessible.Text.Name) if told is not None else widget.accessibleName()


def test_all_that_can_have_the_focus_has_a_name(scene: QWidget) -> None:
    nameless = [widget for widget in focusable(scene) if not name_of(widget).strip()]
    assert nameless == []


def test_tab_goes_to_everything_and_comes_back(scene: QWidget) -> None:
    wanted = focusable(scene)
    if not wanted or scene.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus:
        pytest.skip("it never has the focus")
    scene.activateWindow()
    assert QTest.qWaitForWindowActive(scene)
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    reached = {id(wanted[0])}
    for _ in range(4 * len(wanted) + 20):
        before = QApplication.focusWidget() or scene
        QTest.keyClick(before, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is not None:
            reached.add(id(now))
    missed = [
        widget for widget in wanted if id(widget) not in reached and not _one_of_group(widget)
    ]
    assert [name_of(widget) for widget in missed] == []


def _one_of_group(widget: QWidget) -> bool:
    """The others of a group that excludes each other are reached by the arrow keys."""
    group = getattr(widget, "group", lambda: None)()
    return group is not None and group.exclusive()


def test_one_of_several_is_told_as_one(scene: QWidget) -> None:
    """Not as a box that is ticked or not, whatever becomes of the others."""
    told = [
        (one.text(), QAccessible.queryAccessibleInterface(one).role())
        for one in scene.findChildren(QAbstractButton) if _one_of_group(one)
    ]  # fmt: skip
    assert {role for _, role in told} <= {QAccessible.Role.RadioButton}, told


def test_no_button_is_narrower_than_its_words(scene: QWidget) -> None:
    for button in scene.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.minimumSizeHint().width(), button.text()


@pytest.mark.parametrize("name", sorted(SCENES))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_text_is_cut_off(app: QApplication, wait: WaitFor, name: str, language: str) -> None:
    """But for those that shorten with … and keep the whole in their tooltip."""
    with on_stage(app, wait, name, language) as shown:
        cut = []
        for label in shown.findChildren(QLabel):
            if not label.isVisible() or not label.text() or isinstance(label, Elided):
                continue
            wanted = label.sizeHint()
            if label.wordWrap():
                wanted = QSize(label.width(), label.heightForWidth(label.width()))
            if label.width() < wanted.width() or label.height() < wanted.height():
                cut.append((label.text(), label.size(), wanted))
        assert cut == []


# ---- contrast -------------------------------------------------------------------------------

TEXTS = [
    (ink, ground)
    for ground in ("bg", "surface", "sunken")
    for ink in ("text", "text_2", "text_3", "green", "amber", "red", "link")
] + [
    ("text", "hover"), ("text", "brand_tint"), ("text_2", "brand_tint"),
    ("brand_text", "brand_tint"),
    ("brand_text", "surface"), ("on_brand", "brand"), ("on_brand", "brand_hover"),
    ("green", "green_tint"), ("amber", "amber_tint"), ("red", "red_tint"), ("text", "amber_tint"),
    ("text_2", "green_tint"), ("text_2", "amber_tint"), ("text_2", "red_tint"),
    ("text", "selection"),
    ("text_2", "raised"), ("text", "raised"), ("on_record", "record"),
]  # fmt: skip
BOUNDARIES = [("border_input", "bg"), ("border_input", "surface"), ("focus", "bg"),
              ("focus", "surface"), ("brand", "surface"), ("record", "surface")]  # fmt: skip


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def light(colour: QColor) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
                 for c in (colour.redF(), colour.greenF(), colour.blueF())]  # fmt: skip
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_and_edges_stand_out(app: QApplication, scheme: str) -> None:
    theme.apply(app, scheme)
    try:
        for pairs, least in ((TEXTS, 4.5), (BOUNDARIES, 3.0)):
            for ink, ground in pairs:
                found = contrast(theme.colour(ink), theme.colour(ground))
                assert found >= least, f"{ink} on {ground}: {found:.2f}"
    finally:
        theme.apply(app, "light")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_palette_is_the_tokens(app: QApplication, scheme: str) -> None:
    theme.apply(app, scheme)
    palette = app.palette()
    for ink, ground in (
        (palette.windowText(), palette.window()), (palette.text(), palette.base()),
        (palette.buttonText(), palette.button()), (palette.placeholderText(), palette.base()),
        (palette.highlightedText(), palette.highlight()),
        (palette.toolTipText(), palette.toolTipBase()),
    ):  # fmt: skip
        assert contrast(ink.color(), ground.color()) >= 4.5
    theme.apply(app, "light")
