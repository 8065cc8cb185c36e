"""What is known of a recording or a run, from the JSON lines that its process prints.

No Qt: the window, the tray and the tests read the same object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal[
    "starting", "recording", "running", "paused", "asking", "saving", "done", "failed", "stopped",
]  # fmt: skip
ENDED: tuple[State, ...] = ("done", "failed", "stopped")


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A row that failed: its number in Excel (0 without a list) and the sentence why."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """Which row of a table the clerk meant by a step: ``choices`` are words of the recorder,
    ``columns`` what stands in the row by heading, ``number`` which row it is."""

    step: str
    question: str
    choices: tuple[str, ...]
    columns: Mapping[str, str]
    number: int


@dataclass(slots=True)
class Progress:
    """One recording (``kind`` "record") or run ("play") of the task ``name``.

    ``rows`` is how many rows there are to do, None without a list; ``row`` the present one by
    Excel's number; ``sentence`` what is being done; ``message`` and ``hint`` what went wrong as a
    whole; ``seconds`` how long it took; ``report`` a path.
    """

    kind: Literal["record", "play"]
    name: str
    data: str = ""
    state: State = "starting"
    rows: int | None = None
    row: int = 0
    done: int = 0
    failed: int = 0
    skipped: int = 0
    in_doubt: int = 0
    steps: int = 0
    light: str = ""
    """How well the last recorded place will be found again: ``green``, ``amber``, ``red``; empty
    where the recording does not say. ``why`` is its sentence."""
    why: str = ""
    answered_by: str = ""
    """What the recording has done last of what it was told by the way: ``undone``, ``secret``,
    ``refused``; empty after a step."""
    row_question: RowQuestion | None = None
    sentence: str = ""
    notes: list[str] = field(default_factory=list)
    failures: list[FailedRow] = field(default_factory=list)
    question: str = ""
    choices: tuple[str, ...] = ()
    message: str = ""
    hint: str = ""
    report: str = ""
    saved: str = ""
    seconds: float = 0.0
    killed: bool = False

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def finished_rows(self) -> int:
        """Rows that are over, well or not."""
        return self.done + self.failed + self.skipped

    def take(self, event: Mapping[str, Any]) -> None:
        """Learn from one event; unknown ones and missing fields are passed over, so that a newer
        child may say more than this window understands."""
        name = event.get("event")
        if isinstance(event.get("row"), int):
            self.row = event["row"]
        match name:
            case "recording":
                self.state = "recording"
            case "step":
                self.steps += "replaces" not in event
                self.sentence = str(event.get("say", ""))
                self.light, self.answered_by = str(event.get("light", "")), ""
                self.row_question = None  # she has gone on; it may stay unanswered
                self.why = str(event.get("why", "") or event.get("review", ""))
            case "undone" | "dropped" if event.get("step"):
                self.steps = max(0, self.steps - 1)
                if name == "undone":
                    self._by_the_way("undone", event.get("say", ""))
            case "secret":
                self._by_the_way("secret", "")
            case "refused":
                self._by_the_way("refused", event.get("message", ""))
            case "saved":
                self.state, self.saved = "done", str(event.get("file", ""))
                self.steps = _number(event.get("steps"), self.steps)
            case "run_started":
                self.state = "running"
                rows = event.get("rows")
                self.rows = rows if isinstance(rows, int) and self.data else None
            case "row_started":
                self._go_on()
            case "step_started":
                self._go_on()
                self.sentence = str(event.get("say", "")) or self.sentence
            case "row_done":
                if event.get("status") == "skipped":
                    self.skipped += 1
                else:
                    self.done += 1
            case "row_failed":
                self.failed += 1
                self.failures.append(FailedRow(self.row, str(event.get("message", ""))))
            case "asked" if self.kind == "record" and event.get("about") == "row":
                self.row_question = _row_question(event)
            case "row" if self.kind == "record":
                self.row_question = None
            case "asked" if self.kind == "play":
                self.state = "asking"
                self.question = str(event.get("question", ""))
                choices = event.get("choices")
                self.choices = tuple(map(str, choices)) if isinstance(choices, list) else ()
            case "paused":
                self.state = "paused"
                self._note(event)
            case "continued":
                self.answered()
            case "message":
                self._note(event)
            case "stopped":
                self.state = "stopped"
            case "step_failed":
                self.hint = str(event.get("hint", ""))
            case "run_done":
                self._finish(event)

    def answered(self) -> None:
        """The clerk has answered, or said go on."""
        if self.state in ("asking", "paused"):
            going: State = "recording" if self.kind == "record" else "running"
            self.state, self.question, self.choices = going, "", ()

    def over(self, code: int, errors: str, killed: bool = False) -> None:
        """The process has ended with an exit code and what it wrote to stderr."""
        self.killed = killed
        if self.ended and self.kind == "record":
            return
        sentence, hint = last_sentence(errors)
        if killed:
            self.state = "stopped"
        elif code == 0 and not self.ended:
            self.state = "done" if self.kind == "play" else "failed"
        elif code == 3:
            self.state = "stopped"
        elif code != 0:
            self.state = "failed"
            if not self.failures and not self.message:
                self.message, self.hint = sentence, hint or self.hint

    def _by_the_way(self, what: str, sentence: object) -> None:
        self.answered_by, self.sentence = what, str(sentence)
        self.light = self.why = ""

    def _go_on(self) -> None:
        self.answered()
        self.state = "running"

    def _note(self, event: Mapping[str, Any]) -> None:
        text = str(event.get("text", ""))
        if text:
            self.notes.append(text)

    def _finish(self, event: Mapping[str, Any]) -> None:
        status = event.get("status")
        if status in ("done", "failed", "stopped"):
            self.state = status
        self.done = _number(event.get("done"), self.done) if self.rows is not None else self.done
        self.failed = _number(event.get("failed"), self.failed)
        self.skipped = _number(event.get("skipped"), self.skipped)
        self.in_doubt = _number(event.get("in_doubt"), 0)
        self.report = str(event.get("report", ""))
        self.message = str(event.get("message", "")) or self.message
        seconds = event.get("seconds")
        self.seconds = float(seconds) if isinstance(seconds, int | float) else 0.0


def _row_question(event: Mapping[str, Any]) -> RowQuestion | None:
    choices, columns = event.get("choices"), event.get("columns")
    if not isinstance(choices, list) or not isinstance(columns, dict):
        return None
    return RowQuestion(
        str(event.get("step", "")), str(event.get("question", "")), tuple(map(str, choices)),
        {str(name): str(value) for name, value in columns.items()},
        _number(event.get("number"), 0),
    )  # fmt: skip


def _number(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


def last_sentence(errors: str) -> tuple[str, str]:
    """The sentence and the hint that a child wrote to stderr last: lines ``일손: …`` and
    ``  → …``. Empty where it said nothing for people."""
    sentence = hint = ""
    for line in errors.splitlines():
        if line.startswith("일손: "):
            sentence, hint = line.removeprefix("일손: ").strip(), ""
        elif line.startswith("  → ") and sentence:
            hint = line.removeprefix("  → ").strip()
        elif sentence and not hint and line.strip() and not line.startswith(" "):
            sentence += "\n" + line.strip()
    return sentence, hint
