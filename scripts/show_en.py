"""The English sentences of steps."""

from __future__ import annotations

from scripts.model import (
    Action,
    Appears,
    Ask,
    Call,
    Click,
    CloseWindow,
    Condition,
    Drag,
    FocusWindow,
    ForEachRow,
    If,
    Message,
    Open,
    Pause,
    Press,
    Read,
    Repeat,
    RowAt,
    RowSelected,
    RowWhere,
    Scroll,
    Secret,
    Stop,
    TableRow,
    TextSeen,
    Tick,
    Type,
    ValueIs,
    Vanishes,
    Wait,
    WaitFor,
    WindowOpen,
    WindowPattern,
    WindowStill,
    WriteRow,
)
from scripts.schema import ANY_COLUMN

OTHERWISE = "Otherwise"
OFF = "(off)"
REVIEW = "please look"
SAVES = "saves here"

_BUTTONS = {"left": "", "right": " with the right button", "middle": " with the middle button"}
_KINDS = {
    "text": "the text", "digits": "the digits", "date": "the date", "phone": "the phone number",
    "amount": "the amount", "resident_number": "the resident number",
}  # fmt: skip
_OPENED = {"program": "the program", "file": "the file", "address": "the address"}
_COMPARED = {
    "is": "is", "is_not": "is not", "contains": "contains", "starts_with": "starts with",
    "ends_with": "ends with", "more_than": "is more than", "less_than": "is less than",
}  # fmt: skip


def _quoted(text: str) -> str:
    shown = " ".join(text.split())
    return f"‘{shown if len(shown) <= 60 else shown[:59] + '…'}’"


def _title(window: WindowPattern) -> str:
    return _quoted(window.title.strip("* ") or window.program or "any")


def _value(text: str) -> str:
    lone = text.startswith("{") and text.endswith("}") and text.count("{") == text.count("}") == 1
    return text if lone else _quoted(text)


def say(action: Action) -> str:
    """What an action does."""
    match action:
        case Click() | Tick() | Drag() | Scroll() | Type() | Press():
            return _by_hand(action)
        case WaitFor(condition):
            return f"Wait until {_condition(condition)}"
        case Wait(seconds):
            return f"Wait {seconds:g} seconds"
        case Read(into, source, target, _, kind):
            where = "the clipboard" if source == "clipboard" else _quoted(target or "this field")
            return f"Read {_KINDS[kind]} from {where} into {{{into}}}"
        case ForEachRow(name, _, where, start):
            only = [f"{column} is {_value(text)}" for column, text in where.items()]
            said = f"For each row of {name}" + (f" where {', '.join(only)}" if only else "")
            return f"{said}, beginning when {_condition(start)}" if start else said
        case If(condition):
            return f"If {_condition(condition)}"
        case Repeat(times, _, None):
            return f"Repeat {times} times"
        case Repeat(times, _, condition) if condition is not None:
            return f"Repeat while {_condition(condition)} (at most {times} times)"
        case Call(script, values):
            given = f", passing {', '.join(values)}" if values else ""
            return f"Run the task {_quoted(script)}{given}"
        case Ask(question, into):
            return f"Ask {_quoted(question)} and keep the answer in {{{into}}}"
        case Message(text):
            return f"Say {_quoted(text)}"
        case Open(what, name):
            return f"Open {_OPENED[what]} {_quoted(name)}"
        case FocusWindow(window):
            return f"Bring the window {_title(window)} to the front"
        case CloseWindow(window):
            return f"Close the window {_title(window)}"
        case WriteRow(output, values):
            return f"Write a row to {_quoted(output)} ({', '.join(values)})"
        case Pause(text):
            return f"Pause until told to go on{f' ({text})' if text else ''}"
        case Stop(reason, failed):
            how = "End here as failed" if failed else "End here"
            return f"{how} ({reason})" if reason else how
    return ""


def in_row(row: TableRow) -> str:
    """In which row of a table."""
    match row:
        case RowWhere(cells):
            told = [
                f"{'a cell' if heading == ANY_COLUMN else heading} is {_value(text)}"
                for heading, text in cells.items()
            ]
            return f"In the row where {' and '.join(told)}:"
        case RowAt(number):
            return f"In row {number}:"
        case RowSelected():
            return "In the selected row:"


def _by_hand(action: Click | Tick | Drag | Scroll | Type | Press) -> str:
    match action:
        case Click(target, button, count, modifiers, hold):
            verb = {1: "Click", 2: "Double-click"}.get(count, f"Click {count} times")
            if hold:
                verb = f"Press for {hold:g} seconds"
            on = " on" if count > 2 or hold else ""
            return f"{verb}{on} {_quoted(target)}{_BUTTONS[button]}{_held(modifiers)}"
        case Tick(target, on):
            return f"{'Tick' if on else 'Untick'} {_quoted(target)}"
        case Drag(target, to, button, modifiers):
            how = _BUTTONS[button] + _held(modifiers)
            return f"Drag from {_quoted(target)} to {_quoted(to)}{how}"
        case Scroll(amount, target, across):
            way = ("right" if amount > 0 else "left") if across else "up" if amount > 0 else "down"
            where = f" at {_quoted(target)}" if target else ""
            return f"Scroll {way} by {abs(amount)}{where}"
        case Type(text, into, clear, window):
            where = f" into {_quoted(into)}" if into else ""
            if window is not None and not into:
                where = f" in the window {_title(window)}"
            what = f"the secret {_quoted(text.name)}" if isinstance(text, Secret) else _value(text)
            return f"{'Empty the field and type' if clear else 'Type'} {what}{where}"
        case Press(keys, times):
            return f"Press {keys}{f' {times} times' if times > 1 else ''}"


def _held(modifiers: tuple[str, ...]) -> str:
    return f" holding {'+'.join(modifiers)}" if modifiers else ""


def _condition(condition: Condition) -> str:
    match condition:
        case Appears(target):
            return f"{_quoted(target)} is on the screen"
        case Vanishes(target):
            return f"{_quoted(target)} is no longer on the screen"
        case TextSeen(text, window):
            where = f"in the window {_title(window)}" if window else "on the screen"
            return f"{_quoted(text)} can be read {where}"
        case WindowOpen(window):
            return f"the window {_title(window)} is open"
        case WindowStill(window):
            return f"nothing moves in the window {_title(window)}"
        case ValueIs(of, "empty"):
            return f"{_value(of)} is empty"
        case ValueIs(of, "not_empty"):
            return f"{_value(of)} is not empty"
        case ValueIs(of, comparison, other):
            return f"{_value(of)} {_COMPARED[comparison]} {_value(other)}"
