"""A drawn desktop for tests, behind the same protocols as the real ones."""

from player.desktop.fake.clock import Clock
from player.desktop.fake.person import Person
from player.desktop.fake.seam import open_fake
from player.desktop.fake.widgets import Button, CheckBox, Field, Label, ListBox, Table, Widget
from player.desktop.fake.window import FakeWindow
from player.desktop.fake.world import Clicked, World

__all__ = [
    "Button", "CheckBox", "Clicked", "Clock", "FakeWindow", "Field", "Label", "ListBox", "Person",
    "Table", "Widget", "World", "open_fake",
]  # fmt: skip
