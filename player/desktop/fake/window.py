"""A window of the fake world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from player.desktop.fake.drawing import BORDER, TITLE_HEIGHT
from player.desktop.fake.widgets import Field, Widget
from player.types import Window
from scripts.model import Point, Rect, Size

if TYPE_CHECKING:
    from player.desktop.fake.world import World


@dataclass(slots=True, eq=False)
class FakeWindow:
    """A window. ``rect`` is its whole frame; ``layout`` is called with the new client size when
    it was resized; ``shortcuts`` maps chords ("Ctrl+S", "Enter", "Esc") to what they do."""

    world: World
    id: int
    title: str
    rect: Rect
    program: str
    widgets: list[Widget]
    modal: bool = False
    minimised: bool = False
    refuses_focus: bool = False
    shortcuts: dict[str, Callable[[], None]] = field(default_factory=dict)
    layout: Callable[[Size], None] = lambda _: None
    on_close: Callable[[], bool] = lambda: True
    """Whether the window lets itself be closed."""
    focused: Widget | None = None
    pid: int = 0
    """Its process; 0 for one of its own."""

    @property
    def client(self) -> Rect:
        x, y, width, height = self.rect
        return (
            x + BORDER, y + TITLE_HEIGHT + BORDER, width - 2 * BORDER,
            height - TITLE_HEIGHT - 2 * BORDER,
        )  # fmt: skip

    @property
    def open(self) -> bool:
        return self in self.world.windows

    def widget(self, name: str) -> Widget:
        """The widget of a name; raises KeyError."""
        for widget in self.widgets:
            if widget.name == name:
                return widget
        raise KeyError(name)

    def field(self, name: str) -> Field:
        """The text field of a name; raises KeyError, or TypeError if it is none."""
        widget = self.widget(name)
        if not isinstance(widget, Field):
            raise TypeError(name)
        return widget

    def centre(self, name: str) -> Point:
        """The middle of a widget in desktop coordinates."""
        x, y, width, height = self.widget(name).rect
        return (self.client[0] + x + width // 2, self.client[1] + y + height // 2)

    def move(self, x: int, y: int) -> None:
        self.rect = (x, y, *self.rect[2:])

    def resize(self, width: int, height: int) -> None:
        self.rect = (*self.rect[:2], width, height)
        self.layout(self.client[2:])

    def raise_(self) -> None:
        """Bring to the front, as a click does."""
        self.minimised = False
        self.world.windows.remove(self)
        self.world.windows.insert(0, self)

    def close(self) -> None:
        """Close as the close button does: ``on_close`` may refuse."""
        if self.open and self.on_close():
            self.world.windows.remove(self)

    def seen(self) -> Window:
        """What the seam tells of this window."""
        return Window(
            id=self.id, title=self.title, program=self.program, cls=self.program, rect=self.rect,
            client=self.client, pid=self.pid or 1000 + self.id, minimised=self.minimised,
            modal=self.modal,
        )  # fmt: skip
