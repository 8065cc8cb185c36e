"""Looking at the screen through mss (shared memory, about 8 ms for 1920×1080)."""

from __future__ import annotations

import os
import threading
import time

import numpy as np
from mss import MSS
from mss.exception import ScreenShotError
from Xlib import error as xerror
from Xlib.display import Display

from player.desktop.x11.connection import close, connect, octets
from player.types import Frame, Monitor
from scripts.errors import DesktopProblem
from scripts.language import either
from scripts.model import Rect, Size


class X11Screen:
    """See :class:`player.desktop.base.Screen`. Its connections open with the first look."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._mss: MSS | None = None
        self._display: Display | None = None
        self._size: Size = (0, 0)
        self._scale = 1.0

    def monitors(self) -> tuple[Monitor, ...]:
        """The monitors, the primary one first; the whole desktop as one where none is known."""
        with self._lock:
            whole, *parts = self._open().monitors
            found = [
                Monitor(
                    (part["left"], part["top"], part["width"], part["height"]),
                    self._scale,
                    bool(part.get("is_primary", False)),
                )
                for part in (parts or [whole])
            ]
        if not any(monitor.primary for monitor in found):
            found[0] = Monitor(found[0].rect, found[0].scale, True)
        return tuple(sorted(found, key=lambda monitor: not monitor.primary))

    def grab(self, rect: Rect | None = None) -> Frame:
        """See :class:`player.desktop.base.Screen`; an empty frame where ``rect`` lies outside.

        The pixels are a view of what mss copied for this frame alone. Raises DesktopProblem
        where the screen cannot be looked at.
        """
        with self._lock:
            mss = self._open()
            left, top, (right, bottom) = 0, 0, self._size
            if rect is not None:
                left, top = max(0, rect[0]), max(0, rect[1])
                right, bottom = min(right, rect[0] + rect[2]), min(bottom, rect[1] + rect[3])
            started = time.perf_counter()
            if right <= left or bottom <= top:
                return Frame(started, np.zeros((0, 0, 3), np.uint8), (left, top), self._scale)
            part = {"left": left, "top": top, "width": right - left, "height": bottom - top}
            try:
                shot = mss.grab(part)
            except (ScreenShotError, OSError) as problem:
                self.close()
                raise DesktopProblem(
                    either("화면을 찍지 못했어요.", "The screen could not be captured."),
                    either(
                        "화면이 켜져 있는지 확인하고 다시 해 주세요.",
                        "See whether the screen is on and try again.",
                    ),
                ) from problem
            pixels = np.frombuffer(shot.raw, np.uint8).reshape(shot.height, shot.width, 4)
            return Frame(started, pixels[:, :, :3], (left, top), self._scale)

    def close(self) -> None:
        """Close the connections; a later look opens them again."""
        with self._lock:
            if self._mss is not None:
                self._mss.close()
            if self._display is not None:
                close(self._display)
            self._mss = self._display = None

    def _open(self) -> MSS:
        """The eye, made anew whenever the desktop has changed its size (mss never looks again)."""
        try:
            if self._display is None:
                self._display = connect()
            root = self._display.screen().root
            geometry = root.get_geometry()
            if self._mss is None or self._size != (geometry.width, geometry.height):
                if self._mss is not None:
                    self._mss.close()
                self._size = (geometry.width, geometry.height)
                self._scale = _scale(octets(self._display, root.id, "RESOURCE_MANAGER"))
                self._mss = MSS(display=os.environ.get("DISPLAY", ""))
            return self._mss
        except (ScreenShotError, xerror.ConnectionClosedError, OSError) as problem:
            self.close()
            raise DesktopProblem(
                either("화면을 찍을 수 없어요.", "The screen can't be captured."),
                either(
                    "화면이 켜져 있는지 확인하고 다시 해 주세요.",
                    "See whether the screen is on and try again.",
                ),
            ) from problem


def _scale(resources: bytes) -> float:
    """The scaling of this desktop: X has one for all monitors, the resource ``Xft.dpi``."""
    for line in resources.decode("latin-1").splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == "xft.dpi":
            try:
                return max(float(value) / 96, 0.5)
            except ValueError:
                break
    return 1.0
