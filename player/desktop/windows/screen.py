"""Looking at the screen through mss, in physical pixels."""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from ctypes.wintypes import UINT

import numpy as np
from mss import MSS
from mss.exception import ScreenShotError

from player.desktop.windows import api, dpi
from player.types import Frame, Monitor
from scripts.errors import DesktopProblem
from scripts.language import either
from scripts.model import Rect

assert sys.platform == "win32"

_PRIMARY = 1


class WindowsScreen:
    """See :class:`player.desktop.base.Screen`."""

    def __init__(self) -> None:
        dpi.be_dpi_aware()
        self._lock = threading.RLock()
        self._mss: MSS | None = None

    def monitors(self) -> tuple[Monitor, ...]:
        """The monitors, the primary one first."""
        found: list[Monitor] = []

        def visit(handle: int, _context: int, _area: object, _data: int) -> bool:
            info = api.MonitorInfo(cbSize=ctypes.sizeof(api.MonitorInfo))
            if api.GetMonitorInfoW(handle, ctypes.byref(info)):
                area = info.rcMonitor
                rect = (area.left, area.top, area.right - area.left, area.bottom - area.top)
                found.append(Monitor(rect, _scale(handle), bool(info.dwFlags & _PRIMARY)))
            return True

        api.EnumDisplayMonitors(None, None, api.EnumMonitorsProcedure(visit), 0)
        if not found:
            raise DesktopProblem(
                either("모니터를 찾지 못했어요.", "No monitor was found."),
                either(
                    "원격 접속이 끊겼는지 확인해 주세요.",
                    "See whether the remote session was cut off.",
                ),
            )
        return tuple(sorted(found, key=lambda monitor: not monitor.primary))

    def grab(self, rect: Rect | None = None) -> Frame:
        """See :class:`player.desktop.base.Screen`; an empty frame where ``rect`` lies outside.

        Raises DesktopProblem where the screen cannot be looked at (locked, session cut off).
        """
        with self._lock:
            left, top = api.GetSystemMetrics(76), api.GetSystemMetrics(77)
            right = left + api.GetSystemMetrics(78)
            bottom = top + api.GetSystemMetrics(79)
            if rect is not None:
                left, top = max(left, rect[0]), max(top, rect[1])
                right, bottom = min(right, rect[0] + rect[2]), min(bottom, rect[1] + rect[3])
            started = time.perf_counter()
            if right <= left or bottom <= top:
                return Frame(started, np.zeros((0, 0, 3), np.uint8), (left, top))
            try:
                if self._mss is None:
                    self._mss = MSS()
                part = {"left": left, "top": top, "width": right - left, "height": bottom - top}
                shot = self._mss.grab(part)
            except (ScreenShotError, OSError) as problem:
                self.close()
                raise DesktopProblem(
                    either("화면을 찍지 못했어요.", "The screen could not be captured."),
                    either(
                        "화면이 잠겨 있으면 풀고 다시 해 주세요.",
                        "If the screen is locked, unlock it and try again.",
                    ),
                ) from problem
        pixels = np.frombuffer(shot.raw, np.uint8).reshape(shot.height, shot.width, 4)
        scale = self._scale_at((left + right) // 2, (top + bottom) // 2)
        return Frame(started, pixels[:, :, :3], (left, top), scale)

    def close(self) -> None:
        """Let go of the system's objects; a later look makes them anew."""
        with self._lock:
            if self._mss is not None:
                self._mss.close()
            self._mss = None

    def _scale_at(self, x: int, y: int) -> float:
        monitors = self.monitors()
        for monitor in monitors:
            left, top, width, height = monitor.rect
            if left <= x < left + width and top <= y < top + height:
                return monitor.scale
        return monitors[0].scale


def _scale(monitor: int) -> float:
    if api.GetDpiForMonitor is None:
        return 1.0
    across, down = UINT(96), UINT(96)
    effective = 0
    api.GetDpiForMonitor(monitor, effective, ctypes.byref(across), ctypes.byref(down))
    return across.value / 96
