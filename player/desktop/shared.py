"""A memory that a process shares with one that it starts: what its hands did lately.

It lies in memory alone, never in a file, and holds keyed digests, not keys: nobody who reads it
learns what was typed. One process writes (``make`` … ``note``), another reads.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import secrets
import struct
import sys
from collections.abc import Iterator
from typing import Any

VARIABLE = "ILSON_SENT"
"""The environment variable that names the memory to the process that writes."""
_RECORD = struct.Struct("<d8s")
"""When (``time.perf_counter``, which all processes of a machine share), and a digest of what."""
_COUNT, _HELD = struct.Struct("<Q"), struct.Struct("<d")
_RECORDS = 4096
_FIRST = _COUNT.size + _HELD.size
_SIZE = _FIRST + _RECORDS * _RECORD.size


class Ring:
    """The latest doings, newest over oldest."""

    def __init__(self, memory: mmap.mmap, key: bytes) -> None:
        self._memory, self._key = memory, key

    def note(self, when: float, doing: tuple[Any, ...]) -> None:
        """Write a doing down; for the one process that writes, one thread at a time."""
        (count,) = _COUNT.unpack_from(self._memory, 0)
        place = _FIRST + count % _RECORDS * _RECORD.size
        _RECORD.pack_into(self._memory, place, when, self.digest(doing))
        _COUNT.pack_into(self._memory, 0, count + 1)

    def since(self, number: int) -> Iterator[tuple[int, float, bytes]]:
        """Number, time and digest of the doings from a number on, oldest first; those that were
        written over are gone."""
        (count,) = _COUNT.unpack_from(self._memory, 0)
        for index in range(max(number, count - _RECORDS), count):
            place = _FIRST + index % _RECORDS * _RECORD.size
            when, digest = _RECORD.unpack_from(self._memory, place)
            yield index, when, digest

    def hold(self, since: float) -> None:
        """Write down that no other program is served by the screen since then; 0: they are."""
        _HELD.pack_into(self._memory, _COUNT.size, since)

    @property
    def held_since(self) -> float:
        """See :meth:`hold`."""
        (since,) = _HELD.unpack_from(self._memory, _COUNT.size)
        return float(since)

    def digest(self, doing: tuple[Any, ...]) -> bytes:
        """What stands for a doing."""
        return hashlib.blake2b(repr(doing).encode(), digest_size=8, key=self._key).digest()


class Shared:
    """A ring, and how a process that is started gets at it: ``variables`` for its environment,
    ``descriptors`` to be passed on."""

    def __init__(self) -> None:
        key = secrets.token_bytes(16)
        self.descriptors: tuple[int, ...] = ()
        if sys.platform == "win32":
            name = f"Ilson.Sent.{secrets.token_hex(12)}"
            memory = mmap.mmap(-1, _SIZE, tagname=name)
        else:
            descriptor = os.memfd_create("ilson-sent")
            os.ftruncate(descriptor, _SIZE)
            memory = mmap.mmap(descriptor, _SIZE)
            name, self.descriptors = str(descriptor), (descriptor,)
        self.ring = Ring(memory, key)
        self.variables = {VARIABLE: f"{name}:{key.hex()}"}

    def passed_on(self) -> None:
        """The process has been started: keep no second way to the memory."""
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors = ()


def given() -> Ring | None:
    """The memory that the process which started this one wants to be told in; None for none. What
    this process starts itself does not get it."""
    told = os.environ.pop(VARIABLE, "")
    name, _, key = told.partition(":")
    if not key:
        return None
    if sys.platform == "win32":
        memory = mmap.mmap(-1, _SIZE, tagname=name)
    else:
        memory = mmap.mmap(int(name), _SIZE)
        os.close(int(name))
    return Ring(memory, bytes.fromhex(key))
