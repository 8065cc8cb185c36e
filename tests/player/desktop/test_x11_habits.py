"""What a settings daemon says of double clicks and drags."""

from __future__ import annotations

import struct

import pytest

from player.desktop.base import Habits
from player.desktop.x11.habits import habits, parse


def setting(kind: int, name: str, value: bytes, order: str = "<") -> bytes:
    """One setting as it stands in the property."""
    padded = name.encode() + b"\0" * (-len(name) % 4)
    return struct.pack(f"{order}BxH", kind, len(name)) + padded + struct.pack("=I", 7) + value


def whole(*settings: bytes, order: str = "<") -> bytes:
    first = b"\1" if order == ">" else b"\0"
    return first + b"\0" * 3 + struct.pack(f"{order}II", 1, len(settings)) + b"".join(settings)


TEXT = setting(1, "Net/ThemeName", struct.pack("<I", 5) + b"Dark!" + b"\0" * 3)
COLOUR = setting(2, "Gtk/Colour", b"\0" * 8)
TIME = setting(0, "Net/DoubleClickTime", struct.pack("<i", 650))
REACH = setting(0, "Net/DoubleClickDistance", struct.pack("<i", 9))


def test_numbers_are_read_between_other_settings() -> None:
    found = parse(whole(TEXT, TIME, COLOUR, REACH))
    assert found == {"Net/DoubleClickTime": 650, "Net/DoubleClickDistance": 9}


def test_the_other_order_of_bytes() -> None:
    big = setting(0, "Net/DoubleClickTime", struct.pack(">i", 650), ">")
    assert parse(whole(big, order=">")) == {"Net/DoubleClickTime": 650}


@pytest.mark.parametrize("length", range(0, 12 + 28 + 20, 3))
def test_a_property_that_is_cut_off_gives_what_came_before(length: int) -> None:
    found = parse(whole(TIME, REACH)[:length])
    assert found in ({}, {"Net/DoubleClickTime": 650})


@pytest.mark.desktop
@pytest.mark.usefixtures("display")
def test_without_a_daemon_what_toolkits_have_built_in() -> None:
    assert habits() == Habits(0.4, (5, 5), (5, 5))


@pytest.mark.desktop
@pytest.mark.usefixtures("display")
def test_a_daemon_is_asked() -> None:
    from Xlib.display import Display

    daemon = Display()
    try:
        window = daemon.screen().root.create_window(0, 0, 1, 1, 0, 0, window_class=2)
        name = daemon.intern_atom("_XSETTINGS_SETTINGS")
        window.change_property(name, name, 8, whole(TEXT, TIME, REACH))
        window.set_selection_owner(daemon.intern_atom("_XSETTINGS_S0"), 0)
        daemon.sync()
        assert habits() == Habits(0.65, (9, 9), (5, 5))
    finally:
        daemon.close()
