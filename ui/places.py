"""The places of the navigation below the clerk's own tasks. Each page is a module of its own; here
it only gets its line, in the order of the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.history.page import HistoryPage
from ui.preferences import SettingsPage
from ui.texts import say

if TYPE_CHECKING:
    from ui.window import Window


def add_places(window: Window) -> None:
    """Add the pages to a window that is being built (again, after a change of language or
    colours). A page that works on one thing is not a place: see ``Shell.cover``."""
    history = HistoryPage()
    history.rest.connect(window.play_rest)
    window.shell.add_place("history", "history", say("history"), history)
    page = SettingsPage(window.session, window.checks, window.anywhere)
    page.language.connect(window.use_language)
    page.theme.connect(window.use_theme)
    page.open_folder.connect(window.open_folder)
    page.choose_team.connect(window.desk.choose_team)
    page.leave.connect(window.left)
    page.tour.connect(window.tour.show)
    page.failed.connect(window.warn)
    page.keys_changed.connect(window.desk.show_settings)
    window.shell.add_place("settings", "settings", say("settings"), page)
