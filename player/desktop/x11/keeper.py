"""Keeps the clipboard's content after the process that copied has ended.

``python -m player.desktop.x11.keeper`` reads the formats from stdin, owns the clipboard, and then
goes on in a child, so that its caller waits no longer than that. It ends as soon as anybody
copies something else, or with the X server.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sys

from Xlib import error as xerror

from player.desktop.x11.connection import connect
from player.desktop.x11.selection import Promise

assert sys.platform != "win32"


def main() -> int:
    """Returns the exit code of the process that was called."""
    # From our own process, over a pipe that nobody else writes to.
    formats = pickle.load(sys.stdin.buffer)
    promise = Promise(connect())
    if not promise.give(formats):
        return 1
    if os.fork():
        return 0
    with contextlib.suppress(xerror.ConnectionClosedError, OSError):
        promise.serve()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
