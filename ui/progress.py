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


@dataclass(frozen=True, slots=True)
class Question:
    """What a run asks. ``choices`` are words that it knows or answers in full, ``also`` further
    words that it takes; ``why`` is ``in_doubt``, ``already_done`` or empty; ``row`` 0 without a
    list. ``told`` is the whole event, with what was expected and what is seen."""

    text: str
    choices: tuple[str, ...]
    also: tuple[str, ...] = ()
    why: str = ""
    row: int = 0
    step: str = ""
    target: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)

    def takes(self, word: str) -> bool:
        """Whether a word is an answer."""
        return word in self.choices or word in self.also


RowState = Literal["done", "failed", "skipped", "asked"]


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
    picture: str = ""
    """The path of the picture of the last recorded place, empty for none; ``acts`` is where it
    acts, from the picture's centre (physical pixels)."""
    acts: tuple[int, int] = (0, 0)
    step: str = ""
    """The id of the last recorded step, or of the one that a run has in hand."""
    typed: str = ""
    """The id of the last step that typed what can still be made a secret, empty for none;
    ``typed_say`` is its sentence."""
    typed_say: str = ""
    answered_by: str = ""
    """What the recording has done last of what it was told by the way: ``undone``, ``secret``,
    ``refused``; empty after a step."""
    row_question: RowQuestion | None = None
    sentence: str = ""
    notes: list[str] = field(default_factory=list)
    failures: list[FailedRow] = field(default_factory=list)
    asking: Question | None = None
    """What the run asks now."""
    run: str = ""
    found: str = ""
    """Whether its place was found: ``green``, ``red``, empty while it is looked for."""
    ranges: list[tuple[int, int]] = field(default_factory=list)
    """The rows to do, as stretches of Excel's numbers."""
    states: dict[int, RowState] = field(default_factory=dict)
    """What became of rows so far, by Excel's numbers."""
    times: list[tuple[int, float]] = field(default_factory=list)
    """The rows done, in their order, with the seconds that each took."""
    by_hand: float = 0.0
    """Seconds that a person needed for one row when it was recorded, 0 where nobody knows."""
    already: int = 0
    results: str = ""
    repaired: list[str] = field(default_factory=list)
    """Places that the clerk has shown in this run."""
    changed: tuple[int, int, int, int] | None = None
    """How many rows were added, changed, removed, moved since the list was last run."""
    message: str = ""
    hint: str = ""
    report: str = ""
    saved: str = ""
    seconds: float = 0.0
    killed: bool = False

    @property
    def question(self) -> str:
        return self.asking.text if self.asking else ""

    @property
    def choices(self) -> tuple[str, ...]:
        return self.asking.choices if self.asking else ()

    @property
    def per_row(self) -> float:
        """Seconds that a row took so far, 0 while none is done."""
        return sum(seconds for _, seconds in self.times) / len(self.times) if self.times else 0.0

    @property
    def remaining(self) -> float:
        """Seconds that the rest will take, 0 while nobody can tell."""
        left = (self.rows or 0) - self.finished_rows - self.already
        return self.per_row * left if left > 0 else 0.0

    @property
    def left_rows(self) -> int:
        """Rows that are neither done nor left out on purpose."""
        return max(0, (self.rows or 0) - self.done - self.skipped - self.already)

    @property
    def saved_time(self) -> float:
        """Seconds that a person would have needed more for the rows done."""
        return max(0.0, self.by_hand * len(self.times) - sum(took for _, took in self.times))

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
                self._place(event)
            case "undone" | "dropped" if event.get("step"):
                self.steps = max(0, self.steps - 1)
                self.picture = ""
                self.typed = "" if self.typed == event.get("step") else self.typed
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
                self.state, self.run = "running", str(event.get("run", ""))
                rows = event.get("rows")
                self.rows = rows if isinstance(rows, int) and self.data else None
                self.ranges = _ranges(event.get("ranges")) if self.data else []
                self.by_hand = _seconds(event.get("by_hand"))
            case "resumed" if isinstance(event.get("left"), int):
                self.rows = event["left"] if self.rows is not None else None
            case "list_changed":
                counts = event.get("counts")
                if isinstance(counts, list) and len(counts) == 4:
                    self.changed = tuple(_number(one, 0) for one in counts)  # type: ignore[assignment]
            case "repaired" if event.get("target"):
                self.repaired.append(str(event["target"]))
            case "row_started":
                self._go_on()
            case "step_started":
                self._go_on()
                self.sentence = str(event.get("say", "")) or self.sentence
                self.step, self.found = str(event.get("step", "")), ""
            case "step_done":
                self.found = "green" if event.get("point") else ""
            case "row_done":
                if event.get("status") == "skipped":
                    self.skipped += 1
                    self.states[self.row] = "skipped"
                else:
                    self.done += 1
                    self.states[self.row] = "done"
                    self.times.append((self.row, _seconds(event.get("seconds"))))
            case "row_failed":
                self.failed += 1
                self.states[self.row] = "failed"
                self.failures.append(FailedRow(self.row, str(event.get("message", ""))))
            case "asked" if self.kind == "record" and event.get("about") == "row":
                self.row_question = _row_question(event)
            case "row" if self.kind == "record":
                self.row_question = None
            case "asked" if self.kind == "play":
                self.state, self.asking = "asking", _question(event)
                if self.asking.row:
                    self.states[self.asking.row] = "asked"
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
                self.hint, self.found = str(event.get("hint", "")), "red"
            case "run_done":
                self._finish(event)

    def answered(self) -> None:
        """The clerk has answered, or said go on."""
        if self.state in ("asking", "paused"):
            going: State = "recording" if self.kind == "record" else "running"
            if self.asking is not None and self.states.get(self.asking.row) == "asked":
                del self.states[self.asking.row]
            self.state, self.asking = going, None

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

    def _place(self, event: Mapping[str, Any]) -> None:
        self.step, self.picture = str(event.get("step", "")), str(event.get("picture", ""))
        acts = event.get("acts")
        self.acts = (0, 0)
        if isinstance(acts, list) and len(acts) == 2:
            self.acts = (_number(acts[0], 0), _number(acts[1], 0))
        if event.get("types") is True:
            self.typed, self.typed_say = self.step, self.sentence
        elif self.typed == self.step:
            self.typed = ""  # it was made a secret

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
        self.already = _number(event.get("already"), 0)
        self.results = str(event.get("results") or "")
        self.seconds = _seconds(event.get("seconds"))


def _question(event: Mapping[str, Any]) -> Question:
    choices, also = event.get("choices"), event.get("also")
    return Question(
        str(event.get("question", "")),
        tuple(map(str, choices)) if isinstance(choices, list) else (),
        tuple(map(str, also)) if isinstance(also, list) else (),
        str(event.get("why", "")), _number(event.get("row"), 0),
        str(event.get("at_step") or event.get("step") or ""), str(event.get("target", "")),
        dict(event),
    )  # fmt: skip


def _ranges(value: object) -> list[tuple[int, int]]:
    pairs = value if isinstance(value, list) else []
    return [(pair[0], pair[1]) for pair in pairs
            if isinstance(pair, list) and len(pair) == 2
            and all(isinstance(one, int) for one in pair)]  # fmt: skip


def _seconds(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


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
