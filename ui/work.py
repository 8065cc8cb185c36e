"""Work that takes a while, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid

from scripts.errors import IlsonError


class _Told(QObject):
    done = Signal(object)
    failed = Signal(object)


class _Work(QRunnable):
    def __init__(self, do: Callable[[], Any], told: _Told) -> None:
        super().__init__()
        self._do, self._told = do, told

    @Slot()
    def run(self) -> None:
        try:
            result = self._do()
        except (IlsonError, OSError) as error:
            self._told.failed.emit(error)
        else:
            self._told.done.emit(result)


class Worker(QObject):
    """Does one thing at a time; what is asked for later makes earlier answers void.

    A result or an IlsonError or OSError comes back on the window's thread; any other exception is
    a bug and ends up on stderr.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._round = 0
        self._open: set[_Told] = set()

    def do(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[IlsonError | OSError], None],
    ) -> None:
        """Have ``work`` done in a thread, then call ``done`` or ``failed``."""
        self._round += 1
        mine, told = self._round, _Told()
        self._open.add(told)

        def pass_on(to: Callable[[Any], None], value: Any) -> None:
            self._open.discard(told)
            # Whoever asked may have gone meanwhile, and with it this child of its.
            if mine == self._round and isValid(self):
                to(value)

        told.done.connect(lambda result: pass_on(done, result))
        told.failed.connect(lambda error: pass_on(failed, error))
        QThreadPool.globalInstance().start(_Work(work, told))

    def drop(self) -> None:
        """Forget what is still being worked on."""
        self._round += 1
