"""The clerk's tasks: what lies in the folders, and the page that lists them."""

from ui.library.tasks import PACKED, Entry, count_steps, entries, new_path

__all__ = ["PACKED", "Entry", "count_steps", "entries", "new_path"]
