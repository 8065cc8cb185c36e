"""Giving memory back to the system once it is not needed any more."""

from __future__ import annotations

import ctypes
import sys

_TRIM, _MAPPED = -1, -3
"""``M_TRIM_THRESHOLD`` and ``M_MMAP_THRESHOLD`` of glibc's mallopt(3)."""
_LARGE = 256 * 1024
"""Bytes from which a piece of memory is given back when it is freed. glibc raises this to 32 MiB
by itself, and then keeps what a picture needed for the next one: reading ten screens, 28 MiB."""


def give_back() -> None:
    """From now on, large pieces of memory that are freed go back to the system. Windows' own
    allocator does so anyway."""
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:  # another C library than glibc
        return
    for option in (_TRIM, _MAPPED):
        mallopt(option, _LARGE)
