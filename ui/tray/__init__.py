"""The tray icon with its panel of tasks, and the small button that stands for them where there is
no tray."""

from ui.tray.icon import Tray
from ui.tray.panel import Panel

__all__ = ["Panel", "Tray"]
