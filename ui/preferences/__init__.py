"""The page of the settings, and what this PC can and cannot do."""

from ui.preferences.page import SettingsPage

__all__ = ["SettingsPage"]
