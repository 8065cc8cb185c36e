"""Giving memory back to the system once it is not needed any more."""

from __future__ import annotations

import ctypes
import sys

_TRIM, _MAPPED = -1, -3
"""``M_TRIM_THRESHOLD`` and ``M_MMAP_THRESHOLD`` of glibc's mallopt(3)."""
_LARGE, _LEFT = 4 << 20, 2 << 20
"""Bytes from which a piece of memory is given back when it is freed, and how much is kept of what
smaller pieces leave. glibc raises the first one to 32 MiB by itself, and then keeps what a picture
needed for the next one: reading ten screens, 28 MiB. With 256 KiB a third of the time in which the
lines of a region are found goes into asking for the same memory again."""
_SCREEN = 1_000_000
"""Pixels of a picture that needs much memory to be looked at."""


def give_back() -> None:
    """From now on, large pieces of memory that are freed go back to the system. Windows' own
    allocator does so anyway."""
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:  # another C library than glibc
        return
    mallopt(_TRIM, _LEFT)
    mallopt(_MAPPED, _LARGE)


def give_back_after(shape: tuple[int, ...]) -> None:
    """Give back what a picture (its height, its width …) has needed, if that was much: a screen
    leaves 10 MiB in pieces that the next one does not fit into."""
    if shape[0] * shape[1] >= _SCREEN:
        give_back_now()


def give_back_now() -> None:
    """Give back what was freed in small pieces, too. Takes one or two milliseconds."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
