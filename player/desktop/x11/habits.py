"""The pointer's times and distances that the desktop's settings say (XSETTINGS).

A settings daemon owns the selection ``_XSETTINGS_S0`` and keeps all settings in one property of its
window. Without one, the values are those that GTK and Qt have built in.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from Xlib.display import Display

from player.desktop.base import Habits
from player.desktop.x11.connection import close, connect, octets

_BUILT_IN = Habits(double_time=0.4)
_INTEGER, _STRING, _COLOUR = 0, 1, 2


def habits() -> Habits:
    """What counts as a double click and as a drag on this desktop."""
    display = connect()
    try:
        settings = _settings(display)
    finally:
        close(display)
    time = settings.get("Net/DoubleClickTime", 0)
    reach = settings.get("Net/DoubleClickDistance", 0)
    drag = settings.get("Net/DndDragThreshold", 0)
    return Habits(
        double_time=time / 1000 if time > 0 else _BUILT_IN.double_time,
        double_reach=(reach, reach) if reach > 0 else _BUILT_IN.double_reach,
        drag_reach=(drag, drag) if drag > 0 else _BUILT_IN.drag_reach,
    )


def _settings(display: Display) -> Mapping[str, int]:
    selection = display.intern_atom(f"_XSETTINGS_S{display.get_default_screen()}")
    owner = display.get_selection_owner(selection)
    identity = owner if isinstance(owner, int) else int(owner.id)
    return parse(octets(display, identity, "_XSETTINGS_SETTINGS")) if identity else {}


def parse(data: bytes) -> Mapping[str, int]:
    """The numbers among the settings of a property; what of it cannot be read is left out."""
    found: dict[str, int] = {}
    order = ">" if data[:1] == b"\x01" else "<"
    try:
        (count,) = struct.unpack_from(f"{order}I", data, 8)
        at = 12
        for _ in range(count):
            kind, length = struct.unpack_from(f"{order}BxH", data, at)
            name = data[at + 4 : at + 4 + length].decode("ascii", "replace")
            at += 4 + _padded(length) + 4  # the serial number of its last change
            if kind == _INTEGER:
                (found[name],) = struct.unpack_from(f"{order}i", data, at)
                at += 4
            elif kind == _STRING:
                (size,) = struct.unpack_from(f"{order}I", data, at)
                at += 4 + _padded(size)
            elif kind == _COLOUR:
                at += 8
            else:
                break
    except struct.error:
        return found  # cut off: what came before it counts
    return found


def _padded(length: int) -> int:
    return length + -length % 4
