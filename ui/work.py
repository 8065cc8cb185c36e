"""Work that takes a while, off the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance, Slot

from scripts.errors import IlsonError


class _Telling:
    """Until the application leaves: what is told after that has nobody to hear it, and Qt has
    taken the signals away."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._over = False

    def tell(self, signal: SignalInstance, value: object) -> None:
        with self._lock:
            if not self._over:
                signal.emit(value)

    def end(self) -> None:
        with self._lock:
            self._over = True


_telling = _Telling()


def tell_no_more() -> None:
    """The application leaves: work that is under way ends unheard."""
    _telling.end()


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
            _telling.tell(self._told.failed, error)
        else:
            _telling.tell(self._told.done, result)


class Worker(QObject):
    """Does one thing at a time; what is asked for later makes earlier answers void.

    A result or an IlsonError or OSError comes back on the window's thread; any other exception is
    a bug and ends up on stderr.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._round = count()
        self._now = [0]
        """The round whose answer is wanted; none once whoever asked has gone."""
        self._open: set[_Told] = set()
        self.destroyed.connect(self._now.clear)

    def do(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[IlsonError | OSError], None],
    ) -> None:
        """Have ``work`` done in a thread, then call ``done`` or ``failed``."""
        self.drop()
        mine, told, now, still_open = self._now[0], _Told(), self._now, self._open
        still_open.add(told)

        def pass_on(to: Callable[[Any], None], value: Any) -> None:
            still_open.discard(told)
            if now == [mine]:
                to(value)

        told.done.connect(lambda result: pass_on(done, result))
        told.failed.connect(lambda error: pass_on(failed, error))
        QThreadPool.globalInstance().start(_Work(work, told))

    def drop(self) -> None:
        """Forget what is still being worked on."""
        self._now[:] = [next(self._round)]
