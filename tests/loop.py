"""The whole loop in the fake world: a person's doings become a script, a script is played."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from player.data.lists import List, Row, Values
from player.desktop.fake import Clock, World, open_fake
from player.run.control import Answer, Control
from player.run.journal import Journal
from player.run.ladder import Ladder
from player.run.options import Options
from player.run.repairs import Repair
from player.run.runner import Runner
from player.run.told import RunResult
from player.types import Event
from recorder.gestures import Gestures
from recorder.naming import Namer
from recorder.record import same_front
from recorder.sights import Sight
from recorder.visit import System
from recorder.writing import Writer
from scripts.model import Script


class Recorder:
    """Records what the world's person does, until :meth:`script` is asked for."""

    def __init__(self, world: World, fields: bool = False) -> None:
        self._desktop = open_fake(world)
        desktop = self._desktop
        self._gestures: Gestures[Sight] = Gestures(
            same_front, System(desktop.ime.hangul, desktop.clipboard.text)
        )
        namer = Namer()
        namer.can_read = False  # reading is slow, and not what these tests are about
        self.writer = Writer("녹화", "fake", self._desktop.screen.monitors(), namer, fields=fields)
        self._hook = self._desktop.hook()
        self._hook.start(self._put)

    def _put(self, event: Event) -> None:
        sight = self._sight()
        for gesture in self._gestures.feed(event, sight):
            self.writer.take(gesture, sight)

    def settle(self) -> None:
        """Let go of what is held."""
        sight = self._sight()
        for gesture in self._gestures.flush():
            self.writer.take(gesture, sight)

    def script(self) -> Script:
        """Stop, and give what was recorded."""
        self._hook.stop()
        sight = self._sight()
        for gesture in self._gestures.flush():
            self.writer.take(gesture, sight)
        self.writer.settle(sight)
        return self.writer.script()

    def _sight(self) -> Sight:
        windows = self._desktop.windows
        frame = self._desktop.screen.grab()
        return Sight(frame, windows.list(), windows.active(), until=frame.time)


class FakeControl(Control):
    """Lets the world's time pass instead of waiting."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def wait(self, seconds: float) -> None:
        self._clock.advance(seconds)
        self.check()


class Player:
    """Plays scripts in a world; ``events`` are what the last run told."""

    def __init__(self, world: World, folder: Path) -> None:
        assert isinstance(world.clock, Clock)
        self.world = world
        self.folder = folder
        self.control = FakeControl(world.clock)
        self.events: list[tuple[str, dict[str, object]]] = []

    def answer(self, *says: str) -> None:
        """What a person will say to the questions to come, in their order; several words to one
        question are joined by blanks."""
        self._answers = [[Answer(word) for word in said.split()] for said in says]  # type: ignore[arg-type]

    def answer_here(self, *points: tuple[int, int], keep: bool = True) -> None:
        """Where a person will point, question by question."""
        self._answers = [[Answer("here", at=point, keep=keep)] for point in points]

    def answer_text(self, text: str) -> None:
        """What a person will write, or choose of what is offered."""
        self._answers = [[Answer("text", text)]]

    def heard(self, event: str, fields: dict[str, object]) -> None:
        """Called with every event; a test may put its own in here."""

    _answers: list[list[Answer]]
    repair: Repair | None = None

    def play(
        self,
        script: Script,
        options: Options | None = None,
        data: List | None = None,
        lists: Mapping[str, List] | None = None,
    ) -> RunResult:
        self.events = []
        answers = iter(getattr(self, "_answers", []))

        def emit(event: str, fields: dict[str, object]) -> None:
            self.events.append((event, fields))
            self.heard(event, fields)
            if event == "asked":
                said = next(answers, None)
                if said is None:
                    self.control.hang_up()
                else:
                    for word in said:
                        self.control.answer(word)

        with Journal(self.folder / "runs") as journal:
            runner = Runner(
                script,
                self.folder / "script",
                open_fake(self.world),
                self.control,
                emit,
                journal,
                # The fake widgets search no list by what is typed.
                replace(options or Options(), type_ahead=0.0),
                data,
                lambda run: self.folder / "runs" / run,
                now=self.world.clock,
                lists=lists,
                repair=self.repair,
                ladder=Ladder(self.folder / "typing.json"),
            )
            return runner.run()

    def named(self, event: str) -> list[dict[str, object]]:
        return [fields for name, fields in self.events if name == event]


def people(*rows: dict[str, str]) -> List:
    """A list; the first row is Excel's second."""
    columns = tuple(rows[0]) if rows else ()
    return List(
        "명단.xlsx", "대상자", columns,
        tuple(Row(number, Values(row)) for number, row in enumerate(rows, 2)),
    )  # fmt: skip
