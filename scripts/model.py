"""What a script is: steps, targets, anchors.

Everything here is immutable data. Lengths are physical pixels, times are seconds. A script
never carries the marks of a run; what a run finds lives in objects of the player.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from scripts.places import (
    CELL as CELL,
)
from scripts.places import (
    Added as Added,
)
from scripts.places import (
    Anchor as Anchor,
)
from scripts.places import (
    Button as Button,
)
from scripts.places import (
    ImageAnchor as ImageAnchor,
)
from scripts.places import (
    Point as Point,
)
from scripts.places import (
    Rect as Rect,
)
from scripts.places import (
    RowAt as RowAt,
)
from scripts.places import (
    RowSelected as RowSelected,
)
from scripts.places import (
    RowWhere as RowWhere,
)
from scripts.places import (
    Scrolling as Scrolling,
)
from scripts.places import (
    Seen as Seen,
)
from scripts.places import (
    Size as Size,
)
from scripts.places import (
    TableRow as TableRow,
)
from scripts.places import (
    Target as Target,
)
from scripts.places import (
    TextAnchor as TextAnchor,
)
from scripts.places import (
    Values as Values,
)
from scripts.places import (
    WindowPattern as WindowPattern,
)

FORMAT = 1
"""The version of the file format that this code writes."""

# ---- conditions -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Appears:
    """The target is on the screen."""

    target: str


@dataclass(frozen=True, slots=True)
class Vanishes:
    """The target is not on the screen."""

    target: str


@dataclass(frozen=True, slots=True)
class TextSeen:
    """The text can be read on the screen (in ``window``, where given)."""

    text: str
    window: WindowPattern | None = None


@dataclass(frozen=True, slots=True)
class WindowOpen:
    """A window like this is open."""

    window: WindowPattern


@dataclass(frozen=True, slots=True)
class WindowStill:
    """A window like this is open, and nothing moves in it: what turns or grows while its program
    is busy does not any more."""

    window: WindowPattern


Comparison = Literal[
    "is", "is_not", "contains", "starts_with", "ends_with", "empty", "not_empty",
    "more_than", "less_than",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ValueIs:
    """A value compared with another; both may hold placeholders. ``other`` is ignored by
    ``empty`` and ``not_empty``."""

    value: str
    comparison: Comparison
    other: str = ""


Condition = Appears | Vanishes | TextSeen | WindowOpen | WindowStill | ValueIs


# ---- actions --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Click:
    target: str
    button: Button = "left"
    count: int = 1
    modifiers: tuple[str, ...] = ()
    hold: float = 0.0
    """Seconds between press and release of a long press."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Tick a box or choose a radio button (``on``), or take the tick away: it is clicked only if it
    is not so yet."""

    target: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class Drag:
    """Press at one target, move, release at another."""

    target: str
    to: str
    button: Button = "left"
    modifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scroll:
    """Turn the wheel: ``amount`` notches, negative is down (``across``: negative is left)."""

    amount: int
    target: str | None = None
    across: bool = False


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that is in no file: the player asks the system's credential store for it by this
    name."""

    name: str


@dataclass(frozen=True, slots=True)
class Type:
    """Type a text, at ``into`` after a click there, else where the focus is; then ``window``
    (``in`` in the file) must be in front."""

    text: str | Secret
    into: str | None = None
    clear: bool = False
    """Empty the field first."""
    window: WindowPattern | None = None
    verify: bool = False
    """Copy what the field holds afterwards, and compare."""


@dataclass(frozen=True, slots=True)
class Press:
    """Press a key or a chord, "Ctrl+S", ``times`` times, while ``window`` (``in`` in the file) is
    in front."""

    keys: str
    times: int = 1
    window: WindowPattern | None = None


@dataclass(frozen=True, slots=True)
class WaitFor:
    condition: Condition


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait a fixed time; a condition is nearly always better."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Read:
    """Read a value into a variable: by OCR at a target, by copying it there, or from the
    clipboard as it is."""

    into: str
    source: Literal["screen", "field", "clipboard"] = "screen"
    target: str | None = None
    size: Size | None = None
    """The region around the target's point that is read, width and height."""
    kind: Literal["text", "digits", "date", "phone", "amount", "resident_number"] = "text"


@dataclass(frozen=True, slots=True)
class ForEachRow:
    """Do the steps for each row of a list. Inside another loop: for those rows in whose columns
    stand the texts of ``where``. ``start`` is how the screen has to be before each row."""

    input: str
    do: tuple[Step, ...]
    where: Mapping[str, str] = field(default_factory=Values)
    start: Condition | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "where", Values(self.where))


@dataclass(frozen=True, slots=True)
class If:
    condition: Condition
    then: tuple[Step, ...]
    otherwise: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """A number of ``times``, or while a condition holds, ``times`` being the most."""

    times: int
    do: tuple[Step, ...]
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Play another script, a relative path beside this one, with these variables."""

    script: str
    values: Mapping[str, str] = field(default_factory=Values)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", Values(self.values))


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the clerk; her answer goes into a variable."""

    question: str
    into: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """Show the clerk a sentence and go on."""

    text: str


@dataclass(frozen=True, slots=True)
class Open:
    """Open a program, a file or an address with the system's own means."""

    what: Literal["program", "file", "address"]
    name: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FocusWindow:
    window: WindowPattern


@dataclass(frozen=True, slots=True)
class CloseWindow:
    window: WindowPattern


@dataclass(frozen=True, slots=True)
class WriteRow:
    """Append a row (column → text) to an output workbook."""

    output: str
    values: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", Values(self.values))


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait until the clerk says go on."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """End the run here; as a failure of the row if ``failed``."""

    reason: str = ""
    failed: bool = False


Action = (
    Click | Tick | Drag | Scroll | Type | Press | WaitFor | Wait | Read | ForEachRow | If | Repeat
    | Call | Ask | Message | Open | FocusWindow | CloseWindow | WriteRow | Pause | Stop
)  # fmt: skip

OnError = Literal["ask", "stop", "skip_row", "retry", "retry_row", "ignore"]
"""``retry_row``: the row again from its first step, as long as no step that ``saves`` has begun."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """How to get back to where a step, or a row, can begin again: close a window (where one is
    open), press a key, at most so many ``times`` until a condition holds."""

    press: str = ""
    times: int = 1
    close: WindowPattern | None = None
    until: Condition | None = None


@dataclass(frozen=True, slots=True)
class Popup:
    """What may come up at any moment of a run, and what is done then: press a key in it, or click
    a target."""

    when: Condition
    press: str = ""
    click: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``timeout`` None means the player's default; ``closes`` says that the window it
    acts in goes with it, so that the next step must not yet take the old window for a new one;
    ``saves`` says that here a row's work is kept for good (see :mod:`scripts.commits`);
    ``review`` is the recorder's sentence about what the clerk should look at before she trusts
    this step. ``tries`` and ``back`` belong to ``on_error``: how often it is done in all, and what
    is done before it is done again (None: what the script says)."""

    id: str
    action: Action
    note: str = ""
    timeout: float | None = None
    on_error: OnError | None = None
    enabled: bool = True
    closes: bool = False
    saves: bool = False
    review: str = ""
    tries: int = 3
    back: WayBack | None = None


# ---- the script -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """What a column of a list may hold: whether it may be empty, how many letters at most, which
    values (any where there are none), of which kind."""

    needed: bool = False
    longest: int | None = None
    one_of: tuple[str, ...] = ()
    kind: Literal["text", "digits", "date", "phone", "amount", "resident_number"] = "text"


@dataclass(frozen=True, slots=True)
class Input:
    """A list that the script runs over: the columns it needs, those that tell rows apart, and what
    may stand in them."""

    columns: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    rules: Mapping[str, Rule] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the script was recorded on, and how many seconds a person needed for it."""

    system: str = ""
    screen: Size | None = None
    scale: float = 1.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Script:
    """A whole script. ``images`` maps the first 12 hex digits of each picture's SHA-256 to its
    PNG bytes; only pictures that an anchor names are saved. ``variables`` are the names whose
    values come from outside: ``--var``, or a script that calls this one. ``on_error`` and ``back``
    are for all steps that say nothing themselves; ``popups`` are looked out for all the time.
    ``author`` is who made it, as the file says: anybody can write anything there."""

    name: str
    steps: tuple[Step, ...] = ()
    targets: Mapping[str, Target] = field(default_factory=lambda: MappingProxyType({}))
    inputs: Mapping[str, Input] = field(default_factory=lambda: MappingProxyType({}))
    recorded: Recorded | None = None
    note: str = ""
    variables: tuple[str, ...] = ()
    on_error: OnError | None = None
    back: WayBack | None = None
    popups: tuple[Popup, ...] = ()
    author: str = ""
    images: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
