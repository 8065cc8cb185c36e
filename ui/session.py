"""What goes on: at most one recording or run, in a process of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QStandardPaths, QTimer, Signal

from player.data import split_spec
from player.lines import own_command
from scripts.folders import scripts_folder
from ui.child import KILL_AFTER, OUT_OF_SIGHT, Child
from ui.hotkeys import recorders
from ui.library import Entry, new_path
from ui.progress import Progress
from ui.settings import Settings

_log = logging.getLogger("ilson")


def documents() -> Path:
    """The clerk's documents, where children work that have no better place."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if Path(place).is_dir() else Path.home()


def list_name(spec: str) -> str:
    """How a list is called: its file's name and its sheet. Empty for no list."""
    path, sheet = split_spec(spec)
    return " · ".join(part for part in (path.name, sheet) if part)


class Session(QObject):
    """``began`` when a process was started, ``changed`` on everything that is learned, ``asked``
    when the run waits for the clerk, ``ended`` when the process is over."""

    began = Signal()
    changed = Signal()
    asked = Signal()
    ended = Signal()
    clicked = Signal(int, int)
    """Where a run has clicked, in pixels of the desktop."""

    def __init__(self, settings: Settings, command: Sequence[str] | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.progress: Progress | None = None
        self.last_played: Entry | None = None
        self.spec = ""
        """The list of the latest run, ``WORKBOOK[#SHEET]``."""
        self.command = tuple(command or own_command())
        self._child: Child | None = None
        self._waiting: Child | None = None
        """A process for the next run, which has loaded what it needs."""
        self._warm = False
        self.clear_view: Callable[[], bool] = lambda: False
        """Takes what of ours is in a picture of the screen out of the way; whether anything was."""

    @property
    def busy(self) -> bool:
        """Whether a recording or a run is going on."""
        return self._child is not None

    # ---- starting ---------------------------------------------------------------------------

    def record(self, name: str) -> None:
        """Record a new task of this name."""
        self.record_to(new_path(scripts_folder(), name))

    def record_to(self, out: Path) -> None:
        """Record into a folder, or a .ilson file, that is not there yet."""
        arguments = ["record", "--out", str(out), "--no-ui"]
        for word, letter in recorders(self.settings.keys).items():
            arguments += ["--hot-key", f"{word}={letter}"]
        if self.settings.fields:
            arguments.append("--fields")
        self._start(Progress("record", out.name), arguments)

    def recover(self, name: str) -> None:
        """Save what an interrupted recording left behind as a task of this name."""
        out = new_path(scripts_folder(), name)
        self._start(
            Progress("record", out.name, state="saving"),
            ["record", "--recover", "--out", str(out), "--no-ui"],
        )

    def play(
        self,
        entry: Entry,
        data: str = "",
        more: Sequence[str] = (),
        *,
        rows: tuple[int, int] | None = None,
        without: Sequence[int] = (),
        resume: str = "",
        inner: Mapping[str, str] | None = None,
    ) -> None:
        """Run a task, on a list (``WORKBOOK[#SHEET]``) if it needs one, which is remembered.
        ``more`` are further arguments of ``play``; ``rows`` are Excel's numbers, first and last,
        ``without`` those of them that are left out; ``resume`` is the run that is gone on with;
        ``inner`` are the lists of inner loops by their names, None: those of the last time."""
        arguments = ["play", str(entry.path), "--json", "--ask", "--show-screen", *more]
        if self.settings.asks_first(entry.path):
            arguments.append("--ask-first")
        if rows is not None:
            arguments += ["--rows", f"{rows[0]}-{rows[1]}"]
        if without:
            arguments += ["--without", ",".join(map(str, without))]
        if resume:
            arguments += ["--resume", resume]
        if self.settings.speed != 1.0:
            arguments += ["--speed", str(self.settings.speed)]
        if not self.settings.on_mouse:
            arguments += ["--on-mouse", "ignore"]
        if data:
            arguments += ["--data", data]
            self.settings.lists[str(entry.path)] = data
            if inner:
                self.settings.inner_lists[str(entry.path)] = dict(inner)
            self.remember()
            for name, spec in (self.last_inner(entry) if inner is None else inner).items():
                arguments += ["--data", f"{name}={spec}"]
        self.last_played, self.spec = entry, data
        # A task that writes an output by its name alone writes it beside the list.
        folder = split_spec(data)[0].absolute().parent if data else documents()
        self._start(Progress("play", entry.name, data=list_name(data)), arguments, folder)

    def warm_up(self) -> None:
        """From now on have a process wait for the next run, so that it begins at once."""
        self._warm = True
        if self._waiting is None and not self.busy:
            self._waiting = Child(self.command, self)
            self._waiting.ended.connect(self._waited_in_vain)
            self._waiting.wait()

    @property
    def waiting_process(self) -> int:
        """The number of the process that waits for the next run, 0 for none."""
        return self._waiting.process_id if self._waiting is not None else 0

    def _waited_in_vain(self, code: int, errors: str, killed: bool) -> None:
        """The next run starts as if none had waited."""
        _log.warning("the process that waits for a run has ended (%d): %s", code, errors)
        if self._waiting is not None:
            self._waiting.deleteLater()
            self._waiting = None

    def close(self) -> None:
        """The window goes: nothing waits any more."""
        self._warm = False
        if self._waiting is not None:
            self._waiting.leave()
            self._waiting = None

    def remember(self) -> None:
        """Save the settings. Where that fails, the work in hand goes on; the log has the reason."""
        try:
            self.settings.save()
        except OSError:
            _log.exception("the settings could not be saved")

    def last_list(self, entry: Entry) -> str:
        """The list that a task last ran with, if its file, and those of its inner loops, are still
        there."""
        spec = self.settings.lists.get(str(entry.path), "")
        specs = (spec, *self.last_inner(entry).values())
        return spec if spec and all(split_spec(one)[0].is_file() for one in specs) else ""

    def last_inner(self, entry: Entry) -> dict[str, str]:
        """The lists of its inner loops that a task last ran with, by their names."""
        return dict(self.settings.inner_lists.get(str(entry.path), {}))

    def _start(self, progress: Progress, arguments: list[str], folder: Path | None = None) -> None:
        if self._child is not None:
            raise RuntimeError("a recording or a run is going on already")
        self.progress = progress
        if progress.kind == "play" and self._waiting is not None:
            self._child, self._waiting = self._waiting, None
            self._child.ended.disconnect()
        else:
            self._child = Child(self.command, self)
        self._child.heard.connect(self._take)
        self._child.ended.connect(self._over)
        self.began.emit()
        self._child.start(arguments, folder or documents())

    # ---- while it goes on -------------------------------------------------------------------

    def stop(self) -> None:
        """End what goes on: a run within 150 ms whatever it does, a recording when it is saved."""
        if self._child is None or self.progress is None:
            return
        if self.progress.kind == "record":
            self.progress.state = "saving"
            self._child.stop(kill_after=None)
        else:
            self._child.stop(KILL_AFTER)
        self.changed.emit()

    def tell(self, word: str) -> None:
        """Say a word to a recording: ``pause``, ``continue``, ``undo``, ``secret``, ``stop``."""
        if word == "stop":
            self.stop()
        elif self._child is not None:
            self._child.answer(word)

    def hide_step(self, step: str) -> None:
        """Say that what a recorded step typed is secret, although its field was left."""
        if self._child is not None:
            self._child.send({"answer": "secret", "step": step})

    def answer_row(self, step: str, choice: str, column: str) -> None:
        """Say which row of a table a recorded step means."""
        if self._child is not None:
            self._child.send({"answer": "row", "step": step, "choice": choice, "column": column})

    def pause(self) -> None:
        """Ask a run to wait."""
        if self._child is not None:
            self._child.answer("pause")

    def answer(
        self,
        word: str,
        text: str | None = None,
        at: tuple[int, int] | None = None,
        keep: bool = True,
    ) -> None:
        """Answer the run's question, or let it go on, once our windows are out of its sight. ``at``
        is the place that belongs to ``here``, ``keep`` whether the task learns it for good."""
        if self._child is None or self.progress is None:
            return
        if word == "stop":
            self.stop()
            return
        self.progress.answered()
        self.changed.emit()
        line: dict[str, object] = {"answer": word}
        if text is not None:
            line["text"] = text
        if at is not None:
            line |= {"at": list(at), "keep": keep}
        self._send_later(line)

    def _send_later(self, line: Mapping[str, object]) -> None:
        """Say something once our windows, which have just been hidden, are off the screen."""
        child = self._child
        assert child is not None
        QTimer.singleShot(OUT_OF_SIGHT, child, lambda: child.send(line))

    # ---- what the child says ----------------------------------------------------------------

    def _take(self, event: dict[str, object]) -> None:
        assert self.progress is not None
        if event.get("event") == "asked" and event.get("screen") and self.clear_view():
            # She is to point at a place on that picture: it has to show all that is there.
            self._send_later({"answer": "look"})
            return
        self.progress.take(event)
        self.changed.emit()
        point = event.get("point")
        if event.get("event") == "step_done" and isinstance(point, list) and len(point) == 2:
            self.clicked.emit(int(point[0]), int(point[1]))
        # A recording's question must not come up over what is being recorded.
        if self.progress.kind == "play" and event.get("event") in ("asked", "paused"):
            self.asked.emit()

    def _over(self, code: int, errors: str, killed: bool) -> None:
        assert self.progress is not None and self._child is not None
        self.progress.over(code, errors, killed)
        if killed:
            # It could not let go of the keys that it held.
            QProcess.startDetached(self.command[0], [*self.command[1:], "release"])
        self._child.deleteLater()
        self._child = None
        self.changed.emit()
        self.ended.emit()
        if self._warm:
            self.warm_up()
