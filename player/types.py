"""What the player sees and does, as plain values.

Lengths are physical pixels in virtual-desktop coordinates (which may be negative), times are
seconds of one monotonic clock (``time.perf_counter``), scores are 0..1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scripts.model import Button, Point, Rect

Pixels = NDArray[np.uint8]
"""uint8[height, width, 3], BGR."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One look at the screen. ``time`` is when the look began; ``origin`` is the desktop
    coordinate of its first pixel; ``scale`` the scaling of its monitor."""

    time: float
    pixels: Pixels
    origin: Point = (0, 0)
    scale: float = 1.0

    @property
    def rect(self) -> Rect:
        """The part of the virtual desktop that this frame shows."""
        height, width = self.pixels.shape[:2]
        return (*self.origin, width, height)

    def crop(self, rect: Rect) -> Frame:
        """The part of the frame inside ``rect`` (desktop coordinates), which is cut to fit; it
        shares its pixels with this frame and may be empty."""
        x, y, width, height = rect
        left, top = max(x - self.origin[0], 0), max(y - self.origin[1], 0)
        right, bottom = max(x - self.origin[0] + width, left), max(y - self.origin[1] + height, top)
        pixels = self.pixels[top:bottom, left:right]
        return Frame(self.time, pixels, (self.origin[0] + left, self.origin[1] + top), self.scale)


EventKind = Literal["move", "button_down", "button_up", "wheel", "key_down", "key_up"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that hands did, as the hook saw it.

    ``key`` is a name of :mod:`scripts.keys`, ``text`` the character that the key gives under the
    present layout and modifiers (empty for none; a combining one for a dead key), ``letter`` the
    one that an American keyboard has in its place, ``code`` the system's own key code. ``wheel``
    is notches (right, up). ``injected`` is None where the system cannot tell. ``window`` is the id
    of the window that was in front when a key went down, 0 where that is not known.
    """

    time: float
    kind: EventKind
    at: Point = (0, 0)
    button: Button | None = None
    key: str = ""
    text: str = ""
    wheel: tuple[int, int] = (0, 0)
    injected: bool | None = None
    code: int = 0
    window: int = 0
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Monitor:
    """A monitor; ``scale`` 1.0 is 96 dpi."""

    rect: Rect
    scale: float = 1.0
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """A top-level window. ``rect`` includes its frame, ``client`` does not. ``elevated`` is None
    where the system has no such notion. ``owner`` is the id of the window that it is a dialog of, 0
    for none; a ``modal`` one takes all input of its program until it is closed."""

    id: int
    title: str
    program: str
    cls: str
    rect: Rect
    client: Rect
    pid: int = 0
    minimised: bool = False
    elevated: bool | None = None
    owner: int = 0
    modal: bool = False


How = Literal["image", "text", "relation"]


@dataclass(frozen=True, slots=True)
class Match:
    """A place that was found. ``margin`` is how much better than the next best place."""

    rect: Rect
    point: Point
    score: float
    margin: float
    how: How


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no place was chosen. ``rivals`` are the best places that were seen, best first;
    ``detail`` is for the clerk, ``verdict`` the finder's own word for it, where a picture was
    compared, and ``likeliest`` the point that was most like it then, even if it surely is not
    meant."""

    why: Literal["not_found", "ambiguous", "no_window", "not_supported"]
    best: float = 0.0
    rivals: tuple[Match, ...] = field(default=())
    detail: str = ""
    verdict: str = ""
    likeliest: Point | None = None
